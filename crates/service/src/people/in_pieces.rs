//! A table of people that is brought once, and tried and taken in pieces: each in a transaction of its own, so that however long it
//! is, nobody waits long for the writer. The first piece is looked at at once; a job goes on.

use super::import::{Report, import_people, try_import, whom};
use super::person_fields;
use desk::access::Permission;
use desk::people::{
    Cut, Holds, PIECE, PeopleImport, PeopleImportId, PeopleImportState, PersonId, Table, guess_all, lines,
};
use desk::{Done, Error, Fault, Refusal};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use store::people::{agents, imports};
use store::{Read, Tx, jobs};

/// The kind of the job that goes on with a table; its body is the import's id.
pub const IMPORT: &str = "people_import";
/// Pieces of one job: one that takes long is taken for one that hangs.
const ONE_JOB: i64 = 50;
/// Pieces that are read at once.
const AT_ONCE: usize = 20;
/// How long a table is kept, with what became of its lines.
const KEPT: Duration = Duration::from_secs(7 * 24 * 3600);
const MOST_SWEPT: usize = 10;

/// Keeps a table for the acting agent, with what its columns probably mean. What they brought before is forgotten.
pub fn bring_people_import(tx: &mut Tx, cut: &Cut) -> Done<PeopleImport> {
    tx.actor().may(Permission::EditPeople)?;
    let me = me(tx)?;
    for before in imports::of_person(tx, me)? {
        if before.state == PeopleImportState::Taking {
            return Err(Refusal::ImportAtWork.into());
        }
        imports::remove(tx, before.id)?;
    }
    let columns = guess_all(&cut.names(), &person_fields(tx)?);
    Ok(imports::add(tx, me, cut, &columns)?)
}

/// A table that was read from its first line to its last, with what its columns mean.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadThrough {
    id: PeopleImportId,
    columns: Vec<Holds>,
    /// The pieces in which lines mean whom an earlier one means, with the numbers of these lines.
    repeated: Vec<(i64, Vec<usize>)>,
}

/// Looks for lines that mean whom an earlier one means: a question, because it takes its time and changes nothing.
pub fn read_people_import(read: &mut Read, id: PeopleImportId, columns: Vec<Holds>) -> Done<ReadThrough> {
    let import = own(read, id)?;
    if !columns.iter().any(|holds| holds.says_who()) {
        return Err(Refusal::ImportWithoutAddress.into());
    }
    let zone = crate::house::load(read)?.time_zone;
    let (mut seen, mut repeated, mut from) = (BTreeSet::new(), Vec::new(), 0);
    while from < import.pieces {
        for piece in imports::pieces(read, id, from, AT_ONCE)? {
            let mut again = Vec::new();
            for (line, row) in lines(&piece.lines, import.between, piece.first) {
                if whom(&row, &columns, &zone).is_some_and(|key| !seen.insert(key)) {
                    again.push(line);
                }
            }
            if !again.is_empty() {
                repeated.push((piece.place, again));
            }
        }
        from += AT_ONCE as i64;
    }
    Ok(ReadThrough { id, columns, repeated })
}

/// What taking it would do. What one piece would do does not know what those before it would have done, but whom they mean.
pub fn try_people_import(tx: &mut Tx, through: ReadThrough) -> Done<PeopleImport> {
    begin(tx, through, PeopleImportState::Trying)
}

/// Takes every line that is sound. What was taken is not taken once more.
pub fn take_people_import(tx: &mut Tx, through: ReadThrough) -> Done<PeopleImport> {
    begin(tx, through, PeopleImportState::Taking)
}

fn begin(tx: &mut Tx, through: ReadThrough, state: PeopleImportState) -> Done<PeopleImport> {
    let ReadThrough { id, columns, repeated } = through;
    own(tx, id)?;
    let import = imports::hold(tx, id)?.ok_or(Error::Missing)?;
    match import.state {
        PeopleImportState::Taking => return Err(Refusal::ImportAtWork.into()),
        PeopleImportState::Taken if state == PeopleImportState::Taking => return Ok(import),
        PeopleImportState::Brought
        | PeopleImportState::Trying
        | PeopleImportState::Tried
        | PeopleImportState::Taken
        | PeopleImportState::Stopped => {}
    }
    imports::begin_anew(tx, id)?;
    for (place, again) in &repeated {
        let again = serde_json::to_string(again).map_err(Fault::new)?;
        imports::repeats(tx, id, *place, &again)?;
    }
    let mut import = PeopleImport { state, columns, ..import };
    if work(tx, &mut import)?.is_some() {
        go_on(tx, id)?;
    }
    imports::save(tx, &import)?;
    Ok(import)
}

fn go_on(tx: &mut Tx, id: PeopleImportId) -> Done<()> {
    let now = tx.now();
    Ok(jobs::add(tx, IMPORT, &id.to_string(), Some(&format!("{IMPORT}-{id}")), now)?)
}

/// Tries or takes the next piece; the place of the one after it.
fn work(tx: &mut Tx, import: &mut PeopleImport) -> Done<Option<i64>> {
    let takes = import.state == PeopleImportState::Taking;
    let mut next = None;
    if let Some(piece) = imports::next(tx, import.id)? {
        let repeated: BTreeSet<usize> = kept(&piece.repeated)?;
        let all = lines(&piece.lines, import.between, piece.first).into_iter();
        let (again, rows): (Vec<_>, Vec<_>) = all.partition(|(line, _)| repeated.contains(line));
        let table = Table { head: Vec::new(), rows };
        let mut report = match takes {
            true => import_people(tx, &table, &import.columns)?,
            false => try_import(tx, &table, &import.columns)?,
        };
        report.wrong.extend(again.into_iter().map(|(line, _)| (line, vec![Refusal::ImportTwice])));
        report.wrong.sort_by_key(|(line, _)| *line);
        let outcome = serde_json::to_string(&report).map_err(Fault::new)?;
        imports::settle(tx, import.id, piece.place, &outcome)?;
        next = Some(piece.place + 1).filter(|next| *next < import.pieces);
    }
    if next.is_none() {
        import.state = if takes { PeopleImportState::Taken } else { PeopleImportState::Tried };
    }
    Ok(next)
}

