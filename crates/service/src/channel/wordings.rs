//! The letters that the desk writes by itself: in our words, or as somebody has worded them.

use base::{Language, words};
use desk::access::Permission;
use desk::channel::{LetterKind, MailboxId, Wording, WordingWish};
use desk::{Done, Error, Event};
use store::channel::{mailboxes, wordings};
use store::{Read, Tx};

/// Everything that was worded.
pub fn worded(read: &mut Read) -> Done<Vec<Wording>> {
    read.actor().may(Permission::Configure)?;
    Ok(wordings::all(read)?)
}

/// As it is worded for exactly this mailbox, or for all; with version 0 in the words that hold without it.
pub fn wording(read: &mut Read, letter: LetterKind, language: Language, mailbox: Option<MailboxId>) -> Done<Wording> {
    read.actor().may(Permission::Configure)?;
    known(read, letter, mailbox)?;
    if let Some(found) = wordings::load(read, letter, language, mailbox)? {
        return Ok(found);
    }
    let inherited = wordings::of(read, letter, language, None)?;
    let wish = inherited.map_or_else(
        || default_wording(letter, language),
        |inherited| WordingWish { subject: inherited.subject, body: inherited.body },
    );
    Ok(Wording { letter, language, mailbox, subject: wish.subject, body: wish.body, version: 0 })
}

pub fn word(
    tx: &mut Tx,
    letter: LetterKind,
    language: Language,
    mailbox: Option<MailboxId>,
    version: i64,
    wish: WordingWish,
) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    known(tx, letter, mailbox)?;
    let WordingWish { subject, body } = wish.sound()?;
    wordings::save(tx, &Wording { letter, language, mailbox, subject, body, version })?;
    tx.record(Event::WordingChanged { letter, language, mailbox })?;
    Ok(())
}

/// Back to what holds without it.
pub fn reset_wording(tx: &mut Tx, letter: LetterKind, language: Language, mailbox: Option<MailboxId>) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    if wordings::remove(tx, letter, language, mailbox)? {
        tx.record(Event::WordingReset { letter, language, mailbox })?;
    }
    Ok(())
}

/// In our own words, with the variables where the facts belong.
pub fn default_wording(letter: LetterKind, language: Language) -> WordingWish {
    let words = words::of(language);
    let number = |key: &str| words.with(key, "x", "{{ ticket.number }}");
    let next = words.say("letter-acknowledgement-next").to_owned();
    let paragraphs = match letter {
        LetterKind::FollowUp => vec![number("letter-follow-up-thanks"), next],
        LetterKind::Created => vec![number("letter-created-thanks"), "{{ ticket.subject }}".into(), next],
        LetterKind::Solved => vec![number("letter-solved-thanks"), words.say("letter-solved-next").to_owned()],
        LetterKind::Closed => vec![number("letter-closed-thanks"), words.say("letter-closed-next").to_owned()],
        LetterKind::Rating => vec![number("letter-rating"), words.say("letter-rating-next").to_owned()],
        LetterKind::Acknowledgement
        | LetterKind::Reply
        | LetterKind::Forward
        | LetterKind::Invitation
        | LetterKind::Reset
        | LetterKind::SignIn
        | LetterKind::Alarm
        | LetterKind::Notice
        | LetterKind::Kept
        | LetterKind::Summary
        | LetterKind::Rule
        | LetterKind::Reminder
        | LetterKind::Approval
        | LetterKind::Declined
        | LetterKind::Test => vec![number("letter-acknowledgement-thanks"), next],
    };
    WordingWish { subject: "Re: {{ ticket.subject }}".into(), body: paragraphs.join("\n\n") }
}

fn known(read: &mut Read, letter: LetterKind, mailbox: Option<MailboxId>) -> Done<()> {
    let mailbox_known = match mailbox {
        Some(id) => mailboxes::load(read, id)?.is_some(),
        None => true,
    };
    if LetterKind::WORDED.contains(&letter) && mailbox_known { Ok(()) } else { Err(Error::Missing) }
}
