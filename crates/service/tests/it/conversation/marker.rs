//! Passages that agents highlight for each other.

use crate::desk_work::*;
use desk::Refusal;
use desk::conversation::{Ink, MOST_MARKERS, Marker, MarkerId, MarkerWish, MessageId};
use desk::ticket::TicketNumber;
use service::conversation::{self, Compose};
use service::ticket::{self, Entry};
use testing::World;

fn wish(quote: &str, start: i64) -> MarkerWish {
    MarkerWish { ink: Ink::Green, quote: quote.into(), start, note: "Ask for a photo".into() }
}

async fn marked(world: &World, who: desk::people::PersonId, number: TicketNumber) -> (MessageId, Vec<Marker>) {
    let page = seen_by(world, who, move |read| ticket::page(read, number)).await.unwrap();
    let first = page.timeline.into_iter().find_map(|entry| match entry {
        Entry::Message(said) => Some((said.message.id, said.markers)),
        Entry::Event(_) | Entry::Side(_) => None,
    });
    first.unwrap()
}

testing::on_both! {
    async fn a_passage_is_highlighted_for_colleagues_and_never_for_requesters(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        let (message, none) = marked(&world, cast.chika, number).await;
        assert_eq!(none, []);
        for (who, quote, start) in [(cast.chika, "at the handle", 16), (cast.dai, "My  kettle", 0)] {
            by(&world, who, move |tx| conversation::mark_text(tx, number, message, wish(quote, start))).await.unwrap();
        }
        let (_, all) = marked(&world, cast.ben, number).await;
        let said: Vec<_> = all.iter().map(|one| (one.author, one.wish.quote.as_str(), one.wish.start, one.wish.ink)).collect();
        assert_eq!(said, [(Some(cast.dai), "My kettle", 0, Ink::Green), (Some(cast.chika), "at the handle", 16, Ink::Green)]);
        assert_eq!(last_kinds(&world, &ticket, 2).await, ["text_marked", "text_marked"]);
        let outside = seen_by(&world, cast.kei, move |read| ticket::public_page(read, number)).await.unwrap();
        assert!(!format!("{outside:?}").contains("Ask for a photo"));
        // Own ones by oneself, others' by an administrator.
        let (of_dai, of_chika) = (all[0].id, all[1].id);
        assert_refused(by(&world, cast.chika, move |tx| conversation::unmark_text(tx, number, of_dai)).await, Refusal::NotAllowed);
        by(&world, cast.chika, move |tx| conversation::unmark_text(tx, number, of_chika)).await.unwrap();
        by(&world, cast.aya, move |tx| conversation::unmark_text(tx, number, of_dai)).await.unwrap();
        assert_missing(by(&world, cast.aya, move |tx| conversation::unmark_text(tx, number, of_dai)).await);
        assert_eq!(marked(&world, cast.ben, number).await.1, []);
        assert_eq!(last_kinds(&world, &ticket, 1).await, ["text_unmarked"]);
    }

    async fn only_what_is_there_is_highlighted_and_not_without_end(world: World) {
        let cast = world.cast().await;
        let (one, other) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        let (message, _) = marked(&world, cast.chika, one).await;
        assert_missing(by(&world, cast.eve, move |tx| conversation::mark_text(tx, one, message, wish("kettle", 3))).await);
        assert_missing(by(&world, cast.chika, move |tx| conversation::mark_text(tx, other, message, wish("kettle", 3))).await);
        assert_missing(by(&world, cast.chika, move |tx| conversation::mark_text(tx, one, MessageId(999_999), wish("kettle", 3))).await);
        assert_missing(by(&world, cast.chika, move |tx| conversation::unmark_text(tx, one, MarkerId(999_999))).await);
        assert_refused(by(&world, cast.chika, move |tx| conversation::mark_text(tx, one, message, wish(" ", 3))).await, Refusal::PassageEmpty);
        by(&world, cast.chika, move |tx| {
            for at in 0..MOST_MARKERS as i64 {
                conversation::mark_text(tx, one, message, wish("kettle", at))?;
            }
            Ok(())
        }).await.unwrap();
        assert_refused(by(&world, cast.chika, move |tx| conversation::mark_text(tx, one, message, wish("kettle", 3))).await, Refusal::TooManyMarkers);
        let (_, all) = marked(&world, cast.chika, one).await;
        let first = all[0].id;
        assert_missing(by(&world, cast.chika, move |tx| conversation::unmark_text(tx, other, first)).await);
    }

    async fn what_is_redacted_is_highlighted_no_more(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let (message, _) = marked(&world, cast.chika, number).await;
        by(&world, cast.chika, move |tx| conversation::mark_text(tx, number, message, wish("kettle", 3))).await.unwrap();
        by(&world, cast.ben, move |tx| conversation::redact(tx, number, message)).await.unwrap();
        assert_eq!(marked(&world, cast.chika, number).await.1, []);
        let said = Compose { text: "Noted".into(), ..Compose::default() };
        by(&world, cast.chika, move |tx| conversation::note(tx, number, said)).await.unwrap();
    }
}
