//! Lists of tickets. There is none without a scope; each order has its index; pages continue after a key, not a number.

use super::people::padded;
use super::referrals;
use super::tickets::{COLUMNS, WIDTH, ticket};
use crate::people::tiers::effective;
use crate::value::{Row, Value};
use crate::{Read, values};
use base::Moment;
use desk::people::{OrganizationId, PersonId, TeamId, Tier};
use desk::ticket::{Ticket, TicketId, TicketNumber, View};
use desk::{Fault, Scope};

/// Where a page of a list ended: the last row's sort key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct After {
    pub updated_at: Moment,
    pub id: TicketId,
    /// The heading under which it stands, 0 for that of nobody; none: the list's order goes by none. In the order of a field
    /// 1 where something stands in it, and the key is its number. Of a draft the talk in which it is written.
    pub under: Option<i64>,
}

/// Before the first line of any list.
pub(crate) const END: After = After { updated_at: Moment(i64::MAX), id: TicketId(i64::MAX), under: None };

impl After {
    /// As a page's address carries it: `MILLISECONDS-ID`, or `MILLISECONDS-ID-HEADING`.
    pub fn read(text: &str) -> Option<Self> {
        // A number may be below nothing.
        let cut = 1 + text.get(1..)?.find('-')?;
        let (at, id) = (&text[..cut], &text[cut + 1..]);
        let (id, under) = match id.split_once('-') {
            Some((id, under)) => (id, Some(under.parse().ok()?)),
            None => (id, None),
        };
        Some(Self { updated_at: Moment(at.parse().ok()?), id: id.parse().ok()?, under })
    }
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.updated_at.0, self.id)?;
        self.under.map_or(Ok(()), |under| write!(f, "-{under}"))
    }
}

/// A ticket as a list shows it, with the names of the people on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub ticket: Ticket,
    pub requester: String,
    pub assignee: Option<String>,
    /// How much the requester matters.
    pub tier: Tier,
}

pub(super) const PEOPLE: &str = concat!(
    "CASE WHEN r.name <> '' THEN r.name ELSE COALESCE(
        (SELECT a.address FROM addresses a WHERE a.person_id = r.id ORDER BY a.position LIMIT 1), '') END, p.name, ",
    effective!()
);
pub(super) const JOINS: &str =
    "JOIN people r ON r.id = t.requester_id LEFT JOIN organizations h ON h.id = r.organization_id
     LEFT JOIN people p ON p.id = t.assignee_id";

