//! Lists of tickets. There is none without a scope; each order has its index; pages continue after a key, not a number.

use super::tickets::{COLUMNS, ticket};
use crate::value::{Row, Value};
use crate::{Read, values};
use base::Moment;
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketId, View};
use desk::{Fault, Scope};

/// Where a page of a list ended: the last row's sort key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct After {
    pub updated_at: Moment,
    pub id: TicketId,
}

/// A ticket as a list shows it, with the names of the people on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub ticket: Ticket,
    pub requester: String,
    pub assignee: Option<String>,
}

const PEOPLE: &str = "CASE WHEN r.name <> '' THEN r.name ELSE COALESCE(
        (SELECT a.address FROM addresses a WHERE a.person_id = r.id ORDER BY a.position LIMIT 1), '') END, p.name";
const JOINS: &str = "JOIN people r ON r.id = t.requester_id LEFT JOIN people p ON p.id = t.assignee_id";

/// A page of a view, newest first, for the person who looks.
pub fn view(
    read: &mut Read,
    scope: &Scope,
    view: View,
    who: PersonId,
    after: Option<After>,
    limit: usize,
) -> Result<Vec<Line>, Fault> {
    let mut values: Vec<Value> = values![view.place(), limit].to_vec();
    let mut conditions = String::from("t.place = $1");
    match view {
        View::Mine => {
            values.push(who.into());
            conditions += &format!(" AND t.assignee_id = ${}", values.len());
        }
        View::Unassigned => conditions += " AND t.assignee_id IS NULL",
        View::Waiting => conditions = "t.place = 'open' AND t.place = $1 AND t.category = 'pending'".into(),
        View::Team(team) => {
            values.push(team.into());
            conditions += &format!(" AND t.team_id = ${}", values.len());
        }
        View::AllOpen | View::Snoozed | View::Closed | View::Spam | View::Trash => {}
    }
    if let Some(After { updated_at, id }) = after {
        values.extend([updated_at.into(), id.into()]);
        conditions += &format!(" AND (t.updated_at, t.id) < (${}, ${})", values.len() - 1, values.len());
    }
    let order = "ORDER BY t.updated_at DESC, t.id DESC LIMIT $2";
    let source = match scope {
        Scope::All => format!("(SELECT t.* FROM tickets t WHERE {conditions} {order})"),
        // One indexed walk per team, merged: a small team's page costs no walk through a large team's tickets.
        Scope::Teams(teams) if !teams.is_empty() => {
            let walks: Vec<String> = teams
                .iter()
                .map(|team| {
                    format!("SELECT * FROM (SELECT t.* FROM tickets t WHERE {conditions} AND t.team_id = {team} {order}) w{team}")
                })
                .collect();
            format!("({})", walks.join(" UNION ALL "))
        }
        Scope::Teams(_) | Scope::Requester(_) | Scope::Nothing => return Ok(Vec::new()),
    };
    let sql = format!("SELECT {COLUMNS}, {PEOPLE} FROM {source} t {JOINS} {order}");
    read.conn.all(&sql, &values, line)
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
        Scope::All => "TRUE".to_owned(),
        Scope::Teams(teams) if !teams.is_empty() => {
            let teams: Vec<String> = teams.iter().map(ToString::to_string).collect();
            format!("t.team_id IN ({})", teams.join(","))
        }
        Scope::Requester(own) if *own == person => "t.trashed_at IS NULL AND NOT t.spam".to_owned(),
        Scope::Teams(_) | Scope::Requester(_) | Scope::Nothing => return Ok(Vec::new()),
    };
    let After { updated_at, id } = after.unwrap_or(After { updated_at: Moment(i64::MAX), id: TicketId(i64::MAX) });
    let sql = format!(
        "SELECT {COLUMNS}, {PEOPLE} FROM tickets t {JOINS}
         WHERE t.requester_id = $1 AND (t.updated_at, t.id) < ($2, $3) AND {within}
         ORDER BY t.updated_at DESC, t.id DESC LIMIT $4"
    );
    read.conn.all(&sql, values![person, updated_at, id, limit], line)
}

/// Tickets a person takes part in without having asked, newest first.
pub fn of_participant(read: &mut Read, person: PersonId, limit: usize) -> Result<Vec<Line>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS}, {PEOPLE} FROM participants c JOIN tickets t ON t.id = c.ticket_id {JOINS}
         WHERE c.person_id = $1 AND t.trashed_at IS NULL AND NOT t.spam ORDER BY t.updated_at DESC, t.id DESC LIMIT $2"
    );
    read.conn.all(&sql, values![person, limit], line)
}

fn line(row: &Row) -> Result<Line, Fault> {
    Ok(Line { ticket: ticket(row)?, requester: row.get(29)?, assignee: row.get(30)? })
}
