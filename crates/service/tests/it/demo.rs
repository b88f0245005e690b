//! What is invented goes at once, and only that.

use desk::{Actor, Error, Event, Refusal};
use service::conversation::Incoming;
use service::ticket::NewTicket;
use service::{demo, house, people, ticket};

testing::on_both! {
    async fn the_demo_goes_and_its_administrator_stays(world: World) {
        let cast = world.cast().await;
        let aya = world.actor(cast.aya).await;
        world.desk.change(Actor::System, move |tx| {
            demo::mark(tx)?;
            let said = Incoming::said(cast.kei, desk::ticket::Origin::Form, "It leaks");
            ticket::create(tx, NewTicket::asked("Kettle", cast.kei, cast.support, said))?;
            ticket::create_tag(tx, "leak")
        }).await.unwrap();
        assert!(world.desk.ask(Actor::System, house::load).await.unwrap().demo);
        while world.desk.change(aya.clone(), demo::remove_some).await.unwrap() > 0 {}
        world.desk.change(aya.clone(), demo::remove).await.unwrap();

        let (agents, views, tags) = world.desk.ask(aya.clone(), |read| {
            Ok((people::agents(read)?, ticket::counts(read)?.views, ticket::tags(read)?))
        }).await.unwrap();
        assert_eq!(agents.iter().map(|(person, _)| person.name.as_str()).collect::<Vec<_>>(), ["Aya Mori"]);
        assert!(views.iter().all(|(_, tickets)| *tickets == 0), "{views:?}");
        assert!(tags.is_empty());
        let house = world.desk.ask(Actor::System, house::load).await.unwrap();
        assert_eq!((house.demo, house.organization.as_str()), (false, "Hinode Coffee"));
        let events = world.desk.ask(Actor::System, |read| Ok(store::events::newest(read, i64::MAX, 10)?)).await.unwrap();
        assert_eq!(events.into_iter().map(|recorded| recorded.event).collect::<Vec<_>>(), [Event::DemoRemoved { tickets: 1 }]);
        world.desk.change(aya, |tx| people::create_team(tx, "After")).await.unwrap();
    }

    async fn a_desk_that_is_no_demo_cannot_be_emptied(world: World) {
        let cast = world.cast().await;
        let (aya, ben) = (world.actor(cast.aya).await, world.actor(cast.ben).await);
        let refused = world.desk.change(aya, demo::remove).await.unwrap_err();
        assert!(matches!(refused, Error::Refused(Refusal::DemoOnly)), "{refused}");
        world.desk.change(Actor::System, demo::mark).await.unwrap();
        let refused = world.desk.change(ben, demo::remove).await.unwrap_err();
        assert!(matches!(refused, Error::Refused(Refusal::NotAllowed)), "{refused}");
    }
}
