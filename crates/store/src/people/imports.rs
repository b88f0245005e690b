//! Tables of people that are taken in pieces, and what became of each piece.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::people::{Cut, Holds, PeopleImport, PeopleImportId, PeopleImportState, PersonId};

const COLUMNS: &str = "id, person_id, state, head, between_cells, meant, row_count, piece_count, at";

/// Some lines of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub place: i64,
    /// The number that its first line has in the file.
    pub first: usize,
    pub lines: String,
    /// Lines that mean whom an earlier one means, as JSON.
    pub repeated: String,
    /// What became of it, or would, as JSON; empty: its turn has not come.
    pub outcome: String,
}

pub fn add(tx: &mut Tx, person: PersonId, cut: &Cut, columns: &[Holds]) -> Result<PeopleImport, Fault> {
    let import = PeopleImport {
        id: PeopleImportId(0),
        person,
        state: PeopleImportState::Brought,
        head: cut.head.clone(),
        between: cut.between,
        columns: columns.to_vec(),
        rows: cut.rows as i64,
        pieces: cut.pieces.len() as i64,
        at: tx.now(),
    };
    let id: Option<PeopleImportId> = tx.conn.first(
        "INSERT INTO people_imports (person_id, state, head, between_cells, meant, row_count, piece_count, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        values![
            import.person,
            import.state,
            &import.head,
            import.between.to_string(),
            Holds::written(columns),
            import.rows,
            import.pieces,
            import.at
        ],
        |row| row.get(0),
    )?;
    let id = id.ok_or_else(|| Fault::new("an inserted import gave no id"))?;
    let sql = "INSERT INTO people_import_pieces (import_id, place, first_line, lines) VALUES ($1, $2, $3, $4)";
    for (place, (first, lines)) in cut.pieces.iter().enumerate() {
        tx.conn.execute(sql, values![id, place, *first, lines])?;
    }
    Ok(PeopleImport { id, ..import })
}

pub fn load(read: &mut Read, id: PeopleImportId) -> Result<Option<PeopleImport>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM people_imports WHERE id = $1"), values![id], import)
}

/// The same, and nobody else changes it until the transaction ends.
pub fn hold(tx: &mut Tx, id: PeopleImportId) -> Result<Option<PeopleImport>, Fault> {
    tx.conn.first(&format!("SELECT {COLUMNS} FROM people_imports WHERE id = $1 {{for_update}}"), values![id], import)
}

/// Those of one person, the newest first.
pub fn of_person(read: &mut Read, person: PersonId) -> Result<Vec<PeopleImport>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM people_imports WHERE person_id = $1 ORDER BY id DESC");
    read.conn.all(&sql, values![person], import)
}

pub fn save(tx: &mut Tx, import: &PeopleImport) -> Result<(), Fault> {
    let sql = "UPDATE people_imports SET state = $2, meant = $3 WHERE id = $1";
    tx.conn.execute(sql, values![import.id, import.state, Holds::written(&import.columns)]).map(drop)
}

/// All its pieces wait for their turn once more.
pub fn begin_anew(tx: &mut Tx, id: PeopleImportId) -> Result<(), Fault> {
    let sql = "UPDATE people_import_pieces SET outcome = '', repeated = '[]' WHERE import_id = $1
               AND (outcome <> '' OR repeated <> '[]')";
    tx.conn.execute(sql, values![id]).map(drop)
}

pub fn repeats(tx: &mut Tx, id: PeopleImportId, place: i64, repeated: &str) -> Result<(), Fault> {
    let sql = "UPDATE people_import_pieces SET repeated = $3 WHERE import_id = $1 AND place = $2";
    tx.conn.execute(sql, values![id, place, repeated]).map(drop)
}

pub fn settle(tx: &mut Tx, id: PeopleImportId, place: i64, outcome: &str) -> Result<(), Fault> {
    let sql = "UPDATE people_import_pieces SET outcome = $3 WHERE import_id = $1 AND place = $2";
    tx.conn.execute(sql, values![id, place, outcome]).map(drop)
}

/// The pieces from one on.
pub fn pieces(read: &mut Read, id: PeopleImportId, from: i64, limit: usize) -> Result<Vec<Piece>, Fault> {
    let sql = "SELECT place, first_line, lines, repeated, outcome FROM people_import_pieces
               WHERE import_id = $1 AND place >= $2 ORDER BY place LIMIT $3";
    read.conn.all(sql, values![id, from, limit], piece)
}

/// The first whose turn has not come.
pub fn next(read: &mut Read, id: PeopleImportId) -> Result<Option<Piece>, Fault> {
    let sql = "SELECT place, first_line, lines, repeated, outcome FROM people_import_pieces
               WHERE import_id = $1 AND outcome = '' ORDER BY place LIMIT 1";
    read.conn.first(sql, values![id], piece)
}

/// How many pieces have had their turn.
pub fn settled(read: &mut Read, id: PeopleImportId) -> Result<i64, Fault> {
    let sql = "SELECT COUNT(*) FROM people_import_pieces WHERE import_id = $1 AND outcome <> ''";
    Ok(read.conn.first(sql, values![id], |row| row.get(0))?.unwrap_or(0))
}

pub fn outcomes(read: &mut Read, id: PeopleImportId) -> Result<Vec<String>, Fault> {
    let sql = "SELECT outcome FROM people_import_pieces WHERE import_id = $1 AND outcome <> '' ORDER BY place";
    read.conn.all(sql, values![id], |row| row.get(0))
}

pub fn remove(tx: &mut Tx, id: PeopleImportId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM people_import_pieces WHERE import_id = $1", values![id])?;
    tx.conn.execute("DELETE FROM people_imports WHERE id = $1", values![id]).map(drop)
}

/// Some that were brought before a moment.
pub fn older(read: &mut Read, before: Moment, limit: usize) -> Result<Vec<PeopleImportId>, Fault> {
    let sql = "SELECT id FROM people_imports WHERE at < $1 ORDER BY at LIMIT $2";
    read.conn.all(sql, values![before, limit], |row| row.get(0))
}

fn import(row: &Row) -> Result<PeopleImport, Fault> {
    let (between, meant): (String, String) = (row.get(4)?, row.get(5)?);
    Ok(PeopleImport {
        id: row.get(0)?,
        person: row.get(1)?,
        state: row.get(2)?,
        head: row.get(3)?,
        between: between.chars().next().unwrap_or(','),
        columns: Holds::read(&meant),
        rows: row.get(6)?,
        pieces: row.get(7)?,
        at: row.get(8)?,
    })
}

fn piece(row: &Row) -> Result<Piece, Fault> {
    let first: i64 = row.get(1)?;
    Ok(Piece {
        place: row.get(0)?,
        first: usize::try_from(first).map_err(Fault::new)?,
        lines: row.get(2)?,
        repeated: row.get(3)?,
        outcome: row.get(4)?,
    })
}
