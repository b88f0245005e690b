//! Agents, their levels and their passwords' hashes.

use super::persons;
use crate::value::Row;
use crate::{Read, Tx, values};
use base::CleanHtml;
use desk::conversation::{NewAttachment, Signature};
use desk::people::{Agent, Person, PersonId, Shortcuts, TeamId};
use desk::{Done, Error, Fault, Level};
use std::collections::BTreeMap;

pub(crate) const COLUMNS: &str = "g.person_id, g.role, g.active, g.joined_at, g.signature, g.version";

pub fn load(read: &mut Read, person: PersonId) -> Result<Option<Agent>, Fault> {
    let found =
        read.conn.first(&format!("SELECT {COLUMNS} FROM agents g WHERE g.person_id = $1"), values![person], |row| {
            agent(row, 0)
        })?;
    let Some(mut agent) = found else { return Ok(None) };
    agent.levels = levels(read, person)?;
    Ok(Some(agent))
}

/// What stands beneath what they write; none: nothing.
pub fn signature(read: &mut Read, person: PersonId) -> Result<Option<Signature>, Fault> {
    let sql = "SELECT signature, signature_html, signature_pictures FROM agents
               WHERE person_id = $1 AND (signature <> '' OR signature_html <> '')";
    read.conn.first(sql, values![person], |row| {
        let (text, html) = (row.get(0)?, CleanHtml::trusted(row.get(1)?));
        Ok(Signature { text, html, pictures: pictures(&row.get::<String>(2)?)? })
    })
}

/// As they are kept.
pub(crate) fn pictures(kept: &str) -> Result<Vec<NewAttachment>, Fault> {
    serde_json::from_str(kept).map_err(Fault::new)
}

/// The form of a signature whose words were saved, with its pictures.
pub fn save_form(tx: &mut Tx, person: PersonId, signature: &Signature) -> Result<(), Fault> {
    let pictures = serde_json::to_string(&signature.pictures).map_err(Fault::new)?;
    let sql = "UPDATE agents SET signature_html = $2, signature_pictures = $3 WHERE person_id = $1";
    tx.conn.execute(sql, values![person, signature.html.as_str(), pictures]).map(drop)
}

/// Every agent there ever was, by name: a company's colleagues, not its customers.
pub fn all(read: &mut Read) -> Result<Vec<(Person, Agent)>, Fault> {
    let sql = format!(
        "SELECT {}, {COLUMNS} FROM agents g CROSS JOIN people p WHERE p.id = g.person_id ORDER BY p.folded, p.id",
        persons::COLUMNS
    );
    let mut agents = read.conn.all(&sql, &[], |row| Ok((persons::person(row)?, agent(row, 8)?)))?;
    let levels = read.conn.all("SELECT person_id, team_id, level FROM levels", &[], |row| {
        Ok((row.get::<PersonId>(0)?, row.get::<TeamId>(1)?, row.get::<Level>(2)?))
    })?;
    for (person, team, level) in levels {
        if let Some((_, agent)) = agents.iter_mut().find(|(_, agent)| agent.person == person) {
            agent.levels.insert(team, level);
        }
    }
    Ok(agents)
}