/// A page of a view, newest first, for the person who looks.
pub fn view(
    read: &mut Read,
    scope: &Scope,
    view: View,
    who: PersonId,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<Line>, Fault> {
    match page_of_view(scope, view, who, after, limit) {
        Some((sql, values)) => read.conn.all(&sql, &values, line),
        None => Ok(Vec::new()),
    }
}

/// None: there can be no ticket, or the view is not held by a place. Only keys are walked and merged; the tickets
/// themselves are looked up at the end.
fn page_of_view(
    scope: &Scope,
    view: View,
    who: PersonId,
    after: Option<After>,
    limit: usize,
) -> Option<(String, Vec<Value<'static>>)> {
    let mut values: Vec<Value> = values![limit].to_vec();
    // The place is written out, because only then may the databases use the indexes of one place.
    let mut conditions = format!("t.place = '{}'", view.place()?.name());
    match view {
        View::Mine => {
            values.push(who.into());
            conditions += &format!(" AND t.assignee_id = ${}", values.len());
        }
        View::Unassigned => conditions += " AND t.assignee_id IS NULL",
        View::Waiting => conditions += " AND t.category = 'pending'",
        View::AllOpen | View::Team(_) | View::Snoozed | View::Closed | View::Spam | View::Trash => {}
        View::Starred | View::Found | View::Saved(_) => {}
    }
    if let Some(After { updated_at, id, .. }) = after {
        values.extend([updated_at.into(), id.into()]);
        conditions += &format!(" AND (t.updated_at, t.id) < (${}, ${})", values.len() - 1, values.len());
    }
    let order = "ORDER BY t.updated_at DESC, t.id DESC LIMIT $1";
    let keys = match teams_of(scope, view) {
        None => format!("SELECT t.id, t.updated_at FROM tickets t WHERE {conditions} {order}"),
        Some(teams) if teams.is_empty() => return None,
        // One indexed walk per team, merged: a small team's page costs no walk through a large team's tickets.
        Some(teams) => {
            let walk = |team: &TeamId| {
                format!(
                    "SELECT * FROM (SELECT t.id, t.updated_at FROM tickets t WHERE {conditions} AND t.team_id = {team} {order}) w{team}"
                )
            };
            let walks: Vec<String> = teams.iter().map(walk).collect();
            let walks = walks.join(" UNION ALL ");
            format!("SELECT u.id, u.updated_at FROM ({walks}) u ORDER BY u.updated_at DESC, u.id DESC LIMIT $1")
        }
    };
    let sql = format!(
        "SELECT {COLUMNS}, {PEOPLE} FROM ({keys}) k JOIN tickets t ON t.id = k.id {JOINS} ORDER BY k.updated_at DESC, k.id DESC LIMIT $1"
    );
    Some((sql, values))
}

/// The teams whose tickets a page may hold; none: all there are.
fn teams_of(scope: &Scope, view: View) -> Option<Vec<TeamId>> {
    let within = scope.clone().teams();
    match view {
        View::Team(team) => Some(within.map_or(vec![team], |own| own.into_iter().filter(|own| *own == team).collect())),
        _ => within,
    }
}

/// Everything a person asked, newest first, within a scope: for the panel beside a ticket, and for the portal.
pub fn of_requester(
    read: &mut Read,
    scope: &Scope,
    person: PersonId,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<Line>, Fault> {
    let within = match scope {
        Scope::Requester(own) if *own == person => "t.trashed_at IS NULL AND NOT t.spam".to_owned(),
        Scope::All | Scope::Agent { .. } | Scope::Requester(_) | Scope::Nothing => match within(scope) {
            Some(within) => within,
            None => return Ok(Vec::new()),
        },
    };
    whose(read, "t.requester_id", person.0, &within, after, limit)
}

/// How many open tickets of a person lie in the teams of a scope, counted to `most`.
pub fn open_of_requester(read: &mut Read, scope: &Scope, person: PersonId, most: usize) -> Result<i64, Fault> {
    let Some(within) = in_teams(scope) else { return Ok(0) };
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT 1 FROM tickets t WHERE t.place = 'open' AND t.requester_id = $1 AND {within} LIMIT $2) c"
    );
    Ok(read.conn.first(&sql, values![person, most], |row| row.get(0))?.unwrap_or(0))
}

