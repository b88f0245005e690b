//! On which tickets the composer asks how long somebody worked, and what becomes of the answer.

use super::found::viewer;
use super::load::visible;
use super::time::{log_time, running};
use desk::ticket::{Asks, Ticket, TicketNumber, TimeAsking, TimeFacts};
use desk::{Done, Error, Event, Fault, Permission, Refusal};
use store::ticket::facts;
use store::{Read, Tx, settings, turns};

const KEY: &str = "time_asking";

pub fn time_asking(read: &mut Read) -> Done<TimeAsking> {
    read.actor().may(Permission::Configure)?;
    in_force(read)
}

/// `seen` is what the page was drawn from: a conflict when somebody has changed it since.
pub fn change_time_asking(tx: &mut Tx, seen: &TimeAsking, wish: TimeAsking) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let wish = wish.sound()?;
    turns::take(tx, [KEY.to_owned()].into())?;
    let now = in_force(tx)?;
    if now != *seen {
        return Err(Error::Conflict);
    }
    if now != wish {
        let (from, to) = (written(&now)?, written(&wish)?);
        settings::save(tx, KEY, &to)?;
        tx.record(Event::SettingChanged { key: KEY.into(), from, to })?;
    }
    Ok(())
}

/// What the composer of this ticket asks of the one who looks. A clock that runs is an answer.
pub(super) fn asks_time(read: &mut Read, ticket: &Ticket) -> Done<Asks> {
    let TimeAsking { asks, condition } = in_force(read)?;
    if asks == Asks::Never || running(read, ticket.id)?.is_some() {
        return Ok(Asks::Never);
    }
    let Some(known) = facts::known(read, ticket.id, condition.needs())? else { return Ok(Asks::Never) };
    let viewer = viewer(read)?;
    Ok(if condition.holds(&known.facts(), &viewer) { asks } else { Asks::Never })
}

/// The answer that came with a message, before the message changes what is asked for.
pub fn answer_time(tx: &mut Tx, number: TicketNumber, worked: Option<TimeFacts>) -> Done<()> {
    let ticket = visible(tx, number)?;
    match worked {
        Some(what) => log_time(tx, number, what).map(drop),
        None if asks_time(tx, &ticket)? == Asks::Requires => Err(Refusal::TimeMissing.into()),
        None => Ok(()),
    }
}

fn in_force(read: &mut Read) -> Done<TimeAsking> {
    let kept = settings::load(read, KEY)?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
}

fn written(asking: &TimeAsking) -> Result<String, Fault> {
    serde_json::to_string(asking).map_err(Fault::new)
}
