//! Tickets for which a condition holds, within a scope. Each order has its index; pages continue after a key.

use super::filter;
use super::lists::{JOINS, Line, PEOPLE, line};
use super::tickets::{COLUMNS, WIDTH};
use crate::Read;
use crate::value::Value;
use desk::condition::{Condition, Viewer};
use desk::people::TeamId;
use desk::sla::Door;
use desk::ticket::{Order, TicketId};
use desk::{Fault, Scope};

/// Where a page ended: the last row's sort key, and its ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub key: i64,
    pub id: TicketId,
}

impl Mark {
    /// As a page's address carries it: `KEY-ID`.
    pub fn read(text: &str) -> Option<Self> {
        let (key, id) = text.rsplit_once('-')?;
        Some(Self { key: key.parse().ok()?, id: id.parse().ok()? })
    }
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.key, self.id)
    }
}

/// Which tickets are looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// All there are, along the index of the order.
    All,
    /// Those a view's counter knows of: the view, and whose count it is. Still each is looked at as it is now.
    Members(i64, i64),
}

/// Which tickets are wanted, and of whom.
#[derive(Clone, Copy)]
pub struct Wanted<'w> {
    pub scope: &'w Scope,
    pub condition: &'w Condition,
    pub viewer: &'w Viewer,
    pub among: Among,
}

/// A page of lines with the key of each.
pub fn page(
    read: &mut Read,
    wanted: Wanted,
    order: Order,
    after: Option<Mark>,
    limit: usize,
) -> Result<Vec<(Line, Mark)>, Fault> {
    let (mut values, doors) = (Vec::new(), filter::doors(read, wanted.condition)?);
    let Some(keys) = keys(wanted, &doors, order, after, limit, &mut values) else { return Ok(Vec::new()) };
    let direction = direction(order);
    let sql = format!(
        "SELECT {COLUMNS}, {PEOPLE}, k.key FROM ({keys}) k JOIN tickets t ON t.id = k.id {JOINS}
         ORDER BY k.key {direction}, k.id {direction}"
    );
    read.conn.all(&sql, &values, |row| {
        let line = line(row)?;
        let mark = Mark { key: row.get(WIDTH + 2)?, id: line.ticket.id };
        Ok((line, mark))
    })
}

/// The next tickets by their ids, for who walks through all that match.
pub fn ids(read: &mut Read, wanted: Wanted, after: TicketId, limit: usize) -> Result<Vec<TicketId>, Fault> {
    let (mut values, doors) = (Vec::new(), filter::doors(read, wanted.condition)?);
    let Some((from, conditions)) = matching(wanted, &doors, &mut values) else { return Ok(Vec::new()) };
    values.extend([after.into(), limit.into()]);
    let (after, limit) = (values.len() - 1, values.len());
    let sql = format!("SELECT t.id FROM {from} WHERE {conditions} AND t.id > ${after} ORDER BY t.id LIMIT ${limit}");
    read.conn.all(&sql, &values, |row| row.get(0))
}

/// How many there are, counted no further than to `most`.
pub fn count(read: &mut Read, wanted: Wanted, most: usize) -> Result<i64, Fault> {
    let (mut values, doors) = (Vec::new(), filter::doors(read, wanted.condition)?);
    let Some((from, conditions)) = matching(wanted, &doors, &mut values) else { return Ok(0) };
    values.push(most.into());
    let sql = format!("SELECT COUNT(*) FROM (SELECT 1 FROM {from} WHERE {conditions} LIMIT ${}) c", values.len());
    Ok(read.conn.first(&sql, &values, |row| row.get(0))?.unwrap_or(0))
}

