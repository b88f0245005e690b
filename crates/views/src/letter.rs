//! Letters we send, twice: as HTML that holds up in real mail programs, and as plain text that says the same.

use crate::agent::files::size;
use crate::agent::prose::Prose;
use crate::when::whole;
use askama::Template;
use base::words::{Args, Words};
use base::{CleanHtml, Moment};
use desk::conversation::{Attachment, Prepared};

/// Octets of an earlier message that stand beneath its answer.
pub const LONGEST_QUOTE: usize = 10_000;

/// What a letter says.
pub enum Body<'a> {
    /// What an agent wrote.
    Said {
        text: &'a str,
        /// None: the text is all there is.
        html: Option<CleanHtml>,
        /// Files that are not inside.
        links: Vec<Action>,
        /// None: nothing.
        signature: Option<&'a Prepared>,
        /// The signature stands beneath the quotations.
        signs_below: bool,
        /// The newest first.
        quotes: Vec<Quote<'a>>,
    },
    /// Sentences of our own, a paragraph each.
    Sentences(Vec<String>),
}

/// What a letter answers, beneath it in the usual form: mail programs fold it, and so do we when it comes back.
pub struct Quote<'a> {
    pub at: Moment,
    pub author: &'a str,
    pub text: &'a str,
    pub clock: Clock<'a>,
}

/// By which clock the moments of a letter are told, as IANA names its zone.
#[derive(Clone, Copy)]
pub enum Clock<'a> {
    /// That of its readers.
    Theirs(&'a str),
    /// One that its readers may not have: `14:05 JST`.
    Named(&'a str),
}

impl Clock<'_> {
    fn tells(self, moment: Moment, words: &Words) -> String {
        match self {
            Self::Theirs(zone) => whole(moment, zone, words),
            Self::Named(zone) => format!("{} {}", whole(moment, zone, words), moment.zone_name(zone)),
        }
    }
}

/// A file that is not inside, as its link is called: `plan.zip (34 MB, until Tue 3 Mar 2026, 14:05)`.
pub fn file_label(file: &Attachment, until: Moment, clock: Clock<'_>, words: &Words) -> String {
    let mut args = Args::new();
    args.set("name", file.name.as_str());
    args.set("size", size(file.size));
    args.set("until", clock.tells(until, words));
    words.tell("letter-file-linked", &args)
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
    /// Answers that can be given by a press each.
    pub choices: Vec<Action>,
    pub action: Option<Action>,
    /// Small print.
    pub foot: Vec<String>,
}

impl Quote<'_> {
    /// `On Tue 3 Mar 2026, 14:05 JST, Kei Tanaka wrote:`
    fn introduction(&self, words: &Words) -> String {
        let mut args = Args::new();
        args.set("when", self.clock.tells(self.at, words));
        args.set("x", self.author);
        words.tell("letter-wrote", &args)
    }

    /// The text, cut between characters where it is too long.
    fn shown(&self) -> String {
        let text = self.text.trim();
        let end = (0..=text.len().min(LONGEST_QUOTE)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        if end < text.len() { format!("{}…", &text[..end]) } else { text.to_owned() }
    }
}

impl Letter<'_> {
    /// The plain half. What is ours and not the agent's stands under the sign of a signature (RFC 3676 §4.3), so that
    /// an answer is read without it.
    pub fn text(&self) -> String {
        let mut parts: Vec<String> = match &self.body {
            Body::Said { signature, .. } => {
                signature.map(|signature| signature.text.clone()).filter(|text| !text.is_empty()).into_iter().collect()
            }
            Body::Sentences(sentences) => sentences.clone(),
        };
        parts.extend(self.choices.iter().map(|Action { label, url }| format!("{label}\n{url}")));
        parts.extend(self.action.iter().map(|Action { label, url }| format!("{label}\n{url}")));
        parts.extend(self.foot.iter().cloned());
        let ours = parts.join("\n\n");
        let mut text = match &self.body {
            Body::Said { text, links, signs_below, .. } => {
                let mut text = (*text).to_owned();
                if !links.is_empty() {
                    text.push_str(&format!("\n\n{}", self.words.say("letter-files-linked")));
                    links.iter().for_each(|link| text.push_str(&format!("\n{}\n{}", link.label, link.url)));
                }
                if !signs_below {
                    text.push_str(&signed(&ours));
                }
                text
            }
            Body::Sentences(_) => ours.clone(),
        };
        if let Body::Said { quotes, signs_below, .. } = &self.body {
            for quote in quotes {
                text.push_str(&format!("\n\n{}\n", quote.introduction(self.words)));
                for line in quote.shown().lines() {
                    text.push_str(if line.starts_with('>') || line.is_empty() { "\n>" } else { "\n> " });
                    text.push_str(line);
                }
            }
            if *signs_below {
                text.push_str(&signed(&ours));
            }
        }
        text.push('\n');
        text
    }

    fn file_words(&self) -> &str {
        self.words.say("letter-files-linked")
    }

    fn lang(&self) -> &'static str {
        self.words.language().tag()
    }

    fn is_automatic(&self) -> bool {
        matches!(self.body, Body::Sentences(_))
    }

    fn sign(&self, signature: &Prepared) -> String {
        match signature.html.is_empty() {
            true => self.lines(&signature.text),
            false => signature.html.with_remote_images().as_str().to_owned(),
        }
    }

    /// Plain text as HTML: escaped, lines broken, web addresses as links.
    fn lines(&self, text: impl AsRef<str>) -> String {
        Prose::of(text.as_ref()).to_string().replace("\r\n", "\n").replace('\n', "<br>\n")
    }
}

/// What is ours under the sign of a signature (RFC 3676 §4.3).
fn signed(ours: &str) -> String {
    if ours.is_empty() { String::new() } else { format!("\n\n-- \n{ours}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Language, words};

    #[test]
    fn a_moment_with_its_zone_is_read_wherever_it_is_pasted() {
        let zones = [
            "Asia/Tokyo",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Asia/Shanghai",
            "Europe/London",
            "Europe/Dublin",
            "Europe/Berlin",
            "America/New_York",
            "America/Chicago",
            "America/St_Johns",
            "America/Sao_Paulo",
            "Australia/Sydney",
            "Pacific/Honolulu",
            "UTC",
        ];
        let now = Moment::from_rfc3339("2026-03-01T09:30:00Z").unwrap();
        // Winter, summer, and what the clocks of Berlin tell twice.
        for at in ["2026-12-01T00:00:00Z", "2026-07-01T12:34:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"] {
            let moment = Moment::from_rfc3339(at).unwrap();
            for (language, zone) in Language::ALL.into_iter().flat_map(|language| zones.map(|zone| (language, zone))) {
                let told = Clock::Named(zone).tells(moment, words::of(language));
                for reader in [zone, "Asia/Tokyo", "America/Los_Angeles"] {
                    assert_eq!(desk::when::read(&told, now, reader, 9), Some(moment), "{told} in {reader}");
                }
            }
        }
    }
}
