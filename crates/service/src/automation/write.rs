//! Letters that rules write. They are automatic mail (RFC 3834): courtesy, breaker and limits hold for them.

use crate::channel::{fair, post_closed};
use crate::conversation::{add, values, wait};
use crate::house;
use crate::people::manager_for;
use crate::ticket::{keep, language_of, locked, visible};
use base::{Address, Email, Language};
use desk::automation::{Role, Texts};
use desk::channel::{Acknowledgement, LetterKind, MailboxId, NewLetter, Stopped};
use desk::conversation::template::{Values, filled, keys_in, properties_in};
use desk::conversation::{Macro, Message, MessageId, MessageKind, Prepared, Thread, body, message_id, said_or_shown};
use desk::people::PersonId;
use desk::ticket::{Origin, Ticket, TicketNumber, letter_subject};
use desk::{Done, Event, Fault, Refusal};
use std::collections::BTreeMap;
use store::channel::mailboxes;
use store::conversation::{messages, senders};
use store::people::persons;
use store::ticket::people;
use store::{Read, Tx};

/// A template of one line, in the language of the house.
pub(super) fn in_words(read: &mut Read, number: TicketNumber, template: &str) -> Done<String> {
    let language = house::load(read)?.language;
    ticket_text(read, number, template, language)
}

/// A template with what there is to say of a ticket.
pub(crate) fn ticket_text(read: &mut Read, number: TicketNumber, template: &str, language: Language) -> Done<String> {
    filled(template, &spoken_of(read, number, template, language)?).map_err(|_| Refusal::TemplateWrong.into())
}

/// What there is to say of a ticket, as far as a template asks for it.
fn spoken_of(read: &mut Read, number: TicketNumber, template: &str, language: Language) -> Done<Values> {
    let ticket = visible(read, number)?;
    let assignee = ticket.assignee.map(|agent| persons::load(read, agent)).transpose()?.flatten();
    let mailbox = ticket.mailbox.map(|id| mailboxes::load(read, id)).transpose()?.flatten();
    let mut values = values(read, &ticket, assignee.as_ref(), mailbox.as_ref(), language)?;
    values.field = fields_in(read, &ticket, template, language)?;
    values.property = known_of_items(read, &ticket, template)?;
    Ok(values)
}

/// What stands in the fields that a template speaks of; nothing where there is no such field any more.
fn fields_in(read: &mut Read, ticket: &Ticket, template: &str, language: Language) -> Done<BTreeMap<String, String>> {
    let mut found: BTreeMap<String, String> = keys_in(template).map(|key| (key.to_owned(), String::new())).collect();
    if found.is_empty() {
        return Ok(found);
    }
    let zone = house::load(read)?.time_zone;
    let contents = crate::form::contents(read, &[ticket.id])?;
    for (key, text) in &mut found {
        if let Some(field) = contents.book.fields.iter().find(|field| field.key == *key) {
            *text = contents.shown(ticket.id, field.id, (language, &zone));
        }
    }
    Ok(found)
}

/// The same of what is known of the items chosen there.
fn known_of_items(
    read: &mut Read,
    ticket: &Ticket,
    template: &str,
) -> Done<BTreeMap<String, BTreeMap<String, String>>> {
    let mut found: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let asked: Vec<(&str, &str)> = properties_in(template).collect();
    if asked.is_empty() {
        return Ok(found);
    }
    let contents = crate::form::contents(read, &[ticket.id])?;
    for (key, name) in asked {
        let text = contents.property(ticket.id, key, name);
        found.entry(key.to_owned()).or_default().insert(name.to_owned(), text);
    }
    Ok(found)
}

/// The requester or people in copy get it.
pub(super) fn goes_outside(to: &[Role]) -> bool {
    to.contains(&Role::Requester) || to.contains(&Role::Participants)
}

pub(super) fn write(
    tx: &mut Tx,
    number: TicketNumber,
    to: &[Role],
    address: &str,
    subject: &Texts,
    text: &Texts,
) -> Done<()> {
    let ticket = locked(tx, number)?;
    let outside = goes_outside(to);
    let language = language(tx, &ticket, outside)?;
    let text = body(&ticket_text(tx, number, text.of(language), language)?)?;
    let said = Prepared { text, ..Prepared::default() };
    letter(tx, ticket, (to, address), subject, said, language)
}

/// What a macro says, to the requester.
pub(super) fn say(tx: &mut Tx, number: TicketNumber, prepared: &Macro) -> Done<()> {
    let ticket = locked(tx, number)?;
    let language = language(tx, &ticket, true)?;
    let values = spoken_of(tx, number, prepared.template(language), language)?;
    let said = prepared.filled(language, &values).map_err(|_| Refusal::TemplateWrong)?;
    let text = said_or_shown(&said.text, &said.html, &said.files)?;
    letter(tx, ticket, (&[Role::Requester], ""), &Texts::default(), Prepared { text, ..said }, language)
}

