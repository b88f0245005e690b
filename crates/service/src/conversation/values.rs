//! What the texts that people write may speak of.

use crate::house;
use base::{Language, words};
use desk::Done;
use desk::channel::Mailbox;
use desk::conversation::template::{OfMailbox, OfPerson, OfTicket, Values};
use desk::people::Person;
use desk::ticket::Ticket;
use store::Read;
use store::people::persons;
use store::ticket::statuses;

/// Of a ticket; `writer`: who writes, none where the desk does.
pub(crate) fn values(
    read: &mut Read,
    ticket: &Ticket,
    writer: Option<&Person>,
    mailbox: Option<&Mailbox>,
    language: Language,
) -> Done<Values> {
    let status = statuses::load(read, ticket.status)?;
    let requester = persons::load(read, ticket.requester)?;
    let rating = crate::ticket::rating_of(read, ticket)?;
    Ok(Values {
        ticket: OfTicket {
            number: ticket.number.to_string(),
            subject: ticket.subject.clone(),
            status: status.map(|status| status.shown(language).to_owned()).unwrap_or_default(),
            rating: ticket.rating.map(|stars| stars.number().to_string()).unwrap_or_default(),
            rating_comment: rating.map(|rating| rating.comment).unwrap_or_default(),
        },
        requester: of(requester.as_ref()),
        agent: of(writer),
        mailbox: mailbox.map(named).unwrap_or_default(),
        organization: house::of(read, ticket.brand)?.organization,
        field: Default::default(),
        property: Default::default(),
    })
}

/// Of a ticket that is not there yet: whom it will be for stays out.
pub(crate) fn values_ahead(read: &mut Read, writer: Option<&Person>, mailbox: Option<&Mailbox>) -> Done<Values> {
    Ok(Values {
        agent: of(writer),
        mailbox: mailbox.map(named).unwrap_or_default(),
        organization: house::load(read)?.organization,
        ..Values::default()
    })
}

/// For whoever words a text and wants to see what it becomes: invented, but for the house and the mailbox.
pub fn sample_values(read: &mut Read, mailbox: Option<&Mailbox>, language: Language) -> Done<Values> {
    let words = words::of(language);
    let writer = read.actor().person().map(|person| persons::load(read, person)).transpose()?.flatten();
    Ok(Values {
        ticket: OfTicket {
            number: "100042".into(),
            subject: words.say("sample-subject").to_owned(),
            status: words.say("sample-status").to_owned(),
            rating: "5".into(),
            rating_comment: words.say("sample-comment").to_owned(),
        },
        requester: OfPerson { name: words.say("sample-name").to_owned(), email: "customer@example.com".into() },
        agent: of(writer.as_ref()),
        mailbox: mailbox.map(named).unwrap_or_default(),
        organization: house::load(read)?.organization,
        field: Default::default(),
        property: Default::default(),
    })
}

pub(crate) fn of(person: Option<&Person>) -> OfPerson {
    person.map_or_else(OfPerson::default, |person| OfPerson {
        name: person.shown().to_owned(),
        email: person.email.as_ref().map(ToString::to_string).unwrap_or_default(),
    })
}

fn named(mailbox: &Mailbox) -> OfMailbox {
    OfMailbox { name: mailbox.name.clone(), email: mailbox.address.to_string() }
}
