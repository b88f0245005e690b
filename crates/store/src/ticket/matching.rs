//! Tickets for which a condition holds, within a scope. Each order has its index; pages continue after a key.

use super::filter::{self, Beside};
use super::lists::{JOINS, Line, PEOPLE, in_teams, line};
use super::tickets::{COLUMNS, WIDTH};
use crate::value::Value;
use crate::{Read, values};
use desk::condition::{Condition, Viewer};
use desk::ticket::{Grouping, Order, Place, TicketId};
use desk::{Fault, Scope};

/// Where a page ended: the last row's sort key, and its ticket. In an order of words the key is 0, and the ticket says
/// where that is.
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
pub enum Among<'w> {
    /// All there are, along the index of the order.
    All,
    /// Those a view's counter knows of: the view, and whose count it is. Still each is looked at as it is now.
    Members(i64, i64),
    /// No others than these, each by its id.
    These(&'w [TicketId]),
}

/// Which tickets are wanted, and of whom.
#[derive(Clone, Copy)]
pub struct Wanted<'w> {
    pub scope: &'w Scope,
    pub condition: &'w Condition,
    pub viewer: &'w Viewer,
    pub among: Among<'w>,
}

/// A ticket, and what a grouping needs to know of it.
pub type Said = (TicketId, Option<String>);

/// A page of lines with the key of each.
pub fn page(
    read: &mut Read,
    wanted: Wanted,
    order: Order,
    after: Option<Mark>,
    limit: usize,
) -> Result<Vec<(Line, Mark)>, Fault> {
    let from = from(read, wanted.scope, order, after)?;
    let beside = Beside::of(read, wanted.condition)?;
    let Some((sql, values)) = page_of(wanted, &beside, order, from, limit) else { return Ok(Vec::new()) };
    read.conn.all(&sql, &values, |row| {
        let line = line(row)?;
        let key = if order.is_of_words() { 0 } else { row.get(WIDTH + 3)? };
        let mark = Mark { key, id: line.ticket.id };
        Ok((line, mark))
    })
}

fn page_of(
    wanted: Wanted,
    beside: &Beside,
    order: Order,
    from: Option<(Value<'static>, TicketId)>,
    limit: usize,
) -> Option<(String, Vec<Value<'static>>)> {
    let mut values = Vec::new();
    let keys = keys(wanted, beside, order, from, limit, &mut values)?;
    let direction = direction(order);
    let sql = format!(
        "SELECT {COLUMNS}, {PEOPLE}, k.key FROM ({keys}) k JOIN tickets t ON t.id = k.id {JOINS}
         ORDER BY k.key {direction}, k.id {direction}"
    );
    Some((sql, values))
}

/// The sort key after which a page begins; none: from the beginning. Words are read from the ticket a page ended with, so
/// that they need not stand in an address; a ticket beyond the scope tells nothing.
fn from(
    read: &mut Read,
    scope: &Scope,
    order: Order,
    after: Option<Mark>,
) -> Result<Option<(Value<'static>, TicketId)>, Fault> {
    let (Some(mark), Some(within)) = (after, in_teams(scope)) else { return Ok(None) };
    if !order.is_of_words() {
        return Ok(Some((mark.key.into(), mark.id)));
    }
    let sql = format!("SELECT {} FROM tickets t WHERE t.id = $1 AND {within}", column(order));
    let words: Option<String> = read.conn.first(&sql, values![mark.id], |row| row.get(0))?;
    Ok(words.map(|words| (words.into(), mark.id)))
}

/// The first tickets in an order, each with what it stands under.
pub fn grouped(
    read: &mut Read,
    wanted: Wanted,
    order: Order,
    grouping: Grouping,
    most: usize,
) -> Result<Vec<Said>, Fault> {
    let beside = Beside::of(read, wanted.condition)?;
    let Some((sql, values)) = groups_of(wanted, &beside, order, grouping, most) else { return Ok(Vec::new()) };
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))
}

fn groups_of(
    wanted: Wanted,
    beside: &Beside,
    order: Order,
    grouping: Grouping,
    most: usize,
) -> Option<(String, Vec<Value<'static>>)> {
    let mut values = Vec::new();
    let keys = keys(wanted, beside, order, None, most, &mut values)?;
    let (direction, said) = (direction(order), said(grouping));
    let sql = format!(
        "SELECT k.id, CAST({said} AS TEXT) FROM ({keys}) k JOIN tickets t ON t.id = k.id
         ORDER BY k.key {direction}, k.id {direction}"
    );
    Some((sql, values))
}

