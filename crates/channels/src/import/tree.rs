//! Files below folders. A folder with `cur` and `new` is a Maildir: what lies in these two are messages, what lies in
//! `tmp` is not one yet, and what lies beside them is the server's own.

use super::Source;
use super::kind::Kind;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Folders in folders deeper than this are not looked into.
const DEEPEST: usize = 64;

/// What may be found in a folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Anywhere,
    /// The folder itself, beside `cur` and `new`.
    Maildir,
    /// `cur` or `new`.
    MaildirMessages,
}

/// All that is to be read, in the order of names.
pub(super) fn sources(paths: &[PathBuf]) -> Result<Vec<Source>, (PathBuf, io::Error)> {
    let mut sources = Vec::new();
    for path in paths {
        let failed = |fault| (path.clone(), fault);
        let about = fs::metadata(path).map_err(failed)?;
        if about.is_dir() {
            folder(path, Place::Anywhere, 0, &mut sources)?;
        } else {
            let kind = Kind::of_named(path).map_err(failed)?;
            sources.push(Source { path: path.clone(), octets: about.len(), kind });
        }
    }
    Ok(sources)
}

fn folder(path: &Path, place: Place, depth: usize, sources: &mut Vec<Source>) -> Result<(), (PathBuf, io::Error)> {
    let failed = |fault| (path.to_owned(), fault);
    let is_maildir = path.join("cur").is_dir() && path.join("new").is_dir();
    let place = if is_maildir { Place::Maildir } else { place };
    let mut entries = fs::read_dir(path).map_err(failed)?.collect::<io::Result<Vec<_>>>().map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        let failed = |fault| (path.clone(), fault);
        // Not following links: a folder may link to one above it.
        if entry.file_type().map_err(failed)?.is_dir() {
            let inside = match place {
                Place::Maildir if name == "tmp" => continue,
                Place::Maildir if name == "cur" || name == "new" => Place::MaildirMessages,
                Place::Maildir | Place::MaildirMessages | Place::Anywhere => Place::Anywhere,
            };
            if depth < DEEPEST {
                folder(&path, inside, depth + 1, sources)?;
            }
        } else if let Some(kind) = kind(&path, place).map_err(failed)? {
            let octets = fs::metadata(&path).map_err(failed)?.len();
            sources.push(Source { path, octets, kind });
        }
    }
    Ok(())
}

/// What a file is; `None` if it is nobody's message and needs no word.
fn kind(path: &Path, place: Place) -> io::Result<Option<Kind>> {
    // Links to nowhere, sockets and devices hold no messages.
    let is_file = path.is_file();
    Ok(match place {
        Place::MaildirMessages if is_file => Some(Kind::Message),
        Place::Anywhere if is_file => Some(Kind::of_found(path)?).filter(|kind| *kind != Kind::Unknown),
        Place::Maildir | Place::MaildirMessages | Place::Anywhere => None,
    })
}
