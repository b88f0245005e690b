//! How the desk is set up, kept in memory: statuses, teams, fields, mailboxes, views and settings are asked for on every
//! page and by every message, and seldom change.
//!
//! `settings` holds a stamp, another one after each change of what is kept here. Whoever reads asks for the stamp once
//! and takes from memory what was read under the same one. Stamps are random, so neither a change that was rolled back
//! nor another desk in the same program has ever had the same. Every function that writes a kept table says
//! [`Tx::sets_up`]; builds with debug assertions read each table nevertheless and compare.

use crate::conn::Conn;
use crate::{Read, Tx, settings, values};
use base::Token;
use desk::Fault;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const STAMP: &str = "set_up";

/// Desks of one program and their latest states that are remembered.
const SHELVES: usize = 4;

static SHELVES_BY_STAMP: Mutex<Vec<(String, Shelf)>> = Mutex::new(Vec::new());

type Things = HashMap<(TypeId, &'static str), Arc<dyn Any + Send + Sync>>;
type Shelf = Arc<Mutex<Things>>;

/// What a reader knows of the stamp.
#[derive(Clone, Default)]
pub(crate) enum Known {
    #[default]
    Nothing,
    Shelf(Shelf),
    /// There is no stamp yet, or this very transaction changes what would be kept: everything is read.
    Unkept,
}

/// What `load` reads, from memory if it was read since it last changed. `name` stands for the table and the question.
pub(crate) fn kept<T: PartialEq + Send + Sync + 'static>(
    read: &mut Read,
    name: &'static str,
    load: impl Fn(&mut Read) -> Result<T, Fault>,
) -> Result<Arc<T>, Fault> {
    let Some(shelf) = shelf(read)? else { return load(read).map(Arc::new) };
    let found = things(&shelf).get(&(TypeId::of::<T>(), name)).cloned().and_then(|found| found.downcast::<T>().ok());
    if let Some(found) = found {
        #[cfg(debug_assertions)]
        compare(read, name, &*found, &load)?;
        return Ok(found);
    }
    let fresh = Arc::new(load(read)?);
    things(&shelf).insert((TypeId::of::<T>(), name), fresh.clone());
    Ok(fresh)
}

fn shelf(read: &mut Read) -> Result<Option<Shelf>, Fault> {
    match &read.known {
        Known::Shelf(shelf) => return Ok(Some(shelf.clone())),
        Known::Unkept => return Ok(None),
        Known::Nothing => (),
    }
    let Some(stamp) = settings::marked(read, STAMP)? else {
        read.known = Known::Unkept;
        return Ok(None);
    };
    let mut shelves = SHELVES_BY_STAMP.lock().unwrap_or_else(PoisonError::into_inner);
    let shelf = match shelves.iter().find(|(of, _)| *of == stamp) {
        Some((_, shelf)) => shelf.clone(),
        None => {
            let shelf = Shelf::default();
            shelves.insert(0, (stamp, shelf.clone()));
            shelves.truncate(SHELVES);
            shelf
        }
    };
    read.known = Known::Shelf(shelf.clone());
    Ok(Some(shelf))
}

fn things(shelf: &Shelf) -> MutexGuard<'_, Things> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}

/// On PostgreSQL somebody else may have changed it since the stamp was asked for: then the stamp is another one, at the latest
/// after it was read.
#[cfg(debug_assertions)]
fn compare<T: PartialEq>(
    read: &mut Read,
    name: &str,
    found: &T,
    load: impl Fn(&mut Read) -> Result<T, Fault>,
) -> Result<(), Fault> {
    if load(read)? != *found {
        let now = settings::marked(read, STAMP)?;
        let of = |shelf: &Shelf| matches!(&read.known, Known::Shelf(known) if Arc::ptr_eq(known, shelf));
        let shelves = SHELVES_BY_STAMP.lock().unwrap_or_else(PoisonError::into_inner);
        let ours = shelves.iter().find(|(_, shelf)| of(shelf)).map(|(stamp, _)| stamp.clone());
        assert!(ours != now || ours.is_none(), "{name} changed, and nobody said so");
    }
    Ok(())
}

/// When a program starts.
pub(crate) fn stamp_anew(conn: &mut Conn) -> Result<(), Fault> {
    settings::put(conn, STAMP, Token::random().reveal())
}

/// A database without a stamp: nothing is kept of it.
pub(crate) fn unstamp(conn: &mut Conn) -> Result<(), Fault> {
    conn.execute("DELETE FROM settings WHERE key = $1", values![STAMP]).map(drop)
}

impl Tx<'_> {
    /// What is kept in memory changes with this transaction.
    pub(crate) fn sets_up(&mut self) {
        self.known = Known::Unkept;
        self.set_up = true;
    }

    /// The stamp is asked for anew.
    pub(crate) fn asks_again(&mut self) {
        if !self.set_up {
            self.known = Known::Nothing;
        }
    }

    /// Another stamp, as the last thing before the commit: two transactions never wait for each other's.
    pub(crate) fn stamp(&mut self) -> Result<(), Fault> {
        settings::mark(self, STAMP, Token::random().reveal())
    }
}
