//! One ticket: found, made, saved.

use super::{orders, referrals};
use crate::people::keys::NAMED;
use crate::value::{Row, Value};
use crate::{Read, Tx, values};
use base::Moment;
use desk::people::PersonId;
use desk::ticket::{Category, Snooze, TagId, Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Fault};

pub(crate) const COLUMNS: &str = "t.id, t.number, t.subject, t.status_id, t.category, t.priority, t.kind, t.tags, t.team_id, \
     t.assignee_id, t.requester_id, t.organization_id, t.brand_id, t.mailbox_id, t.origin, t.language, t.snoozed_until, t.spam, \
     t.trashed_at, t.follow_up_of, t.preview, t.messages, t.created_at, t.updated_at, t.received_at, t.first_replied_at, \
     t.replied_at, t.solved_at, t.version, t.merged_into, t.deadline, t.topic_id, t.due_at, t.sla,
     t.approval, t.delivery, t.rating, t.rated_at, t.referrals";

/// The newest of all; 0 without any.
pub fn newest(read: &mut Read) -> Result<TicketId, Fault> {
    let found =
        read.conn.first("SELECT id FROM tickets WHERE id > 0 ORDER BY id DESC LIMIT 1", &[], |row| row.get(0))?;
    Ok(found.unwrap_or(TicketId(0)))
}

/// How many columns those are: what else is read stands behind them.
pub(crate) const WIDTH: usize = 39;

/// The columns of [`row`].
pub(crate) const WRITTEN: &str = "number, subject, status_id, category, priority, kind, tags, team_id, assignee_id, requester_id, \
     organization_id, brand_id, mailbox_id, origin, language, snoozed_until, spam, trashed_at, follow_up_of, place, preview, \
     messages, created_at, updated_at, received_at, first_replied_at, replied_at, solved_at, topic_id";

/// Without looking at who asks: the verb does.
pub fn load(read: &mut Read, number: TicketNumber) -> Result<Option<Ticket>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM tickets t WHERE t.number = $1"), values![number], ticket)
}

/// The same, held against others until the end of the transaction: who changes a ticket at the same moment waits, and
/// changes what the other made of it, instead of being told to try again.
pub fn hold(tx: &mut Tx, number: TicketNumber) -> Result<Option<Ticket>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM tickets t WHERE t.number = $1 {{for_change}}");
    tx.conn.first(&sql, values![number], ticket)
}

pub fn hold_by_id(tx: &mut Tx, id: TicketId) -> Result<Option<Ticket>, Fault> {
    tx.conn.first(&format!("SELECT {COLUMNS} FROM tickets t WHERE t.id = $1 {{for_change}}"), values![id], ticket)
}

pub fn by_id(read: &mut Read, id: TicketId) -> Result<Option<Ticket>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM tickets t WHERE t.id = $1"), values![id], ticket)
}

/// The number of the ticket this one continues, and of those that continue it, as only closed ones are.
pub fn follow_ups(read: &mut Read, ticket: &Ticket) -> Result<(Option<TicketNumber>, Vec<TicketNumber>), Fault> {
    let before = match ticket.follow_up_of {
        Some(id) => read.conn.first("SELECT number FROM tickets WHERE id = $1", values![id], |row| row.get(0))?,
        None => None,
    };
    let after = if ticket.category == Category::Closed {
        let sql = "SELECT number FROM tickets WHERE follow_up_of = $1 ORDER BY id LIMIT 20";
        read.conn.all(sql, values![ticket.id], |row| row.get(0))?
    } else {
        Vec::new()
    };
    Ok((before, after))
}

/// `ticket.id` and `ticket.version` are ignored; the answer carries the new ones.
pub fn add(tx: &mut Tx, ticket: &Ticket) -> Result<Ticket, Fault> {
    let sql = format!(
        "INSERT INTO tickets ({WRITTEN}, requester_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
             $25, $26, $27, $28, $29, {}) RETURNING id",
        NAMED.replace("$1", "$10")
    );
    let id = tx.conn.first(&sql, &row(ticket), |row| row.get(0))?;
    let id: TicketId = id.ok_or_else(|| Fault::new("an inserted ticket gave no id"))?;
    add_tags(tx, id, &ticket.tags)?;
    tx.moved(std::iter::empty(), ticket.cells());
    Ok(Ticket { id, version: 1, ..ticket.clone() })
}

