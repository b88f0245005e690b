//! Tickets shown to those who do not see their team.

use crate::desk_work::*;
use desk::access::Level;
use desk::event::Who;
use desk::people::PersonId;
use desk::ticket::{ReferredTo, Ticket, TicketNumber};
use desk::{Event, Refusal};
use service::conversation::{self, Compose};
use service::{notification, ticket};
use testing::{Cast, World};

async fn refer(world: &World, by_whom: PersonId, ticket: &Ticket, to: ReferredTo, level: Level) -> desk::Done<Ticket> {
    let number = ticket.number;
    by(world, by_whom, move |tx| ticket::refer(tx, number, to, level, "Please look", None)).await
}

async fn withdraw(world: &World, by_whom: PersonId, ticket: &Ticket, to: ReferredTo) -> desk::Done<Ticket> {
    let number = ticket.number;
    by(world, by_whom, move |tx| ticket::withdraw_referral(tx, number, to, None)).await
}

async fn sees(world: &World, who: PersonId, number: TicketNumber) -> bool {
    seen_by(world, who, move |read| ticket::visible(read, number)).await.is_ok()
}

/// Eve, who is in no team.
fn eve(cast: &Cast) -> ReferredTo {
    ReferredTo::Person(cast.eve)
}

fn listed(page: &ticket::Page) -> Vec<TicketNumber> {
    page.lines.iter().map(|line| line.ticket.number).collect()
}

