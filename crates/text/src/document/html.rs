//! The text of a page: without its tags, scripts and styles.

use super::office::reference;

/// Never longer than the page.
pub(super) fn text(page: &str) -> String {
    let mut text = String::with_capacity(page.len() / 2);
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        decode(&rest[..at], &mut text);
        rest = &rest[at..];
        let Some(end) = rest.find('>') else { return text };
        let name = name_of(&rest[1..end]);
        rest = &rest[end + 1..];
        if matches!(name.as_str(), "script" | "style" | "template" | "head") {
            rest = beyond(rest, &name);
        }
        text.push(if is_inline(&name) { '\u{200B}' } else { '\n' });
    }
    decode(rest, &mut text);
    // Marks of inline tags part nothing.
    text.retain(|c| c != '\u{200B}');
    text
}

fn name_of(tag: &str) -> String {
    let tag = tag.trim_start_matches('/');
    tag.chars().take_while(char::is_ascii_alphanumeric).take(12).collect::<String>().to_ascii_lowercase()
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "b" | "i" | "u" | "s" | "em" | "strong" | "span" | "font" | "small" | "sub" | "sup" | "mark" | "code"
    )
}

/// Behind the end of an element whose inside is no text.
fn beyond<'p>(page: &'p str, name: &str) -> &'p str {
    let lower = page.to_ascii_lowercase();
    match lower.find(&format!("</{name}")) {
        Some(at) => page[at..].split_once('>').map_or("", |(_, rest)| rest),
        None => "",
    }
}

fn decode(part: &str, text: &mut String) {
    let mut rest = part;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.as_bytes().iter().take(12).position(|byte| *byte == b';');
        match end.and_then(|end| Some((end, character(&rest[1..end])?))) {
            Some((end, c)) => {
                text.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
}

fn character(name: &str) -> Option<char> {
    match name {
        "nbsp" => Some(' '),
        "yen" => Some('¥'),
        // A page may write either letter before a hexadecimal number.
        _ => reference(&name.replacen("#X", "#x", 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_page_is_read_without_what_nobody_sees() {
        let page = "<html><head><title>x</title></head><style>p{}</style><p>返<b>金</b> &amp; &#x732b;</p><script>if(a<b){}</script><td>A-1</td>";
        let words: Vec<_> = text(page).split_whitespace().map(str::to_owned).collect();
        assert_eq!(words, ["返金", "&", "猫", "A-1"]);
    }

    #[test]
    fn either_letter_stands_before_a_hexadecimal_number() {
        assert_eq!(text("&#x41;&#X42;&#67;"), "ABC");
    }

    #[test]
    fn a_torn_page_is_read_as_far_as_it_goes() {
        for page in ["<", "a<b", "<script", "&#x110000;", "&", "<script>never closed"] {
            let _ = text(page);
        }
        assert_eq!(text("a <b"), "a ");
    }
}
