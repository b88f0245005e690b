//! What happens on the tickets one may see, the newest first.

use crate::audit::{Audit, around};
use desk::notification::Stream;
use desk::{Done, Error, Level};
use store::{Read, events};

/// Positions of the log that one page walks through at most: whoever looks for little gets little, and goes on from there.
const WALKED: i64 = 20_000;

pub struct Activity {
    pub found: Audit,
    /// Before which the next page begins; none: this is the beginning.
    pub older: Option<i64>,
}

/// A page, before a position. A team that is not theirs is not there.
pub fn activity(read: &mut Read, wanted: Stream, before: Option<i64>, most: usize) -> Done<Activity> {
    read.actor().must_be_agent()?;
    if wanted.team.is_some_and(|team| read.actor().level(team) == Level::None) {
        return Err(Error::Missing);
    }
    let scope = read.actor().scope();
    let before = match before {
        Some(before) => before,
        None => events::last(read)? + 1,
    };
    let from = (before - WALKED).max(0);
    let mut found = events::on_tickets(read, &scope, &wanted, (before, from), most + 1)?;
    let more = found.len() > most;
    found.truncate(most);
    let older = match found.last() {
        Some(last) if more => Some(last.place.position),
        Some(_) | None => Some(from).filter(|from| *from > 0),
    };
    Ok(Activity { found: around(read, found)?, older })
}
