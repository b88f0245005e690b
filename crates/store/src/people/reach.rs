//! Whom an agent finds where agents find only people of tickets that they may see.

use crate::Read;
use crate::ticket::lists::within;
use crate::ticket::people::{MOST_AT_ONCE, padded};
use desk::people::{PersonId, TeamId};
use desk::{Fault, Level, Role, Scope};
use std::collections::BTreeSet;

/// Those of them whom a scope of tickets leads to.
pub fn reached(read: &mut Read, scope: &Scope, ids: &[PersonId]) -> Result<BTreeSet<PersonId>, Fault> {
    let Some(known) = known_by(scope) else { return Ok(ids.iter().copied().collect()) };
    let mut found = BTreeSet::new();
    for some in ids.chunks(MOST_AT_ONCE) {
        let (places, values) = padded(some.iter().map(|id| id.0).collect());
        let sql = format!("SELECT p.id FROM people p WHERE p.id IN ({places}) AND ({known})");
        found.extend(read.conn.all(&sql, &values, |row| row.get::<PersonId>(0))?);
    }
    Ok(found)
}

/// How many there are whom it leads to; beyond a million nobody counts.
pub fn counted(read: &mut Read, scope: &Scope) -> Result<i64, Fault> {
    let known = known_by(scope).unwrap_or_else(|| "TRUE".to_owned());
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT p.id FROM people p WHERE p.merged_into IS NULL AND ({known})
         ORDER BY p.folded, p.id LIMIT 1000000) x"
    );
    Ok(read.conn.first(&sql, &[], |row| row.get(0))?.unwrap_or(0))
}

/// The condition on somebody; none: it leads to everybody. Agents know each other.
fn known_by(scope: &Scope) -> Option<String> {
    let (me, teams) = match scope {
        Scope::All => return None,
        Scope::Requester(_) | Scope::Nothing => return Some("FALSE".to_owned()),
        Scope::Agent { person, teams } => (person, teams),
    };
    let within = within(scope).unwrap_or_else(|| "FALSE".to_owned());
    Some(format!(
        "EXISTS (SELECT 1 FROM agents a WHERE a.person_id = p.id)
         OR EXISTS (SELECT 1 FROM tickets t WHERE t.requester_id = p.id AND t.merged_into IS NULL AND {within})
         OR EXISTS (SELECT 1 FROM participants c JOIN tickets t ON t.id = c.ticket_id
                    WHERE c.person_id = p.id AND t.merged_into IS NULL AND {within})
         OR EXISTS (SELECT 1 FROM agents m WHERE m.person_id = p.made_by
                    AND (m.person_id = {me} OR m.role = '{administrator}' OR {colleague}))",
        administrator = Role::Administrator.name(),
        colleague = in_one_of(teams),
    ))
}

/// The agent `m` meets tickets of one of these teams.
fn in_one_of(teams: &[TeamId]) -> String {
    let teams: Vec<String> = teams.iter().map(ToString::to_string).collect();
    if teams.is_empty() {
        return "FALSE".to_owned();
    }
    format!(
        "EXISTS (SELECT 1 FROM levels l WHERE l.person_id = m.person_id AND l.team_id IN ({}) AND l.level <> '{}')",
        teams.join(","),
        Level::None.name()
    )
}
