//! Drafts: kept on the server while somebody writes. They are nobody else's affair and leave no event.

use super::drafts::remember;
use crate::ticket::{leave_lock, take_lock, visible};
use base::CleanHtml;
use desk::conversation::{Draft, Mode, NewAttachment, attachable};
use desk::ticket::TicketNumber;
use desk::{Done, Error, Refusal};
use store::conversation::drafts;
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
    pub attachments: Vec<NewAttachment>,
    /// Colleagues may see it and take it over.
    pub shared: bool,
    /// One more than that of the draft it continues.
    pub revision: i64,
}

/// Bytes of a line of addresses.
const LONGEST_LINE: usize = 30_000;
const LONGEST_HTML: usize = 1_000_000;

/// Keeps it. False: a newer revision is there already, and stays. An empty draft is none.
pub fn save_draft(tx: &mut Tx, number: TicketNumber, begun: Begun) -> Done<bool> {
    let ticket = visible(tx, number)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    attachable(&begun.attachments)?;
    let Begun { mode, text, html, to, cc, bcc, attachments, shared, revision } = begun;
    if text.chars().count() > 200_000 || html.as_str().len() > LONGEST_HTML {
        return Err(Refusal::MessageTooLong.into());
    }
    if [&to, &cc, &bcc].iter().any(|line| line.len() > LONGEST_LINE) {
        return Err(Refusal::TooManyRecipients.into());
    }
    let updated_at = tx.now();
    let draft =
        Draft { ticket: ticket.id, person, mode, text, html, to, cc, bcc, attachments, shared, revision, updated_at };
    if let Some(before) = drafts::load(tx, ticket.id, person)? {
        remember(tx, &before, &draft.text)?;
    }
    let saved = drafts::save(tx, &draft)?;
    let empty = draft.text.trim().is_empty() && draft.attachments.is_empty();
    if saved && empty {
        drafts::remove(tx, ticket.id, person)?;
    }
    match draft.mode {
        Mode::Reply | Mode::ReplyAll | Mode::Forward if !empty => take_lock(tx, &ticket)?,
        Mode::Reply | Mode::ReplyAll | Mode::Forward | Mode::Note => leave_lock(tx, &ticket)?,
    }
    Ok(saved)
}

/// What the acting person has begun on this ticket.
pub fn draft(read: &mut Read, number: TicketNumber) -> Done<Option<Draft>> {
    let ticket = visible(read, number)?;
    let person = read.actor().person().ok_or(Error::Missing)?;
    Ok(drafts::load(read, ticket.id, person)?)
}

/// Puts a picture into what the acting person has begun; where nothing was begun, that begins it.
pub fn add_image(tx: &mut Tx, number: TicketNumber, image: NewAttachment) -> Done<()> {
    let ticket = visible(tx, number)?;
    tx.actor().may_note(&ticket)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let now = tx.now();
    let begun = drafts::load(tx, ticket.id, person)?;
    let mut draft = begun.unwrap_or_else(|| Draft::empty(ticket.id, person, now));
    draft.attachments.push(image);
    attachable(&draft.attachments)?;
    Ok(drafts::put(tx, &draft)?)
}

pub fn drop_draft(tx: &mut Tx, number: TicketNumber) -> Done<()> {
    let ticket = visible(tx, number)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    drafts::remove(tx, ticket.id, person)?;
    leave_lock(tx, &ticket)
}
