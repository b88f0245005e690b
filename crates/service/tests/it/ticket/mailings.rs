//! One message to many people, of whom each gets a ticket of their own.

use crate::desk_work::*;
use base::Address;
use desk::channel::{Effect, GuardWish};
use desk::conversation::MessageKind;
use desk::people::Whom;
use desk::ticket::{Kind, Mailing, MailingState, Origin, Priority};
use desk::{Actor, Refusal};
use service::conversation::Compose;
use service::ticket::{self, ByAgent, Each, Opening, begin_mailing, cancel_mailing, mail_on, mailing_page};
use testing::{Cast, World, email};

fn each(cast: &Cast, compose: Compose) -> Each {
    let ticket = ByAgent {
        subject: "We move in June".into(),
        requester: cast.kei,
        team: cast.support,
        origin: Origin::Agent,
        language: None,
        kind: Kind::Question,
        priority: Priority::High,
        tags: vec![],
        participants: vec![],
        assignee: None,
        given: Default::default(),
        opening: Opening::Write(compose),
    };
    Each { ticket, theirs: false, macros: vec![], checklist: None, due: None, mentions: vec![] }
}

fn letter(text: &str) -> Compose {
    Compose { text: text.into(), ..Compose::default() }
}

fn people(count: usize) -> Vec<Address> {
    (0..count).map(|n| Address::new(format!("Number {n}"), email(&format!("p{n}@guests.example")))).collect()
}

fn all(to: Vec<Address>) -> Vec<Whom> {
    to.into_iter().map(Whom::Address).collect()
}

async fn begun(world: &World, cast: &Cast, count: usize) -> Mailing {
    mailbox(world, cast).await;
    let each = each(cast, letter("Our new address is 1-2-3."));
    by(world, cast.chika, move |tx| begin_mailing(tx, each, all(people(count)))).await.unwrap()
}

