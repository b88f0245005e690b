//! Webhooks: dozens, never thousands.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::automation::{Webhook, WebhookId, WebhookWish};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, name, url, body, active, sealed_secret, sealed_before, before_until, removed_at, version";

/// All that were not removed, by name.
pub fn all(read: &mut Read) -> Result<Vec<Webhook>, Fault> {
    read.conn.all(&format!("SELECT {COLUMNS} FROM webhooks WHERE removed_at IS NULL ORDER BY name, id"), &[], webhook)
}

/// Also one that was removed.
pub fn load(read: &mut Read, id: WebhookId) -> Result<Option<Webhook>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM webhooks WHERE id = $1"), values![id], webhook)
}

pub fn add(tx: &mut Tx, wish: &WebhookWish, sealed_secret: &str) -> Result<WebhookId, Fault> {
    let id = tx.conn.first(
        "INSERT INTO webhooks (name, url, body, active, sealed_secret) VALUES ($1, $2, $3, TRUE, $4) RETURNING id",
        values![&wish.name, &wish.url, &wish.body, sealed_secret],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted webhook gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, hook: &mut Webhook) -> Done<()> {
    let (before, until) = hook.before.as_ref().map_or(("", None), |(sealed, until)| (sealed.as_str(), Some(*until)));
    let changed = tx.conn.execute(
        "UPDATE webhooks SET name = $3, url = $4, body = $5, active = $6, sealed_secret = $7, sealed_before = $8,
             before_until = $9, removed_at = $10, version = version + 1
         WHERE id = $1 AND version = $2",
        values![
            hook.id,
            hook.version,
            &hook.wish.name,
            &hook.wish.url,
            &hook.wish.body,
            hook.active,
            &hook.sealed_secret,
            before,
            until,
            hook.removed_at
        ],
    )?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    hook.version += 1;
    Ok(())
}

fn webhook(row: &Row) -> Result<Webhook, Fault> {
    let (before, until) = (row.get::<String>(6)?, row.get::<Option<Moment>>(7)?);
    Ok(Webhook {
        id: row.get(0)?,
        wish: WebhookWish { name: row.get(1)?, url: row.get(2)?, body: row.get(3)? },
        active: row.get(4)?,
        sealed_secret: row.get(5)?,
        before: until.map(|until| (before, until)),
        removed_at: row.get(8)?,
        version: row.get(9)?,
    })
}
