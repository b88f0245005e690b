//! Letters on their way: claimed with a lease, handed over, settled. Who holds a letter says which try it is; a holder
//! whose lease went to somebody else changes nothing any more.

use super::letters;
use crate::leases::LONGEST;
use crate::{Read, Tx, values};
use base::{Email, Moment};
use desk::Fault;
use desk::channel::{Attempt, Delivery, Letter, LetterId, LetterState, MailboxId, PATIENCE};
use desk::people::PersonId;
use desk::ticket::TicketId;
use std::time::Duration;

/// Mailboxes with letters that somebody should take: their moment has come, or their holder is gone. None among them:
/// letters of a desk without mailboxes.
pub fn calling(read: &mut Read) -> Result<Vec<Option<MailboxId>>, Fault> {
    let now = read.now();
    read.conn.all(
        &on_its_way(
            "SELECT m.id FROM (SELECT id FROM mailboxes UNION ALL SELECT 0) AS m
             WHERE EXISTS (SELECT 1 FROM letters WHERE {on_its_way} AND COALESCE(mailbox_id, 0) = m.id AND due_at <= $1
                           AND (state <> 'sending' OR leased_until < $1 OR leased_until > $2))",
        ),
        values![now, now.plus(LONGEST)],
        |row| Ok(Some(row.get(0)?).filter(|id| *id != MailboxId(0))),
    )
}

