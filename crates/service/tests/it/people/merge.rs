//! Two people who are one, who may be it, and who is not to reach us.

use crate::desk_work::{asked, assert_missing, assert_refused, by, now};
use desk::people::{HandleKind, Holds, Likeness, PersonId, PhoneKind, Profile, table};
use desk::{Actor, Refusal};
use service::people::{self, Common};
use service::ticket;
use testing::{World, email};

async fn person(world: &World, who: PersonId, address: &'static str, name: &'static str) -> PersonId {
    let wish = Profile { name: name.into(), language: None, time_zone: None, organization: None };
    by(world, who, move |tx| people::create_person(tx, email(address), wish)).await.unwrap().id
}

testing::on_both! {
    async fn what_one_had_is_the_others_and_comes_back(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        let twin = person(&world, cast.ben, "k.tanaka@private.example", "Kei Tanaka").await;
        by(&world, cast.ben, move |tx| ticket::add_participant(tx, number, cast.mio, None)).await.unwrap();
        let kei = cast.kei;
        let merge = by(&world, cast.ben, move |tx| people::merge_people(tx, kei, twin)).await.unwrap();
        assert_eq!(now(&world, number).await.requester, twin);
        let panel = by(&world, cast.ben, move |tx| people::panel(tx, twin)).await.unwrap();
        assert_eq!(panel.addresses.len(), 2);
        assert_eq!(panel.addresses[0].email, email("k.tanaka@private.example"), "letters go where they went");
        assert_eq!(by(&world, cast.ben, move |tx| people::who_is_now(tx, kei)).await.unwrap(), twin);
        let mine = world.desk.ask(Actor::Requester(twin), move |read| ticket::public_page(read, number)).await;
        assert!(mine.is_ok(), "who signs in as one sees what the other asked");
        assert_missing(by(&world, cast.ben, move |tx| people::merge_people(tx, kei, cast.mio)).await);
        by(&world, cast.ben, move |tx| people::unmerge_people(tx, merge)).await.unwrap();
        assert_eq!(now(&world, number).await.requester, kei);
        let panel = by(&world, cast.ben, move |tx| people::panel(tx, kei)).await.unwrap();
        assert_eq!(panel.addresses[0].email, email("kei@customer.example"));
        assert_missing(by(&world, cast.ben, move |tx| people::unmerge_people(tx, merge)).await);
    }

    async fn who_went_on_into_somebody_else_comes_back_first(world: World) {
        let cast = world.cast().await;
        let (kei, mio) = (cast.kei, cast.mio);
        let twin = person(&world, cast.ben, "k.tanaka@private.example", "Kei Tanaka").await;
        let is_now = |who| by(&world, cast.ben, move |tx| people::who_is_now(tx, who));
        let first = by(&world, cast.ben, move |tx| people::merge_people(tx, kei, twin)).await.unwrap();
        let second = by(&world, cast.ben, move |tx| people::merge_people(tx, twin, mio)).await.unwrap();
        assert_missing(by(&world, cast.ben, move |tx| people::unmerge_people(tx, first)).await);
        assert_eq!((is_now(kei).await.unwrap(), is_now(twin).await.unwrap()), (mio, mio));
        by(&world, cast.ben, move |tx| people::unmerge_people(tx, second)).await.unwrap();
        by(&world, cast.ben, move |tx| people::unmerge_people(tx, first)).await.unwrap();
        assert_eq!((is_now(kei).await.unwrap(), is_now(twin).await.unwrap()), (kei, twin));
    }

    async fn what_would_be_is_told_before_and_what_is_empty_is_filled_in_until_it_is_taken_back(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let twin = person(&world, cast.ben, "k.tanaka@private.example", "").await;
        let wish = Profile { name: "Kei Tanaka".into(), language: Some(base::Language::Japanese), time_zone: Some("Asia/Tokyo".into()), organization: None };
        let kei = cast.kei;
        let version = by(&world, cast.ben, move |tx| people::panel(tx, kei)).await.unwrap().person.version;
        by(&world, cast.ben, move |tx| people::edit_person(tx, kei, wish, version)).await.unwrap();
        let prospect = by(&world, cast.ben, move |tx| people::people_prospect(tx, kei, twin)).await.unwrap();
        assert_eq!((prospect.tickets, prospect.copies, prospect.from.person.id, prospect.into.person.id), (1, 0, kei, twin));
        assert_refused(by(&world, cast.ben, move |tx| people::people_prospect(tx, twin, twin)).await, Refusal::SamePerson);
        assert_refused(by(&world, cast.dai, move |tx| people::people_prospect(tx, kei, twin)).await, Refusal::NotAllowed);
        let merge = by(&world, cast.ben, move |tx| people::merge_people(tx, kei, twin)).await.unwrap();
        let one = by(&world, cast.ben, move |tx| people::panel(tx, twin)).await.unwrap().person;
        assert_eq!((one.name.as_str(), one.language, one.time_zone.as_deref()), ("Kei Tanaka", Some(base::Language::Japanese), Some("Asia/Tokyo")));
        assert_eq!(now(&world, ticket.number).await.requester, twin);
        let renamed = Profile { time_zone: Some("Europe/Berlin".into()), ..one.profile() };
        by(&world, cast.ben, move |tx| people::edit_person(tx, twin, renamed, one.version)).await.unwrap();
        by(&world, cast.ben, move |tx| people::unmerge_people(tx, merge)).await.unwrap();
        let parted = by(&world, cast.ben, move |tx| people::panel(tx, twin)).await.unwrap().person;
        assert_eq!((parted.name.as_str(), parted.language, parted.time_zone.as_deref()), ("", None, Some("Europe/Berlin")), "what was changed since stays");
    }

    async fn who_leads_one_leads_the_other_and_nobody_leads_themselves(world: World) {
        let cast = world.cast().await;
        let (kei, mio, twin) = (cast.kei, cast.mio, cast.stranger);
        let leads = |who| {
            let world = &world;
            async move { by(world, cast.ben, move |tx| people::manager(tx, who)).await.unwrap().map(|one| one.id) }
        };
        by(&world, cast.ben, move |tx| {
            people::set_manager(tx, mio, Some(kei))?;
            people::set_manager(tx, twin, Some(kei))?;
            people::set_manager(tx, kei, Some(cast.dai))
        }).await.unwrap();
        let prospect = by(&world, cast.ben, move |tx| people::people_prospect(tx, kei, twin)).await.unwrap();
        assert_eq!(prospect.managers.0.map(|one| one.id), Some(cast.dai));
        let merge = by(&world, cast.ben, move |tx| people::merge_people(tx, kei, twin)).await.unwrap();
        assert_eq!(leads(mio).await, Some(twin), "as who they are now");
        assert_eq!(leads(twin).await, Some(cast.dai), "not themselves: whoever led the other one");
        by(&world, cast.ben, move |tx| people::unmerge_people(tx, merge)).await.unwrap();
        assert_eq!((leads(mio).await, leads(twin).await, leads(kei).await), (Some(kei), Some(kei), Some(cast.dai)));
    }

    async fn whoever_is_in_copy_stays_it_and_agents_stay_apart(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let twin = person(&world, cast.ben, "mio@private.example", "Mio").await;
        by(&world, cast.ben, move |tx| ticket::add_participant(tx, number, cast.mio, None)).await.unwrap();
        let merge = by(&world, cast.ben, move |tx| people::merge_people(tx, cast.mio, twin)).await.unwrap();
        let copies = |page: ticket::TicketPage| page.participants.iter().map(|person| person.id).collect::<Vec<_>>();
        assert_eq!(copies(by(&world, cast.ben, move |tx| ticket::page(tx, number)).await.unwrap()), [twin]);
        by(&world, cast.ben, move |tx| people::unmerge_people(tx, merge)).await.unwrap();
        assert_eq!(copies(by(&world, cast.ben, move |tx| ticket::page(tx, number)).await.unwrap()), [cast.mio]);
        assert_refused(by(&world, cast.aya, move |tx| people::merge_people(tx, cast.chika, twin)).await, Refusal::AgentsStayApart);
        assert_refused(by(&world, cast.ben, move |tx| people::merge_people(tx, twin, twin)).await, Refusal::SamePerson);
        assert_refused(by(&world, cast.dai, move |tx| people::merge_people(tx, twin, cast.kei)).await, Refusal::NotAllowed);
    }

    async fn who_may_be_the_same_is_proposed_with_the_reason(world: World) {
        let cast = world.cast().await;
        let one = person(&world, cast.ben, "r.mori@parts.example", "Rin Mori").await;
        person(&world, cast.ben, "rin@parts.example", "rin  mori").await;
        person(&world, cast.ben, "r.mori@private.example", "").await;
        person(&world, cast.ben, "someone@elsewhere.example", "Rin Mori").await;
        let found = by(&world, cast.ben, move |tx| people::alike(tx, one)).await.unwrap();
        let why: Vec<Likeness> = found.iter().map(|(_, why)| *why).collect();
        assert_eq!(why, [Likeness::SameNameThere, Likeness::SameMailbox, Likeness::SameName]);
        let into = found[0].0.id;
        by(&world, cast.ben, move |tx| people::merge_people(tx, into, one)).await.unwrap();
        let left = by(&world, cast.ben, move |tx| people::alike(tx, one)).await.unwrap();
        assert_eq!(left.len(), 2, "who is one already is not proposed");
        let listed = by(&world, cast.ben, |tx| people::list(tx, "rin", &people::After::default(), 10)).await.unwrap();
        assert!(listed.lines.iter().all(|line| line.person.id != into));
    }

    async fn order_spaces_and_dots_hide_nobody(world: World) {
        let cast = world.cast().await;
        let one = person(&world, cast.ben, "rin.mori@alpha.example", "Rin Mori").await;
        let turned = person(&world, cast.ben, "rin@beta.example", "Mori Rin").await;
        let dotless = person(&world, cast.ben, "rinmori+x@gamma.example", "").await;
        let wide = person(&world, cast.ben, "taro@alpha.example", "山田　太郎").await;
        let narrow = person(&world, cast.ben, "yamada@beta.example", "山田太郎").await;
        let found = by(&world, cast.ben, move |tx| people::alike(tx, one)).await.unwrap();
        let ids: Vec<_> = found.iter().map(|(person, why)| (person.id, *why)).collect();
        assert_eq!(ids, [(dotless, Likeness::SameMailbox), (turned, Likeness::SameName)]);
        for (of, other) in [(wide, narrow), (narrow, wide)] {
            let found = by(&world, cast.ben, move |tx| people::alike(tx, of)).await.unwrap();
            assert_eq!(found.first().map(|(person, _)| person.id), Some(other));
        }
    }

    async fn who_is_blocked_is_kept_apart_until_they_are_not(world: World) {
        let cast = world.cast().await;
        let kei = cast.kei;
        by(&world, cast.ben, move |tx| people::block_person(tx, kei, true)).await.unwrap();
        assert!(by(&world, cast.ben, move |tx| people::is_blocked(tx, kei)).await.unwrap());
        assert!(!by(&world, cast.ben, move |tx| people::is_blocked(tx, cast.mio)).await.unwrap());
        by(&world, cast.ben, move |tx| people::block_person(tx, kei, false)).await.unwrap();
        assert!(!by(&world, cast.ben, move |tx| people::is_blocked(tx, kei)).await.unwrap());
        assert_refused(by(&world, cast.dai, move |tx| people::block_person(tx, kei, true)).await, Refusal::NotAllowed);
    }

    async fn a_table_is_tried_before_it_is_taken_and_tells_each_wrong_line(world: World) {
        let cast = world.cast().await;
        let text = "email,name,company\nnew@parts.example,Rin,Parts Ltd\nkei@customer.example,Kei T.,parts ltd\nnobody,x,\nnew@parts.example,Twice,\nben@hinode.example,Ben,\n";
        let read = table(text).unwrap();
        let columns = [Holds::Email, Holds::Name, Holds::Organization];
        let again = read.clone();
        let tried = by(&world, cast.ben, move |tx| people::try_import(tx, &again, &columns)).await.unwrap();
        assert_eq!((tried.created, tried.changed, tried.organizations.len()), (1, 1, 1));
        assert_eq!(tried.wrong, [(4, vec![Refusal::AddressInvalid]), (5, vec![Refusal::ImportTwice]), (6, vec![Refusal::AgentsStayApart])]);
        let found = by(&world, cast.ben, |tx| people::with_address(tx, &email("new@parts.example"))).await.unwrap();
        assert_eq!(found, None, "nothing has changed");
        let again = read.clone();
        let done = by(&world, cast.ben, move |tx| people::import_people(tx, &again, &columns)).await.unwrap();
        assert_eq!((done.created, done.changed, done.organizations.len(), done.wrong), (tried.created, tried.changed, 1, tried.wrong));
        let kei = cast.kei;
        let panel = by(&world, cast.ben, move |tx| people::panel(tx, kei)).await.unwrap();
        assert_eq!((panel.person.name.as_str(), panel.organization.unwrap().name.as_str()), ("Kei T.", "Parts Ltd"));
        let again = read.clone();
        let same = by(&world, cast.ben, move |tx| people::import_people(tx, &again, &columns)).await.unwrap();
        assert_eq!((same.created, same.changed, same.same, same.organizations.len()), (0, 0, 2, 0));
        let nothing = by(&world, cast.ben, move |tx| people::try_import(tx, &read, &[Holds::Name])).await;
        assert_refused(nothing, Refusal::ImportWithoutAddress);
    }

    async fn what_a_table_would_do_is_what_it_does(world: World) {
        let cast = world.cast().await;
        let read = table("email,organization\nkei@customer.example,Parts Ltd\nmio@kyaku.example,Tools Ltd\n").unwrap();
        let (first, again, columns) = (read.clone(), read.clone(), [Holds::Email, Holds::Organization]);
        let tried = by(&world, cast.ben, move |tx| people::try_import(tx, &first, &columns)).await.unwrap();
        assert_eq!((tried.changed, tried.same, tried.organizations.len()), (2, 0, 2));
        let done = by(&world, cast.ben, move |tx| people::import_people(tx, &read, &columns)).await.unwrap();
        assert_eq!(tried, done);
        let back = by(&world, cast.ben, move |tx| people::try_import(tx, &again, &columns)).await.unwrap();
        assert_eq!((back.same, back.moves.len()), (2, 0));
        let other = table("email,organization\nkei@customer.example,Tools Ltd\n").unwrap();
        let tried = by(&world, cast.ben, move |tx| people::try_import(tx, &other, &columns)).await.unwrap();
        let goes: Vec<_> = tried.moves.iter().map(|one| (one.line, one.from.as_str(), one.to.as_str())).collect();
        assert_eq!(goes, [(2, "Parts Ltd", "Tools Ltd")]);
        let kei = by(&world, cast.ben, move |tx| people::panel(tx, cast.kei)).await.unwrap();
        assert_eq!(kei.organization.unwrap().name, "Parts Ltd", "nothing has changed");
    }

    async fn namesakes_of_the_whole_desk_are_merged_or_kept_apart(world: World) {
        let cast = world.cast().await;
        let (kei, mio) = (cast.kei, cast.mio);
        let twin = person(&world, cast.ben, "k.tanaka@private.example", "Kei TANAKA").await;
        let other = person(&world, cast.ben, "tanaka@other.example", "Kei Tanaka").await;
        let found = || { let world = &world; async move {
            let (found, next) = by(world, cast.ben, |tx| people::namesakes(tx, Common::Name, "")).await.unwrap();
            assert_eq!(next, None);
            found.into_iter().map(|one| (one.person.id, one.others.into_iter().map(|other| other.id).collect::<Vec<_>>())).collect::<Vec<_>>()
        }};
        assert_eq!(found().await, [(kei, vec![twin, other])]);
        by(&world, cast.ben, move |tx| people::keep_apart(tx, other, kei)).await.unwrap();
        assert_eq!(found().await, [(kei, vec![twin])]);
        let alike = by(&world, cast.ben, move |tx| people::alike(tx, kei)).await.unwrap();
        assert_eq!(alike.iter().map(|(person, _)| person.id).collect::<Vec<_>>(), [twin], "nor on the person's page");
        by(&world, cast.ben, move |tx| people::merge_people(tx, twin, kei)).await.unwrap();
        assert_eq!(found().await, []);
        // Others are found by their number, or by what they are called in a chat.
        for who in [mio, other] {
            by(&world, cast.ben, move |tx| {
                people::add_phone(tx, who, "+81 3-1234-5678", PhoneKind::Work)?;
                people::add_handle(tx, who, HandleKind::Line, "Mio.K")
            }).await.unwrap();
        }
        for common in [Common::Phone, Common::Handle] {
            let (found, _) = by(&world, cast.ben, move |tx| people::namesakes(tx, common, "")).await.unwrap();
            assert_eq!(found.iter().map(|one| (one.person.id, one.others[0].id)).collect::<Vec<_>>(), [(mio, other)], "{common:?}");
            let (last, next) = (found[0].common.clone(), by(&world, cast.ben, move |tx| people::namesakes(tx, common, "zzzz:z")).await.unwrap());
            assert!(!last.is_empty() && next.0.is_empty());
        }
        assert_refused(by(&world, cast.ben, move |tx| people::keep_apart(tx, kei, kei)).await, Refusal::FormIncomplete);
        assert_missing(by(&world, cast.ben, move |tx| people::keep_apart(tx, mio, PersonId(999_999))).await);
    }

    async fn a_number_and_a_name_in_a_chat_propose_too_and_a_shared_address_does_not(world: World) {
        let cast = world.cast().await;
        let one = person(&world, cast.ben, "rin.mori@alpha.example", "Rin Mori").await;
        let caller = person(&world, cast.ben, "caller@beta.example", "Caller").await;
        let chat = person(&world, cast.ben, "chat@beta.example", "Chat").await;
        let mail = person(&world, cast.ben, "rinmori@gamma.example", "").await;
        by(&world, cast.ben, move |tx| {
            for who in [one, caller] { people::add_phone(tx, who, "+81 3-1234-5678", PhoneKind::Work)?; }
            for who in [one, chat] { people::add_handle(tx, who, HandleKind::Line, "rin")?; }
            Ok(())
        }).await.unwrap();
        let found = |of| {
            let world = &world;
            async move {
                let found = by(world, cast.ben, move |tx| people::alike(tx, of)).await.unwrap();
                found.into_iter().map(|(person, why)| (person.id, why)).collect::<Vec<_>>()
            }
        };
        let ways = [(caller, Likeness::SamePhone), (chat, Likeness::SameHandle)];
        assert_eq!(found(one).await, [ways[0], ways[1], (mail, Likeness::SameMailbox)]);
        let say = |who, address: &'static str, shared| by(&world, cast.ben, move |tx| people::share_address(tx, who, &email(address), shared));
        say(mail, "rinmori@gamma.example", true).await.unwrap();
        assert_eq!(found(one).await, ways, "somebody has said that several people write from it");
        assert_eq!(found(mail).await, []);
        say(mail, "rinmori@gamma.example", false).await.unwrap();
        assert_eq!(found(mail).await, [(one, Likeness::SameMailbox)]);
        assert_missing(say(mail, "rin.mori@alpha.example", true).await);
        // What is called like a shared one is one, until somebody says that it is a person's.
        let (here, there) = (person(&world, cast.ben, "info@alpha.example", "").await, person(&world, cast.ben, "info@beta.example", "").await);
        say(here, "info@alpha.example", false).await.unwrap();
        assert_eq!(found(here).await, []);
        say(there, "info@beta.example", false).await.unwrap();
        assert_eq!(found(here).await, [(there, Likeness::SameMailbox)]);
    }

    async fn those_who_are_not_the_first_of_a_name_are_compared_with_each_other(world: World) {
        let cast = world.cast().await;
        let first = person(&world, cast.ben, "a@alpha.example", "Rin Mori").await;
        let second = person(&world, cast.ben, "b@beta.example", "Rin Mori").await;
        let third = person(&world, cast.ben, "c@gamma.example", "Rin Mori").await;
        for other in [second, third] {
            by(&world, cast.ben, move |tx| people::keep_apart(tx, first, other)).await.unwrap();
        }
        let (found, _) = by(&world, cast.ben, |tx| people::namesakes(tx, Common::Name, "")).await.unwrap();
        let found: Vec<_> = found.into_iter().map(|one| (one.person.id, one.others[0].id, one.others.len())).collect();
        assert_eq!(found, [(second, third, 1)]);
    }
}
