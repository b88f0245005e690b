//! What people are told, until it has gone out and they have seen it.

use crate::ticket::lists::within;
use crate::ticket::people::padded;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::conversation::MessageId;
use desk::notification::{Notification, NotificationId, Occasion};
use desk::people::PersonId;
use desk::ticket::{TicketId, TicketNumber};
use desk::{Fault, Scope};
use std::collections::BTreeSet;

const COLUMNS: &str = "n.id, n.person_id, n.ticket_id, n.message_id, n.position, n.occasion, n.at, n.app, n.mail, n.push, \
     n.held, n.seen_at, n.due_at, n.chat";

/// Once for each person and event. False: they were told already.
pub fn add(tx: &mut Tx, new: &Notification) -> Result<bool, Fault> {
    let added = tx.conn.execute(
        "INSERT INTO notifications (person_id, ticket_id, message_id, position, occasion, at, app, mail, push, held, due_at,
             chat)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (person_id, position) DO NOTHING",
        values![
            new.person,
            new.ticket,
            new.message.map(|message| message.0),
            new.position,
            new.occasion,
            new.at,
            new.app,
            new.mail,
            new.push,
            new.held,
            new.due_at,
            new.chat
        ],
    )?;
    Ok(added == 1)
}

/// Which of them a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Unread,
    All,
}

/// Somebody's, the newest first, before one; only of tickets within the scope.
pub fn listed(
    read: &mut Read,
    scope: &Scope,
    person: PersonId,
    shown: Shown,
    before: Option<NotificationId>,
    limit: usize,
) -> Result<Vec<Notification>, Fault> {
    let Some(within) = within(scope) else { return Ok(Vec::new()) };
    let unread = match shown {
        Shown::Unread => "AND n.seen_at IS NULL",
        Shown::All => "",
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM notifications n CROSS JOIN tickets t
         WHERE t.id = n.ticket_id AND n.person_id = $1 AND n.app {unread} AND n.id < $2 AND {within}
         ORDER BY n.id DESC LIMIT $3"
    );
    read.conn.all(&sql, values![person, before.map_or(i64::MAX, |id| id.0), limit], notification)
}

/// How many stand unread, counted to `most`.
pub fn unread(read: &mut Read, scope: &Scope, person: PersonId, most: usize) -> Result<i64, Fault> {
    let Some(within) = within(scope) else { return Ok(0) };
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT n.id FROM notifications n CROSS JOIN tickets t
         WHERE t.id = n.ticket_id AND n.person_id = $1 AND n.app AND n.seen_at IS NULL AND {within}
         ORDER BY n.id DESC LIMIT $2) c"
    );
    Ok(read.conn.first(&sql, values![person, most], |row| row.get(0))?.unwrap_or(0))
}

/// Those of these tickets of which somebody was told something that they have not seen; only within the scope.
pub fn unseen(
    read: &mut Read,
    scope: &Scope,
    person: PersonId,
    tickets: &[TicketNumber],
) -> Result<Vec<TicketNumber>, Fault> {
    let Some(within) = within(scope) else { return Ok(Vec::new()) };
    let (places, mut values) = padded(tickets.iter().map(|number| number.0).collect());
    let at = values.len() + 1;
    let sql = format!(
        "SELECT t.number FROM tickets t WHERE t.number IN ({places}) AND {within} AND EXISTS (SELECT 1 FROM notifications n
             WHERE n.person_id = ${at} AND n.ticket_id = t.id AND n.seen_at IS NULL)"
    );
    values.push(person.0.into());
    read.conn.all(&sql, &values, |row| row.get(0))
}

pub fn load(read: &mut Read, id: NotificationId) -> Result<Option<Notification>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM notifications n WHERE n.id = $1"), values![id], notification)
}

/// Those who were told of an event, the first first.
pub fn of_event(read: &mut Read, position: i64, limit: usize) -> Result<Vec<Notification>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM notifications n WHERE n.position = $1 ORDER BY n.person_id LIMIT $2");
    read.conn.all(&sql, values![position, limit], notification)
}