fn keys(
    wanted: Wanted,
    doors: &[Door],
    order: Order,
    after: Option<Mark>,
    limit: usize,
    values: &mut Vec<Value<'static>>,
) -> Option<String> {
    let several = places(wanted.condition).filter(|places| places.len() > 1 && matches!(wanted.among, Among::All));
    let (from, mut conditions) = matching(wanted, doors, values)?;
    let (key, direction) = (column(order), direction(order));
    if let Some(mark) = after {
        let beyond = if order.is_falling() { "<" } else { ">" };
        values.extend([mark.key.into(), mark.id.into()]);
        conditions += &format!(" AND ({key}, t.id) {beyond} (${}, ${})", values.len() - 1, values.len());
    }
    values.push(limit.into());
    let page = format!("{direction} LIMIT ${}", values.len());
    let walk = |more: &str| {
        format!(
            "SELECT t.id, {key} AS key FROM {from} WHERE {more}{conditions} ORDER BY {key} {direction}, t.id {page}"
        )
    };
    Some(match several {
        None => walk(""),
        // One walk per place, each in its order, merged: only so is nothing sorted but a page.
        Some(places) => {
            let of =
                |place: &&str| format!("SELECT * FROM ({}) {place}_ones", walk(&format!("t.place = '{place}' AND ")));
            let walks: Vec<String> = places.iter().map(of).collect();
            format!("SELECT u.id, u.key FROM ({}) u ORDER BY u.key {direction}, u.id {page}", walks.join(" UNION ALL "))
        }
    })
}

fn matching(wanted: Wanted, doors: &[Door], values: &mut Vec<Value<'static>>) -> Option<(String, String)> {
    let Wanted { scope, condition, viewer, among } = wanted;
    let within = within(scope)?;
    let (from, members) = match among {
        Among::All => ("tickets t".to_owned(), String::new()),
        Among::Members(view, person) => {
            values.extend([view.into(), person.into()]);
            (
                "view_tickets m JOIN tickets t ON t.id = m.ticket_id".to_owned(),
                "m.view_id = $1 AND m.person_id = $2 AND ".to_owned(),
            )
        }
    };
    let place = match places(condition) {
        // Written out, because only then may the databases use the indexes of one place.
        Some(places) => {
            let places: Vec<String> = places.iter().map(|place| format!("'{place}'")).collect();
            format!("t.place IN ({}) AND ", places.join(", "))
        }
        None => String::new(),
    };
    let conditions = filter::sql(condition, viewer, doors, values);
    Some((from, format!("{members}{place}{within} AND {conditions}")))
}

/// The places that a condition leaves, where it says so outright.
fn places(condition: &Condition) -> Option<Vec<&'static str>> {
    use desk::condition::{Field, Operand, Operator};
    let parts = match condition {
        Condition::All(parts) => parts.as_slice(),
        Condition::Test(_) => std::slice::from_ref(condition),
        Condition::Any(_) | Condition::None(_) => return None,
    };
    parts.iter().find_map(|part| match part {
        Condition::Test(test) if test.field == Field::Place && test.operator == Operator::AnyOf => {
            match &test.operand {
                Operand::Words(words) => Some(
                    words
                        .iter()
                        .filter_map(|word| desk::ticket::Place::named(word))
                        .map(|place| place.name())
                        .collect(),
                ),
                Operand::Nothing
                | Operand::Ids(_)
                | Operand::Texts(_)
                | Operand::Number(_)
                | Operand::Pattern(_)
                | Operand::When(_) => None,
            }
        }
        Condition::All(_) => places(part),
        Condition::Test(_) | Condition::Any(_) | Condition::None(_) => None,
    })
}

fn within(scope: &Scope) -> Option<String> {
    let list = |teams: &[TeamId]| teams.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    match scope {
        Scope::All => Some("TRUE".to_owned()),
        Scope::Teams(teams) if !teams.is_empty() => Some(format!("t.team_id IN ({})", list(teams))),
        Scope::Teams(_) | Scope::Requester(_) | Scope::Nothing => None,
    }
}

/// What an order sorts by: always a whole number, never none.
const fn column(order: Order) -> &'static str {
    match order {
        Order::Newest | Order::Oldest => "t.updated_at",
        Order::LastCreated | Order::FirstCreated => "t.created_at",
        Order::LastReceived | Order::LongestWaiting => "COALESCE(t.received_at, 0)",
        Order::Priority => {
            "CAST(CASE t.priority WHEN 'urgent' THEN 4 WHEN 'high' THEN 3 WHEN 'normal' THEN 2 ELSE 1 END AS BIGINT)"
        }
        Order::Number => "t.number",
        Order::Due => "COALESCE(t.due_at, 9223372036854775807)",
    }
}

fn direction(order: Order) -> &'static str {
    if order.is_falling() { "DESC" } else { "ASC" }
}