testing::on_both! {
    async fn each_gets_a_ticket_and_a_letter_of_their_own(world: World) {
        let cast = world.cast().await;
        let id = begun(&world, &cast, 13).await.id;
        let before = seen_by(&world, cast.chika, move |read| mailing_page(read, id)).await.unwrap();
        assert!(before.1.iter().all(|one| !one.done && one.ticket.is_none()), "trying it out has opened nothing");
        while system(&world, move |tx| mail_on(tx, id)).await {}
        let (mailing, all) = seen_by(&world, cast.chika, move |read| mailing_page(read, id)).await.unwrap();
        assert_eq!((mailing.state, all.len()), (MailingState::Done, 13));
        for (n, one) in all.iter().enumerate() {
            let number = one.ticket.expect("a ticket");
            let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
            assert_eq!((page.requester.name, page.ticket.priority), (format!("Number {n}"), Priority::High));
            let said = page.timeline.iter().find_map(|entry| match entry {
                ticket::Entry::Message(said) => Some(said),
                ticket::Entry::Event(_) | ticket::Entry::Side(_) => None,
            });
            let said = said.expect("a message");
            let to: Vec<_> = said.letter.as_ref().expect("a letter").deliveries.iter().map(|one| one.address.to_string()).collect();
            assert_eq!((said.message.kind, to), (MessageKind::Reply, vec![format!("p{n}@guests.example")]));
            assert_eq!((said.message.to.len(), said.message.cc.len(), said.message.bcc.len()), (1, 0, 0));
        }
        assert!(!system(&world, move |tx| mail_on(tx, id)).await, "nobody gets it twice");
        assert_counters_follow(&world).await;
    }

    async fn what_would_be_refused_is_refused_before_anybody_has_it(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let tried = |compose: Compose, to: Vec<Address>| {
            let each = each(&cast, compose);
            by(&world, cast.chika, move |tx| begin_mailing(tx, each, all(to)))
        };
        assert_refused(tried(letter(" "), people(2)).await, Refusal::MessageEmpty);
        assert_refused(tried(letter("x"), people(101)).await, Refusal::TooManyRecipients);
        assert_refused(tried(letter("x"), vec![]).await, Refusal::NoRecipient);
        assert_refused(tried(letter("x"), vec![Address::bare(email("help@hinode.example"))]).await, Refusal::AddressIsOurs);
        let copied = Compose { cc: people(1), ..letter("x") };
        assert_refused(tried(copied, people(2)).await, Refusal::MailingWithCopies);
        let wish = GuardWish { name: "Prices?".into(), words: vec!["price".into()], effect: Effect::Warn, ..GuardWish::default() };
        by(&world, cast.aya, |tx| service::channel::create_guard(tx, wish)).await.unwrap();
        assert_refused(tried(letter("The price is 7."), people(2)).await, Refusal::GuardWarns);
        assert!(tried(Compose { confirmed: true, ..letter("The price is 7.") }, people(2)).await.is_ok());
        let one = GuardWish { name: "One".into(), recipients: vec!["p1@guests.example".into()], ..GuardWish::default() };
        by(&world, cast.aya, |tx| service::channel::create_guard(tx, one)).await.unwrap();
        assert_refused(tried(letter("x"), people(2)).await, Refusal::GuardWarns);
        assert!(tried(letter("x"), people(1)).await.is_ok(), "a guard against one address says nothing of another");
        let team = cast.support;
        let warned = move |tx: &mut service::Tx| service::channel::opening_warnings(tx, team, "Offer", &letter("The price"), &people(3));
        assert_eq!(by(&world, cast.chika, warned).await.unwrap(), ["Prices?", "One"], "each once");
        let (of_others, as_light) = (each(&cast, letter("x")), each(&cast, letter("x")));
        assert_missing(by(&world, cast.eve, move |tx| begin_mailing(tx, of_others, all(people(2)))).await);
        assert_refused(by(&world, cast.dai, move |tx| begin_mailing(tx, as_light, all(people(2)))).await, Refusal::NotAllowed);
    }

    async fn whoever_has_no_address_is_named_by_number_or_by_choice(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let whoms = |texts: &[&str]| texts.iter().map(|text| Whom::read(text).unwrap()).collect::<Vec<_>>();
        let begin = |opening: Opening, to: Vec<Whom>| {
            let mut each = each(&cast, letter("x"));
            each.ticket.opening = opening;
            by(&world, cast.chika, move |tx| begin_mailing(tx, each, to))
        };
        let said = || Opening::Said(letter("They all called about the same."));
        assert_refused(begin(said(), whoms(&["kei@customer.example", "Taro"])).await, Refusal::RequesterUnclear);
        assert_refused(begin(said(), whoms(&["kei@customer.example", "#999999"])).await, Refusal::PersonUnknown);
        let written = Opening::Write(letter("x"));
        assert_refused(begin(written, whoms(&["kei@customer.example", "Taro <090-1234-5678>"])).await, Refusal::RequesterUnreached);
        let to = whoms(&["kei@customer.example", "Taro", "Jiro <090-1234-5678>"]);
        let doubtful = seen_by(&world, cast.chika, move |read| ticket::doubtful(read, &to, true)).await.unwrap();
        assert_eq!(doubtful, [1, 2], "a name alone, and who has no address to write to");
        let (kei, mio) = (format!("Kei <#{}>", cast.kei), format!("<#{}>", cast.mio));
        let to = whoms(&["kei@customer.example", kei.as_str(), mio.as_str(), "Taro <090-1234-5678>", "Taro <０９０ー１２３４ー５６７８>"]);
        let id = begin(said(), to).await.unwrap().id;
        while system(&world, move |tx| mail_on(tx, id)).await {}
        let (_, all) = seen_by(&world, cast.chika, move |read| mailing_page(read, id)).await.unwrap();
        let mut names = Vec::new();
        for one in &all {
            let number = one.ticket.expect("a ticket");
            let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
            names.push(page.requester.name);
        }
        assert_eq!(names, ["Kei Tanaka", "佐藤 美緒", "Taro"], "each once, in whatever way they were named");
        assert_eq!((all[1].name.as_str(), all[2].way.as_str()), ("佐藤 美緒", "090-1234-5678"));
    }

    async fn one_is_its_owners_alone_and_stops_when_told(world: World) {
        let cast = world.cast().await;
        let id = begun(&world, &cast, 25).await.id;
        assert_missing(seen_by(&world, cast.ben, move |read| mailing_page(read, id)).await);
        assert_missing(by(&world, cast.ben, move |tx| cancel_mailing(tx, id)).await);
        assert_missing(by(&world, cast.chika, move |tx| mail_on(tx, id)).await);
        assert!(system(&world, move |tx| mail_on(tx, id)).await);
        by(&world, cast.chika, move |tx| cancel_mailing(tx, id)).await.unwrap();
        assert!(!system(&world, move |tx| mail_on(tx, id)).await);
        let (mailing, all) = seen_by(&world, cast.chika, move |read| mailing_page(read, id)).await.unwrap();
        assert_eq!((mailing.state, all.iter().filter(|one| one.ticket.is_some()).count()), (MailingState::Cancelled, 10));
        assert_refused(by(&world, cast.chika, move |tx| cancel_mailing(tx, id)).await, Refusal::RunNotAtWork);
    }

    async fn an_agent_who_has_left_writes_to_nobody_more(world: World) {
        let cast = world.cast().await;
        let id = begun(&world, &cast, 3).await.id;
        by(&world, cast.aya, move |tx| service::people::deactivate(tx, cast.chika, 2)).await.unwrap();
        assert!(!system(&world, move |tx| mail_on(tx, id)).await);
        let all = world.desk.ask(Actor::System, move |read| Ok(store::ticket::mailings::recipients(read, id)?)).await.unwrap();
        assert!(all.iter().all(|one| one.ticket.is_none()));
    }

    async fn a_letter_leaves_when_whoever_gets_it_is_at_work(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let to = Address::new("Lena", email("lena@guests.example"));
        let lena = system(&world, { let to = to.clone(); move |tx| service::people::find_or_create(tx, &to, None) }).await;
        let zone = "Pacific/Auckland";
        let wish = desk::people::Profile { time_zone: Some(zone.into()), ..lena.profile() };
        by(&world, cast.aya, move |tx| service::people::edit_person(tx, lena.id, wish, lena.version)).await.unwrap();
        let each = Each { theirs: true, ..each(&cast, letter("Good morning")) };
        let (ticket, _) = by(&world, cast.chika, move |tx| ticket::open_for(tx, each, &desk::people::Whom::Address(to))).await.unwrap();
        let number = ticket.number;
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        let due = page.timeline.iter().find_map(|entry| match entry {
            ticket::Entry::Message(said) => said.letter.as_ref().map(|letter| letter.due_at),
            ticket::Entry::Event(_) | ticket::Entry::Side(_) => None,
        });
        match desk::sla::begins_work(zone, testing::START) {
            Some(at) => assert_eq!(due, Some(at)),
            None => panic!("at {:?} everybody in {zone} is at work: choose another zone", testing::START),
        }
    }
}
