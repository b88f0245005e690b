//! What a store of blobs promises, on disk and in a bucket.

use crate::bucket;
use base::Digest;
use platform::blobs::{BlobFault, Blobs, PIECE, Pieces};
use platform::config::BlobsConfig;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A store, the folder its files lie in, and what keeps both alive.
pub struct Place {
    pub blobs: Blobs,
    pub files: PathBuf,
    _folder: TempDir,
}

fn disk() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("blobs");
    let blobs = Blobs::open(&BlobsConfig::Folder(files.clone())).unwrap();
    Place { blobs, files, _folder: folder }
}

async fn places() -> [Place; 2] {
    let folder = tempfile::tempdir().unwrap();
    let config = bucket::served(folder.path()).await;
    let files = folder.path().join("desk/mail");
    [disk(), Place { blobs: Blobs::open(&config).unwrap(), files, _folder: folder }]
}

fn file(files: &Path, digest: &Digest) -> PathBuf {
    files.join(&digest.as_str()[..2]).join(&digest.as_str()[2..])
}

/// The files of blobs, wherever they lie; a server's own notes beside them do not count.
fn kept(files: &Path) -> usize {
    let folders = std::fs::read_dir(files).unwrap().flatten().filter(|entry| entry.file_name().len() == 2);
    folders.map(|folder| std::fs::read_dir(folder.path()).unwrap().count()).sum()
}

async fn all(mut pieces: Pieces) -> Result<Vec<u8>, BlobFault> {
    let mut whole = Vec::new();
    while let Some(piece) = pieces.next().await? {
        assert!(piece.len() as u64 <= PIECE);
        whole.extend_from_slice(&piece);
    }
    Ok(whole)
}

/// More than two parts of a bucket, and no whole number of pieces.
fn large() -> Vec<u8> {
    (0..17 * PIECE + 7).map(|n| (n % 251) as u8).collect()
}

async fn streamed(blobs: &Blobs, bytes: &[u8]) -> Digest {
    let mut coming = blobs.begin();
    for chunk in bytes.chunks(70_001) {
        coming.add(chunk).await.unwrap();
    }
    assert_eq!(coming.size(), bytes.len() as u64);
    coming.keep().await.unwrap()
}

