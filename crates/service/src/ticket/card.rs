//! A ticket at a glance, for whoever passes it in a list.

use super::load::visible;
use desk::conversation::{Message, MessageKind};
use desk::people::{Person, Tier};
use desk::ticket::{Status, Tag, Ticket, TicketNumber};
use desk::{Done, Error};
use store::Read;
use store::conversation::messages;
use store::people::{organizations, persons, teams, tiers};
use store::ticket::{people, statuses, tags};

/// Messages that are looked through for the last words, and how many of them are shown.
const LOOKED_AT: usize = 20;
const SHOWN: usize = 2;

#[derive(Clone, Debug)]
pub struct Card {
    pub ticket: Ticket,
    pub status: Status,
    pub requester: Person,
    pub tier: Tier,
    pub organization: Option<String>,
    pub team: String,
    pub assignee: Option<String>,
    pub tags: Vec<Tag>,
    /// The last words, the oldest first, with who said them.
    pub said: Vec<(Message, String)>,
}

pub fn card(read: &mut Read, number: TicketNumber) -> Done<Card> {
    let ticket = visible(read, number)?;
    let mut last = messages::newest(read, ticket.id, LOOKED_AT)?;
    last.retain(|message| message.side.is_none() && !message.taken_back);
    let last = last.split_off(last.len().saturating_sub(SHOWN));
    let authors: Vec<_> = last.iter().filter_map(|message| message.author).chain(ticket.assignee).collect();
    let known = if authors.is_empty() { Vec::new() } else { people::known(read, &authors)? };
    let name = |id| known.iter().find(|person| Some(person.id) == id).map(|person| person.shown().to_owned());
    let said = last.into_iter().map(|message| {
        let sender = message.from.as_ref().map(|from| from.email.to_string()).unwrap_or_default();
        let author = name(message.author).unwrap_or(sender);
        (message, author)
    });
    let organization = match ticket.organization {
        Some(id) => organizations::load(read, id)?.map(|one| one.name),
        None => None,
    };
    Ok(Card {
        said: said.collect(),
        assignee: name(ticket.assignee),
        status: statuses::load(read, ticket.status)?.ok_or(Error::Missing)?,
        requester: persons::load(read, ticket.requester)?.ok_or(Error::Missing)?,
        tier: tiers::of(read, ticket.requester)?.1,
        organization,
        team: teams::load(read, ticket.team)?.map(|team| team.name).unwrap_or_default(),
        tags: tags::some(read, &ticket.tags)?,
        ticket,
    })
}

impl Card {
    /// Notes are shown as such.
    pub fn is_note(message: &Message) -> bool {
        message.kind == MessageKind::Note
    }
}
