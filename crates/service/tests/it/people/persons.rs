//! Persons, and what is shown of them.

use base::Language;
use desk::people::{PersonId, Profile};
use desk::ticket::{Origin, Place};
use desk::{Error, Event, Refusal};
use service::conversation::Incoming;
use service::people::Panel;
use service::ticket::NewTicket;
use service::{Actor, people};
use testing::{World, email, refusal};

async fn panel(world: &World, by: Actor, person: PersonId) -> Panel {
    world.desk.ask(by, move |read| people::panel(read, person)).await.unwrap()
}

fn named(name: &str) -> Profile {
    Profile { name: name.into(), language: None, time_zone: None, organization: None }
}

testing::on_both! {
    async fn an_agent_edits_a_requester_and_the_log_can_take_it_back(world: World) {
        let cast = world.cast().await;
        let before = panel(&world, Actor::System, cast.kei).await.person;
        let wish = Profile {
            name: "Keiko Tanaka".into(),
            language: Some(Language::Japanese),
            time_zone: Some("Asia/Tokyo".into()),
            organization: None,
        };
        let (to, version) = (wish.clone(), before.version);
        world.desk.change(world.actor(cast.chika).await, move |tx| people::edit_person(tx, cast.kei, wish, version)).await.unwrap();
        assert_eq!(panel(&world, Actor::System, cast.kei).await.person.profile(), to);
        let newest = world.desk.ask(Actor::System, |read| Ok(store::events::newest(read, i64::MAX, 1)?)).await.unwrap();
        assert_eq!(newest[0].event, Event::PersonChanged { person: cast.kei, from: before.profile(), to });
    }

    async fn what_a_colleague_changed_meanwhile_is_not_overwritten(world: World) {
        let cast = world.cast().await;
        let chika = world.actor(cast.chika).await;
        world.desk.change(chika.clone(), move |tx| people::edit_person(tx, cast.kei, named("Keiko"), 1)).await.unwrap();
        let late = world.desk.change(chika, move |tx| people::edit_person(tx, cast.kei, named("Kay"), 1)).await;
        assert!(matches!(late, Err(Error::Conflict)));
        assert_eq!(panel(&world, Actor::System, cast.kei).await.person.name, "Keiko");
    }

    async fn a_zone_or_an_organisation_that_is_not_there_is_refused(world: World) {
        let cast = world.cast().await;
        let wish = Profile { time_zone: Some("Mars/Olympus".into()), ..named("Kei") };
        let done = world.desk.change(world.actor(cast.chika).await, move |tx| people::edit_person(tx, cast.kei, wish, 1)).await;
        assert_eq!(refusal(done), Refusal::TimeZoneUnknown);
        let wish = Profile { organization: Some(desk::people::OrganizationId(999)), ..named("Kei") };
        let done = world.desk.change(world.actor(cast.chika).await, move |tx| people::edit_person(tx, cast.kei, wish, 1)).await;
        assert!(matches!(done, Err(Error::Missing)));
    }

    async fn nobody_but_an_administrator_edits_a_colleague(world: World) {
        let cast = world.cast().await;
        let version = panel(&world, Actor::System, cast.aya).await.person.version;
        for by in [cast.ben, cast.chika, cast.dai] {
            let by = world.actor(by).await;
            let done = world.desk.change(by.clone(), move |tx| people::edit_person(tx, cast.aya, named("x"), version)).await;
            assert_eq!(refusal(done), Refusal::NotAllowed);
            let done = world.desk.change(by, move |tx| people::add_address(tx, cast.aya, &email("evil@elsewhere.example"))).await;
            assert_eq!(refusal(done), Refusal::NotAllowed, "a reset link would go there");
        }
    }

    async fn everybody_edits_themselves_but_not_where_they_belong(world: World) {
        let cast = world.cast().await;
        let kyaku = world.desk.change(Actor::System, |tx| people::create_organization(tx, "Kyaku")).await.unwrap();
        for person in [cast.dai, cast.kei] {
            let by = world.actor(person).await;
            let version = panel(&world, Actor::System, person).await.person.version;
            let wish = Profile { organization: Some(kyaku.id), language: Some(Language::Japanese), ..named("New Name") };
            let edited = world.desk.change(by, move |tx| people::edit_self(tx, wish, version)).await.unwrap();
            assert_eq!((edited.name.as_str(), edited.language, edited.organization), ("New Name", Some(Language::Japanese), None));
        }
    }

    async fn an_agent_makes_a_person_before_their_first_letter(world: World) {
        let cast = world.cast().await;
        let chika = world.actor(cast.chika).await;
        let made = world.desk.change(chika.clone(), |tx| people::create_person(tx, email("new@kyaku.example"), named("Nao"))).await.unwrap();
        assert_eq!(panel(&world, chika.clone(), made.id).await.addresses[0].email, email("new@kyaku.example"));
        let taken = world.desk.change(chika, |tx| people::create_person(tx, email("NEW@kyaku.example"), named("Nao"))).await;
        assert_eq!(refusal(taken), Refusal::AddressTaken);
    }

    async fn the_panel_counts_what_the_one_who_looks_may_see(world: World) {
        let cast = world.cast().await;
        for team in [cast.support, cast.support, cast.billing] {
            let first = Incoming::said(cast.kei, Origin::Mail, "It leaks.");
            world.desk.change(Actor::System, move |tx| {
                service::ticket::create(tx, NewTicket::asked("A leak", cast.kei, team, first))
            }).await.unwrap();
        }
        for (who, open) in [(cast.aya, 3), (cast.ben, 3), (cast.chika, 3), (cast.dai, 2)] {
            let panel = panel(&world, world.actor(who).await, cast.kei).await;
            assert_eq!(panel.tickets, [(Place::Open, open)], "{who}");
        }
        let eve = panel(&world, world.actor(cast.eve).await, cast.kei).await;
        assert_eq!(eve.tickets, []);
        assert_eq!(eve.agent, None);
        assert!(panel(&world, world.actor(cast.eve).await, cast.ben).await.agent.is_some());
    }

    async fn a_requester_sees_their_own_panel_alone(world: World) {
        let cast = world.cast().await;
        let other = world.desk.ask(Actor::Requester(cast.mio), move |read| people::panel(read, cast.kei)).await;
        assert!(matches!(other, Err(Error::Missing)));
        let own = world.desk.ask(Actor::Requester(cast.mio), people::own_panel).await.unwrap();
        assert_eq!(own.person.id, cast.mio);
    }
}
