//! Drafts: kept on the server while somebody writes. They are nobody else's affair and leave no event.

use super::add::may_attach;
use super::drafts::{remember, set_aside};
use super::redact::forget_later;
use super::sent_draft::known;
use crate::ticket::{begin_clock, begin_tab, end_tab, leave_lock, take_lock, visible};
use base::{CleanHtml, Digest};
use desk::channel::MailboxId;
use desk::conversation::{Chosen, Draft, Mode, NewAttachment, Talk};
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Refusal};
use store::conversation::{drafts, senders, versions};
use store::{Read, Tx};

/// What a composer holds, as it was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Begun {
    pub mode: Mode,
    pub text: String,
    /// The same with its form; empty: it has none.
    pub html: CleanHtml,
    pub to: String,
    pub cc: String,
    pub bcc: String,
    pub chosen: Chosen,
    pub attachments: Vec<NewAttachment>,
    /// Colleagues may see it and take it over.
    pub shared: bool,
    /// By which it goes until it is sent; empty: it has none.
    pub name: String,
    /// One more than that of the draft it continues.
    pub revision: i64,
}

impl From<Draft> for Begun {
    fn from(draft: Draft) -> Self {
        let Draft { mode, text, html, to, cc, bcc, chosen, attachments, shared, name, revision, .. } = draft;
        Self { mode, text, html, to, cc, bcc, chosen, attachments, shared, name, revision }
    }
}

/// Bytes of a line of addresses.
const LONGEST_LINE: usize = 30_000;
const LONGEST_HTML: usize = 1_000_000;

/// In place of what the acting person had begun, which is in the history of their drafts.
pub(super) fn begin(tx: &mut Tx, number: TicketNumber, begun: Begun) -> Done<()> {
    if save_draft(tx, number, begun)? { Ok(()) } else { Err(Error::Conflict) }
}

/// Keeps it. False: a newer revision is there already, and stays; this one is among what was written before. An empty draft is
/// none.
pub fn save_draft(tx: &mut Tx, number: TicketNumber, begun: Begun) -> Done<bool> {
    let ticket = visible(tx, number)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    may_attach(tx, &begun.attachments)?;
    let Begun { mode, text, html, to, cc, bcc, mut chosen, attachments, shared, name, revision } = begun;
    if text.chars().count() > 200_000 || html.as_str().len() > LONGEST_HTML {
        return Err(Refusal::MessageTooLong.into());
    }
    if [&to, &cc, &bcc].iter().any(|line| line.len() > LONGEST_LINE) || chosen.lines.longest() > LONGEST_LINE {
        return Err(Refusal::TooManyRecipients.into());
    }
    let updated_at = tx.now();
    chosen.from = unusual(tx, &ticket, chosen.from)?;
    let draft = Draft {
        ticket: ticket.id,
        person,
        talk: Talk::Ticket,
        mode,
        text,
        html,
        to,
        cc,
        bcc,
        chosen,
        attachments,
        shared,
        name: known(name),
        revision,
        updated_at,
    };
    let before = drafts::load(tx, ticket.id, person)?;
    if let Some(before) = before.as_ref().filter(|before| before.revision < revision) {
        remember(tx, before, &draft)?;
    }
    let saved = drafts::save(tx, &draft)?;
    if !saved {
        set_aside(tx, &draft)?;
    }
    let empty = draft.is_empty();
    if saved && !empty && before.is_none_or(|before| before.is_empty()) {
        begin_tab(tx, ticket.id)?;
        begin_clock(tx, ticket.number)?;
    }
    if saved && empty {
        end_draft(tx, ticket.id, person, &[])?;
    }
    match draft.mode {
        Mode::Reply | Mode::ReplyAll | Mode::Forward if !empty => take_lock(tx, &ticket)?,
        Mode::Reply | Mode::ReplyAll | Mode::Forward | Mode::Note => leave_lock(tx, &ticket)?,
    }
    Ok(saved)
}

