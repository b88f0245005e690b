//! Fields that people define.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use desk::form::{Asks, Book, Field, FieldId, Holder, Label, Nature};
use desk::object::ObjectTypeId;
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, holder, key, nature, label_en, label_ja, help_en, help_ja, active, position, version, \
     requester_ask, agent_ask, type_id";

/// All of one kind of holder, in their order.
pub fn book(read: &mut Read, holder: Holder) -> Result<Book, Fault> {
    let fields = all(read)?.into_iter().filter(|field| field.holder == holder);
    Ok(Book { fields: fields.collect() })
}

pub fn all(read: &mut Read) -> Result<Vec<Field>, Fault> {
    Ok(kept(read, "fields", |read| {
        read.conn.all(&format!("SELECT {COLUMNS} FROM fields ORDER BY holder, type_id, position, id"), &[], field)
    })?
    .to_vec())
}

pub fn load(read: &mut Read, id: FieldId) -> Result<Option<Field>, Fault> {
    Ok(all(read)?.into_iter().find(|field| field.id == id))
}

/// Some field holds objects of a type.
pub fn speak_of(read: &mut Read, of: ObjectTypeId) -> Result<bool, Fault> {
    Ok(all(read)?.iter().any(|field| field.nature == Nature::Object { of }))
}

/// Every field of every object there is.
pub fn of_objects(read: &mut Read) -> Result<Book, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM fields WHERE holder = 'object' ORDER BY type_id, position, id");
    Ok(Book { fields: read.conn.all(&sql, &[], field)? })
}

pub fn add(tx: &mut Tx, field: &Field) -> Result<FieldId, Fault> {
    tx.sets_up();
    let id = tx.conn.first(
        "INSERT INTO fields (holder, key, nature, label_en, label_ja, help_en, help_ja, active, position, requester_ask,
             agent_ask, type_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id",
        values![
            field.holder.name(),
            &field.key,
            written(field)?,
            &field.label.en,
            &field.label.ja,
            &field.help.en,
            &field.help.ja,
            field.active,
            field.position,
            field.asks.requester,
            field.asks.agent,
            field.holder.type_id()
        ],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted field gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, field: &Field) -> Done<()> {
    tx.sets_up();
    let changed = tx.conn.execute(
        "UPDATE fields SET key = $3, nature = $4, label_en = $5, label_ja = $6, help_en = $7, help_ja = $8, active = $9,
             position = $10, requester_ask = $11, agent_ask = $12, version = version + 1 WHERE id = $1 AND version = $2",
        values![
            field.id,
            field.version,
            &field.key,
            written(field)?,
            &field.label.en,
            &field.label.ja,
            &field.help.en,
            &field.help.ja,
            field.active,
            field.position,
            field.asks.requester,
            field.asks.agent
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn remove(tx: &mut Tx, id: FieldId) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("DELETE FROM fields WHERE id = $1", values![id]).map(drop)
}

fn written(field: &Field) -> Result<String, Fault> {
    serde_json::to_string(&field.nature).map_err(Fault::new)
}

fn field(row: &Row) -> Result<Field, Fault> {
    let holder: String = row.get(1)?;
    let holder = Holder::known(&holder, row.get(13)?).ok_or_else(|| Fault::new(format!("{holder:?} has no fields")))?;
    Ok(Field {
        id: row.get(0)?,
        holder,
        key: row.get(2)?,
        nature: serde_json::from_str(&row.get::<String>(3)?).map_err(Fault::new)?,
        label: Label::new(row.get::<String>(4)?, row.get::<String>(5)?),
        help: Label::new(row.get::<String>(6)?, row.get::<String>(7)?),
        asks: Asks { requester: row.get(11)?, agent: row.get(12)? },
        active: row.get(8)?,
        position: row.get(9)?,
        version: row.get(10)?,
    })
}
