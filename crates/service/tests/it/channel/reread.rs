//! Messages read anew, and messages put elsewhere.

use super::office::{Office, answering, mail};
use base::CleanHtml;
use desk::channel::{Decision, Source};
use desk::conversation::Reading;
use desk::ticket::TicketId;
use desk::{Actor, Error, Event, Refusal};
use service::{channel, conversation, ticket};

fn reading(text: &str) -> Reading {
    Reading {
        parser: 2,
        charset: Some("shift_jis".into()),
        subject: "壊れた".into(),
        text: text.into(),
        html: CleanHtml::default().as_str().to_owned(),
        new_text: String::new(),
        warnings: Vec::new(),
        files: Vec::new(),
    }
}

async fn last_change(office: &Office, ticket: TicketId, is: fn(&Event) -> bool) -> i64 {
    let log = move |read: &mut service::Read| Ok(store::events::of_ticket(read, ticket, 0, 500)?);
    let log = office.world.desk.ask(Actor::System, log).await.unwrap();
    log.into_iter().rfind(|recorded| is(&recorded.event)).expect("it is in the log").place.position
}

testing::on_both! {
    async fn a_message_is_read_as_a_charset_somebody_chose_and_back_again(world: World) {
        let office = Office::open(world).await;
        let decided = office.takes(mail("a1@customer.example", "kei@customer.example", "Broken")).await;
        let (id, message) = (decided.ticket.unwrap(), decided.message.unwrap());
        let chika = office.world.actor(office.cast.chika).await;
        let read = office.world.desk.change(chika.clone(), move |tx| conversation::reread(tx, message, &reading("読めます"))).await.unwrap();
        assert!(read.is_some());
        assert_eq!(office.messages(id).await[0].text, "読めます");
        assert_eq!(office.ticket(id).await.preview, "読めます");
        let again = office.world.desk.change(chika.clone(), move |tx| conversation::reread(tx, message, &reading("読めます"))).await.unwrap();
        assert!(again.is_none(), "it reads the same");
        let position = last_change(&office, id, |event| matches!(event, Event::MessageReread { .. })).await;
        office.world.desk.change(chika, move |tx| ticket::undo(tx, position)).await.unwrap();
        assert_eq!(office.messages(id).await[0].text, "Words.");
    }

    async fn only_who_may_change_the_ticket_reads_its_messages_anew(world: World) {
        let office = Office::open(world).await;
        let message = office.takes(mail("a1@customer.example", "kei@customer.example", "Broken")).await.message.unwrap();
        for (person, expected) in [(office.cast.dai, Refusal::NotAllowed)] {
            let by = office.world.actor(person).await;
            let refused = office.world.desk.change(by, move |tx| conversation::reread(tx, message, &reading("x"))).await;
            assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal == expected), "{refused:?}");
        }
    }

    async fn a_message_gets_a_ticket_of_its_own_and_what_answers_it_follows(world: World) {
        let office = Office::open(world).await;
        let first = office.takes(mail("a1@customer.example", "kei@customer.example", "Printer")).await;
        let second = office.takes(answering("a1@customer.example", mail("a2@customer.example", "kei@customer.example", "Scanner"))).await;
        assert_eq!(second.ticket, first.ticket);
        let (old, message) = (first.ticket.unwrap(), second.message.unwrap());
        let chika = office.world.actor(office.cast.chika).await;
        let own = office.world.desk.change(chika, move |tx| conversation::separate(tx, message)).await.unwrap();
        assert_ne!(own.id, old);
        assert_eq!((own.subject.as_str(), own.messages, office.ticket(old).await.messages), ("Scanner", 1, 1));
        let third = office.takes(answering("a2@customer.example", mail("a3@customer.example", "kei@customer.example", "Re: Scanner"))).await;
        assert_eq!(third.ticket, Some(own.id), "the move taught the graph");
        let position = last_change(&office, own.id, |event| matches!(event, Event::MessageMoved { .. })).await;
        office.world.desk.change(office.world.actor(office.cast.chika).await, move |tx| ticket::undo(tx, position)).await.unwrap();
        assert_eq!((office.ticket(own.id).await.messages, office.ticket(old).await.messages), (1, 2));
    }

    async fn a_ticket_that_loses_its_only_message_goes_to_the_trash_and_comes_back_with_it(world: World) {
        let office = Office::open(world).await;
        let one = office.takes(mail("a1@customer.example", "kei@customer.example", "Printer")).await;
        let two = office.takes(mail("b1@customer.example", "mio@kyaku.example", "Scanner")).await;
        let (from, to, message) = (one.ticket.unwrap(), two.ticket.unwrap(), one.message.unwrap());
        let number = office.ticket(to).await.number;
        let ben = office.world.actor(office.cast.ben).await;
        office.world.desk.change(ben.clone(), move |tx| conversation::relocate(tx, message, number)).await.unwrap();
        assert!(office.ticket(from).await.trashed_at.is_some());
        assert_eq!(office.ticket(to).await.messages, 2);
        let moved = office.messages(to).await.into_iter().find(|one| one.id == message).unwrap();
        assert!(!moved.public, "whoever asked there does not see a stranger's message");
        let position = last_change(&office, to, |event| matches!(event, Event::MessageMoved { .. })).await;
        office.world.desk.change(ben, move |tx| ticket::undo(tx, position)).await.unwrap();
        assert!(office.ticket(from).await.trashed_at.is_none());
        assert_eq!((office.ticket(from).await.messages, office.ticket(to).await.messages), (1, 1));
    }

    async fn what_cannot_be_moved_stays_with_a_reason(world: World) {
        let office = Office::open(world).await;
        let one = office.takes(mail("a1@customer.example", "kei@customer.example", "Printer")).await;
        let (id, message) = (one.ticket.unwrap(), one.message.unwrap());
        let number = office.ticket(id).await.number;
        let by = office.world.actor(office.cast.chika).await;
        let same = office.world.desk.change(by.clone(), move |tx| conversation::relocate(tx, message, number)).await;
        assert!(matches!(same, Err(Error::Refused(Refusal::AlreadyThere))), "{same:?}");
        let only = office.world.desk.change(by.clone(), move |tx| conversation::separate(tx, message)).await;
        assert!(matches!(only, Err(Error::Refused(Refusal::OnlyMessage))), "{only:?}");
        let ours = office.replies(id, "kei@customer.example").await.message.unwrap();
        let own = office.world.desk.change(by, move |tx| conversation::separate(tx, ours)).await;
        assert!(matches!(own, Err(Error::Refused(Refusal::OwnMessageStays))), "{own:?}");
    }

    async fn what_stands_for_an_unreadable_mail_begins_its_way_again(world: World) {
        let office = Office::open(world).await;
        let intake = office.receive(office.new_intake(Source::Smtp, Some(office.support))).await[0];
        let decided = office.world.desk.change(Actor::System, move |tx| channel::unreadable(tx, intake, "too large")).await.unwrap();
        let message = decided.message.unwrap();
        let by = office.world.actor(office.cast.chika).await;
        office.world.desk.change(by, move |tx| channel::read_again(tx, message)).await.unwrap();
        let read = office.decide(intake, mail("a1@customer.example", "kei@customer.example", "Printer")).await;
        assert_eq!((read.decision, read.ticket), (Decision::New, decided.ticket));
    }
}
