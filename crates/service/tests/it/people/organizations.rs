//! Organisations and their domains.

use desk::people::{Holds, Organization, table};
use desk::{Error, Event, Refusal};
use service::{Actor, people};
use testing::{World, refusal};

async fn make(world: &World, name: &'static str) -> Organization {
    world.desk.change(Actor::System, move |tx| people::create_organization(tx, name)).await.unwrap()
}

testing::on_both! {
    async fn a_domain_gathers_those_who_belong_to_nobody(world: World) {
        let cast = world.cast().await;
        let (kyaku, other) = (make(&world, "Kyaku").await, make(&world, "Other").await);
        let with = world.desk.change(Actor::System, move |tx| people::add_domain(tx, kyaku.id, "@Kyaku.example")).await.unwrap();
        assert_eq!(with.domains, ["kyaku.example"]);
        let members = world.desk.ask(Actor::System, move |read| people::members(read, kyaku.id, &people::After::default(), 10)).await.unwrap();
        assert_eq!(members.lines.iter().map(|line| line.person.id).collect::<Vec<_>>(), [cast.mio]);
        assert_eq!(members.lines[0].organization.as_deref(), Some("Kyaku"));
        let newest = world.desk.ask(Actor::System, |read| Ok(store::events::newest(read, i64::MAX, 1)?)).await.unwrap();
        assert_eq!(newest[0].event, Event::DomainAdded { organization: kyaku.id, domain: "kyaku.example".into(), members: 1 });
        let taken = world.desk.change(Actor::System, move |tx| people::add_domain(tx, other.id, "kyaku.example")).await;
        assert_eq!(refusal(taken), Refusal::DomainTaken);
    }

    async fn who_joined_by_a_domain_stays_when_it_goes(world: World) {
        let cast = world.cast().await;
        let kyaku = make(&world, "Kyaku").await;
        let without = world.desk.change(Actor::System, move |tx| {
            people::add_domain(tx, kyaku.id, "kyaku.example")?;
            people::remove_domain(tx, kyaku.id, "kyaku.example")
        }).await.unwrap();
        assert_eq!(without.domains, Vec::<String>::new());
        let mio = world.desk.ask(Actor::System, move |read| people::panel(read, cast.mio)).await.unwrap();
        assert_eq!(mio.organization.map(|organization| organization.id), Some(kyaku.id));
        let again = world.desk.change(Actor::System, move |tx| people::remove_domain(tx, kyaku.id, "kyaku.example")).await;
        assert!(matches!(again, Err(Error::Missing)));
    }

    async fn a_providers_domain_gathers_nobody(world: World) {
        world.cast().await;
        let kyaku = make(&world, "Kyaku").await;
        let done = world.desk.change(Actor::System, move |tx| people::add_domain(tx, kyaku.id, "gmail.com")).await;
        assert_eq!(refusal(done), Refusal::DomainInvalid);
    }

    async fn a_name_that_changed_meanwhile_stays(world: World) {
        world.cast().await;
        let kyaku = make(&world, "Kyaku").await;
        let renamed = world.desk.change(Actor::System, move |tx| people::rename_organization(tx, kyaku.id, "客商事", 1)).await.unwrap();
        assert_eq!((renamed.name.as_str(), renamed.version), ("客商事", 2));
        let late = world.desk.change(Actor::System, move |tx| people::rename_organization(tx, kyaku.id, "Late", 1)).await;
        assert!(matches!(late, Err(Error::Conflict)));
    }

    async fn a_name_that_is_there_is_not_given_twice(world: World) {
        world.cast().await;
        let (kyaku, other) = (make(&world, "Kyaku ㈱").await, make(&world, "Other").await);
        for name in ["kyaku (株)", " Ｋｙａｋｕ　㈱ "] {
            let made = world.desk.change(Actor::System, move |tx| people::create_organization(tx, name)).await;
            assert_eq!(refusal(made), Refusal::OrganizationExists, "{name}");
            let renamed = world.desk.change(Actor::System, move |tx| people::rename_organization(tx, other.id, name, 1)).await;
            assert_eq!(refusal(renamed), Refusal::OrganizationExists, "{name}");
        }
        let renamed = world.desk.change(Actor::System, move |tx| people::rename_organization(tx, kyaku.id, "KYAKU (株)", 1)).await;
        assert_eq!(renamed.unwrap().name, "KYAKU (株)", "its own name it may write in another way");
        let table = table("email,organization\nkei@customer.example,ｋｙａｋｕ（株）\nnew@customer.example,Kyaku ㈱\n").unwrap();
        let report = world.desk.change(Actor::System, move |tx| people::import_people(tx, &table, &[Holds::Email, Holds::Organization])).await.unwrap();
        assert_eq!(report.organizations.len(), 1, "without the space it is another one: {report:?}");
        let all = world.desk.ask(Actor::System, |read| people::list_organizations(read, "kyaku (株)", None, 10)).await.unwrap();
        assert_eq!(all.iter().map(|line| line.members).collect::<Vec<_>>(), [1]);
    }

    async fn a_few_letters_choose_none(world: World) {
        world.cast().await;
        let kyaku = make(&world, "Kyaku KK").await.id;
        world.desk.change(Actor::System, move |tx| people::add_domain(tx, kyaku, "kyaku.example")).await.unwrap();
        let called = |text: String| {
            let asked = world.desk.ask(Actor::System, move |read| people::organization_called(read, &text));
            async move { asked.await.unwrap() }
        };
        for text in ["Kyaku KK", " kyaku　kk ", "ＫＹＡＫＵ KK", "kyaku.example", "@KYAKU.example"] {
            assert_eq!(called(text.to_owned()).await, Some(kyaku), "{text}");
        }
        assert_eq!(called(format!("#{kyaku}")).await, Some(kyaku));
        for text in ["", "K", "Kyaku", "Kyaku KKK", "kyaku", "example", "#0", "#"] {
            assert_eq!(called(text.to_owned()).await, None, "{text}");
        }
    }

    async fn members_are_found_by_what_their_organisation_is_called(world: World) {
        let cast = world.cast().await;
        let lumen = make(&world, "Lumen").await.id;
        for member in [cast.kei, cast.mio] {
            world.desk.change(Actor::System, move |tx| {
                let person = people::panel(tx, member)?.person;
                let wish = desk::people::Profile { organization: Some(lumen), ..person.profile() };
                people::edit_person(tx, member, wish, person.version)
            }).await.unwrap();
        }
        let (mut after, mut found) = (Some(people::After::default()), Vec::new());
        while let Some(from) = after.take() {
            let page = world.desk.ask(Actor::System, move |read| people::find(read, "ＬＵＭ", &from, 1)).await.unwrap();
            found.extend(page.lines.into_iter().map(|line| line.person.id));
            after = page.next;
        }
        assert_eq!(found, [cast.kei, cast.mio]);
        // Whoever is chosen by how they begin is not chosen by their organisation.
        let named = world.desk.ask(Actor::System, |read| people::list(read, "lumen", &people::After::default(), 10)).await.unwrap();
        assert!(named.lines.is_empty());
    }

    async fn organisations_are_found_by_the_beginning_of_their_name_page_by_page(world: World) {
        world.cast().await;
        for name in ["Beta", "alpha", "Gamma", "Alphabet", "アルファ"] {
            make(&world, name).await;
        }
        let found = world.desk.ask(Actor::System, |read| people::list_organizations(read, "ALPHA", None, 10)).await.unwrap();
        assert_eq!(found.iter().map(|line| line.organization.name.as_str()).collect::<Vec<_>>(), ["alpha", "Alphabet"]);
        let mut after = None;
        let mut names = Vec::new();
        loop {
            let from = after.take();
            let page = world.desk.ask(Actor::System, move |read| people::list_organizations(read, "", from, 2)).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some((last.organization.name.clone(), last.organization.id));
            names.extend(page.into_iter().map(|line| line.organization.name));
        }
        assert_eq!(names, ["alpha", "Alphabet", "Beta", "Gamma", "アルファ"]);
    }
}
