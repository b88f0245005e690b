//! The agents' workspace.

mod board;
mod bulk;
mod change;
mod claim;
mod composer;
mod drafts;
mod field_files;
mod files;
mod guards;
mod home;
mod large;
mod linked;
mod list;
mod me;
mod merge;
mod new;
mod notifications;
pub mod objects;
mod once;
mod opened;
mod palette;
mod people;
mod place;
mod print;
mod referral;
mod search;
mod tabs;
mod ticket;
mod times;
mod views;

use crate::browser::{House, Reply};
use desk::Actor;
use desk::people::{PersonId, TeamId};
use desk::ticket::{Origin, Ticket, TicketNumber};
use service::conversation::Incoming;
use service::ticket::NewTicket;

/// A request as it comes by mail.
pub async fn asked(house: &House, subject: &'static str, who: PersonId, team: TeamId) -> Ticket {
    asked_with(house, subject, team, Incoming::said(who, Origin::Mail, "It leaks when it boils.")).await
}

pub async fn asked_with(house: &House, subject: &'static str, team: TeamId, first: Incoming) -> Ticket {
    let who = first.author.expect("somebody asks");
    let made = house
        .world
        .desk
        .change(Actor::System, move |tx| service::ticket::create(tx, NewTicket::asked(subject, who, team, first)))
        .await;
    made.expect("a request becomes a ticket")
}

/// The ticket as it is now.
pub async fn now(house: &House, number: TicketNumber) -> Ticket {
    let asked = house.world.desk.ask(Actor::System, move |read| service::ticket::visible(read, number)).await;
    asked.expect("the ticket is there")
}

/// The menu of the first message on a ticket's page, as it comes when it is opened.
pub async fn menu(browser: &mut crate::browser::Browser, number: TicketNumber) -> String {
    let page = browser.get(&format!("/tickets/{number}")).await.text();
    let path = page.split('"').find(|part| part.starts_with("/tickets/") && part.ends_with("/menu")).expect("a menu");
    let menu = browser.get(path).await;
    assert_eq!(menu.status, 200, "{}", menu.text());
    menu.text()
}

/// The value of the first field of this name on a page.
pub fn value<'p>(page: &'p str, name: &str) -> &'p str {
    let at = page.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no field {name}"));
    page[at..].split('"').nth(3).unwrap_or_default()
}

/// Where a form led, as a page.
pub async fn followed(browser: &mut crate::browser::Browser, reply: Reply) -> String {
    assert_eq!(reply.status, 303, "{}", reply.text());
    let page = browser.get(reply.location()).await;
    assert_eq!(page.status, 200, "{}", page.text());
    page.text()
}