testing::on_both! {
    async fn whom_it_is_shown_to_reads_it_and_no_more_until_it_is_taken_back(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        assert!(!sees(&world, cast.eve, number).await);
        refer(&world, cast.chika, &ticket, eve(&cast), Level::Read).await.unwrap();
        assert!(sees(&world, cast.eve, number).await);
        let mine = seen_by(&world, cast.eve, |read| Ok((ticket::referred_to_me(read, None, 10)?, ticket::referred_count(read)?))).await.unwrap();
        assert_eq!((listed(&mine.0), mine.1), (vec![number], 1));
        let page = seen_by(&world, cast.eve, move |read| ticket::page(read, number)).await;
        assert!(page.is_ok());
        // Her queues stay those of her teams.
        let open = seen_by(&world, cast.eve, |read| ticket::list(read, desk::ticket::View::AllOpen, None, 50)).await.unwrap();
        assert!(!listed(&open).contains(&number));
        let note = Compose { text: "I looked.".into(), ..Compose::default() };
        by(&world, cast.eve, move |tx| conversation::note(tx, number, note)).await.unwrap();
        assert_refused(by(&world, cast.eve, move |tx| conversation::reply(tx, number, to_kei("Hello"))).await, Refusal::NotAllowed);
        assert_refused(by(&world, cast.eve, move |tx| ticket::rename(tx, number, "Mine", None)).await, Refusal::NotAllowed);

        withdraw(&world, cast.chika, &ticket, eve(&cast)).await.unwrap();
        assert!(!sees(&world, cast.eve, number).await);
        assert_eq!(seen_by(&world, cast.eve, |read| ticket::referred_count(read)).await.unwrap(), 0);
        assert_counters_follow(&world).await;
    }

    async fn who_may_answer_by_a_referral_directs_nothing(world: World) {
        let cast = world.cast().await;
        let (ticket, other) = (asked(&world, &cast).await, asked(&world, &cast).await);
        for one in [&ticket, &other] {
            refer(&world, cast.chika, one, eve(&cast), Level::Reply).await.unwrap();
        }
        let (number, elsewhere) = (ticket.number, other.number);
        by(&world, cast.eve, move |tx| ticket::rename(tx, number, "The kettle of Kei", None)).await.unwrap();
        let first = world.desk.ask(desk::Actor::System, move |read| Ok(store::conversation::messages::of_ticket(read, ticket.id)?)).await.unwrap()[0].id;
        assert_refused(by(&world, cast.eve, move |tx| conversation::relocate(tx, first, elsewhere)).await, Refusal::NotAllowed);
        assert_refused(by(&world, cast.eve, move |tx| conversation::separate(tx, first)).await, Refusal::NotAllowed);
        assert_refused(by(&world, cast.eve, move |tx| conversation::split(tx, number, &apart(vec![first]), None)).await, Refusal::NotAllowed);
        assert_refused(by(&world, cast.eve, move |tx| ticket::copy(tx, number, None, None)).await, Refusal::NotAllowed);
        assert_refused(by(&world, cast.eve, move |tx| ticket::merge(tx, number, elsewhere, None)).await, Refusal::NotAllowed);
        assert_refused(by(&world, cast.eve, move |tx| ticket::trash(tx, number, None)).await, Refusal::NotAllowed);
        let billing = cast.billing;
        assert_refused(by(&world, cast.eve, move |tx| ticket::move_to_team(tx, number, billing, None)).await, Refusal::NotAllowed);
        assert_refused(refer(&world, cast.eve, &other, ReferredTo::Person(cast.mio), Level::Read).await, Refusal::NotAllowed);
        assert_refused(withdraw(&world, cast.eve, &other, eve(&cast)).await, Refusal::NotAllowed);
        assert_refused(by(&world, cast.eve, move |tx| ticket::assign(tx, number, Some(cast.eve), None)).await, Refusal::AssigneeNotInTeam);
    }

    async fn a_team_comes_as_far_as_each_member_may_go_there(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let (number, billing) = (ticket.number, cast.billing);
        let ticket = by(&world, cast.ben, move |tx| ticket::move_to_team(tx, number, billing, None)).await.unwrap();
        let rename = |who: PersonId| { let world = &world; async move { by(world, who, move |tx| ticket::rename(tx, number, "It leaks", None)).await } };
        assert!(!sees(&world, cast.dai, number).await);
        assert_refused(rename(cast.chika).await, Refusal::NotAllowed);
        refer(&world, cast.ben, &ticket, ReferredTo::Team(cast.support), Level::Reply).await.unwrap();
        assert!(sees(&world, cast.dai, number).await && !sees(&world, cast.eve, number).await);
        rename(cast.chika).await.unwrap();
        assert_refused(rename(cast.dai).await, Refusal::NotAllowed);

        for (to, level, why) in [
            (ReferredTo::Team(cast.billing), Level::Read, Refusal::ReferralNeedless),
            (ReferredTo::Person(cast.chika), Level::Read, Refusal::ReferralNeedless),
            (ReferredTo::Person(cast.kei), Level::Read, Refusal::ReferralToNobody),
            (ReferredTo::Team(desk::people::TeamId(77)), Level::Read, Refusal::ReferralToNobody),
            (eve(&cast), Level::Full, Refusal::FormIncomplete),
        ] {
            assert_refused(refer(&world, cast.ben, &ticket, to, level).await, why);
        }
        let found = seen_by(&world, cast.ben, move |read| ticket::referable(read, number)).await.unwrap();
        assert!(found.agents.iter().any(|(id, _)| *id == cast.eve) && found.teams.iter().all(|(id, _)| *id != cast.billing));
    }

    async fn it_is_told_with_its_word_and_taken_back_from_the_timeline(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        refer(&world, cast.chika, &ticket, eve(&cast), Level::Read).await.unwrap();
        let event = log(&world, &ticket).await.pop().unwrap();
        assert!(matches!(&event.event, Event::TicketReferred { word, from: None, .. } if word == "Please look"));
        assert_eq!(event.who, Who::Person(cast.chika));
        let told = event.clone();
        system(&world, move |tx| notification::follow(tx, &told)).await;
        assert_eq!(seen_by(&world, cast.eve, |read| notification::unread(read)).await.unwrap(), 1);

        refer(&world, cast.chika, &ticket, eve(&cast), Level::Reply).await.unwrap();
        let second = position(&world, &ticket, "ticket_referred").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, second)).await.unwrap();
        assert_eq!(now(&world, ticket.number).await.referral(eve(&cast)).map(|one| one.level), Some(Level::Read));
        withdraw(&world, cast.chika, &ticket, eve(&cast)).await.unwrap();
        let gone = position(&world, &ticket, "referral_withdrawn").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, gone)).await.unwrap();
        assert!(sees(&world, cast.eve, ticket.number).await);
        assert_eq!(seen_by(&world, cast.eve, |read| ticket::referred_count(read)).await.unwrap(), 1);
    }
}
