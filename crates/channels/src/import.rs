//! Messages from files: single ones (`.eml`), mbox archives, Maildirs, and folders with any of them. One message is in
//! memory at a time, however big the archive.

mod maildir;
mod mbox;
mod tree;

use bytes::Bytes;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Octets of one message; a bigger one is reported and left out.
pub const LONGEST: usize = 50 * 1024 * 1024;

/// A message from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file, and behind `#` the message's number in it, from 1, where it holds many.
    pub name: String,
    pub raw: Bytes,
    /// Octets of the sources that were read so far, for progress.
    pub read: u64,
}

/// A message or file that could not be read; the ones after it still can.
#[derive(Debug)]
pub struct Unread {
    pub name: String,
    pub why: Why,
    pub read: u64,
}

#[derive(Debug)]
pub enum Why {
    System(io::Error),
    TooBig,
    /// The file holds nothing that could be a message.
    NoMessage,
}

/// The messages below some files and folders, in the order of their names.
pub struct Import {
    sources: std::vec::IntoIter<Source>,
    /// Octets in all, as far as the system told.
    total: u64,
    read: u64,
    open: Option<mbox::Mbox<BufReader<File>>>,
}

/// One file to read.
#[derive(Debug, PartialEq, Eq)]
struct Source {
    path: PathBuf,
    octets: u64,
}

impl Import {
    /// Looks for messages below these paths. A path that cannot be looked at is an error; nothing was read yet.
    pub fn open(paths: &[PathBuf]) -> Result<Self, (PathBuf, io::Error)> {
        let mut sources = Vec::new();
        for path in paths {
            tree::collect(path, &mut sources)?;
        }
        let total = sources.iter().map(|source| source.octets).sum();
        Ok(Self { sources: sources.into_iter(), total, read: 0, open: None })
    }

    /// Octets of all files, to compare [`Found::read`] with.
    pub fn total(&self) -> u64 {
        self.total
    }
}
