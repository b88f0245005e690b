//! Whom agents find where they find only people of tickets they may see.

use crate::desk_work::*;
use base::Address;
use desk::access::Acquaintance;
use desk::condition::Field;
use desk::people::{Askers, Holds, OrganizationId, PersonId, Profile, Whom, table};
use desk::ticket::{ReferredTo, TicketNumber};
use desk::{Level, Refusal};
use service::people::{self, After};
use service::{house, ticket};
use testing::{Cast, World, email};

/// Agents find people of their tickets alone; Eve works in billing, and there alone.
async fn apart(world: &World) -> Cast {
    let cast = world.cast().await;
    by(world, cast.aya, move |tx| {
        let seen = house::load(tx)?.wish();
        house::change(tx, &seen, &house::Wish { acquaintance: Acquaintance::OfTickets, ..seen.clone() })
    })
    .await
    .unwrap();
    level(world, &cast, cast.eve, Level::Full).await;
    cast
}

/// In billing.
async fn level(world: &World, cast: &Cast, agent: PersonId, to: Level) {
    let billing = cast.billing;
    by(world, cast.aya, move |tx| {
        let version = store::people::agents::load(tx, agent)?.map_or(0, |agent| agent.version);
        people::set_level(tx, agent, billing, to, version)
    })
    .await
    .unwrap();
}

/// Who of those that are no agents stands in the list, and who of them has a page; which must be the same.
async fn found(world: &World, agent: PersonId, of: &[PersonId]) -> Vec<PersonId> {
    let all = seen_by(world, agent, |read| people::list(read, "", &After::default(), 100)).await.unwrap();
    let listed: Vec<PersonId> =
        all.lines.iter().filter(|line| line.role.is_none()).map(|line| line.person.id).collect();
    for person in of.iter().copied() {
        let page = seen_by(world, agent, move |read| people::panel(read, person)).await;
        assert_eq!(page.is_ok(), listed.contains(&person), "{person:?}");
    }
    listed
}

fn new() -> Profile {
    Profile { name: "Nao Ito".into(), language: None, time_zone: None, organization: None }
}

async fn moved(world: &World, cast: &Cast, number: TicketNumber) {
    let (aya, billing) = (cast.aya, cast.billing);
    by(world, aya, move |tx| ticket::move_to_team(tx, number, billing, None)).await.unwrap();
}

