//! How a mailbox writes: under which name, with which signature and quotation, and when its letters leave.

use super::{Closes, Protect};
use crate::Refusal;
use crate::conversation::template;
use crate::conversation::{Prepared, Signature};
use crate::ticket::LONGEST_LOCK;
use base::Email;
use serde::{Deserialize, Serialize};
use std::time::Duration;

crate::ticket_words! {
    /// Whose name stands before the address of a letter that a person wrote.
    SenderName { Mailbox = "mailbox", Agent = "agent", Both = "both", }
}

crate::ticket_words! {
    /// What a letter ends with.
    Signs { Nothing = "nothing", Own = "own", Mailbox = "mailbox", Both = "both", }
}

crate::ticket_words! {
    /// What stands beneath an answer of what was said before.
    Quotation { Nothing = "nothing", Last = "last", All = "all", }
}

crate::ticket_words! {
    SignaturePlace { AboveQuotation = "above", BelowQuotation = "below", }
}

/// What nobody has said is as [`Writing::default`] has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Writing {
    pub sender: SenderName,
    /// Between the agent's name and the mailbox's; empty: as the language has it, `Aya at Example`.
    pub separator: String,
    /// Beneath letters of this mailbox.
    #[serde(flatten)]
    pub signature: Signature,
    pub signs: Signs,
    pub place: SignaturePlace,
    pub quotation: Quotation,
    /// Answers go to everybody unless the writer says otherwise.
    pub answers_all: bool,
    /// Where answers shall go; none: where they find their ticket by themselves.
    pub reply_to: Option<Email>,
    /// Receives a blind copy of every letter a person wrote.
    pub archive: Option<Email>,
    /// For so many seconds a letter can be taken back.
    pub hold: u64,
    /// A scheduled letter does not leave when the requester has written since.
    pub unless_answered: bool,
    /// Octets of files that travel inside a letter; beyond them the letter has links.
    pub most_attached: i64,
    /// For so many days such a link is good.
    pub link_days: u32,
    /// The requester hears of a ticket that was solved, and of one that an agent made for them.
    pub tells_solved: bool,
    /// Also of one that was closed.
    pub tells_closed: bool,
    pub tells_created: bool,
    /// Letters to people outside have an image by which we learn that they were opened.
    pub tracks: bool,
    /// Minutes whoever answers a ticket of this mailbox keeps others from answering; none: as its team says.
    pub lock: Option<i64>,
}

impl Default for Writing {
    fn default() -> Self {
        Self {
            sender: SenderName::Mailbox,
            separator: String::new(),
            signature: Signature::default(),
            signs: Signs::Both,
            place: SignaturePlace::AboveQuotation,
            quotation: Quotation::Last,
            answers_all: true,
            reply_to: None,
            archive: None,
            hold: 10,
            unless_answered: true,
            most_attached: 15_000_000,
            link_days: 30,
            tells_solved: false,
            tells_closed: false,
            tells_created: false,
            tracks: false,
            lock: None,
        }
    }
}

/// Seconds a letter is held at most, octets inside it at most, days its links are good, characters of a signature and of a
/// separator.
pub const LONGEST_HOLD: u64 = 120;
const MOST_ATTACHED: i64 = 25_000_000;
pub const LONGEST_LINK_DAYS: u32 = 365;
const LONGEST_SIGNATURE: usize = 5_000;
const LONGEST_SEPARATOR: usize = 20;

impl Writing {
    /// In order, or why not.
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.separator = self.separator.trim().to_owned();
        self.signature = self.signature.sound(LONGEST_SIGNATURE)?;
        let separator = self.separator.chars();
        if separator.clone().count() > LONGEST_SEPARATOR || separator.clone().any(char::is_control) {
            Err(Refusal::NameTooLong)
        } else if template::sound(&self.signature.text).is_err() || template::sound_html(&self.signature.html).is_err()
        {
            Err(Refusal::TemplateWrong)
        } else if self.lock.is_some_and(|minutes| !(0..=LONGEST_LOCK).contains(&minutes)) {
            Err(Refusal::LockMinutes)
        } else {
            self.hold = self.hold.min(LONGEST_HOLD);
            self.most_attached = self.most_attached.clamp(0, MOST_ATTACHED);
            self.link_days = self.link_days.clamp(1, LONGEST_LINK_DAYS);
            Ok(self)
        }
    }

    pub fn held_for(&self) -> Duration {
        Duration::from_secs(self.hold)
    }

    /// `Aya via Example`; `at` says it where no separator is set.
    pub fn sender_name(&self, agent: &str, mailbox: &str, at: impl FnOnce(&str, &str) -> String) -> String {
        match (self.sender, agent, mailbox) {
            (SenderName::Mailbox, _, mailbox) | (_, "", mailbox) => mailbox.to_owned(),
            (SenderName::Agent, agent, _) | (SenderName::Both, agent, "") => agent.to_owned(),
            (SenderName::Both, agent, mailbox) if self.separator.is_empty() => at(agent, mailbox),
            (SenderName::Both, agent, mailbox) => format!("{agent} {} {mailbox}", self.separator),
        }
    }
}

