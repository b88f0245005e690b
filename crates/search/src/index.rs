//! The index of this process, for whoever asks: it may be missing for a while.

use crate::Broken;
use crate::ask::Ask;
use crate::entry::Key;
use crate::feeder::known;
use crate::find::{self, Found, Request, Strictness};
use crate::folder;
use crate::room::Room;
use crate::similar;
use desk::query::Words;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use text::Needle;

/// Shared by all who ask; the [`crate::Feeder`] keeps it current.
#[derive(Clone, Default)]
pub struct Index {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    room: RwLock<Option<(Room, PathBuf)>>,
    lately: Mutex<Lately>,
    suspect: AtomicBool,
}

/// What the index as it stands has answered: who turns a page, comes back, or types a letter and takes it away asks again.
#[derive(Default)]
struct Lately {
    /// Of the reader; another one may answer differently.
    generation: u64,
    answers: HashMap<String, Found>,
}

/// Answers that are remembered at most; each is some kilobytes.
const MOST_ANSWERS: usize = 512;

/// What it takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub documents: u64,
    pub segments: usize,
    /// On disk.
    pub bytes: u64,
}

impl Index {
    /// None: there is no index now.
    pub fn find(&self, request: &Request) -> Option<Result<Found, Broken>> {
        self.room().map(|room| self.watched(self.find_once(&room, request)))
    }

    fn find_once(&self, room: &Room, request: &Request) -> Result<Found, Broken> {
        let (generation, asked) = (room.reader.searcher().generation().generation_id(), format!("{request:?}"));
        if let Some(found) = self.lately(generation).answers.get(&asked) {
            return Ok(found.clone());
        }
        let found = find::find(room, request)?;
        let mut lately = self.lately(generation);
        if lately.answers.len() >= MOST_ANSWERS {
            lately.answers.clear();
        }
        lately.answers.insert(asked, found.clone());
        Ok(found)
    }

    fn lately(&self, generation: u64) -> MutexGuard<'_, Lately> {
        let mut lately = self.shared.lately.lock().unwrap_or_else(PoisonError::into_inner);
        if lately.generation != generation {
            *lately = Lately { generation, answers: HashMap::new() };
        }
        lately
    }

    /// Tickets that say what a text says.
    pub fn similar(&self, text: &str, scope: &Ask, own: Key, limit: usize) -> Option<Result<Vec<Key>, Broken>> {
        self.room().map(|room| self.watched(similar::similar(&room, text, scope, own, limit)))
    }

    /// What to mark in a text that these words found.
    pub fn needles(words: &[&Words], strictness: Strictness) -> Vec<Needle> {
        find::needles(words, strictness)
    }

    pub fn size(&self) -> Option<Size> {
        let guard = self.shared.room.read().unwrap_or_else(PoisonError::into_inner);
        let (room, folder) = guard.as_ref()?;
        Some(size(room, folder))
    }

    /// What lies in the folders beneath one: its size and its last mark.
    pub fn kept(parent: &Path) -> Vec<Result<(Size, String), Broken>> {
        folder::beneath(parent).iter().map(|folder| kept(folder)).collect()
    }

    /// It gave an error since it was last looked at: its files may be damaged.
    pub(crate) fn was_suspect(&self) -> bool {
        self.shared.suspect.swap(false, Ordering::Relaxed)
    }

    pub(crate) fn show(&self, room: Option<(Room, PathBuf)>) {
        *self.shared.room.write().unwrap_or_else(PoisonError::into_inner) = room;
        *self.shared.lately.lock().unwrap_or_else(PoisonError::into_inner) = Lately::default();
    }

    fn room(&self) -> Option<Room> {
        let guard = self.shared.room.read().unwrap_or_else(PoisonError::into_inner);
        guard.as_ref().map(|(room, _)| room.clone())
    }

    fn watched<T>(&self, outcome: Result<T, Broken>) -> Result<T, Broken> {
        if outcome.is_err() {
            self.shared.suspect.store(true, Ordering::Relaxed);
        }
        outcome
    }
}

fn size(room: &Room, folder: &Path) -> Size {
    let searcher = room.reader.searcher();
    let bytes = folder::size(folder);
    Size { documents: searcher.num_docs(), segments: searcher.segment_readers().len(), bytes }
}

fn kept(folder: &Path) -> Result<(Size, String), Broken> {
    let (room, mark) = known(folder)?;
    Ok((size(&room, folder), mark))
}
