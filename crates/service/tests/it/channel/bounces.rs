//! What comes back undelivered.

use super::office::{Office, mail, states};
use base::Address;
use desk::automation::{RuleWish, Stage, Step};
use desk::channel::{AnswerState, Arrival, Decision, DeliveryState, Evidence, Failure, Fate, Letter, Nature};
use desk::condition::Condition;
use desk::ticket::{Category, Priority, TicketId};
use service::{Actor, Event, automation, channel, readers};
use testing::email;

fn report(id: &str, failures: Vec<Failure>) -> Arrival {
    Arrival {
        nature: Nature::Bounce,
        proved: true,
        failures,
        ..mail(id, "MAILER-DAEMON@mx.customer.example", "Undelivered Mail Returned to Sender")
    }
}

fn failure(address: &str, status: &str, letter: Option<&Letter>) -> Failure {
    Failure {
        address: Some(email(address)),
        status: status.into(),
        permanent: status.starts_with('5'),
        delayed: status.starts_with('4'),
        reason: "no such user".into(),
        letter: letter.map(|letter| letter.message_id.clone()),
    }
}

async fn answered(office: &Office) -> (TicketId, Letter) {
    let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
    let letter = office.replies(ticket, "kei@customer.example").await;
    office.sends(Fate::Accepted).await;
    assert_eq!(office.ticket(ticket).await.category, Category::Pending);
    (ticket, office.letter(letter.id).await)
}

