//! Through all there is, a step at a time.

use super::documents;
use super::mark::{Part, Walk};
use desk::Done;
use search::Entry;
use store::Read;
use store::search as rows;

/// Documents of one step.
const STEP: usize = 256;

/// The next documents and where the walk goes on; none: it has come to its end.
pub(super) fn step(read: &mut Read, walk: &Walk) -> Done<(Vec<Entry>, Option<Walk>)> {
    let (entries, lowest, taken) = match walk.part {
        Part::Tickets => {
            let ids = rows::tickets_below(read, walk.below, STEP)?;
            (documents::tickets(read, &ids)?, ids.last().map(|id| id.0), ids.len())
        }
        Part::People => {
            let ids = rows::people_below(read, walk.below, STEP)?;
            (documents::people(read, &ids)?, ids.last().map(|id| id.0), ids.len())
        }
        Part::Organizations => {
            let ids = rows::organizations_below(read, walk.below, STEP)?;
            (documents::organizations(read, &ids)?, ids.last().map(|id| id.0), ids.len())
        }
    };
    let done = walk.done + taken as i64;
    let next = match (lowest, walk.part) {
        (Some(below), part) => Some(Walk { part, below, done, total: walk.total.max(done) }),
        (None, Part::Tickets) => Some(Walk { part: Part::People, below: i64::MAX, ..walk.clone() }),
        (None, Part::People) => Some(Walk { part: Part::Organizations, below: i64::MAX, ..walk.clone() }),
        (None, Part::Organizations) => None,
    };
    Ok((entries, next))
}
