//! What stands in the fields of tickets, people, organisations and teams.

use crate::ticket::orders;
use crate::ticket::people::padded;
use crate::value::{Row, Value};
use crate::{Read, Tx, values};
use base::Digest;
use desk::Fault;
use desk::form::Value as Answer;
use desk::form::{Book, Cell, Field, FieldFile, FieldId, Holder, ItemId, Nature};
use desk::ticket::Ticket;
use std::collections::HashMap;

/// Holders whose values are read in one look.
const MOST_AT_ONCE: usize = 256;

/// All rows of one holder, value by value in their order.
pub fn of(read: &mut Read, holder: Holder, id: i64) -> Result<Vec<Cell>, Fault> {
    Ok(of_many(read, holder, &[id])?.remove(&id).unwrap_or_default())
}

/// The rows of many holders at once, for lists. A person and a ticket may have the same number: the field says whose it is.
pub fn of_many(read: &mut Read, holder: Holder, ids: &[i64]) -> Result<HashMap<i64, Vec<Cell>>, Fault> {
    let mut found: HashMap<i64, Vec<Cell>> = HashMap::new();
    for some in ids.chunks(MOST_AT_ONCE) {
        let (places, mut values) = padded(some.to_vec());
        values.push(holder.name().into());
        let sql = format!(
            "SELECT v.field_id, v.position, v.number, v.text, v.holder_id FROM field_values v WHERE v.holder_id IN ({places})
             AND EXISTS (SELECT 1 FROM fields f WHERE f.id = v.field_id AND f.holder = ${})",
            values.len()
        );
        let rows = read.conn.all(&sql, &values, |row| Ok((row.get::<i64>(4)?, cell(row)?)))?;
        for (id, cell) in rows {
            found.entry(id).or_default().push(cell);
        }
    }
    found.values_mut().for_each(|cells| cells.sort_by_key(|cell| (cell.field, cell.position)));
    Ok(found)
}

/// What stands in the fields of a ticket's requester, their organisation and its team.
pub fn of_owners(read: &mut Read, ticket: &Ticket) -> Result<Vec<Cell>, Fault> {
    let mut cells = of(read, Holder::Person, ticket.requester.0)?;
    if let Some(organization) = ticket.organization {
        cells.extend(of(read, Holder::Organization, organization.0)?);
    }
    cells.extend(of(read, Holder::Team, ticket.team.0)?);
    Ok(cells)
}

/// Puts a value in the place of what was there; none: nothing stands there any more.
pub fn set(tx: &mut Tx, field: &Field, holder: i64, value: Option<&Answer>) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM field_values WHERE holder_id = $1 AND field_id = $2", values![holder, field.id])?;
    let cells = value.map(|value| field.cells(value)).unwrap_or_default();
    if field.holder == Holder::Ticket {
        orders::put(tx, field, holder, cells.first())?;
    }
    for Cell { position, number, text, .. } in cells {
        tx.conn.execute(
            "INSERT INTO field_values (holder_id, field_id, position, number, text) VALUES ($1, $2, $3, $4, $5)",
            &[holder.into(), field.id.into(), position.into(), number.into(), text.map_or(Value::Null, Value::from)],
        )?;
    }
    Ok(())
}

/// Of objects all of which have the field by a whole number, those that hold this one, in the order of their ids.
pub fn holding(read: &mut Read, field: FieldId, number: i64, after: i64, limit: usize) -> Result<Vec<i64>, Fault> {
    let sql = "SELECT holder_id FROM field_values WHERE field_id = $1 AND number = $2 AND holder_id > $3
         ORDER BY holder_id LIMIT $4";
    read.conn.all(sql, values![field, number, after, limit], |row| row.get(0))
}

/// All fields of files.
fn fields_of_files(read: &mut Read) -> Result<Vec<FieldId>, Fault> {
    let all = super::fields::all(read)?.into_iter();
    Ok(all.filter(|field| matches!(field.nature, Nature::File { .. })).map(|field| field.id).collect())
}

/// A file with these bytes stands in a field of anything.
pub fn holds_file(read: &mut Read, digest: &Digest) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM field_values WHERE field_id = $1 AND text LIKE '%|' || $2 || '|%' LIMIT 1";
    for field in fields_of_files(read)? {
        if read.conn.first(sql, values![field, digest], |_| Ok(()))?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The bytes of all files that stand in fields.
pub fn files(read: &mut Read) -> Result<Vec<Digest>, Fault> {
    let mut found = Vec::new();
    for field in fields_of_files(read)? {
        let sql = "SELECT text FROM field_values WHERE field_id = $1 AND text IS NOT NULL";
        let texts: Vec<String> = read.conn.all(sql, values![field], |row| row.get(0))?;
        found.extend(texts.iter().filter_map(|text| FieldFile::read(text)).map(|file| file.digest));
    }
    Ok(found)
}

/// The bytes of the files that stand in the fields of one holder.
pub fn files_of(read: &mut Read, holder: Holder, id: i64) -> Result<Vec<Digest>, Fault> {
    let fields = fields_of_files(read)?;
    let cells = of(read, holder, id)?.into_iter().filter(|cell| fields.contains(&cell.field));
    Ok(cells.filter_map(|cell| FieldFile::read(&cell.text?)).map(|file| file.digest).collect())
}

/// Whatever stands in the fields of something that goes for good.
pub fn forget(tx: &mut Tx, holder: Holder, id: i64) -> Result<(), Fault> {
    let sql = "DELETE FROM field_values WHERE holder_id = $1 AND field_id IN (SELECT id FROM fields WHERE holder = $2)";
    tx.conn.execute(sql, values![id, holder.name()]).map(drop)
}

/// Something has the field.
pub fn in_use(read: &mut Read, field: FieldId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM field_values WHERE field_id = $1 LIMIT 1";
    Ok(read.conn.first(sql, values![field], |_| Ok(()))?.is_some())
}

/// Something has one of the items of the field.
pub fn item_in_use(read: &mut Read, field: FieldId, item: ItemId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM field_values WHERE field_id = $1 AND number = $2 LIMIT 1";
    Ok(read.conn.first(sql, values![field, item.0], |_| Ok(()))?.is_some())
}

/// The next number of a field that counts.
pub fn next_in(tx: &mut Tx, field: FieldId) -> Result<i64, Fault> {
    let next = tx.conn.first(
        "INSERT INTO numbers (name, next) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE SET next = numbers.next + 1
         RETURNING next",
        values![format!("field-{field}")],
        |row| row.get(0),
    )?;
    next.ok_or_else(|| Fault::new("no number for a field"))
}

/// What the cells of a book say.
pub fn answers(read: &mut Read, book: &Book, holder: Holder, id: i64) -> Result<desk::form::Answers, Fault> {
    if book.fields.is_empty() {
        return Ok(desk::form::Answers::new());
    }
    Ok(book.answers(&of(read, holder, id)?))
}

/// The columns are its field, its position, its number and its text.
pub(crate) fn cell(row: &Row) -> Result<Cell, Fault> {
    Ok(Cell { field: row.get(0)?, position: row.get(1)?, number: row.get(2)?, text: row.get(3)? })
}
