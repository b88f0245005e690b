//! Everything whoever composes a letter needs to know, in one question.

use super::usually_closed;
use crate::conversation::{sender, values, values_ahead};
use crate::house;
use crate::ticket::visible;
use base::{Email, Moment};
use desk::access::Copies;
use desk::channel::{
    Beneath, Closing, Letter, LetterId, LetterKind, MailKey, Mailbox, MailboxId, Notice, Quotation, SigningKey,
    SigningState, Signs, Standard, What, Writing, mark as marks, signature as signed,
};
use desk::conversation::{Attachment, Dispatch, Message, MessageKind, Prepared, SideId, Signature};
use desk::people::{Person, PersonId, TeamId};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Level};
use store::Read;
use store::channel::{conversations, letters, mail_keys, mailboxes, signing_keys};
use store::conversation::senders::{self, Sender};
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
    /// How its mailbox writes.
    pub writing: Writing,
    /// Whether it says when it was opened: never to colleagues, and never where it is closed with keys.
    pub tracks: bool,
    /// Of the author, of the mailbox or of both; perhaps empty.
    pub signature: Prepared,
    pub files: Vec<Attachment>,
    /// What was said before a reply, the newest first, to stand beneath it.
    pub answered: Vec<Answered>,
    /// Its thread, and what its writer chose.
    pub dispatch: Dispatch,
    /// Thread-Index and Thread-Topic as the ticket's correspondent sent them last.
    pub conversation: Option<(String, String)>,
    /// By which the domain signs it.
    pub signing_keys: Vec<SigningKey>,
    /// With which keys it is closed; none: it is not.
    pub closing: Option<Closing>,
    /// The OpenPGP key its answers may be encrypted for.
    pub announced: Option<MailKey>,
    /// Where answers find their ticket.
    pub reply_to: Option<Email>,
    /// The envelope sender; none is `<>`, for what must never be answered by machine (RFC 3834 §3.3).
    pub bounces_to: Option<Email>,
    /// `[#100042-abcdefgh]`, for the end of the text.
    pub mark: Option<String>,
    /// Its readers must not see each other: each gets a letter of their own.
    pub apart: bool,
    /// Whose own letter this is; none: everybody's.
    pub alone: Option<Email>,
}

impl Sending {
    /// Each in turn to whom it goes as a letter of their own; none: all of them at once.
    pub fn turns(&self) -> Vec<Option<Email>> {
        let each: Vec<_> = self.letter.waiting().map(|delivery| Some(delivery.address.clone())).collect();
        if self.apart && !each.is_empty() { each } else { vec![None] }
    }
}

/// A message before a reply.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    pub at: Moment,
    /// Their name; the address of who has none. Empty where people on a ticket do not see each other.
    pub author: String,
    /// What they newly wrote then.
    pub text: String,
}

pub fn sending(read: &mut Read, id: LetterId) -> Done<Sending> {
    read.actor().must_be_system()?;
    let letter = letters::load(read, id)?.ok_or(Error::Missing)?;
    let mailbox = letter.mailbox.map(|id| mailboxes::load(read, id)).transpose()?.flatten();
    let ticket = letter.ticket.map(|id| tickets::by_id(read, id)).transpose()?.flatten();
    let requester = ticket.as_ref().map(|ticket| persons::load(read, ticket.requester)).transpose()?.flatten();
    let message = letter.message.map(|id| messages::load(read, id)).transpose()?.flatten();
    let author =
        message.as_ref().and_then(|message| message.author).map(|id| persons::load(read, id)).transpose()?.flatten();
    let writing = mailbox.as_ref().map(|mailbox| mailboxes::writing(read, mailbox.id)).transpose()?.flatten();
    let writing = writing.unwrap_or_default();
    let dispatch = letter.dispatch();
    let files = letter.message.map(|id| attachments::of_message(read, id)).transpose()?.unwrap_or_default();
    let copies = house::copies(read)?;
    let public = message.as_ref().is_some_and(|message| message.public && message.side.is_none());
    let mut sending = Sending {
        answered: answered(read, &letter, dispatch.quotation.unwrap_or(writing.quotation), copies)?,
        apart: public && copies == Copies::Apart,
        alone: None,
        conversation: letter.ticket.map(|id| conversations::of(read, id)).transpose()?.flatten(),
        signing_keys: signing_keys(read, mailbox.as_ref())?,
        closing: dispatch.closing.clone(),
        announced: announced(read, mailbox.as_ref())?,
        dispatch,
        reply_to: answered_at(read, &letter, mailbox.as_ref(), ticket.as_ref(), message.as_ref(), &writing),
        bounces_to: bounces_to(read, mailbox.as_ref(), &letter),
        mark: ticket.as_ref().map(|ticket| mark(read, ticket.number)),
        letter,
        mailbox,
        ticket,
        requester,
        message,
        author,
        tracks: false,
        writing,
        signature: Prepared::default(),
        files,
    };
    sending.signature = signature(read, &sending)?;
    sending.tracks = tracks(read, &sending)?;
    Ok(sending)
}