/// What will stand beneath a letter that somebody writes, and what it carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Beneath {
    pub signs: Signs,
    pub signature: Prepared,
    /// Octets of files that travel inside it.
    pub room: i64,
    /// How it is closed unless its writer says otherwise; none: its mailbox has no keys.
    pub protect: Option<Protect>,
    /// Its mailbox has a key by which it signs.
    pub keyed: bool,
}

impl Beneath {
    /// As its writer wishes, else as the mailbox has it. `own` and `mailbox` are the signatures there are.
    pub fn of(
        writing: &Writing,
        wish: Option<Signs>,
        (own, mailbox): (Prepared, Prepared),
        (protect, keyed): (Option<Protect>, bool),
    ) -> Self {
        let signs = wish.unwrap_or(writing.signs);
        Self { signs, signature: signature(signs, own, mailbox, ""), room: writing.most_attached, protect, keyed }
    }

    /// As its writer chose by hand, else as its mailbox usually does; none: that has no keys.
    pub fn closes(&self, by_hand: Option<Protect>) -> Option<Closes> {
        let usual = self.protect?;
        Some(Closes { way: by_hand.unwrap_or(usual), by_hand: by_hand.is_some() })
    }

    /// The same where it was chosen for another mailbox, which could do what this one perhaps cannot.
    pub fn closes_as_well(&self, by_hand: Option<Protect>) -> Option<Closes> {
        self.closes(by_hand.filter(|way| self.keyed || *way != Protect::Sign))
    }
}

impl Signs {
    pub const fn own(self) -> bool {
        matches!(self, Self::Own | Self::Both)
    }

    pub const fn mailbox(self) -> bool {
        matches!(self, Self::Mailbox | Self::Both)
    }
}

/// The signatures that were chosen, one beneath the other; the same one never twice, and none that ends the text already.
pub fn signature(signs: Signs, own: Prepared, mailbox: Prepared, text: &str) -> Prepared {
    let text = text.trim_end();
    let mut parts: Vec<Prepared> = Vec::new();
    for (wanted, one) in [(signs.own(), own), (signs.mailbox(), mailbox)] {
        let one = Prepared { text: one.text.trim().to_owned(), ..one };
        let ends = !one.text.is_empty() && text.ends_with(&one.text);
        if wanted && !one.is_empty() && !ends && !parts.iter().any(|part| says(part, &one)) {
            parts.retain(|part| !says(&one, part));
            parts.push(one);
        }
    }
    parts.into_iter().reduce(Prepared::and).unwrap_or_default()
}