/// What told of a ticket as new to those who have not looked at it.
pub fn of_new(read: &mut Read, ticket: TicketId) -> Result<Vec<(NotificationId, PersonId)>, Fault> {
    let sql = "SELECT id, person_id FROM notifications WHERE ticket_id = $1 AND occasion = $2 AND seen_at IS NULL ORDER BY id";
    read.conn.all(sql, values![ticket, Occasion::Created], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// As if it had not been told.
pub fn withdraw(tx: &mut Tx, id: NotificationId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM notifications WHERE id = $1", values![id]).map(drop)
}

/// They have looked at the ticket: what has not gone out need not. How many those were.
pub fn see_ticket(tx: &mut Tx, person: PersonId, ticket: TicketId) -> Result<u64, Fault> {
    let now = tx.now();
    tx.conn.execute(
        "UPDATE notifications SET seen_at = $3, due_at = NULL
         WHERE person_id = $1 AND ticket_id = $2 AND seen_at IS NULL",
        values![person, ticket, now],
    )
}

pub fn see(tx: &mut Tx, person: PersonId, id: NotificationId) -> Result<u64, Fault> {
    let now = tx.now();
    tx.conn.execute(
        "UPDATE notifications SET seen_at = $3, due_at = NULL WHERE id = $1 AND person_id = $2 AND seen_at IS NULL",
        values![id, person, now],
    )
}

/// All that stands in their list, up to one.
pub fn see_all(tx: &mut Tx, person: PersonId, until: NotificationId) -> Result<u64, Fault> {
    let now = tx.now();
    tx.conn.execute(
        "UPDATE notifications SET seen_at = $3, due_at = NULL
         WHERE person_id = $1 AND id <= $2 AND app AND seen_at IS NULL",
        values![person, until, now],
    )
}

/// Once more to be looked at.
pub fn unsee(tx: &mut Tx, person: PersonId, id: NotificationId) -> Result<u64, Fault> {
    tx.conn.execute(
        "UPDATE notifications SET seen_at = NULL WHERE id = $1 AND person_id = $2 AND app AND seen_at IS NOT NULL",
        values![id, person],
    )
}

/// Some of those for whom something is to go now.
pub fn people_due(read: &mut Read, limit: usize) -> Result<Vec<PersonId>, Fault> {
    let now = read.now();
    let sql = "SELECT person_id FROM notifications WHERE due_at <= $1 ORDER BY due_at LIMIT $2";
    let found = read.conn.all(sql, values![now, limit], |row| row.get(0))?;
    Ok(found.into_iter().collect::<BTreeSet<_>>().into_iter().collect())
}

pub fn any_due(read: &mut Read) -> Result<bool, Fault> {
    let now = read.now();
    let sql = "SELECT 1 FROM notifications WHERE due_at <= $1 LIMIT 1";
    Ok(read.conn.first(sql, values![now], |_| Ok(()))?.is_some())
}

/// What is to go to somebody now, the oldest first.
pub fn due_of(read: &mut Read, person: PersonId, limit: usize) -> Result<Vec<Notification>, Fault> {
    let now = read.now();
    let sql = format!(
        "SELECT {COLUMNS} FROM notifications n WHERE n.person_id = $1 AND n.due_at IS NOT NULL AND n.due_at <= $2
         ORDER BY n.id LIMIT $3"
    );
    read.conn.all(&sql, values![person, now, limit], notification)
}

/// It has gone out, or need not.
pub fn gone(tx: &mut Tx, id: NotificationId) -> Result<(), Fault> {
    let sql = "UPDATE notifications SET due_at = NULL, mail = FALSE, push = FALSE, chat = FALSE WHERE id = $1";
    tx.conn.execute(sql, values![id]).map(drop)
}

/// Kept back until later, as it is.
pub fn hold(tx: &mut Tx, id: NotificationId, until: Moment) -> Result<(), Fault> {
    let sql = "UPDATE notifications SET due_at = $2, held = TRUE WHERE id = $1";
    tx.conn.execute(sql, values![id, until]).map(drop)
}

/// Its letter goes later, with others.
pub fn wait(tx: &mut Tx, id: NotificationId, until: Moment) -> Result<(), Fault> {
    let sql = "UPDATE notifications SET due_at = $2, held = TRUE, mail = TRUE WHERE id = $1 AND seen_at IS NULL";
    tx.conn.execute(sql, values![id, until]).map(drop)
}

/// So does its message in a chat.
pub fn wait_chat(tx: &mut Tx, id: NotificationId, until: Moment) -> Result<(), Fault> {
    let sql = "UPDATE notifications SET due_at = $2, held = TRUE, chat = TRUE WHERE id = $1 AND seen_at IS NULL";
    tx.conn.execute(sql, values![id, until]).map(drop)
}

/// What was kept back for somebody is looked at again.
pub fn release(tx: &mut Tx, person: PersonId) -> Result<(), Fault> {
    let now = tx.now();
    let sql = "UPDATE notifications SET due_at = $2 WHERE person_id = $1 AND due_at IS NOT NULL AND due_at > $2";
    tx.conn.execute(sql, values![person, now]).map(drop)
}

/// And its push.
pub fn wait_push(tx: &mut Tx, id: NotificationId, until: Moment) -> Result<(), Fault> {
    let sql = "UPDATE notifications SET due_at = $2, held = TRUE, push = TRUE WHERE id = $1 AND seen_at IS NULL";
    tx.conn.execute(sql, values![id, until]).map(drop)
}

/// Takes away what is older, some at a time; how much it was.
pub fn sweep(tx: &mut Tx, before: Moment, limit: usize) -> Result<u64, Fault> {
    tx.conn.execute(
        "DELETE FROM notifications WHERE id IN (SELECT id FROM notifications WHERE at < $1 ORDER BY at LIMIT $2)",
        values![before, limit],
    )
}

/// Whether this is the first that was said on the ticket.
pub fn is_first(read: &mut Read, ticket: TicketId, message: MessageId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM messages WHERE ticket_id = $1 AND id < $2 LIMIT 1";
    Ok(read.conn.first(sql, values![ticket, message], |_| Ok(()))?.is_none())
}

/// Whether somebody is called by name in a message.
pub fn is_called(read: &mut Read, person: PersonId, message: MessageId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM mentions WHERE person_id = $1 AND message_id = $2";
    Ok(read.conn.first(sql, values![person, message], |_| Ok(()))?.is_some())
}

/// Whether somebody was told of a ticket as new and has not looked at it since.
pub fn is_new(read: &mut Read, person: PersonId, ticket: TicketId) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM notifications WHERE person_id = $1 AND ticket_id = $2 AND seen_at IS NULL AND occasion = $3 LIMIT 1";
    Ok(read.conn.first(sql, values![person, ticket, Occasion::Created], |_| Ok(()))?.is_some())
}

/// When somebody's browser was last in use at the workspace.
pub fn last_here(read: &mut Read, person: PersonId) -> Result<Option<Moment>, Fault> {
    let sql = "SELECT seen_at FROM sessions WHERE person_id = $1 AND agent ORDER BY seen_at DESC LIMIT 1";
    read.conn.first(sql, values![person], |row| row.get(0))
}

fn notification(row: &Row) -> Result<Notification, Fault> {
    Ok(Notification {
        id: row.get(0)?,
        person: row.get(1)?,
        ticket: row.get(2)?,
        message: row.get(3)?,
        position: row.get(4)?,
        occasion: row.get(5)?,
        at: row.get(6)?,
        app: row.get(7)?,
        mail: row.get(8)?,
        push: row.get(9)?,
        held: row.get(10)?,
        seen_at: row.get(11)?,
        due_at: row.get(12)?,
        chat: row.get(13)?,
    })
}