/// Everything that is written of a new ticket.
pub(crate) fn row(ticket: &Ticket) -> Vec<Value<'_>> {
    let row = values![
        ticket.number,
        &ticket.subject,
        ticket.status,
        ticket.category,
        ticket.priority,
        ticket.kind,
        tags_json(ticket),
        ticket.team,
        ticket.assignee,
        ticket.requester,
        ticket.organization,
        ticket.brand,
        ticket.mailbox,
        ticket.origin,
        ticket.language,
        snoozed_until(ticket.snooze),
        ticket.spam,
        ticket.trashed_at,
        ticket.follow_up_of,
        ticket.place(),
        &ticket.preview,
        ticket.messages,
        ticket.created_at,
        ticket.updated_at,
        ticket.received_at,
        ticket.first_replied_at,
        ticket.replied_at,
        ticket.solved_at,
        ticket.topic
    ];
    row.to_vec()
}

/// Saves exactly the version that was loaded, or answers *conflict*. The version grows by one.
pub fn save(tx: &mut Tx, ticket: &mut Ticket) -> Done<()> {
    let before = by_id(tx, ticket.id)?.ok_or(Error::Missing)?;
    let sql = format!(
        "UPDATE tickets SET subject = $3, status_id = $4, category = $5, priority = $6, kind = $7, tags = $8, team_id = $9,
             assignee_id = $10, requester_id = $11, organization_id = $12, mailbox_id = $13, language = $14,
             snoozed_until = $15, spam = $16, trashed_at = $17, place = $18, preview = $19, messages = $20, updated_at = $21,
             received_at = $22, first_replied_at = $23, replied_at = $24, solved_at = $25, merged_into = $26, deadline = $27, topic_id = $28, referrals = $29,
             requester_name = CASE WHEN requester_id = $11 THEN requester_name ELSE {} END, version = version + 1
         WHERE id = $1 AND version = $2",
        NAMED.replace("$1", "$11")
    );
    let changed = tx.conn.execute(
        &sql,
        values![
            ticket.id,
            ticket.version,
            &ticket.subject,
            ticket.status,
            ticket.category,
            ticket.priority,
            ticket.kind,
            tags_json(ticket),
            ticket.team,
            ticket.assignee,
            ticket.requester,
            ticket.organization,
            ticket.mailbox,
            ticket.language,
            snoozed_until(ticket.snooze),
            ticket.spam,
            ticket.trashed_at,
            ticket.place(),
            &ticket.preview,
            ticket.messages,
            ticket.updated_at,
            ticket.received_at,
            ticket.first_replied_at,
            ticket.replied_at,
            ticket.solved_at,
            ticket.merged_into,
            ticket.deadline,
            ticket.topic,
            referrals_json(ticket)?
        ],
    )?;
    if changed != 1 || before.version != ticket.version {
        return Err(Error::Conflict);
    }
    if before.tags != ticket.tags {
        tx.conn.execute("DELETE FROM ticket_tags WHERE ticket_id = $1", values![ticket.id])?;
        add_tags(tx, ticket.id, &ticket.tags)?;
    }
    if before.referrals != ticket.referrals || (!ticket.referrals.is_empty() && before.place() != ticket.place()) {
        referrals::renew(tx, ticket)?;
    }
    if before.place() != ticket.place() {
        orders::moved(tx, ticket)?;
    }
    tx.moved(before.cells(), ticket.cells());
    ticket.version += 1;
    Ok(())
}

/// Snoozed tickets whose moment has come.
pub fn to_wake(read: &mut Read, now: Moment, limit: usize) -> Result<Vec<TicketNumber>, Fault> {
    read.conn.all(
        "SELECT number FROM tickets WHERE snoozed_until > 0 AND snoozed_until <= $1 AND merged_into IS NULL ORDER BY snoozed_until LIMIT $2",
        values![now, limit],
        |row| row.get(0),
    )
}

/// Tickets whose own due date has come and of which this has not been said yet, the oldest first.
pub fn deadlines_come(read: &mut Read, now: Moment, limit: usize) -> Result<Vec<TicketNumber>, Fault> {
    read.conn.all(
        "SELECT number FROM tickets WHERE deadline > deadline_told AND deadline <= $1 ORDER BY deadline LIMIT $2",
        values![now, limit],
        |row| row.get(0),
    )
}

