//! Tickets that lie in another one, and what moves between the two.

use crate::conversation::{drafts, side_drafts, versions};
use crate::{Read, Tx, values};
use desk::Fault;
use desk::conversation::{CarriedDrafts, Draft, MessageId, SidePlace};
use desk::ticket::{TicketId, TicketNumber};

/// Every ticket that went into this one, straight or by way of another.
pub fn sources(read: &mut Read, ticket: TicketId) -> Result<Vec<(TicketId, TicketNumber)>, Fault> {
    read.conn.all(
        "WITH RECURSIVE merged (id, number) AS (
             SELECT id, number FROM tickets WHERE merged_into = $1
             UNION SELECT t.id, t.number FROM tickets t JOIN merged m ON t.merged_into = m.id)
         SELECT id, number FROM merged ORDER BY id",
        values![ticket],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Everything said on one ticket stands on another, with its letters. The answer names what went.
pub fn carry_all(tx: &mut Tx, from: TicketId, to: TicketId) -> Result<Vec<MessageId>, Fault> {
    let said =
        tx.conn.all("SELECT id FROM messages WHERE ticket_id = $1 ORDER BY id", values![from], |row| row.get(0))?;
    tx.conn.execute("UPDATE messages SET ticket_id = $2 WHERE ticket_id = $1", values![from, to])?;
    tx.conn
        .execute("UPDATE letters SET ticket_id = $2 WHERE ticket_id = $1 AND message IS NOT NULL", values![from, to])?;
    tx.conn.execute("UPDATE sides SET ticket_id = $2 WHERE ticket_id = $1", values![from, to])?;
    Ok(said)
}

/// Drafts with what they were before. Whoever has begun something on both finds the other one among what they wrote before;
/// what was said about that stays where it was.
pub fn carry_drafts(tx: &mut Tx, from: TicketId, to: TicketId) -> Result<CarriedDrafts, Fault> {
    let versions =
        tx.conn.all("SELECT id FROM draft_versions WHERE ticket_id = $1", values![from], |row| row.get(0))?;
    tx.conn.execute("UPDATE draft_versions SET ticket_id = $2 WHERE ticket_id = $1", values![from, to])?;
    let mut carried = CarriedDrafts { versions, ..CarriedDrafts::default() };
    for draft in drafts::of_ticket(tx, from)?.into_iter().filter(|draft| !draft.is_empty()) {
        if drafts::load(tx, to, draft.person)?.is_none_or(|there| there.is_empty()) {
            // What was left empty stands in nobody's way.
            drafts::leave(tx, to, draft.person)?;
            drafts::carry(tx, draft.person, from, to)?;
            carried.begun.push((draft.person, draft.revision));
        } else {
            carried.second.push(versions::add(tx, &Draft { ticket: to, ..draft.clone() })?);
            drafts::leave(tx, from, draft.person)?;
        }
    }
    // Whoever has begun a side conversation on both keeps both: the one here, and the other where it was.
    for (person, revision) in side_drafts::beginning(tx, from)? {
        if side_drafts::load(tx, person, SidePlace::New(to))?.is_none() {
            side_drafts::carry(tx, person, from, to)?;
            carried.sides.push((person, revision));
        }
    }
    Ok(carried)
}

/// They go back, as far as they are still there and nothing stands in their place.
pub fn carry_drafts_back(tx: &mut Tx, carried: &CarriedDrafts, from: TicketId, to: TicketId) -> Result<(), Fault> {
    for (person, revision) in &carried.begun {
        let still = drafts::load(tx, from, *person)?.is_some_and(|draft| draft.revision >= *revision);
        if still && drafts::load(tx, to, *person)?.is_none() {
            drafts::carry(tx, *person, from, to)?;
        }
    }
    for (person, revision) in &carried.sides {
        let begun = side_drafts::load(tx, *person, SidePlace::New(from))?;
        let still = begun.is_some_and(|draft| draft.revision >= *revision);
        if still && side_drafts::load(tx, *person, SidePlace::New(to))?.is_none() {
            side_drafts::carry(tx, *person, from, to)?;
        }
    }
    for id in &carried.second {
        let Some((person, version)) = versions::on(tx, from, *id)? else { continue };
        if drafts::load(tx, to, person)?.is_none() {
            let at = version.at;
            drafts::save(tx, &version.again(Draft::empty(to, person, at), at))?;
            versions::remove(tx, *id)?;
        }
    }
    for id in &carried.versions {
        let back = values![*id, from, to];
        tx.conn.execute("UPDATE draft_versions SET ticket_id = $3 WHERE id = $1 AND ticket_id = $2", back)?;
    }
    Ok(())
}

/// These messages back, as far as they are still there.
pub fn carry_back(tx: &mut Tx, messages: &[MessageId], from: TicketId, to: TicketId) -> Result<(), Fault> {
    for message in messages {
        let back = values![*message, from, to];
        let moved = tx.conn.execute("UPDATE messages SET ticket_id = $3 WHERE id = $1 AND ticket_id = $2", back)?;
        if moved == 1 {
            tx.conn.execute("UPDATE letters SET ticket_id = $3 WHERE message = $1 AND ticket_id = $2", back)?;
            tx.conn.execute(
                "UPDATE sides SET ticket_id = $3
                 WHERE id = (SELECT side_id FROM messages WHERE id = $1) AND ticket_id = $2",
                back,
            )?;
        }
    }
    Ok(())
}
