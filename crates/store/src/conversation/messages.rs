//! Messages and notes.

use crate::ticket::lists::within;
use crate::value::{Row, Value};
use crate::{Read, Tx, values};
use base::{Address, CleanHtml, Email, Moment};
use desk::conversation::{Message, MessageId, MessageKind, SideId};
use desk::people::PersonId;
use desk::ticket::{Spoken, TicketId, TicketNumber};
use desk::{Fault, Scope};
use serde::{Deserialize, Serialize};

const COLUMNS: &str = "id, ticket_id, kind, author_id, origin, at, subject, sender, recipients, text, html, new_text, \
     message_id, raw, automatic, public, taken_back, warnings, evidence, side_id";

#[derive(Default, Serialize, Deserialize)]
struct Recipients {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    to: Vec<Address>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    cc: Vec<Address>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    bcc: Vec<Address>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    reply_to: Vec<Address>,
}

/// The columns of [`row`].
pub(crate) const WRITTEN: &str = "ticket_id, kind, author_id, origin, at, subject, sender, recipients, text, html, new_text, \
     message_id, raw, automatic, public, taken_back, warnings, evidence, side_id";

/// `message.id` is ignored; the answer is the new one.
pub fn add(tx: &mut Tx, message: &Message) -> Result<MessageId, Fault> {
    let sql = format!(
        "INSERT INTO messages ({WRITTEN})
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) RETURNING id"
    );
    let id = tx.conn.first(&sql, &row(message)?, |row| row.get(0))?;
    id.ok_or_else(|| Fault::new("an inserted message gave no id"))
}

/// Everything that is written of a new message.
pub(crate) fn row(message: &Message) -> Result<Vec<Value<'_>>, Fault> {
    let (to, cc, bcc, reply_to) =
        (message.to.clone(), message.cc.clone(), message.bcc.clone(), message.reply_to.clone());
    let recipients = serde_json::to_string(&Recipients { to, cc, bcc, reply_to }).map_err(Fault::new)?;
    let sender = serde_json::to_string(&message.from).map_err(Fault::new)?;
    let warnings = serde_json::to_string(&message.warnings).map_err(Fault::new)?;
    let row = values![
        message.ticket,
        message.kind,
        message.author,
        message.origin,
        message.at,
        &message.subject,
        sender,
        recipients,
        &message.text,
        message.html.as_str(),
        &message.new_text,
        message.message_id.as_ref(),
        message.raw.as_ref(),
        message.automatic,
        message.public,
        message.taken_back,
        warnings,
        &message.evidence,
        message.side
    ];
    Ok(row.to_vec())
}

pub fn load(read: &mut Read, id: MessageId) -> Result<Option<Message>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM messages WHERE id = $1"), values![id], message)
}

