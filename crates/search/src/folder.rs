//! Where a process keeps its index: the first of a few folders that no other process holds.

use crate::Broken;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Processes of one machine that share a data folder.
const MOST: usize = 16;

/// Held as long as it lives.
pub(crate) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    pub fn take(parent: &Path) -> Result<Self, Broken> {
        fs::create_dir_all(parent)?;
        for slot in 0..MOST {
            let lock = File::create(parent.join(format!("{slot}.lock")))?;
            if lock.try_lock().is_ok() {
                return Ok(Self { path: parent.join(slot.to_string()), _lock: lock });
            }
        }
        Err(Broken(format!("{MOST} processes already keep an index in {}", parent.display())))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Nothing lies in it any more.
    pub fn clear(&self) -> Result<(), Broken> {
        match fs::remove_dir_all(&self.path) {
            Ok(()) => (),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => (),
            Err(error) => return Err(error.into()),
        }
        Ok(fs::create_dir_all(&self.path)?)
    }
}

/// The folders that processes took, now or before.
pub(crate) fn beneath(parent: &Path) -> Vec<PathBuf> {
    (0..MOST).map(|slot| parent.join(slot.to_string())).filter(|folder| folder.is_dir()).collect()
}

/// Bytes of all files in a folder.
pub(crate) fn size(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries
        .flatten()
        .filter_map(|entry| entry.metadata().ok())
        .filter(fs::Metadata::is_file)
        .map(|file| file.len())
        .sum()
}