/// Who may be given tickets: the id and the name, or else the address, of every active agent who may answer, by name.
/// `CROSS JOIN` has SQLite begin with the few agents; otherwise it walks through all people for the sake of their order.
pub fn answering(read: &mut Read) -> Result<Vec<(PersonId, String)>, Fault> {
    read.conn.all(
        "SELECT p.id, CASE WHEN p.name <> '' THEN p.name ELSE COALESCE(
             (SELECT a.address FROM addresses a WHERE a.person_id = p.id ORDER BY a.position LIMIT 1), '') END
         FROM agents g CROSS JOIN people p
         WHERE p.id = g.person_id AND g.active AND g.role <> 'light' ORDER BY p.folded, p.id",
        &[],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Whether an address is that of an active agent.
pub fn of_address(read: &mut Read, address: &base::Email) -> Result<bool, Fault> {
    let found = read.conn.first(
        "SELECT 1 FROM addresses a JOIN agents g ON g.person_id = a.person_id WHERE a.canonical = $1 AND g.active",
        values![address.canonical()],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Makes a person an agent who has not joined yet. False when they are one already.
pub fn add(tx: &mut Tx, agent: &Agent) -> Result<bool, Fault> {
    let added = tx.conn.execute(
        "INSERT INTO agents (person_id, role, active, joined_at, signature) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person_id) DO NOTHING",
        values![agent.person, agent.role, agent.active, agent.joined_at, &agent.signature],
    )?;
    for (team, level) in &agent.levels {
        set_level(tx, agent.person, *team, *level)?;
    }
    Ok(added == 1)
}

/// Saves role, activity, joining and signature of exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, agent: &mut Agent) -> Done<()> {
    let changed = tx.conn.execute(
        "UPDATE agents SET role = $3, active = $4, joined_at = $5, signature = $6, version = version + 1
         WHERE person_id = $1 AND version = $2",
        values![agent.person, agent.version, agent.role, agent.active, agent.joined_at, &agent.signature],
    )?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    agent.version += 1;
    Ok(())
}

pub fn levels(read: &mut Read, person: PersonId) -> Result<BTreeMap<TeamId, Level>, Fault> {
    let levels = read.conn.all("SELECT team_id, level FROM levels WHERE person_id = $1", values![person], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(levels.into_iter().collect())
}

/// No level is no row.
pub fn set_level(tx: &mut Tx, person: PersonId, team: TeamId, level: Level) -> Result<(), Fault> {
    match level {
        Level::None => {
            tx.conn.execute("DELETE FROM levels WHERE person_id = $1 AND team_id = $2", values![person, team]).map(drop)
        }
        Level::Read | Level::Reply | Level::Full => tx
            .conn
            .execute(
                "INSERT INTO levels (person_id, team_id, level) VALUES ($1, $2, $3)
                 ON CONFLICT (person_id, team_id) DO UPDATE SET level = excluded.level",
                values![person, team, level],
            )
            .map(drop),
    }
}

/// Which keys they moved.
pub fn shortcuts(read: &mut Read, person: PersonId) -> Result<Shortcuts, Fault> {
    let sql = "SELECT shortcuts FROM agents WHERE person_id = $1";
    let written = read.conn.first(sql, values![person], |row| row.get::<String>(0))?;
    Ok(Shortcuts::read(&written.unwrap_or_default()))
}

pub fn set_shortcuts(tx: &mut Tx, person: PersonId, shortcuts: &Shortcuts) -> Result<(), Fault> {
    let sql = "UPDATE agents SET shortcuts = $2 WHERE person_id = $1";
    tx.conn.execute(sql, values![person, shortcuts.written()]).map(drop)
}

/// Whether numbers stand beside their queues.
pub fn sees_numbers(read: &mut Read, person: PersonId) -> Result<bool, Fault> {
    let sql = "SELECT numbers FROM agents WHERE person_id = $1";
    Ok(read.conn.first(sql, values![person], |row| row.get(0))?.unwrap_or(true))
}

pub fn set_numbers(tx: &mut Tx, person: PersonId, shown: bool) -> Result<(), Fault> {
    let sql = "UPDATE agents SET numbers = $2 WHERE person_id = $1";
    tx.conn.execute(sql, values![person, shown]).map(drop)
}

/// Those who want none.
pub fn without_numbers(read: &mut Read) -> Result<Vec<PersonId>, Fault> {
    read.conn.all("SELECT person_id FROM agents WHERE NOT numbers", &[], |row| row.get(0))
}

/// Whether their clock begins when they begin to write.
pub fn clock_begins(read: &mut Read, person: PersonId) -> Result<bool, Fault> {
    let sql = "SELECT clock_begins FROM agents WHERE person_id = $1";
    Ok(read.conn.first(sql, values![person], |row| row.get(0))?.unwrap_or(false))
}

pub fn set_clock_begins(tx: &mut Tx, person: PersonId, begins: bool) -> Result<(), Fault> {
    let sql = "UPDATE agents SET clock_begins = $2 WHERE person_id = $1";
    tx.conn.execute(sql, values![person, begins]).map(drop)
}

/// The PHC string of a password, where one was chosen.
pub fn password_hash(read: &mut Read, person: PersonId) -> Result<Option<String>, Fault> {
    let hash =
        read.conn.first("SELECT password_hash FROM agents WHERE person_id = $1", values![person], |row| row.get(0))?;
    Ok(hash.flatten())
}

pub fn set_password_hash(tx: &mut Tx, person: PersonId, hash: &str) -> Result<(), Fault> {
    tx.conn.execute("UPDATE agents SET password_hash = $2 WHERE person_id = $1", values![person, hash]).map(drop)
}

/// Who can administer now. On PostgreSQL their rows stay locked, so that two cannot remove each other at once.
pub fn administrators(tx: &mut Tx) -> Result<Vec<PersonId>, Fault> {
    tx.conn.all(
        "SELECT person_id FROM agents WHERE role = 'administrator' AND active AND password_hash IS NOT NULL
         ORDER BY person_id {for_update}",
        &[],
        |row| row.get(0),
    )
}

/// Reads [`COLUMNS`] from column `from` on; levels are read apart.
pub(crate) fn agent(row: &Row, from: usize) -> Result<Agent, Fault> {
    Ok(Agent {
        person: row.get(from)?,
        role: row.get(from + 1)?,
        active: row.get(from + 2)?,
        joined_at: row.get(from + 3)?,
        levels: BTreeMap::new(),
        signature: row.get(from + 4)?,
        version: row.get(from + 5)?,
    })
}
