//! From ticket to ticket without going back to the list.

use crate::agent::lists::{Listed, Which};
use desk::Done;
use desk::ticket::TicketNumber;
use service::Read;
use service::ticket;
use views::agent::ticket::Steps;

/// The tickets before and after this one on its page of the list. One that lies in the list no more, because it was
/// solved just now, is thought to stand where it stood: `place`, counted from 0.
pub fn steps(read: &mut Read, list: &Listed, number: TicketNumber, place: Option<usize>) -> Done<Steps> {
    let lines = &list.page.lines;
    let found = lines.iter().position(|line| line.ticket.number == number);
    let Some(at) = found.or(place).filter(|at| *at <= lines.len()) else { return Ok(Steps::default()) };
    let to = |at: usize| lines.get(at).map(|line| list.which.beside(line.ticket.number, at));
    let next = if found.is_some() { at + 1 } else { at };
    let beyond = match list.page.next.filter(|_| next == lines.len()) {
        Some(after) => {
            let which = Which { after: Some(after), ..list.which.clone() };
            let narrowed = (which.view, list.narrowing.to());
            let page = ticket::list_in(read, narrowed, list.order(), which.after, 1)?;
            page.lines.first().map(|line| which.beside(line.ticket.number, 0))
        }
        None => None,
    };
    Ok(Steps { previous: at.checked_sub(1).and_then(to), next: to(next).or(beyond) })
}