/// It has been said of the due date that it has by now, if that has come.
pub fn tell_deadline(tx: &mut Tx, number: TicketNumber) -> Result<(), Fault> {
    let now = tx.now();
    let sql = "UPDATE tickets SET deadline_told = deadline WHERE number = $1 AND deadline <= $2";
    tx.conn.execute(sql, values![number, now]).map(drop)
}

/// Tickets that were solved before a moment and have stayed so.
pub fn to_close(read: &mut Read, before: Moment, limit: usize) -> Result<Vec<TicketNumber>, Fault> {
    read.conn.all(
        "SELECT number FROM tickets WHERE category = 'solved' AND solved_at <= $1 AND trashed_at IS NULL AND merged_into IS NULL ORDER BY solved_at LIMIT $2",
        values![before, limit],
        |row| row.get(0),
    )
}

/// What a person asked, changed after a moment: the newest first.
pub fn asked_since(read: &mut Read, requester: PersonId, after: Moment, limit: usize) -> Result<Vec<Ticket>, Fault> {
    read.conn.all(
        &format!(
            "SELECT {COLUMNS} FROM tickets t WHERE t.requester_id = $1 AND t.updated_at >= $2
             ORDER BY t.updated_at DESC, t.id DESC LIMIT $3"
        ),
        values![requester, after, limit],
        ticket,
    )
}

fn add_tags(tx: &mut Tx, ticket: TicketId, tags: &[TagId]) -> Result<(), Fault> {
    for tag in tags {
        tx.conn.execute("INSERT INTO ticket_tags (tag_id, ticket_id) VALUES ($1, $2)", values![*tag, ticket])?;
    }
    Ok(())
}

fn tags_json(ticket: &Ticket) -> String {
    let ids: Vec<String> = ticket.tags.iter().map(ToString::to_string).collect();
    format!("[{}]", ids.join(","))
}

fn referrals_json(ticket: &Ticket) -> Result<String, Fault> {
    serde_json::to_string(&ticket.referrals).map_err(Fault::new)
}

fn snoozed_until(snooze: Snooze) -> Option<i64> {
    match snooze {
        Snooze::Awake => None,
        Snooze::UntilReply => Some(0),
        Snooze::Until(moment) => Some(moment.0),
    }
}

pub(crate) fn ticket(row: &Row) -> Result<Ticket, Fault> {
    let snooze = match row.get::<Option<i64>>(16)? {
        None => Snooze::Awake,
        Some(0) => Snooze::UntilReply,
        Some(until) => Snooze::Until(Moment(until)),
    };
    Ok(Ticket {
        id: row.get(0)?,
        number: row.get(1)?,
        subject: row.get(2)?,
        status: row.get(3)?,
        category: row.get(4)?,
        priority: row.get(5)?,
        kind: row.get(6)?,
        tags: serde_json::from_str(&row.get::<String>(7)?).map_err(Fault::new)?,
        team: row.get(8)?,
        assignee: row.get(9)?,
        requester: row.get(10)?,
        organization: row.get(11)?,
        brand: row.get(12)?,
        mailbox: row.get(13)?,
        origin: row.get(14)?,
        language: row.get(15)?,
        snooze,
        spam: row.get(17)?,
        trashed_at: row.get(18)?,
        follow_up_of: row.get(19)?,
        preview: row.get(20)?,
        messages: row.get(21)?,
        created_at: row.get(22)?,
        updated_at: row.get(23)?,
        received_at: row.get(24)?,
        first_replied_at: row.get(25)?,
        replied_at: row.get(26)?,
        solved_at: row.get(27)?,
        version: row.get(28)?,
        merged_into: row.get(29)?,
        deadline: row.get(30)?,
        topic: row.get(31)?,
        due_at: row.get(32)?,
        sla: row.get(33)?,
        approval: row.get(34)?,
        delivery: row.get(35)?,
        rating: row.get(36)?,
        rated_at: row.get(37)?,
        referrals: serde_json::from_str(&row.get::<String>(38)?).map_err(Fault::new)?,
    })
}