/// Everything that members of an organisation asked as such, newest first, within an agent's scope.
pub fn of_organization(
    read: &mut Read,
    scope: &Scope,
    organization: OrganizationId,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<Line>, Fault> {
    match within(scope) {
        Some(within) => whose(read, "t.organization_id", organization.0, &within, after, limit),
        None => Ok(Vec::new()),
    }
}

/// These tickets as far as the scope reaches, in the order of the ids: finds of the index.
pub fn some(read: &mut Read, scope: &Scope, ids: &[TicketId]) -> Result<Vec<Line>, Fault> {
    let Some(within) = within(scope) else { return Ok(Vec::new()) };
    let (places, values) = padded(ids.iter().map(|id| id.0).collect());
    let sql = format!("SELECT {COLUMNS}, {PEOPLE} FROM tickets t {JOINS} WHERE t.id IN ({places}) AND {within}");
    let mut lines = read.conn.all(&sql, &values, line)?;
    lines.sort_by_key(|line| ids.iter().position(|id| *id == line.ticket.id));
    Ok(lines)
}

/// Those of these numbers that the scope reaches.
pub fn known(read: &mut Read, scope: &Scope, numbers: &[TicketNumber]) -> Result<Vec<TicketNumber>, Fault> {
    Ok(numbered(read, scope, numbers)?.into_iter().map(|(number, _)| number).collect())
}

/// The same with their ids.
pub fn numbered(
    read: &mut Read,
    scope: &Scope,
    numbers: &[TicketNumber],
) -> Result<Vec<(TicketNumber, TicketId)>, Fault> {
    let Some(within) = within(scope).filter(|_| !numbers.is_empty()) else { return Ok(Vec::new()) };
    let (places, values) = padded(numbers.iter().map(|number| number.0).collect());
    let sql = format!("SELECT t.number, t.id FROM tickets t WHERE t.number IN ({places}) AND {within}");
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The condition of an agent's scope; none: there is nothing in it.
pub(crate) fn within(scope: &Scope) -> Option<String> {
    let referred = format!(
        "EXISTS (SELECT 1 FROM referrals f WHERE f.ticket_id = t.id AND f.referred_to IN ({}))",
        referrals::words(&scope.referred())
    );
    match (scope, in_teams(scope)) {
        (Scope::Agent { .. }, Some(teams)) => Some(format!("({teams} OR {referred})")),
        (Scope::Agent { .. }, None) => Some(referred),
        (Scope::All | Scope::Requester(_) | Scope::Nothing, teams) => teams,
    }
}

/// The condition of the teams of a scope alone, by which queues, views, boards and reports go: what was referred to
/// somebody from elsewhere stands in a list of its own.
pub(crate) fn in_teams(scope: &Scope) -> Option<String> {
    match scope {
        Scope::All => Some("TRUE".to_owned()),
        Scope::Agent { teams, .. } if !teams.is_empty() => {
            let teams: Vec<String> = teams.iter().map(ToString::to_string).collect();
            Some(format!("t.team_id IN ({})", teams.join(",")))
        }
        Scope::Agent { .. } | Scope::Requester(_) | Scope::Nothing => None,
    }
}

fn whose(
    read: &mut Read,
    column: &str,
    id: i64,
    within: &str,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<Line>, Fault> {
    let after = after.unwrap_or(END);
    let sql = format!(
        "SELECT {COLUMNS}, {PEOPLE} FROM tickets t {JOINS}
         WHERE {column} = $1 AND (t.updated_at, t.id) < ($2, $3) AND t.merged_into IS NULL AND {within}
         ORDER BY t.updated_at DESC, t.id DESC LIMIT $4"
    );
    read.conn.all(&sql, values![id, after.updated_at, after.id, limit], line)
}

/// Everything a person asked or takes part in, newest first: the person's own list.
pub fn of_person(read: &mut Read, person: PersonId, after: Option<After>, limit: usize) -> Result<Vec<Line>, Fault> {
    let After { updated_at, id, .. } = after.unwrap_or(END);
    let order = "ORDER BY t.updated_at DESC, t.id DESC LIMIT $4";
    let seen = "(t.updated_at, t.id) < ($2, $3) AND t.trashed_at IS NULL AND NOT t.spam AND t.merged_into IS NULL";
    let sql = format!(
        "SELECT {COLUMNS}, {PEOPLE} FROM (
             SELECT * FROM (SELECT t.* FROM tickets t WHERE t.requester_id = $1 AND {seen} {order}) asked
             UNION ALL
             SELECT * FROM (SELECT t.* FROM participants c JOIN tickets t ON t.id = c.ticket_id
                            WHERE c.person_id = $1 AND t.requester_id <> $1 AND {seen} {order}) joined
         ) t {JOINS} {order}"
    );
    read.conn.all(&sql, values![person, updated_at, id, limit], line)
}

/// What was asked for an organisation that shares its tickets with whoever looks, newest first: whoever calls has made
/// sure of that.
pub fn shared(
    read: &mut Read,
    organization: OrganizationId,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<Line>, Fault> {
    whose(read, "t.organization_id", organization.0, "t.trashed_at IS NULL AND NOT t.spam", after, limit)
}

/// What was asked by those whom somebody oversees, newest first.
pub fn overseen(read: &mut Read, overseer: PersonId, after: Option<After>, limit: usize) -> Result<Vec<Line>, Fault> {
    let After { updated_at, id, .. } = after.unwrap_or(END);
    let sql = format!(
        "SELECT {COLUMNS}, {PEOPLE} FROM tickets t {JOINS}
         WHERE t.requester_id IN (SELECT x.person_id FROM oversight x WHERE x.overseer_id = $1)
             AND (t.updated_at, t.id) < ($2, $3) AND t.merged_into IS NULL AND t.trashed_at IS NULL AND NOT t.spam
         ORDER BY t.updated_at DESC, t.id DESC LIMIT $4"
    );
    read.conn.all(&sql, values![overseer, updated_at, id, limit], line)
}

pub(super) fn line(row: &Row) -> Result<Line, Fault> {
    Ok(Line {
        ticket: ticket(row)?,
        requester: row.get(WIDTH)?,
        assignee: row.get(WIDTH + 1)?,
        tier: row.get(WIDTH + 2)?,
    })
}

#[cfg(test)]
mod plans;