/// Whose words these messages are; nobody's have none.
pub fn authors(read: &mut Read, ids: &[MessageId]) -> Result<Vec<(MessageId, PersonId)>, Fault> {
    let (places, values) = crate::ticket::people::padded(ids.iter().map(|id| id.0).collect());
    let sql = format!("SELECT id, author_id FROM messages WHERE id IN ({places}) AND author_id IS NOT NULL");
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// On which tickets within a scope these messages stand.
pub fn whereabouts(read: &mut Read, scope: &Scope, ids: &[MessageId]) -> Result<Vec<(MessageId, TicketNumber)>, Fault> {
    let Some(within) = within(scope) else { return Ok(Vec::new()) };
    let (places, values) = crate::ticket::people::padded(ids.iter().map(|id| id.0).collect());
    let sql = format!(
        "SELECT m.id, t.number FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE m.id IN ({places}) AND {within}"
    );
    read.conn.all(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// All of a ticket, oldest first.
pub fn of_ticket(read: &mut Read, ticket: TicketId) -> Result<Vec<Message>, Fault> {
    read.conn.all(&format!("SELECT {COLUMNS} FROM messages WHERE ticket_id = $1 ORDER BY id"), values![ticket], message)
}

/// When a message left, read from [`WITH_LETTERS`]: as it was written, unless it waited for a second person or, as the details
/// of its letter ([`desk::conversation::Dispatch`]) say, for its moment or because of a guard. NULL: it has not.
pub(crate) const LEFT: &str = "CASE WHEN l.id IS NULL THEN m.at WHEN l.state = 'awaiting' THEN NULL
     WHEN l.details LIKE '%\"scheduled\":true%' OR l.details LIKE '%\"held\":[%' THEN l.sent_at
     ELSE COALESCE(r.decided_at, m.at) END";

pub(crate) const WITH_LETTERS: &str =
    "messages m LEFT JOIN letters l ON l.message = m.id LEFT JOIN releases r ON r.letter_id = l.id";

/// All of a ticket, with when our answers left.
pub fn spoken(read: &mut Read, ticket: TicketId) -> Result<Spoken, Fault> {
    let messages = of_ticket(read, ticket)?;
    let sql = format!(
        "SELECT MIN({LEFT}), MAX({LEFT}) FROM {WITH_LETTERS}
         WHERE m.ticket_id = $1 AND m.kind = 'reply' AND m.side_id IS NULL AND NOT m.automatic AND NOT m.taken_back"
    );
    let answered = read
        .conn
        .first(&sql, values![ticket], |row| Ok(row.get::<Option<Moment>>(0)?.zip(row.get::<Option<Moment>>(1)?)))?;
    Ok(Spoken { messages, answered: answered.flatten() })
}

/// What anybody but its writer has said in the talk of a letter since it was written, the newest first: on the ticket, or in
/// its side conversation. What has not left was not said, and what left since is new.
pub fn said_since(read: &mut Read, letter: &Message, writer: PersonId, limit: usize) -> Result<Vec<Message>, Fault> {
    let sql = format!(
        "SELECT m.id FROM {WITH_LETTERS}
         WHERE m.ticket_id = $1 AND m.id <> $2 AND m.side_id IS NOT DISTINCT FROM $3 AND m.author_id IS DISTINCT FROM $4
             AND (m.kind IN ('incoming', 'reply') OR m.kind = 'forward' AND m.side_id IS NOT NULL)
             AND NOT m.automatic AND NOT m.taken_back AND {LEFT} IS NOT NULL
             AND (m.id > $2 OR l.id IS NOT NULL AND {LEFT} > $5) ORDER BY m.id DESC LIMIT $6"
    );
    let of = values![letter.ticket, letter.id, letter.side, writer, letter.at, limit];
    let found: Vec<MessageId> = read.conn.all(&sql, of, |row| row.get(0))?;
    let all = found.into_iter().map(|id| load(read, id)).collect::<Result<Vec<_>, _>>()?;
    Ok(all.into_iter().flatten().collect())
}

/// Those of these that nobody has received, because they wait or were taken back.
pub fn unsent(read: &mut Read, ids: &[MessageId]) -> Result<Vec<MessageId>, Fault> {
    let (places, values) = crate::ticket::people::padded(ids.iter().map(|id| id.0).collect());
    let sql = format!("SELECT m.id FROM {WITH_LETTERS} WHERE m.id IN ({places}) AND (m.taken_back OR {LEFT} IS NULL)");
    read.conn.all(&sql, &values, |row| row.get(0))
}

/// The newest of a ticket, at most `limit`, oldest first.
pub fn newest(read: &mut Read, ticket: TicketId, limit: usize) -> Result<Vec<Message>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE ticket_id = $1 ORDER BY id DESC LIMIT $2");
    let mut found = read.conn.all(&sql, values![ticket, limit], message)?;
    found.reverse();
    Ok(found)
}

/// The last of a ticket before one of them, at most `limit`, oldest first.
pub fn before(read: &mut Read, ticket: TicketId, before: MessageId, limit: usize) -> Result<Vec<Message>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE ticket_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
    let mut found = read.conn.all(&sql, values![ticket, before, limit], message)?;
    found.reverse();
    Ok(found)
}

/// How many of a ticket come before one of them.
pub fn count_before(read: &mut Read, ticket: TicketId, before: MessageId) -> Result<i64, Fault> {
    let sql = "SELECT COUNT(*) FROM messages WHERE ticket_id = $1 AND id < $2";
    Ok(read.conn.first(sql, values![ticket, before], |row| row.get(0))?.unwrap_or(0))
}

/// What a new letter of this ticket answers: the Message-IDs of what was said to or by the requester, oldest first.
pub fn ids_of_thread(read: &mut Read, ticket: TicketId) -> Result<Vec<String>, Fault> {
    read.conn.all(
        "SELECT message_id FROM messages WHERE ticket_id = $1 AND message_id IS NOT NULL AND public AND NOT taken_back
         ORDER BY id",
        values![ticket],
        |row| row.get(0),
    )
}

/// What a new letter of a side conversation answers, oldest first.
pub fn ids_of_side(read: &mut Read, side: SideId) -> Result<Vec<String>, Fault> {
    read.conn.all(
        "SELECT message_id FROM messages WHERE side_id = $1 AND message_id IS NOT NULL AND NOT taken_back ORDER BY id",
        values![side],
        |row| row.get(0),
    )
}

/// The newest of a side conversation that was not taken back: whom it was from and to is whom an answer goes to.
pub fn newest_of_side(read: &mut Read, side: SideId) -> Result<Option<Message>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM messages WHERE side_id = $1 AND NOT taken_back AND NOT automatic ORDER BY id DESC LIMIT 1"
    );
    read.conn.first(&sql, values![side], message)
}

