//! The part of a page that its sender newly wrote, with its form.

use super::meaning::{self, Meaning};
use base::markup::{Markup, Tag, Token, is_void};

/// The page without what mail programs mark as quotation or signature. What they do not mark stays: compare its words with
/// those that were newly written before believing it.
pub(crate) fn said(html: &str) -> String {
    let mut page = Said::default();
    for token in Markup::new(html) {
        match token {
            Token::Open(tag) if begins_the_rest(&tag) => break,
            Token::Open(tag) => page.open(&tag),
            Token::Close(name) => page.close(&name),
            Token::Text(text) if page.left_out == 0 => page.out.push_str(text),
            Token::Text(_) => {}
        }
    }
    page.out
}

fn begins_the_rest(tag: &Tag<'_>) -> bool {
    meaning::marks_what_follows(tag) || (tag.name == "hr" && meaning::is_reply_rule(tag))
}

#[derive(Default)]
struct Said {
    out: String,
    /// Open elements, and whether each is left out.
    open: Vec<(String, bool)>,
    left_out: usize,
}

impl Said {
    fn open(&mut self, tag: &Tag<'_>) {
        let leaves = match Meaning::of(tag) {
            Meaning::Hidden | Meaning::Quote | Meaning::MarkedQuote | Meaning::Signature => true,
            Meaning::Plain | Meaning::Preformatted => false,
        };
        if is_void(&tag.name) {
            if self.left_out == 0 && !leaves {
                self.write(tag);
            }
        } else if self.open.len() < 2_000 {
            self.left_out += usize::from(leaves);
            self.open.push((tag.name.clone(), leaves));
            if self.left_out == 0 {
                self.write(tag);
            }
        }
    }

    fn close(&mut self, name: &str) {
        let Some(depth) = self.open.iter().rev().take(64).position(|(open, _)| open == name) else { return };
        for (name, leaves) in self.open.split_off(self.open.len() - 1 - depth).into_iter().rev() {
            if self.left_out == 0 {
                self.out.push_str(&format!("</{name}>"));
            }
            self.left_out -= usize::from(leaves);
        }
    }

    fn write(&mut self, tag: &Tag<'_>) {
        self.out.push('<');
        self.out.push_str(&tag.name);
        for (name, value) in &tag.attributes {
            self.out.push_str(&format!(" {name}=\"{}\"", value.replace('"', "&quot;")));
        }
        self.out.push('>');
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn quotations_and_signatures_go_and_the_form_stays() {
        for (html, said) in [
            ("<p>a <b>b</b></p><blockquote type=\"cite\">c<p>d</p></blockquote><p>e</p>", "<p>a <b>b</b></p><p>e</p>"),
            ("<div>a<div class=\"gmail_signature\">s</div></div>b", "<div>a</div>b"),
            ("<div>a</div><div id=\"divRplyFwdMsg\">c</div><p>d", "<div>a</div>"),
            ("<a href='x\"y'>a</a><br>", "<a href=\"x&quot;y\">a</a><br>"),
        ] {
            assert_eq!(super::said(html), said);
        }
    }
}
