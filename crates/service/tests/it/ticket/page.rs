//! Everything one ticket's page shows.

use crate::desk_work::*;
use desk::conversation::{MessageId, MessageKind, Mode, Reason};
use desk::ticket::{Origin, Priority};
use service::conversation::{self, Begun, Compose, Incoming};
use service::ticket::{self, Entry};

fn kinds(timeline: &[Entry]) -> Vec<&'static str> {
    timeline
        .iter()
        .map(|entry| match entry {
            Entry::Message(said) => said.message.kind.name(),
            Entry::Side(_) => "side",
            Entry::Event(happened) => happened.recorded.event.kind(),
        })
        .collect()
}

testing::on_both! {
    async fn the_page_shows_the_ticket_with_its_history_in_order(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        by(&world, cast.chika, move |tx| {
            let tags = ticket::tags_named(tx, &["kettle".into()])?;
            ticket::set_tags(tx, number, tags, None)?;
            conversation::note(tx, number, Compose { text: "Ask for a photo".into(), ..Compose::default() })?;
            conversation::reply(tx, number, to_kei("Could you send a photo?"))
        }).await.unwrap();
        let page = seen_by(&world, cast.ben, move |read| ticket::page(read, number)).await.unwrap();
        let expected = ["ticket_created", "incoming", "tags_changed", "note", "reply", "assignee_changed", "status_changed"];
        assert_eq!(kinds(&page.timeline), expected);
        assert_eq!(page.requester.name, "Kei Tanaka");
        assert_eq!(page.tags[0].name, "kettle");
        assert_eq!(page.statuses.len(), 6);
        assert_eq!(page.names[&cast.chika], "Chika Ueda");
        assert_eq!(page.sender.unwrap().address.email.as_str(), "help@hinode.example");
        let assignable: Vec<&str> = page.assignable.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(assignable, ["Aya Mori", "Ben Okada", "Chika Ueda"]);
        assert_eq!(page.hidden, 0);
        let letter = page.timeline.iter().find_map(|entry| match entry {
            Entry::Message(said) if said.message.kind == MessageKind::Reply => said.letter.clone(),
            Entry::Message(_) | Entry::Event(_) | Entry::Side(_) => None,
        });
        assert_eq!(letter.unwrap().deliveries[0].address.as_str(), "kei@customer.example");
    }

    async fn a_page_knows_which_tickets_it_speaks_of_that_its_reader_may_see(world: World) {
        let cast = world.cast().await;
        let (one, two) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        let (ben, billing) = (cast.ben, cast.billing);
        let three = asked(&world, &cast).await.number;
        by(&world, ben, move |tx| {
            ticket::move_to_team(tx, three, billing, None)?;
            let text = format!("As in #{two}, #{three} and #{one}, not #999999.");
            conversation::note(tx, one, Compose { text, ..Compose::default() })
        }).await.unwrap();
        let spoken_of = |who| seen_by(&world, who, move |read| Ok(ticket::page(read, one)?.spoken_of));
        assert_eq!(spoken_of(cast.ben).await.unwrap(), [two, three]);
        assert_eq!(spoken_of(cast.dai).await.unwrap(), [two]);
    }

    async fn a_very_long_talk_is_read_to_its_beginning(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let (kei, most) = (cast.kei, 503);
        world.clock.advance(std::time::Duration::from_secs(60));
        system(&world, move |tx| {
            for n in 1..most {
                conversation::incoming(tx, number, Incoming::said(kei, Origin::Mail, format!("{n}")))?;
            }
            Ok(())
        }).await;
        let texts = |page: &ticket::TicketPage| -> Vec<(MessageId, String)> {
            let said = page.timeline.iter().filter_map(|entry| match entry {
                Entry::Message(said) => Some((said.message.id, said.message.text.clone())),
                Entry::Event(_) | Entry::Side(_) => None,
            });
            said.collect()
        };
        let newest = seen_by(&world, cast.ben, move |read| ticket::page(read, number)).await.unwrap();
        let shown = texts(&newest);
        assert_eq!((shown.len(), newest.hidden, newest.earlier), (500, 3, false));
        assert!(!kinds(&newest.timeline).contains(&"ticket_created"), "what was before the first that is shown");
        let before = shown[0].0;
        let older = seen_by(&world, cast.ben, move |read| ticket::page_before(read, number, Some(before))).await.unwrap();
        let texts: Vec<String> = texts(&older).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["My kettle leaks at the handle.", "1", "2"]);
        assert_eq!((older.hidden, older.earlier, older.newest), (0, true, newest.newest));
        assert_eq!(kinds(&older.timeline)[0], "ticket_created");
        assert_eq!(older.reply.to[0].address.email.as_str(), "kei@customer.example");
    }

    async fn an_answer_is_proposed_to_whom_it_concerns(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let mio = cast.mio;
        by(&world, cast.chika, move |tx| ticket::add_participant(tx, number, mio, None)).await.unwrap();
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.reply.to[0].address.email.as_str(), "kei@customer.example");
        assert!(page.reply.cc.is_empty());
        assert_eq!(page.reply_all.cc[0].address.email.as_str(), "mio@kyaku.example");
        assert_eq!(page.reply_all.cc[0].reason, Reason::Participant);
        assert_eq!(page.participants[0].id, mio);
    }

    async fn the_page_knows_what_the_one_who_looks_may_do(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        by(&world, cast.chika, move |tx| ticket::set_priority(tx, number, Priority::High, None)).await.unwrap();
        let undoable = |page: &ticket::TicketPage| {
            page.timeline.iter().any(|entry| matches!(entry, Entry::Event(happened) if happened.undoable))
        };
        let dai = seen_by(&world, cast.dai, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!((dai.may.note, dai.may.change, dai.may.reply, dai.may.discard), (true, false, false, false));
        assert!(!undoable(&dai));
        let chika = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!((chika.may.note, chika.may.change, chika.may.reply, chika.may.discard), (true, true, true, true));
        assert!(undoable(&chika));
        let position = position(&world, &chika.ticket, "priority_changed").await;
        by(&world, cast.chika, move |tx| ticket::undo(tx, position)).await.unwrap();
        let after = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        let undone = after.timeline.iter().filter(|entry| matches!(entry, Entry::Event(happened) if happened.undone)).count();
        assert_eq!(undone, 1, "the change, not its inverse");
    }

    async fn everybody_sees_only_their_own_draft(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let begun = Begun {
            mode: Mode::Reply, text: "Dear".into(), html: Default::default(), to: String::new(), cc: String::new(), bcc: String::new(), attachments: vec![], shared: false, name: String::new(), chosen: Default::default(), revision: 1,
        };
        by(&world, cast.chika, move |tx| conversation::save_draft(tx, number, begun)).await.unwrap();
        let chika = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(chika.draft.unwrap().text, "Dear");
        let ben = seen_by(&world, cast.ben, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(ben.draft, None);
    }

    async fn other_tickets_are_shown_only_as_far_as_one_may_see_them(world: World) {
        let cast = world.cast().await;
        let (number, other) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        let billing = cast.billing;
        by(&world, cast.ben, move |tx| ticket::move_to_team(tx, other, billing, None)).await.unwrap();
        let others = |page: ticket::TicketPage| page.others.iter().map(|line| line.ticket.number).collect::<Vec<_>>();
        assert_eq!(others(seen_by(&world, cast.ben, move |read| ticket::page(read, number)).await.unwrap()), [other]);
        assert_eq!(others(seen_by(&world, cast.dai, move |read| ticket::page(read, number)).await.unwrap()), []);
    }

    async fn a_stranger_finds_no_page(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        for nobody in [cast.eve, cast.kei, cast.stranger] {
            assert_missing(seen_by(&world, nobody, move |read| ticket::page(read, number)).await);
        }
    }
}
