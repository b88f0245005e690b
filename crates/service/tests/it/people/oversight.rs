//! Who sees the tickets of whom in the portal, one by one.

use crate::desk_work::*;
use desk::people::{PersonId, Profile};
use desk::ticket::TicketNumber;
use desk::{Actor, Refusal};
use service::{people, ticket};
use testing::{World, email};

async fn reads(world: &World, person: PersonId, number: TicketNumber) -> bool {
    match seen_by(world, person, move |read| ticket::public_page(read, number)).await {
        Ok(_) => true,
        Err(desk::Error::Missing) => false,
        Err(other) => panic!("{other}"),
    }
}

/// None: there is no such list for them.
async fn listed(world: &World, person: PersonId) -> Option<Vec<TicketNumber>> {
    match seen_by(world, person, |read| ticket::overseen(read, None, 50)).await {
        Ok(mine) => Some(mine.lines.into_iter().map(|line| line.number).collect()),
        Err(desk::Error::Missing) => None,
        Err(other) => panic!("{other}"),
    }
}

testing::on_both! {
    async fn whoever_oversees_somebody_sees_what_they_ask_and_nobody_else_does(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        assert!(reads(&world, cast.kei, number).await && !reads(&world, cast.mio, number).await);
        assert_eq!(listed(&world, cast.mio).await, None);
        for _ in 0..2 {
            by(&world, cast.ben, move |tx| people::oversee(tx, cast.mio, cast.kei)).await.unwrap();
        }
        assert_eq!(listed(&world, cast.mio).await, Some(vec![number]));
        assert!(reads(&world, cast.mio, number).await && !reads(&world, cast.stranger, number).await);
        assert_eq!(listed(&world, cast.kei).await, None, "not the other way round");
        let mine = seen_by(&world, cast.mio, |read| ticket::mine(read, None, 50)).await.unwrap();
        assert!(mine.oversees && mine.lines.is_empty(), "what others ask is not among one's own");
        let (of, over) = seen_by(&world, cast.ben, move |read| people::overseen(read, cast.kei)).await.unwrap();
        assert_eq!((of.len(), over.first().map(|person| person.id)), (0, Some(cast.mio)));

        // Spam and trash are nobody's to see.
        by(&world, cast.aya, move |tx| ticket::mark_spam(tx, number, None)).await.unwrap();
        assert!(!reads(&world, cast.mio, number).await);
        assert_eq!(listed(&world, cast.mio).await, Some(vec![]));
        by(&world, cast.aya, move |tx| ticket::mark_not_spam(tx, number, None)).await.unwrap();

        by(&world, cast.ben, move |tx| people::end_oversight(tx, cast.mio, cast.kei)).await.unwrap();
        assert!(!reads(&world, cast.mio, number).await);
        assert_eq!(listed(&world, cast.mio).await, None);
        assert_missing(by(&world, cast.ben, move |tx| people::end_oversight(tx, cast.mio, cast.kei)).await);
    }

    async fn it_goes_along_when_two_turn_out_to_be_one_and_comes_back(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let wish = Profile { name: "Mio".into(), language: None, time_zone: None, organization: None };
        let other = by(&world, cast.ben, move |tx| people::create_person(tx, email("mio@else.example"), wish)).await.unwrap().id;
        by(&world, cast.ben, move |tx| people::oversee(tx, other, cast.kei)).await.unwrap();
        let merge = by(&world, cast.ben, move |tx| people::merge_people(tx, other, cast.mio)).await.unwrap();
        assert!(reads(&world, cast.mio, number).await && !reads(&world, other, number).await);
        by(&world, cast.ben, move |tx| people::unmerge_people(tx, merge)).await.unwrap();
        assert!(!reads(&world, cast.mio, number).await && reads(&world, other, number).await);
    }

    async fn what_makes_no_sense_or_is_not_theirs_to_say_is_refused(world: World) {
        let cast = world.cast().await;
        assert_refused(by(&world, cast.ben, move |tx| people::oversee(tx, cast.mio, cast.mio)).await, Refusal::OverseesSelf);
        assert_refused(by(&world, cast.ben, move |tx| people::oversee(tx, cast.mio, cast.dai)).await, Refusal::NotAllowed);
        let own = world.desk.change(Actor::Requester(cast.mio), move |tx| people::oversee(tx, cast.mio, cast.kei)).await;
        assert!(own.is_err());
        assert_missing(world.desk.ask(Actor::Anonymous, |read| ticket::overseen(read, None, 5)).await);
    }
}
