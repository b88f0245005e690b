//! Finding people.

use desk::Done;
use desk::people::{OrganizationId, PersonId};
use std::collections::BTreeSet;
use store::Read;
pub use store::people::lists::{After, Page, PersonLine};
use store::people::{lists, organizations};

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

/// Organisations whose members are found by its name.
const MOST_HOUSES: usize = 20;
/// What the key of a page begins with that goes on among the members of an organisation: behind every other key.
const MEMBERS: char = '\u{10FFFF}';

/// The same, and behind them the members of organisations whose name begins so.
pub fn find(read: &mut Read, text: &str, after: &After, limit: usize) -> Done<Page> {
    let limit = most(limit);
    let place = among_members(after);
    let mut page = match &place {
        Some(_) => Page { lines: Vec::new(), next: None },
        None => list(read, text, after, limit)?,
    };
    if page.next.is_some() || text.trim().is_empty() {
        return Ok(page);
    }
    let scope = super::reach::scope(read)?;
    let mut seen: BTreeSet<PersonId> = page.lines.iter().map(|line| line.person.id).collect();
    let houses = organizations::list(read, text, None, MOST_HOUSES)?.into_iter().map(|line| line.organization.id);
    for house in houses.skip_while(|house| place.as_ref().is_some_and(|(reached, _)| reached != house)) {
        let from = place.as_ref().filter(|(reached, _)| *reached == house).map(|(_, from)| from.clone());
        let some = lists::members(read, &scope, house, &from.unwrap_or_default(), limit - page.lines.len())?;
        page.lines.extend(some.lines.into_iter().filter(|line| seen.insert(line.person.id)));
        if let Some(next) = some.next {
            page.next = Some(After { key: format!("{MEMBERS}{house}{MEMBERS}{}", next.key), id: next.id });
            break;
        }
    }
    Ok(page)
}

/// In which organisation a page goes on, and behind whom.
fn among_members(after: &After) -> Option<(OrganizationId, After)> {
    let (house, key) = after.key.strip_prefix(MEMBERS)?.split_once(MEMBERS)?;
    Some((house.parse().ok()?, After { key: key.to_owned(), id: after.id }))
}

pub(super) fn most(limit: usize) -> usize {
    limit.clamp(1, MOST_LINES)
}
