//! The company as it is in the desk: for whoever joins it later, the simulator and the mass of tickets.

use super::content::Content;
use base::Address;
use desk::channel::MailboxId;
use desk::people::PersonId;
use desk::people::TeamId;
use desk::ticket::{BrandId, Status, TagId};
use desk::{Actor, Done, Error};
use service::{Read, channel, people, ticket};

/// What is gone by now (an administrator may have changed the demo) is left out.
pub struct Found {
    /// In the order of [`Content`].
    pub teams: Vec<TeamId>,
    /// Everybody active who may answer anywhere, also agents who came later.
    pub agents: Vec<(PersonId, String, Actor)>,
    pub tags: Vec<TagId>,
    /// With its place in [`Content`].
    pub mailboxes: Vec<(usize, MailboxId, Address)>,
    pub statuses: Vec<Status>,
    pub brand: BrandId,
}

pub fn find(read: &mut Read, content: &Content) -> Done<Found> {
    let teams: Vec<TeamId> = people::teams(read)?.into_iter().map(|team| team.id).collect();
    let agents = people::agents(read)?.into_iter().filter(|(_, agent)| agent.active);
    let mailboxes = channel::mailboxes(read)?.into_iter().filter_map(|(mailbox, _)| {
        let place = content.company.mailboxes.iter().position(|known| known.address == mailbox.address.as_str())?;
        Some((place, mailbox.id, Address::new(mailbox.name, mailbox.address)))
    });
    let found = Found {
        agents: agents.map(|(person, agent)| (person.id, person.name, agent.actor())).collect(),
        tags: ticket::tags(read)?.into_iter().map(|tag| tag.id).collect(),
        mailboxes: mailboxes.collect(),
        statuses: ticket::statuses(read)?.into_iter().filter(|status| status.standard).collect(),
        brand: store::ticket::brands::first(read)?.ok_or(Error::Missing)?.id,
        teams,
    };
    let whole =
        found.teams.len() >= content.company.teams.len() && !found.mailboxes.is_empty() && !found.agents.is_empty();
    if whole { Ok(found) } else { Err(Error::Missing) }
}
