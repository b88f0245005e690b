//! What the parts of a composer say, wherever one writes: on a ticket, beside one, or to begin one.

use super::fields::Fields;
use super::here::Here;
use super::ticket::nap;
use super::ticket::page::from_choice;
use crate::admin::tried::above;
use base::{CleanHtml, Moment};
use desk::channel::{Beneath, MailboxId, Protect, Quotation, Signs};
use desk::conversation::{Chosen, Compose, MOST_MENTIONED, MacroId, MessageId, NewAttachment};
use desk::people::{PersonId, TeamId};
use desk::sla::begins_work;
use desk::ticket::{StatusId, TicketNumber};
use desk::{Done, Error, Refusal};
use service::channel::Sender;
use service::{Read, Tx, channel, conversation};
use views::admin::Choice;
use views::agent::sending::{Leaves, Sending};

/// `text`: what stands in a field.
pub fn chosen<'f>(text: impl Fn(&str) -> &'f str) -> Chosen {
    Chosen {
        from: text("from").parse().ok().map(MailboxId),
        signs: Signs::named(text("signs")),
        quotation: Quotation::named(text("quotation")),
        protect: Protect::named(text("protect")).filter(|way| way.name() != text("usually")),
        status: status(text).unwrap_or_default(),
        ..Chosen::default()
    }
}

/// By which button it was sent; else what was chosen before, and stands in the form until it is taken out.
fn status<'f>(text: impl Fn(&str) -> &'f str) -> Result<Option<StatusId>, Refusal> {
    let chosen = [text("status"), text("sets")].into_iter().map(str::trim).find(|text| !text.is_empty());
    chosen.map(|text| text.parse().map(StatusId).map_err(|_| Refusal::FormIncomplete)).transpose()
}

/// What stands beneath a letter on a ticket that was not taken; none: what usually does, or what was chosen may not be.
pub fn beneath(read: &mut Read, number: TicketNumber, chosen: &Chosen) -> Done<Option<Beneath>> {
    if chosen.from.is_none() && chosen.signs.is_none() {
        return Ok(None);
    }
    match channel::beneath(read, number, chosen.from, chosen.signs) {
        Err(Error::Missing | Error::Refused(_)) => Ok(None),
        beneath => beneath.map(Some),
    }
}

/// What stands beneath one of a team that is no ticket's answer; a mailbox that is not there any more is none.
pub fn beneath_ahead(read: &mut Read, team: TeamId, chosen: &Chosen) -> Done<Beneath> {
    match channel::beneath_ahead(read, team, chosen.from, chosen.signs) {
        Err(Error::Missing) => channel::beneath_ahead(read, team, None, chosen.signs),
        beneath => beneath,
    }
}

/// How a letter leaves that is no ticket's answer: nobody has said anything before.
pub fn ahead(here: &Here, senders: &[Sender], chosen: &Chosen, usual: &str, beneath: &Beneath) -> Sending {
    Sending {
        senders: from(here, senders, chosen.from, usual),
        signs: beneath.signs,
        quotation: None,
        unless_answered: None,
        their_zone: None,
        moments: nap::moments_ahead(here.seat.now, &here.seat.zone),
        protect: beneath.closes(chosen.protect),
        leaves: None,
        sets: chosen.status,
    }
}

/// From where a letter leaves that is no ticket's answer: the usual place, which `usual` says in words, or one that was
/// chosen.
fn from(here: &Here, senders: &[Sender], chosen: Option<MailboxId>, usual: &str) -> Vec<(Choice, bool)> {
    if senders.len() < 2 {
        return Vec::new();
    }
    let usual = (Choice::new("", here.seat.words.say(usual)), chosen.is_none());
    let sender = |one: &Sender| (from_choice(one), chosen == Some(one.mailbox));
    [usual].into_iter().chain(senders.iter().map(sender)).collect()
}

/// The letter without its recipients and files, which each form has in its own way.
pub fn letter(form: &Fields) -> Result<Compose, Refusal> {
    let (text, html) = written(form);
    let Suggested { macros, mentions, .. } = Suggested::of(form);
    Ok(Compose {
        text,
        macros,
        mentions,
        html: Some(html).filter(|html| !html.is_empty()),
        status_after: status(|name| form.text(name))?,
        seen: form.maybe("seen")?.map(MessageId),
        from: form.maybe("from")?.map(MailboxId),
        signs: Signs::named(form.text("signs")),
        quotation: Quotation::named(form.text("quotation")),
        unless_answered: form.has("sending").then(|| form.has("unless_answered")),
        confirmed: form.has("confirmed"),
        protect: Protect::named(form.text("protect")),
        ..Compose::default()
    })
}

