//! Plain text as people wrote it: escaped, with its web addresses as links.

use base::links::first_link;
use std::fmt;

/// Writes HTML. The lines stay as they are; CSS keeps them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prose<'a>(pub &'a str);

impl fmt::Display for Prose<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(found) = first_link(rest) {
            let (before, link, after) = (&rest[..found.start], &rest[found.clone()], &rest[found.end..]);
            escape(f, before)?;
            f.write_str(r#"<a rel="noopener noreferrer nofollow" target="_blank" href=""#)?;
            escape(f, link)?;
            f.write_str("\">")?;
            escape(f, link)?;
            f.write_str("</a>")?;
            rest = after;
        }
        escape(f, rest)
    }
}

impl askama::filters::HtmlSafe for Prose<'_> {}

fn escape(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        f.write_str(&text[from..at])?;
        f.write_str(entity)?;
        from = at + 1;
    }
    f.write_str(&text[from..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<String> {
        let html = Prose(text).to_string();
        html.split("href=\"").skip(1).map(|part| part.split('"').next().unwrap().to_owned()).collect()
    }

    #[test]
    fn addresses_become_links_and_the_rest_stays_text() {
        assert_eq!(links("見てください：https://a.example/x。ありがとう"), ["https://a.example/x"]);
        assert_eq!(
            links("(http://a.example/b_(c)), and https://b.example."),
            ["http://a.example/b_(c)", "https://b.example"]
        );
        assert_eq!(links("https:// ftp://x.example javascript://x shttp://y.example"), ["http://y.example"]);
    }

    #[test]
    fn nothing_anybody_writes_is_markup() {
        let html = Prose("<script>alert('x')</script> https://a.example/\"onclick=x").to_string();
        assert!(!html.contains("<script") && !html.contains("\"onclick"), "{html}");
    }

    #[test]
    fn a_wall_of_brackets_is_told_in_time() {
        let start = std::time::Instant::now();
        let _ = Prose(&format!("https://a.example/{}", ")".repeat(20_000))).to_string();
        assert!(start.elapsed() < std::time::Duration::from_secs(2));
    }
}
