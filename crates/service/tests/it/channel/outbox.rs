//! Letters go out once.

use super::office::{LEASE, Office, attempt, mail, outcomes, states};
use desk::channel::{DeliveryState, Fate, Letter, LetterState};
use desk::ticket::{Category, TicketId};
use service::{Actor, Error, Event, Refusal, channel};
use std::time::Duration;
use testing::refusal;

async fn answered(office: &Office) -> (TicketId, Letter) {
    let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
    let letter = office.replies(ticket, "kei@customer.example").await;
    (ticket, letter)
}

async fn kinds(office: &Office, ticket: TicketId) -> Vec<&'static str> {
    office.events(ticket).await.iter().map(Event::kind).filter(|kind| kind.starts_with("letter_")).collect()
}

testing::on_both! {
    async fn a_letter_is_sent_once_and_says_so(world: World) {
        let office = Office::open(world).await;
        let (ticket, letter) = answered(&office).await;
        assert_eq!(office.sends(Fate::Accepted).await.len(), 1);
        let sent = office.letter(letter.id).await;
        assert_eq!((sent.state, sent.sent_at, states(&sent)), (LetterState::Sent, Some(testing::START), vec![DeliveryState::Accepted]));
        assert_eq!(kinds(&office, ticket).await, ["letter_sent"]);
        office.world.clock.advance(Duration::from_secs(86_400));
        assert!(office.claims("postman").await.is_empty());
    }

    async fn a_held_letter_waits_for_its_moment(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let number = office.ticket(ticket).await.number;
        let compose = desk::conversation::Compose {
            text: "Wait.".into(),
            to: vec![base::Address::bare(testing::email("kei@customer.example"))],
            ..Default::default()
        };
        let chika = office.world.actor(office.cast.chika).await;
        office.world.desk.change(chika, move |tx| service::conversation::reply(tx, number, compose)).await.unwrap();
        assert!(office.claims("postman").await.is_empty());
        office.world.clock.advance(Duration::from_secs(10));
        assert_eq!(office.claims("postman").await.len(), 1);
    }

    async fn of_letters_that_leave_one_by_one_only_the_rest_goes_again(world: World) {
        let office = Office::open(world).await;
        let ticket = office.takes(mail("a1@customer.example", "kei@customer.example", "No login")).await.ticket.unwrap();
        let number = office.ticket(ticket).await.number;
        let to = ["kei@customer.example", "boss@customer.example"].map(|one| base::Address::bare(testing::email(one)));
        let compose = desk::conversation::Compose {
            text: "Both of you.".into(),
            to: to.to_vec(),
            hold: Some(Duration::ZERO),
            ..Default::default()
        };
        let chika = office.world.actor(office.cast.chika).await;
        office.world.desk.change(chika, move |tx| service::conversation::reply(tx, number, compose)).await.unwrap();
        let claimed = office.claims("postman").await.remove(0);
        let (own, mut told) = (attempt(&claimed, "postman"), outcomes(&claimed, Fate::Accepted));
        told.truncate(1);
        let goes_on = move |tx: &mut service::Tx| {
            channel::letter_begins(tx, &own)?;
            channel::letter_goes_on(tx, &own, &told)
        };
        assert!(office.world.desk.change(Actor::System, goes_on).await.unwrap());
        assert_eq!(office.letter(claimed.id).await.state, LetterState::Sending);
        office.world.clock.advance(LEASE + Duration::from_secs(1));
        let again = office.claims("other").await.remove(0);
        assert_eq!((again.id, again.waiting().count()), (claimed.id, 1), "nobody is asked whether it arrived");
        let late = attempt(&claimed, "postman");
        let told = outcomes(&again, Fate::Accepted);
        let goes_on = move |tx: &mut service::Tx| channel::letter_goes_on(tx, &late, &told);
        assert!(!office.world.desk.change(Actor::System, goes_on).await.unwrap(), "it is another's");
        office.tells(attempt(&again, "other"), outcomes(&again, Fate::Accepted)).await.unwrap();
        assert_eq!(office.letter(claimed.id).await.state, LetterState::Sent);
    }

    async fn two_postmen_never_hold_the_same_letter(world: World) {
        let office = Office::open(world).await;
        answered(&office).await;
        let (one, two) = tokio::join!(office.claims("one"), office.claims("two"));
        assert_eq!(one.len() + two.len(), 1);
    }

    async fn a_letter_that_cannot_go_now_goes_later_and_fails_after_three_days(world: World) {
        let office = Office::open(world).await;
        let (ticket, letter) = answered(&office).await;
        let mut tries = 0;
        while office.letter(letter.id).await.state == LetterState::Queued {
            tries += office.sends(Fate::Deferred).await.len();
            office.world.clock.advance(Duration::from_secs(3600));
        }
        assert!((10..40).contains(&tries), "{tries}");
        assert!(testing::START.plus(Duration::from_secs(3 * 86_400)) <= office.world.desk.now());
        assert_eq!(kinds(&office, ticket).await, ["letter_failed"]);
        assert_eq!(office.ticket(ticket).await.category, Category::Open, "somebody must look");
    }

    async fn a_server_that_cannot_be_reached_is_tried_again(world: World) {
        let office = Office::open(world).await;
        let (_, letter) = answered(&office).await;
        let held = office.claims("postman").await.remove(0);
        let deferred = office.world.desk.change(Actor::System, move |tx| channel::letter_deferred(tx, &attempt(&held, "postman"), "no route")).await;
        assert_eq!(deferred.unwrap(), Some(LetterState::Queued));
        let waiting = office.letter(letter.id).await;
        assert_eq!((waiting.error.as_str(), waiting.due_at), ("no route", testing::START.plus(Duration::from_secs(60))));
    }

    async fn a_refused_letter_fails_at_once_and_opens_its_ticket(world: World) {
        let office = Office::open(world).await;
        let (ticket, letter) = answered(&office).await;
        office.sends(Fate::Refused).await;
        let failed = office.letter(letter.id).await;
        assert_eq!((failed.state, failed.error.as_str()), (LetterState::Failed, "kei@customer.example: said refused"));
        assert_eq!(office.ticket(ticket).await.category, Category::Open);
        assert_eq!(kinds(&office, ticket).await, ["letter_failed"]);
    }

    async fn a_server_that_falls_silent_after_the_text_leaves_it_to_a_person(world: World) {
        let office = Office::open(world).await;
        let (ticket, letter) = answered(&office).await;
        office.sends(Fate::Unknown).await;
        assert_eq!(office.letter(letter.id).await.state, LetterState::Uncertain);
        office.world.clock.advance(Duration::from_secs(30 * 86_400));
        assert!(office.claims("postman").await.is_empty(), "never repeated blindly");
        assert_eq!(kinds(&office, ticket).await, ["letter_uncertain"]);
    }

    async fn a_postman_who_died_before_he_began_is_replaced(world: World) {
        let office = Office::open(world).await;
        let (_, letter) = answered(&office).await;
        office.claims("dead").await;
        assert!(office.claims("heir").await.is_empty());
        office.world.clock.advance(LEASE + Duration::from_secs(1));
        assert_eq!(office.claims("heir").await[0].id, letter.id);
    }

    async fn a_postman_who_died_while_handing_over_leaves_it_uncertain(world: World) {
        let office = Office::open(world).await;
        let (_, letter) = answered(&office).await;
        let held = attempt(&office.claims("dead").await[0], "dead");
        let begun = held.clone();
        assert!(office.world.desk.change(Actor::System, move |tx| channel::letter_begins(tx, &begun)).await.unwrap());
        office.world.clock.advance(LEASE + Duration::from_secs(1));
        assert!(office.claims("heir").await.is_empty());
        assert_eq!(office.letter(letter.id).await.state, LetterState::Uncertain);
        let late = office.tells(held, outcomes(&letter, Fate::Accepted)).await;
        assert_eq!(late, Some(LetterState::Sent), "the truth may come late");
    }

    async fn whoever_lost_a_letter_changes_nothing_and_must_not_begin(world: World) {
        let office = Office::open(world).await;
        let (_, letter) = answered(&office).await;
        let lost = attempt(&office.claims("slow").await[0], "slow");
        office.world.clock.advance(LEASE + Duration::from_secs(1));
        let taken = office.claims("slow").await;
        let begin = lost.clone();
        assert!(!office.world.desk.change(Actor::System, move |tx| channel::letter_begins(tx, &begin)).await.unwrap());
        assert_eq!(office.tells(lost, outcomes(&letter, Fate::Refused)).await, None);
        assert_eq!(office.tells(attempt(&taken[0], "slow"), outcomes(&letter, Fate::Accepted)).await, Some(LetterState::Sent));
    }

    async fn a_postman_who_keeps_his_letters_keeps_them(world: World) {
        let office = Office::open(world).await;
        answered(&office).await;
        office.claims("steady").await;
        for _ in 0..5 {
            office.world.clock.advance(LEASE / 2);
            office.world.desk.change(Actor::System, |tx| channel::keep_letters(tx, "steady", LEASE)).await.unwrap();
        }
        assert!(office.claims("heir").await.is_empty());
    }

    async fn at_shutdown_letters_are_handed_back_and_up_again_at_once(world: World) {
        let office = Office::open(world).await;
        let (_, letter) = answered(&office).await;
        office.claims("leaving").await;
        office.world.desk.change(Actor::System, |tx| channel::hand_back_letters(tx, "leaving")).await.unwrap();
        let taken = office.claims("heir").await;
        assert_eq!((taken[0].id, taken[0].attempts), (letter.id, 1));
    }

    async fn a_failed_letter_is_retried_by_whoever_may_answer(world: World) {
        let office = Office::open(world).await;
        let (ticket, letter) = answered(&office).await;
        office.sends(Fate::Refused).await;
        let id = letter.id;
        for (person, expected) in [(office.cast.dai, "refused"), (office.cast.eve, "not there"), (office.cast.kei, "not there")] {
            let by = office.world.actor(person).await;
            let done = office.world.desk.change(by, move |tx| channel::retry_letter(tx, id)).await;
            assert!(matches!((&done, expected), (Err(Error::Refused(Refusal::NotAllowed)), "refused") | (Err(Error::Missing), "not there")), "{person}: {done:?}");
        }
        let chika = office.world.actor(office.cast.chika).await;
        office.world.desk.change(chika, move |tx| channel::retry_letter(tx, id)).await.unwrap();
        office.sends(Fate::Accepted).await;
        assert_eq!(office.letter(id).await.state, LetterState::Sent);
        assert_eq!(kinds(&office, ticket).await, ["letter_failed", "letter_retried", "letter_sent"]);
    }

    async fn a_cancelled_letter_never_leaves(world: World) {
        let office = Office::open(world).await;
        let (_, letter) = answered(&office).await;
        let (id, ben) = (letter.id, office.world.actor(office.cast.ben).await);
        office.world.desk.change(ben.clone(), move |tx| channel::cancel_letter(tx, id)).await.unwrap();
        assert!(office.claims("postman").await.is_empty());
        let again = office.world.desk.change(ben, move |tx| channel::cancel_letter(tx, id)).await;
        assert_eq!(refusal(again), Refusal::AlreadySent);
    }

    async fn whoever_composes_a_letter_learns_all_it_needs(world: World) {
        let office = Office::open(world).await;
        let (ticket, letter) = answered(&office).await;
        let id = letter.id;
        let sending = office.world.desk.ask(Actor::System, move |read| channel::sending(read, id)).await.unwrap();
        let number = office.ticket(ticket).await.number;
        assert_eq!(sending.dispatch.thread.in_reply_to.as_deref(), Some("a1@customer.example"));
        assert_eq!(sending.author.unwrap().id, office.cast.chika);
        assert_eq!(sending.mailbox.unwrap().id, office.support);
        assert!(sending.reply_to.unwrap().as_str().starts_with(&format!("support+t.{number}.")));
        assert!(sending.bounces_to.unwrap().as_str().starts_with(&format!("support+b.{id}.")));
        assert!(sending.mark.unwrap().starts_with(&format!("[#{number}-")));
    }
}
