//! All the files that came from somebody, with the ticket each came with.

use super::list::{After, page};
use crate::channel::handling;
use desk::Done;
use desk::conversation::Attachment;
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketId};
use std::collections::HashMap;
use store::Read;
use store::conversation::attachments;
use store::people::merges;
use store::ticket::lists;

/// Tickets that one page looks through, and how often it goes on when it has found too little.
const TICKETS: usize = 50;
const TURNS: usize = 6;
const ENOUGH: usize = 24;

/// Tickets with what the person sent on them, the newest first.
#[derive(Clone, Debug, Default)]
pub struct PersonFiles {
    pub tickets: Vec<(Ticket, Vec<Attachment>)>,
    pub next: Option<After>,
}

/// Of the tickets that one may read oneself; under the names one saves them by.
pub fn files_of_person(read: &mut Read, person: PersonId, mut after: Option<After>) -> Done<PersonFiles> {
    read.actor().must_be_agent()?;
    let scope = read.actor().scope();
    let handling = handling(read)?;
    let selves = merges::selves(read, person)?;
    let (mut found, mut files) = (PersonFiles::default(), 0);
    for _ in 0..TURNS {
        let page = page(lists::of_requester(read, &scope, person, after, TICKETS + 1)?, TICKETS);
        let ids: Vec<TicketId> = page.lines.iter().map(|line| line.ticket.id).collect();
        let mut own: HashMap<TicketId, Vec<Attachment>> = HashMap::new();
        if !ids.is_empty() {
            for (ticket, mut file) in attachments::sent_by(read, &selves, &ids)? {
                file.name = handling.saved_name(&file.name);
                files += 1;
                own.entry(ticket).or_default().push(file);
            }
        }
        for line in page.lines {
            if let Some(all) = own.remove(&line.ticket.id) {
                found.tickets.push((line.ticket, all));
            }
        }
        after = page.next;
        found.next = page.next;
        if files >= ENOUGH || after.is_none() {
            break;
        }
    }
    Ok(found)
}
