//! Finding people.

use desk::Done;
use store::Read;
use store::people::lists;
pub use store::people::lists::{After, Page, PersonLine};

/// A page is at most this long.
pub const MOST_LINES: usize = 100;

/// A page of those whose name (from any of its words on), address, domain, telephone number or name in a chat begins so; of everybody, by name, when
/// nothing is looked for. For agents.
pub fn list(read: &mut Read, find: &str, after: &After, limit: usize) -> Done<Page> {
    let scope = super::reach::scope(read)?;
    Ok(match find.trim() {
        "" => lists::all(read, &scope, after, most(limit))?,
        text => {
            let number = desk::people::dialled(text);
            lists::beginning(read, &scope, number.as_deref().unwrap_or(text), after, most(limit))?
        }
    })
}

pub(super) fn most(limit: usize) -> usize {
    limit.clamp(1, MOST_LINES)
}
