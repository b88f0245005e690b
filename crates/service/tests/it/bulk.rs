//! What is written in bulk reads as if it had been lived through.

use base::{Address, Moment};
use desk::conversation::{Message, MessageId};
use desk::people::{Person, PersonId};
use desk::ticket::{Origin, Ticket, TicketId, TicketNumber};
use desk::{Actor, Event, Who};
use service::conversation::Incoming;
use service::ticket::{self, NewTicket};
use service::whole::bulk::{self, Next, Whole};
use service::{people, whole};
use store::conversation::messages;
use testing::email;

/// A ticket that was made by the verbs, as another one.
fn another(ticket: &Ticket, said: &Message, next: Next) -> Whole {
    let id = TicketId(next.ticket);
    let ticket =
        Ticket { id, number: TicketNumber(next.number), subject: "同じ\tもの\\N\n".into(), ..ticket.clone() };
    let message = Message {
        id: MessageId(next.message),
        ticket: id,
        text: "It leaks\r\n\\. 漏れます".into(),
        message_id: Some("b1@x.example".into()),
        ..said.clone()
    };
    let received = Event::MessageReceived { ticket: id, message: message.id };
    Whole { ticket, messages: vec![message], events: vec![(Moment(5), Who::System, received)], minutes: None }
}

testing::on_both! {
    async fn what_was_written_in_bulk_reads_back_and_the_desk_goes_on(world: World) {
        let cast = world.cast().await;
        let create = move |tx: &mut service::Tx| {
            let tag = ticket::tags_named(tx, &["leak".into()])?;
            let said = Incoming::said(cast.kei, Origin::Form, "It leaks");
            let first = ticket::create(tx, NewTicket { tags: tag, ..NewTicket::asked("Kettle", cast.kei, cast.support, said) })?;
            Ok((messages::of_ticket(tx, first.id)?.remove(0), first))
        };
        let (said, first) = world.desk.change(Actor::System, create).await.unwrap();
        let location = world.database().location();
        let (first_, said_) = (first.clone(), said.clone());
        let written = bulk::load(&location, move |bulk| {
            let next = bulk.first_free()?;
            let whole = another(&first_, &said_, next);
            bulk.tickets(std::slice::from_ref(&whole))?;
            let person = Person {
                id: PersonId(next.person),
                name: "Noa Berg".into(),
                email: Some(email("Noa@berg.example")),
                language: None,
                time_zone: None,
                organization: None,
                created_at: Moment(7),
                version: 1,
            };
            bulk.people(&[(person, email("Noa@berg.example"))])?;
            Ok(whole)
        }).unwrap();

        let (ticket, id) = (written.ticket.clone(), written.ticket.id);
        let (read, said) = world.desk.ask(Actor::System, move |read| {
            Ok((store::ticket::tickets::by_id(read, id)?, messages::of_ticket(read, id)?))
        }).await.unwrap();
        assert_eq!(read, Some(ticket));
        assert_eq!(said, written.messages);
        let page = world.desk.ask(Actor::System, move |read| ticket::page(read, written.ticket.number)).await.unwrap();
        assert_eq!((page.tags.len(), page.timeline.len()), (1, 1));
        let noa = world.desk.change(Actor::System, |tx| people::find_or_create(tx, &Address::bare(email("noa@berg.example")), None));
        assert_eq!(noa.await.unwrap().name, "Noa Berg");
        let (_, next) = world.desk.change(Actor::System, create).await.unwrap();
        assert_eq!((next.number.0, next.id.0), (first.number.0 + 2, first.id.0 + 2));
        assert_eq!(whole::wrong_cells(&location).unwrap(), Vec::<String>::new());
        assert_eq!(whole::integrity(&location).unwrap(), Vec::<String>::new());
    }
}