testing::on_both! {
    async fn a_bounce_marks_the_letter_and_opens_the_ticket_again(world: World) {
        let office = Office::open(world).await;
        let (ticket, letter) = answered(&office).await;
        let decided = office.takes(report("d1@mx", vec![failure("kei@customer.example", "5.1.1", Some(&letter))])).await;
        assert_eq!((decided.decision, decided.ticket, decided.message), (Decision::Bounce, Some(ticket), letter.message));
        let (address, reason) = ("kei@customer.example".to_owned(), "5.1.1 no such user".to_owned());
        assert_eq!(decided.evidence, [Evidence::BounceOf { address: address.clone(), reason: reason.clone() }]);
        assert_eq!(states(&office.letter(letter.id).await), [DeliveryState::Bounced]);
        assert_eq!(office.ticket(ticket).await.category, Category::Open);
        let bounced = Event::LetterBounced { letter: letter.id, ticket: Some(ticket), address, reason, answer: Some(true) };
        assert!(office.events(ticket).await.contains(&bounced));
        assert_eq!(office.messages(ticket).await.len(), 2, "the report itself is no message");
    }

    async fn how_far_the_last_answer_has_come_is_a_condition(world: World) {
        let office = Office::open(world).await;
        let at = async |ticket| office.ticket(ticket).await.delivery;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        assert_eq!(at(ticket).await, None, "an acknowledgement is no answer");
        let letter = office.replies(ticket, "kei@customer.example").await;
        assert_eq!(at(ticket).await, Some(AnswerState::Queued));
        office.sends(Fate::Accepted).await;
        assert_eq!(at(ticket).await, Some(AnswerState::Sent));
        let text = r#"{"all":[{"field":"delivery","operator":"became","value":["bounced"]}]}"#;
        let wish = RuleWish {
            name: "Came back".into(),
            on: vec!["letter_bounced".into()],
            condition: Condition::read(text).unwrap(),
            steps: vec![Step::SetPriority(Priority::Urgent)],
            ..RuleWish::default()
        };
        let make = move |tx: &mut service::Tx| {
            let rule = automation::create_rule(tx, wish)?;
            automation::switch_rule(tx, rule.id, automation::Switch::On(Stage::Act))
        };
        office.world.desk.change(Actor::System, make).await.unwrap();
        let letter = office.letter(letter.id).await;
        office.takes(report("d1@mx", vec![failure("kei@customer.example", "5.1.1", Some(&letter))])).await;
        assert_eq!(at(ticket).await, Some(AnswerState::Bounced));
        let follow = |tx: &mut service::Tx| readers::follow(tx, automation::READER, automation::follow);
        while office.world.desk.change(Actor::System, follow).await.unwrap() > 0 {}
        assert_eq!(office.ticket(ticket).await.priority, Priority::Urgent);
        // Another answer is on its way: the one that came back is not the last any more.
        office.replies(ticket, "kei@customer.example").await;
        assert_eq!(at(ticket).await, Some(AnswerState::Queued));
        office.sends(Fate::Refused).await;
        assert_eq!(at(ticket).await, Some(AnswerState::Failed));
    }

    async fn a_bounce_told_twice_is_one_event(world: World) {
        let office = Office::open(world).await;
        let (ticket, letter) = answered(&office).await;
        for id in ["d1@mx", "d2@mx"] {
            office.takes(report(id, vec![failure("kei@customer.example", "5.1.1", Some(&letter))])).await;
        }
        let bounced = office.events(ticket).await.into_iter().filter(|event| matches!(event, Event::LetterBounced { .. }));
        assert_eq!(bounced.count(), 1);
    }

    async fn a_bounce_to_the_letters_own_address_needs_no_ids(world: World) {
        let office = Office::open(world).await;
        let (ticket, letter) = answered(&office).await;
        let id = letter.id;
        let sending = office.world.desk.ask(Actor::System, move |read| channel::sending(read, id)).await.unwrap();
        let decided = office.takes_to(sending.bounces_to.unwrap().as_str(), report("d1@mx", vec![])).await;
        assert_eq!((decided.decision, decided.ticket), (Decision::Bounce, Some(ticket)));
        assert_eq!(states(&office.letter(letter.id).await), [DeliveryState::Bounced]);
    }

    async fn a_delay_is_noted_and_opens_nothing(world: World) {
        let office = Office::open(world).await;
        let (ticket, letter) = answered(&office).await;
        let decided = office.takes(report("d1@mx", vec![failure("kei@customer.example", "4.4.1", Some(&letter))])).await;
        assert!(matches!(decided.evidence[..], [Evidence::DelayOf { .. }]));
        assert_eq!(office.ticket(ticket).await.category, Category::Pending);
        assert_eq!(states(&office.letter(letter.id).await), [DeliveryState::Accepted]);
    }

    async fn each_recipient_has_a_fate_of_its_own(world: World) {
        let office = Office::open(world).await;
        let cc = vec![Address::bare(email("boss@customer.example"))];
        let ticket = office.takes(Arrival { cc, ..mail("a1@customer.example", "kei@customer.example", "No login") }).await.ticket.unwrap();
        let number = office.ticket(ticket).await.number;
        let compose = desk::conversation::Compose {
            text: "Both.".into(),
            to: vec![Address::bare(email("kei@customer.example"))],
            cc: vec![Address::bare(email("boss@customer.example"))],
            hold: Some(std::time::Duration::ZERO),
            ..Default::default()
        };
        let chika = office.world.actor(office.cast.chika).await;
        let message = office.world.desk.change(chika, move |tx| service::conversation::reply(tx, number, compose)).await.unwrap();
        office.sends(Fate::Accepted).await;
        let letter = office.letter_of(message).await;
        office.takes(report("d1@mx", vec![failure("boss@customer.example", "5.2.2", Some(&letter)), failure("kei@customer.example", "4.2.2", Some(&letter))])).await;
        let after = office.letter(letter.id).await;
        let fates: Vec<_> = after.deliveries.iter().map(|d| (d.address.as_str(), d.state)).collect();
        assert_eq!(fates, [("boss@customer.example", DeliveryState::Bounced), ("kei@customer.example", DeliveryState::Accepted)]);
    }

    async fn a_bounce_of_something_we_never_sent_makes_no_ticket(world: World) {
        let office = Office::open(world).await;
        let backscatter = office.takes(report("d1@mx", vec![failure("someone@else.example", "5.1.1", None)])).await;
        assert_eq!((backscatter.decision, backscatter.ticket), (Decision::Ignored, None));
        let guessed = Arrival { proved: false, ..report("d2@mx", vec![]) };
        assert_eq!(office.takes(guessed).await.decision, Decision::New, "what only looks like one may be a person");
    }

    async fn a_receipt_is_no_message(world: World) {
        let office = Office::open(world).await;
        let (ticket, letter) = answered(&office).await;
        let receipt = Arrival { nature: Nature::Receipt, in_reply_to: vec![letter.message_id], ..mail("r1@customer.example", "kei@customer.example", "Read: No login") };
        let decided = office.takes(receipt).await;
        assert_eq!((decided.decision, decided.ticket), (Decision::Ignored, Some(ticket)));
        assert_eq!(office.messages(ticket).await.len(), 2);
    }
}
