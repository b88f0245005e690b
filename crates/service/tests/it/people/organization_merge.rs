//! Two organisations that are one.

use crate::desk_work::{asked, assert_missing, assert_refused, by, now, seen_by, system};
use desk::people::{About, OrganizationId, PersonId, Profile, Sharing, Tier};
use desk::{Event, Refusal};
use service::people;
use std::collections::BTreeSet;
use testing::World;

/// Its main members from now on.
async fn founded(world: &World, name: &'static str, members: &[PersonId]) -> OrganizationId {
    let members = members.to_vec();
    system(world, move |tx| {
        let id = people::create_organization(tx, name)?.id;
        for member in members {
            let person = people::panel(tx, member)?.person;
            let wish = Profile { organization: Some(id), ..person.profile() };
            people::edit_person(tx, member, wish, person.version)?;
        }
        Ok(id)
    })
    .await
}

/// What somebody belongs to, the main one first.
async fn houses(world: &World, who: PersonId) -> (Option<OrganizationId>, Vec<OrganizationId>) {
    let panel = system(world, move |tx| people::panel(tx, who)).await;
    (panel.person.organization, panel.beside.into_iter().map(|(id, _)| id).collect())
}

async fn contacts(world: &World, id: OrganizationId) -> BTreeSet<PersonId> {
    let standing = system(world, move |tx| people::standing(tx, id)).await;
    standing.contacts.into_iter().map(|person| person.id).collect()
}

