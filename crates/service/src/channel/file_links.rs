//! Files that go as a link: made when their letter leaves, fetched by whoever holds the letter, and taken away by who may
//! answer.

use crate::ticket::{keep, locked, stands_on};
use desk::channel::FileLink;
use desk::channel::file_link::CONTEXT;
use desk::conversation::{Attachment, AttachmentId, MessageId};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Event, Refusal};
use std::time::Duration;
use store::channel::file_links;
use store::conversation::{attachments, messages};
use store::{Read, Signer, Tx};

const DAY: Duration = Duration::from_secs(86_400);

/// What stands in the address: `FILE.TAG`. Numbers of files are never given again.
pub fn file_link(signer: &dyn Signer, file: AttachmentId) -> String {
    format!("{file}.{}", signer.sign(CONTEXT, &file.to_string()))
}

/// The links of a letter that leaves now are good for so many days. The answer is those that are good, with until when:
/// one that somebody took away is not given again.
pub fn link_files(tx: &mut Tx, message: MessageId, files: &[AttachmentId], days: u32) -> Done<Vec<FileLink>> {
    tx.actor().must_be_system()?;
    let now = tx.now();
    for file in files {
        file_links::keep(tx, *file, now.plus(DAY * days))?;
    }
    let links = file_links::of_message(tx, message)?;
    Ok(links.into_iter().filter(|link| files.contains(&link.file) && link.is_good(now)).collect())
}

/// Only a link of ours is told that it is no more; what nobody signed is not there.
pub fn linked_file(read: &mut Read, link: &str) -> Done<(Attachment, FileLink)> {
    let (id, tag) = link.split_once('.').ok_or(Error::Missing)?;
    let id = AttachmentId(id.parse().map_err(|_| Error::Missing)?);
    if !read.signer().verify(CONTEXT, &id.to_string(), tag) {
        return Err(Error::Missing);
    }
    let now = read.now();
    let link = file_links::load(read, id)?.filter(|link| link.is_good(now)).ok_or(Refusal::FileLinkOld)?;
    let file = attachments::load(read, id)?.ok_or(Refusal::FileLinkOld)?;
    Ok((file, link))
}

/// The first time stands in the ticket's history; who it was nobody knows.
pub fn linked_file_fetched(tx: &mut Tx, link: &str) -> Done<()> {
    let (file, _) = linked_file(tx, link)?;
    let now = tx.now();
    if file_links::fetched(tx, file.id, now)? {
        let message = messages::load(tx, file.message)?.ok_or(Error::Missing)?;
        tx.record(Event::FileFetched { ticket: message.ticket, message: message.id, name: file.name })?;
    }
    Ok(())
}

/// From now on the link leads nowhere. By whoever may answer on the ticket.
pub fn revoke_file_link(tx: &mut Tx, number: TicketNumber, file: AttachmentId) -> Done<Ticket> {
    let ticket = locked(tx, number)?;
    tx.actor().may_reply(&ticket)?;
    let found = attachments::load(tx, file)?.ok_or(Error::Missing)?;
    let message = messages::load(tx, found.message)?.ok_or(Error::Missing)?;
    stands_on(tx, message.ticket, &ticket)?;
    let mut link = file_links::load(tx, file)?.ok_or(Error::Missing)?;
    link.revoke(tx.now())?;
    file_links::revoke(tx, &link)?;
    let revoked = Event::FileLinkRevoked { ticket: message.ticket, message: message.id, name: found.name };
    keep(tx, ticket, [revoked])
}
