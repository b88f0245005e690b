//! Where notifications go as messages in a chat, and what people have chosen of it.

use crate::kept::kept;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::notification::{Chat, ChatChoice, ChatId, ChatWish};
use desk::people::PersonId;
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, name, service, own, hosts, sealed_address, said, active, version";
const CHOICE: &str = "person_id, chat_id, sealed_address, mention, said, told_at, trouble";

/// By name.
pub fn all(read: &mut Read) -> Result<Vec<Chat>, Fault> {
    Ok(kept(read, "chats", |read| read.conn.all(&format!("SELECT {COLUMNS} FROM chats ORDER BY name, id"), &[], chat))?
        .to_vec())
}

pub fn load(read: &mut Read, id: ChatId) -> Result<Option<Chat>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM chats WHERE id = $1"), values![id], chat)
}

pub fn add(tx: &mut Tx, wish: &ChatWish, sealed_address: &str) -> Result<ChatId, Fault> {
    tx.sets_up();
    let id = tx.conn.first(
        "INSERT INTO chats (name, service, own, hosts, sealed_address, said, active)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        values![&wish.name, wish.service, wish.own, wish.hosts.join(" "), sealed_address, wish.said, wish.active],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted chat gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, chat: &Chat) -> Done<()> {
    tx.sets_up();
    let wish = &chat.wish;
    let changed = tx.conn.execute(
        "UPDATE chats SET name = $3, service = $4, own = $5, hosts = $6, sealed_address = $7, said = $8, active = $9,
             version = version + 1
         WHERE id = $1 AND version = $2",
        values![
            chat.id,
            chat.version,
            &wish.name,
            wish.service,
            wish.own,
            wish.hosts.join(" "),
            &chat.sealed_address,
            wish.said,
            wish.active
        ],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// With what people have chosen of it.
pub fn remove(tx: &mut Tx, id: ChatId) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("DELETE FROM chat_choices WHERE chat_id = $1", values![id])?;
    tx.conn.execute("DELETE FROM chats WHERE id = $1", values![id]).map(drop)
}

pub fn choice(read: &mut Read, person: PersonId) -> Result<Option<ChatChoice>, Fault> {
    let sql = format!("SELECT {CHOICE} FROM chat_choices WHERE person_id = $1");
    read.conn.first(&sql, values![person], chosen)
}

/// What everybody has chosen: as many as there are colleagues.
pub fn choices(read: &mut Read) -> Result<Vec<ChatChoice>, Fault> {
    read.conn.all(&format!("SELECT {CHOICE} FROM chat_choices ORDER BY person_id"), &[], chosen)
}

/// In place of what they had chosen before.
pub fn choose(tx: &mut Tx, new: &ChatChoice) -> Result<(), Fault> {
    let now = tx.now();
    tx.conn
        .execute(
            "INSERT INTO chat_choices (person_id, chat_id, sealed_address, mention, said, counted_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (person_id) DO UPDATE SET chat_id = excluded.chat_id,
                 sealed_address = excluded.sealed_address, mention = excluded.mention, said = excluded.said,
                 told_at = NULL, trouble = ''",
            values![new.person, new.chat, &new.sealed_address, &new.mention, new.said, now],
        )
        .map(drop)
}

/// True when there was one.
pub fn leave(tx: &mut Tx, person: PersonId) -> Result<bool, Fault> {
    Ok(tx.conn.execute("DELETE FROM chat_choices WHERE person_id = $1", values![person])? == 1)
}

/// Nobody of this chat keeps an address of their own.
pub fn forget_addresses(tx: &mut Tx, chat: ChatId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM chat_choices WHERE chat_id = $1", values![chat]).map(drop)
}

/// A message got there, or why it did not.
pub fn told(tx: &mut Tx, person: PersonId, trouble: &str) -> Result<(), Fault> {
    let now = tx.now();
    let sql = "UPDATE chat_choices SET trouble = $3, told_at = CASE WHEN $3 = '' THEN $2 ELSE told_at END WHERE person_id = $1";
    tx.conn.execute(sql, values![person, now, trouble]).map(drop)
}

/// How many messages have gone to somebody since the moment.
pub fn counted(read: &mut Read, person: PersonId, since: Moment) -> Result<i64, Fault> {
    let sql = "SELECT counted FROM chat_choices WHERE person_id = $1 AND counted_at > $2";
    Ok(read.conn.first(sql, values![person, since], |row| row.get(0))?.unwrap_or(0))
}

/// So many more; what was counted before `since` is forgotten.
pub fn count(tx: &mut Tx, person: PersonId, more: i64, since: Moment) -> Result<(), Fault> {
    let now = tx.now();
    let sql = "UPDATE chat_choices SET counted = CASE WHEN counted_at > $3 THEN counted + $2 ELSE $2 END,
                   counted_at = CASE WHEN counted_at > $3 THEN counted_at ELSE $4 END
               WHERE person_id = $1";
    tx.conn.execute(sql, values![person, more, since, now]).map(drop)
}

fn chat(row: &Row) -> Result<Chat, Fault> {
    let hosts = row.get::<String>(4)?;
    Ok(Chat {
        id: row.get(0)?,
        wish: ChatWish {
            name: row.get(1)?,
            service: row.get(2)?,
            own: row.get(3)?,
            hosts: hosts.split(' ').filter(|host| !host.is_empty()).map(str::to_owned).collect(),
            said: row.get(6)?,
            active: row.get(7)?,
        },
        sealed_address: row.get(5)?,
        version: row.get(8)?,
    })
}

fn chosen(row: &Row) -> Result<ChatChoice, Fault> {
    Ok(ChatChoice {
        person: row.get(0)?,
        chat: row.get(1)?,
        sealed_address: row.get(2)?,
        mention: row.get(3)?,
        said: row.get(4)?,
        told_at: row.get(5)?,
        trouble: row.get(6)?,
    })
}