/// From where it leaves, unless letters of its ticket leave from there anyway: those follow the ticket where it goes.
pub(super) fn unusual(read: &mut Read, ticket: &Ticket, from: Option<MailboxId>) -> Done<Option<MailboxId>> {
    let Some(from) = from else { return Ok(None) };
    let senders = senders::all(read)?;
    Ok(senders.of(ticket).is_none_or(|usual| usual.mailbox != from).then_some(from))
}

/// What the acting person has begun on this ticket.
pub fn draft(read: &mut Read, number: TicketNumber) -> Done<Option<Draft>> {
    let ticket = visible(read, number)?;
    let person = read.actor().person().ok_or(Error::Missing)?;
    Ok(drafts::load(read, ticket.id, person)?)
}

/// Puts a file, or a picture of the text, into what the acting person has begun; where nothing was begun, that begins it.
/// The same file twice is one.
pub fn attach(tx: &mut Tx, number: TicketNumber, file: NewAttachment) -> Done<()> {
    let ticket = visible(tx, number)?;
    tx.actor().may_note(&ticket)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let now = tx.now();
    let begun = drafts::load(tx, ticket.id, person)?;
    if begun.as_ref().is_none_or(Draft::is_empty) {
        begin_tab(tx, ticket.id)?;
    }
    let mut draft = begun.unwrap_or_else(|| Draft::empty(ticket.id, person, now));
    if !file.inline && draft.attachments.iter().any(|other| !other.inline && other.digest == file.digest) {
        return Ok(());
    }
    draft.attachments.push(file);
    may_attach(tx, &draft.attachments)?;
    Ok(drafts::put(tx, &draft)?)
}

/// Takes a file out of what the acting person has begun.
pub fn detach(tx: &mut Tx, number: TicketNumber, digest: &Digest) -> Done<()> {
    let ticket = visible(tx, number)?;
    tx.actor().may_note(&ticket)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let mut draft = drafts::load(tx, ticket.id, person)?.ok_or(Error::Missing)?;
    let (gone, kept): (Vec<_>, Vec<_>) =
        draft.attachments.into_iter().partition(|file| !file.inline && file.digest == *digest);
    if gone.is_empty() {
        return Err(Error::Missing);
    }
    draft.attachments = kept;
    match draft.is_empty() {
        true => {
            drafts::remove(tx, ticket.id, person)?;
            end_tab(tx, person, ticket.id)?;
        }
        false => drafts::put(tx, &draft)?,
    }
    forget_later(tx, &gone)
}

/// Bytes that came for a draft and were not taken.
pub fn let_go(tx: &mut Tx, files: &[NewAttachment]) -> Done<()> {
    tx.actor().must_be_agent()?;
    forget_later(tx, files)
}

pub fn drop_draft(tx: &mut Tx, number: TicketNumber) -> Done<()> {
    let ticket = visible(tx, number)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let begun = drafts::load(tx, ticket.id, person)?;
    drafts::remove(tx, ticket.id, person)?;
    end_tab(tx, person, ticket.id)?;
    forget_later(tx, &begun.map(|draft| draft.attachments).unwrap_or_default())?;
    leave_lock(tx, &ticket)
}

/// What was begun is said. A file that did not go along, because another window has added it, is not lost: it is among what
/// was written before.
pub(super) fn end_draft(tx: &mut Tx, ticket: TicketId, person: PersonId, sent: &[NewAttachment]) -> Done<()> {
    let Some(draft) = drafts::load(tx, ticket, person)? else { return Ok(()) };
    drafts::remove(tx, ticket, person)?;
    end_tab(tx, person, ticket)?;
    let went = |file: &NewAttachment| sent.iter().any(|one| one.digest == file.digest);
    let left: Vec<NewAttachment> = draft.attachments.iter().filter(|file| !went(file)).cloned().collect();
    if left.iter().any(|file| !file.inline) {
        versions::add(tx, &draft)?;
        return Ok(());
    }
    forget_later(tx, &left)
}
