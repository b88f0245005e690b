//! Fields of people, organisations and teams.

use super::*;
use desk::form::{Owner, Value};
use desk::people::{Holds, table};
use desk::{Error, Event, Refusal};
use service::form::Filling;
use service::people;

/// Aya makes a field of people.
async fn of_people(world: &World, cast: &Cast, en: &str, nature: Nature, list: &str, asks: Asks) -> Field {
    let (wish, list) = (FieldWish { asks, ..wish(en, nature) }, list.to_owned());
    by(world, cast.aya, move |tx| form::create_field(tx, Holder::Person, wish, &list)).await.unwrap()
}

fn filling(pairs: &[(FieldId, &str)]) -> Filling {
    Filling { typed: typed(pairs), zone: "UTC".into() }
}

testing::on_both! {
    async fn what_is_known_of_somebody_stands_on_their_page_and_in_the_log(world: World) {
        let cast = world.cast().await;
        let tier = of_people(&world, &cast, "Tier", Nature::Choice { items: vec![] }, "Gold\nSilver", Asks::default()).await;
        let (mio, owner) = (cast.mio, Owner::Person(cast.mio));
        let seen = seen_by(&world, cast.chika, move |read| people::panel(read, mio)).await.unwrap().person.version;
        let gold = filling(&[(tier.id, "Gold")]);
        let again = gold.clone();
        by(&world, cast.chika, move |tx| form::fill(tx, owner, &gold, seen)).await.unwrap();
        // A page that was drawn before is a conflict; the same again is no change.
        let silver = filling(&[(tier.id, "Silver")]);
        assert_conflict(by(&world, cast.chika, move |tx| form::fill(tx, owner, &silver, seen)).await);
        by(&world, cast.chika, move |tx| form::fill(tx, owner, &again, seen)).await.unwrap();
        let page = seen_by(&world, cast.dai, move |read| form::profile(read, owner)).await.unwrap();
        assert_eq!(page.answers.get(&tier.id), Some(&Value::Items(vec![ItemId(1)])));
        let audit = seen_by(&world, cast.aya, |read| service::audit(read, None, 5)).await.unwrap();
        let told = Event::PersonFieldChanged { person: mio, field: tier.id, from: None, to: Some(Value::Items(vec![ItemId(1)])) };
        assert_eq!(audit.events[0].event, told);
    }

    async fn who_may_not_change_it_is_told_so_and_what_is_demanded_is_demanded(world: World) {
        let cast = world.cast().await;
        let asks = Asks { requester: Ask::Hidden, agent: Ask::Required };
        let number = of_people(&world, &cast, "Customer number", Nature::Text, "", asks).await.id;
        let owner = Owner::Person(cast.mio);
        let empty = filling(&[(number, " ")]);
        let wrong = empty.clone();
        assert_refused(by(&world, cast.chika, move |tx| form::fill(tx, owner, &empty, 1)).await, Refusal::FieldsWrong);
        let reasons = seen_by(&world, cast.chika, move |read| form::wrong_with(read, owner, &wrong)).await.unwrap();
        assert_eq!(reasons, [(number, Refusal::FieldMissing)]);
        let given = filling(&[(number, "K-1")]);
        assert_refused(by(&world, cast.dai, move |tx| form::fill(tx, owner, &given, 1)).await, Refusal::NotAllowed);
        let given = filling(&[(number, "K-1")]);
        assert_missing(by(&world, cast.kei, move |tx| form::fill(tx, owner, &given, 1)).await);
        let long = filling(&[(number, &"x".repeat(251))]);
        assert_refused(by(&world, cast.chika, move |tx| form::fill(tx, owner, &long, 1)).await, Refusal::FieldsWrong);
    }

    async fn who_becomes_somebody_else_fills_in_what_was_empty_and_takes_it_along_again(world: World) {
        let cast = world.cast().await;
        let text = |en| of_people(&world, &cast, en, Nature::Text, "", Asks::default());
        let (room, phone, car) = (text("Room").await.id, text("Phone").await.id, text("Car").await.id);
        let fill = |who, pairs: &[(FieldId, &str)]| {
            let (owner, filling) = (Owner::Person(who), filling(pairs));
            by(&world, cast.ben, move |tx| {
                let version = store::people::persons::load(tx, who)?.unwrap().version;
                form::fill(tx, owner, &filling, version)
            })
        };
        let said = |who, field| {
            let read = seen_by(&world, cast.ben, move |read| form::profile(read, Owner::Person(who)));
            async move { read.await.unwrap().answers.get(&field).cloned() }
        };
        let is = |text: &str| Some(Value::Text(text.into()));
        let (kei, mio) = (cast.kei, cast.mio);
        fill(kei, &[(room, "12"), (phone, "5501"), (car, "red")]).await.unwrap();
        fill(mio, &[(room, "7")]).await.unwrap();
        let merge = by(&world, cast.ben, move |tx| people::merge_people(tx, kei, mio)).await.unwrap();
        assert_eq!((said(mio, room).await, said(mio, phone).await), (is("7"), is("5501")), "what stands here stays");
        fill(mio, &[(car, "blue")]).await.unwrap();
        by(&world, cast.ben, move |tx| people::unmerge_people(tx, merge)).await.unwrap();
        assert_eq!((said(mio, room).await, said(mio, phone).await), (is("7"), None));
        assert_eq!(said(mio, car).await, is("blue"), "what was said since is theirs");
        assert_eq!((said(kei, room).await, said(kei, phone).await, said(kei, car).await), (is("12"), is("5501"), is("red")));
    }

    async fn an_organisation_that_is_another_one_fills_it_in_and_is_called_so_in_fields(world: World) {
        let cast = world.cast().await;
        let (text, mio, house) = (wish("Contract", Nature::Text), cast.mio, Nature::Organization);
        let contract = by(&world, cast.aya, move |tx| form::create_field(tx, Holder::Organization, text, "")).await.unwrap().id;
        let house = of_people(&world, &cast, "House", house, "", Asks::default()).await.id;
        let made = by(&world, cast.chika, |tx| Ok((people::create_organization(tx, "Sakura")?.id, people::create_organization(tx, "Sakura Works")?.id)));
        let (from, into) = made.await.unwrap();
        let (given, lives) = (filling(&[(contract, "C-9")]), filling(&[(house, "Sakura")]));
        by(&world, cast.chika, move |tx| {
            form::fill(tx, Owner::Organization(from), &given, 1)?;
            let version = people::panel(tx, mio)?.person.version;
            form::fill(tx, Owner::Person(mio), &lives, version)
        }).await.unwrap();
        assert_refused(by(&world, cast.chika, move |tx| people::remove_organization(tx, from)).await, Refusal::OrganizationInUse);
        let seen = || async {
            let read = seen_by(&world, cast.dai, move |read| Ok((form::profile(read, Owner::Organization(into))?, form::profile(read, Owner::Person(mio))?)));
            let (of_house, of_mio) = read.await.unwrap();
            (of_house.answers.get(&contract).cloned(), of_mio.called.organizations.get(&from).cloned())
        };
        let merge = by(&world, cast.chika, move |tx| people::merge_organizations(tx, from, into)).await.unwrap();
        assert_eq!(seen().await, (Some(Value::Text("C-9".into())), Some("Sakura Works".into())));
        assert_refused(by(&world, cast.chika, move |tx| people::remove_organization(tx, into)).await, Refusal::OrganizationInUse);
        by(&world, cast.chika, move |tx| people::unmerge_organizations(tx, merge)).await.unwrap();
        assert_eq!(seen().await, (None, Some("Sakura".into())));
    }

    async fn an_organisation_stands_in_a_field_by_its_whole_name_and_never_by_a_few_letters(world: World) {
        let cast = world.cast().await;
        let house = of_people(&world, &cast, "House", Nature::Organization, "", Asks::default()).await.id;
        let id = by(&world, cast.chika, |tx| people::create_organization(tx, "Sakura Works")).await.unwrap().id;
        let owner = Owner::Person(cast.mio);
        let wrong = async |text: &str| {
            let given = filling(&[(house, text)]);
            seen_by(&world, cast.chika, move |read| form::wrong_with(read, owner, &given)).await.unwrap()
        };
        for begun in ["Sakura", "Sakura Work", "#0"] {
            assert_eq!(wrong(begun).await, [(house, Refusal::OrganizationUnknown)], "{begun}");
        }
        for whole in ["sakura works", "ＳＡＫＵＲＡ Works", &id.to_string(), &format!("#{id}")] {
            assert!(wrong(whole).await.is_empty(), "{whole}");
        }
    }

    async fn a_requester_sees_and_changes_only_what_is_meant_for_them(world: World) {
        let cast = world.cast().await;
        let open = Asks { requester: Ask::Optional, agent: Ask::Optional };
        let read_only = Asks { requester: Ask::Shown, agent: Ask::Optional };
        let floor = of_people(&world, &cast, "Floor", Nature::Text, "", open).await.id;
        let contract = of_people(&world, &cast, "Contract", Nature::Text, "", read_only).await.id;
        let secret = of_people(&world, &cast, "Risk", Nature::Text, "", Asks::default()).await.id;
        let (mio, owner) = (cast.mio, Owner::Person(cast.mio));
        let version = seen_by(&world, cast.chika, move |read| people::panel(read, mio)).await.unwrap().person.version;
        let all = filling(&[(floor, "3"), (contract, "C-1"), (secret, "high")]);
        by(&world, cast.chika, move |tx| form::fill(tx, owner, &all, version)).await.unwrap();
        let (own, _) = seen_by(&world, cast.mio, form::own_profile).await.unwrap();
        let seen: Vec<FieldId> = own.asks.iter().map(|(id, _)| *id).collect();
        assert_eq!((seen, own.answers.len()), (vec![floor, contract], 2));
        let tries = filling(&[(floor, "4"), (contract, "mine"), (secret, "none")]);
        by(&world, cast.mio, move |tx| form::fill_own(tx, &tries)).await.unwrap();
        let page = seen_by(&world, cast.chika, move |read| form::profile(read, owner)).await.unwrap();
        let texts: Vec<&Value> = page.answers.values().collect();
        let expected = ["4", "C-1", "high"].map(|text| Value::Text(text.into()));
        assert_eq!(texts, expected.iter().collect::<Vec<_>>());
    }

    async fn organisations_and_teams_have_fields_too(world: World) {
        let cast = world.cast().await;
        let (o, t) = (wish("Contract", Nature::Text), wish("Floor", Nature::Number { digits: 0, least: None, most: None }));
        let contract = by(&world, cast.aya, move |tx| form::create_field(tx, Holder::Organization, o, "")).await.unwrap().id;
        let floor = by(&world, cast.aya, move |tx| form::create_field(tx, Holder::Team, t, "")).await.unwrap().id;
        let company = by(&world, cast.chika, |tx| people::create_organization(tx, "Sakura")).await.unwrap();
        let (owner, team) = (Owner::Organization(company.id), Owner::Team(cast.billing));
        let given = filling(&[(contract, "C-9"), (floor, "7")]);
        by(&world, cast.chika, move |tx| form::fill(tx, owner, &given, company.version)).await.unwrap();
        let given = filling(&[(floor, "7")]);
        let denied = given.clone();
        assert_refused(by(&world, cast.chika, move |tx| form::fill(tx, team, &denied, 1)).await, Refusal::NotAllowed);
        by(&world, cast.aya, move |tx| form::fill(tx, team, &given, 1)).await.unwrap();
        let of_company = seen_by(&world, cast.dai, move |read| form::profile(read, owner)).await.unwrap();
        let of_team = seen_by(&world, cast.dai, move |read| form::profile(read, team)).await.unwrap();
        assert_eq!((of_company.answers.len(), of_team.answers.get(&floor)), (1, Some(&Value::Number(7))));
        // A running number is given out only to what the desk itself makes.
        let counted = wish("Count", Nature::Sequence { prefix: String::new(), width: 3 });
        assert_refused(by(&world, cast.aya, move |tx| form::create_field(tx, Holder::Team, counted, "")).await, Refusal::FormIncomplete);
    }

    async fn a_table_fills_the_fields_of_people_line_by_line(world: World) {
        let cast = world.cast().await;
        let since = of_people(&world, &cast, "Since", Nature::Date, "", Asks::default()).await.id;
        let read = table("email,name,since\nnew@x.example,Nozomi,2026/3/1\nbad@x.example,Bad,soon\n").unwrap();
        let columns = [Holds::Email, Holds::Name, Holds::Field(since)];
        let (rows, meant) = (read.clone(), columns);
        let tried = by(&world, cast.ben, move |tx| people::try_import(tx, &rows, &meant)).await.unwrap();
        assert_eq!((tried.created, tried.wrong), (1, vec![(3, vec![Refusal::DateInvalid])]));
        let (rows, meant) = (read.clone(), columns);
        by(&world, cast.ben, move |tx| people::import_people(tx, &rows, &meant)).await.unwrap();
        // The same again changes nothing.
        let again = by(&world, cast.ben, move |tx| people::import_people(tx, &read, &columns)).await.unwrap();
        assert_eq!((again.created, again.changed, again.same), (0, 0, 1));
        let (page, answers, ..) = seen_by(&world, cast.ben, |read| people::people_export_page(read, &people::After::default())).await.unwrap();
        let nozomi = page.lines.iter().find(|line| line.person.name == "Nozomi").unwrap().person.id;
        assert!(answers.get(&nozomi).unwrap().contains_key(&since));
        assert!(matches!(seen_by(&world, cast.dai, |read| people::people_export_page(read, &people::After::default())).await, Err(Error::Refused(Refusal::NotAllowed))));
    }
}