/// How many tickets there are for each thing that a grouping looks at, among the first `most` that are come upon. A day is
/// told by its quarters of an hour: no time zone begins a day within one.
pub fn tally(
    read: &mut Read,
    wanted: Wanted,
    grouping: Grouping,
    most: usize,
) -> Result<Vec<(Option<String>, usize)>, Fault> {
    let (mut values, beside) = (Vec::new(), Beside::of(read, wanted.condition)?);
    let Some((from, conditions)) = matching(wanted, &beside, &mut values) else { return Ok(Vec::new()) };
    let said = match grouping {
        Grouping::DueDay | Grouping::DeadlineDay | Grouping::CreatedDay => {
            format!("{} / 900000 * 900000", said(grouping))
        }
        Grouping::Status | Grouping::Assignee | Grouping::Team | Grouping::Priority | Grouping::Kind => said(grouping),
        Grouping::Topic | Grouping::Tier | Grouping::Channel | Grouping::Mailbox | Grouping::Brand => said(grouping),
        Grouping::Rating => said(grouping),
        Grouping::Requester | Grouping::Organization | Grouping::Tag | Grouping::Field(_) => said(grouping),
    };
    values.push(most.into());
    let sql = format!(
        "SELECT CAST(s.said AS TEXT), COUNT(*)
         FROM (SELECT {said} AS said FROM {from} WHERE {conditions} LIMIT ${}) s GROUP BY s.said",
        values.len()
    );
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, usize::try_from(row.get::<i64>(1)?).unwrap_or(0))))
}

/// What a grouping looks at.
fn said(grouping: Grouping) -> String {
    let column = match grouping {
        Grouping::Status => "t.status_id",
        Grouping::Assignee => "t.assignee_id",
        Grouping::Team => "t.team_id",
        Grouping::Priority => "t.priority",
        Grouping::Kind => "t.kind",
        Grouping::Topic => "t.topic_id",
        Grouping::Requester => "t.requester_id",
        Grouping::Organization => "t.organization_id",
        Grouping::Tier => crate::people::tiers::OF_TICKET,
        Grouping::Tag => "t.tags",
        Grouping::Channel => "t.origin",
        Grouping::Mailbox => "t.mailbox_id",
        Grouping::Brand => "t.brand_id",
        Grouping::Rating => "t.rating",
        Grouping::DueDay => "t.due_at",
        Grouping::DeadlineDay => "t.deadline",
        Grouping::CreatedDay => "t.created_at",
        Grouping::Field(field) => {
            // The sign keeps SQLite from going through all values of the field for each ticket.
            return format!(
                "(SELECT MIN(x.number) FROM field_values x WHERE x.holder_id = t.id AND +x.field_id = {})",
                field.0
            );
        }
    };
    column.to_owned()
}

/// The next tickets by their ids, for who walks through all that match.
pub fn ids(read: &mut Read, wanted: Wanted, after: TicketId, limit: usize) -> Result<Vec<TicketId>, Fault> {
    let (mut values, beside) = (Vec::new(), Beside::of(read, wanted.condition)?);
    let Some((from, conditions)) = matching(wanted, &beside, &mut values) else { return Ok(Vec::new()) };
    values.extend([after.into(), limit.into()]);
    let (after, limit) = (values.len() - 1, values.len());
    let sql = format!("SELECT t.id FROM {from} WHERE {conditions} AND t.id > ${after} ORDER BY t.id LIMIT ${limit}");
    read.conn.all(&sql, &values, |row| row.get(0))
}

/// Those that match, as they are come upon; no more than `most`.
pub fn few(read: &mut Read, wanted: Wanted, most: usize) -> Result<Vec<TicketId>, Fault> {
    let beside = Beside::of(read, wanted.condition)?;
    let Some((sql, values)) = few_of(wanted, &beside, most) else { return Ok(Vec::new()) };
    read.conn.all(&sql, &values, |row| row.get(0))
}

fn few_of(wanted: Wanted, beside: &Beside, most: usize) -> Option<(String, Vec<Value<'static>>)> {
    let mut values = Vec::new();
    let (from, conditions) = matching(wanted, beside, &mut values)?;
    values.push(most.into());
    Some((format!("SELECT t.id FROM {from} WHERE {conditions} LIMIT ${}", values.len()), values))
}

/// How many there are, counted no further than to `most`.
pub fn count(read: &mut Read, wanted: Wanted, most: usize) -> Result<i64, Fault> {
    let (mut values, beside) = (Vec::new(), Beside::of(read, wanted.condition)?);
    let Some((from, conditions)) = matching(wanted, &beside, &mut values) else { return Ok(0) };
    values.push(most.into());
    let sql = format!("SELECT COUNT(*) FROM (SELECT 1 FROM {from} WHERE {conditions} LIMIT ${}) c", values.len());
    Ok(read.conn.first(&sql, &values, |row| row.get(0))?.unwrap_or(0))
}

