//! Tickets that may be about the same matter, for whoever is about to open another one.

use crate::people::known;
use desk::Done;
use desk::people::Whom;
use desk::ticket::alike;
use store::Read;
use store::ticket::lists::{self, Line};

/// The requester's newest tickets that are compared, and those that are told of.
const COMPARED: usize = 50;
const TOLD: usize = 5;

/// Open ones of the same requester with a subject like this one, as far as the one who asks may see them.
pub fn like_it(read: &mut Read, requester: &Whom, subject: &str) -> Done<Vec<Line>> {
    read.actor().must_be_agent()?;
    let Some(person) = known(read, requester)? else { return Ok(Vec::new()) };
    let scope = read.actor().scope();
    let mut lines = lists::of_requester(read, &scope, person.id, None, COMPARED)?;
    lines.retain(|line| line.ticket.awaits_problem() && alike(&line.ticket.subject, subject));
    lines.truncate(TOLD);
    Ok(lines)
}
