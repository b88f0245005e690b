//! What verbs and questions hold in their hands: an open transaction with its actor and its moment.

use crate::conn::Conn;
use crate::db::POSITION;
use crate::dialect::Dialect;
use crate::kept::Known;
use crate::{events, ticket};
use base::Moment;
use desk::ticket::Cell;
use desk::{Actor, Done, Event, Fault};
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// Makes and checks signatures with the installation's key.
pub trait Signer: Send + Sync {
    /// A short tag (base32, lower case) over `data` that nobody without the key can make. `context` keeps uses apart.
    fn sign(&self, context: &str, data: &str) -> String;
    /// In constant time.
    fn verify(&self, context: &str, data: &str, tag: &str) -> bool;
}

/// Who asks, when, and with which key.
#[derive(Clone)]
pub struct Context {
    pub actor: Actor,
    pub now: Moment,
    pub signer: Arc<dyn Signer>,
    /// The event that led to this change.
    pub cause: Option<i64>,
}

/// Reading.
pub struct Read<'c> {
    pub(crate) conn: &'c mut Conn,
    pub(crate) known: Known,
    context: Context,
}

impl<'c> Read<'c> {
    pub fn new(conn: &'c mut Conn, context: Context) -> Self {
        Self { conn, known: Known::default(), context }
    }

    pub fn actor(&self) -> &Actor {
        &self.context.actor
    }

    pub fn now(&self) -> Moment {
        self.context.now
    }

    pub fn signer(&self) -> Arc<dyn Signer> {
        self.context.signer.clone()
    }

    /// A copy of the database that has come this far shows everything that can be read now.
    pub fn position(&mut self) -> Result<i64, Fault> {
        match self.conn.dialect() {
            Dialect::Sqlite => Ok(0),
            Dialect::Postgres => Ok(self.conn.first(POSITION, &[], |row| row.get(0))?.unwrap_or(0)),
        }
    }
}

/// Changing. Dropped without [`Tx::finish`], it never happened.
pub struct Tx<'c> {
    read: Read<'c>,
    cells: BTreeMap<Cell, i64>,
    rings: bool,
    quiet: bool,
    /// What is kept in memory is another now.
    pub(crate) set_up: bool,
}

impl<'c> Tx<'c> {
    pub fn new(conn: &'c mut Conn, context: Context) -> Self {
        Self { read: Read::new(conn, context), cells: BTreeMap::new(), rings: false, quiet: false, set_up: false }
    }

    /// Writes an event into the log, with the actor and the cause of this change. Its position is the answer.
    pub fn record(&mut self, event: Event) -> Result<i64, Fault> {
        self.ring();
        let (who, cause, now) = (self.actor().who(), self.read.context.cause, self.now());
        events::append(self, &event, who, cause, now)
    }

    /// What follows is done on behalf of another actor, inside the same transaction.
    pub fn act_as<T>(&mut self, actor: Actor, act: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.read.context.actor, actor);
        let outcome = act(self);
        self.read.context.actor = before;
        outcome
    }

    /// What follows was caused by an event.
    pub fn because_of<T>(&mut self, cause: i64, act: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.read.context.cause.replace(cause);
        let outcome = act(self);
        self.read.context.cause = before;
        outcome
    }

    /// The event that led to this change; none: it begins with itself.
    pub fn cause(&self) -> Option<i64> {
        self.read.context.cause
    }

    /// Nobody in the house is told of what follows. It is in the log as everything is, and all else comes of it as usual.
    pub fn quietly<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.quiet, true);
        let outcome = act(self);
        self.quiet = before;
        outcome
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// What follows happened at another moment: for histories that are brought in, and the demo's.
    pub fn at<T>(&mut self, moment: Moment, act: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.read.context.now, moment);
        let outcome = act(self);
        self.read.context.now = before;
        outcome
    }

    /// What is refused within it leaves nothing behind, and all else of the transaction stays.
    pub fn attempt<T>(&mut self, act: impl FnOnce(&mut Self) -> Done<T>) -> Done<T> {
        self.within(act, Result::is_ok)
    }

    /// Only to see what would come of it: nothing of it stays.
    pub fn rehearse<T>(&mut self, act: impl FnOnce(&mut Self) -> Done<T>) -> Done<T> {
        self.within(act, |_| false)
    }

    fn within<T>(&mut self, act: impl FnOnce(&mut Self) -> Done<T>, stays: impl FnOnce(&Done<T>) -> bool) -> Done<T> {
        self.conn.say("SAVEPOINT attempt")?;
        let before = (self.cells.clone(), self.rings, self.set_up, self.known.clone());
        let outcome = act(self);
        if !stays(&outcome) {
            self.conn.say("ROLLBACK TO SAVEPOINT attempt")?;
            (self.cells, self.rings, self.set_up, self.read.known) = before;
        }
        self.conn.say("RELEASE SAVEPOINT attempt")?;
        outcome
    }

    /// A ticket left some cells and entered others. Written once at the end, in the order of the cells, so that two
    /// transactions never wait for each other.
    pub(crate) fn moved(&mut self, from: impl Iterator<Item = Cell>, to: impl Iterator<Item = Cell>) {
        from.for_each(|cell| *self.cells.entry(cell).or_default() -= 1);
        to.for_each(|cell| *self.cells.entry(cell).or_default() += 1);
    }

    /// After the commit the bell rings: there is something to read or to do.
    pub fn ring(&mut self) {
        self.rings = true;
    }

    /// The last writes before the commit. The answer says whether the bell must ring.
    pub fn finish(mut self) -> Result<bool, Fault> {
        for (cell, by) in std::mem::take(&mut self.cells) {
            if by != 0 {
                ticket::cells::add(&mut self, &cell, by)?;
            }
        }
        if self.set_up {
            self.stamp()?;
        }
        Ok(self.rings)
    }
}

impl<'c> Deref for Tx<'c> {
    type Target = Read<'c>;
    fn deref(&self) -> &Self::Target {
        &self.read
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.read
    }
}
