//! What is found, by whom.

use super::*;
use desk::access::Level;
use desk::query::Field;
use desk::ticket::{Category, Priority, RatingWish, ReferredTo, Snooze, Stars, View};
use service::access::Invite;
use service::conversation::Compose;
use std::time::Duration;

testing::on_both! {
    async fn words_of_several_messages_meet_in_one_ticket(world: World) {
        let cast = world.cast().await;
        let kettle = written(&world, cast.kei, cast.support, "The kettle leaks", "Order A-20931, please refund me.").await;
        written(&world, cast.mio, cast.support, "返金のお願い", "プリンターの返金を希望します。猫も困っています。").await;
        by(&world, cast.chika, move |tx| service::conversation::note(tx, kettle, Compose { text: "The seal is torn".into(), ..Compose::default() })).await.unwrap();
        let (finder, _feed) = index(&world).await;
        for text in ["refunds torn", "a20931", "20931", "\"please refund\"", "kettle -猫", "subject:kettle", "from:kei", "from:customer.example", "has:note"] {
            assert_eq!(numbers(&world, &finder, cast.chika, text).await, [kettle], "{text}");
        }
        assert_eq!(numbers(&world, &finder, cast.chika, &kettle.to_string()).await, [kettle]);
        for text in ["返金", "猫", "ﾌﾟﾘﾝﾀ", "プリンター 返金", "from:佐藤"] {
            assert_eq!(find(&world, &finder, cast.chika, text).await.hits[0].line.requester, "佐藤 美緒", "{text}");
        }
        assert_eq!(numbers(&world, &finder, cast.chika, "kettle OR 猫").await.len(), 2);
        assert!(numbers(&world, &finder, cast.chika, "kettle 猫").await.is_empty());
    }

    async fn nobody_finds_or_counts_what_is_not_theirs(world: World) {
        let cast = world.cast().await;
        let support = written(&world, cast.kei, cast.support, "One", "the wombat").await;
        let billing = written(&world, cast.kei, cast.billing, "Two", "the wombat").await;
        let (finder, _feed) = index(&world).await;
        let mut both = numbers(&world, &finder, cast.aya, "wombat").await;
        both.sort();
        assert_eq!(both, [support, billing]);
        assert_eq!(numbers(&world, &finder, cast.dai, "wombat").await, [support]);
        let seen = find(&world, &finder, cast.dai, "wombat").await;
        assert_eq!((seen.count, seen.facets.teams.len()), (1, 1));
        assert!(numbers(&world, &finder, cast.eve, "wombat").await.is_empty());
        let kei = world.actor(cast.kei).await;
        assert_missing_or_refused(finder.find(&world.desk, &kei, wish(parse("wombat").unwrap())).await);
    }

    async fn what_was_referred_to_somebody_is_found_by_them_while_it_is(world: World) {
        let cast = world.cast().await;
        let number = written(&world, cast.kei, cast.support, "One", "the wombat").await;
        written(&world, cast.kei, cast.support, "Two", "the wombat").await;
        let to = ReferredTo::Person(cast.eve);
        by(&world, cast.chika, move |tx| ticket::refer(tx, number, to, Level::Read, "", None)).await.unwrap();
        let (finder, mut feed) = index(&world).await;
        assert_eq!(numbers(&world, &finder, cast.eve, "wombat").await, [number]);
        assert_eq!(numbers(&world, &finder, cast.eve, &number.to_string()).await, [number]);
        by(&world, cast.chika, move |tx| ticket::withdraw_referral(tx, number, to, None)).await.unwrap();
        // The lines are read within the scope, whatever the index still says.
        assert!(find(&world, &finder, cast.eve, "wombat").await.hits.is_empty());
        read_on(&world, &mut feed).await;
        assert_eq!(find(&world, &finder, cast.eve, "wombat").await.count, 0);
    }

    async fn conditions_are_looked_up_by_their_names(world: World) {
        let cast = world.cast().await;
        let number = written(&world, cast.kei, cast.support, "The kettle leaks", "Again").await;
        let other = written(&world, cast.mio, cast.billing, "Invoice", "Please").await;
        by(&world, cast.chika, move |tx| {
            ticket::assign(tx, number, Some(cast.chika), None)?;
            ticket::set_priority(tx, number, Priority::Urgent, None)?;
            let tags = ticket::tags_named(tx, &["leak".into(), "VIP".into()])?;
            ticket::set_tags(tx, number, tags, None)
        }).await.unwrap();
        let (finder, _feed) = index(&world).await;
        for text in ["tag:vip", "assignee:me", "is:mine", "assignee:chika", "priority:urgent", "team:support", "channel:mail kettle",
            "created:today kettle", "created:2026-03-01 subject:kettle", "updated:last-7-days tag:leak", "is:open kettle", "is:unread kettle", "status:new kettle"] {
            assert_eq!(numbers(&world, &finder, cast.chika, text).await, [number], "{text}");
        }
        for text in ["is:unassigned", "team:bill", "assignee:none", "-team:support"] {
            assert_eq!(numbers(&world, &finder, cast.aya, text).await, [other], "{text}");
        }
        for text in ["tag:nothing", "created:<2026-01-01", "priority:low", "has:attachment", "team:nobody"] {
            assert!(numbers(&world, &finder, cast.aya, text).await.is_empty(), "{text}");
        }
    }

    async fn a_question_is_a_condition_that_finds_the_same(world: World) {
        let cast = world.cast().await;
        let number = written(&world, cast.kei, cast.support, "The kettle leaks", "Again").await;
        written(&world, cast.mio, cast.billing, "Invoice", "Please").await;
        let tomorrow = world.desk.now().plus(Duration::from_secs(86_400));
        by(&world, cast.aya, move |tx| {
            ticket::star(tx, number)?;
            ticket::assign(tx, number, Some(cast.chika), None)?;
            ticket::set_priority(tx, number, Priority::Urgent, None)?;
            ticket::set_deadline(tx, number, Some(tomorrow), None)?;
            let tags = ticket::tags_named(tx, &["VIP".into()])?;
            ticket::set_tags(tx, number, tags, None)
        }).await.unwrap();
        let (finder, _feed) = index(&world).await;
        let asked = async |text: &str| {
            let query = parse(text).unwrap();
            world.desk.ask(world.actor(cast.aya).await, move |read| service::search::condition(read, &query)).await.unwrap()
        };
        for text in ["", "kettle", "kettle OR invoice", "-kettle", "subject:kettle", "from:kei", "tag:vip", "-tag:vip", "assignee:chika", "assignee:none", "is:unassigned",
            "priority:urgent team:support", "(priority:low OR team:bill) status:new", "status:open", "channel:mail", "created:today", "created:2026-03-01", "created:<2026-01-01",
            "updated:last-7-days", "due:tomorrow", "due:next-7-days", "due:<2026-03-02", "has:due", "-has:due", "has:reply", "is:unread", "is:open", "is:closed", "is:starred", "-is:starred", &number.to_string()] {
            let condition = asked(text).await.unwrap_or_else(|why| panic!("{text}: {why:?}"));
            let found = world.desk.ask(world.actor(cast.aya).await, move |read| ticket::preview(read, None, condition, 20)).await.unwrap();
            let mut listed: Vec<TicketNumber> = found.0.lines.iter().map(|line| line.ticket.number).collect();
            let mut found = numbers(&world, &finder, cast.aya, text).await;
            listed.sort();
            found.sort();
            assert_eq!(listed, found, "{text}");
        }
        use service::search::Unasked;
        for (text, field) in [("to:kei", Field::To), ("has:attachment", Field::Has), ("created:last-3-months", Field::Created), ("a OR (b to:x)", Field::To)] {
            assert_eq!(asked(text).await, Err(Unasked::Field(field)), "{text}");
        }
        assert_eq!(asked("tag:nothing").await, Err(Unasked::Name(Field::Tag)));
        assert_eq!(asked(&"x ".repeat(40)).await, Err(Unasked::Refused(desk::Refusal::ConditionTooLarge)));
        let query = parse("kettle").unwrap();
        let kei = world.actor(cast.kei).await;
        assert!(world.desk.ask(kei, move |read| service::search::condition(read, &query)).await.is_err());
    }

    async fn spam_and_trash_are_found_only_when_asked_for(world: World) {
        let cast = world.cast().await;
        let [open, spam, trash, snoozed, solved] = [
            written(&world, cast.kei, cast.support, "One", "wombat").await,
            written(&world, cast.kei, cast.support, "Two", "wombat").await,
            written(&world, cast.kei, cast.support, "Three", "wombat").await,
            written(&world, cast.kei, cast.support, "Four", "wombat").await,
            written(&world, cast.kei, cast.support, "Five", "wombat").await,
        ];
        let done = status(&world, Category::Solved).await;
        by(&world, cast.chika, move |tx| {
            ticket::mark_spam(tx, spam, None)?;
            ticket::snooze(tx, snoozed, Snooze::UntilReply, None)?;
            ticket::set_status(tx, solved, done, None)?;
            ticket::trash(tx, trash, None)
        }).await.unwrap();
        let (finder, _feed) = index(&world).await;
        let mut seen = numbers(&world, &finder, cast.chika, "wombat").await;
        seen.sort();
        assert_eq!(seen, [open, snoozed, solved]);
        for (text, number) in [("wombat is:spam", spam), ("wombat is:trash", trash), ("wombat is:snoozed", snoozed), ("wombat is:closed", solved)] {
            assert_eq!(numbers(&world, &finder, cast.chika, text).await, [number], "{text}");
        }
    }

    async fn the_newest_come_first_where_that_is_wanted(world: World) {
        let cast = world.cast().await;
        let mut made = Vec::new();
        for n in 0..5 {
            made.push(written(&world, cast.kei, cast.support, "wombat", &format!("number {n}")).await);
            world.clock.advance(Duration::from_secs(60));
        }
        made.reverse();
        let (finder, _feed) = index(&world).await;
        let actor = world.actor(cast.chika).await;
        let mut seen = Vec::new();
        for offset in [0, 2, 4] {
            let wish = Wish { order: Order::Newest, offset, limit: 2, ..wish(parse("wombat").unwrap()) };
            let answer = finder.find(&world.desk, &actor, wish).await.unwrap();
            assert_eq!(answer.count, 5);
            seen.extend(answer.hits.into_iter().map(|hit| hit.line.ticket.number));
        }
        assert_eq!(seen, made);
    }

    async fn what_comes_near_is_found_when_nothing_is_exactly_that(world: World) {
        let cast = world.cast().await;
        let kettle = written(&world, cast.kei, cast.support, "The kettle leaks", "Please refund it").await;
        let printer = written(&world, cast.mio, cast.support, "プリンター", "紙が詰まったので、返金の手続きを教えてください").await;
        let (finder, _feed) = index(&world).await;
        for (text, number) in [("kettel refudn", kettle), ("kettle refunding", kettle), ("プリンター返金手続き", printer)] {
            let found = find(&world, &finder, cast.chika, text).await;
            assert_eq!(found.hits[0].line.ticket.number, number, "{text}");
            assert_eq!(found.loose, text != "kettle refunding", "{text}");
            assert!(found.hits[0].excerpt.is_marked(), "{text}");
        }
    }

    async fn people_and_organisations_are_found_beside(world: World) {
        let cast = world.cast().await;
        by(&world, cast.aya, |tx| service::people::create_organization(tx, "Tanaka Works").map(drop)).await.unwrap();
        let (finder, _feed) = index(&world).await;
        let found = find(&world, &finder, cast.chika, "tanaka").await;
        assert_eq!(found.people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Kei Tanaka"]);
        assert_eq!(found.organizations.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Tanaka Works"]);
    }

    async fn a_name_is_found_whatever_its_spaces_and_whichever_word_is_first(world: World) {
        let cast = world.cast().await;
        let address = base::Address::new("木村 拓", testing::email("kimura@tsukimi.example"));
        let kimura = system(&world, move |tx| service::people::find_or_create(tx, &address, None)).await.id;
        let number = written(&world, kimura, cast.support, "お見積もり", "お願いします。").await;
        let hayashi = Invite {
            name: "林 大輔".into(),
            email: testing::email("daisuke@hinode.example"),
            role: desk::Role::Agent,
            levels: [(cast.support, Level::Full)].into(),
            language: base::Language::Japanese,
        };
        let hayashi = system(&world, move |tx| service::access::hire(tx, hayashi, testing::cast::HASH)).await;
        by(&world, cast.chika, move |tx| ticket::assign(tx, number, Some(hayashi), None)).await.unwrap();
        let (finder, _feed) = index(&world).await;
        for text in ["木村拓", "拓木村", "拓 木村", "from:木村拓", "assignee:林大輔"] {
            let found = find(&world, &finder, cast.chika, text).await;
            assert_eq!(found.hits.iter().map(|hit| hit.line.ticket.number).collect::<Vec<_>>(), [number], "{text}");
            assert!(!found.loose, "{text}");
        }
        let found = find(&world, &finder, cast.chika, "木村拓").await;
        assert_eq!(found.people.iter().map(|person| person.id).collect::<Vec<_>>(), [kimura]);
        for words in ["林大輔", "大輔 林"] {
            let meant = seen_by(&world, cast.chika, move |read| ticket::reader_meant(read, number, words)).await.unwrap();
            assert_eq!(meant, hayashi, "{words}");
        }
    }

    async fn tickets_of_whoever_matters_are_found_by_it(world: World) {
        let cast = world.cast().await;
        let kettle = written(&world, cast.kei, cast.support, "The kettle leaks", "Please refund it").await;
        written(&world, cast.mio, cast.support, "Printer", "It is jammed").await;
        let (finder, mut feed) = index(&world).await;
        assert!(find(&world, &finder, cast.chika, "tier:vip").await.hits.is_empty());
        by(&world, cast.chika, move |tx| service::people::set_tier(tx, cast.kei, desk::people::Tier::Vip)).await.unwrap();
        read_on(&world, &mut feed).await;
        let numbers = |found: Answer| found.hits.iter().map(|hit| hit.line.ticket.number).collect::<Vec<_>>();
        assert_eq!(numbers(find(&world, &finder, cast.chika, "tier:vip kettle").await), [kettle]);
        assert!(find(&world, &finder, cast.chika, "kettle -ランク:vip").await.hits.is_empty());
        let company = by(&world, cast.chika, |tx| {
            let company = service::people::create_organization(tx, "Kyaku")?;
            service::people::add_domain(tx, company.id, "kyaku.example")
        }).await.unwrap();
        let about = desk::people::About { tier: desk::people::Tier::Important, ..company.about };
        by(&world, cast.chika, move |tx| service::people::describe_organization(tx, company.id, about, company.version)).await.unwrap();
        read_on(&world, &mut feed).await;
        assert_eq!(find(&world, &finder, cast.chika, "tier:important").await.hits.len(), 1);
    }

    async fn tickets_are_found_by_how_they_were_rated(world: World) {
        let cast = world.cast().await;
        let kettle = written(&world, cast.kei, cast.support, "The kettle leaks", "Please refund it").await;
        let printer = written(&world, cast.mio, cast.support, "Printer", "It is jammed").await;
        let (finder, mut feed) = index(&world).await;
        for (number, person, stars) in [(kettle, cast.kei, 1), (printer, cast.mio, 4)] {
            by(&world, cast.chika, move |tx| {
                let done = ticket::statuses(tx)?.into_iter().find(|status| status.category == Category::Solved).unwrap();
                ticket::set_status(tx, number, done.id, None)
            }).await.unwrap();
            let wish = RatingWish { stars: Stars::of(stars), comment: String::new() };
            by(&world, person, move |tx| ticket::rate(tx, number, wish)).await.unwrap();
        }
        read_on(&world, &mut feed).await;
        let table = [("rating:low", vec![kettle]), ("rating:>3", vec![printer]), ("評価:1..5 printer", vec![printer]), ("rating:2", vec![])];
        for (text, wanted) in table {
            let found = find(&world, &finder, cast.chika, text).await;
            assert_eq!(found.hits.iter().map(|hit| hit.line.ticket.number).collect::<Vec<_>>(), wanted, "{text}");
            // Views ask the same.
            let query = desk::query::parse(text.split(' ').next().unwrap()).unwrap();
            let condition = world.desk.ask(world.actor(cast.aya).await, move |read| service::search::condition(read, &query)).await.unwrap();
            assert!(condition.unwrap().tests().iter().all(|test| test.field == desk::condition::Field::Rating), "{text}");
        }
    }

    async fn a_list_is_narrowed_to_what_is_found(world: World) {
        let cast = world.cast().await;
        let kettle = written(&world, cast.kei, cast.support, "The kettle leaks", "Order A-20931, please refund me.").await;
        let billing = written(&world, cast.kei, cast.billing, "Invoice", "A refund for A-20931").await;
        let closed = written(&world, cast.mio, cast.support, "Refunded", "Thank you").await;
        written(&world, cast.mio, cast.support, "Hello", "Nothing of the kind").await;
        by(&world, cast.chika, move |tx| {
            let done = ticket::statuses(tx)?.into_iter().find(|status| status.category == Category::Closed).unwrap();
            ticket::set_status(tx, closed, done.id, None)?;
            service::conversation::note(tx, kettle, Compose { text: "The seal is torn".into(), ..Compose::default() })
        }).await.unwrap();
        let (finder, mut feed) = index(&world).await;
        let listed = |who, view, text: &'static str| {
            let finder = finder.clone();
            seen_by(&world, who, move |read| {
                let more = service::search::narrowing(read, &finder, view, &parse(text).unwrap())?.expect("it can be asked");
                let page = ticket::list_in(read, (view, Some(&more)), desk::ticket::Order::Oldest, None, 50)?;
                assert_eq!(ticket::count_narrowed(read, view, &more)?, page.lines.len() as i64);
                Ok((more.these.is_some(), page.lines.iter().map(|line| line.ticket.number).collect::<Vec<_>>()))
            })
        };
        assert_eq!(listed(cast.aya, View::AllOpen, "refund").await.unwrap(), (true, vec![kettle, billing]));
        assert_eq!(listed(cast.dai, View::AllOpen, "refund").await.unwrap(), (true, vec![kettle]), "another team's");
        assert_eq!(listed(cast.aya, View::AllOpen, "refund torn").await.unwrap(), (true, vec![kettle]), "of several messages");
        assert_eq!(listed(cast.aya, View::AllOpen, "has:note -invoice").await.unwrap(), (true, vec![kettle]));
        assert_eq!(listed(cast.aya, View::Closed, "refund").await.unwrap(), (true, vec![closed]));
        assert_eq!(listed(cast.aya, View::Found, "refund").await.unwrap(), (true, vec![kettle, billing, closed]), "wherever it lies");
        assert_eq!(listed(cast.dai, View::Found, "refund -torn").await.unwrap(), (true, vec![closed]), "another team's");
        assert_eq!(listed(cast.aya, View::AllOpen, "refnud").await.unwrap(), (true, vec![]), "a list shows nothing that only comes near");
        // What has changed since it was indexed is looked at as it is.
        by(&world, cast.aya, move |tx| ticket::trash(tx, billing, None)).await.unwrap();
        assert_eq!(listed(cast.aya, View::AllOpen, "refund").await.unwrap(), (true, vec![kettle]));
        assert_eq!(listed(cast.aya, View::Found, "refund").await.unwrap(), (true, vec![kettle, closed]), "what is discarded is not there");
        read_on(&world, &mut feed).await;
        let run = by(&world, cast.chika, {
            let finder = finder.clone();
            move |tx| {
                let more = service::search::narrowing(tx, &finder, View::AllOpen, &parse("refund").unwrap())?.expect("it can be asked");
                ticket::run_over_view(tx, View::AllOpen, Some(&more), desk::ticket::Act::SetPriority(Priority::Urgent), 1)
            }
        }).await.unwrap();
        while system(&world, move |tx| ticket::step(tx, run.id)).await {}
        let urgent = seen_by(&world, cast.chika, |read| ticket::list(read, View::AllOpen, None, 50)).await.unwrap();
        let urgent = urgent.lines.into_iter().filter(|line| line.ticket.priority == Priority::Urgent);
        assert_eq!(urgent.map(|line| line.ticket.number).collect::<Vec<_>>(), [kettle]);
        let nothing = Arc::new(Finder::default());
        let plainly = seen_by(&world, cast.aya, move |read| {
            Ok(service::search::narrowing(read, &nothing, View::AllOpen, &parse("leaks").unwrap())?.expect("it can be asked").these)
        });
        assert_eq!(plainly.await.unwrap(), None, "without an index it is a condition");
        let whole = seen_by(&world, cast.aya, |read| ticket::list_in(read, (View::Found, None), desk::ticket::Order::Newest, None, 50)).await.unwrap();
        assert_eq!(whole.lines.len(), 3, "all that is not discarded");
    }

    async fn similar_tickets_speak_of_the_same(world: World) {
        let cast = world.cast().await;
        let one = written(&world, cast.kei, cast.support, "Kettle leaks", "The seal of my kettle is torn and water runs out.").await;
        let two = written(&world, cast.mio, cast.support, "Leaking kettle", "Water runs out at the seal.").await;
        let far = written(&world, cast.mio, cast.billing, "Kettle seal", "The seal of the kettle, water.").await;
        written(&world, cast.kei, cast.support, "Invoice", "Where is my invoice of March?").await;
        let (finder, _feed) = index(&world).await;
        let dai = world.actor(cast.dai).await;
        let near = finder.similar(&world.desk, &dai, one, 5).await.unwrap();
        assert_eq!(near.iter().map(|line| line.ticket.number).collect::<Vec<_>>(), [two]);
        assert_missing(finder.similar(&world.desk, &dai, far, 5).await);
    }

    async fn a_ticket_that_was_changed_again_and_again_is_still_like_others(world: World) {
        let cast = world.cast().await;
        let alone = "aardvark bandicoot capybara dugong echidna fossa gharial hoatzin ibex jerboa kakapo lemur manatee numbat okapi";
        let one = written(&world, cast.kei, cast.support, "Kettle leaks", &format!("The seal of my kettle is torn and water runs out. {alone}")).await;
        let two = written(&world, cast.mio, cast.support, "Leaking kettle", "Water runs out at the seal.").await;
        let (finder, mut feed) = index(&world).await;
        for priority in [Priority::High, Priority::Low, Priority::Normal] {
            by(&world, cast.chika, move |tx| ticket::set_priority(tx, one, priority, None)).await.unwrap();
            read_on(&world, &mut feed).await;
        }
        let dai = world.actor(cast.dai).await;
        let near = finder.similar(&world.desk, &dai, one, 5).await.unwrap();
        assert_eq!(near.iter().map(|line| line.ticket.number).collect::<Vec<_>>(), [two]);
    }
}

fn assert_missing_or_refused(done: desk::Done<Answer>) {
    assert!(matches!(done, Err(desk::Error::Missing | desk::Error::Refused(_))), "{done:?}");
}
