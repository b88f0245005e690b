//! `/tickets/{number}/files`: all of a ticket's files in one place, and all of them as one archive.

use crate::Web;
use crate::agent::asked::{Asked, ask};
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::answer::{Answer, Speak};
use crate::file::{disposition, plain_name};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use desk::conversation::Attachment;
use desk::ticket::TicketNumber;
use futures_util::stream;
use platform::blobs::Pieces;
use service::conversation::{self, Files};
use std::collections::BTreeSet;
use std::io::{Error, Write};
use std::sync::{Arc, Mutex, PoisonError};
use views::agent::At;
use views::agent::shelf::Shelf;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

pub async fn show(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let asked = ask(&web, &here, At::Elsewhere, move |read| conversation::files(read, number)).await?;
    let Asked { shell, frame, found: Files { ticket, files, adornments } } = asked;
    Ok(here.show(&Shelf { shell, frame, number: ticket.number, subject: ticket.subject, files, adornments }))
}

/// `?all=`: also what only adorns letters. One file after the other, piece by piece: no more than one piece is ever in memory.
pub async fn archive(State(web): State<Web>, here: Here, Id(number): Id<TicketNumber>) -> Answer {
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| conversation::files(read, number)).await;
    let Files { ticket, mut files, adornments } = asked.speak(&here.seat)?;
    files.extend(adornments.into_iter().filter(|_| here.query.has("all")));
    files.reverse();
    let names = names(&files);
    let archive = Archive::new(web, files.into_iter().zip(names).collect());
    let body = Body::from_stream(stream::try_unfold(archive, |mut archive| async move {
        let chunk = archive.next().await?;
        Ok::<_, Error>(chunk.map(|chunk| (chunk, archive)))
    }));
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&format!("{}.zip", ticket.number), false)),
    ];
    Ok((headers, body).into_response())
}

/// What was written and not sent yet.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

impl Written {
    fn take(&self) -> Bytes {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into()
    }
}

struct Archive {
    web: Web,
    files: std::vec::IntoIter<(Attachment, String)>,
    /// What is left of the file that stands last in it.
    pieces: Option<Pieces>,
    written: Written,
    /// None: it is closed.
    zip: Option<ZipWriter<StreamWriter<Written>>>,
}

impl Archive {
    fn new(web: Web, files: Vec<(Attachment, String)>) -> Self {
        let written = Written::default();
        let zip = ZipWriter::new_stream(written.clone());
        Self { web, files: files.into_iter(), pieces: None, written, zip: Some(zip) }
    }

    /// The next piece, the next file, or the directory at the end.
    async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        let Some(zip) = &mut self.zip else { return Ok(None) };
        if let Some(pieces) = &mut self.pieces {
            match pieces.next().await.map_err(Error::other)? {
                Some(bytes) => zip.write_all(&bytes)?,
                None => self.pieces = None,
            }
            return Ok(Some(self.written.take()));
        }
        let Some((file, name)) = self.files.next() else {
            if let Some(zip) = self.zip.take() {
                zip.finish().map_err(Error::other)?;
            }
            return Ok(Some(self.written.take()));
        };
        let found = self.web.blobs.pieces(&file.digest).await.map_err(Error::other)?;
        let pieces = found.ok_or_else(|| Error::other(format!("attachment {} has lost its bytes", file.id)))?;
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(name, options).map_err(Error::other)?;
        self.pieces = Some(pieces);
        Ok(Some(self.written.take()))
    }
}

/// Names that no system reads as a path, each once.
fn names(files: &[Attachment]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let name = |file: &Attachment| {
        let name = plain_name(&file.name);
        let name = if name.is_empty() { format!("file-{}", file.id) } else { name };
        let name = if taken.contains(&name.to_lowercase()) { format!("{}-{name}", file.id) } else { name };
        taken.insert(name.to_lowercase());
        name
    };
    files.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Digest;
    use desk::conversation::{AttachmentId, MessageId};

    fn file(id: i64, name: &str) -> Attachment {
        Attachment {
            id: AttachmentId(id),
            message: MessageId(1),
            digest: Digest::of(b"x"),
            name: name.into(),
            content_type: "text/plain".into(),
            size: 1,
            inline: false,
            content_id: None,
        }
    }

    #[test]
    fn no_name_leads_out_of_the_archive_and_none_comes_twice() {
        let files = [file(1, "../../etc/passwd"), file(2, "a.txt"), file(3, "A.txt"), file(4, " .. ")];
        assert_eq!(names(&files), ["_.._etc_passwd", "a.txt", "3-A.txt", "file-4"]);
    }
}