/// The letter with its files where no draft holds them: those that are kept for it, and those the form brought.
pub fn letter_with(read: &mut Read, form: &Fields, files: Vec<NewAttachment>) -> Done<Compose> {
    let letter = letter(form)?;
    let kept = conversation::loose_of(read, &letter.html.clone().unwrap_or_default(), form.all("kept"))?;
    Ok(Compose { attachments: kept.into_iter().chain(files).collect(), ..letter })
}

/// Beside which field of a letter a reason belongs.
pub const fn beside_letter(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::MessageEmpty | Refusal::MessageTooLong => "text",
        Refusal::AttachmentTooLarge
        | Refusal::TooManyAttachments
        | Refusal::ClosedTooLarge
        | Refusal::TooManyUploads => "file",
        Refusal::GuardWarns => "confirmed",
        refusal => above(refusal),
    }
}

fn instead(form: &Fields) -> Option<MessageId> {
    form.values("instead", 1).pop()
}

/// That one letter may have put in.
const MOST_MACROS: usize = 5;

/// What was put in beside the words, of macros and colleagues: it is done, and they are called, when it is sent.
pub struct Suggested {
    pub macros: Vec<MacroId>,
    pub mentions: Vec<PersonId>,
    /// What came back, and goes out anew.
    pub instead: Option<MessageId>,
}

impl Suggested {
    pub fn of(form: &Fields) -> Self {
        Self {
            macros: form.values("macro", MOST_MACROS),
            mentions: form.values("mention", MOST_MENTIONED),
            instead: instead(form),
        }
    }

    /// The same as the letter remembers it, which the form was read into.
    pub fn in_letter(letter: &Compose, form: &Fields) -> Self {
        Self { macros: letter.macros.clone(), mentions: letter.mentions.clone(), instead: instead(form) }
    }

    /// With the sending, in one transaction.
    pub fn follow(self, tx: &mut Tx, number: TicketNumber, said: MessageId) -> Done<()> {
        conversation::act_with(tx, number, said, &self.macros, self.instead)?;
        if !self.mentions.is_empty() {
            conversation::mention(tx, number, said, &self.mentions)?;
        }
        Ok(())
    }
}

/// What was written: with its form where the editor was at work, and as the text that says the same.
pub fn written(form: &Fields) -> (String, CleanHtml) {
    match form.text("html").trim() {
        "" => (form.text("text").to_owned(), CleanHtml::default()),
        html => {
            let html = CleanHtml::clean(html);
            (html.to_text(), html)
        }
    }
}

/// The moment that was chosen; none: as soon as it can no longer be taken back.
pub fn send_at(form: &Fields, now: Moment, zone: &str) -> Result<Option<Moment>, Refusal> {
    let leaves = leaves(|name| form.text(name), now, zone)?;
    Ok(leaves.and_then(|leaves| match leaves {
        Leaves::At(at) => Some(at),
        // Who is at work gets it at once.
        Leaves::Theirs => begins_work(form.text("their_zone"), now),
    }))
}

/// Each when their working day begins, by their own clock.
pub fn in_their_hours(form: &Fields, now: Moment, zone: &str) -> bool {
    leaves(|name| form.text(name), now, zone) == Ok(Some(Leaves::Theirs))
}

/// By which button it leaves, or in which words; else what was chosen before, and stands in the form until it is taken out.
pub fn leaves<'f>(text: impl Fn(&str) -> &'f str, now: Moment, zone: &str) -> Result<Option<Leaves>, Refusal> {
    let words = text("send_at_words");
    match text("send_at") {
        // Said in words it leaves then, by whichever button.
        "" | "at" if !words.trim().is_empty() => nap::said(words, now, zone).map(|at| Some(Leaves::At(at))),
        "" => Ok(chosen_before(text("leaves"))),
        nap::THEIRS => Ok(Some(Leaves::Theirs)),
        word => nap::moment(word, text("send_at_time"), now, zone).map(|at| Some(Leaves::At(at))),
    }
}

/// As the page of what was refused says it again: what cannot be read is what it was before.
pub fn leaves_again<'f>(text: impl Fn(&str) -> &'f str, here: &Here) -> Option<Leaves> {
    leaves(&text, here.seat.now, &here.seat.zone).unwrap_or_else(|_| chosen_before(text("leaves")))
}

fn chosen_before(leaves: &str) -> Option<Leaves> {
    if leaves == nap::THEIRS { Some(Leaves::Theirs) } else { leaves.parse().ok().map(|at| Leaves::At(Moment(at))) }
}