/// The newest thing that was said in either direction: no note, no machine, not taken back, not beside the talk.
pub fn newest_said(read: &mut Read, ticket: TicketId) -> Result<Option<MessageId>, Fault> {
    read.conn.first(
        "SELECT id FROM messages WHERE ticket_id = $1 AND kind IN ('incoming', 'reply') AND NOT taken_back AND NOT automatic
             AND side_id IS NULL ORDER BY id DESC LIMIT 1",
        values![ticket],
        |row| row.get(0),
    )
}

/// The last that somebody outside said for all to read before this message.
pub fn said_before(read: &mut Read, ticket: TicketId, before: MessageId) -> Result<Option<Message>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM messages WHERE ticket_id = $1 AND id < $2 AND kind = 'incoming' AND public AND NOT automatic
         ORDER BY id DESC LIMIT 1"
    );
    read.conn.first(&sql, values![ticket, before], message)
}

/// What both sides said for all to read before this message, the newest first. What has not left was not said.
pub fn talk_before(read: &mut Read, ticket: TicketId, before: MessageId, limit: usize) -> Result<Vec<Message>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM messages WHERE ticket_id = $1 AND id < $2 AND kind IN ('incoming', 'reply') AND public
             AND NOT automatic AND NOT taken_back ORDER BY id DESC LIMIT $3"
    );
    let mut found = read.conn.all(&sql, values![ticket, before, limit], message)?;
    let ours = found.iter().filter(|message| message.kind == MessageKind::Reply);
    let ours: Vec<MessageId> = ours.map(|message| message.id).collect();
    if !ours.is_empty() {
        let unsent = unsent(read, &ours)?;
        found.retain(|message| !unsent.contains(&message.id));
    }
    Ok(found)
}

/// The forwards of a ticket that went to an address, oldest first, each with the side conversation it stands in.
pub fn forwards_to(
    read: &mut Read,
    ticket: TicketId,
    address: &Email,
) -> Result<Vec<(MessageId, Option<SideId>)>, Fault> {
    read.conn.all(
        "SELECT m.id, m.side_id FROM messages m WHERE m.ticket_id = $1 AND m.kind = 'forward' AND NOT m.taken_back
             AND EXISTS (SELECT 1 FROM letters l JOIN deliveries d ON d.letter_id = l.id
                         WHERE l.message = m.id AND d.canonical = $2) ORDER BY m.id",
        values![ticket, address.canonical()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// It stands in a side conversation from now on.
pub fn put_beside(tx: &mut Tx, id: MessageId, side: SideId) -> Result<(), Fault> {
    tx.conn.execute("UPDATE messages SET side_id = $2 WHERE id = $1", values![id, side]).map(drop)
}

/// It stands in the talk of its ticket again.
pub fn put_back(tx: &mut Tx, id: MessageId) -> Result<(), Fault> {
    tx.conn.execute("UPDATE messages SET side_id = NULL WHERE id = $1", values![id]).map(drop)
}

/// All that stands in a side conversation.
pub fn of_side(read: &mut Read, side: SideId) -> Result<Vec<MessageId>, Fault> {
    read.conn.all("SELECT id FROM messages WHERE side_id = $1 ORDER BY id", values![side], |row| row.get(0))
}

/// Messages of a ticket that have an original, after an id.
pub fn originals_of(read: &mut Read, ticket: TicketId, after: MessageId, limit: usize) -> Result<Vec<Message>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM messages WHERE ticket_id = $1 AND id > $2 AND raw IS NOT NULL ORDER BY id LIMIT $3"
    );
    read.conn.all(&sql, values![ticket, after, limit], message)
}

/// Messages said from one moment on and before another that have an original, after an id.
pub fn originals_between(
    read: &mut Read,
    (from, to): (Moment, Moment),
    after: MessageId,
    limit: usize,
) -> Result<Vec<Message>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM messages WHERE id > $3 AND at >= $1 AND at < $2 AND raw IS NOT NULL ORDER BY id LIMIT $4"
    );
    read.conn.all(&sql, values![from, to, after, limit], message)
}

