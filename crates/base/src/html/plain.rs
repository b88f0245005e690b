//! Clean HTML as plain text that says the same.

use crate::markup::{Markup, Tag, Token, decoded};

/// Octets of text at most, and lists or quotations inside each other.
const LONGEST: usize = 1_000_000;
const DEEPEST: usize = 20;

pub(super) fn text(html: &str) -> String {
    let mut page = Page::default();
    for token in Markup::new(html) {
        match token {
            Token::Open(tag) => page.open(&tag),
            Token::Close(name) => page.close(&name),
            Token::Text(text) => page.text(&decoded(text)),
        }
        if page.out.len() > LONGEST {
            break;
        }
    }
    page.end_line();
    page.out.trim_matches('\n').to_owned()
}

#[derive(Default)]
struct Page {
    out: String,
    line: String,
    /// What the next line begins with, once: the sign of a list item.
    sign: String,
    quotes: usize,
    lists: Vec<Option<u64>>,
    preformatted: usize,
    /// Where the text of the open link begins, and its address.
    link: Option<(usize, String)>,
    gap: bool,
    /// An empty line is due before the next text.
    apart: bool,
}

impl Page {
    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "br" => self.line_break(),
            "hr" => {
                self.end_line();
                self.line.push_str("---");
                self.end_line();
            }
            "img" => {
                if let Some(words) = tag.attribute("alt").filter(|words| !words.trim().is_empty()) {
                    self.text(&format!("[{}]", decoded(words)));
                }
            }
            "a" => {
                let address = tag.attribute("href").map(decoded);
                self.link = address.map(|address| (self.line.len(), address));
            }
            "td" | "th" => self.cell(),
            "li" => self.item(),
            "ul" | "ol" => {
                self.end_line();
                self.apart |= self.lists.is_empty();
                if self.lists.len() < DEEPEST {
                    let first = tag.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                    self.lists.push((tag.name == "ol").then_some(first));
                }
            }
            "blockquote" => {
                self.end_line();
                self.apart = true;
                self.quotes += 1;
            }
            "pre" => {
                self.end_line();
                self.apart = true;
                self.preformatted += 1;
            }
            name => self.block(name),
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => self.end_link(),
            "blockquote" => {
                self.end_line();
                self.quotes = self.quotes.saturating_sub(1);
                self.apart = true;
            }
            "pre" => {
                self.end_line();
                self.preformatted = self.preformatted.saturating_sub(1);
                self.apart = true;
            }
            "ul" | "ol" => {
                self.end_line();
                self.lists.pop();
                self.apart |= self.lists.is_empty();
            }
            "table" => {
                self.end_line();
                self.apart = true;
            }
            "td" | "th" | "li" => {}
            name => self.block(name),
        }
    }

    /// Paragraphs stand apart, other blocks on lines of their own; in a list everything is close together.
    fn block(&mut self, name: &str) {
        let paragraph = matches!(name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table");
        if paragraph || matches!(name, "div" | "tr" | "section" | "article" | "header" | "footer" | "center") {
            if !self.line.is_empty() {
                self.end_line();
            }
            self.apart |= paragraph && self.lists.is_empty();
        }
    }

    fn item(&mut self) {
        self.end_line();
        let depth = self.lists.len().saturating_sub(1);
        let sign = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            Some(None) | None => "- ".to_owned(),
        };
        self.sign = format!("{}{sign}", "   ".repeat(depth));
    }

    fn cell(&mut self) {
        if !self.line.is_empty() {
            self.line.push_str(" | ");
            self.gap = false;
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' if self.preformatted > 0 => self.line_break(),
                ' ' | '\t' | '\n' | '\r' if self.preformatted == 0 => self.gap = true,
                '\r' => {}
                c => {
                    if std::mem::take(&mut self.gap) && !self.line.is_empty() {
                        self.line.push(' ');
                    }
                    self.line.push(if c == '\u{a0}' { ' ' } else { c });
                }
            }
        }
    }

    /// The address stands beside the words, unless they are the address.
    fn end_link(&mut self) {
        let Some((from, address)) = self.link.take() else { return };
        let words = self.line.get(from..).unwrap_or_default().trim();
        let plain = address.trim_start_matches("mailto:").trim_start_matches("tel:");
        if !plain.is_empty() && words != plain && words != plain.trim_end_matches('/') {
            self.text(&format!(" <{plain}>"));
        }
    }

    fn line_break(&mut self) {
        if self.line.is_empty() && self.sign.is_empty() {
            self.put_line();
        } else {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        self.gap = false;
        if !self.line.is_empty() || !self.sign.is_empty() {
            self.put_line();
        }
    }

    fn put_line(&mut self) {
        let quote = "> ".repeat(self.quotes.min(DEEPEST));
        if std::mem::take(&mut self.apart) && !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push_str(quote.trim_end());
            self.out.push('\n');
        }
        self.link = self.link.take().map(|(_, address)| (0, address));
        let line = format!("{quote}{}{}", std::mem::take(&mut self.sign), std::mem::take(&mut self.line));
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use crate::CleanHtml;

    #[test]
    fn a_letter_reads_the_same_without_its_form() {
        for (html, text) in [
            ("<p>Dear Kei,</p><p>it <strong>works</strong>.</p>", "Dear Kei,\n\nit works."),
            ("<p>a<br>b</p>", "a\nb"),
            ("<p>a</p><p><br></p><p>b</p>", "a\n\n\nb"),
            (
                "<ul><li><p>one</p></li><li><p>two</p><ol><li>a</li><li>b</li></ol></li></ul>",
                "- one\n- two\n   1. a\n   2. b",
            ),
            ("<p>x</p><ol start=3><li>c</li></ol><p>y</p>", "x\n\n3. c\n\ny"),
            ("<blockquote><p>old</p><p>older</p></blockquote><p>new</p>", "> old\n>\n> older\n\nnew"),
            ("<pre><code>a\n  b</code></pre>", "a\n  b"),
            ("<p><a href=\"https://e.example/x\">here</a>.</p>", "here <https://e.example/x>."),
            ("<p><a href=\"https://e.example/\">https://e.example</a></p>", "https://e.example"),
            ("<p><a href=\"mailto:kei@x.example\">kei@x.example</a></p>", "kei@x.example"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a | b\nc | d"),
            ("<p>see <img src=\"cid:a\" alt=\"the lid\"></p>", "see [the lid]"),
            ("a&nbsp;b &lt;c&gt;  \n d", "a b <c> d"),
            ("<div>返金</div><div>請求</div>", "返金\n請求"),
            ("", ""),
        ] {
            assert_eq!(CleanHtml::clean(html).to_text(), text, "{html}");
        }
    }

    #[test]
    fn depth_costs_nothing() {
        let html = "<blockquote><ul><li>".repeat(20_000) + "text";
        let text = CleanHtml::clean(&html).to_text();
        assert!(text.ends_with("text") && text.len() < 1_100_000, "{}", text.len());
    }

    #[test]
    fn images_inside_are_known_by_their_ids() {
        let clean = CleanHtml::clean("<img src=\"cid:a@b\"><img src=\"https://e.example/x.png\"><img src=\"cid:c\">");
        assert_eq!(clean.image_ids(), ["a@b", "c"]);
    }
}
