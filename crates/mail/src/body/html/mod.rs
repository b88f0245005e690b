//! The text of an HTML letter, line by line, with what its markup says about quotation and signature.

mod meaning;
mod said;

pub(crate) use said::said;

use base::markup::{Markup, Tag, Token, decoded};
use meaning::Meaning;

/// One line of text out of HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HtmlLine {
    pub text: String,
    /// Blockquotes around it.
    pub quotes: usize,
    /// Inside an element by which a mail program marks what it quotes.
    pub quoted: bool,
    /// Inside an element by which a mail program marks a signature.
    pub signature: bool,
}

/// The text with blockquotes written as `> `.
pub(crate) fn text(html: &str, most: usize) -> String {
    let mut out = String::new();
    for line in lines(html, most) {
        out.extend(std::iter::repeat_n("> ", line.quotes.min(8)));
        out.push_str(&line.text);
        out.push('\n');
    }
    out.trim_matches('\n').to_owned()
}

/// The lines, at most `most` octets of text.
pub(crate) fn lines(html: &str, most: usize) -> Vec<HtmlLine> {
    let mut page = Page::default();
    for token in Markup::new(html) {
        if page.size > most {
            break;
        }
        match token {
            Token::Open(tag) => page.open(&tag),
            Token::Close(name) => page.close(&name),
            Token::Text(text) => page.text(&decoded(text)),
        }
    }
    page.finish()
}

#[derive(Default)]
struct Page {
    lines: Vec<HtmlLine>,
    current: HtmlLine,
    open: Vec<(String, Meaning)>,
    counts: Counts,
    /// Everything from here on is quoted: Outlook marks only where that begins.
    quoted_from_here: bool,
    gap: bool,
    size: usize,
}

#[derive(Default)]
struct Counts {
    hidden: usize,
    quotes: usize,
    marked: usize,
    signatures: usize,
    preformatted: usize,
}

impl Counts {
    fn of(&mut self, meaning: Meaning) -> Option<&mut usize> {
        match meaning {
            Meaning::Plain => None,
            Meaning::Hidden => Some(&mut self.hidden),
            Meaning::Quote => Some(&mut self.quotes),
            Meaning::MarkedQuote => Some(&mut self.marked),
            Meaning::Signature => Some(&mut self.signatures),
            Meaning::Preformatted => Some(&mut self.preformatted),
        }
    }
}

impl Page {
    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "br" => self.line_break(),
            "hr" => {
                self.block();
                if meaning::is_reply_rule(tag) {
                    self.quoted_from_here = true;
                }
            }
            "img" | "input" | "meta" | "link" | "wbr" | "col" | "area" | "base" | "embed" | "param" | "source"
            | "track" => {}
            name => {
                if is_block(name) {
                    self.block();
                }
                if name == "td" || name == "th" {
                    self.gap = true;
                }
                if meaning::marks_what_follows(tag) {
                    self.quoted_from_here = true;
                }
                if self.open.len() < 2_000 {
                    let meaning = Meaning::of(tag);
                    if let Some(count) = self.counts.of(meaning) {
                        *count += 1;
                    }
                    self.open.push((name.to_owned(), meaning));
                }
            }
        }
    }

    fn close(&mut self, name: &str) {
        if is_block(name) {
            self.block();
            if name == "p" {
                self.paragraph_ends();
            }
        }
        let Some(depth) = self.open.iter().rev().take(64).position(|(open, _)| open == name) else { return };
        let start = self.open.len() - 1 - depth;
        for (_, meaning) in self.open.drain(start..) {
            if let Some(count) = self.counts.of(meaning) {
                *count = count.saturating_sub(1);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.counts.hidden > 0 {
            return;
        }
        for c in text.chars() {
            if c == '\n' && self.counts.preformatted > 0 {
                self.line_break();
            } else if matches!(c, ' ' | '\t' | '\n' | '\r') && self.counts.preformatted == 0 {
                self.gap = true;
            } else if c != '\r' {
                self.letter(c);
            }
        }
    }

    fn letter(&mut self, c: char) {
        if self.current.text.is_empty() {
            self.current.quotes = self.counts.quotes;
            self.current.quoted = self.counts.marked > 0 || self.quoted_from_here;
            self.current.signature = self.counts.signatures > 0;
        } else if self.gap {
            self.current.text.push(' ');
        }
        self.gap = false;
        self.size += c.len_utf8();
        self.current.text.push(if c == '\u{a0}' { ' ' } else { c });
    }

    fn block(&mut self) {
        self.gap = false;
        if !self.current.text.trim().is_empty() {
            self.line_break();
        }
    }

    fn paragraph_ends(&mut self) {
        if self.lines.last().is_some_and(|line| !line.text.is_empty()) {
            self.line_break();
        }
    }

    fn line_break(&mut self) {
        self.gap = false;
        let mut line = std::mem::take(&mut self.current);
        line.text.truncate(line.text.trim_end().len());
        if line.text.is_empty() {
            line.quotes = self.counts.quotes;
            line.quoted = self.counts.marked > 0 || self.quoted_from_here;
            line.signature = self.counts.signatures > 0;
        }
        self.size += 1;
        self.lines.push(line);
    }

    fn finish(mut self) -> Vec<HtmlLine> {
        self.block();
        self.lines.dedup_by(|next, line| next.text.is_empty() && line.text.is_empty());
        self.lines
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "tr"
            | "table"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "pre"
            | "blockquote"
            | "center"
            | "address"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "body"
            | "fieldset"
            | "form"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_page_is_read() {
        for (html, expected) in [
            ("a<br>b", "a\nb"),
            ("<p>a</p><p>b</p>", "a\n\nb"),
            ("<div>a</div><div>b &amp; c&nbsp;d</div>", "a\nb & c d"),
            ("<div>a</div><blockquote type=cite>b<br>c</blockquote>", "a\n> b\n> c"),
            ("<pre>a\n  b</pre>", "a\n  b"),
            ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
            ("<p style='display: none'>x</p>a", "a"),
            ("<head><title>t</title></head>&#12354;&#x3044;&copy;&unknown;", "あい©&unknown;"),
        ] {
            assert_eq!(text(html, 1_000), expected, "{html}");
        }
    }

    #[test]
    fn quotation_marked_by_a_mail_program_is_seen() {
        let lines = lines("<div>a</div><div class=\"gmail_quote\">b</div>", 1_000);
        assert_eq!(lines.iter().map(|l| (l.text.as_str(), l.quoted)).collect::<Vec<_>>(), [("a", false), ("b", true)]);
    }
}
