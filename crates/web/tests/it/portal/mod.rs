//! The requester's house.

mod asking;
mod entering;
mod language;
mod link;
mod list;
mod profile;
mod rating;
mod request;

use crate::browser::{Browser, House, Multipart};
use desk::ticket::{Category, TicketNumber};
use service::{Actor, access, ticket};

/// Kei's address in the cast.
pub const KEI: &str = "kei@customer.example";
pub const MIO: &str = "mio@kyaku.example";

pub fn request(subject: &str, text: &str) -> Multipart {
    Multipart::of(&[("subject", subject), ("text", text)])
}

/// A request that somebody who is signed in writes; its path.
pub async fn asked(browser: &mut Browser, subject: &str, text: &str) -> String {
    let reply = browser.upload("/help/requests", &request(subject, text)).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.location().to_owned()
}

pub fn number(path: &str) -> TicketNumber {
    path.rsplit('/').next().and_then(|number| number.parse().ok()).expect("a path ends in a number")
}

/// The link in a letter to Kei about one of their requests.
pub fn link(house: &House, number: TicketNumber) -> String {
    format!("/r/{number}/{}", access::ticket_link(&**house.world.desk.signer(), number, house.cast.kei))
}

/// Gives a ticket the standard status of a category.
pub async fn turned(house: &House, number: TicketNumber, category: Category) {
    let by = house.world.actor(house.cast.aya).await;
    let turned = house.world.desk.change(by, move |tx| {
        let status =
            ticket::statuses(tx)?.into_iter().find(|status| status.category == category).expect("each has one");
        ticket::set_status(tx, number, status.id, None).map(drop)
    });
    turned.await.expect("a status can be set");
}

/// How many tickets there are, as Aya sees them.
pub async fn tickets(house: &House) -> usize {
    let mine = |person| async move {
        let mine = house.world.desk.ask(Actor::Requester(person), |read| ticket::mine(read, None, 100)).await;
        mine.expect("one's own requests can be read").lines.len()
    };
    mine(house.cast.kei).await + mine(house.cast.mio).await
}
