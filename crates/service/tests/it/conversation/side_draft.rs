//! What is begun in a side conversation is kept until it is said.

use crate::desk_work::*;
use base::{Address, CleanHtml, Digest, Moment};
use desk::Refusal;
use desk::channel::Signs;
use desk::conversation::{Chosen, Compose, DraftVersion, Mode, NewAttachment, SideDraft, Talk};
use desk::people::PersonId;
use service::conversation::{self, Begun, Beside};
use service::ticket::After;
use std::time::Duration;
use testing::{World, email};

fn begun(text: &str, revision: i64) -> SideDraft {
    SideDraft {
        subject: "The lid".into(),
        to: "sato@parts.example".into(),
        cc: String::new(),
        text: text.into(),
        html: CleanHtml::default(),
        chosen: Chosen::default(),
        attachments: Vec::new(),
        name: String::new(),
        revision,
        updated_at: Moment(0),
    }
}

async fn writes(world: &World, who: PersonId, beside: Beside, draft: SideDraft) -> desk::Done<bool> {
    by(world, who, move |tx| conversation::save_side_draft(tx, beside, draft)).await
}

async fn kept(world: &World, who: PersonId, beside: Beside) -> Option<String> {
    let draft = seen_by(world, who, move |read| conversation::side_draft(read, beside)).await.unwrap();
    draft.map(|draft| draft.text)
}

async fn before(world: &World, who: PersonId, number: desk::ticket::TicketNumber) -> Vec<DraftVersion> {
    seen_by(world, who, move |read| conversation::drafts(read, number)).await.unwrap().versions
}

