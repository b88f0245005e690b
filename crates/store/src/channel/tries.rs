//! Each try to hand a letter over.

use crate::{Read, Tx, values};
use base::Moment;
use desk::Fault;
use desk::channel::{Attempt, LetterId, LetterState, Try};

/// Tries of one letter that are kept: a letter is tried for days at most.
const MOST: usize = 200;

pub fn begin(tx: &mut Tx, attempt: &Attempt, at: Moment) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO letter_tries (letter_id, number, began_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            values![attempt.letter, attempt.number, at],
        )
        .map(drop)
}

/// A try that failed before it began is one as well.
pub fn end(tx: &mut Tx, attempt: &Attempt, at: Moment, state: LetterState, words: &str) -> Result<(), Fault> {
    tx.conn
        .execute(
            "INSERT INTO letter_tries (letter_id, number, began_at, ended_at, state, words) VALUES ($1, $2, $3, $3, $4, $5)
             ON CONFLICT (letter_id, number) DO UPDATE SET ended_at = excluded.ended_at, state = excluded.state,
                 words = excluded.words",
            values![attempt.letter, attempt.number, at, state, words],
        )
        .map(drop)
}

/// The first of them first.
pub fn of_letter(read: &mut Read, letter: LetterId) -> Result<Vec<Try>, Fault> {
    read.conn.all(
        "SELECT number, began_at, ended_at, state, words FROM letter_tries WHERE letter_id = $1 ORDER BY number LIMIT $2",
        values![letter, MOST],
        |row| {
            let state: String = row.get(3)?;
            Ok(Try {
                number: row.get(0)?,
                began_at: row.get(1)?,
                ended_at: row.get(2)?,
                state: LetterState::ALL.iter().copied().find(|one| one.name() == state),
                words: row.get(4)?,
            })
        },
    )
}
