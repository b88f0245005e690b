//! Taking a letter back while it is held.

use crate::desk_work::*;
use base::{Address, Digest};
use desk::channel::{LetterState, MailboxWish, Signs};
use desk::conversation::{MacroId, Mode};
use desk::ticket::{Category, Snooze};
use desk::{Error, Refusal};
use service::conversation::{self, Begun, Compose, NewAttachment};
use service::ticket;
use std::time::Duration;
use testing::{START, email};

testing::on_both! {
    async fn a_reply_taken_back_is_a_draft_again_and_the_ticket_as_before(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        by(&world, cast.chika, move |tx| ticket::snooze(tx, number, Snooze::UntilReply, None)).await.unwrap();
        let before = now(&world, number).await;
        let file = NewAttachment { digest: Digest::of(b"x"), name: "x.txt".into(), content_type: "text/plain".into(), size: 1, inline: false, content_id: None };
        let compose = Compose { cc: vec![Address::bare(email("boss@customer.example"))], attachments: vec![file.clone()], ..to_kei("Oops") };
        let id = by(&world, cast.chika, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
        let draft = by(&world, cast.chika, move |tx| conversation::take_back(tx, id)).await.unwrap().unwrap();
        assert_eq!((draft.mode, draft.text.as_str(), draft.to.as_str()), (Mode::ReplyAll, "Oops", "kei@customer.example"));
        assert_eq!((draft.cc.as_str(), draft.attachments), ("boss@customer.example", vec![file]));

        let after = now(&world, number).await;
        assert_eq!((after.status, after.assignee, after.snooze), (before.status, before.assignee, before.snooze));
        assert_eq!((after.first_replied_at, after.replied_at, after.preview), (None, None, before.preview));
        let (letter, message) = world.desk.ask(service::Actor::System, move |read| {
            Ok((store::channel::letters::of_message(read, id)?.unwrap(), store::conversation::messages::load(read, id)?.unwrap()))
        }).await.unwrap();
        assert_eq!((letter.state, message.taken_back), (LetterState::Cancelled, true));
        assert_refused(by(&world, cast.chika, move |tx| conversation::take_back(tx, id)).await, Refusal::NothingToUndo);
        assert_counters_follow(&world).await;
    }

    async fn how_a_letter_was_to_leave_is_in_the_draft_again(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let plain = MailboxWish::plain("hello@hinode.example", "Hinode", cast.support);
        let other = by(&world, cast.aya, |tx| service::channel::create_mailbox(tx, plain)).await.unwrap().id;
        let number = asked(&world, &cast).await.number;
        let later = START.plus(Duration::from_secs(24 * 3600));
        let usual = seen_by(&world, cast.chika, move |read| ticket::page(read, number)).await.unwrap().sender.unwrap().mailbox;
        assert_ne!(usual, other);
        for (from, kept) in [(usual, None), (other, Some(other))] {
            let compose = Compose { from: Some(from), signs: Some(Signs::Nothing), send_at: Some(later), unless_answered: Some(false), ..to_kei("Tomorrow") };
            let id = by(&world, cast.chika, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
            let chosen = by(&world, cast.chika, move |tx| conversation::take_back(tx, id)).await.unwrap().unwrap().chosen;
            assert_eq!((chosen.from, chosen.signs, chosen.send_at, chosen.unless_answered), (kept, Some(Signs::Nothing), Some(later), Some(false)));
            by(&world, cast.chika, move |tx| conversation::drop_draft(tx, number)).await.unwrap();
        }
        let id = by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("Now"))).await.unwrap();
        let draft = by(&world, cast.chika, move |tx| conversation::take_back(tx, id)).await.unwrap().unwrap();
        assert_eq!(draft.chosen.send_at, None, "the moment in which it can be taken back was nobody's choice");
    }

    async fn how_a_letter_beside_a_ticket_was_to_leave_is_known_again(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let plain = MailboxWish::plain("hello@hinode.example", "Hinode", cast.support);
        let other = by(&world, cast.aya, |tx| service::channel::create_mailbox(tx, plain)).await.unwrap().id;
        let number = asked(&world, &cast).await.number;
        let compose = Compose { to: vec![Address::bare(email("sato@parts.example"))], from: Some(other), signs: Some(Signs::Nothing), ..to_kei("Which lot?") };
        let (_, id) = by(&world, cast.chika, move |tx| conversation::begin_side(tx, number, "The lid", compose)).await.unwrap();
        assert!(by(&world, cast.chika, move |tx| conversation::take_back(tx, id)).await.unwrap().is_none());
        let chosen = seen_by(&world, cast.chika, move |read| conversation::was_to_leave(read, id)).await.unwrap();
        assert_eq!((chosen.from, chosen.signs), (Some(other), Some(Signs::Nothing)));
        assert_missing(seen_by(&world, cast.eve, move |read| conversation::was_to_leave(read, id)).await);
    }

    async fn what_a_letter_was_to_do_is_in_the_draft_again(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let (before, solved) = (now(&world, number).await.status, status(&world, Category::Solved).await);
        let (macros, mentions) = (vec![MacroId(7)], vec![cast.ben]);
        let compose = Compose { status_after: Some(solved), macros: macros.clone(), mentions: mentions.clone(), ..to_kei("It is done") };
        let id = by(&world, cast.chika, move |tx| conversation::reply(tx, number, compose)).await.unwrap();
        assert_eq!(now(&world, number).await.status, solved);
        let chosen = by(&world, cast.chika, move |tx| conversation::take_back(tx, id)).await.unwrap().unwrap().chosen;
        assert_eq!(now(&world, number).await.status, before);
        assert_eq!((chosen.status, chosen.macros, chosen.mentions), (Some(solved), macros, mentions));
    }

    async fn what_colleagues_said_about_a_draft_comes_back_with_it(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let (chika, ben) = (cast.chika, cast.ben);
        let shared = Begun { shared: true, ..begun("Dear Kei", 1) };
        by(&world, chika, move |tx| conversation::save_draft(tx, number, shared)).await.unwrap();
        by(&world, ben, move |tx| conversation::comment_draft(tx, number, chika, "Do not send yet")).await.unwrap();
        let sends = || by(&world, chika, move |tx| conversation::reply(tx, number, to_kei("Dear Kei")));
        let said = || async {
            let found = seen_by(&world, chika, move |read| conversation::drafts(read, number)).await.unwrap();
            found.own.into_iter().map(|(_, one)| (one.by, one.text)).collect::<Vec<_>>()
        };
        let told = [(ben, "Do not send yet".to_owned())];
        // Again and again, as long as it has not left.
        for _ in 0..2 {
            let id = sends().await.unwrap();
            assert!(said().await.is_empty());
            assert!(by(&world, chika, move |tx| conversation::take_back(tx, id)).await.unwrap().unwrap().shared);
            assert_eq!(said().await, told);
        }
        let of_ben = seen_by(&world, ben, move |read| conversation::shared_draft(read, number, chika)).await.unwrap();
        assert_eq!(of_ben.text, "Dear Kei");
        let id = sends().await.unwrap();
        by(&world, chika, move |tx| conversation::save_draft(tx, number, begun("Not for you", 1))).await.unwrap();
        let draft = by(&world, chika, move |tx| conversation::take_back(tx, id)).await.unwrap().unwrap();
        assert!(!draft.shared, "what was begun meanwhile is shown to nobody");
    }

    async fn what_is_on_its_way_is_not_taken_back(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let id = by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("Gone"))).await.unwrap();
        world.clock.set(START.plus(Duration::from_secs(10)));
        let claimed = system(&world, |tx| service::channel::claim_letters(tx, "sender", Duration::from_secs(60), 5)).await;
        assert_eq!(claimed.len(), 1);
        assert_refused(by(&world, cast.chika, move |tx| conversation::take_back(tx, id)).await, Refusal::AlreadySent);
    }

    async fn only_the_writer_or_who_steers_takes_back(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let ben = by(&world, cast.ben, move |tx| conversation::reply(tx, number, to_kei("By Ben"))).await.unwrap();
        let chika = by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("By Chika"))).await.unwrap();
        assert_refused(by(&world, cast.chika, move |tx| conversation::take_back(tx, ben)).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.eve, move |tx| conversation::take_back(tx, ben)).await);
        assert_missing(by(&world, cast.kei, move |tx| conversation::take_back(tx, ben)).await);
        let draft = by(&world, cast.ben, move |tx| conversation::take_back(tx, chika)).await.unwrap().unwrap();
        assert_eq!(draft.person, cast.chika, "the text goes back to who wrote it");
    }

    async fn a_note_begun_meanwhile_is_no_part_of_the_letter(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let id = by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("First"))).await.unwrap();
        let before = seen_by(&world, cast.chika, move |read| conversation::begun_in_the_way(read, id)).await.unwrap();
        let begun = Begun { mode: Mode::Note, text: "Secret".into(), html: Default::default(), to: String::new(), cc: String::new(), bcc: String::new(), attachments: vec![], shared: false, name: String::new(), chosen: Default::default(), revision: 7 };
        by(&world, cast.chika, move |tx| conversation::save_draft(tx, number, begun)).await.unwrap();
        let after = seen_by(&world, cast.chika, move |read| conversation::begun_in_the_way(read, id)).await.unwrap();
        assert_eq!((before, after), (None, Some(number)));
        let draft = by(&world, cast.chika, move |tx| conversation::take_back(tx, id)).await.unwrap().unwrap();
        assert_eq!((draft.mode, draft.text.as_str(), draft.revision), (Mode::Reply, "First", 8));
        let kept = seen_by(&world, cast.chika, move |read| conversation::drafts(read, number)).await.unwrap().versions;
        let kept: Vec<_> = kept.iter().map(|one| (one.mode, one.text.as_str())).collect();
        assert_eq!(kept, [(Mode::Note, "Secret")]);
    }

    async fn a_forward_begun_meanwhile_is_for_its_own_people(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let forward = || Begun { mode: Mode::Forward, to: "ami@supplier.example".into(), ..begun("Our margin is 40 %", 7) };
        let margin = (Mode::Forward, "ami@supplier.example".to_owned(), "Our margin is 40 %".to_owned());
        let sent = |text: &'static str| by(&world, cast.chika, move |tx| {
            let id = conversation::reply(tx, number, to_kei(text))?;
            conversation::save_draft(tx, number, forward())?;
            Ok(id)
        });
        let found = async || {
            seen_by(&world, cast.chika, move |read| {
                let kept = conversation::drafts(read, number)?.versions.remove(0);
                let draft = conversation::draft(read, number)?.expect("one is in hand");
                Ok(((draft.mode, draft.to, draft.text), (kept.mode, kept.to, kept.text), kept.id, conversation::came_back(read, number)?))
            }).await.unwrap()
        };
        let answer = |text: &str| (Mode::Reply, "kei@customer.example".to_owned(), text.to_owned());

        let id = sent("First").await.unwrap();
        let way = seen_by(&world, cast.chika, move |read| conversation::begun_in_the_way(read, id)).await.unwrap();
        assert_eq!(way, Some(number));
        by(&world, cast.chika, move |tx| conversation::take_back(tx, id)).await.unwrap();
        let (draft, kept, _, told) = found().await;
        assert_eq!((draft, kept, told), (answer("First"), margin.clone(), false), "she has it in her hands");

        by(&world, cast.chika, move |tx| conversation::drop_draft(tx, number)).await.unwrap();
        let id = sent("Second").await.unwrap();
        by(&world, cast.ben, move |tx| conversation::take_back(tx, id)).await.unwrap();
        let (draft, kept, version, told) = found().await;
        assert_eq!((draft, kept, told), (margin.clone(), answer("Second"), true), "what she writes is not taken from her");
        assert!(!seen_by(&world, cast.ben, move |read| conversation::came_back(read, number)).await.unwrap());
        by(&world, cast.chika, move |tx| conversation::restore_draft(tx, number, version)).await.unwrap();
        let (draft, kept, _, told) = found().await;
        assert_eq!((draft, kept, told), (answer("Second"), margin, false));
    }

    async fn whom_a_letter_called_is_called_no_more(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let (ben, chika, dai) = (cast.ben, cast.chika, cast.dai);
        by(&world, ben, move |tx| ticket::follow(tx, number, ben, None)).await.unwrap();
        let sends = || by(&world, chika, move |tx| {
            let id = conversation::reply(tx, number, to_kei("@Ben Okada and @Dai Nishi know more"))?;
            conversation::mention(tx, number, id, &[ben, dai])?;
            Ok(id)
        });
        let found = async || {
            let followers = seen_by(&world, chika, move |read| ticket::page(read, number)).await.unwrap().followers;
            let called = seen_by(&world, dai, |read| conversation::mentions(read, None, 9)).await.unwrap();
            (followers.contains(&ben), followers.contains(&dai), called.len())
        };
        for _ in 0..2 {
            let id = sends().await.unwrap();
            assert_eq!(found().await, (true, true, 1));
            by(&world, chika, move |tx| conversation::take_back(tx, id)).await.unwrap();
            assert_eq!(found().await, (true, false, 0), "who followed before does so still");
        }
        sends().await.unwrap();
        assert_eq!(found().await, (true, true, 1), "sent again, it calls again");
    }

    async fn what_was_begun_meanwhile_stays_beneath(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let id = by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("First"))).await.unwrap();
        let begun = Begun { mode: Mode::Reply, text: "Second".into(), html: Default::default(), to: String::new(), cc: String::new(), bcc: String::new(), attachments: vec![], shared: false, name: String::new(), chosen: Default::default(), revision: 7 };
        by(&world, cast.chika, move |tx| conversation::save_draft(tx, number, begun)).await.unwrap();
        let draft = by(&world, cast.chika, move |tx| conversation::take_back(tx, id)).await.unwrap().unwrap();
        assert_eq!((draft.text.as_str(), draft.revision), ("First\n\nSecond", 8));
    }

    async fn what_somebody_changed_since_stays_changed(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let ben = cast.ben;
        let id = by(&world, cast.chika, move |tx| conversation::reply(tx, number, to_kei("x"))).await.unwrap();
        by(&world, ben, move |tx| ticket::assign(tx, number, Some(ben), None)).await.unwrap();
        by(&world, cast.chika, move |tx| conversation::take_back(tx, id)).await.unwrap();
        assert_eq!(now(&world, number).await.assignee, Some(ben));
    }

    async fn a_note_is_not_taken_back(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let id = by(&world, cast.chika, move |tx| conversation::note(tx, number, Compose { text: "x".into(), ..Compose::default() })).await.unwrap();
        let done = by(&world, cast.chika, move |tx| conversation::take_back(tx, id)).await;
        assert!(matches!(done, Err(Error::Refused(Refusal::NothingToUndo))));
    }
}
