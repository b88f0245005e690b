//! Letters we send, twice: as HTML that holds up in real mail programs, and as plain text that says the same.

use askama::Template;
use base::CleanHtml;
use base::words::Words;

/// What a letter says.
pub enum Body<'a> {
    /// What an agent wrote.
    Said {
        text: &'a str,
        /// None: the text is all there is.
        html: Option<&'a CleanHtml>,
        signature: &'a str,
    },
    /// Sentences of our own, a paragraph each.
    Sentences(Vec<String>),
}

/// The one thing to press.
pub struct Action {
    pub label: String,
    pub url: String,
}

#[derive(Template)]
#[template(path = "letter/letter.html")]
pub struct Letter<'a> {
    pub words: &'static Words,
    pub organization: &'a str,
    pub body: Body<'a>,
    pub action: Option<Action>,
    /// Small print.
    pub foot: Vec<String>,
}

impl Letter<'_> {
    /// The plain half (RFC 3676 signature separator).
    pub fn text(&self) -> String {
        let mut text = match &self.body {
            Body::Said { text, signature, .. } if signature.is_empty() => (*text).to_owned(),
            Body::Said { text, signature, .. } => format!("{text}\n\n-- \n{signature}"),
            Body::Sentences(sentences) => sentences.join("\n\n"),
        };
        if let Some(Action { label, url }) = &self.action {
            text.push_str(&format!("\n\n{label}\n{url}"));
        }
        for line in &self.foot {
            text.push_str(&format!("\n\n{line}"));
        }
        text.push('\n');
        text
    }

    fn lang(&self) -> &'static str {
        self.words.language().tag()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::View;
    use base::Language;

    fn letter(body: Body<'_>) -> Letter<'_> {
        let action = Some(Action { label: "View".into(), url: "https://desk.example/r/1/x".into() });
        Letter { words: base::words::of(Language::English), organization: "Desk", body, action, foot: vec!["#1".into()] }
    }

    #[test]
    fn both_halves_say_the_same() {
        let letter = letter(Body::Said { text: "Dear Kei,\nit <works>.", html: None, signature: "Aya" });
        assert_eq!(letter.text(), "Dear Kei,\nit <works>.\n\n-- \nAya\n\nView\nhttps://desk.example/r/1/x\n\n#1\n");
        let html = letter.to_html().unwrap();
        assert!(html.contains("Dear Kei,<br/>") && html.contains("it &#60;works&#62;."), "{html}");
        assert!(html.contains("https://desk.example/r/1/x"));
    }
}
