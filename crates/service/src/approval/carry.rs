//! Questions that wait for somebody who turns out to be somebody else.

use super::answer::keep;
use desk::approval::Reseated;
use desk::people::{MOST_MERGED, PersonId};
use desk::{Done, Error};
use store::Tx;
use store::approval::approvals;
use store::ticket::tickets;

/// What waits for one waits for the other from now on. Nobody approves their own request: what one of them asks the other
/// stays where it is.
pub(crate) fn carry(tx: &mut Tx, from: PersonId, into: PersonId) -> Done<Vec<Reseated>> {
    let now = tx.now();
    let mut gone = Vec::new();
    for waiting in approvals::waiting_for(tx, from, MOST_MERGED)? {
        let ticket = tickets::by_id(tx, waiting.ticket)?.ok_or(Error::Missing)?;
        if [from, into].contains(&ticket.requester) {
            continue;
        }
        let Some(mut approval) = approvals::hold(tx, waiting.id)? else { continue };
        if let Some((reseated, decided)) = approval.seat_as_one(from, into, now) {
            keep(tx, &approval, decided)?;
            gone.push(reseated);
        }
    }
    Ok(gone)
}

/// The inverse, as far as they still wait.
pub(crate) fn carry_back(tx: &mut Tx, gone: &[Reseated], from: PersonId, into: PersonId) -> Done<()> {
    for reseated in gone {
        if let Some(mut approval) = approvals::hold(tx, reseated.approval)? {
            approval.seat_apart(reseated, from, into);
            approvals::save(tx, &approval)?;
        }
    }
    Ok(())
}