testing::on_both! {
    async fn what_it_was_before_is_put_back_with_all_that_was_chosen_and_its_files(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let (number, chika) = (asked(&world, &cast).await.number, cast.chika);
        let file = NewAttachment {
            digest: Digest::of(b"plan"), name: "plan.pdf".into(), content_type: "application/pdf".into(), size: 4,
            inline: false, content_id: Some("plan@kippu".into()),
        };
        let lies = file.clone();
        by(&world, chika, move |tx| conversation::keep_loose(tx, lies)).await.unwrap();
        let chosen = Chosen { signs: Some(Signs::Nothing), mentions: vec![cast.ben], ..Chosen::default() };
        let long = SideDraft { chosen: chosen.clone(), attachments: vec![file.clone()], ..begun("A long and careful question", 1) };
        let beside = Beside::Ticket(number);
        writes(&world, chika, beside, long).await.unwrap();
        // Its file is taken off, and most of its text.
        by(&world, chika, |tx| conversation::forget_loose(tx, "plan@kippu")).await.unwrap();
        writes(&world, chika, beside, begun("Which", 2)).await.unwrap();
        let versions = before(&world, chika, number).await;
        assert_eq!((versions.len(), &versions[0].talk), (1, &Talk::New("The lid".into())));
        let id = versions[0].id;
        assert_missing(by(&world, cast.ben, move |tx| conversation::restore_draft(tx, number, id)).await);
        let talk = by(&world, chika, move |tx| conversation::restore_draft(tx, number, id)).await.unwrap();
        assert_eq!(talk, Talk::New("The lid".into()));
        let draft = seen_by(&world, chika, move |read| conversation::side_draft(read, beside)).await.unwrap().unwrap();
        assert_eq!((draft.text.as_str(), &draft.chosen, &draft.attachments[..]), ("A long and careful question", &chosen, &[file.clone()][..]));
        assert_eq!(draft.subject, "The lid");
        assert_eq!(seen_by(&world, chika, |read| conversation::loose(read, "plan@kippu")).await.unwrap(), file, "it is at hand again");
        let answer = seen_by(&world, chika, move |read| conversation::draft(read, number)).await.unwrap();
        assert!(answer.is_none(), "the ticket's own draft is another one");
    }

    async fn another_windows_text_stands_beside_it_in_the_history_of_its_side(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let (number, chika) = (asked(&world, &cast).await.number, cast.chika);
        let compose = Compose { text: "Which lot?".into(), to: vec![Address::bare(email("sato@parts.example"))], ..Compose::default() };
        let (side, _) = by(&world, chika, move |tx| conversation::begin_side(tx, number, "The lid", compose)).await.unwrap();
        let named = |name: &str, text: &str| SideDraft { name: name.into(), ..begun(text, 1) };
        assert!(writes(&world, chika, Beside::Side(side), named("one", "Please hurry")).await.unwrap());
        assert!(!writes(&world, chika, Beside::Side(side), named("two", "No hurry")).await.unwrap());
        let found = seen_by(&world, chika, move |read| conversation::drafts(read, number)).await.unwrap();
        assert_eq!((found.versions[0].text.as_str(), &found.versions[0].talk), ("No hurry", &Talk::Side(side)));
        assert_eq!(found.sides.get(&side).map(String::as_str), Some("The lid"));
    }

    async fn it_is_kept_until_it_is_said_and_is_nobody_elses(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let number = asked(&world, &cast).await.number;
        let beside = Beside::Ticket(number);
        assert!(writes(&world, cast.chika, beside, begun("Which lot", 1)).await.unwrap());
        assert!(writes(&world, cast.chika, beside, begun("Which lot is it?", 2)).await.unwrap());
        assert!(!writes(&world, cast.chika, beside, begun("from another window", 2)).await.unwrap());
        assert_eq!(kept(&world, cast.chika, beside).await.as_deref(), Some("Which lot is it?"));
        assert_eq!(kept(&world, cast.ben, beside).await, None);
        assert_missing(writes(&world, cast.eve, beside, begun("Which", 1)).await);
        let compose = Compose { text: "Which lot is it?".into(), to: vec![Address::bare(email("sato@parts.example"))], ..Compose::default() };
        let (side, _) = by(&world, cast.chika, move |tx| conversation::begin_side(tx, number, "The lid", compose)).await.unwrap();
        assert_eq!(kept(&world, cast.chika, beside).await, None, "it is said");
        let inside = Beside::Side(side);
        assert!(writes(&world, cast.chika, inside, begun("Please hurry", 1)).await.unwrap());
        assert_eq!((kept(&world, cast.chika, inside).await.as_deref(), kept(&world, cast.chika, beside).await), (Some("Please hurry"), None));
        assert!(writes(&world, cast.chika, inside, begun(" ", 2)).await.unwrap());
        assert_eq!(kept(&world, cast.chika, inside).await, None, "nothing is begun any more");
        let long = begun(&"x".repeat(200_001), 3);
        assert_refused(writes(&world, cast.chika, inside, long).await, Refusal::MessageTooLong);
    }

    async fn all_that_one_has_begun_is_one_list_on_tickets_and_beside_them(world: World) {
        let cast = world.cast().await;
        mailbox(&world, &cast).await;
        let (one, two, chika) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number, cast.chika);
        let compose = Compose { text: "Which lot?".into(), to: vec![Address::bare(email("sato@parts.example"))], ..Compose::default() };
        let (side, _) = by(&world, chika, move |tx| conversation::begin_side(tx, one, "The hinge", compose)).await.unwrap();
        let answers = |number, draft| by(&world, chika, move |tx| conversation::save_draft(tx, number, draft));
        let answer = |text, revision| crate::desk_work::begun(text, revision);
        answers(one, answer("Dear Kei", 1)).await.unwrap();
        world.clock.advance(Duration::from_secs(1));
        writes(&world, chika, Beside::Side(side), begun("Please hurry", 1)).await.unwrap();
        world.clock.advance(Duration::from_secs(1));
        answers(two, Begun { mode: Mode::Note, ..answer("Between us", 1) }).await.unwrap();
        writes(&world, chika, Beside::Ticket(two), begun("Which lot", 1)).await.unwrap();
        let pages = || async {
            let (mut found, mut after) = (Vec::new(), None);
            while let Some(next) = seen_by(&world, chika, move |read| conversation::unsent(read, after, 1)).await.unwrap().pop() {
                after = After::read(&next.place.to_string());
                found.push((next.number, next.talk, next.about, next.mode, next.text));
            }
            found
        };
        let begun_there = [
            (two, Talk::New("The lid".into()), "The lid".to_owned(), Mode::Forward, "Which lot".to_owned()),
            (two, Talk::Ticket, String::new(), Mode::Note, "Between us".to_owned()),
            (one, Talk::Side(side), "The hinge".to_owned(), Mode::Forward, "Please hurry".to_owned()),
            (one, Talk::Ticket, String::new(), Mode::Reply, "Dear Kei".to_owned()),
        ];
        assert_eq!(pages().await, begun_there);
        assert_eq!(seen_by(&world, chika, conversation::unsent_count).await.unwrap(), 4);
        assert_eq!(seen_by(&world, cast.ben, conversation::unsent_count).await.unwrap(), 0, "one's own alone");
        answers(one, answer(" ", 2)).await.unwrap();
        assert_eq!(pages().await, begun_there[..3], "nothing is begun any more");
        by(&world, cast.aya, move |tx| {
            let team = service::people::create_team(tx, "Elsewhere")?.id;
            service::ticket::move_to_team(tx, two, team, None)
        }).await.unwrap();
        assert_eq!(pages().await, begun_there[2..3], "what one may no longer read is not there");
        assert_eq!(seen_by(&world, chika, conversation::unsent_count).await.unwrap(), 1);
        assert_missing(seen_by(&world, cast.kei, |read| conversation::unsent(read, None, 9)).await);
    }
}
