//! All that is known of one message, and what may be done with it: asked for when somebody opens its menu.

use super::load::visible;
use super::page::{May, Said, may, said};
use desk::conversation::MessageId;
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error};
use std::collections::BTreeMap;
use store::Read;
use store::conversation::messages;
use store::conversation::redactions::{self, NoteVersion};
use store::ticket::{people, traces};

#[derive(Clone, Debug)]
pub struct AboutMessage {
    pub ticket: Ticket,
    pub may: May,
    pub said: Said,
    /// What it said before it was edited, oldest first.
    pub versions: Vec<NoteVersion>,
    /// Who wrote it and who edited it.
    pub names: BTreeMap<PersonId, String>,
}

pub fn about_message(read: &mut Read, number: TicketNumber, id: MessageId) -> Done<AboutMessage> {
    let ticket = visible(read, number)?;
    let (may, person) = (may(read.actor(), &ticket), read.actor().person());
    let message = messages::load(read, id)?.filter(|message| message.ticket == ticket.id).ok_or(Error::Missing)?;
    let traces = traces::of(read, ticket.id, person)?;
    let mut versions = if traces.versions { redactions::versions_of(read, ticket.id)? } else { Vec::new() };
    versions.retain(|version| version.message == id);
    let writers: Vec<PersonId> =
        message.author.into_iter().chain(versions.iter().filter_map(|version| version.person)).collect();
    let known = people::known(read, &writers)?;
    Ok(AboutMessage {
        said: said(read, &ticket, traces, vec![message])?.pop().ok_or(Error::Missing)?,
        names: known.iter().map(|person| (person.id, person.shown().to_owned())).collect(),
        may,
        versions,
        ticket,
    })
}