/// What a message says, read anew.
pub fn rewrite(tx: &mut Tx, message: &Message) -> Result<(), Fault> {
    let warnings = serde_json::to_string(&message.warnings).map_err(Fault::new)?;
    tx.conn
        .execute(
            "UPDATE messages SET subject = $2, text = $3, html = $4, new_text = $5, warnings = $6 WHERE id = $1",
            values![message.id, &message.subject, &message.text, message.html.as_str(), &message.new_text, warnings],
        )
        .map(drop)
}

/// The message belongs to another ticket, whose requester may or may not see it; whom it calls is called there.
pub fn rehome(tx: &mut Tx, id: MessageId, ticket: TicketId, public: bool) -> Result<(), Fault> {
    tx.conn.execute("UPDATE messages SET ticket_id = $2, public = $3 WHERE id = $1", values![id, ticket, public])?;
    tx.conn.execute("UPDATE mentions SET ticket_id = $2 WHERE message_id = $1", values![id, ticket]).map(drop)
}

/// It was written in a mail program and came as this original.
pub fn came_by_mail(tx: &mut Tx, id: MessageId, raw: &base::Digest, evidence: &str) -> Result<(), Fault> {
    tx.conn
        .execute(
            "UPDATE messages SET origin = 'mail', raw = $2, evidence = $3 WHERE id = $1",
            values![id, raw, evidence],
        )
        .map(drop)
}

/// Whom it calls is called no more.
pub fn take_back(tx: &mut Tx, id: MessageId) -> Result<(), Fault> {
    tx.conn.execute("UPDATE messages SET taken_back = TRUE WHERE id = $1", values![id])?;
    tx.conn.execute("DELETE FROM mentions WHERE message_id = $1", values![id]).map(drop)
}

fn message(row: &Row) -> Result<Message, Fault> {
    let Recipients { to, cc, bcc, reply_to } = serde_json::from_str(&row.get::<String>(8)?).map_err(Fault::new)?;
    Ok(Message {
        id: row.get(0)?,
        ticket: row.get(1)?,
        kind: row.get(2)?,
        author: row.get(3)?,
        origin: row.get(4)?,
        at: row.get(5)?,
        subject: row.get(6)?,
        from: serde_json::from_str(&row.get::<String>(7)?).map_err(Fault::new)?,
        reply_to,
        to,
        cc,
        bcc,
        text: row.get(9)?,
        html: CleanHtml::trusted(row.get(10)?),
        new_text: row.get(11)?,
        message_id: row.get(12)?,
        raw: row.get(13)?,
        automatic: row.get(14)?,
        public: row.get(15)?,
        taken_back: row.get(16)?,
        warnings: serde_json::from_str(&row.get::<String>(17)?).map_err(Fault::new)?,
        evidence: row.get(18)?,
        side: row.get(19)?,
    })
}

/// Who wrote the reply that left last.
pub fn last_responder(read: &mut Read, ticket: TicketId) -> Result<Option<PersonId>, Fault> {
    last_author(read, "m.ticket_id = $1", ticket.0)
}

/// Who wrote the answer that left last, of those that are meant.
pub(crate) fn last_author(read: &mut Read, which: &str, id: i64) -> Result<Option<PersonId>, Fault> {
    let sql = format!(
        "SELECT m.author_id FROM {WITH_LETTERS}
         WHERE {which} AND m.kind = 'reply' AND NOT m.taken_back AND m.author_id IS NOT NULL AND {LEFT} IS NOT NULL
         ORDER BY {LEFT} DESC, m.id DESC LIMIT 1"
    );
    read.conn.first(&sql, values![id], |row| row.get(0))
}
