//! How much somebody matters.

use super::persons::editable;
use super::reach::must_find;
use desk::people::{PersonId, Tier};
use desk::{Done, Event};
use store::people::tiers;
use store::{Read, Tx};

/// What is said of somebody, and what counts: their main organisation may matter more.
pub fn tier(read: &mut Read, person: PersonId) -> Done<(Tier, Tier)> {
    must_find(read, person)?;
    Ok(tiers::of(read, person)?)
}

pub fn set_tier(tx: &mut Tx, person: PersonId, to: Tier) -> Done<()> {
    editable(tx, person)?;
    put(tx, person, to).map(drop)
}

/// Whoever calls has looked whether it may be. False: that is said of them already.
pub(super) fn put(tx: &mut Tx, person: PersonId, to: Tier) -> Done<bool> {
    let (from, _) = tiers::of(tx, person)?;
    if from == to {
        return Ok(false);
    }
    tiers::set(tx, person, to)?;
    tx.record(Event::TierChanged { person, from, to })?;
    Ok(true)
}
