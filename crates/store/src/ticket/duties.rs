//! Which channels agents take at the moment, and how much effort they have in hand.

use super::people::padded;
use crate::kept::kept;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::people::PersonId;
use desk::ticket::{Duties, Duty, Effort, Kind, Origin, Priority, Via};
use std::collections::BTreeMap;
use std::sync::Arc;

const ALL: &str = "all";

/// Of everybody who does not simply take everything.
pub fn all(read: &mut Read) -> Result<Arc<BTreeMap<PersonId, Duties>>, Fault> {
    kept(read, "duties", |read| {
        let sql = "SELECT person_id, via, paused, locked, most FROM agent_duties ORDER BY person_id, via";
        let rows = read.conn.all(sql, &[], |row| {
            let duty = Duty { paused: row.get(2)?, locked: row.get(3)?, most: row.get(4)? };
            Ok((row.get::<PersonId>(0)?, row.get::<String>(1)?, duty))
        })?;
        let mut all: BTreeMap<PersonId, Duties> = BTreeMap::new();
        for (person, via, duty) in rows {
            let own = all.entry(person).or_default();
            match Via::named(&via) {
                Some(via) => drop(own.vias.insert(via, duty)),
                None => own.most = duty.most,
            }
        }
        Ok(all)
    })
}

pub fn set(tx: &mut Tx, person: PersonId, duties: &Duties) -> Result<(), Fault> {
    tx.sets_up();
    tx.conn.execute("DELETE FROM agent_duties WHERE person_id = $1", values![person])?;
    let all = (duties.most > 0).then_some((ALL, Duty { most: duties.most, ..Duty::default() }));
    let own = duties.vias.iter().filter(|(_, duty)| **duty != Duty::default());
    for (via, duty) in all.into_iter().chain(own.map(|(via, duty)| (via.name(), *duty))) {
        tx.conn.execute(
            "INSERT INTO agent_duties (person_id, via, paused, locked, most) VALUES ($1, $2, $3, $4, $5)",
            values![person, via, duty.paused, duty.locked, duty.most],
        )?;
    }
    Ok(())
}

/// Effort of the open tickets that each of these agents has: all of it, and by channel.
pub fn in_hand(
    read: &mut Read,
    people: &[PersonId],
    effort: &Effort,
) -> Result<BTreeMap<PersonId, BTreeMap<Via, i64>>, Fault> {
    let (places, values) = padded(people.iter().map(|id| id.0).collect());
    let sql = format!(
        "SELECT t.assignee_id, t.origin, t.kind, t.priority, COUNT(*) FROM tickets t
         WHERE t.place = 'open' AND t.assignee_id IN ({places}) GROUP BY t.assignee_id, t.origin, t.kind, t.priority"
    );
    let rows = read.conn.all(&sql, &values, |row| {
        let (origin, kind, priority): (Origin, Kind, Priority) = (row.get(1)?, row.get(2)?, row.get(3)?);
        Ok((row.get::<PersonId>(0)?, Via::of(origin), effort.of(kind, priority) * row.get::<i64>(4)?))
    })?;
    let mut found: BTreeMap<PersonId, BTreeMap<Via, i64>> = BTreeMap::new();
    for (person, via, points) in rows {
        *found.entry(person).or_default().entry(via).or_default() += points;
    }
    Ok(found)
}
