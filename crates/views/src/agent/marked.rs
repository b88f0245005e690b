//! A translated sentence in which the particulars stand out: `<b>Aya</b> took the ticket`.

use base::words::{Args, Words};
use std::fmt;

/// Stand around a particular while Fluent puts it into its sentence; no text on a page contains them.
const OPEN: char = '\u{F0001}';
const CLOSE: char = '\u{F0002}';

/// Writes HTML: everything escaped, particulars bold.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked(String);

impl Marked {
    pub fn tell(words: &Words, key: &str, particulars: &[(&'static str, &str)]) -> Self {
        let mut args = Args::new();
        for (name, value) in particulars {
            let plain: String = value.chars().filter(|c| !matches!(*c, OPEN | CLOSE)).collect();
            args.set(*name, format!("{OPEN}{plain}{CLOSE}"));
        }
        Self(html(&words.tell(key, &args)))
    }
}

fn html(sentence: &str) -> String {
    let mut html = String::with_capacity(sentence.len() + 32);
    for c in sentence.chars() {
        match c {
            OPEN => html.push_str("<b>"),
            CLOSE => html.push_str("</b>"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
    html
}

impl fmt::Display for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Marked {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_are_called_is_never_markup() {
        assert_eq!(html(&format!("{OPEN}<i>A & B</i>{CLOSE} took \"it\"")), "<b>&lt;i&gt;A &amp; B&lt;/i&gt;</b> took &quot;it&quot;");
    }
}
