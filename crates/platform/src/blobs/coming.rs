//! Bytes on their way into the store: hashed as they come, a few of them in memory, the rest in a file that goes away by
//! itself. Nothing of them is a blob before the last has come.

use super::{BlobFault, Blobs, PIECE, Place, name};
use base::{Digest, Summing};
use std::fs::File;
use std::io::{self, Write};
use tempfile::NamedTempFile;

#[derive(Debug)]
pub struct Coming {
    blobs: Blobs,
    size: u64,
    /// What came last.
    held: Vec<u8>,
    /// What came before; none: all of it is in memory.
    aside: Option<Aside>,
}

#[derive(Debug)]
struct Aside {
    file: Spool,
    sum: Summing,
}

/// Beside the blobs, to be renamed; or in the folder for temporary files, without a name, to be sent away.
#[derive(Debug)]
enum Spool {
    Named(NamedTempFile),
    Nameless(File),
}

impl Coming {
    pub(super) fn new(blobs: Blobs) -> Self {
        Self { blobs, size: 0, held: Vec::new(), aside: None }
    }

    /// How many bytes have come.
    pub fn size(&self) -> u64 {
        self.size
    }

    pub async fn add(&mut self, bytes: &[u8]) -> Result<(), BlobFault> {
        self.size += bytes.len() as u64;
        self.held.extend_from_slice(bytes);
        if self.held.len() as u64 > PIECE { self.put_aside().await } else { Ok(()) }
    }

    /// Keeps what has come and returns when it is durable.
    pub async fn keep(mut self) -> Result<Digest, BlobFault> {
        if self.aside.is_none() {
            return self.blobs.put(self.held).await;
        }
        self.put_aside().await?;
        let Some(Aside { file, sum }) = self.aside.take() else { return self.blobs.put(self.held).await };
        let digest = sum.digest();
        let name = name(&digest).expect("a digest we made has a name");
        match (&self.blobs.0, file) {
            (Place::Disk(disk), Spool::Named(file)) => disk.take(file, name).await?,
            (Place::Bucket(bucket), Spool::Nameless(file)) => {
                // To its end, whoever waits for it: half an upload would lie in the bucket where nobody sees it.
                let bucket = bucket.clone();
                let sent = tokio::spawn(async move { bucket.take(file, &name).await });
                sent.await.map_err(io::Error::other)??;
            }
            (Place::Disk(_), Spool::Nameless(_)) | (Place::Bucket(_), Spool::Named(_)) => {
                return Err(io::Error::other("put aside for another store").into());
            }
        }
        Ok(digest)
    }

    async fn put_aside(&mut self) -> Result<(), BlobFault> {
        let held = std::mem::take(&mut self.held);
        let (aside, blobs) = (self.aside.take(), self.blobs.clone());
        let written = move || -> io::Result<Aside> {
            let mut aside = match aside {
                Some(aside) => aside,
                None => Aside { file: Spool::new(&blobs)?, sum: Summing::default() },
            };
            aside.file.write(&held)?;
            aside.sum.add(&held);
            Ok(aside)
        };
        self.aside = Some(tokio::task::spawn_blocking(written).await.map_err(io::Error::other)??);
        Ok(())
    }
}

impl Spool {
    fn new(blobs: &Blobs) -> io::Result<Self> {
        match &blobs.0 {
            Place::Disk(disk) => disk.aside().map(Self::Named),
            Place::Bucket(_) => tempfile::tempfile().map(Self::Nameless),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Named(file) => file.write_all(bytes),
            Self::Nameless(file) => file.write_all(bytes),
        }
    }
}
