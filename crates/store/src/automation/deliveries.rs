//! What webhooks were told, and each try.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::automation::{Attempt, DeliveryId, WebhookDelivery, WebhookId};

const COLUMNS: &str = "id, webhook_id, message_id, ticket_id, body, state, at, attempts, earlier, next_at";

/// `delivery.id` is ignored.
pub fn add(tx: &mut Tx, delivery: &WebhookDelivery) -> Result<DeliveryId, Fault> {
    let id = tx.conn.first(
        "INSERT INTO webhook_deliveries (webhook_id, message_id, ticket_id, body, state, at, next_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        values![
            delivery.webhook,
            &delivery.message_id,
            delivery.ticket,
            &delivery.body,
            delivery.state,
            delivery.at,
            delivery.next_at
        ],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted delivery gave no id"))
}

pub fn load(read: &mut Read, id: DeliveryId) -> Result<Option<WebhookDelivery>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM webhook_deliveries WHERE id = $1"), values![id], delivery)
}

pub fn hold(tx: &mut Tx, id: DeliveryId) -> Result<Option<WebhookDelivery>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM webhook_deliveries WHERE id = $1 {{for_update}}");
    tx.conn.first(&sql, values![id], delivery)
}

pub fn save(tx: &mut Tx, delivery: &WebhookDelivery) -> Result<(), Fault> {
    let sql = "UPDATE webhook_deliveries SET state = $2, attempts = $3, earlier = $4, next_at = $5 WHERE id = $1";
    let WebhookDelivery { id, state, attempts, earlier, next_at, .. } = delivery;
    tx.conn.execute(sql, values![*id, *state, *attempts, *earlier, *next_at]).map(drop)
}

/// Newest first, before one of them.
pub fn of_webhook(
    read: &mut Read,
    webhook: WebhookId,
    before: Option<DeliveryId>,
    limit: usize,
) -> Result<Vec<WebhookDelivery>, Fault> {
    read.conn.all(
        &format!(
            "SELECT {COLUMNS} FROM webhook_deliveries WHERE webhook_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"
        ),
        values![webhook, before.unwrap_or(DeliveryId(i64::MAX)), limit],
        delivery,
    )
}

/// The last that was told to each webhook.
pub fn newest(read: &mut Read, webhook: WebhookId) -> Result<Option<WebhookDelivery>, Fault> {
    Ok(of_webhook(read, webhook, None, 1)?.pop())
}

pub fn add_attempt(tx: &mut Tx, delivery: DeliveryId, attempt: &Attempt) -> Result<(), Fault> {
    let status = attempt.status.map(i64::from);
    tx.conn
        .execute(
            "INSERT INTO webhook_attempts (delivery_id, number, at, milliseconds, status, said)
             VALUES ($1, $2, $3, $4, $5, $6)",
            values![delivery, attempt.number, attempt.at, attempt.milliseconds, status, &attempt.said],
        )
        .map(drop)
}

/// Newest first.
pub fn attempts(read: &mut Read, delivery: DeliveryId, limit: usize) -> Result<Vec<Attempt>, Fault> {
    read.conn.all(
        "SELECT number, at, milliseconds, status, said FROM webhook_attempts WHERE delivery_id = $1
         ORDER BY number DESC LIMIT $2",
        values![delivery, limit],
        |row| {
            Ok(Attempt {
                number: row.get(0)?,
                at: row.get(1)?,
                milliseconds: row.get(2)?,
                status: row.get::<Option<i64>>(3)?.and_then(|status| u16::try_from(status).ok()),
                said: row.get(4)?,
            })
        },
    )
}

/// Forgets what is older, some at a time; how many there were.
pub fn sweep(tx: &mut Tx, before: Moment, limit: usize) -> Result<u64, Fault> {
    let old = "SELECT id FROM webhook_deliveries WHERE at < $1 ORDER BY at LIMIT $2";
    tx.conn.execute(&format!("DELETE FROM webhook_attempts WHERE delivery_id IN ({old})"), values![before, limit])?;
    tx.conn.execute(&format!("DELETE FROM webhook_deliveries WHERE id IN ({old})"), values![before, limit])
}

fn delivery(row: &Row) -> Result<WebhookDelivery, Fault> {
    Ok(WebhookDelivery {
        id: row.get(0)?,
        webhook: row.get(1)?,
        message_id: row.get(2)?,
        ticket: row.get(3)?,
        body: row.get(4)?,
        state: row.get(5)?,
        at: row.get(6)?,
        attempts: row.get(7)?,
        earlier: row.get(8)?,
        next_at: row.get(9)?,
    })
}