fn keys(
    wanted: Wanted,
    beside: &Beside,
    order: Order,
    after: Option<(Value<'static>, TicketId)>,
    limit: usize,
    values: &mut Vec<Value<'static>>,
) -> Option<String> {
    let several = places(wanted).filter(|places| places.len() > 1);
    let (from, mut conditions) = matching(wanted, beside, values)?;
    let (key, direction) = (column(order), direction(order));
    if let Some((from, id)) = after {
        let beyond = if order.is_falling() { "<" } else { ">" };
        values.extend([from, id.into()]);
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
            let of = |place: &Place| {
                let place = place.name();
                format!("SELECT * FROM ({}) {place}_ones", walk(&format!("t.place = '{place}' AND ")))
            };
            let walks: Vec<String> = places.iter().map(of).collect();
            format!("SELECT u.id, u.key FROM ({}) u ORDER BY u.key {direction}, u.id {page}", walks.join(" UNION ALL "))
        }
    })
}

/// Those whose indexes are walked; where none is said there are all of them. None: few tickets are looked up by their ids.
fn places(wanted: Wanted) -> Option<Vec<Place>> {
    match wanted.among {
        Among::All => Some(wanted.condition.places().unwrap_or(Place::ALL.to_vec())),
        Among::Members(..) | Among::These(_) => None,
    }
}

fn matching(wanted: Wanted, beside: &Beside, values: &mut Vec<Value<'static>>) -> Option<(String, String)> {
    let Wanted { scope, condition, viewer, among } = wanted;
    let within = in_teams(scope)?;
    let (from, members) = match among {
        Among::All => ("tickets t".to_owned(), String::new()),
        Among::Members(view, person) => {
            values.extend([view.into(), person.into()]);
            (
                "view_tickets m JOIN tickets t ON t.id = m.ticket_id".to_owned(),
                "m.view_id = $1 AND m.person_id = $2 AND ".to_owned(),
            )
        }
        Among::These(ids) => {
            let ids: Vec<String> = ids.iter().map(TicketId::to_string).collect();
            values.push(format!("[{}]", ids.join(",")).into());
            ("tickets t {by_id}".to_owned(), "t.id IN {numbers:$1} AND ".to_owned())
        }
    };
    let place = match condition.places() {
        // Written out, because only then may the databases use the indexes of one place.
        Some(places) => {
            let places: Vec<String> = places.iter().map(|place| format!("'{}'", place.name())).collect();
            format!("t.place IN ({}) AND ", places.join(", "))
        }
        None => String::new(),
    };
    let conditions = filter::sql(condition, viewer, beside, values);
    Some((from, format!("{members}{place}{within} AND {conditions}")))
}

/// What an order sorts by: a whole number or words that are not too long for an index, never none.
const fn column(order: Order) -> &'static str {
    match order {
        Order::Newest | Order::Oldest => "t.updated_at",
        // What goes by headings is asked for heading by heading, in the order beneath them.
        Order::Status | Order::LastStatus | Order::Team | Order::LastTeam => "t.updated_at",
        Order::Assignee | Order::LastAssignee | Order::Rating | Order::LastRating => "t.updated_at",
        Order::LastCreated | Order::FirstCreated => "t.created_at",
        Order::LastReceived | Order::LongestWaiting => "COALESCE(t.received_at, 0)",
        Order::Priority | Order::LeastUrgent => {
            "CAST(CASE t.priority WHEN 'emergency' THEN 8 WHEN 'critical' THEN 7 WHEN 'urgent' THEN 6 WHEN 'high' THEN 5 \
             WHEN 'raised' THEN 4 WHEN 'normal' THEN 3 WHEN 'low' THEN 2 ELSE 1 END AS BIGINT)"
        }
        Order::Number | Order::LastNumber => "t.number",
        Order::Due => "COALESCE(t.due_at, 9223372036854775807)",
        Order::LastDue => "COALESCE(t.due_at, 0)",
        Order::Deadline => "COALESCE(t.deadline, 9223372036854775807)",
        Order::LastDeadline => "COALESCE(t.deadline, 0)",
        // 0: until somebody replies.
        Order::Wakes => "CASE WHEN t.snoozed_until > 0 THEN t.snoozed_until ELSE 9223372036854775807 END",
        Order::LastWakes => "COALESCE(t.snoozed_until, 0)",
        Order::Solved => "COALESCE(t.solved_at, 9223372036854775807)",
        Order::LastSolved => "COALESCE(t.solved_at, 0)",
        Order::Subject | Order::LastSubject => "SUBSTR(LOWER(t.subject {bytewise}), 1, 80)",
        Order::Requester | Order::LastRequester => "t.requester_name {bytewise}",
    }
}

fn direction(order: Order) -> &'static str {
    if order.is_falling() { "DESC" } else { "ASC" }
}

pub mod own;
#[cfg(test)]
mod plans;