/// Whether a signature says what another one does, and shows what that shows.
fn says(all: &Prepared, part: &Prepared) -> bool {
    all.text.contains(&part.text) && part.files.iter().all(|file| all.files.contains(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::NewAttachment;
    use base::CleanHtml;

    #[test]
    fn a_sender_is_named_as_the_mailbox_wishes() {
        let at = |agent: &str, mailbox: &str| format!("{agent} at {mailbox}");
        let named = |sender, separator: &str, agent, mailbox| {
            Writing { sender, separator: separator.into(), ..Writing::default() }.sender_name(agent, mailbox, at)
        };
        for (sender, separator, agent, mailbox, shown) in [
            (SenderName::Mailbox, "", "Aya", "Hinode", "Hinode"),
            (SenderName::Agent, "", "Aya", "Hinode", "Aya"),
            (SenderName::Agent, "", "", "Hinode", "Hinode"),
            (SenderName::Both, "", "Aya", "Hinode", "Aya at Hinode"),
            (SenderName::Both, "via", "Aya", "Hinode", "Aya via Hinode"),
            (SenderName::Both, "via", "Aya", "", "Aya"),
        ] {
            assert_eq!(named(sender, separator, agent, mailbox), shown);
        }
    }

    #[test]
    fn a_signature_never_stands_twice() {
        for (signs, own, mailbox, text, whole) in [
            (Signs::Both, "Aya", "Hinode Ltd", "Hello", "Aya\n\nHinode Ltd"),
            (Signs::Both, "Aya", "Aya", "Hello", "Aya"),
            (Signs::Both, "Aya", "Aya\nHinode", "Hello", "Aya\nHinode"),
            (Signs::Both, "Aya\nHinode", "Hinode", "Hello", "Aya\nHinode"),
            (Signs::Own, "Aya", "Hinode", "Hello\n\nAya\n", ""),
            (Signs::Mailbox, "Aya", "Hinode", "Hello", "Hinode"),
            (Signs::Nothing, "Aya", "Hinode", "Hello", ""),
        ] {
            let plain = |text: &str| Prepared { text: text.into(), ..Prepared::default() };
            let signed = signature(signs, plain(own), plain(mailbox), text);
            assert_eq!(signed, plain(whole), "{signs:?} {own:?} {mailbox:?}");
        }
    }

    #[test]
    fn a_picture_stands_once_and_goes_for_no_words() {
        let picture = |name: &str| NewAttachment {
            digest: base::Digest::of(name.as_bytes()),
            name: name.into(),
            content_type: "image/png".into(),
            size: 1,
            inline: true,
            content_id: Some(name.into()),
        };
        let logo = |words: &str| Prepared {
            text: words.into(),
            html: CleanHtml::clean(&format!("<p>{words}<img src=\"cid:logo\"></p>")),
            files: vec![picture("logo")],
        };
        let plain = |text: &str| Prepared { text: text.into(), ..Prepared::default() };
        assert_eq!(signature(Signs::Both, logo(""), logo(""), "Hello"), logo(""));
        assert_eq!(signature(Signs::Both, plain("Hinode"), logo("Hinode"), "Hello"), logo("Hinode"));
        let twice = signature(Signs::Both, logo("Aya"), logo("Hinode"), "Hello");
        assert_eq!((twice.text.as_str(), twice.files.len()), ("Aya\n\nHinode", 1));
        assert_eq!(twice.pictures_beside(std::iter::empty()).count(), 1);
        assert_eq!(twice.pictures_beside(std::iter::once("logo")).count(), 0, "the text shows it already");
        let both = signature(Signs::Both, plain("Aya\n<Mori>"), logo("Hinode"), "Hello");
        assert_eq!((both.text.as_str(), both.files.len()), ("Aya\n<Mori>\n\nHinode", 1));
        assert!(both.html.as_str().starts_with("<p>Aya<br>&lt;Mori&gt;</p><p>Hinode<img"), "{}", both.html.as_str());
    }

    #[test]
    fn settings_stay_within_their_bounds() {
        let wild = Writing { hold: 9_999, most_attached: i64::MAX, link_days: 9_999, ..Writing::default() };
        let wild = wild.sound().unwrap();
        assert_eq!((wild.hold, wild.most_attached, wild.link_days), (LONGEST_HOLD, MOST_ATTACHED, LONGEST_LINK_DAYS));
        let wrong = Writing { signature: "{{ requester.nmae }}".into(), ..Writing::default() };
        assert_eq!(wrong.sound(), Err(Refusal::TemplateWrong));
        let html = CleanHtml::clean("<p>{{ <b>agent</b>.name }}</p>");
        let wrong = Writing { signature: Signature { html, ..Signature::default() }, ..Writing::default() };
        assert_eq!(wrong.sound(), Err(Refusal::TemplateWrong));
    }

    #[test]
    fn what_an_older_desk_kept_is_still_read() {
        let read: Writing = serde_json::from_str(r#"{"hold":30,"signature":"Aya","something":1}"#).unwrap();
        let writing = Writing { hold: 30, signature: "Aya".into(), ..Writing::default() };
        assert_eq!(read, writing);
        let kept = serde_json::to_string(&writing).unwrap();
        assert_eq!(serde_json::from_str::<Writing>(&kept).unwrap(), writing);
    }
}
