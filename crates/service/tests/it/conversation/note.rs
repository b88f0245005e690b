//! Notes among colleagues.

use crate::desk_work::*;
use desk::Refusal;
use desk::ticket::Category;
use service::conversation::{self, Compose};

fn noting(text: &str) -> Compose {
    Compose { text: text.into(), ..Compose::default() }
}

testing::on_both! {
    async fn whoever_reads_a_ticket_may_note_something_on_it(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let number = ticket.number;
        by(&world, cast.dai, move |tx| conversation::note(tx, number, noting("I know him"))).await.unwrap();
        let noted = now(&world, number).await;
        assert_eq!((noted.messages, noted.category, noted.replied_at), (2, Category::New, None));
        assert_eq!(noted.preview, ticket.preview, "a note shows in no list");
        assert_eq!(last_kinds(&world, &ticket, 1).await, ["note_added"]);
        assert_refused(by(&world, cast.dai, move |tx| conversation::note(tx, number, noting(" "))).await, Refusal::MessageEmpty);
        assert_missing(by(&world, cast.eve, move |tx| conversation::note(tx, number, noting("x"))).await);
        assert_missing(by(&world, cast.kei, move |tx| conversation::note(tx, number, noting("x"))).await);
    }

    async fn a_note_changes_the_status_only_by_those_who_may(world: World) {
        let cast = world.cast().await;
        let ticket = asked(&world, &cast).await;
        let (number, hold) = (ticket.number, status(&world, Category::OnHold).await);
        let note = move || Compose { status_after: Some(hold), ..noting("Asked the maker") };
        assert_refused(by(&world, cast.dai, move |tx| conversation::note(tx, number, note())).await, Refusal::NotAllowed);
        assert_eq!(now(&world, number).await.messages, 1, "nothing is left of what was refused");
        by(&world, cast.chika, move |tx| conversation::note(tx, number, note())).await.unwrap();
        assert_eq!(now(&world, number).await.category, Category::OnHold);
        assert_eq!(last_kinds(&world, &ticket, 2).await, ["note_added", "status_changed"]);
        assert_counters_follow(&world).await;
    }

    async fn a_note_in_the_wrong_place_is_moved_with_whom_it_calls(world: World) {
        let cast = world.cast().await;
        let (from, to) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        let id = by(&world, cast.chika, move |tx| {
            let id = conversation::note(tx, from, noting("@Ben Okada, please look"))?;
            conversation::mention(tx, from, id, &[cast.ben])?;
            Ok(id)
        }).await.unwrap();
        by(&world, cast.chika, move |tx| conversation::relocate(tx, id, to)).await.unwrap();
        assert_eq!((now(&world, from).await.messages, now(&world, to).await.messages), (1, 2));
        let called = seen_by(&world, cast.ben, |read| conversation::mentions(read, None, 9)).await.unwrap();
        assert_eq!(called.iter().map(|one| one.number).collect::<Vec<_>>(), [to]);
        let own = by(&world, cast.chika, move |tx| conversation::separate(tx, id)).await.unwrap();
        assert_eq!((own.requester, own.messages, now(&world, to).await.messages), (cast.kei, 1, 1));
        assert_counters_follow(&world).await;
    }
}