testing::on_both! {
    async fn a_ticket_leads_to_its_people_for_as_long_as_it_is_seen(world: World) {
        let cast = apart(&world).await;
        let number = asked(&world, &cast).await.number;
        let all = [cast.kei, cast.mio, cast.stranger];
        assert_eq!(found(&world, cast.aya, &all).await.len(), 3, "an administrator finds everybody");
        assert_eq!(found(&world, cast.chika, &all).await, [cast.kei]);
        assert_eq!(found(&world, cast.eve, &all).await, []);
        let asks_for = [(Field::Requester, cast.kei.0)];
        let named = |who| seen_by(&world, who, move |read| Ok(ticket::choices(read, &asks_for)?.people.len()));
        assert_eq!((named(cast.chika).await.unwrap(), named(cast.eve).await.unwrap()), (1, 0), "in conditions too");

        by(&world, cast.chika, move |tx| ticket::add_participant(tx, number, cast.mio, None)).await.unwrap();
        assert_eq!(found(&world, cast.chika, &all).await.len(), 2, "whoever is in copy as well");
        moved(&world, &cast, number).await;
        assert_eq!(found(&world, cast.eve, &all).await.len(), 2);
        assert_eq!(found(&world, cast.dai, &all).await, [], "the ticket is gone from their team, and its people with it");

        let to = ReferredTo::Person(cast.dai);
        by(&world, cast.ben, move |tx| ticket::refer(tx, number, to, Level::Read, "", None)).await.unwrap();
        assert_eq!(found(&world, cast.dai, &all).await.len(), 2, "a referral leads to them");
    }

    async fn whoever_is_on_no_ticket_is_found_by_the_teams_that_entered_them(world: World) {
        let cast = apart(&world).await;
        let (own, theirs) = (email("nao@else.example"), email("aki@else.example"));
        let nao = by(&world, cast.chika, move |tx| people::create_person(tx, own, new())).await.unwrap().id;
        let aki = by(&world, cast.aya, move |tx| people::create_person(tx, theirs, new())).await.unwrap().id;
        let all = [nao, aki, cast.stranger];
        assert_eq!(found(&world, cast.chika, &all).await.len(), 2, "one's own, and an administrator's");
        assert_eq!(found(&world, cast.dai, &all).await.len(), 2, "a colleague's");
        level(&world, &cast, cast.chika, Level::None).await;
        assert_eq!(found(&world, cast.eve, &all).await, [aki]);
    }

    async fn whoever_is_out_of_reach_is_not_there_for_any_door(world: World) {
        let cast = apart(&world).await;
        let (number, kei) = (asked(&world, &cast).await.number, cast.kei);
        let nao = by(&world, cast.eve, |tx| people::create_person(tx, email("nao@else.example"), new())).await.unwrap().id;
        let eve = cast.eve;
        assert_missing(by(&world, eve, move |tx| people::edit_person(tx, kei, new(), 1)).await);
        assert_missing(by(&world, eve, move |tx| people::add_address(tx, kei, &email("k@else.example"))).await);
        assert_missing(by(&world, eve, move |tx| people::block_person(tx, kei, true)).await);
        assert_missing(by(&world, eve, move |tx| people::merge_people(tx, kei, nao)).await);
        assert_missing(by(&world, eve, move |tx| people::merge_people(tx, nao, kei)).await);
        assert_missing(by(&world, eve, move |tx| people::keep_apart(tx, nao, kei)).await);
        assert_missing(by(&world, eve, move |tx| people::oversee(tx, nao, kei)).await);
        assert_missing(by(&world, eve, move |tx| people::add_person_note(tx, kei, "A note.")).await);
        assert_missing(by(&world, eve, move |tx| ticket::list_as_requester(tx, kei, Askers::Own, None, 10)).await);
        assert_refused(by(&world, eve, move |tx| people::set_manager(tx, nao, Some(kei))).await, Refusal::PersonUnknown);
        assert_missing(seen_by(&world, eve, move |read| people::who_is_now(read, kei)).await);
        assert_missing(seen_by(&world, eve, move |read| people::person_notes(read, kei, None)).await);
        assert_missing(seen_by(&world, eve, move |read| people::ways(read, kei)).await);
        assert_missing(seen_by(&world, eve, move |read| service::form::profile(read, desk::form::Owner::Person(kei))).await);
        assert_missing(seen_by(&world, eve, move |read| service::object::objects_of_person(read, kei)).await);
        assert_missing(seen_by(&world, eve, move |read| service::channel::mail_keys_of_person(read, kei)).await);
        let by_address = seen_by(&world, eve, |read| people::with_address(read, &email("kei@customer.example"))).await;
        assert_eq!(by_address.unwrap(), None);
        let way = Whom::Address(Address::bare(email("kei@customer.example")));
        assert_refused(seen_by(&world, eve, move |read| people::known_as(read, &way)).await, Refusal::PersonUnknown);
        assert_refused(seen_by(&world, eve, move |read| people::known_as(read, &Whom::Known(kei))).await, Refusal::PersonUnknown);
        let beginning = seen_by(&world, eve, |read| people::list(read, "kei", &After::default(), 10)).await.unwrap();
        assert_eq!(beginning.lines, []);
        let page = seen_by(&world, eve, |read| people::people_export_page(read, &After::default())).await.unwrap().0;
        assert!(page.lines.iter().any(|line| line.person.id == nao), "one's own are taken along");
        assert!(page.lines.iter().all(|line| line.person.id != kei));

        // Those on whose tickets they are go on as ever.
        assert!(by(&world, cast.chika, move |tx| people::add_person_note(tx, kei, "A note.")).await.is_ok());
        assert!(seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.is_ok());
    }

    async fn a_table_leaves_alone_whoever_is_out_of_reach(world: World) {
        let cast = apart(&world).await;
        asked(&world, &cast).await;
        let lines = || table("email,name\nkei@customer.example,Somebody Else\nnew@else.example,New\n").unwrap();
        let columns = [Holds::Email, Holds::Name];
        let tried = by(&world, cast.eve, move |tx| people::try_import(tx, &lines(), &columns)).await.unwrap();
        let done = by(&world, cast.eve, move |tx| people::import_people(tx, &lines(), &columns)).await.unwrap();
        assert_eq!(tried, done);
        assert_eq!((done.created, done.wrong), (1, vec![(2, vec![Refusal::PersonOutOfReach])]));
        let kei = seen_by(&world, cast.aya, move |read| people::panel(read, cast.kei)).await.unwrap();
        assert_eq!(kei.person.name, "Kei Tanaka");
    }

    async fn an_organisation_shows_the_members_one_finds(world: World) {
        let cast = apart(&world).await;
        asked(&world, &cast).await;
        let id: OrganizationId = by(&world, cast.aya, move |tx| {
            let made = people::create_organization(tx, "Customer")?;
            people::add_domain(tx, made.id, "customer.example")?;
            people::name_contact(tx, made.id, cast.kei)?;
            people::join_organization(tx, cast.mio, made.id)?;
            Ok(made.id)
        })
        .await
        .unwrap();
        for (agent, there) in [(cast.chika, 1), (cast.eve, 0)] {
            let members = seen_by(&world, agent, move |read| people::members(read, id, &After::default(), 10)).await;
            let standing = seen_by(&world, agent, move |read| people::standing(read, id)).await.unwrap();
            assert_eq!((members.unwrap().lines.len(), standing.contacts.len()), (there, there));
            assert_eq!(standing.further, [], "Mio is on no ticket");
        }
    }

    async fn a_list_in_which_few_are_found_goes_on_to_the_end(world: World) {
        let cast = apart(&world).await;
        // Of more people than are looked at for one page, the last by name is the only one.
        system(&world, |tx| {
            for n in 0..5_100 {
                let address = base::Address::new(format!("Guest {n:04}"), email(&format!("guest{n}@visit.example")));
                people::find_or_create(tx, &address, None)?;
            }
            Ok(())
        })
        .await;
        let last = Profile { name: "Zoe".into(), ..new() };
        let zoe = by(&world, cast.eve, |tx| people::create_person(tx, email("zoe@else.example"), last)).await.unwrap().id;
        let (mut after, mut pages, mut all) = (Some(After::default()), 0, Vec::new());
        while let Some(from) = after {
            let page = seen_by(&world, cast.eve, move |read| people::list(read, "", &from, 10)).await.unwrap();
            all.extend(page.lines.into_iter().filter(|line| line.role.is_none()).map(|line| line.person.id));
            (after, pages) = (page.next, pages + 1);
            assert!(pages < 10);
        }
        assert_eq!(all, [zoe]);
    }
}
