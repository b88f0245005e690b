//! Files of a text that is being written where no draft holds them: pictures within it, and files that came ahead of its form
//! or with one that was not taken. They are nobody else's affair, and are forgotten after thirty days.

use super::redact::forget_later;
use crate::house::most_attached;
use base::{CleanHtml, Token};
use desk::conversation::{MOST_ATTACHMENTS, MOST_LOOSE, NewAttachment};
use desk::people::PersonId;
use desk::{Done, Error, Refusal};
use std::collections::BTreeSet;
use std::time::Duration;
use store::conversation::{loose_files as table, macros, signatures};
use store::ticket::templates;
use store::{Read, Tx};

const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);
const MOST_SWEPT: usize = 1_000;

/// One that nobody can guess.
pub fn content_id() -> String {
    let random: String = Token::random().reveal().chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    format!("{random}@kippu")
}

/// Keeps one for the acting agent. Its Content-ID is the name by which it is found.
pub fn keep_loose(tx: &mut Tx, file: NewAttachment) -> Done<()> {
    tx.actor().must_be_agent()?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if file.content_id.is_none() || table::count(tx, person)? >= MOST_LOOSE {
        return Err(Refusal::TooManyAttachments.into());
    }
    if table::unsent_bytes(tx, person)? + file.size > most_attached(tx)?.loose_bytes() {
        return Err(Refusal::LooseFilesTooLarge.into());
    }
    Ok(table::add(tx, person, &file)?)
}

/// Puts at hand what is kept elsewhere, under the name it has there.
pub(crate) fn put_loose(tx: &mut Tx, file: &NewAttachment) -> Done<()> {
    let person = tx.actor().person().ok_or(Error::Missing)?;
    Ok(table::put(tx, person, file)?)
}

pub fn loose(read: &mut Read, id: &str) -> Done<NewAttachment> {
    read.actor().must_be_agent()?;
    let person = read.actor().person().ok_or(Error::Missing)?;
    at_hand(read, person, id)?.ok_or(Error::Missing)
}

/// One's own, or of a shared macro or a mailbox's signature, which everybody who answers may use.
fn at_hand(read: &mut Read, person: PersonId, id: &str) -> Done<Option<NewAttachment>> {
    Ok(match table::load(read, person, id)? {
        None if read.actor().must_be_agent().is_ok() => match macros::file(read, person, id)? {
            None => signatures::picture(read, person, id)?,
            prepared => prepared,
        },
        own => own,
    })
}

/// What a draft holds is found by its name again, also where it was forgotten meanwhile.
pub(super) fn at_hand_again(tx: &mut Tx, file: &NewAttachment) -> Done<()> {
    let Some(id) = &file.content_id else { return Ok(()) };
    match loose(tx, id) {
        Err(Error::Missing) => put_loose(tx, file),
        found => found.map(drop),
    }
}

/// The pictures that stand in a text, and the files that go with it by name. What is not there (any more) is left out.
pub fn loose_of<'k>(
    read: &mut Read,
    html: &CleanHtml,
    kept: impl Iterator<Item = &'k str>,
) -> Done<Vec<NewAttachment>> {
    let Some(person) = read.actor().person() else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    let shown: BTreeSet<String> = html.image_ids().into_iter().collect();
    for id in shown.into_iter().take(MOST_ATTACHMENTS + 1) {
        found.extend(at_hand(read, person, &id)?.filter(|file| file.inline));
    }
    for id in kept.take(MOST_ATTACHMENTS + 1) {
        // A file that is no picture in the text has no name there.
        let file = at_hand(read, person, id)?.filter(|file| !file.inline);
        found.extend(file.map(|file| NewAttachment { content_id: None, ..file }));
    }
    Ok(found)
}

/// Takes one's own off before it was sent. What came from a template may stand in another form as well, under the same name.
pub fn forget_loose(tx: &mut Tx, id: &str) -> Done<()> {
    let file = loose(tx, id)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    if templates::holds_file(tx, &file.digest)? {
        return Ok(());
    }
    table::remove(tx, person, id)?;
    forget_later(tx, &[file])
}

pub(super) fn sweep(tx: &mut Tx) -> Done<u64> {
    let before = tx.now().minus(KEPT);
    let gone = table::sweep(tx, before, MOST_SWEPT)?;
    forget_later(tx, &gone)?;
    Ok(gone.len() as u64)
}
