//! Organisations beside the main one, primary contacts, and who sees an organisation's tickets.

use crate::desk_work::*;
use desk::people::{About, LONGEST_NOTES, OrganizationId, PersonId, Profile, Sharing, Tier};
use desk::ticket::{Category, TicketNumber};
use desk::{Actor, Event, Refusal};
use service::conversation::{self, Compose, UNDO_WINDOW};
use service::{access, people, ticket};
use testing::{Cast, World, email};

/// Its main members from now on.
async fn founded(world: &World, cast: &Cast, name: &'static str, members: &[PersonId]) -> OrganizationId {
    let id = by(world, cast.ben, move |tx| people::create_organization(tx, name)).await.unwrap().id;
    for member in members {
        belongs(world, *member, Some(id)).await;
    }
    id
}

async fn belongs(world: &World, member: PersonId, to: Option<OrganizationId>) {
    system(world, move |tx| {
        let person = people::panel(tx, member)?.person;
        let wish = Profile { organization: to, ..person.profile() };
        people::edit_person(tx, member, wish, person.version)
    })
    .await;
}

async fn shares(world: &World, id: OrganizationId, sharing: Sharing) {
    system(world, move |tx| {
        let organization = people::organization(tx, id)?;
        people::describe_organization(tx, id, About { sharing, ..organization.about }, organization.version)
    })
    .await;
}

async fn reads(world: &World, person: PersonId, number: TicketNumber) -> bool {
    match seen_by(world, person, move |read| ticket::public_page(read, number)).await {
        Ok(_) => true,
        Err(desk::Error::Missing) => false,
        Err(other) => panic!("{other}"),
    }
}

async fn listed(world: &World, person: PersonId, id: OrganizationId) -> Option<Vec<TicketNumber>> {
    match seen_by(world, person, move |read| ticket::shared(read, id, None, 50)).await {
        Ok(mine) => Some(mine.lines.into_iter().map(|line| line.number).collect()),
        Err(desk::Error::Missing) => None,
        Err(other) => panic!("{other}"),
    }
}

async fn stranger_in(world: &World, cast: &Cast, address: &'static str) -> PersonId {
    let wish = Profile { name: "Rin".into(), language: None, time_zone: None, organization: None };
    by(world, cast.ben, move |tx| people::create_person(tx, email(address), wish)).await.unwrap().id
}

