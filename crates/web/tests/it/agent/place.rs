//! Messages put elsewhere and read anew, from their menu.

use super::{asked, asked_with, menu};
use crate::browser::House;
use desk::ticket::Origin;
use service::conversation::{self, Incoming};
use testing::on_both;

on_both! {
    async fn a_message_gets_a_ticket_of_its_own_and_is_brought_back(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.mio, cast.support).await;
        let number = ticket.number;
        let second = house.world.desk.change(desk::Actor::System, move |tx| {
            let said = Incoming { subject: "The lid".into(), ..Incoming::said(cast.mio, Origin::Mail, "The lid is gone too.") };
            conversation::incoming(tx, number, said)
        }).await.unwrap();
        let mut chika = house.agent(cast.chika).await;
        let menu = chika.get(&format!("/tickets/{number}/messages/{second}/menu")).await.text();
        assert!(menu.contains(&format!("/tickets/{number}/messages/{second}/separate")), "{menu}");
        let moved = chika.post(&format!("/tickets/{number}/messages/{second}/separate"), "").await;
        let own = moved.header("location").to_owned();
        assert!(own.starts_with("/tickets/") && own != format!("/tickets/{number}"), "{own}");
        let page = chika.get(&own).await.text();
        assert!(page.contains("The lid is gone too.") && page.contains("/undo/"), "{page}");
        let back = chika.post(&format!("{own}/messages/{second}/move"), &format!("ticket=%23{number}")).await;
        assert_eq!(back.header("location"), format!("/tickets/{number}"));
        assert!(chika.get(&format!("/tickets/{number}")).await.text().contains("The lid is gone too."));
    }

    async fn a_number_of_no_ticket_is_answered_with_a_reason_or_nothing(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let ticket = asked(&house, "The kettle leaks", cast.mio, cast.support).await;
        let mut chika = house.agent(cast.chika).await;
        let menu = menu(&mut chika, ticket.number).await;
        let path = menu.split("action=\"").find(|part| part.contains("/move\"")).and_then(|part| part.split('"').next()).expect("a form").to_owned();
        assert_eq!(chika.post(&path, "ticket=many").await.status, 422);
        let lost = chika.post(&path, "ticket=999999").await;
        assert_eq!(lost.status, 422);
        assert!(lost.text().contains("There is no ticket of this number or words"), "{}", lost.text());
        assert_eq!(chika.post(&path, &format!("ticket={}", ticket.number)).await.status, 422);
    }

    async fn a_message_that_lost_characters_offers_to_be_read_otherwise(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let raw: base::Digest = house.web.blobs.put(&b"From: kei@customer.example\r\n\r\n\x82\xa0"[..]).await.unwrap();
        let mut first = Incoming::said(cast.kei, Origin::Mail, "?");
        first.raw = Some(raw);
        first.warnings = vec!["warning-lossy-text".into()];
        let ticket = asked_with(&house, "Lossy", cast.support, first).await;
        let mut chika = house.agent(cast.chika).await;
        assert!(chika.get(&format!("/tickets/{}", ticket.number)).await.text().contains("Read as …"), "beside the warning");
        let menu = menu(&mut chika, ticket.number).await;
        assert!(menu.contains("Read as …") && menu.contains("<option>shift_jis</option>"), "{menu}");
    }
}
