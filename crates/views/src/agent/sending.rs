//! How a letter leaves, wherever one is written: from which address, signed and quoted how, closed how, and when.

use super::files::encoded;
use super::ticket::Nap;
use crate::Shell;
use crate::admin::keys::protections;
use crate::admin::{Choice, Form};
use askama::Template;
use base::Moment;
use desk::channel::file_link::shared_out;
use desk::channel::{Beneath, Beyond, Closes, Protect, Quotation, Signs};
use desk::conversation::{NewAttachment, Prepared};
use desk::ticket::StatusId;

pub struct Sending {
    /// From which addresses one may write, and whether each is the usual one.
    pub senders: Vec<(Choice, bool)>,
    pub signs: Signs,
    /// What is quoted beneath unless somebody says otherwise; none: nothing was said before.
    pub quotation: Option<Quotation>,
    /// A letter that waits for its moment stays when the requester writes before; none: there is nobody to wait for.
    pub unless_answered: Option<bool>,
    /// When it may leave, beside at once.
    pub moments: Vec<Nap>,
    /// In which zone whoever receives it lives; none: nobody has said.
    pub their_zone: Option<String>,
    /// How it is closed; none: there are no keys.
    pub protect: Option<Closes>,
    /// When it leaves, as was chosen before it was refused; none: at once.
    pub leaves: Option<Leaves>,
    /// Likewise what the status becomes with it.
    pub sets: Option<StatusId>,
}

/// The word for [`Leaves::Theirs`].
pub const THEIRS: &str = "theirs";

/// When a letter leaves that does not leave at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaves {
    At(Moment),
    /// When its reader's working day begins.
    Theirs,
}

/// What stands beneath a letter alone, and how it is closed, when it is to leave another way.
#[derive(Template)]
#[template(path = "agent/composer/signed.html")]
pub struct Signed<'a> {
    pub shell: Shell<'a>,
    pub beneath: Beneath,
    pub closes: Option<Closes>,
}

/// The files a letter has so far, and which of them will go as links. [`ui/island/attach.ts`] says the same of what comes
/// later.
#[derive(Clone, Copy)]
pub struct Weighed<'a> {
    /// None: there is no letter yet.
    pub beneath: Option<&'a Beneath>,
    /// How it is closed; none: it has no keys.
    pub protect: Option<Protect>,
    /// As far as it has a form: pictures stand in it by their names.
    pub html: &'a str,
    pub files: &'a [NewAttachment],
}

impl<'a> Weighed<'a> {
    /// As a form has it that no draft holds.
    pub fn of(beneath: &'a Beneath, sending: &Sending, form: &'a Form, files: &'a [NewAttachment]) -> Self {
        let protect = sending.protect.map(|closes| closes.way);
        Self { beneath: Some(beneath), protect, html: form.text("html"), files }
    }

    /// Beside the text.
    pub fn beside(&self) -> Vec<&'a NewAttachment> {
        self.files.iter().filter(|file| !file.inline).collect()
    }

    /// What may stand in the text: name and octets.
    pub fn pictures(&self) -> Vec<(&'a str, i64)> {
        self.files.iter().filter_map(|file| Some((file.shown_as()?, file.size))).collect()
    }

    /// What may become of those that do not fit, the key of its sentence, and whether it will.
    pub fn ways(&self) -> Vec<(&'static str, &'static str, bool)> {
        let keyed = self.beneath.is_some_and(|beneath| beneath.keyed);
        let now = self.protect.unwrap_or(Protect::None).beyond(keyed);
        let key = |beyond: Beyond| match beyond {
            Beyond::Links => "composer-linked",
            Beyond::Perhaps => "composer-linked-perhaps",
            Beyond::Inside => "composer-linked-inside",
        };
        Beyond::ALL.iter().map(|one| (one.name(), key(*one), *one == now)).collect()
    }

    /// Names of those for which there is no room. A picture that was taken out of the text does not go at all; those of the
    /// signature always go.
    pub fn linked(&self) -> Vec<&'a str> {
        let Some(beneath) = self.beneath else { return Vec::new() };
        let stands = |id: &str| self.html.contains(&format!("cid:{id}\""));
        let goes = |file: &&NewAttachment| !file.inline || file.content_id.as_deref().is_some_and(stands);
        let files: Vec<&'a NewAttachment> = self.files.iter().filter(goes).collect();
        let shown = files.iter().filter_map(|file| file.shown_as());
        let taken: i64 = beneath.signature.pictures_beside(shown).map(|picture| picture.size).sum();
        let (_, linked) = shared_out(&files, beneath.room - taken, |file| (file.size, file.inline));
        linked.into_iter().map(|file| file.name.as_str()).collect()
    }
}

impl Sending {
    pub fn sets_to(&self, status: &StatusId) -> bool {
        self.sets == Some(*status)
    }

    pub fn signings(&self) -> Vec<(&'static str, &'static str, bool)> {
        let key = |signs: &Signs| match signs {
            Signs::Nothing => "signs-nothing",
            Signs::Own => "signs-own",
            Signs::Mailbox => "signs-mailbox",
            Signs::Both => "signs-both",
        };
        Signs::ALL.iter().map(|signs| (signs.name(), key(signs), *signs == self.signs)).collect()
    }

    pub fn quotations(&self) -> Vec<(&'static str, &'static str, bool)> {
        let Some(usual) = self.quotation else { return Vec::new() };
        let key = |quotation: &Quotation| match quotation {
            Quotation::Nothing => "quotation-nothing",
            Quotation::Last => "quotation-last",
            Quotation::All => "quotation-all",
        };
        Quotation::ALL.iter().map(|one| (one.name(), key(one), *one == usual)).collect()
    }
}

/// As the form carries it, and as it is read.
pub fn leaving(shell: &Shell, leaves: &Leaves) -> (String, String) {
    match leaves {
        Leaves::At(at) => (at.0.to_string(), shell.with("composer-leaves", shell.when_exactly(at).short())),
        Leaves::Theirs => (THEIRS.to_owned(), shell.say("send-in-their-hours").to_owned()),
    }
}

/// The ways to close a letter, and whether each is the present one; none where there is no choice.
pub fn ways_to_close(shell: &Shell, closes: &Option<Closes>) -> Vec<(Choice, bool)> {
    let Some(closes) = closes else { return Vec::new() };
    protections(shell).into_iter().map(|choice| (choice.clone(), choice.value == closes.way.name())).collect()
}

/// What the mailbox usually does: whatever else is chosen is by hand, and stays when the mailbox is another. Empty: all is.
pub fn usually_closed(closes: &Option<Closes>) -> &'static str {
    closes.filter(|closes| !closes.by_hand).map_or("", |closes| closes.way.name())
}

/// A signature with its form, as it will look.
pub fn shown(signature: &Prepared) -> String {
    signature.html.map_images(|id| Some(format!("/loose/images/{}", encoded(id)))).as_str().to_owned()
}

/// What the bar above a text does to it: the act, its icon, the key of its name.
pub const TOOLS: [(&str, &str, &str); 6] = [
    ("bold", "bold", "editor-bold"),
    ("italic", "italic", "editor-italic"),
    ("bulletList", "list", "editor-list"),
    ("orderedList", "list-numbered", "editor-list-numbered"),
    ("blockquote", "quote", "editor-quote"),
    ("codeBlock", "code", "editor-code"),
];

/// What it puts in.
pub const MAKERS: [(&str, &str, &str); 3] =
    [("link", "link", "editor-link"), ("table", "table", "editor-table"), ("image", "image", "editor-image")];
