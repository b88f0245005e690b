//! The one who writes the index of this process.

use crate::Broken;
use crate::entry::{Entry, Key};
use crate::folder::Folder;
use crate::index::Index;
use crate::room::Room;
use crate::schema::VERSION;
use std::path::{Path, PathBuf};
use tantivy::indexer::LogMergePolicy;
use tantivy::{IndexWriter, Term};

/// Memory for what is not written yet, per thread. Tantivy takes no less than 15 MB.
const HEAP: usize = 20_000_000;
/// While everything is put in.
const HEAP_OF_MANY: usize = 64_000_000;

/// Holds the writer; where it is dropped, nothing uncommitted remains.
pub struct Feeder {
    index: Index,
    /// None: in memory, for tests.
    folder: Option<Folder>,
    room: Room,
    writer: IndexWriter,
    threads: usize,
}

impl Feeder {
    /// Takes a folder for itself and opens what lies there, with what its last commit was marked with. No mark: it is
    /// empty, because it was missing, torn, or made by another version.
    ///
    /// # Errors
    /// The folder cannot be written, or too many processes share it.
    pub fn open(index: &Index, parent: &Path) -> Result<(Self, Option<String>), Broken> {
        let folder = Folder::take(parent)?;
        let (room, mark) = match known(folder.path()) {
            Ok((room, mark)) => (room, Some(mark)),
            Err(_) => {
                folder.clear()?;
                (Room::create(folder.path())?, None)
            }
        };
        let feeder = Self::with(index, Some(folder), room)?;
        Ok((feeder, mark))
    }

    /// An index that nobody finds again.
    ///
    /// # Errors
    /// Memory could not be had.
    pub fn in_memory(index: &Index) -> Result<Self, Broken> {
        Self::with(index, None, Room::in_memory()?)
    }

    fn with(index: &Index, folder: Option<Folder>, room: Room) -> Result<Self, Broken> {
        let writer = writer(&room, 1, HEAP)?;
        let feeder = Self { index: index.clone(), folder, room, writer, threads: 1 };
        feeder.show();
        Ok(feeder)
    }

    fn show(&self) {
        let path = self.folder.as_ref().map_or_else(PathBuf::new, |folder| folder.path().to_owned());
        self.index.show(Some((self.room.clone(), path)));
    }

    /// Puts a document in that is not there yet.
    pub fn add(&mut self, entry: &Entry) -> Result<(), Broken> {
        self.writer.add_document(entry.document(&self.room.fields))?;
        Ok(())
    }

    /// Puts a document in the place of an older one.
    pub fn put(&mut self, entry: &Entry) -> Result<(), Broken> {
        self.remove(entry.key());
        self.add(entry)
    }

    pub fn remove(&mut self, key: Key) {
        self.writer.delete_term(Term::from_field_u64(self.room.fields.key, key.number()));
    }

    /// Makes everything since the last commit durable and found, together with a mark.
    pub fn commit(&mut self, mark: &str) -> Result<(), Broken> {
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&format!("{VERSION} {mark}"));
        commit.commit()?;
        self.room.reader.reload()?;
        Ok(())
    }

    /// Begins again with nothing.
    pub fn clear(self) -> Result<Self, Broken> {
        let Self { index, folder, room, writer, threads: _ } = self;
        index.show(None);
        drop((writer, room));
        match folder {
            None => Self::in_memory(&index),
            Some(folder) => {
                folder.clear()?;
                let room = Room::create(folder.path())?;
                Self::with(&index, Some(folder), room)
            }
        }
    }

    /// For very many documents: more threads and more memory, until [`Feeder::settle`].
    pub fn hurry(self, threads: usize) -> Result<Self, Broken> {
        self.again(threads.clamp(1, 4), HEAP_OF_MANY)
    }

    pub fn settle(self) -> Result<Self, Broken> {
        if self.threads == 1 { Ok(self) } else { self.again(1, HEAP) }
    }

    /// Another writer; what was not committed is lost.
    fn again(self, threads: usize, heap: usize) -> Result<Self, Broken> {
        let Self { index, folder, room, writer, threads: _ } = self;
        // The lock must be free before the next writer takes it; merges that run are waited for.
        writer.wait_merging_threads()?;
        // What was merged is let go of: while somebody holds it, all of it stays in memory, for merging has read it.
        room.reader.reload()?;
        let writer = self::writer(&room, threads, heap)?;
        Ok(Self { index, folder, room, writer, threads })
    }

    /// Somebody removed the folder, or its files are damaged: [`Feeder::clear`] it.
    pub fn is_lost(&self) -> bool {
        let Some(folder) = &self.folder else { return false };
        let gone = !folder.path().join("meta.json").exists();
        gone || (self.index.was_suspect() && self.is_damaged())
    }

    fn is_damaged(&self) -> bool {
        self.room.index.validate_checksum().is_ok_and(|damaged| !damaged.is_empty())
    }
}

/// Parts with fewer documents are put together first. With Tantivy's own 10,000, each second's few documents would be
/// merged into one of thousands again and again, which cost more than everything else that mail in does.
const SMALL_PART: u32 = 2_000;

fn writer(room: &Room, threads: usize, heap: usize) -> Result<IndexWriter, Broken> {
    let writer = room.index.writer_with_num_threads(threads, threads * heap)?;
    let mut policy = LogMergePolicy::default();
    policy.set_min_layer_size(SMALL_PART);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}

/// What lies in a folder, if it is whole and of this version.
pub(crate) fn known(folder: &Path) -> Result<(Room, String), Broken> {
    let room = Room::open(folder)?;
    let payload = room.index.load_metas()?.payload.unwrap_or_default();
    match payload.split_once(' ') {
        Some((version, mark)) if version == VERSION.to_string() => Ok((room, mark.to_owned())),
        Some(_) | None => Err(Broken("the index was made by another version".into())),
    }
}
