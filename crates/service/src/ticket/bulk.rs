//! One verb over many tickets.

use desk::ticket::TicketNumber;
use desk::{Done, Error};
use store::Tx;

/// Tickets one bulk change touches; longer lists go in steps, so that nobody else waits for them.
pub const MOST_AT_ONCE: usize = 200;

/// Applies the verb to each ticket by itself and says of each what became of it; one that is refused is left as it was,
/// and does not hold up the others. All are in the one transaction at hand: a fault of the machine undoes them together.
pub fn bulk<T>(
    tx: &mut Tx,
    numbers: &[TicketNumber],
    mut verb: impl FnMut(&mut Tx, TicketNumber) -> Done<T>,
) -> Done<Vec<(TicketNumber, Done<T>)>> {
    let mut outcomes = Vec::with_capacity(numbers.len().min(MOST_AT_ONCE));
    for number in numbers.iter().take(MOST_AT_ONCE) {
        match tx.attempt(|tx| verb(tx, *number)) {
            Err(Error::Fault(fault)) => return Err(fault.into()),
            outcome @ (Ok(_) | Err(Error::Refused(_) | Error::Missing | Error::Conflict)) => {
                outcomes.push((*number, outcome))
            }
        }
    }
    Ok(outcomes)
}
