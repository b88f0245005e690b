//! What the tests of tickets and conversations share: somebody asks, somebody acts, and the counters follow.

use base::Address;
use desk::channel::{Mailbox, MailboxWish};
use desk::conversation::Mode;
use desk::people::PersonId;
use desk::ticket::{Category, Kind, Origin, Priority, StatusId, Ticket, TicketNumber};
use desk::{Actor, Done, Error, Event, Refusal};
use service::conversation::{Begun, Compose, Incoming};
use service::ticket::{self, ByAgent, NewTicket, Opening};
use service::{Read, Tx};
use testing::{Cast, World, email};

/// A verb done by a person.
pub async fn by<T: Send + 'static>(
    world: &World,
    person: PersonId,
    verb: impl FnOnce(&mut Tx) -> Done<T> + Send + 'static,
) -> Done<T> {
    let actor = world.actor(person).await;
    world.desk.change(actor, verb).await
}

/// A question asked by a person.
pub async fn seen_by<T: Send + 'static>(
    world: &World,
    person: PersonId,
    question: impl FnOnce(&mut Read) -> Done<T> + Send + 'static,
) -> Done<T> {
    let actor = world.actor(person).await;
    world.desk.ask(actor, question).await
}

/// Something the desk itself does.
pub async fn system<T: Send + 'static>(world: &World, verb: impl FnOnce(&mut Tx) -> Done<T> + Send + 'static) -> T {
    world.desk.change(Actor::System, verb).await.expect("the desk may do everything")
}

/// Kei asks the support team by mail.
pub async fn asked(world: &World, cast: &Cast) -> Ticket {
    let (kei, support) = (cast.kei, cast.support);
    let first = Incoming {
        from: Some(Address::new("Kei Tanaka", email("kei@customer.example"))),
        message_id: Some("first@customer.example".into()),
        ..Incoming::said(kei, Origin::Mail, "My kettle leaks at the handle.")
    };
    system(world, move |tx| ticket::create(tx, NewTicket::asked("The kettle leaks", kei, support, first))).await
}

/// A mailbox of the support team.
pub async fn mailbox(world: &World, cast: &Cast) -> Mailbox {
    let plain = MailboxWish::plain("help@hinode.example", "Hinode Support", cast.support);
    let wish = MailboxWish { reply_addresses: false, ..plain };
    by(world, cast.aya, |tx| service::channel::create_mailbox(tx, wish)).await.unwrap()
}

/// An answer that is begun.
pub fn begun(text: &str, revision: i64) -> Begun {
    Begun {
        mode: Mode::Reply,
        text: text.into(),
        html: Default::default(),
        to: "kei@customer.example".into(),
        cc: String::new(),
        bcc: String::new(),
        attachments: vec![],
        shared: false,
        name: String::new(),
        chosen: Default::default(),
        revision,
    }
}

/// A ticket that an agent opens after Kei has called.
pub fn by_agent(cast: &Cast, opening: Opening) -> ByAgent {
    ByAgent {
        subject: "Call about a kettle".into(),
        requester: cast.kei,
        team: cast.support,
        origin: Origin::Phone,
        language: None,
        kind: Kind::Incident,
        priority: Priority::High,
        tags: vec![],
        participants: vec![cast.mio],
        assignee: Some(cast.chika),
        given: Default::default(),
        opening,
    }
}

/// Messages that get a ticket of their own.
pub fn apart(messages: Vec<desk::conversation::MessageId>) -> service::conversation::Apart {
    service::conversation::Apart { messages, ..service::conversation::Apart::default() }
}

/// An answer to Kei.
pub fn to_kei(text: &str) -> Compose {
    Compose { text: text.into(), to: vec![Address::bare(email("kei@customer.example"))], ..Compose::default() }
}

/// The ticket as it is now.
pub async fn now(world: &World, number: TicketNumber) -> Ticket {
    world.desk.ask(Actor::System, move |read| ticket::visible(read, number)).await.unwrap()
}

/// The standard status of a category.
pub async fn status(world: &World, category: Category) -> StatusId {
    let found = world.desk.ask(Actor::System, move |read| Ok(store::ticket::statuses::standard(read, category)?)).await;
    found.unwrap().id
}

/// All events of a ticket, oldest first.
pub async fn log(world: &World, ticket: &Ticket) -> Vec<desk::Recorded> {
    let id = ticket.id;
    world.desk.ask(Actor::System, move |read| Ok(store::events::of_ticket(read, id, 0, 1000)?)).await.unwrap()
}

/// The kinds of a ticket's last events, oldest first.
pub async fn last_kinds(world: &World, ticket: &Ticket, count: usize) -> Vec<&'static str> {
    let kinds: Vec<&str> = log(world, ticket).await.iter().map(|event| event.event.kind()).collect();
    kinds[kinds.len().saturating_sub(count)..].to_vec()
}

/// The newest event of a ticket.
pub async fn last_event(world: &World, ticket: &Ticket) -> Event {
    log(world, ticket).await.pop().expect("a ticket has events").event
}

/// Where the newest event of a kind stands in the log.
pub async fn position(world: &World, ticket: &Ticket, kind: &str) -> i64 {
    let found = log(world, ticket).await.into_iter().rfind(|event| event.event.kind() == kind);
    found.unwrap_or_else(|| panic!("no {kind}")).place.position
}

/// The counters say what counting the tickets says.
pub async fn assert_counters_follow(world: &World) {
    assert_eq!(service::whole::wrong_cells(&world.database().location()).unwrap(), Vec::<String>::new());
}

pub fn assert_refused<T: std::fmt::Debug>(done: Done<T>, why: Refusal) {
    assert!(matches!(done, Err(Error::Refused(refusal)) if refusal == why), "{done:?} is not {why:?}");
}

pub fn assert_missing<T: std::fmt::Debug>(done: Done<T>) {
    assert!(matches!(done, Err(Error::Missing)), "{done:?} is there");
}

pub fn assert_conflict<T: std::fmt::Debug>(done: Done<T>) {
    assert!(matches!(done, Err(Error::Conflict)), "{done:?} is no conflict");
}
