//! What the parts of a composer say, wherever one writes: on a ticket, beside one, or to begin one.

use super::fields::Fields;
use super::here::Here;
use super::ticket::nap;
use super::ticket::page::from_choice;
use base::{CleanHtml, Moment};
use desk::channel::{Beneath, MailboxId, Protect, Quotation, Signs};
use desk::conversation::{Compose, MessageId, NewAttachment};
use desk::people::TeamId;
use desk::sla::begins_work;
use desk::ticket::{StatusId, TicketNumber};
use desk::{Done, Error, Refusal};
use service::channel::Sender;
use service::{Read, channel, conversation};
use views::admin::Choice;
use views::agent::sending::Sending;

/// What was chosen of how a letter leaves; none: as it usually does.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chosen {
    pub from: Option<MailboxId>,
    pub signs: Option<Signs>,
    pub quotation: Option<Quotation>,
    /// Otherwise than its mailbox usually does.
    pub protect: Option<Protect>,
}

impl Chosen {
    /// `text`: what stands in a field.
    pub fn of<'f>(text: impl Fn(&str) -> &'f str) -> Self {
        Self {
            from: text("from").parse().ok().map(MailboxId),
            signs: Signs::named(text("signs")),
            quotation: Quotation::named(text("quotation")),
            protect: Protect::named(text("protect")).filter(|way| way.name() != text("usually")),
        }
    }

    /// What stands beneath a letter on a ticket that was not taken; none: what usually does, or what was chosen may not be.
    pub fn beneath(self, read: &mut Read, number: TicketNumber) -> Done<Option<Beneath>> {
        if self.from.is_none() && self.signs.is_none() {
            return Ok(None);
        }
        match channel::beneath(read, number, self.from, self.signs) {
            Err(Error::Missing | Error::Refused(_)) => Ok(None),
            beneath => beneath.map(Some),
        }
    }

    /// What stands beneath one of a team that is no ticket's answer; a mailbox that is not there any more is none.
    pub fn beneath_ahead(self, read: &mut Read, team: TeamId) -> Done<Beneath> {
        match channel::beneath_ahead(read, team, self.from, self.signs) {
            Err(Error::Missing) => channel::beneath_ahead(read, team, None, self.signs),
            beneath => beneath,
        }
    }
}

/// How a letter leaves that is no ticket's answer: nobody has said anything before.
pub fn ahead(here: &Here, senders: &[Sender], chosen: Chosen, usual: &str, beneath: &Beneath) -> Sending {
    Sending {
        senders: from(here, senders, chosen.from, usual),
        signs: beneath.signs,
        quotation: None,
        unless_answered: None,
        their_zone: None,
        moments: nap::moments_ahead(here.seat.now, &here.seat.zone),
        protect: beneath.closes(chosen.protect),
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
    Ok(Compose {
        text,
        html: Some(html).filter(|html| !html.is_empty()),
        status_after: form.maybe("status")?.map(StatusId),
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
    let words = form.text("send_at_words");
    match form.text("send_at") {
        // Said in words it leaves then, by whichever button.
        "" | "at" if !words.trim().is_empty() => nap::said(words, now, zone).map(Some),
        "" => Ok(None),
        // Who is at work gets it at once.
        nap::THEIRS => Ok(begins_work(form.text("their_zone"), now)),
        word => nap::moment(word, form.text("send_at_time"), now, zone).map(Some),
    }
}