fn tracks(read: &mut Read, sending: &Sending) -> Done<bool> {
    let beside = sending.message.as_ref().is_none_or(|message| message.side.is_some());
    if !sending.writing.tracks || sending.letter.kind != LetterKind::Reply || beside || sending.closing.is_some() {
        return Ok(false);
    }
    for delivery in &sending.letter.deliveries {
        if agents::of_address(read, &delivery.address)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// As the writer chose, else as the mailbox does. What the desk writes by itself is signed by nobody.
fn signature(read: &mut Read, sending: &Sending) -> Done<Prepared> {
    let (Some(ticket), Some(message)) = (&sending.ticket, &sending.message) else { return Ok(Prepared::default()) };
    if !matches!(sending.letter.kind, LetterKind::Reply | LetterKind::Forward) {
        return Ok(Prepared::default());
    }
    let signs = sending.dispatch.signs.unwrap_or(sending.writing.signs);
    let (author, mailbox) = (sending.author.as_ref(), sending.mailbox.as_ref());
    let own = author.map(|author| agents::signature(read, author.id)).transpose()?.flatten();
    let (own, mailbox) = signatures(read, ticket, (author, own), mailbox, &sending.writing)?;
    Ok(signed(signs, own, mailbox, &message.text))
}

/// What would stand beneath a letter that the acting person writes on a ticket, from the mailbox that was chosen and signed
/// as was chosen.
pub fn beneath(read: &mut Read, number: TicketNumber, chosen: Option<MailboxId>, wish: Option<Signs>) -> Done<Beneath> {
    let ticket = visible(read, number)?;
    read.actor().may_reply(&ticket)?;
    let senders = senders::all(read)?;
    let mailbox = sender(read, &senders, &ticket, chosen)?.map(|sender| sender.mailbox);
    let writing = mailbox.map(|id| mailboxes::writing(read, id)).transpose()?.flatten().unwrap_or_default();
    beneath_of(read, &ticket, mailbox, &writing, wish)
}

/// The same where its mailbox is known.
pub(crate) fn beneath_of(
    read: &mut Read,
    ticket: &Ticket,
    mailbox: Option<MailboxId>,
    writing: &Writing,
    wish: Option<Signs>,
) -> Done<Beneath> {
    let closed = usually_closed(read, mailbox)?;
    let writer = read.actor().person();
    let own = writer.map(|id| agents::signature(read, id)).transpose()?.flatten();
    if own.is_none() && writing.signature.is_empty() {
        return Ok(Beneath::of(writing, wish, Default::default(), closed));
    }
    let writer = writer.map(|id| persons::load(read, id)).transpose()?.flatten();
    let mailbox = mailbox.map(|id| mailboxes::load(read, id)).transpose()?.flatten();
    let both = signatures(read, ticket, (writer.as_ref(), own), mailbox.as_ref(), writing)?;
    Ok(Beneath::of(writing, wish, both, closed))
}

/// From which mailboxes the acting agent may write.
pub fn own_senders(read: &mut Read) -> Done<Vec<Sender>> {
    read.actor().must_be_agent()?;
    let actor = read.actor().clone();
    let all = senders::all(read)?;
    Ok(all.active().filter(|sender| actor.level(sender.team) >= Level::Reply).cloned().collect())
}

/// The same where there is no ticket yet: of the mailbox that was chosen, else of the team's.
pub fn beneath_ahead(read: &mut Read, team: TeamId, chosen: Option<MailboxId>, wish: Option<Signs>) -> Done<Beneath> {
    read.actor().must_be_agent()?;
    let senders = senders::all(read)?;
    let sender = match chosen {
        Some(chosen) => Some(senders.chosen(chosen).ok_or(Error::Missing)?),
        None => senders.of_team(team),
    };
    let mailbox = sender.map(|sender| mailboxes::load(read, sender.mailbox)).transpose()?.flatten();
    let closed = usually_closed(read, mailbox.as_ref().map(|mailbox| mailbox.id))?;
    let writing = mailbox.as_ref().map(|mailbox| mailboxes::writing(read, mailbox.id)).transpose()?.flatten();
    let writing = writing.unwrap_or_default();
    let writer = read.actor().person();
    let own = writer.map(|id| agents::signature(read, id)).transpose()?.flatten().unwrap_or_default();
    let writer = writer.map(|id| persons::load(read, id)).transpose()?.flatten();
    let values = values_ahead(read, writer.as_ref(), mailbox.as_ref())?;
    let both = (own.filled_or_bare(&values), writing.signature.filled_or_bare(&values));
    Ok(Beneath::of(&writing, wish, both, closed))
}

/// The author's and the mailbox's, filled in.
fn signatures(
    read: &mut Read,
    ticket: &Ticket,
    (author, own): (Option<&Person>, Option<Signature>),
    mailbox: Option<&Mailbox>,
    writing: &Writing,
) -> Done<(Prepared, Prepared)> {
    if own.is_none() && writing.signature.is_empty() {
        return Ok(Default::default());
    }
    let language = ticket.language.or(mailbox.map(|mailbox| mailbox.language)).unwrap_or_default();
    let values = values(read, ticket, author, mailbox, language)?;
    let own = own.map(|own| own.filled_or_bare(&values)).unwrap_or_default();
    Ok((own, writing.signature.filled_or_bare(&values)))
}

fn signing_keys(read: &mut Read, mailbox: Option<&Mailbox>) -> Done<Vec<SigningKey>> {
    let Some(mailbox) = mailbox else { return Ok(Vec::new()) };
    let keys = signing_keys::of_domain(read, &mailbox.address.domain().to_lowercase())?;
    Ok(keys.into_iter().filter(|key| key.state == SigningState::Active).take(2).collect())
}

fn announced(read: &mut Read, mailbox: Option<&Mailbox>) -> Done<Option<MailKey>> {
    let Some(mailbox) = mailbox else { return Ok(None) };
    let keys = mail_keys::of_mailbox(read, mailbox.id)?;
    Ok(keys.into_iter().find(|key| key.active && key.standard == Standard::OpenPgp && key.encrypts))
}

/// Messages beneath a reply at most.
const MOST_QUOTED: usize = 20;

/// What goes along with a forward stands in its text, and what nobody answers stands alone.
fn answered(read: &mut Read, letter: &Letter, quotation: Quotation, copies: Copies) -> Done<Vec<Answered>> {
    let (LetterKind::Reply, Some(ticket), Some(reply)) = (letter.kind, letter.ticket, letter.message) else {
        return Ok(Vec::new());
    };
    let said: Vec<Message> = match quotation {
        Quotation::Nothing => Vec::new(),
        Quotation::Last => messages::said_before(read, ticket, reply)?.into_iter().collect(),
        Quotation::All => messages::talk_before(read, ticket, reply, MOST_QUOTED)?,
    };
    let requester = tickets::by_id(read, ticket)?.ok_or(Error::Missing)?.requester;
    said.into_iter().map(|said| quoted(read, said, copies, requester)).collect()
}

fn quoted(read: &mut Read, said: Message, copies: Copies, requester: PersonId) -> Done<Answered> {
    let author = said.author.map(|id| persons::load(read, id)).transpose()?.flatten();
    let ours = said.kind != MessageKind::Incoming;
    Ok(Answered {
        at: said.at,
        author: author.map(|person| copies.told(&person, ours, requester).to_owned()).unwrap_or_default(),
        text: if said.new_text.is_empty() { said.text } else { said.new_text },
    })
}

/// The signed mark of a ticket.
pub fn mark(read: &Read, number: TicketNumber) -> String {
    marks::mark(number, &read.signer().sign(marks::MARK, &number.to_string()))
}

/// What is for an agent is answered as that agent, whatever the mailbox wishes for others.
fn answered_at(
    read: &Read,
    letter: &Letter,
    mailbox: Option<&Mailbox>,
    ticket: Option<&Ticket>,
    message: Option<&Message>,
    writing: &Writing,
) -> Option<Email> {
    if let Some(side) = message.and_then(|message| message.side) {
        return side_answered_at(read, mailbox?, side);
    }
    if letter.kind.is_for_agents() {
        let (mailbox, number) = (mailbox?, ticket?.number);
        let notice: Notice = serde_json::from_str(&letter.details).ok()?;
        if let What::SideSpoke { side, .. } = notice.what {
            return side_answered_at(read, mailbox, side);
        }
        let tag = read.signer().sign(marks::AGENT, &marks::agent_claim(number, notice.agent));
        let signed = marks::agent_address(&mailbox.address, number, notice.agent, &tag);
        return Some(signed.filter(|_| mailbox.reply_addresses).unwrap_or_else(|| mailbox.address.clone()));
    }
    writing.reply_to.clone().or_else(|| reply_to(read, mailbox, ticket))
}

/// At the side's own address whatever the mailbox wishes for others: an answer elsewhere would reach the requester's talk.
fn side_answered_at(read: &Read, mailbox: &Mailbox, side: SideId) -> Option<Email> {
    let tag = read.signer().sign(marks::SIDE, &side.to_string());
    let signed = marks::side_address(&mailbox.address, side, &tag).filter(|_| mailbox.reply_addresses);
    Some(signed.unwrap_or_else(|| mailbox.address.clone()))
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
