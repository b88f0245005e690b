//! The text of files: which are worth reading, and what was read of them.

use desk::conversation::{Attachment, AttachmentId};
use desk::{Done, Error, Event, Fault, Recorded};
use store::conversation::attachments;
use store::search as rows;
use store::{Read, Tx, jobs};

/// The kind of the jobs that read a file; the body is its id.
pub const READ_FILE: &str = "read_file";

/// What became of the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    Read,
    /// It holds no text: a picture, a scan.
    Empty,
    TooLarge,
    Failed,
}

impl Reading {
    const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Empty => "empty",
            Self::TooLarge => "too_large",
            Self::Failed => "failed",
        }
    }
}

/// A new message's files are read, each once whoever sent it.
pub fn follow_files(tx: &mut Tx, recorded: &Recorded) -> Done<()> {
    let Some(message) = recorded.event.tells_of() else { return Ok(()) };
    let now = tx.now();
    for file in attachments::of_message(tx, message)? {
        if text::Format::of(&file.content_type, &file.name).is_some() && !rows::is_file_read(tx, &file.digest)? {
            jobs::add(
                tx,
                READ_FILE,
                &file.id.to_string(),
                Some(&format!("{READ_FILE}-{}", file.digest.as_str())),
                now,
            )?;
        }
    }
    Ok(())
}

/// The file a job is about; none: it has been read meanwhile.
pub fn file_to_read(read: &mut Read, body: &str) -> Done<Option<Attachment>> {
    let id: AttachmentId = body.parse().map_err(|_| Fault::new(format!("{body:?} is no file")))?;
    let file = attachments::load(read, id)?.ok_or(Error::Missing)?;
    Ok(if rows::is_file_read(read, &file.digest)? { None } else { Some(file) })
}

/// Keeps what a file says, and tells the indexes of all processes.
pub fn keep_text(tx: &mut Tx, file: &Attachment, reading: Reading, text: &str) -> Done<()> {
    let kept = rows::keep_file_text(tx, &file.digest, reading.name(), text)?;
    if kept && reading == Reading::Read {
        tx.record(Event::FileRead { file: file.id })?;
    }
    Ok(())
}
