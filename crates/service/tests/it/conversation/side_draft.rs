//! What is begun in a side conversation is kept until it is said.

use crate::desk_work::*;
use base::{Address, CleanHtml, Moment};
use desk::Refusal;
use desk::conversation::{Compose, SideDraft};
use desk::people::PersonId;
use service::conversation::{self, Beside};
use testing::{World, email};

fn begun(text: &str, revision: i64) -> SideDraft {
    SideDraft {
        subject: "The lid".into(),
        to: "sato@parts.example".into(),
        cc: String::new(),
        text: text.into(),
        html: CleanHtml::default(),
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

testing::on_both! {
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
}
