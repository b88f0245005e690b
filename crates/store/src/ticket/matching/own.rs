//! The same in the order of what stands in a field that people have defined, place by place along an index. Tickets in which
//! nothing stands are not among them (ADR 0188).

use super::{Beside, COLUMNS, JOINS, Line, Mark, PEOPLE, Said, WIDTH, Wanted, in_teams, line, matching, places, said};
use crate::value::Value;
use crate::{Read, values};
use desk::form::{FieldId, ItemId};
use desk::ticket::{Grouping, Place, TicketId};
use desk::{Fault, Scope};

/// Along a field, or along those in which one of its items stands.
#[derive(Clone, Copy, Debug)]
pub struct Walk {
    pub field: FieldId,
    pub item: Option<ItemId>,
    /// It goes by the beginning of a text: where a page ended, its last ticket tells.
    pub of_words: bool,
    pub falling: bool,
}

/// Behind which number, text and ticket a page begins.
type Behind = (i64, String, TicketId);

/// A page of lines with the key of each.
pub fn page(
    read: &mut Read,
    wanted: Wanted,
    walk: Walk,
    after: Option<Mark>,
    limit: usize,
) -> Result<Vec<(Line, Mark)>, Fault> {
    let behind = match after {
        Some(mark) => behind(read, wanted.scope, walk, mark)?,
        None => None,
    };
    let beside = Beside::of(read, wanted.condition)?;
    let Some((sql, values)) = page_of(wanted, &beside, walk, behind, limit) else { return Ok(Vec::new()) };
    read.conn.all(&sql, &values, |row| {
        let line = line(row)?;
        let mark = Mark { key: row.get(WIDTH + 3)?, id: line.ticket.id };
        Ok((line, mark))
    })
}

fn behind(read: &mut Read, scope: &Scope, walk: Walk, mark: Mark) -> Result<Option<Behind>, Fault> {
    if !walk.of_words {
        return Ok(Some((mark.key, String::new(), mark.id)));
    }
    let Some(within) = in_teams(scope) else { return Ok(None) };
    let sql = format!(
        "SELECT x.key FROM ticket_orders x JOIN tickets t ON t.id = x.ticket_id
         WHERE x.ticket_id = $1 AND x.field_id = $2 AND {within}"
    );
    let key: Option<String> = read.conn.first(&sql, values![mark.id, walk.field], |row| row.get(0))?;
    Ok(key.map(|key| (0, key, mark.id)))
}

pub(super) fn page_of(
    wanted: Wanted,
    beside: &Beside,
    walk: Walk,
    behind: Option<Behind>,
    limit: usize,
) -> Option<(String, Vec<Value<'static>>)> {
    let mut values = Vec::new();
    let keys = keys(wanted, beside, walk, behind, limit, &mut values)?;
    let way = way(walk);
    let sql = format!(
        "SELECT {COLUMNS}, {PEOPLE}, k.amount FROM ({keys}) k JOIN tickets t ON t.id = k.id {JOINS}
         ORDER BY k.amount {way}, k.words {way}, k.id {way}"
    );
    Some((sql, values))
}

/// The first tickets of a walk, each with what it stands under.
pub fn grouped(
    read: &mut Read,
    wanted: Wanted,
    walk: Walk,
    grouping: Grouping,
    most: usize,
) -> Result<Vec<Said>, Fault> {
    let beside = Beside::of(read, wanted.condition)?;
    let Some((sql, values)) = groups_of(wanted, &beside, walk, grouping, most) else { return Ok(Vec::new()) };
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn groups_of(
    wanted: Wanted,
    beside: &Beside,
    walk: Walk,
    grouping: Grouping,
    most: usize,
) -> Option<(String, Vec<Value<'static>>)> {
    let mut values = Vec::new();
    let keys = keys(wanted, beside, walk, None, most, &mut values)?;
    let (way, said) = (way(walk), said(grouping));
    let sql = format!(
        "SELECT k.id, CAST({said} AS TEXT) FROM ({keys}) k JOIN tickets t ON t.id = k.id
         ORDER BY k.amount {way}, k.words {way}, k.id {way}"
    );
    Some((sql, values))
}

fn keys(
    wanted: Wanted,
    beside: &Beside,
    walk: Walk,
    behind: Option<Behind>,
    limit: usize,
    values: &mut Vec<Value<'static>>,
) -> Option<String> {
    let (from, mut conditions) = matching(wanted, beside, values)?;
    let places = places(wanted);
    values.push(walk.field.into());
    // Of few tickets each is looked up: the sign keeps SQLite from going through all of the field for each of them.
    let sign = if places.is_some() { "" } else { "+" };
    conditions += &format!(" AND {sign}x.field_id = ${}", values.len());
    if let Some(item) = walk.item {
        values.push(item.0.into());
        conditions += &format!(" AND x.number = ${}", values.len());
    }
    let (beyond, way) = (if walk.falling { "<" } else { ">" }, way(walk));
    if let Some((number, key, id)) = behind {
        values.extend([number.into(), key.into(), id.into()]);
        let last = values.len();
        let (number, key) = (last - 2, last - 1);
        conditions += &format!(" AND (x.number, x.key, x.ticket_id) {beyond} (${number}, ${key}, ${last})");
    }
    values.push(limit.into());
    let page = format!("LIMIT ${}", values.len());
    // The left side is walked and the right side looked up, whatever SQLite thinks of it.
    let along = |sides: &str, more: &str| {
        format!(
            "SELECT x.ticket_id AS id, x.number AS amount, x.key AS words FROM {sides} WHERE {more}{conditions}
             ORDER BY x.number {way}, x.key {way}, x.ticket_id {way} {page}"
        )
    };
    let Some(places) = places else {
        return Some(along(&format!("{from} CROSS JOIN ticket_orders x"), "x.ticket_id = t.id AND "));
    };
    let of = |place: &Place| {
        let more = format!("x.place = '{}' AND t.id = x.ticket_id AND ", place.name());
        along(&format!("ticket_orders x CROSS JOIN {from}"), &more)
    };
    match places.as_slice() {
        [] => return None,
        [place] => return Some(of(place)),
        [_, ..] => {}
    }
    let walks = places.iter().map(|place| format!("SELECT * FROM ({}) {}_ones", of(place), place.name()));
    let walks = walks.collect::<Vec<_>>().join(" UNION ALL ");
    Some(format!(
        "SELECT u.id, u.amount, u.words FROM ({walks}) u ORDER BY u.amount {way}, u.words {way}, u.id {way} {page}"
    ))
}

const fn way(walk: Walk) -> &'static str {
    if walk.falling { "DESC" } else { "ASC" }
}
