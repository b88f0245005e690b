//! All the files of a ticket, for whoever may read it.

use crate::channel::handling;
use crate::ticket;
use desk::Done;
use desk::conversation::Attachment;
use desk::ticket::{Ticket, TicketNumber};
use std::collections::HashSet;
use store::Read;
use store::conversation::attachments;

/// Newest first, under the names one saves them by. What came several times is there once.
#[derive(Clone, Debug, PartialEq)]
pub struct Files {
    pub ticket: Ticket,
    pub files: Vec<Attachment>,
    /// Small pictures that stand in letters of other tickets as well.
    pub adornments: Vec<Attachment>,
}

pub fn files(read: &mut Read, number: TicketNumber) -> Done<Files> {
    let ticket = ticket::visible(read, number)?;
    let mut all = attachments::of_ticket(read, ticket.id)?;
    all.reverse();
    let mut seen = HashSet::new();
    all.retain(|file| seen.insert(file.digest.clone()));
    let handling = handling(read)?;
    all.iter_mut().for_each(|file| file.name = handling.saved_name(&file.name));
    let adorning = if all.is_empty() { HashSet::new() } else { attachments::adornments(read, ticket.id)? };
    let (adornments, files) = all.into_iter().partition(|file| adorning.contains(&file.id));
    Ok(Files { ticket, files, adornments })
}
