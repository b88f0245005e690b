//! Just enough of HTML to look at the tags of a page that we wrote ourselves.

/// An opening tag, and the text up to the next one.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
}

impl Tag {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some()
    }
}

/// Every opening tag in order.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let inside = &rest[..end_of_tag(rest)];
            rest = &rest[inside.len()..];
            let text = rest.trim_start_matches('>').split('<').next().unwrap_or_default().to_owned();
            let (name, attributes) = inside.split_once(|c: char| c.is_whitespace()).unwrap_or((inside, ""));
            tags.push(Tag {
                name: name.trim_end_matches('/').to_lowercase(),
                attributes: attributes_of(attributes),
                text,
            });
        }
    }
    tags
}

fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn attributes_of(mut rest: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return found;
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let name = rest[..end].to_lowercase();
        rest = &rest[end..];
        let value = match rest.strip_prefix('=') {
            Some(after) => {
                let (value, left) = value_of(after);
                rest = left;
                value
            }
            None => "",
        };
        found.push((name, value.replace("&amp;", "&").replace("&#38;", "&")));
    }
}

fn value_of(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        _ => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    }
}

#[test]
fn tags_are_read_as_a_browser_would() {
    let read = tags(r#"<p>a &lt;b on<a href="/x?a=1&amp;b=2" data-q='>' disabled>go</a><br/><script src=/y></script>"#);
    let names: Vec<_> = read.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["p", "a", "br", "script"]);
    assert_eq!(read[1].attribute("href"), Some("/x?a=1&b=2"));
    assert_eq!((read[1].attribute("data-q"), read[1].has("disabled"), read[1].text.as_str()), (Some(">"), true, "go"));
    assert_eq!(read[3].attribute("src"), Some("/y"));
}
