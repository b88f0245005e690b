//! How views mark tickets, and which tickets they mark.

use super::filter;
use super::people::padded;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::condition::{Condition, Viewer};
use desk::ticket::{Column, Highlight, HighlightId, HighlightWish, MOST_HIGHLIGHTS, TicketId, ViewId};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, view_id, label_en, label_ja, tone, spot, condition, version";

pub fn of_view(read: &mut Read, view: ViewId) -> Result<Vec<Highlight>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM highlights WHERE view_id = $1 ORDER BY id LIMIT $2");
    read.conn.all(&sql, values![view, MOST_HIGHLIGHTS], highlight)
}

pub fn load(read: &mut Read, id: HighlightId) -> Result<Option<Highlight>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM highlights WHERE id = $1"), values![id], highlight)
}

pub fn add(tx: &mut Tx, view: ViewId, wish: &HighlightWish) -> Result<HighlightId, Fault> {
    let id = tx.conn.first(
        "INSERT INTO highlights (view_id, label_en, label_ja, tone, spot, condition) VALUES ($1, $2, $3, $4, $5, $6)
         RETURNING id",
        values![view, &wish.label_en, &wish.label_ja, wish.tone, spot(wish), wish.condition.written()],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted highlight gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, highlight: &Highlight) -> Done<()> {
    let wish = &highlight.wish;
    let changed = tx.conn.execute(
        "UPDATE highlights SET label_en = $3, label_ja = $4, tone = $5, spot = $6, condition = $7, version = version + 1
         WHERE id = $1 AND version = $2",
        values![
            highlight.id,
            highlight.version,
            &wish.label_en,
            &wish.label_ja,
            wish.tone,
            spot(wish),
            wish.condition.written()
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove(tx: &mut Tx, id: HighlightId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM highlights WHERE id = $1", values![id]).map(drop)
}

/// Those of these tickets for which a condition holds.
pub fn holding(
    read: &mut Read,
    condition: &Condition,
    viewer: &Viewer,
    ids: &[TicketId],
) -> Result<Vec<TicketId>, Fault> {
    let (places, mut values) = padded(ids.iter().map(|id| id.0).collect());
    let doors = filter::doors(read, condition)?;
    let holds = filter::sql(condition, viewer, &doors, &mut values);
    read.conn
        .all(&format!("SELECT t.id FROM tickets t WHERE t.id IN ({places}) AND {holds}"), &values, |row| row.get(0))
}

fn spot(wish: &HighlightWish) -> &'static str {
    wish.spot.map_or("", Column::name)
}

fn highlight(row: &Row) -> Result<Highlight, Fault> {
    let condition = row.get::<String>(6)?;
    Ok(Highlight {
        id: row.get(0)?,
        view: row.get(1)?,
        wish: HighlightWish {
            label_en: row.get(2)?,
            label_ja: row.get(3)?,
            tone: row.get(4)?,
            spot: Column::named(&row.get::<String>(5)?),
            condition: Condition::read(&condition).map_err(|why| Fault::new(format!("a highlight: {}", why.key())))?,
        },
        version: row.get(7)?,
    })
}
