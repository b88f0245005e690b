//! A blob that is handed out piece by piece, and checked on the way.

use super::{BlobFault, Blobs};
use base::{Digest, Summing};
use bytes::Bytes;
use std::ops::Range;

/// Bytes of one piece: what one reader has in memory.
pub const PIECE: u64 = 1024 * 1024;

/// The pieces still to come. Each is a reading of its own, so that somebody who reads slowly holds nothing open.
#[derive(Clone, Debug)]
pub struct Pieces {
    blobs: Blobs,
    digest: Digest,
    size: u64,
    left: Range<u64>,
    /// Of what was handed out; none: only some of it is, which cannot be checked.
    sum: Option<Summing>,
}

impl Pieces {
    pub(super) fn new(blobs: Blobs, digest: Digest, size: u64) -> Self {
        Self { blobs, digest, size, left: 0..size, sum: Some(Summing::default()) }
    }

    /// How many bytes the whole blob has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Only some of the bytes, as many of the range as there are. Nothing else is read, and so only all of them are checked.
    pub fn part(self, range: Range<u64>) -> Self {
        let end = range.end.min(self.size);
        let left = range.start.min(end)..end;
        let sum = if left == (0..self.size) { self.sum } else { None };
        Self { left, sum, ..self }
    }

    /// The next piece; `None` after the last. The last of a damaged blob is an error: whoever received the others never
    /// has it whole.
    pub async fn next(&mut self) -> Result<Option<Bytes>, BlobFault> {
        if self.left.is_empty() {
            // Only of a blob without any bytes nothing was checked yet.
            let sound = self.sum.take().is_none_or(|sum| sum.digest() == self.digest);
            return if sound { Ok(None) } else { self.damaged() };
        }
        let piece = self.left.start..self.left.end.min(self.left.start + PIECE);
        let bytes = self.blobs.piece(&self.digest, piece.clone()).await?;
        let Some(bytes) = bytes.filter(|bytes| bytes.len() as u64 == piece.end - piece.start) else {
            return self.damaged();
        };
        self.left.start = piece.end;
        if let Some(mut sum) = self.sum.take() {
            sum.add(&bytes);
            if !self.left.is_empty() {
                self.sum = Some(sum);
            } else if sum.digest() != self.digest {
                return self.damaged();
            }
        }
        Ok(Some(bytes))
    }

    fn damaged<T>(&self) -> Result<T, BlobFault> {
        Err(BlobFault::Damaged(self.digest.clone()))
    }
}
