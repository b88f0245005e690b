//! A field that is written with the editor, or without it: what stands in it, and how it is drawn again.

use super::fields::Fields;
use base::CleanHtml;
use desk::Done;
use desk::conversation::Signature;
use desk::conversation::template::{Mistake, sound, sound_html};
use desk::form::HTML;
use service::{Read, conversation};
use views::agent::rich::Rich;

/// A text and its form, and what is wrong with it.
pub struct Prose {
    pub text: String,
    pub html: CleanHtml,
    mistake: Option<Mistake>,
}

impl Prose {
    pub fn of((text, html): (String, CleanHtml)) -> Self {
        let mistake = match html.is_empty() {
            true => sound(&text).err(),
            false => sound_html(&html).err(),
        };
        Self { text, html, mistake }
    }

    pub fn drawn(
        self,
        (language, name, title, form): (&'static str, &'static str, &'static str, &'static str),
    ) -> Rich {
        let html = if self.html.is_empty() { CleanHtml::from_text(&self.text) } else { self.html };
        Rich {
            language,
            name,
            title,
            form,
            id: name.to_owned(),
            images: "/loose/images".to_owned(),
            plain: self.text,
            html: html.as_str().to_owned(),
            mistake: self.mistake,
        }
    }
}

/// What stands in the field `name`; `form`: in that which says what form it has had. A text that was written without the
/// editor and still says the same keeps its form; one without marks has none.
pub fn written<'f>(text: impl Fn(&str) -> &'f str, name: &str, form: &str) -> (String, CleanHtml) {
    let typed = text(name);
    if let Some(html) = typed.strip_prefix(HTML) {
        let html = CleanHtml::clean(html);
        let text = html.to_text();
        let form = if html == CleanHtml::from_text(&text) { CleanHtml::default() } else { html };
        return (text, form);
    }
    let before = CleanHtml::clean(text(form));
    let said = typed.replace("\r\n", "\n");
    let same = |html: &CleanHtml| html.to_text().trim() == said.trim();
    let same = same(&before) || same(&CleanHtml::words(before.as_str()));
    (typed.to_owned(), if same { before } else { CleanHtml::default() })
}

/// A signature with the pictures it shows.
pub fn signature(read: &mut Read, fields: &Fields) -> Done<Signature> {
    let (text, html) = written(|name| fields.text(name), SIGNATURE, SIGNATURE_FORM);
    let pictures = conversation::loose_of(read, &html, std::iter::empty())?;
    Ok(Signature { text, html, pictures })
}

pub const SIGNATURE: &str = "signature";
pub const SIGNATURE_FORM: &str = "signature_html";
