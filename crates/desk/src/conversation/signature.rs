//! What stands beneath letters, of a mailbox or of an agent: words with variables, and perhaps a form and pictures.

use super::template::Values;
use super::{NewAttachment, Prepared};
use crate::Refusal;
use base::CleanHtml;
use serde::{Deserialize, Serialize};

/// The names are those by which a mailbox keeps it with how it writes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signature {
    /// A template.
    #[serde(rename = "signature")]
    pub text: String,
    /// The same with its form; empty: the text is all there is.
    #[serde(rename = "signature_html")]
    pub html: CleanHtml,
    /// Shown in it, each under a name of its own.
    #[serde(rename = "signature_pictures")]
    pub pictures: Vec<NewAttachment>,
}

/// Octets of the form, pictures in it, and their octets together: every letter has them.
const LARGEST: usize = 20_000;
const MOST_PICTURES: usize = 5;
const MOST_OCTETS: i64 = 1_000_000;

impl Signature {
    /// In order, or why not. Where there is a form, the text is what that says, and a picture that is not at hand is none.
    pub fn sound(mut self, longest: usize) -> Result<Self, Refusal> {
        let html = self.html.map_images(|id| self.picture(id).map(|_| format!("cid:{id}")));
        let shown = html.image_ids();
        self.html = if words(&html).trim().is_empty() && shown.is_empty() { CleanHtml::default() } else { html };
        if !self.html.is_empty() {
            self.text = words(&self.html);
        }
        self.text = self.text.replace("\r\n", "\n").trim().to_owned();
        self.pictures.retain(|file| file.inline && file.content_id.as_ref().is_some_and(|id| shown.contains(id)));
        let octets: i64 = self.pictures.iter().map(|file| file.size.max(0)).sum();
        if self.text.chars().count() > longest || self.html.as_str().len() > LARGEST {
            Err(Refusal::SignatureTooLong)
        } else if self.pictures.len() > MOST_PICTURES || octets > MOST_OCTETS {
            Err(Refusal::SignaturePictures)
        } else {
            Ok(self)
        }
    }

    fn picture(&self, id: &str) -> Option<&NewAttachment> {
        self.pictures.iter().find(|file| file.shown_as() == Some(id))
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.html.is_empty()
    }

    /// As it stands beneath a letter. What cannot be filled in stays as it stands: a letter must leave.
    pub fn filled_or_bare(&self, values: &Values) -> Prepared {
        let said = Prepared::filled_or_bare((&self.text, &self.html), &self.pictures, values);
        if said.html.is_empty() { said } else { Prepared { text: words(&said.html), ..said } }
    }
}

impl From<&str> for Signature {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

/// What it says: a picture says nothing.
fn words(html: &CleanHtml) -> String {
    CleanHtml::words(html.as_str()).to_text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::template::OfPerson;
    use base::Digest;

    fn picture(name: &str, size: i64) -> NewAttachment {
        NewAttachment {
            digest: Digest::of(name.as_bytes()),
            name: format!("{name}.png"),
            content_type: "image/png".into(),
            size,
            inline: true,
            content_id: Some(format!("{name}@kippu")),
        }
    }

    fn with(html: &str, pictures: Vec<NewAttachment>) -> Signature {
        Signature { text: "something else".into(), html: CleanHtml::clean(html), pictures }
    }

    #[test]
    fn its_text_is_what_its_form_says_without_the_pictures() {
        let html = "<p><b>Aya</b><br>Hinode <img src=\"cid:logo@kippu\" alt=\"logo.png\"></p><script>x</script>";
        let sound = with(html, vec![picture("logo", 9), picture("other", 9)]).sound(100).unwrap();
        assert_eq!(sound.text, "Aya\nHinode");
        assert_eq!(sound.pictures, [picture("logo", 9)], "what is not shown stays away");
        assert!(sound.html.as_str().contains("cid:logo@kippu") && !sound.html.as_str().contains("script"));
        let lost = with("<p>Aya <img src=\"cid:gone@kippu\"></p>", Vec::new()).sound(100).unwrap();
        assert!(!lost.html.as_str().contains("cid:"), "{}", lost.html.as_str());
    }

    #[test]
    fn a_plain_one_stays_what_it_was_and_an_empty_form_is_none() {
        assert_eq!(Signature::from("Aya\r\nHinode\n\n").sound(100), Ok("Aya\nHinode".into()));
        assert_eq!(with("<p></p>", Vec::new()).sound(100).map(|sound| sound.html), Ok(CleanHtml::default()));
        let alone = with("<p><img src=\"cid:logo@kippu\"></p>", vec![picture("logo", 9)]).sound(100).unwrap();
        assert!(alone.text.is_empty() && !alone.is_empty(), "a picture alone is one");
    }

    #[test]
    fn it_has_its_bounds() {
        assert_eq!(Signature::from("Hinode").sound(5), Err(Refusal::SignatureTooLong));
        let marks = with(&format!("<p>{}</p>", "<b>a</b>".repeat(2_500)), Vec::new());
        assert_eq!(marks.sound(5_000), Err(Refusal::SignatureTooLong));
        let shown =
            |names: &[&str]| names.iter().map(|name| format!("<img src=\"cid:{name}@kippu\">")).collect::<String>();
        let many = ["a", "b", "c", "d", "e", "f"];
        let sound = |names: &[&str], size| {
            with(&shown(names), names.iter().map(|name| picture(name, size)).collect()).sound(100)
        };
        assert!(sound(&many[..5], 200_000).is_ok());
        assert_eq!(sound(&many, 1), Err(Refusal::SignaturePictures));
        assert_eq!(sound(&many[..2], 500_001), Err(Refusal::SignaturePictures));
    }

    #[test]
    fn what_is_filled_in_is_words_and_never_marks() {
        let agent = OfPerson { name: "<b>Aya</b>".into(), email: String::new() };
        let values = Values { agent, ..Values::default() };
        let said = with("<p><em>{{ agent.name }}</em></p>", Vec::new()).filled_or_bare(&values);
        assert_eq!(said.html.as_str(), "<p><em>&lt;b&gt;Aya&lt;/b&gt;</em></p>");
        assert_eq!(said.text, "<b>Aya</b>");
        let wrong = with("<p>{{ nobody }}</p>", Vec::new()).filled_or_bare(&values);
        assert_eq!(wrong.html.as_str(), "<p>{{ nobody }}</p>");
    }
}
