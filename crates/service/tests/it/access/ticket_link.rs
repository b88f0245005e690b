//! The signed link in each letter.

use desk::Error;
use desk::people::PersonId;
use desk::ticket::{Origin, Ticket, TicketNumber};
use service::conversation::Incoming;
use service::ticket::{NewTicket, create};
use service::{Actor, Done, access};
use testing::{Cast, World};

async fn ask(world: &World, cast: &Cast) -> Ticket {
    let wish = NewTicket {
        participants: vec![cast.mio],
        ..NewTicket::asked("A leak", cast.kei, cast.support, Incoming::said(cast.kei, Origin::Mail, "It leaks."))
    };
    world.desk.change(Actor::System, move |tx| create(tx, wish)).await.unwrap()
}

fn link(world: &World, ticket: &Ticket, person: PersonId) -> String {
    access::ticket_link(world.desk.signer().as_ref(), ticket.number, person)
}

async fn open(world: &World, number: TicketNumber, link: &str) -> Done<Actor> {
    let link = link.to_owned();
    world.desk.ask(Actor::Anonymous, move |read| access::open_ticket_link(read, number, &link)).await
}

testing::on_both! {
    async fn whoever_takes_part_opens_the_ticket_as_themselves(world: World) {
        let cast = world.cast().await;
        let ticket = ask(&world, &cast).await;
        for person in [cast.kei, cast.mio] {
            let opened = open(&world, ticket.number, &link(&world, &ticket, person)).await.unwrap();
            assert_eq!(opened, Actor::Requester(person));
        }
    }

    async fn whoever_takes_no_part_finds_nothing_even_with_a_signature(world: World) {
        let cast = world.cast().await;
        let ticket = ask(&world, &cast).await;
        let opened = open(&world, ticket.number, &link(&world, &ticket, cast.stranger)).await;
        assert!(matches!(opened, Err(Error::Missing)));
    }

    async fn a_link_is_good_for_one_ticket_and_one_person(world: World) {
        let cast = world.cast().await;
        let (first, second) = (ask(&world, &cast).await, ask(&world, &cast).await);
        let good = link(&world, &first, cast.kei);
        let (_, tag) = good.split_once('.').unwrap();
        let for_mio = format!("{}.{tag}", cast.mio);
        for (number, forged) in [(second.number, good.as_str()), (first.number, &for_mio), (first.number, ""), (first.number, "."),
            (first.number, &format!("{good}x")), (first.number, &good[..good.len() - 1]), (TicketNumber(1), &good)]
        {
            assert!(matches!(open(&world, number, forged).await, Err(Error::Missing)), "{number} {forged:?}");
        }
    }

    async fn a_trashed_ticket_opens_for_nobody(world: World) {
        let cast = world.cast().await;
        let ticket = ask(&world, &cast).await;
        let number = ticket.number;
        world.desk.change(world.actor(cast.aya).await, move |tx| service::ticket::trash(tx, number, None)).await.unwrap();
        assert!(matches!(open(&world, number, &link(&world, &ticket, cast.kei)).await, Err(Error::Missing)));
    }
}