fn letter(
    tx: &mut Tx,
    ticket: Ticket,
    (to, address): (&[Role], &str),
    subject: &Texts,
    said: Prepared,
    language: Language,
) -> Done<()> {
    let (number, outside) = (ticket.number, goes_outside(to));
    let subject = match subject.of(language) {
        "" => letter_subject(!outside, &ticket.subject),
        own => ticket_text(tx, number, own, language)?,
    };
    let recipients = recipients(tx, &ticket, to, address)?;
    if recipients.is_empty() {
        return Err(Refusal::NoRecipient.into());
    }
    // Colleagues may read whatever somebody has to say.
    let leaves = outside || to.contains(&Role::Address);
    if leaves {
        tx.actor().may_reply(&ticket)?;
    }
    let waits = leaves && !tx.actor().sends_alone();
    Draft { language, said, subject, outside, waits, recipients }.send(tx, ticket)
}

struct Draft {
    language: Language,
    said: Prepared,
    subject: String,
    /// The requester or people in copy get it: it is part of the conversation.
    outside: bool,
    /// Whoever uses the macro does not send alone.
    waits: bool,
    recipients: Vec<Address>,
}

impl Draft {
    fn send(self, tx: &mut Tx, mut ticket: Ticket) -> Done<()> {
        let senders = senders::all(tx)?;
        let sender = senders.of(&ticket).cloned();
        let letter = self.letter(tx, &ticket, sender.as_ref().map(|sender| sender.mailbox))?;
        let (mut letter, closing) = fair(tx, letter)?.ok_or(Refusal::LetterWithheld)?;
        let domain = sender.as_ref().map_or_else(|| "kippu.invalid".into(), |sender| sender.address.email.domain());
        let id = message_id(ticket.number, &domain);
        let mut message = self.message(tx, &ticket, &letter.to);
        (message.message_id, message.from) = (Some(id.clone()), sender.map(|sender| sender.address));
        message.id = add(tx, &mut ticket, &message, &self.said.files)?;
        (letter.message, letter.message_id) = (Some(message.id), Some(id));
        let letter = post_closed(tx, letter, closing)?;
        let waits = if self.waits { Some(wait(tx, &letter, Stopped::default(), None)?) } else { None };
        let (ticket_id, message) = (ticket.id, message.id);
        let event = if self.outside {
            Event::MessageSent { ticket: ticket_id, message }
        } else {
            Event::MessageForwarded { ticket: ticket_id, message }
        };
        keep(tx, ticket, [event].into_iter().chain(waits)).map(drop)
    }

    fn letter(&self, read: &mut Read, ticket: &Ticket, mailbox: Option<MailboxId>) -> Done<NewLetter> {
        let thread = match self.outside {
            true => Thread::after(&messages::ids_of_thread(read, ticket.id)?),
            false => Thread::default(),
        };
        let details = Acknowledgement {
            language: self.language,
            name: String::new(),
            number: ticket.number,
            subject: ticket.subject.clone(),
            cut: false,
            text: self.said.text.clone(),
            thread,
        };
        Ok(NewLetter {
            kind: LetterKind::Rule,
            ticket: Some(ticket.id),
            message: None,
            mailbox,
            message_id: None,
            to: self.recipients.iter().map(|address| address.email.clone()).collect(),
            subject: self.subject.clone(),
            details: serde_json::to_string(&details).map_err(Fault::new)?,
            due_at: read.now(),
        })
    }

    fn message(&self, tx: &Tx, ticket: &Ticket, fair: &[Email]) -> Message {
        Message {
            id: MessageId(0),
            ticket: ticket.id,
            kind: if self.outside { MessageKind::Reply } else { MessageKind::Forward },
            author: None,
            origin: Origin::Agent,
            at: tx.now(),
            subject: self.subject.clone(),
            from: None,
            reply_to: Vec::new(),
            to: self.recipients.iter().filter(|address| fair.contains(&address.email)).cloned().collect(),
            cc: Vec::new(),
            bcc: Vec::new(),
            text: self.said.text.clone(),
            html: self.said.html.clone(),
            new_text: String::new(),
            message_id: None,
            raw: None,
            automatic: true,
            public: self.outside,
            taken_back: false,
            side: None,
            warnings: Vec::new(),
            evidence: String::new(),
        }
    }
}

/// Whoever asked is written to in the language of their ticket, colleagues in that of the house.
fn language(read: &mut Read, ticket: &Ticket, outside: bool) -> Done<Language> {
    if outside { language_of(read, ticket) } else { Ok(house::load(read)?.language) }
}

/// Nobody twice.
fn recipients(read: &mut Read, ticket: &Ticket, to: &[Role], address: &str) -> Done<Vec<Address>> {
    let mut people: Vec<PersonId> = Vec::new();
    let (_, followers) = people::circle(read, ticket.id)?;
    for role in to {
        match role {
            Role::Requester => people.push(ticket.requester),
            Role::Participants => people.extend(people::in_copy(read, ticket.id)?),
            Role::Assignee => people.extend(ticket.assignee),
            Role::Followers => people.extend(&followers),
            Role::Team => {
                people.extend(people::answering(read, ticket.team)?.into_iter().map(|(person, _)| person));
            }
            Role::Manager => people.extend(manager_for(read, ticket.organization)?),
            Role::Address => {}
        }
    }
    let known = people::known(read, &people)?;
    let mut found: Vec<Address> = Vec::new();
    let named = known.into_iter().filter_map(|person| Some(Address::new(person.name, person.email?)));
    let plain = Email::parse(address).filter(|_| to.contains(&Role::Address)).map(Address::bare);
    for one in named.chain(plain) {
        if !found.iter().any(|other| other.email == one.email) {
            found.push(one);
        }
    }
    Ok(found)
}
