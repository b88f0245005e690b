//! What is kept of others and of objects, as conditions and the search language ask for it.

use super::*;
use desk::condition::{Condition, Custom, Field as Asked, Operand, Operator, Test, Whom};
use desk::query::{Why, parse};

testing::on_both! {
    async fn a_word_of_the_search_asks_for_the_requester_and_for_what_is_linked(world: World) {
        let cast = world.cast().await;
        let assets = assets(&world, &cast).await;
        let (tier, _) = by(&world, cast.aya, |tx| {
            let (label, help) = (Label::new("Tier", ""), Label::default());
            let wish = FieldWish { key: String::new(), nature: Nature::Text, label, help, asks: Asks::default(), active: true };
            Ok((form::create_field(tx, Holder::Person, wish, "")?, ()))
        }).await.unwrap();
        let serial = seen_by(&world, cast.aya, form::fields).await.unwrap().into_iter().find(|field| field.id == assets.serial).unwrap();
        let said = |text: &'static str| {
            let world = &world;
            async move {
                let query = parse(text).unwrap();
                seen_by(world, cast.aya, move |read| service::search::condition(read, &query)).await.unwrap()
            }
        };
        let contains = |field: &Field, text: &str| {
            Condition::Test(Test::new(Asked::Custom(Custom::of(field)), Operator::Contains, Operand::Texts(vec![text.into()])).unwrap())
        };
        assert_eq!(said("requester.tier:gold").await, Ok(contains(&tier, "gold")));
        assert_eq!(said("asset.serial_number:sn-1").await, Ok(contains(&serial, "sn-1")));
        assert_eq!(said("asset.serial_number：sn-1").await, Ok(contains(&serial, "sn-1")));
        for (text, key) in [("requester.tier:", "requester.tier"), ("kettle -asset.serial_number： sn-1", "asset.serial_number")] {
            let understood = seen_by(&world, cast.aya, move |read| service::search::understood(read, text)).await.unwrap();
            let complaint = understood.unwrap_err();
            assert_eq!((complaint.why, complaint.field(text)), (Why::EmptyOwn, key), "{text}");
        }
        for text in ["Re: hello", "asset: sn-1", "asset.colour:", "requester.tier:gold"] {
            let understood = seen_by(&world, cast.aya, move |read| service::search::understood(read, text)).await.unwrap();
            assert!(understood.is_ok(), "{text}");
        }
        assert!(seen_by(&world, cast.kei, |read| service::search::understood(read, "requester.tier:")).await.is_err());
        let linked = Test::new(Asked::Objects, Operator::AnyOf, Operand::Ids(vec![Whom::Id(assets.of.0)])).unwrap();
        assert!(Condition::Test(linked).needs().objects);
    }
}