testing::on_both! {
    async fn an_organisation_shows_its_tickets_to_whom_it_says_and_to_nobody_else(world: World) {
        let cast = world.cast().await;
        let rin = stranger_in(&world, &cast, "rin@else.example").await;
        let own = founded(&world, &cast, "Customer", &[cast.kei, cast.mio]).await;
        let other = founded(&world, &cast, "Other", &[rin]).await;
        shares(&world, other, Sharing::Members).await;
        let number = asked(&world, &cast).await.number;
        by(&world, cast.ben, move |tx| people::join_organization(tx, cast.stranger, own)).await.unwrap();
        // Nobody but who asked.
        assert!(reads(&world, cast.kei, number).await);
        for person in [cast.mio, cast.stranger, rin] {
            assert!(!reads(&world, person, number).await);
            assert_eq!(listed(&world, person, own).await, None);
        }
        // Primary contacts, whether it is their main organisation or a further one.
        shares(&world, own, Sharing::Contacts).await;
        assert_eq!(listed(&world, cast.mio, own).await, None);
        by(&world, cast.ben, move |tx| people::name_contact(tx, own, cast.stranger)).await.unwrap();
        assert_eq!(listed(&world, cast.stranger, own).await, Some(vec![number]));
        assert!(reads(&world, cast.stranger, number).await && !reads(&world, cast.mio, number).await);
        by(&world, cast.ben, move |tx| people::name_contact(tx, own, cast.mio)).await.unwrap();
        assert!(reads(&world, cast.mio, number).await);
        by(&world, cast.ben, move |tx| people::drop_contact(tx, own, cast.mio)).await.unwrap();
        assert!(!reads(&world, cast.mio, number).await);
        // All members.
        shares(&world, own, Sharing::Members).await;
        for person in [cast.kei, cast.mio, cast.stranger] {
            assert!(reads(&world, person, number).await);
            assert_eq!(listed(&world, person, own).await, Some(vec![number]));
        }
        assert!(!reads(&world, rin, number).await, "a member of another organisation");
        assert_eq!(listed(&world, rin, own).await, None);
        assert_eq!(listed(&world, rin, other).await, Some(vec![]));
        assert_missing(world.desk.ask(Actor::Anonymous, move |read| ticket::shared(read, own, None, 5)).await);
        assert_missing(world.desk.ask(Actor::Anonymous, move |read| ticket::public_page(read, number)).await);
        assert_eq!(listed(&world, cast.mio, OrganizationId(999_999)).await, None);
        // One's own list holds what one asked, and says whose else there is.
        let mine = seen_by(&world, cast.mio, |read| ticket::mine(read, None, 10)).await.unwrap();
        assert_eq!((mine.lines.len(), mine.organizations.as_slice()), (0, &[(own, "Customer".to_owned())][..]));
        // Neither spam nor what was thrown away, not even to whom it was shown before.
        by(&world, cast.chika, move |tx| ticket::mark_spam(tx, number, None)).await.unwrap();
        assert!(!reads(&world, cast.mio, number).await && reads(&world, cast.kei, number).await);
        assert_eq!(listed(&world, cast.mio, own).await, Some(vec![]));
        by(&world, cast.chika, move |tx| ticket::mark_not_spam(tx, number, None)).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::trash(tx, number, None)).await.unwrap();
        assert!(!reads(&world, cast.mio, number).await);
        assert_eq!(listed(&world, cast.mio, own).await, Some(vec![]));
    }

    async fn a_ticket_is_asked_for_another_organisation_by_hand_and_its_colleagues_follow(world: World) {
        let cast = world.cast().await;
        let rin = stranger_in(&world, &cast, "rin@else.example").await;
        let own = founded(&world, &cast, "Customer", &[cast.kei, cast.mio]).await;
        let second = founded(&world, &cast, "Second", &[cast.stranger]).await;
        let other = founded(&world, &cast, "Other", &[rin]).await;
        for id in [own, second, other] {
            shares(&world, id, Sharing::Members).await;
        }
        by(&world, cast.ben, move |tx| people::join_organization(tx, cast.kei, second)).await.unwrap();
        let asked = asked(&world, &cast).await;
        let number = asked.number;
        let set = async |who: PersonId, to: Option<OrganizationId>| {
            by(&world, who, move |tx| ticket::set_organization(tx, number, to, None)).await
        };
        assert_eq!(now(&world, number).await.organization, Some(own));
        assert!(reads(&world, cast.mio, number).await && !reads(&world, cast.stranger, number).await);
        let page = by(&world, cast.chika, move |tx| ticket::page(tx, number)).await.unwrap();
        assert_eq!(page.organizations, [(own, "Customer".to_owned()), (second, "Second".to_owned())]);
        // One of the requester's own: those colleagues see it from now on, the others no more.
        set(cast.chika, Some(second)).await.unwrap();
        assert_eq!(last_event(&world, &asked).await, Event::OrganizationChanged { ticket: asked.id, from: Some(own), to: Some(second) });
        assert!(!reads(&world, cast.mio, number).await && reads(&world, cast.stranger, number).await);
        assert_eq!(listed(&world, cast.stranger, second).await, Some(vec![number]));
        assert_eq!(listed(&world, cast.mio, own).await, Some(vec![]));
        // A colleague who may only read chooses nothing; nobody chooses what is not there or without having seen it.
        assert_refused(set(cast.dai, Some(own)).await, Refusal::NotAllowed);
        assert_missing(set(cast.eve, Some(own)).await);
        assert_missing(set(cast.chika, Some(OrganizationId(999_999))).await);
        let stale = by(&world, cast.chika, move |tx| ticket::set_organization(tx, number, None, Some(1))).await;
        assert!(matches!(stale, Err(desk::Error::Conflict)));
        // Another one by those who may give it to another requester.
        set(cast.chika, Some(other)).await.unwrap();
        assert!(reads(&world, rin, number).await && reads(&world, cast.kei, number).await);
        let event = position(&world, &asked, "organization_changed").await;
        // None at all: nobody but who asked.
        set(cast.chika, None).await.unwrap();
        for person in [cast.mio, cast.stranger, rin] {
            assert!(!reads(&world, person, number).await);
        }
        assert_refused(by(&world, cast.chika, move |tx| ticket::undo(tx, event)).await, Refusal::ChangedSince);
        // Giving it to another requester and taking that back leaves what was chosen.
        set(cast.chika, Some(second)).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::set_requester(tx, number, rin, None)).await.unwrap();
        assert_eq!(now(&world, number).await.organization, Some(other));
        let event = position(&world, &asked, "requester_changed").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, event)).await.unwrap();
        assert_eq!((now(&world, number).await.requester, now(&world, number).await.organization), (cast.kei, Some(second)));
    }

    async fn whoever_leaves_sees_no_more_and_takes_no_ticket_along(world: World) {
        let cast = world.cast().await;
        let own = founded(&world, &cast, "Customer", &[cast.kei, cast.mio]).await;
        let next = founded(&world, &cast, "Next", &[]).await;
        shares(&world, own, Sharing::Members).await;
        shares(&world, next, Sharing::Members).await;
        let number = asked(&world, &cast).await.number;
        by(&world, cast.ben, move |tx| people::join_organization(tx, cast.stranger, own)).await.unwrap();
        by(&world, cast.ben, move |tx| people::name_contact(tx, own, cast.stranger)).await.unwrap();
        by(&world, cast.mio, move |tx| ticket::answer(tx, number, "We need it by Friday", vec![])).await.unwrap();
        // A member, one beside another organisation, and the one who asked go.
        belongs(&world, cast.mio, Some(next)).await;
        by(&world, cast.ben, move |tx| people::leave_organization(tx, cast.stranger, own)).await.unwrap();
        belongs(&world, cast.kei, Some(next)).await;
        assert!(!reads(&world, cast.mio, number).await, "not even what they have answered");
        assert!(!reads(&world, cast.stranger, number).await);
        assert!(reads(&world, cast.kei, number).await, "what they asked themselves");
        assert_eq!(listed(&world, cast.mio, own).await, None);
        assert_eq!(listed(&world, cast.mio, next).await, Some(vec![]), "the ticket stayed where it was made for");
        assert_eq!(now(&world, number).await.organization, Some(own));
        let again = by(&world, cast.ben, move |tx| people::leave_organization(tx, cast.stranger, own)).await;
        assert_missing(again);
        // Whoever comes back is turned to first only when somebody says so again.
        shares(&world, own, Sharing::Contacts).await;
        by(&world, cast.ben, move |tx| people::join_organization(tx, cast.stranger, own)).await.unwrap();
        assert!(!reads(&world, cast.stranger, number).await);
    }

    async fn a_colleague_reads_what_the_requester_reads_and_answers_by_their_own_name(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let own = founded(&world, &cast, "Customer", &[cast.kei, cast.mio]).await;
        shares(&world, own, Sharing::Members).await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        let to = |address: &str, text: &str| Compose { to: vec![base::Address::bare(email(address))], text: text.into(), ..Compose::default() };
        let (forward, aside, note) = (to("maker@factory.example", "Is this known?"), to("parts@factory.example", "Which lot?"), "He is angry");
        by(&world, cast.chika, move |tx| {
            conversation::note(tx, number, Compose { text: note.into(), ..Compose::default() })?;
            conversation::forward(tx, number, forward)?;
            conversation::begin_side(tx, number, "Lot", aside)?;
            conversation::reply(tx, number, to_kei("We look into it"))
        }).await.unwrap();
        world.clock.advance(UNDO_WINDOW);
        let texts = |page: &ticket::PublicPage| page.messages.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
        let page = seen_by(&world, cast.mio, move |read| ticket::public_page(read, number)).await.unwrap();
        assert_eq!(texts(&page), ["My kettle leaks at the handle.", "We look into it"], "no note, no forward, nothing said beside");
        assert_eq!((page.requester.as_str(), page.own, page.may_close, page.may_reopen), ("Kei Tanaka", false, false, false));
        let after = by(&world, cast.mio, move |tx| ticket::answer(tx, number, "It was dropped", vec![])).await.unwrap();
        assert_eq!((after.requester, after.category), (cast.kei, Category::Open));
        for reader in [cast.kei, cast.mio] {
            let page = seen_by(&world, reader, move |read| ticket::public_page(read, number)).await.unwrap();
            let last = page.messages.last().unwrap();
            assert_eq!((last.text.as_str(), last.author.as_str(), last.ours), ("It was dropped", "佐藤 美緒", false));
            assert!(page.participants.is_empty(), "whoever answered is in copy of nothing");
        }
        // By mail they may answer what an agent asked of them alone.
        let mailed = conversation::Incoming::said(cast.mio, desk::ticket::Origin::Mail, "Between you and me");
        system(&world, move |tx| conversation::incoming(tx, number, mailed)).await;
        let page = seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await.unwrap();
        assert!(!texts(&page).iter().any(|text| text.contains("Between")), "{page:?}");
        assert_refused(by(&world, cast.mio, move |tx| ticket::close_own(tx, number)).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.stranger, move |tx| ticket::answer(tx, number, "Me too", vec![])).await);
        let link = access::ticket_link(&**world.desk.signer(), number, cast.stranger);
        assert_missing(world.desk.ask(Actor::Anonymous, move |read| access::open_ticket_link(read, number, &link)).await);
    }

    async fn a_colleague_goes_on_after_the_end_for_the_same_organisation(world: World) {
        let cast = world.cast().await;
        let own = founded(&world, &cast, "Customer", &[cast.kei]).await;
        let main = founded(&world, &cast, "Mother", &[cast.mio]).await;
        shares(&world, own, Sharing::Members).await;
        by(&world, cast.ben, move |tx| people::join_organization(tx, cast.mio, own)).await.unwrap();
        let number = asked(&world, &cast).await.number;
        let closed = status(&world, Category::Closed).await;
        by(&world, cast.chika, move |tx| ticket::set_status(tx, number, closed, None)).await.unwrap();
        let next = by(&world, cast.mio, move |tx| ticket::answer(tx, number, "Again", vec![])).await.unwrap();
        assert_eq!((next.requester, next.organization), (cast.mio, Some(own)), "not their main one");
        assert_ne!(next.organization, Some(main));
        let (old, fresh) = (number, next.number);
        assert!(old != fresh && reads(&world, cast.kei, fresh).await, "as a colleague");
        shares(&world, own, Sharing::Nobody).await;
        assert!(!reads(&world, cast.kei, fresh).await && reads(&world, cast.mio, fresh).await);
    }

    async fn a_ticket_is_made_for_the_organisation_that_is_meant_where_one_belongs_to_it(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let main = founded(&world, &cast, "Main", &[cast.kei]).await;
        let further = founded(&world, &cast, "Further", &[]).await;
        let foreign = founded(&world, &cast, "Foreign", &[]).await;
        by(&world, cast.ben, move |tx| people::join_organization(tx, cast.kei, further)).await.unwrap();
        let asked = |organization| ticket::Asked {
            name: String::new(),
            email: None,
            subject: "A question".into(),
            text: "Words.".into(),
            attachments: vec![],
            language: base::Language::English,
            brand: None,
            organization,
            priority: None,
            given: Default::default(),
        };
        for (meant, made_for) in [(None, main), (Some(further), further), (Some(foreign), main)] {
            let wish = asked(meant);
            let ticket = by(&world, cast.kei, move |tx| ticket::ask(tx, wish)).await.unwrap();
            assert_eq!(ticket.organization, Some(made_for));
        }
        let own = seen_by(&world, cast.kei, people::own_organizations).await.unwrap();
        assert_eq!(own.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [main, further]);
    }

    async fn who_becomes_somebody_else_takes_memberships_along_and_back(world: World) {
        let cast = world.cast().await;
        let twin = stranger_in(&world, &cast, "mio@private.example").await;
        let own = founded(&world, &cast, "Customer", &[cast.kei, cast.mio]).await;
        let second = founded(&world, &cast, "Second", &[twin]).await;
        shares(&world, own, Sharing::Contacts).await;
        let number = asked(&world, &cast).await.number;
        system(&world, move |tx| {
            people::name_contact(tx, own, cast.mio)?;
            people::set_tier(tx, cast.mio, Tier::Vip)
        }).await;
        let merge = by(&world, cast.ben, move |tx| people::merge_people(tx, cast.mio, twin)).await.unwrap();
        let panel = by(&world, cast.ben, move |tx| people::panel(tx, twin)).await.unwrap();
        assert_eq!(panel.beside, [(own, "Customer".to_owned())]);
        assert_eq!((panel.contact_of.as_slice(), panel.tiers.0), (&[own][..], Tier::Vip));
        assert!(reads(&world, twin, number).await && !reads(&world, cast.mio, number).await, "who was merged is nobody");
        by(&world, cast.ben, move |tx| people::unmerge_people(tx, merge)).await.unwrap();
        assert!(!reads(&world, twin, number).await && reads(&world, cast.mio, number).await);
        let panel = by(&world, cast.ben, move |tx| people::panel(tx, twin)).await.unwrap();
        assert_eq!((panel.organization.map(|one| one.id), panel.beside.len(), panel.tiers.0), (Some(second), 0, Tier::Standard));
    }

    async fn what_is_said_of_an_organisation_has_bounds_and_only_members_are_contacts(world: World) {
        let cast = world.cast().await;
        let own = founded(&world, &cast, "Customer", &[cast.kei]).await;
        let wish = |about: About, version| by(&world, cast.chika, move |tx| people::describe_organization(tx, own, about, version));
        let about = About { notes: " Pays late ".into(), agent: Some(cast.chika), ..About::default() };
        let kept = wish(about.clone(), 1).await.unwrap();
        assert_eq!((kept.about.notes.as_str(), kept.about.agent, kept.version), ("Pays late", Some(cast.chika), 2));
        assert_conflict(wish(about.clone(), 1).await);
        assert_refused(wish(About { notes: "x".repeat(LONGEST_NOTES + 1), ..About::default() }, 2).await, Refusal::TextTooLong);
        assert_refused(wish(About { agent: Some(cast.kei), ..About::default() }, 2).await, Refusal::AgentUnknown);
        let stranger = cast.stranger;
        assert_refused(by(&world, cast.chika, move |tx| people::name_contact(tx, own, stranger)).await, Refusal::NotAMember);
        let standing = by(&world, cast.dai, move |tx| people::standing(tx, own)).await.unwrap();
        assert_eq!((standing.agent.map(|agent| agent.id), standing.contacts.len()), (Some(cast.chika), 0));
        // Whose main organisation it becomes is no further member of it.
        system(&world, move |tx| people::join_organization(tx, stranger, own)).await;
        assert_eq!(by(&world, cast.dai, move |tx| people::standing(tx, own)).await.unwrap().further.len(), 1);
        belongs(&world, stranger, Some(own)).await;
        assert_eq!(by(&world, cast.dai, move |tx| people::standing(tx, own)).await.unwrap().further.len(), 0);
    }

    async fn a_tier_is_the_higher_of_two_and_comes_from_files_too(world: World) {
        use desk::people::{Holds, table};
        let cast = world.cast().await;
        let own = founded(&world, &cast, "Customer", &[cast.kei]).await;
        let of = |person| by(&world, cast.dai, move |tx| people::tier(tx, person));
        assert_eq!(of(cast.kei).await.unwrap(), (Tier::Standard, Tier::Standard));
        system(&world, move |tx| {
            let version = people::organization(tx, own)?.version;
            people::describe_organization(tx, own, About { tier: Tier::Important, ..About::default() }, version)
        }).await;
        assert_eq!(of(cast.kei).await.unwrap(), (Tier::Standard, Tier::Important));
        by(&world, cast.chika, move |tx| people::set_tier(tx, cast.kei, Tier::Vip)).await.unwrap();
        assert_eq!(of(cast.kei).await.unwrap(), (Tier::Vip, Tier::Vip));
        let read = table("email,organization,tier,organization tier\nkei@customer.example,Customer,standard,vip\nmio@kyaku.example,,重要,\nx@y.example,,gold,\n").unwrap();
        let columns = [Holds::Email, Holds::Organization, Holds::Tier, Holds::OrganizationTier];
        let again = read.clone();
        let tried = by(&world, cast.ben, move |tx| people::try_import(tx, &again, &columns)).await.unwrap();
        assert_eq!((tried.changed, tried.wrong.as_slice()), (2, &[(4, vec![Refusal::TierUnknown])][..]));
        by(&world, cast.ben, move |tx| people::import_people(tx, &read, &columns)).await.unwrap();
        assert_eq!(of(cast.kei).await.unwrap(), (Tier::Standard, Tier::Vip));
        assert_eq!(of(cast.mio).await.unwrap().0, Tier::Important);
    }
}
