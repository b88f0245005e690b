//! "Where is the mail of x?"

use super::office::{Office, answering, mail};
use desk::channel::{Arrival, Fate, Flight, Life, Nature, Protect, Sighting, TurnedAway};
use desk::{Actor, Error, Refusal};
use service::{channel, conversation};

async fn find(office: &Office, query: &'static str) -> Vec<Sighting> {
    let by = office.world.actor(office.cast.aya).await;
    office.world.desk.ask(by, move |read| channel::find_mail(read, query)).await.unwrap()
}

async fn life(office: &Office, flight: Flight) -> Life {
    let by = office.world.actor(office.cast.aya).await;
    office.world.desk.ask(by, move |read| channel::life(read, flight)).await.unwrap()
}

fn keys(life: &Life) -> Vec<&'static str> {
    life.steps.iter().map(|step| step.key).collect()
}

testing::on_both! {
    async fn a_mail_is_found_by_its_address_its_id_and_the_words_of_its_subject(world: World) {
        let office = Office::open(world).await;
        let decided = office.takes(mail("a1@customer.example", "kei@customer.example", "返金のお願い Printer")).await;
        let number = office.ticket(decided.ticket.unwrap()).await.number;
        for query in ["kei@customer.example", "<a1@customer.example>", "@customer.example", "返金", "printer"] {
            let found = find(&office, query).await;
            let it = found.iter().find(|found| found.flight.way() == "in").unwrap_or_else(|| panic!("{query}"));
            assert_eq!((it.ticket, it.outcome, it.from.as_str()), (Some(number), "flight-new", "kei@customer.example"));
        }
        assert!(find(&office, "scanner").await.is_empty());
    }

    async fn a_redacted_message_is_not_found_by_its_subject_any_more(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "返金 4111")).await.ticket.unwrap();
        let (number, message) = (office.ticket(ticket).await.number, office.messages(ticket).await[0].id);
        let by = office.world.actor(office.cast.aya).await;
        office.world.desk.change(by, move |tx| conversation::redact(tx, number, message)).await.unwrap();
        for query in ["返金", "4111"] {
            assert!(find(&office, query).await.iter().all(|found| found.flight.way() != "in"), "{query}");
        }
        let found = find(&office, "kei@customer.example").await;
        assert!(found.iter().any(|found| found.flight.way() == "in" && found.subject.is_empty()), "{found:?}");
    }

    async fn what_came_twice_or_made_no_article_is_found_with_the_reason(world: World) {
        let office = Office::open(world).await;
        office.takes(mail("a1@customer.example", "kei@customer.example", "Printer")).await;
        office.takes(mail("a1@customer.example", "kei@customer.example", "Printer")).await;
        let bounce = Arrival { nature: Nature::Bounce, proved: true, ..mail("b1@mx.example", "MAILER-DAEMON@mx.example", "Undelivered") };
        office.takes(bounce).await;
        let outcomes: Vec<_> = find(&office, "a1@customer.example").await.into_iter().map(|found| found.outcome).collect();
        assert!(outcomes.contains(&"flight-duplicate"), "{outcomes:?}");
        let ignored = find(&office, "mailer-daemon@mx.example").await;
        assert_eq!(ignored[0].outcome, "flight-ignored");
        let way = life(&office, ignored[0].flight).await;
        assert!(way.steps.iter().any(|step| !step.evidence.is_empty()), "it says why: {way:?}");
    }

    async fn a_letter_tells_its_way_with_the_servers_words(world: World) {
        let office = Office::open(world).await;
        let decided = office.takes(mail("a1@customer.example", "kei@customer.example", "Printer")).await;
        let letter = office.replies(decided.ticket.unwrap(), "kei@customer.example").await;
        office.sends(Fate::Accepted).await;
        let way = life(&office, Flight::Out(letter.id)).await;
        assert_eq!(way.message_id, letter.message_id);
        assert!(keys(&way).starts_with(&["flight-step-composed"]), "{way:?}");
        let accepted = way.steps.iter().find(|step| step.key == "flight-step-accepted").expect("it was handed over");
        assert!(accepted.facts.iter().any(|(name, value)| *name == "words" && value == "said accepted"), "{accepted:?}");
        let way = life(&office, find(&office, "a1@customer.example").await[0].flight).await;
        for step in ["flight-step-smtp", "flight-step-stored", "flight-new", "flight-step-answered"] {
            assert!(keys(&way).contains(&step), "{step}: {way:?}");
        }
        let by = office.world.actor(office.cast.aya).await;
        let message = letter.message.unwrap();
        let flight = office.world.desk.ask(by, move |read| channel::flight_of(read, message)).await.unwrap();
        assert_eq!(flight, Flight::Out(letter.id));
    }

    async fn each_try_has_its_moment_and_its_words(world: World) {
        let office = Office::open(world).await;
        let decided = office.takes(mail("a1@customer.example", "kei@customer.example", "Printer")).await;
        let letter = office.replies(decided.ticket.unwrap(), "kei@customer.example").await;
        office.sends(Fate::Deferred).await;
        office.world.clock.advance(std::time::Duration::from_secs(3 * 3600));
        office.sends(Fate::Accepted).await;
        let way = life(&office, Flight::Out(letter.id)).await;
        let tries: Vec<_> = way.steps.iter().filter(|step| step.key.starts_with("flight-step-try")).collect();
        assert_eq!(tries.iter().map(|step| step.key).collect::<Vec<_>>(), ["flight-step-try-later", "flight-step-try-sent"]);
        assert!(tries[0].at < tries[1].at);
    }

    async fn whoever_works_on_a_ticket_first_has_read_what_came(world: World) {
        let office = Office::open(world).await;
        let decided = office.takes(mail("a1@customer.example", "kei@customer.example", "Printer")).await;
        let before = life(&office, find(&office, "a1@customer.example").await[0].flight).await;
        assert!(!keys(&before).contains(&"flight-step-touched"));
        office.replies(decided.ticket.unwrap(), "kei@customer.example").await;
        let after = life(&office, find(&office, "a1@customer.example").await[0].flight).await;
        assert!(keys(&after).contains(&"flight-step-touched"), "{after:?}");
    }

    async fn an_acknowledgement_that_was_not_written_is_found(world: World) {
        let office = Office::open(world).await;
        let silent = Arrival { unanswerable: true, ..mail("a1@customer.example", "kei@customer.example", "Printer") };
        let ticket = office.takes(silent).await.ticket.unwrap();
        office.world.desk.change(Actor::System, move |tx| channel::acknowledge(tx, ticket)).await.unwrap();
        let found = find(&office, "kei@customer.example").await;
        assert!(found.iter().any(|found| found.outcome == "flight-withheld-unanswerable"), "{found:?}");
    }

    async fn a_letter_says_how_it_was_closed_and_one_without_a_key_why_it_was_not_written(world: World) {
        let office = Office::open(world).await;
        office.world.closes(office.support, Protect::Encrypt).await;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "Printer")).await.ticket.unwrap();
        let acknowledge = move |tx: &mut service::Tx| channel::acknowledge(tx, ticket);
        assert_eq!(office.world.desk.change(Actor::System, acknowledge).await.unwrap(), None);
        let found = find(&office, "kei@customer.example").await;
        assert!(found.iter().any(|found| found.outcome == "flight-withheld-keyless"), "{found:?}");
        office.world.trusts(office.cast.kei, "kei@customer.example").await;
        let letter = office.world.desk.change(Actor::System, acknowledge).await.unwrap().unwrap();
        let way = life(&office, Flight::Out(letter.id)).await;
        assert_eq!(keys(&way), ["flight-step-composed", "flight-step-signed-encrypted"]);
    }

    async fn whoever_was_turned_away_at_the_door_is_found(world: World) {
        let office = Office::open(world).await;
        let away = TurnedAway {
            at: office.world.desk.now(),
            remote: String::new(),
            sender: String::new(),
            recipient: "suport@hinode.example".into(),
            reason: "flight-away-unknown".into(),
        };
        office.world.desk.change(Actor::System, move |tx| channel::turn_away(tx, &away)).await.unwrap();
        let by = office.world.actor(office.cast.aya).await;
        let found = office.world.desk.ask(by, |read| channel::turned_away(read, "Suport@hinode.example")).await.unwrap();
        assert_eq!(found.len(), 1);
    }

    async fn only_who_may_operate_the_desk_asks(world: World) {
        let office = Office::open(world).await;
        office.takes(answering("x@y", mail("a1@customer.example", "kei@customer.example", "Printer"))).await;
        let by = office.world.actor(office.cast.chika).await;
        let asked = office.world.desk.ask(by, |read| channel::find_mail(read, "printer")).await;
        assert!(matches!(asked, Err(Error::Refused(Refusal::NotAllowed))), "{asked:?}");
    }
}
