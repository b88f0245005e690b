//! Everything whoever composes a letter needs to know, in one question.

use super::system;
use base::{Email, Moment};
use desk::channel::{Letter, LetterId, LetterKind, Mailbox, mark as marks};
use desk::conversation::{Attachment, Message, Thread};
use desk::people::Person;
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error};
use store::Read;
use store::channel::{letters, mailboxes};
use store::conversation::{attachments, messages};
use store::people::{agents, persons};
use store::ticket::tickets;

#[derive(Clone, Debug)]
pub struct Sending {
    pub letter: Letter,
    /// Which writes; none: the installation's own server, for letters of a desk without mailboxes.
    pub mailbox: Option<Mailbox>,
    pub ticket: Option<Ticket>,
    pub requester: Option<Person>,
    /// What an agent wrote; none for a letter the desk writes by itself.
    pub message: Option<Message>,
    pub author: Option<Person>,
    /// The author's own, in plain text; perhaps empty.
    pub signature: String,
    pub files: Vec<Attachment>,
    /// What a reply answers, to stand beneath it.
    pub answered: Option<Answered>,
    /// In-Reply-To and References.
    pub thread: Thread,
    /// Where answers find their ticket.
    pub reply_to: Option<Email>,
    /// The envelope sender; none is `<>`, for what must never be answered by machine (RFC 3834 §3.3).
    pub bounces_to: Option<Email>,
    /// `[#100042-abcdefgh]`, for the end of the text.
    pub mark: Option<String>,
}

/// The last message from outside before a reply.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    pub at: Moment,
    /// Their name; the address of who has none.
    pub author: String,
    /// What they newly wrote then.
    pub text: String,
}

pub fn sending(read: &mut Read, id: LetterId) -> Done<Sending> {
    system(read)?;
    let letter = letters::load(read, id)?.ok_or(Error::Missing)?;
    let mailbox = letter.mailbox.map(|id| mailboxes::load(read, id)).transpose()?.flatten();
    let ticket = letter.ticket.map(|id| tickets::by_id(read, id)).transpose()?.flatten();
    let requester = ticket.as_ref().map(|ticket| persons::load(read, ticket.requester)).transpose()?.flatten();
    let message = letter.message.map(|id| messages::load(read, id)).transpose()?.flatten();
    let author =
        message.as_ref().and_then(|message| message.author).map(|id| persons::load(read, id)).transpose()?.flatten();
    let signature =
        author.as_ref().map(|person| agents::load(read, person.id)).transpose()?.flatten().map(|agent| agent.signature);
    let files = letter.message.map(|id| attachments::of_message(read, id)).transpose()?.unwrap_or_default();
    Ok(Sending {
        answered: answered(read, &letter)?,
        thread: serde_json::from_str(&letter.details).unwrap_or_default(),
        reply_to: reply_to(read, mailbox.as_ref(), ticket.as_ref()),
        bounces_to: bounces_to(read, mailbox.as_ref(), &letter),
        mark: ticket.as_ref().map(|ticket| mark(read, ticket.number)),
        letter,
        mailbox,
        ticket,
        requester,
        message,
        author,
        signature: signature.unwrap_or_default(),
        files,
    })
}

/// A forward shows third parties nothing by itself, and what nobody answers stands alone.
fn answered(read: &mut Read, letter: &Letter) -> Done<Option<Answered>> {
    let (LetterKind::Reply, Some(ticket), Some(reply)) = (letter.kind, letter.ticket, letter.message) else {
        return Ok(None);
    };
    let Some(said) = messages::said_before(read, ticket, reply)? else { return Ok(None) };
    let author = said.author.map(|id| persons::load(read, id)).transpose()?.flatten();
    Ok(Some(Answered {
        at: said.at,
        author: author.map(|person| person.shown().to_owned()).unwrap_or_default(),
        text: if said.new_text.is_empty() { said.text } else { said.new_text },
    }))
}

/// The signed mark of a ticket.
pub fn mark(read: &Read, number: TicketNumber) -> String {
    marks::mark(number, &read.signer().sign(marks::MARK, &number.to_string()))
}

fn reply_to(read: &Read, mailbox: Option<&Mailbox>, ticket: Option<&Ticket>) -> Option<Email> {
    let (mailbox, number) = (mailbox?, ticket?.number);
    let tag = read.signer().sign(marks::REPLY, &number.to_string());
    let signed = marks::reply_address(&mailbox.address, number, &tag).filter(|_| mailbox.reply_addresses);
    Some(signed.unwrap_or_else(|| mailbox.address.clone()))
}

fn bounces_to(read: &Read, mailbox: Option<&Mailbox>, letter: &Letter) -> Option<Email> {
    let mailbox = mailbox.filter(|_| !letter.kind.automatic())?;
    let tag = read.signer().sign(marks::BOUNCE, &letter.id.to_string());
    let signed = marks::bounce_address(&mailbox.address, letter.id, &tag).filter(|_| mailbox.reply_addresses);
    Some(signed.unwrap_or_else(|| mailbox.address.clone()))
}