testing::on_both! {
    async fn what_one_had_is_the_others_and_comes_back(world: World) {
        let cast = world.cast().await;
        let (kei, mio, stranger) = (cast.kei, cast.mio, cast.stranger);
        let from = founded(&world, "Kyaku", &[kei, mio]).await;
        let into = founded(&world, "Kyaku KK", &[]).await;
        let number = asked(&world, &cast).await.number;
        let said = About { notes: "Pays late".into(), agent: Some(cast.chika), sharing: Sharing::Members, tier: Tier::Vip };
        let about = said.clone();
        by(&world, cast.ben, move |tx| {
            people::add_domain(tx, from, "kyaku.example")?;
            people::describe_organization(tx, from, about, 1)?;
            people::join_organization(tx, stranger, from)?;
            people::join_organization(tx, mio, into)?;
            people::name_contact(tx, from, kei)?;
            people::name_contact(tx, from, stranger)?;
            people::name_contact(tx, into, mio)
        }).await.unwrap();
        let prospect = by(&world, cast.ben, move |tx| people::organizations_prospect(tx, from, into)).await.unwrap();
        assert_eq!((prospect.tickets, prospect.members, prospect.further, prospect.contacts), (1, 2, 1, 2));
        let merge = by(&world, cast.ben, move |tx| people::merge_organizations(tx, from, into)).await.unwrap();
        assert_eq!(now(&world, number).await.organization, Some(into));
        assert_eq!(houses(&world, kei).await, (Some(into), vec![]));
        assert_eq!(houses(&world, mio).await, (Some(into), vec![]));
        assert_eq!(houses(&world, stranger).await, (None, vec![into]));
        assert_eq!(contacts(&world, into).await, [kei, mio, stranger].into());
        let one = by(&world, cast.ben, move |tx| people::organization(tx, into)).await.unwrap();
        assert_eq!((one.domains.as_slice(), &one.about), (&["kyaku.example".to_owned()][..], &About { sharing: Sharing::Nobody, ..said.clone() }));
        assert_eq!(by(&world, cast.dai, move |tx| people::organization_is_now(tx, from)).await.unwrap(), into);
        let meant = seen_by(&world, cast.dai, |read| people::organization_called(read, "ＫＹＡＫＵ")).await.unwrap();
        assert_eq!(meant, Some(into), "its name leads there");
        assert_missing(by(&world, cast.ben, move |tx| people::organization(tx, from)).await);
        assert_missing(by(&world, cast.ben, move |tx| people::merge_organizations(tx, from, into)).await);
        let audit = seen_by(&world, cast.aya, |read| service::audit(read, None, 20)).await.unwrap();
        let told = Event::OrganizationsMerged { organization: into, from, name: "Kyaku".into(), members: 3, tickets: 1 };
        assert!(audit.events.iter().any(|one| one.event == told), "{:?}", audit.events);
        assert_eq!(audit.organizations.get(&into).map(String::as_str), Some("Kyaku KK"));

        by(&world, cast.ben, move |tx| people::unmerge_organizations(tx, merge)).await.unwrap();
        assert_eq!(now(&world, number).await.organization, Some(from));
        assert_eq!(houses(&world, kei).await, (Some(from), vec![]));
        assert_eq!(houses(&world, mio).await, (Some(from), vec![into]));
        assert_eq!(houses(&world, stranger).await, (None, vec![from]));
        assert_eq!((contacts(&world, from).await, contacts(&world, into).await), ([kei, stranger].into(), [mio].into()));
        let both = by(&world, cast.ben, move |tx| Ok((people::organization(tx, from)?, people::organization(tx, into)?))).await.unwrap();
        assert_eq!((both.0.domains.len(), both.0.about), (1, said));
        assert_eq!((both.1.domains.len(), both.1.about), (0, About::default()));
        assert_missing(by(&world, cast.ben, move |tx| people::unmerge_organizations(tx, merge)).await);
    }

    async fn who_has_gone_elsewhere_since_stays_there_when_a_merge_is_taken_back(world: World) {
        let cast = world.cast().await;
        let (kei, mio) = (cast.kei, cast.mio);
        let from = founded(&world, "Kyaku", &[kei, mio]).await;
        let into = founded(&world, "Kyaku KK", &[]).await;
        let number = asked(&world, &cast).await.number;
        let merge = by(&world, cast.ben, move |tx| people::merge_organizations(tx, from, into)).await.unwrap();
        let next = founded(&world, "Next", &[kei]).await;
        by(&world, cast.ben, move |tx| service::ticket::set_organization(tx, number, Some(next), None)).await.unwrap();
        by(&world, cast.ben, move |tx| people::unmerge_organizations(tx, merge)).await.unwrap();
        assert_eq!(houses(&world, kei).await.0, Some(next));
        assert_eq!(houses(&world, mio).await.0, Some(from));
        assert_eq!(now(&world, number).await.organization, Some(next));
    }

    async fn one_is_not_merged_into_itself_and_what_went_on_comes_back_in_its_turn(world: World) {
        let cast = world.cast().await;
        let (one, two, three) = (founded(&world, "One", &[cast.kei]).await, founded(&world, "Two", &[]).await, founded(&world, "Three", &[]).await);
        assert_refused(by(&world, cast.ben, move |tx| people::organizations_prospect(tx, one, one)).await, Refusal::SameOrganization);
        assert_refused(by(&world, cast.dai, move |tx| people::merge_organizations(tx, one, two)).await, Refusal::NotAllowed);
        let first = by(&world, cast.ben, move |tx| people::merge_organizations(tx, one, two)).await.unwrap();
        let second = by(&world, cast.ben, move |tx| people::merge_organizations(tx, two, three)).await.unwrap();
        assert_eq!(by(&world, cast.dai, move |tx| people::organization_is_now(tx, one)).await.unwrap(), three);
        assert_missing(by(&world, cast.ben, move |tx| people::unmerge_organizations(tx, first)).await);
        by(&world, cast.ben, move |tx| people::unmerge_organizations(tx, second)).await.unwrap();
        by(&world, cast.ben, move |tx| people::unmerge_organizations(tx, first)).await.unwrap();
        assert_eq!(houses(&world, cast.kei).await.0, Some(one));
    }

    async fn only_what_nobody_and_no_ticket_belongs_to_is_removed(world: World) {
        let cast = world.cast().await;
        let id = founded(&world, "Kyaku", &[cast.kei]).await;
        let remove = |who| by(&world, who, move |tx| people::remove_organization(tx, id));
        assert_refused(remove(cast.ben).await, Refusal::OrganizationInUse);
        let number = asked(&world, &cast).await.number;
        founded(&world, "Next", &[cast.kei]).await;
        assert_refused(remove(cast.ben).await, Refusal::OrganizationInUse);
        by(&world, cast.ben, move |tx| service::ticket::set_organization(tx, number, None, None)).await.unwrap();
        by(&world, cast.ben, move |tx| people::join_organization(tx, cast.mio, id)).await.unwrap();
        assert_refused(remove(cast.ben).await, Refusal::OrganizationInUse);
        by(&world, cast.ben, move |tx| people::leave_organization(tx, cast.mio, id)).await.unwrap();
        by(&world, cast.ben, move |tx| people::add_domain(tx, id, "nobody.example").map(drop)).await.unwrap();
        assert_refused(remove(cast.dai).await, Refusal::NotAllowed);
        remove(cast.ben).await.unwrap();
        assert_missing(remove(cast.ben).await);
        assert_missing(by(&world, cast.ben, move |tx| people::organization_is_now(tx, id)).await);
        let again = founded(&world, "Kyaku", &[]).await;
        by(&world, cast.ben, move |tx| people::add_domain(tx, again, "nobody.example").map(drop)).await.unwrap();
    }
}
