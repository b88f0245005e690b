//! Tags of the desk.

use crate::desk_work::*;
use desk::Refusal;
use service::ticket;

testing::on_both! {
    async fn a_tag_is_made_by_using_it_and_found_however_it_is_written(world: World) {
        let cast = world.cast().await;
        let one = by(&world, cast.chika, |tx| ticket::tags_named(tx, &["Steam  Wand".into()])).await.unwrap();
        let same = by(&world, cast.ben, |tx| ticket::tags_named(tx, &["steam wand".into(), "返金".into()])).await.unwrap();
        assert_eq!(one[0], same[0]);
        let names: Vec<String> = seen_by(&world, cast.dai, ticket::tags).await.unwrap().into_iter().map(|tag| tag.name).collect();
        assert_eq!(names, ["steam-wand", "返金"]);
        assert_refused(by(&world, cast.dai, |tx| ticket::tags_named(tx, &["x".into()])).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.kei, |tx| ticket::tags_named(tx, &["x".into()])).await);
        let many: Vec<String> = (0..31).map(|n| format!("t{n}")).collect();
        assert_refused(by(&world, cast.chika, move |tx| ticket::tags_named(tx, &many)).await, Refusal::TooManyTags);
    }

    async fn a_tag_is_renamed_on_all_tickets_but_not_onto_another(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let tags = by(&world, cast.chika, move |tx| {
            let tags = ticket::tags_named(tx, &["kettle".into(), "refund".into()])?;
            ticket::set_tags(tx, number, tags.clone(), None)?;
            Ok(tags)
        }).await.unwrap();
        let kettle = tags[0];
        assert_refused(by(&world, cast.ben, move |tx| ticket::rename_tag(tx, kettle, "Refund", None)).await, Refusal::NameTaken);
        by(&world, cast.ben, move |tx| ticket::rename_tag(tx, kettle, "Boiler", None)).await.unwrap();
        let page = seen_by(&world, cast.dai, move |read| ticket::page(read, number)).await.unwrap();
        assert_eq!(page.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["boiler", "refund"]);
        assert_refused(by(&world, cast.chika, move |tx| ticket::rename_tag(tx, kettle, "x", None)).await, Refusal::NotAllowed);
        assert_conflict(by(&world, cast.ben, move |tx| ticket::rename_tag(tx, kettle, "x", Some(1))).await);
    }

    async fn a_tag_goes_when_no_ticket_carries_it(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let tag = by(&world, cast.ben, |tx| ticket::create_tag(tx, "kettle")).await.unwrap();
        assert_refused(by(&world, cast.ben, |tx| ticket::create_tag(tx, "Kettle")).await, Refusal::NameTaken);
        by(&world, cast.chika, move |tx| ticket::set_tags(tx, number, vec![tag], None)).await.unwrap();
        assert_eq!(seen_by(&world, cast.ben, ticket::tags_in_use).await.unwrap()[0].1, 1);
        assert_refused(by(&world, cast.ben, move |tx| ticket::remove_tag(tx, tag)).await, Refusal::TagInUse);
        by(&world, cast.chika, move |tx| ticket::set_tags(tx, number, vec![], None)).await.unwrap();
        by(&world, cast.ben, move |tx| ticket::remove_tag(tx, tag)).await.unwrap();
        assert!(seen_by(&world, cast.ben, ticket::tags).await.unwrap().is_empty());
    }
}
