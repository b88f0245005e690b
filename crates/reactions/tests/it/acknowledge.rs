//! Whoever asks hears of it, once.

use crate::desk_of_mail::{open, reading, receive};
use desk::channel::LetterKind;
use reactions::{Jobs, step};
use service::Actor;

async fn acknowledgements(desk: &service::Desk) -> Vec<desk::channel::Letter> {
    let sent = desk.ask(Actor::System, |read| {
        Ok(store::channel::outbox::in_state(
            read,
            desk::channel::LetterState::Queued,
            desk::channel::LetterId(i64::MAX),
            100,
        )?)
    });
    sent.await.unwrap().into_iter().filter(|letter| letter.kind == LetterKind::Acknowledgement).collect()
}

testing::on_both! {
    async fn a_message_is_read_and_its_sender_told(world: World) {
        open(&world).await;
        receive(&world.desk, 1).await;
        step(&world.desk, &reading(&world.desk)).await.unwrap();
        let letters = acknowledgements(&world.desk).await;
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].deliveries[0].address.as_str(), "p1@customer.example");
    }

    async fn two_processes_that_read_the_log_tell_nobody_twice(world: World) {
        open(&world).await;
        for n in 0..10 {
            receive(&world.desk, n).await;
        }
        let jobs = reading(&world.desk);
        let (one, two) = tokio::join!(step(&world.desk, &jobs), step(&world.desk, &jobs));
        one.and(two).unwrap();
        step(&world.desk, &jobs).await.unwrap();
        assert_eq!(acknowledgements(&world.desk).await.len(), 10);
    }

    async fn a_ticket_made_by_hand_is_not_acknowledged(world: World) {
        let cast = open(&world).await;
        let by = world.actor(cast.chika).await;
        let call = service::ticket::ByAgent {
            subject: "A call".into(),
            requester: cast.kei,
            team: cast.support,
            origin: desk::ticket::Origin::Phone,
            language: None,
            kind: desk::ticket::Kind::Question,
            priority: desk::ticket::Priority::Normal,
            tags: vec![],
            participants: vec![],
            assignee: None,
            given: service::form::Given::default(),
            opening: service::ticket::Opening::Said(service::conversation::Compose { text: "Hello".into(), ..service::conversation::Compose::default() }),
        };
        world.desk.change(by, move |tx| service::ticket::create_by_agent(tx, call)).await.unwrap();
        step(&world.desk, &Jobs::new()).await.unwrap();
        assert!(acknowledgements(&world.desk).await.is_empty());
    }

    async fn a_form_is_acknowledged(world: World) {
        let cast = open(&world).await;
        let said = service::conversation::Incoming::said(cast.mio, desk::ticket::Origin::Form, "返金してください");
        let wish = service::ticket::NewTicket::asked("返金", cast.mio, cast.support, said);
        world.desk.change(Actor::System, move |tx| service::ticket::create(tx, wish)).await.unwrap();
        step(&world.desk, &Jobs::new()).await.unwrap();
        assert_eq!(acknowledgements(&world.desk).await.len(), 1);
    }
}
