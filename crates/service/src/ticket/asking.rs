//! On which tickets the composer asks how long somebody worked, and what becomes of the answer.

use super::found::viewer;
use super::load::visible;
use super::time::{log_time, running};
use crate::setting;
use desk::ticket::{Asks, Ticket, TicketNumber, TimeAsking, TimeFacts};
use desk::{Done, Permission, Refusal};
use store::ticket::facts;
use store::{Read, Tx};

const KEY: &str = "time_asking";

pub fn time_asking(read: &mut Read) -> Done<TimeAsking> {
    read.actor().may(Permission::Configure)?;
    setting::in_force(read, KEY)
}

/// `seen` is what the page was drawn from: a conflict when somebody has changed it since.
pub fn change_time_asking(tx: &mut Tx, seen: &TimeAsking, wish: TimeAsking) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let wish = wish.sound()?;
    setting::change(tx, KEY, seen, &wish).map(drop)
}

/// What the composer of this ticket asks of the one who looks. A clock that runs is an answer.
pub(super) fn asks_time(read: &mut Read, ticket: &Ticket, runs: bool) -> Done<Asks> {
    let TimeAsking { asks, condition } = setting::in_force(read, KEY)?;
    if asks == Asks::Never || runs {
        return Ok(Asks::Never);
    }
    let Some(known) = facts::known(read, ticket.id, condition.needs())? else { return Ok(Asks::Never) };
    let viewer = viewer(read)?;
    Ok(if condition.holds(&known.facts(), &viewer) { asks } else { Asks::Never })
}

/// The answer that came with a message, before the message changes what is asked for.
pub fn answer_time(tx: &mut Tx, number: TicketNumber, worked: Option<TimeFacts>) -> Done<()> {
    let ticket = visible(tx, number)?;
    if let Some(what) = worked {
        return log_time(tx, number, what).map(drop);
    }
    let runs = running(tx, ticket.id)?.is_some();
    if asks_time(tx, &ticket, runs)? == Asks::Requires { Err(Refusal::TimeMissing.into()) } else { Ok(()) }
}
