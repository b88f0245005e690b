//! What comes from outside.

use crate::desk_work::*;
use base::Digest;
use desk::conversation::{Attachment, NewAttachment};
use desk::ticket::{Category, Origin, Place, Snooze, Thanks, TicketNumber};
use desk::{Refusal, Who};
use service::conversation::{self, Incoming};
use service::ticket;
use std::time::Duration;
use testing::{Cast, START, World};

async fn kei_writes(world: &World, cast: &Cast, number: TicketNumber, automatic: bool) {
    let said = Incoming { automatic, ..Incoming::said(cast.kei, Origin::Mail, "Any news?") };
    system(world, move |tx| conversation::incoming(tx, number, said)).await;
}

fn picture(bytes: &str) -> NewAttachment {
    NewAttachment {
        digest: Digest::of(bytes.as_bytes()),
        name: format!("{bytes}.png"),
        content_type: "image/png".into(),
        size: 900,
        inline: false,
        content_id: None,
    }
}

fn names(files: &[Attachment]) -> Vec<&str> {
    files.iter().map(|file| file.name.as_str()).collect()
}

testing::on_both! {
    async fn a_logo_of_many_letters_is_told_from_what_was_sent(world: World) {
        let cast = world.cast().await;
        let (kei, support) = (cast.kei, cast.support);
        let with = |files: Vec<NewAttachment>| Incoming { attachments: files, ..Incoming::said(kei, Origin::Mail, "See below") };
        let mut number = TicketNumber(0);
        for photo in ["one", "two", "three", "four", "five"] {
            let first = with(vec![picture("logo"), picture(photo)]);
            let wish = ticket::NewTicket::asked("A photo", kei, support, first);
            number = system(&world, move |tx| ticket::create(tx, wish)).await.number;
            let shelf = seen_by(&world, cast.chika, move |read| conversation::files(read, number)).await.unwrap();
            assert_eq!(shelf.adornments.is_empty(), photo != "five", "{photo}: four others have it");
        }
        let again = with(vec![picture("logo"), picture("five")]);
        system(&world, move |tx| conversation::incoming(tx, number, again)).await;
        let shelf = seen_by(&world, cast.chika, move |read| conversation::files(read, number)).await.unwrap();
        assert_eq!((names(&shelf.files), names(&shelf.adornments)), (vec!["five.png"], vec!["logo.png"]), "each once");
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        let adorned = page.timeline.iter().filter(|entry| matches!(entry, ticket::Entry::Message(said) if said.adornments.len() == 1));
        assert_eq!(adorned.count(), 2);
    }

    async fn what_the_requester_writes_opens_and_wakes_the_ticket(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        for category in [Category::Pending, Category::OnHold, Category::Solved] {
            let status = status(&world, category).await;
            by(&world, cast.chika, move |tx| ticket::set_status(tx, number, status, None)).await.unwrap();
            kei_writes(&world, &cast, number, false).await;
            assert_eq!(now(&world, number).await.category, Category::Open, "{category:?}");
        }
        by(&world, cast.chika, move |tx| ticket::snooze(tx, number, Snooze::UntilReply, None)).await.unwrap();
        world.clock.advance(Duration::from_secs(60));
        kei_writes(&world, &cast, number, false).await;
        let woken = now(&world, number).await;
        assert_eq!((woken.snooze, woken.received_at), (Snooze::Awake, Some(START.plus(Duration::from_secs(60)))));
        assert_eq!(woken.preview, "Any news?");
        let log = log(&world, &ticket).await;
        let (received, waking) = (&log[log.len() - 2], &log[log.len() - 1]);
        assert_eq!((received.event.kind(), received.who), ("message_received", Who::Person(cast.kei)));
        assert_eq!((waking.event.kind(), waking.who, waking.cause), ("ticket_woken", Who::System, Some(received.place.position)));
        assert_counters_follow(&world).await;
    }

    async fn a_mere_thank_you_leaves_what_is_solved_and_is_taken_back_by_a_press(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, solved) = (asked.number, status(&world, Category::Solved).await);
        by(&world, cast.chika, move |tx| ticket::set_status(tx, number, solved, None)).await.unwrap();
        let writes = |text: &'static str| system(&world, move |tx| conversation::incoming(tx, number, Incoming::said(cast.kei, Origin::Mail, text)));
        writes("Many thanks for your help!\n\nKei Tanaka").await;
        let after = now(&world, number).await;
        assert_eq!((after.category, after.messages), (Category::Solved, 2));
        assert_eq!(last_kinds(&world, &asked, 2).await, ["message_received", "thanks_taken"]);
        let taken = position(&world, &asked, "thanks_taken").await;
        assert_refused(by(&world, cast.dai, move |tx| ticket::undo(tx, taken)).await, Refusal::NotAllowed);
        by(&world, cast.chika, move |tx| ticket::undo(tx, taken)).await.unwrap();
        assert_eq!(now(&world, number).await.category, Category::Open);
        by(&world, cast.chika, move |tx| ticket::set_status(tx, number, solved, None)).await.unwrap();
        writes("Thanks, but it still leaks.").await;
        assert_eq!(now(&world, number).await.category, Category::Open);
        by(&world, cast.aya, move |tx| ticket::change_thanks(tx, Thanks::Stay, Thanks::Reopen)).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::set_status(tx, number, solved, None)).await.unwrap();
        writes("Thanks!").await;
        assert_eq!(now(&world, number).await.category, Category::Open);
        assert_refused(by(&world, cast.ben, move |tx| ticket::change_thanks(tx, Thanks::Reopen, Thanks::Stay)).await, Refusal::NotAllowed);
    }

    async fn a_machine_opens_and_wakes_nothing(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let solved = status(&world, Category::Solved).await;
        by(&world, cast.chika, move |tx| ticket::set_status(tx, number, solved, None)).await.unwrap();
        kei_writes(&world, &cast, number, true).await;
        let after = now(&world, number).await;
        assert_eq!((after.category, after.messages), (Category::Solved, 2));
    }

    async fn what_is_closed_stays_closed(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let closed = status(&world, Category::Closed).await;
        by(&world, cast.chika, move |tx| ticket::set_status(tx, number, closed, None)).await.unwrap();
        let said = Incoming::said(cast.kei, Origin::Mail, "Again");
        let refused = world.desk.change(service::Actor::System, move |tx| conversation::incoming(tx, number, said)).await;
        assert_refused(refused, Refusal::TicketClosed);
        kei_writes(&world, &cast, number, true).await;
        assert_eq!(now(&world, number).await.messages, 2, "a late bounce is kept where it belongs");
    }

    async fn nobody_writes_into_the_trash_unseen(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        by(&world, cast.chika, move |tx| ticket::trash(tx, number, None)).await.unwrap();
        kei_writes(&world, &cast, number, false).await;
        assert_eq!(now(&world, number).await.place(), Place::Open);
        by(&world, cast.chika, move |tx| ticket::mark_spam(tx, number, None)).await.unwrap();
        kei_writes(&world, &cast, number, false).await;
        assert_eq!(now(&world, number).await.place(), Place::Spam, "spam stays spam");
        assert_counters_follow(&world).await;
    }

    async fn an_old_message_comes_to_stand_where_it_belongs(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let (number, before) = (ticket.number, START.minus(Duration::from_secs(3600)));
        let said = Incoming { at: Some(before), ..Incoming::said(cast.kei, Origin::Mail, "Earlier") };
        system(&world, move |tx| conversation::incoming(tx, number, said)).await;
        let page = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.timeline[0].at(), before);
        assert_eq!((page.ticket.received_at, page.ticket.updated_at), (ticket.received_at, ticket.updated_at));
    }

    async fn strangers_write_to_no_ticket(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let said = Incoming::said(cast.stranger, Origin::Portal, "Let me in");
        assert_missing(by(&world, cast.stranger, move |tx| conversation::incoming(tx, number, said)).await);
    }
}
