//! Which channels an agent takes tickets of, how much they can have in hand, and what a ticket counts.

use desk::people::PersonId;
use desk::ticket::{Duties, Duty, Effort, Via};
use desk::{Done, Error, Event, Fault, Permission, Refusal};
use store::people::agents;
use store::ticket::duties as table;
use store::{Read, Tx, settings, turns};

const EFFORT: &str = "effort";

/// One's own.
pub fn duties(read: &mut Read) -> Done<Duties> {
    read.actor().must_be_agent()?;
    let me = read.actor().person().ok_or(Error::Missing)?;
    Ok(table::all(read)?.get(&me).cloned().unwrap_or_default())
}

/// Takes no more tickets of a channel by oneself, or takes them again, unless an administrator has fixed it.
pub fn pause_channel(tx: &mut Tx, via: Via, paused: bool) -> Done<Duties> {
    tx.actor().must_be_agent()?;
    let me = tx.actor().person().ok_or(Error::Missing)?;
    turn(tx, me)?;
    let mut own = duties(tx)?;
    let duty = own.of(via);
    if duty.paused == paused {
        return Ok(own);
    }
    if duty.locked {
        return Err(Refusal::ChannelLocked.into());
    }
    own.vias.insert(via, Duty { paused, ..duty });
    table::set(tx, me, &own)?;
    tx.record(Event::DutySet { person: me, via, paused, locked: false, most: duty.most })?;
    Ok(own)
}

/// Of an agent.
pub fn duties_of(read: &mut Read, person: PersonId) -> Done<Duties> {
    read.actor().may(Permission::ManageAgents)?;
    agents::load(read, person)?.ok_or(Error::Missing)?;
    Ok(table::all(read)?.get(&person).cloned().unwrap_or_default())
}

pub fn set_duties(tx: &mut Tx, person: PersonId, wish: Duties) -> Done<()> {
    turn(tx, person)?;
    let before = duties_of(tx, person)?;
    let wish = wish.sound()?;
    table::set(tx, person, &wish)?;
    if before.most != wish.most {
        tx.record(Event::LoadSet { person, most: wish.most })?;
    }
    for via in Via::ALL {
        let Duty { paused, locked, most } = wish.of(*via);
        if before.of(*via) != wish.of(*via) {
            tx.record(Event::DutySet { person, via: *via, paused, locked, most })?;
        }
    }
    Ok(())
}

/// Two who change the same agent go one after the other.
fn turn(tx: &mut Tx, person: PersonId) -> Done<()> {
    Ok(turns::take(tx, [format!("duties-{person}")].into())?)
}

/// What tickets count for whoever has them in hand.
pub fn effort(read: &mut Read) -> Done<Effort> {
    read.actor().must_be_agent()?;
    let written = settings::load(read, EFFORT)?;
    Ok(written.map(|text| serde_json::from_str(&text).map_err(Fault::new)).transpose()?.unwrap_or_default())
}

pub fn set_effort(tx: &mut Tx, wish: &Effort) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    if effort(tx)? != *wish {
        settings::save(tx, EFFORT, &serde_json::to_string(wish).map_err(Fault::new)?)?;
        tx.record(Event::EffortChanged {})?;
    }
    Ok(())
}
