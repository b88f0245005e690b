//! From which address a ticket is answered.

use crate::Read;
use crate::channel::mailboxes;
use base::{Address, Email};
use desk::Fault;
use desk::channel::{Mailbox, MailboxId};
use desk::people::TeamId;
use desk::ticket::Ticket;

/// Our mailboxes, as far as writing needs them. A desk has dozens, never thousands.
pub struct Senders(Vec<Sender>);

#[derive(Clone, Debug, PartialEq)]
pub struct Sender {
    pub mailbox: MailboxId,
    pub address: Address,
    pub team: TeamId,
    active: bool,
}

pub fn all(read: &mut Read) -> Result<Senders, Fault> {
    let all = mailboxes::set_up(read)?;
    let sender = |mailbox: &Mailbox| Sender {
        mailbox: mailbox.id,
        address: Address::new(mailbox.name.clone(), mailbox.address.clone()),
        team: mailbox.team,
        active: mailbox.active,
    };
    Ok(Senders(all.iter().map(sender).collect()))
}

impl Senders {
    /// The ticket's own mailbox; else its team's first; else the first of all. None: no mailbox is active.
    pub fn of(&self, ticket: &Ticket) -> Option<&Sender> {
        self.nearest(ticket.mailbox, ticket.team)
    }

    /// Likewise of a ticket that is not there yet.
    pub fn nearest(&self, mailbox: Option<MailboxId>, team: TeamId) -> Option<&Sender> {
        self.active().min_by_key(|sender| (mailbox != Some(sender.mailbox), team != sender.team))
    }

    /// Of a ticket that is not there yet.
    pub fn of_team(&self, team: TeamId) -> Option<&Sender> {
        self.active().min_by_key(|sender| sender.team != team)
    }

    /// The one that somebody chose. None: it is not there, or not active.
    pub fn chosen(&self, mailbox: MailboxId) -> Option<&Sender> {
        self.active().find(|sender| sender.mailbox == mailbox)
    }

    pub fn active(&self) -> impl Iterator<Item = &Sender> {
        self.0.iter().filter(|sender| sender.active)
    }

    /// Every address of ours, active or not. Nobody writes letters there.
    pub fn addresses(&self) -> Vec<Email> {
        self.0.iter().map(|sender| sender.address.email.clone()).collect()
    }
}