/// The next piece, in the name of whoever brought the table; false: this job has nothing more to do. Whoever may not do so
/// any more takes nothing more.
pub fn people_import_on(tx: &mut Tx, id: PeopleImportId) -> Done<bool> {
    tx.actor().must_be_system()?;
    let Some(mut import) = imports::hold(tx, id)?.filter(PeopleImport::is_at_work) else { return Ok(false) };
    let agent = agents::load(tx, import.person)?.filter(|agent| agent.active);
    let done = match agent {
        Some(agent) => tx.act_as(agent.actor(), |tx| tx.attempt(|tx| work(tx, &mut import))),
        None => Err(Error::Missing),
    };
    let next = match done {
        Ok(next) => next,
        Err(Error::Refused(_) | Error::Missing) => {
            import.state = PeopleImportState::Stopped;
            None
        }
        Err(error @ (Error::Conflict | Error::Fault(_))) => return Err(error),
    };
    imports::save(tx, &import)?;
    match next {
        Some(next) if next % ONE_JOB == 0 => go_on(tx, id).map(|()| false),
        next => Ok(next.is_some()),
    }
}

/// Nothing more of it is looked at; what was taken stays.
pub fn stop_people_import(tx: &mut Tx, id: PeopleImportId) -> Done<()> {
    own(tx, id)?;
    let import = imports::hold(tx, id)?.ok_or(Error::Missing)?;
    let state = match import.state {
        PeopleImportState::Trying => PeopleImportState::Brought,
        PeopleImportState::Taking => PeopleImportState::Stopped,
        PeopleImportState::Brought
        | PeopleImportState::Tried
        | PeopleImportState::Taken
        | PeopleImportState::Stopped => return Err(Refusal::RunNotAtWork.into()),
    };
    Ok(imports::save(tx, &PeopleImport { state, ..import })?)
}

/// How far a table is.
#[derive(Clone, Debug, PartialEq)]
pub struct PeopleImportPage {
    pub import: PeopleImport,
    /// Its first lines.
    pub first: Vec<Vec<String>>,
    /// Lines that were looked at while it is at work.
    pub done: i64,
    /// None: it was not tried, or is at work.
    pub report: Option<Report>,
}

pub fn people_import(read: &mut Read, id: PeopleImportId) -> Done<PeopleImportPage> {
    let import = own(read, id)?;
    let first = imports::pieces(read, id, 0, 1)?;
    let first = first.iter().flat_map(|piece| lines(&piece.lines, import.between, piece.first));
    let first = first.map(|(_, row)| row).collect();
    let done = (imports::settled(read, id)? * PIECE as i64).min(import.rows);
    let report = match import.state {
        PeopleImportState::Brought | PeopleImportState::Trying | PeopleImportState::Taking => None,
        PeopleImportState::Tried | PeopleImportState::Taken | PeopleImportState::Stopped => {
            let mut whole = Report::default();
            for outcome in imports::outcomes(read, id)? {
                whole.add(kept(&outcome)?);
            }
            Some(whole)
        }
    };
    Ok(PeopleImportPage { import, first, done, report })
}

/// The table that the acting agent brought last, as long as it is kept.
pub fn last_people_import(read: &mut Read) -> Done<Option<PeopleImport>> {
    read.actor().may(Permission::EditPeople)?;
    let me = me(read)?;
    Ok(imports::of_person(read, me)?.into_iter().next())
}

/// A line that was left, or would be, with each reason.
pub type LeftLine = (Vec<String>, Vec<Refusal>);

/// Those of some pieces from one on, and the piece to go on from.
pub fn left_of_people_import(read: &mut Read, id: PeopleImportId, from: i64) -> Done<(Vec<LeftLine>, Option<i64>)> {
    let import = own(read, id)?;
    let pieces = imports::pieces(read, id, from, AT_ONCE)?;
    let next = (pieces.len() == AT_ONCE).then_some(from + AT_ONCE as i64);
    let mut left = Vec::new();
    for piece in pieces.into_iter().filter(|piece| !piece.outcome.is_empty()) {
        let report: Report = kept(&piece.outcome)?;
        let mut wrong: BTreeMap<usize, Vec<Refusal>> = report.wrong.into_iter().collect();
        for (line, row) in lines(&piece.lines, import.between, piece.first) {
            left.extend(wrong.remove(&line).map(|reasons| (row, reasons)));
        }
    }
    Ok((left, next))
}

/// Forgets what was brought long ago; how many tables.
pub(crate) fn sweep(tx: &mut Tx) -> Done<u64> {
    let before = tx.now().minus(KEPT);
    let old = imports::older(tx, before, MOST_SWEPT)?;
    for id in &old {
        imports::remove(tx, *id)?;
    }
    Ok(old.len() as u64)
}

fn kept<T: DeserializeOwned>(written: &str) -> Result<T, Fault> {
    serde_json::from_str(written).map_err(Fault::new)
}

/// Somebody else's is not there.
fn own(read: &mut Read, id: PeopleImportId) -> Done<PeopleImport> {
    read.actor().may(Permission::EditPeople)?;
    let me = me(read)?;
    imports::load(read, id)?.filter(|import| import.person == me).ok_or(Error::Missing)
}

fn me(read: &Read) -> Done<PersonId> {
    read.actor().person().ok_or(Error::Missing)
}