/// Takes up to `limit` letters whose moment has come, for as long as the lease.
pub fn claim(tx: &mut Tx, holder: &str, lease: Duration, limit: usize) -> Result<Vec<Letter>, Fault> {
    let now = tx.now();
    let mut ids: Vec<LetterId> = tx.conn.all(
        &on_its_way("UPDATE letters SET state = 'sending', holder = $1, leased_until = $2, begun = FALSE, attempts = attempts + 1,
             give_up_at = COALESCE(give_up_at, $5)
         WHERE id IN (SELECT id FROM letters
                      WHERE {on_its_way} AND state <> 'sending' AND due_at <= $3
                      ORDER BY due_at, id LIMIT $4 {skip_locked})
         RETURNING id"),
        values![holder, now.plus(lease), now, limit, now.plus(PATIENCE)],
        |row| row.get(0),
    )?;
    ids.sort();
    loaded(tx, ids)
}

/// The same of one mailbox, or of none.
pub fn claim_of(
    tx: &mut Tx,
    mailbox: Option<MailboxId>,
    holder: &str,
    lease: Duration,
    limit: usize,
) -> Result<Vec<Letter>, Fault> {
    let now = tx.now();
    let mut ids: Vec<LetterId> = tx.conn.all(
        &on_its_way("UPDATE letters SET state = 'sending', holder = $1, leased_until = $2, begun = FALSE, attempts = attempts + 1,
             give_up_at = COALESCE(give_up_at, $5)
         WHERE id IN (SELECT id FROM letters
                      WHERE {on_its_way} AND COALESCE(mailbox_id, 0) = $6 AND state <> 'sending' AND due_at <= $3
                      ORDER BY due_at, id LIMIT $4 {skip_locked})
         RETURNING id"),
        values![holder, now.plus(lease), now, limit, now.plus(PATIENCE), mailbox.unwrap_or(MailboxId(0))],
        |row| row.get(0),
    )?;
    ids.sort();
    loaded(tx, ids)
}

/// Letters whose holder is gone, and whether it may have begun to hand them over.
pub fn abandoned(tx: &mut Tx, limit: usize) -> Result<Vec<(LetterId, bool)>, Fault> {
    let now = tx.now();
    tx.conn.all(
        &on_its_way(
            "SELECT id, begun FROM letters WHERE {on_its_way} AND state = 'sending' AND (leased_until < $1 OR leased_until > $3)
             ORDER BY due_at, id LIMIT $2 {skip_locked}",
        ),
        values![now, limit, now.plus(LONGEST)],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// From now on the server may have the letter. False: it is somebody else's, and must not be handed over.
pub fn begin(tx: &mut Tx, attempt: &Attempt) -> Result<bool, Fault> {
    let now = tx.now();
    let changed = tx.conn.execute(
        "UPDATE letters SET begun = TRUE
         WHERE id = $1 AND holder = $2 AND attempts = $3 AND state = 'sending' AND leased_until >= $4",
        values![attempt.letter, &attempt.holder, attempt.number, now],
    )?;
    Ok(changed == 1)
}

/// Prolongs the leases of those that are still being sent.
pub fn keep(tx: &mut Tx, holder: &str, lease: Duration) -> Result<u64, Fault> {
    let now = tx.now();
    tx.conn.execute(
        &on_its_way(
            "UPDATE letters SET leased_until = $2 WHERE {on_its_way} AND state = 'sending' AND holder = $1 AND leased_until >= $3",
        ),
        values![holder, now.plus(lease), now],
    )
}

/// What a holder has not begun with is up again at once, and did not count as a try.
pub fn hand_back(tx: &mut Tx, holder: &str) -> Result<u64, Fault> {
    tx.conn.execute(
        &on_its_way(
            "UPDATE letters SET state = 'queued', attempts = attempts - 1, holder = NULL, leased_until = NULL
             WHERE {on_its_way} AND state = 'sending' AND holder = $1 AND NOT begun",
        ),
        values![holder],
    )
}

/// The letter of a try that may still say what became of it, and whether somebody still waits for it. None: somebody
/// else has it. Held until the end.
pub fn held(tx: &mut Tx, attempt: &Attempt) -> Result<Option<(Letter, bool)>, Fault> {
    let give_up_at = tx.conn.first(
        "SELECT give_up_at FROM letters
         WHERE id = $1 AND holder = $2 AND attempts = $3 AND state IN ('sending', 'uncertain') {for_update}",
        values![attempt.letter, &attempt.holder, attempt.number],
        |row| row.get::<Option<Moment>>(0),
    )?;
    let Some(give_up_at) = give_up_at else { return Ok(None) };
    let patient = give_up_at.is_none_or(|at| tx.now() < at);
    Ok(letters::load(tx, attempt.letter)?.map(|letter| (letter, patient)))
}

/// A letter, held until the end.
pub fn hold(tx: &mut Tx, id: LetterId) -> Result<Option<Letter>, Fault> {
    tx.conn.first("SELECT id FROM letters WHERE id = $1 {for_update}", values![id], |_| Ok(()))?;
    letters::load(tx, id)
}

/// Saves how a letter stands. A letter that is no longer being sent keeps its holder's name: a late answer may still
/// come, and is known by it.
pub fn save(tx: &mut Tx, letter: &Letter) -> Result<(), Fault> {
    tx.conn.execute(
        "UPDATE letters SET state = $2, due_at = $3, attempts = $4, error = $5, sent_at = $6, details = $7, begun = FALSE,
             leased_until = NULL
         WHERE id = $1",
        values![letter.id, letter.state, letter.due_at, letter.attempts, &letter.error, letter.sent_at, &letter.details],
    )?;
    letter.deliveries.iter().try_for_each(|delivery| save_delivery(tx, letter.id, delivery))?;
    letters::tell_ticket(tx, letter.ticket, letter.message)
}

/// Saves who has got it, and that nothing is begun for the others; it stays its holder's.
pub fn go_on(tx: &mut Tx, letter: &Letter) -> Result<(), Fault> {
    tx.conn.execute("UPDATE letters SET begun = FALSE WHERE id = $1", values![letter.id])?;
    letter.deliveries.iter().try_for_each(|delivery| save_delivery(tx, letter.id, delivery))
}

/// It is waited for anew.
pub fn be_patient(tx: &mut Tx, id: LetterId) -> Result<(), Fault> {
    tx.conn.execute("UPDATE letters SET give_up_at = NULL WHERE id = $1", values![id]).map(drop)
}

fn save_delivery(tx: &mut Tx, letter: LetterId, delivery: &Delivery) -> Result<(), Fault> {
    tx.conn
        .execute(
            "UPDATE deliveries SET state = $3, detail = $4 WHERE letter_id = $1 AND canonical = $2",
            values![letter, delivery.address.canonical(), delivery.state, &delivery.detail],
        )
        .map(drop)
}

/// It came back from one of those who had got it.
pub fn came_back(tx: &mut Tx, letter: &Letter, delivery: &Delivery) -> Result<(), Fault> {
    save_delivery(tx, letter.id, delivery)?;
    letters::tell_ticket(tx, letter.ticket, letter.message)
}

/// Somebody else gets it instead.
pub fn redirect(tx: &mut Tx, letter: LetterId, from: &Email, to: &Email) -> Result<(), Fault> {
    tx.conn
        .execute(
            "UPDATE deliveries SET canonical = $3, address = $4, state = 'waiting', detail = ''
             WHERE letter_id = $1 AND canonical = $2",
            values![letter, from.canonical(), to.canonical(), to],
        )
        .map(drop)
}

pub fn by_message_id(read: &mut Read, message_id: &str) -> Result<Option<Letter>, Fault> {
    let id = read.conn.first("SELECT id FROM letters WHERE message_id = $1", values![message_id], |row| row.get(0))?;
    id.map_or(Ok(None), |id| letters::load(read, id))
}

/// We have written to this address on this ticket, other than as to an agent.
pub fn wrote_to(read: &mut Read, ticket: TicketId, address: &Email) -> Result<bool, Fault> {
    let found = read.conn.first(
        "SELECT 1 FROM letters l JOIN deliveries d ON d.letter_id = l.id
         WHERE l.ticket_id = $1 AND d.canonical = $2 AND l.state <> 'cancelled'
           AND l.kind NOT IN ('notice', 'kept') LIMIT 1",
        values![ticket, address.canonical()],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Nothing ever went to this address of somebody: what was written was taken back, and no ticket leads to them.
pub fn took_back_all(read: &mut Read, person: PersonId, address: &Email) -> Result<bool, Fault> {
    let found = read.conn.first(
        "SELECT 1 FROM deliveries d JOIN letters l ON l.id = d.letter_id
         WHERE d.canonical = $1 AND l.state = 'cancelled'
           AND NOT EXISTS (SELECT 1 FROM deliveries o JOIN letters x ON x.id = o.letter_id
                           WHERE o.canonical = $1 AND x.state <> 'cancelled')
           AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.requester_id = $2)
           AND NOT EXISTS (SELECT 1 FROM participants c WHERE c.person_id = $2) LIMIT 1",
        values![address.canonical(), person],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// How many letters of these kinds an address got after a moment, among its thousand newest.
pub fn count_since(read: &mut Read, address: &Email, kinds: &[&str], after: Moment) -> Result<i64, Fault> {
    let kinds: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
    let count = read.conn.first(
        &format!(
            "SELECT COUNT(*) FROM (SELECT letter_id FROM deliveries WHERE canonical = $1 ORDER BY letter_id DESC LIMIT 1000) d
             JOIN letters l ON l.id = d.letter_id WHERE l.created_at > $2 AND l.kind IN ({})",
            kinds.join(", ")
        ),
        values![address.canonical(), after],
        |row| row.get(0),
    )?;
    Ok(count.unwrap_or_default())
}

/// Those in a state, the newest first, before an id.
pub fn in_state(read: &mut Read, state: LetterState, before: LetterId, limit: usize) -> Result<Vec<Letter>, Fault> {
    let ids: Vec<LetterId> = read.conn.all(
        "SELECT id FROM letters WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        values![state, before, limit],
        |row| row.get(0),
    )?;
    loaded(read, ids)
}

fn loaded(read: &mut Read, ids: Vec<LetterId>) -> Result<Vec<Letter>, Fault> {
    let found = ids.into_iter().map(|id| letters::load(read, id)).collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// How many letters are in each state that wants something of somebody. Those that are over are not counted: there is no
/// end of them.
pub fn counts(read: &mut Read) -> Result<Vec<(LetterState, i64)>, Fault> {
    read.conn.all(
        "SELECT state, COUNT(*) FROM letters WHERE state IN ('awaiting', 'held', 'queued', 'sending', 'failed', 'uncertain')
         GROUP BY state ORDER BY state",
        &[],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// When the next letter is due.
pub fn next_due(read: &mut Read) -> Result<Option<Moment>, Fault> {
    let due = read.conn.first(
        &on_its_way("SELECT due_at FROM letters WHERE {on_its_way} AND state <> 'sending' ORDER BY due_at, id LIMIT 1"),
        &[],
        |row| row.get(0),
    )?;
    Ok(due)
}

/// Since when the letter of a mailbox that has waited longest should have left: since its first try, where there was one.
pub fn waits_since(read: &mut Read, mailbox: MailboxId) -> Result<Option<Moment>, Fault> {
    let (now, patience) = (read.now(), PATIENCE.as_millis() as i64);
    let found = read.conn.first(
        &on_its_way(
            "SELECT MIN(COALESCE(give_up_at - $3, due_at)) FROM letters
             WHERE {on_its_way} AND COALESCE(mailbox_id, 0) = $1 AND (due_at <= $2 OR attempts > 0)",
        ),
        values![mailbox, now, patience],
        |row| row.get::<Option<Moment>>(0),
    )?;
    Ok(found.flatten())
}

/// The condition of the index of letters on their way, word for word, because SQLite takes the index for no other.
fn on_its_way(sql: &str) -> String {
    sql.replace("{on_its_way}", "state IN ('held', 'queued', 'sending')")
}
