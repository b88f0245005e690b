//! Writing very much at once: a history that nobody lived through, into a desk that nobody uses meanwhile.
//!
//! Rows are written as they shall be, with ids given by the caller, past the verbs: their counters, their log and their
//! sequences are put right here. Measured with the demo's tickets, see `bench/README.md`.

mod rows;

use crate::conn::Conn;
use crate::connect::{Location, connect};
use crate::copy::go_on_numbering;
use crate::db::on_a_thread_of_its_own;
use crate::dialect::Dialect;
use crate::people::keys::NAMED;
use crate::ticket::cells;
use crate::{migrate, schema, values};
use base::{Email, Moment};
use desk::conversation::Message;
use desk::people::Person;
use desk::ticket::{Numbering, Ticket};
use desk::{Event, Fault, Who};
use rows::Rows;

/// A ticket with everything that was said and done on it.
pub struct Whole {
    pub ticket: Ticket,
    /// Oldest first.
    pub messages: Vec<Message>,
    /// In the order in which they happened.
    pub events: Vec<(Moment, Who, Event)>,
    /// How long whom it was assigned to worked on it, in one entry.
    pub minutes: Option<i64>,
}

/// The first ids and the first number that are free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    pub person: i64,
    pub ticket: i64,
    pub number: i64,
    pub message: i64,
}

pub struct Bulk {
    conn: Conn,
}

/// Opens a connection of its own for writing, lets `work` write, and puts right what the verbs would have kept right.
///
/// # Errors
/// A database failed. Batches that were written before stay, and so do the old counters: `doctor` finds them.
pub fn load<T: Send>(location: &Location, work: impl FnOnce(&mut Bulk) -> Result<T, Fault> + Send) -> Result<T, Fault> {
    on_a_thread_of_its_own(|| {
        let mut bulk = Bulk { conn: connect(location)? };
        migrate::run(&mut bulk.conn)?;
        bulk.hurry()?;
        let outcome = work(&mut bulk)?;
        bulk.finish()?;
        Ok(outcome)
    })
}

impl Bulk {
    pub fn first_free(&mut self) -> Result<Next, Fault> {
        let mut free = |table, column| -> Result<i64, Fault> {
            let sql = format!("SELECT COALESCE(MAX({column}), 0) + 1 FROM {table}");
            Ok(self.conn.first(&sql, &[], |row| row.get(0))?.unwrap_or(1))
        };
        Ok(Next {
            person: free("people", "id")?,
            ticket: free("tickets", "id")?,
            number: free("tickets", "number")?.max(Numbering::default().start),
            message: free("messages", "id")?,
        })
    }

    /// People with one address each, in one transaction.
    pub fn people(&mut self, people: &[(Person, Email)]) -> Result<(), Fault> {
        let mut rows = Rows::default();
        people.iter().for_each(|(person, email)| rows.person(person, email));
        self.write(rows)
    }

    /// Tickets with their messages, ids, tags and events, in one transaction.
    pub fn tickets(&mut self, tickets: &[Whole]) -> Result<(), Fault> {
        let mut rows = Rows::default();
        for whole in tickets {
            rows.ticket(&whole.ticket);
            rows.worked(whole);
            whole.messages.iter().try_for_each(|message| rows.message(message))?;
            whole.events.iter().try_for_each(|(at, who, event)| rows.event(*at, *who, event))?;
        }
        self.write(rows)
    }

    fn write(&mut self, rows: Rows) -> Result<(), Fault> {
        self.conn.batch("BEGIN")?;
        let written = rows.write(&mut self.conn);
        self.conn.batch(if written.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        written
    }

    /// A lost minute of a history that is invented can be written again: it need not survive a power cut.
    fn hurry(&mut self) -> Result<(), Fault> {
        match self.conn.dialect() {
            Dialect::Sqlite => self.conn.batch(
                "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 16384",
            ),
            Dialect::Postgres => self.conn.batch("SET synchronous_commit = off"),
        }
    }

    fn finish(&mut self) -> Result<(), Fault> {
        self.conn.batch("BEGIN")?;
        self.conn.batch(cells::RECOUNT)?;
        let named = NAMED.replace("$1", "tickets.requester_id");
        self.conn.execute(&format!("UPDATE tickets SET requester_name = {named} WHERE requester_name = ''"), &[])?;
        self.conn.execute(
            "INSERT INTO numbers (name, next) SELECT 'ticket', MAX(number) FROM tickets
             HAVING MAX(number) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM settings WHERE key = 'numbering')
             ON CONFLICT (name) DO UPDATE SET next = excluded.next",
            values![],
        )?;
        schema::tables().iter().try_for_each(|table| go_on_numbering(&mut self.conn, table))?;
        self.conn.batch("COMMIT")?;
        self.conn.batch(match self.conn.dialect() {
            Dialect::Sqlite => "PRAGMA wal_checkpoint(TRUNCATE)",
            Dialect::Postgres => "ANALYZE",
        })
    }
}
