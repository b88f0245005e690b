//! Plain text as people wrote it: escaped, with its web addresses and the tickets it speaks of as links.

use base::links::first_link;
use desk::ticket::{TicketNumber, first_mentioned};
use std::fmt;

/// Writes HTML. The lines stay as they are; CSS keeps them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prose<'a> {
    text: &'a str,
    tickets: &'a [TicketNumber],
}

impl<'a> Prose<'a> {
    pub const fn of(text: &'a str) -> Self {
        Self { text, tickets: &[] }
    }

    /// Numbers of these tickets lead there; the one who reads may see them.
    pub const fn among(text: &'a str, tickets: &'a [TicketNumber]) -> Self {
        Self { text, tickets }
    }

    /// What holds no web address.
    fn words(&self, f: &mut fmt::Formatter<'_>, words: &str) -> fmt::Result {
        let mut rest = words;
        while let Some((found, number)) = first_mentioned(rest).filter(|_| !self.tickets.is_empty()) {
            let (before, said, after) = (&rest[..found.start], &rest[found.clone()], &rest[found.end..]);
            escape(f, before)?;
            match self.tickets.contains(&number) {
                true => write!(f, r#"<a class="link" href="/tickets/{number}">{said}</a>"#)?,
                false => f.write_str(said)?,
            }
            rest = after;
        }
        escape(f, rest)
    }
}

impl fmt::Display for Prose<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.text;
        while let Some(found) = first_link(rest) {
            let (before, link, after) = (&rest[..found.start], &rest[found.clone()], &rest[found.end..]);
            self.words(f, before)?;
            f.write_str(r#"<a rel="noopener noreferrer nofollow" target="_blank" href=""#)?;
            escape(f, link)?;
            f.write_str("\">")?;
            escape(f, link)?;
            f.write_str("</a>")?;
            rest = after;
        }
        self.words(f, rest)
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
        let html = Prose::of(text).to_string();
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
    fn the_number_of_a_ticket_one_may_see_leads_there() {
        let html = Prose::among("#100042 <b> #100043 https://a.example/#100042", &[TicketNumber(100_042)]).to_string();
        assert!(
            html.starts_with("<a class=\"link\" href=\"/tickets/100042\">#100042</a> &lt;b&gt; #100043 <a rel="),
            "{html}"
        );
        assert_eq!(html.matches("/tickets/").count(), 1);
    }

    #[test]
    fn nothing_anybody_writes_is_markup() {
        let html = Prose::of("<script>alert('x')</script> https://a.example/\"onclick=x").to_string();
        assert!(!html.contains("<script") && !html.contains("\"onclick"), "{html}");
    }

    #[test]
    fn a_wall_of_brackets_is_told_in_time() {
        let start = std::time::Instant::now();
        let _ = Prose::of(&format!("https://a.example/{}", ")".repeat(20_000))).to_string();
        assert!(start.elapsed() < std::time::Duration::from_secs(2));
    }
}