#[tokio::test]
async fn what_came_in_pieces_is_the_same_blob_and_goes_out_in_pieces() {
    for Place { blobs, files, .. } in &places().await {
        let bytes = large();
        let digest = streamed(blobs, &bytes).await;
        assert_eq!(digest, Digest::of(&bytes));
        assert_eq!(blobs.size(&digest).await.unwrap(), Some(bytes.len() as u64));
        assert!(all(blobs.pieces(&digest).await.unwrap().unwrap()).await.unwrap() == bytes);
        let part = blobs.pieces(&digest).await.unwrap().unwrap().part(PIECE - 2..2 * PIECE + 3);
        assert!(all(part).await.unwrap() == bytes[PIECE as usize - 2..2 * PIECE as usize + 3]);
        assert_eq!((streamed(blobs, &bytes).await, kept(files)), (digest, 1), "it is kept once");
        for small in [&b""[..], b"small"] {
            assert_eq!(streamed(blobs, small).await, Digest::of(small));
            assert_eq!(all(blobs.pieces(&Digest::of(small)).await.unwrap().unwrap()).await.unwrap(), small);
        }
        assert!(blobs.pieces(&Digest::of(b"never")).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn what_breaks_off_leaves_nothing() {
    for Place { blobs, files, .. } in &places().await {
        let mut coming = blobs.begin();
        coming.add(&large()).await.unwrap();
        drop(coming);
        assert!(blobs.walk(None, 10).await.unwrap().is_empty());
        let aside = std::fs::read_dir(files.join("aside")).map_or(0, Iterator::count);
        assert_eq!(aside, 0);
    }
}

#[tokio::test]
async fn a_large_blob_that_is_damaged_never_arrives_whole_until_it_comes_again() {
    for Place { blobs, files, .. } in &places().await {
        let bytes = large();
        let digest = streamed(blobs, &bytes).await;
        let mut forged = bytes.clone();
        forged[3] = 255;
        for wrong in [&forged[..], &bytes[..bytes.len() - 1], &b""[..]] {
            std::fs::write(file(files, &digest), wrong).unwrap();
            let pieces = blobs.pieces(&digest).await.unwrap().unwrap();
            assert!(matches!(all(pieces.clone().part(0..u64::MAX)).await, Err(BlobFault::Damaged(_))));
            assert!(matches!(all(pieces).await, Err(BlobFault::Damaged(_))));
        }
        streamed(blobs, &bytes).await;
        assert!(all(blobs.pieces(&digest).await.unwrap().unwrap()).await.unwrap() == bytes);
    }
}

#[tokio::test]
async fn a_part_is_read_without_the_rest() {
    for Place { blobs, files, .. } in &places().await {
        let bytes = large();
        let digest = streamed(blobs, &bytes).await;
        let mut forged = bytes.clone();
        forged[3] = 255;
        std::fs::write(file(files, &digest), &forged).unwrap();
        let end = bytes.len() as u64;
        for range in [4..5, 4 * PIECE - 1..4 * PIECE + 1, 2 * PIECE..4 * PIECE, end - 1..end] {
            let part = blobs.pieces(&digest).await.unwrap().unwrap().part(range.clone());
            assert!(all(part).await.unwrap() == bytes[range.start as usize..range.end as usize], "{range:?}");
        }
    }
}

#[tokio::test]
async fn what_was_put_is_got_by_its_digest() {
    for Place { blobs, .. } in &places().await {
        let digest = blobs.put("切符".as_bytes()).await.unwrap();
        assert_eq!(digest, Digest::of("切符".as_bytes()));
        assert_eq!(blobs.get(&digest).await.unwrap().unwrap(), "切符".as_bytes());
        assert_eq!(blobs.size(&digest).await.unwrap(), Some(6));
        assert!(blobs.has(&digest).await.unwrap());
        blobs.check().await.unwrap();
    }
}

#[tokio::test]
async fn what_was_never_put_is_not_there() {
    for Place { blobs, .. } in &places().await {
        let digest = Digest::of(b"never");
        assert_eq!(blobs.get(&digest).await.unwrap(), None);
        assert_eq!(blobs.size(&digest).await.unwrap(), None);
        assert!(!blobs.has(&digest).await.unwrap());
        blobs.delete(&digest).await.unwrap();
    }
}

#[tokio::test]
async fn the_same_bytes_are_kept_once_however_many_put_them() {
    for Place { blobs, files, .. } in &places().await {
        let puts: Vec<_> = (0..20)
            .map(|_| {
                let blobs = blobs.clone();
                tokio::spawn(async move { blobs.put("the same").await.unwrap() })
            })
            .collect();
        for put in puts {
            assert_eq!(put.await.unwrap(), Digest::of(b"the same"));
        }
        assert_eq!(kept(files), 1);
    }
}

#[tokio::test]
async fn nothing_is_a_blob_too() {
    for Place { blobs, .. } in &places().await {
        let digest = blobs.put("").await.unwrap();
        assert_eq!(blobs.get(&digest).await.unwrap().unwrap().len(), 0);
    }
}

#[tokio::test]
async fn a_range_ends_where_the_bytes_end() {
    for Place { blobs, .. } in &places().await {
        let digest = blobs.put("0123456789").await.unwrap();
        let range = async |range| {
            let part = blobs.pieces(&digest).await.unwrap().unwrap().part(range);
            String::from_utf8(all(part).await.unwrap()).unwrap()
        };
        assert_eq!(range(2..5).await, "234");
        assert_eq!(range(8..u64::MAX).await, "89");
        assert_eq!(range(20..30).await, "");
        #[expect(clippy::reversed_empty_ranges, reason = "a browser may ask for nonsense")]
        let backwards = range(5..2).await;
        assert_eq!(backwards, "");
    }
}

#[tokio::test]
async fn a_damaged_blob_is_told_and_never_served_until_it_is_put_again() {
    for Place { blobs, files, .. } in &places().await {
        let digest = blobs.put("the invoice").await.unwrap();
        std::fs::write(file(files, &digest), "the forgery").unwrap();
        assert!(matches!(blobs.get(&digest).await, Err(BlobFault::Damaged(damaged)) if damaged == digest));
        let pieces = blobs.pieces(&digest).await.unwrap().unwrap();
        assert!(matches!(all(pieces).await, Err(BlobFault::Damaged(_))));
        blobs.put("the invoice").await.unwrap();
        assert_eq!(blobs.get(&digest).await.unwrap().unwrap(), "the invoice");
    }
}

#[tokio::test]
async fn what_was_deleted_is_gone() {
    for Place { blobs, files, .. } in &places().await {
        let digest = blobs.put("erase me").await.unwrap();
        blobs.delete(&digest).await.unwrap();
        assert_eq!(blobs.get(&digest).await.unwrap(), None);
        assert!(!file(files, &digest).exists());
    }
}

#[tokio::test]
async fn a_walk_meets_every_blob_once_in_order_and_can_go_on() {
    for Place { blobs, files, .. } in &places().await {
        let mut all = Vec::new();
        for number in 0..25 {
            all.push(blobs.put(format!("blob {number}")).await.unwrap());
        }
        all.sort();
        std::fs::write(files.join(&all[0].as_str()[..2]).join("README"), "not ours").unwrap();
        let mut met: Vec<Digest> = Vec::new();
        loop {
            let page = blobs.walk(met.last(), 10).await.unwrap();
            assert!(page.iter().all(|entry| entry.size > 5 && entry.modified.millis() > 1_700_000_000_000));
            met.extend(page.iter().map(|entry| entry.digest.clone()));
            if page.len() < 10 {
                break;
            }
        }
        assert_eq!(met, all);
    }
}

#[tokio::test]
async fn no_name_leads_out_of_the_store() {
    for Place { blobs, files, .. } in &places().await {
        let outside = files.join("../outside");
        std::fs::create_dir_all(files).unwrap();
        std::fs::write(&outside, "secret").unwrap();
        let names = [
            "../outside",
            "aa/../../outside",
            "",
            "..",
            "/etc/passwd",
            &"A".repeat(64),
            &"/".repeat(64),
            &"é".repeat(32),
        ];
        for digest in names.map(|name| Digest(name.to_owned())) {
            assert_eq!(blobs.get(&digest).await.unwrap(), None);
            assert!(!blobs.has(&digest).await.unwrap());
            blobs.delete(&digest).await.unwrap();
        }
        assert!(outside.exists());
    }
}

#[tokio::test]
async fn putting_again_counts_as_putting_now() {
    let Place { blobs, files, _folder } = disk();
    let digest = blobs.put("old").await.unwrap();
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    std::fs::File::options().write(true).open(file(&files, &digest)).unwrap().set_modified(long_ago).unwrap();
    blobs.put("old").await.unwrap();
    assert!(blobs.walk(None, 1).await.unwrap()[0].modified.millis() > 1_700_000_000_000);
}

#[tokio::test]
async fn a_folder_that_takes_no_file_is_not_ready() {
    let Place { blobs, files, _folder } = disk();
    std::fs::remove_dir_all(files.join("aside")).unwrap();
    assert!(matches!(blobs.check().await, Err(BlobFault::Disk(_))));
    assert!(blobs.put("new").await.is_err());
}
