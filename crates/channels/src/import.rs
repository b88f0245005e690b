//! Messages from files: single ones (`.eml`), mbox archives, Maildirs, and folders with any of them. One message is in
//! memory at a time, however big the archive.

mod kind;
mod mbox;
mod tree;

use bytes::Bytes;
use kind::Kind;
use mbox::Mbox;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;

/// Octets of one message; a bigger one is reported and left out.
pub const LONGEST: u64 = 50 * 1024 * 1024;

/// A message from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file, and behind `#` the message's number in it, from 1, where it can hold many.
    pub name: String,
    pub raw: Bytes,
}

/// A message or a file that could not be read; those after it still can.
#[derive(Debug)]
pub struct Unread {
    pub name: String,
    pub why: Why,
}

#[derive(Debug)]
pub enum Why {
    System(io::Error),
    TooBig,
    /// The file is empty, or not what its name says.
    NoMessage,
}

/// The messages in some files and folders, in the order of their names. It reads as it goes: not for async tasks.
pub struct Import {
    sources: std::vec::IntoIter<Source>,
    total: u64,
    /// Octets of the sources that were read to their end.
    behind: u64,
    open: Option<(Source, Mbox<BufReader<File>>)>,
}

/// One file to read.
#[derive(Debug, PartialEq, Eq)]
struct Source {
    path: PathBuf,
    octets: u64,
    kind: Kind,
}

impl Import {
    /// Looks for messages in these files and below these folders.
    ///
    /// # Errors
    /// The first path that cannot be looked at. Nothing was read yet.
    pub fn open(paths: &[PathBuf]) -> Result<Self, (PathBuf, io::Error)> {
        let sources = tree::sources(paths)?;
        let total = sources.iter().map(|source| source.octets).sum();
        Ok(Self { sources: sources.into_iter(), total, behind: 0, open: None })
    }

    /// Octets of all files.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Octets that were read so far, to compare with [`Self::total`].
    pub fn read(&self) -> u64 {
        self.behind + self.open.as_ref().map_or(0, |(_, mbox)| mbox.read())
    }

    fn begin(&mut self, source: Source) -> Option<Result<Found, Unread>> {
        let name = source.path.display().to_string();
        let found = match source.kind {
            Kind::Message => message(&source),
            Kind::Unknown => Err(Why::NoMessage),
            Kind::Mbox => match File::open(&source.path) {
                Ok(file) => {
                    self.open = Some((source, Mbox::new(BufReader::with_capacity(256 * 1024, file), LONGEST)));
                    return None;
                }
                Err(fault) => Err(Why::System(fault)),
            },
        };
        self.behind += source.octets;
        Some(found.map(|raw| Found { name: name.clone(), raw }).map_err(|why| Unread { name, why }))
    }
}

impl Iterator for Import {
    type Item = Result<Found, Unread>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((source, mbox)) = &mut self.open {
                if let Some(found) = mbox.next() {
                    let name = format!("{}#{}", source.path.display(), mbox.number());
                    return Some(
                        found.map(|raw| Found { name: name.clone(), raw }).map_err(|why| Unread { name, why }),
                    );
                }
                self.behind += source.octets;
                self.open = None;
            }
            let source = self.sources.next()?;
            if let Some(found) = self.begin(source) {
                return Some(found);
            }
        }
    }
}

/// Reads a file that is one message.
fn message(source: &Source) -> Result<Bytes, Why> {
    let mut raw = Vec::new();
    let file = File::open(&source.path).map_err(Why::System)?;
    file.take(LONGEST + 1).read_to_end(&mut raw).map_err(Why::System)?;
    match raw.len() as u64 {
        0 => Err(Why::NoMessage),
        octets if octets > LONGEST => Err(Why::TooBig),
        _ => Ok(raw.into()),
    }
}
