//! Bytes that are kept for good: raw mail, attachments, pictures; found by the SHA-256 of what they are.
//!
//! The same bytes are kept once. What `put` has answered for is durable; what `get` hands out was hashed again, so
//! that a damaged blob is an error and never somebody's attachment. Only [`Pieces::part`] hands out what nobody checked.
//!
//! **On disk** each blob is a file, `ab/cdef…` in the blobs folder: written aside, fsynced, renamed, and its folder
//! fsynced. A journal with one fsync for many blobs was measured against it on a two-core machine with an NVMe disk
//! and ext4, with messages of 3 kB. One writer at a time: 3,400 files a second against 7,600 appended records. Sixteen
//! at a time: 10,000 files, because the file system itself commits waiting fsyncs together. Mail intake asks for
//! 2,000. So files it is: no index to rebuild, no torn tail, no holes to compact after a person was erased, and
//! any backup tool understands them.
//!
//! **In a bucket** of an S3-compatible store the names are the same, below the prefix.
//!
//! A blob nobody refers to may be deleted, but not one that was just put and is about to be referred to: putting
//! renews [`BlobEntry::modified`], and a sweep leaves alone what is younger than a day.
//!
//! What may be large is never in memory as a whole: [`Blobs::begin`] takes it as it comes, [`Blobs::pieces`] hands it out
//! piece by piece.

mod bucket;
mod coming;
mod disk;
mod pieces;

pub use coming::Coming;
pub use pieces::{PIECE, Pieces};

use crate::config::BlobsConfig;
use base::{Digest, Moment};
use bucket::Bucket;
use bytes::Bytes;
use disk::Disk;
use std::ops::Range;
use std::sync::Arc;

/// Why the store could not do it. A blob that is not there is no fault.
#[derive(Debug, thiserror::Error)]
pub enum BlobFault {
    #[error("the bytes of blob {0} are not what was stored")]
    Damaged(Digest),
    #[error("the blobs folder: {0}")]
    Disk(#[from] std::io::Error),
    #[error("the bucket: {0}")]
    Bucket(#[from] object_store::Error),
}

/// What a walk tells of a blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlobEntry {
    pub digest: Digest,
    /// In bytes.
    pub size: u64,
    /// When somebody last put it.
    pub modified: Moment,
}

/// The store of blobs; clones are the same store.
#[derive(Clone, Debug)]
pub struct Blobs(Place);

#[derive(Clone, Debug)]
enum Place {
    Disk(Arc<Disk>),
    Bucket(Arc<Bucket>),
}

impl Blobs {
    /// Opens the store; a folder is made where there is none.
    ///
    /// # Errors
    /// The folder cannot be made, or the bucket's address is none. Whether it can be reached says [`Blobs::check`].
    pub fn open(config: &BlobsConfig) -> Result<Self, BlobFault> {
        match config {
            BlobsConfig::Folder(folder) => Ok(Self(Place::Disk(Arc::new(Disk::open(folder)?)))),
            BlobsConfig::S3(s3) => Ok(Self(Place::Bucket(Arc::new(Bucket::open(s3)?)))),
        }
    }

    /// Keeps the bytes and returns when they are durable. Bytes that are there already are checked and not kept twice.
    pub async fn put(&self, bytes: impl Into<Bytes>) -> Result<Digest, BlobFault> {
        let bytes = bytes.into();
        match &self.0 {
            Place::Disk(disk) => disk.put(bytes).await,
            Place::Bucket(bucket) => bucket.put(bytes).await,
        }
    }

    /// The bytes, checked; `None` when they are not here.
    pub async fn get(&self, digest: &Digest) -> Result<Option<Bytes>, BlobFault> {
        let Some(name) = name(digest) else { return Ok(None) };
        let bytes = match &self.0 {
            Place::Disk(disk) => disk.get(name).await?,
            Place::Bucket(bucket) => bucket.get(&name).await?,
        };
        match bytes {
            Some(bytes) if Digest::of(&bytes) != *digest => Err(BlobFault::Damaged(digest.clone())),
            bytes => Ok(bytes),
        }
    }

    /// Begins to take bytes that come piece by piece. They are kept by [`Coming::keep`]; before that they go away by themselves.
    pub fn begin(&self) -> Coming {
        Coming::new(self.clone())
    }

    /// The bytes piece by piece; `None` when they are not here.
    pub async fn pieces(&self, digest: &Digest) -> Result<Option<Pieces>, BlobFault> {
        let size = self.size(digest).await?;
        Ok(size.map(|size| Pieces::new(self.clone(), digest.clone(), size)))
    }

    /// Some of the bytes, unchecked, as many of the range as there are.
    async fn piece(&self, digest: &Digest, range: Range<u64>) -> Result<Option<Bytes>, BlobFault> {
        let Some(name) = name(digest) else { return Ok(None) };
        match &self.0 {
            Place::Disk(disk) => disk.piece(name, range).await,
            Place::Bucket(bucket) => bucket.piece(&name, range).await,
        }
    }

    /// How many bytes it has; `None` when it is not here.
    pub async fn size(&self, digest: &Digest) -> Result<Option<u64>, BlobFault> {
        let Some(name) = name(digest) else { return Ok(None) };
        match &self.0 {
            Place::Disk(disk) => disk.size(name).await,
            Place::Bucket(bucket) => bucket.size(&name).await,
        }
    }

    pub async fn has(&self, digest: &Digest) -> Result<bool, BlobFault> {
        Ok(self.size(digest).await?.is_some())
    }

    /// Forgets a blob. It is no fault when it is not here.
    pub async fn delete(&self, digest: &Digest) -> Result<(), BlobFault> {
        let Some(name) = name(digest) else { return Ok(()) };
        match &self.0 {
            Place::Disk(disk) => disk.delete(name).await,
            Place::Bucket(bucket) => bucket.delete(&name).await,
        }
    }

    /// Up to `limit` blobs in the order of their digests, after the given one: a walk that can stop and go on.
    pub async fn walk(&self, after: Option<&Digest>, limit: usize) -> Result<Vec<BlobEntry>, BlobFault> {
        let after = after.and_then(name);
        match &self.0 {
            Place::Disk(disk) => disk.walk(after, limit).await,
            Place::Bucket(bucket) => bucket.walk(after, limit).await,
        }
    }

    /// Whether it can work now: the folder takes a file, the bucket answers.
    pub async fn check(&self) -> Result<(), BlobFault> {
        match &self.0 {
            Place::Disk(disk) => disk.check().await,
            Place::Bucket(bucket) => bucket.check().await,
        }
    }
}

/// `ab/cdef…`. What is no SHA-256 in lower-case hexadecimal names nothing, so that no name leads out of the store.
fn name(digest: &Digest) -> Option<String> {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let text = digest.as_str();
    (text.len() == 64 && text.bytes().all(hex)).then(|| format!("{}/{}", &text[..2], &text[2..]))
}

/// The digest a name was made from; `None` for what somebody else put there.
fn digest(name: &str) -> Option<Digest> {
    let digest = Digest(name.replacen('/', "", 1));
    self::name(&digest).filter(|ours| ours == name).map(|_| digest)
}
