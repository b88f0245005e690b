//! Tickets that are about the same as one.

use super::finder::{Finder, within};
use super::lines::ticket as ticket_of;
use crate::Desk;
use crate::ticket::{Line, visible};
use desk::ticket::{Place, TicketId, TicketNumber};
use desk::{Actor, Done};
use search::{Ask, Key, Number};
use store::Read;
use store::search as rows;
use store::ticket::lists;

/// Messages by which a ticket is compared: how it began tells what it is about.
const FIRST: usize = 2;

impl Finder {
    /// The nearest tickets to one that the actor may read, as far as their scope reaches.
    pub async fn similar(&self, desk: &Desk, by: &Actor, number: TicketNumber, limit: usize) -> Done<Vec<Line>> {
        let (own, text) = desk.ask(by.clone(), move |read| about(read, number)).await?;
        let hidden = [Place::Spam, Place::Trash, Place::Merged].map(search::place).to_vec();
        let scope = within(&by.scope()).and(Ask::Not(Box::new(Ask::Is(Number::Place, hidden))));
        let keys = self.near(text, scope, Key::Ticket(own), limit).await?;
        desk.ask(by.clone(), move |read| {
            let ids: Vec<TicketId> = keys.iter().filter_map(ticket_of).collect();
            let scope = read.actor().scope();
            if ids.is_empty() { Ok(Vec::new()) } else { Ok(lists::some(read, &scope, &ids)?) }
        })
        .await
    }
}

fn about(read: &mut Read, number: TicketNumber) -> Done<(TicketId, String)> {
    let ticket = visible(read, number)?;
    let said = rows::said(read, &[ticket.id])?;
    // The subject counts twice.
    let mut text = format!("{0}\n{0}", ticket.subject);
    for one in said.iter().take(FIRST) {
        text.push('\n');
        text.push_str(&one.text);
    }
    Ok((ticket.id, text))
}
