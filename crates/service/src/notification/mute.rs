//! What somebody does not want to hear of, though their wishes would have it.

use super::inbox::me;
use crate::ticket::visible;
use desk::notification::{Mute, Muted};
use desk::people::TeamId;
use desk::ticket::{TicketId, TicketNumber};
use desk::{Done, Error, Event, Level, Refusal};
use store::channel::mailboxes;
use store::notification::mutes as table;
use store::people::teams;
use store::ticket::tickets;
use store::{Read, Tx};

/// Of one person.
const MOST: usize = 500;

pub fn mute(tx: &mut Tx, mute: Mute) -> Done<()> {
    let me = me(tx)?;
    known(tx, mute)?;
    if table::of(tx, me, MOST)?.len() >= MOST {
        return Err(Refusal::TooManyMutes.into());
    }
    if table::add(tx, me, mute)? {
        tx.record(Event::MuteChanged { person: me, what: mute.what, target: mute.target, muted: true })?;
    }
    Ok(())
}

/// Also where it is not there for them any more.
pub fn unmute(tx: &mut Tx, mute: Mute) -> Done<()> {
    let me = me(tx)?;
    if table::remove(tx, me, mute)? {
        tx.record(Event::MuteChanged { person: me, what: mute.what, target: mute.target, muted: false })?;
    }
    Ok(())
}

/// One's own, each with what it is called: a ticket's subject, a team's name, an address. Tickets with their number.
pub fn mutes(read: &mut Read) -> Done<Vec<(Mute, Option<TicketNumber>, String)>> {
    let me = me(read)?;
    let mut found = Vec::new();
    for mute in table::of(read, me, MOST)? {
        let (number, name) = match mute.what {
            Muted::Ticket => match tickets::by_id(read, TicketId(mute.target))? {
                Some(ticket) if read.actor().may_read(&ticket).is_ok() => (Some(ticket.number), ticket.subject),
                Some(_) | None => continue,
            },
            Muted::Team => match teams::load(read, TeamId(mute.target))? {
                Some(team) => (None, team.name),
                None => continue,
            },
            Muted::Mailbox => match mailboxes::load(read, desk::channel::MailboxId(mute.target))? {
                Some(mailbox) => (None, mailbox.address.to_string()),
                None => continue,
            },
        };
        found.push((mute, number, name));
    }
    Ok(found)
}

/// Teams and mailboxes with the team they belong to, whoever may see them.
pub fn mutable(read: &mut Read) -> Done<Vec<(Mute, TeamId, String)>> {
    me(read)?;
    let teams = teams::all(read)?.into_iter();
    let teams = teams.map(|team| (Mute { what: Muted::Team, target: team.id.0 }, team.id, team.name));
    let mailboxes = mailboxes::all(read)?.into_iter().map(|(mailbox, _)| {
        (Mute { what: Muted::Mailbox, target: mailbox.id.0 }, mailbox.team, mailbox.address.to_string())
    });
    Ok(teams.chain(mailboxes).collect())
}

/// What is not theirs is not there.
fn known(read: &mut Read, mute: Mute) -> Done<()> {
    let there = match mute.what {
        Muted::Ticket => {
            tickets::by_id(read, TicketId(mute.target))?.is_some_and(|ticket| read.actor().may_read(&ticket).is_ok())
        }
        Muted::Team => {
            let team = TeamId(mute.target);
            teams::load(read, team)?.is_some() && read.actor().level(team) > Level::None
        }
        Muted::Mailbox => {
            let mailbox = mailboxes::load(read, desk::channel::MailboxId(mute.target))?;
            mailbox.is_some_and(|mailbox| read.actor().level(mailbox.team) > Level::None)
        }
    };
    if there { Ok(()) } else { Err(Error::Missing) }
}

/// By its number, as a page knows it.
pub fn mute_ticket(tx: &mut Tx, number: TicketNumber, muted: bool) -> Done<()> {
    let ticket = visible(tx, number)?;
    let wish = Mute { what: Muted::Ticket, target: ticket.id.0 };
    if muted { mute(tx, wish) } else { unmute(tx, wish) }
}
