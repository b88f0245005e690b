//! A form that was sent twice.

use super::{asked, value};
use crate::browser::{House, Multipart};
use desk::Actor;
use desk::ticket::TicketNumber;
use service::ticket::{self, Entry, SidePage};
use testing::on_both;

/// How often somebody of ours said this on a ticket or beside it, and how many of these are letters.
async fn said(house: &House, number: TicketNumber, text: &str) -> (usize, usize) {
    let page = house.world.desk.ask(Actor::System, move |read| ticket::page(read, number)).await.unwrap();
    let all = page.timeline.iter().flat_map(|entry| match entry {
        Entry::Message(said) => vec![&**said],
        Entry::Side(side) => of_side(side),
        Entry::Event(_) => Vec::new(),
    });
    let same: Vec<_> = all.filter(|said| said.message.text == text).collect();
    (same.len(), same.iter().filter(|said| said.letter.is_some()).count())
}

fn of_side(side: &SidePage) -> Vec<&ticket::Said> {
    side.said.iter().collect()
}

on_both! {
    async fn what_is_written_on_a_ticket_and_beside_it_is_sent_once_for_each_page(world: World) {
        let house = House::open(world).await;
        let number = asked(&house, "The kettle leaks", house.cast.kei, house.cast.support).await.number;
        let mut chika = house.agent(house.cast.chika).await;
        let (at, beside) = (format!("/tickets/{number}"), format!("/tickets/{number}/sides"));
        let reply = [("kind", "reply"), ("to", "kei@customer.example"), ("text", "We look into it.")];
        let note = [("kind", "note"), ("text", "She is a friend of the house.")];
        let side = [("to", "sato@parts.example"), ("subject", "The lid"), ("text", "Which lot is it from?")];
        for (page, send, fields, letters) in [
            (at.clone(), format!("{at}/messages"), &reply[..], 1),
            (at.clone(), format!("{at}/messages"), &note[..], 0),
            (format!("{beside}/new"), beside.clone(), &side[..], 1),
        ] {
            let (_, text) = fields[fields.len() - 1];
            let (one, other) = (chika.get(&page).await.text(), chika.get(&page).await.text());
            let (one, other) = (value(&one, "slip"), value(&other, "slip"));
            assert!(!one.is_empty() && one != other, "each page has its own");
            let form = |slip: &str| Multipart::of(&[fields, &[("slip", slip)][..]].concat());
            let first = chika.upload(&send, &form(one)).await;
            assert_eq!(first.status, 303, "{}", first.text());
            // The name of a draft is another one each time.
            let again = chika.upload(&send, &form(one).field("draft", b"another")).await;
            assert_eq!((again.status.as_u16(), again.location()), (303, first.location()), "{}", again.text());
            assert_eq!(said(&house, number, text).await, (1, letters), "{text}");
            assert_eq!(chika.upload(&send, &form(other)).await.status, 303);
            assert_eq!(said(&house, number, text).await, (2, 2 * letters), "meant twice: {text}");
            // Somebody went back to the page after it was sent, or never heard that it was, and wrote something else.
            let file = |slip: &str| form(slip).file("file", "lid.txt", "text/plain", b"A lid");
            let asked = chika.upload(&send, &file(one)).await;
            assert_eq!(asked.status, 422, "nothing goes a second time unasked: {text}");
            assert_eq!(said(&house, number, text).await.0, 2, "{text}");
            let page = asked.text();
            assert_ne!(value(&page, "slip"), one, "the page that asks is another: {page}");
            assert_eq!(chika.upload(&send, &file(value(&page, "slip"))).await.status, 303);
            assert_eq!(said(&house, number, text).await.0, 3, "with a file it is another: {text}");
        }
    }

    async fn a_refused_form_is_sent_with_the_slip_it_had(world: World) {
        let house = House::open(world).await;
        let number = asked(&house, "The kettle leaks", house.cast.kei, house.cast.support).await.number;
        let (mut chika, mut ben) = (house.agent(house.cast.chika).await, house.agent(house.cast.ben).await);
        let page = chika.get(&format!("/tickets/{number}")).await.text();
        let slip = value(&page, "slip").to_owned();
        let send = format!("/tickets/{number}/messages");
        let form = |to: &str| Multipart::of(&[("kind", "reply"), ("to", to), ("text", "We look into it."), ("slip", &slip)]);
        let refused = chika.upload(&send, &form("nobody")).await;
        assert_eq!(refused.status, 422);
        assert_eq!(chika.upload(&send, &form("kei@customer.example")).await.status, 303);
        assert_eq!(said(&house, number, "We look into it.").await.0, 1);
        // The slip of one is nothing to another.
        assert_eq!(ben.upload(&send, &form("kei@customer.example")).await.status, 303);
        assert_eq!(said(&house, number, "We look into it.").await.0, 2);
    }

    async fn a_new_ticket_is_opened_once_and_is_not_held_against_itself(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        let page = chika.get("/tickets/new").await.text();
        let team = house.cast.support.to_string();
        let form = Multipart::of(&[
            ("opening", "write"), ("requester", "kei@customer.example"), ("subject", "Your kettle"), ("text", "It is ready."), ("team", &team),
            ("slip", value(&page, "slip")),
        ]);
        let first = chika.upload("/tickets", &form).await;
        assert_eq!(first.status, 303, "{}", first.text());
        let again = chika.upload("/tickets", &form).await;
        assert_eq!((again.status.as_u16(), again.location()), (303, first.location()), "{}", again.text());
        let number = first.location().trim_start_matches("/tickets/").parse().expect("a ticket");
        assert_eq!(said(&house, number, "It is ready.").await, (1, 1));
    }
}
