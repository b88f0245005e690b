//! Blobs as files in a folder.

use super::{BlobEntry, BlobFault, digest, name};
use base::{Digest, Moment};
use bytes::Bytes;
use std::fs::{self, DirEntry, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tempfile::NamedTempFile;
use tokio::sync::Semaphore;

/// Files written at once; more wait. Beyond this the disk is not faster, only the memory fuller.
const WRITERS: usize = 32;

/// What lies aside for so long was left by a process that died.
const LEFT_BEHIND: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Debug)]
pub struct Disk {
    folder: Arc<Path>,
    writers: Semaphore,
}

impl Disk {
    /// Makes the 256 folders at once: then no put has to make one durable.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(aside(folder))?;
        for shard in shards() {
            fs::create_dir_all(folder.join(shard))?;
        }
        sync(folder)?;
        sweep(&aside(folder))?;
        Ok(Self { folder: folder.into(), writers: Semaphore::new(WRITERS) })
    }

    pub async fn put(&self, bytes: Bytes) -> Result<Digest, BlobFault> {
        let _turn = self.writers.acquire().await.expect("the semaphore is never closed");
        self.apart(move |folder| put(folder, &bytes)).await
    }

    pub async fn get(&self, name: String) -> Result<Option<Bytes>, BlobFault> {
        self.apart(move |folder| Ok(there(fs::read(folder.join(name)))?.map(Bytes::from))).await
    }

    /// Keeps what was written aside under its name. The same bytes that lie there already, sound or not, give way to it.
    pub async fn take(&self, file: NamedTempFile, name: String) -> Result<(), BlobFault> {
        let _turn = self.writers.acquire().await.expect("the semaphore is never closed");
        self.apart(move |folder| {
            let path = folder.join(name);
            file.as_file().sync_data()?;
            file.persist(&path)?;
            sync(shard(&path))
        })
        .await
    }

    /// A new file aside. It goes away unless it is taken.
    pub fn aside(&self) -> io::Result<NamedTempFile> {
        NamedTempFile::new_in(aside(&self.folder))
    }

    pub async fn piece(&self, name: String, range: Range<u64>) -> Result<Option<Bytes>, BlobFault> {
        self.apart(move |folder| {
            let Some(mut file) = there(File::open(folder.join(name)))? else { return Ok(None) };
            file.seek(SeekFrom::Start(range.start))?;
            let mut bytes = Vec::new();
            file.take(range.end - range.start).read_to_end(&mut bytes)?;
            Ok(Some(bytes.into()))
        })
        .await
    }

    pub async fn size(&self, name: String) -> Result<Option<u64>, BlobFault> {
        self.apart(move |folder| Ok(there(fs::metadata(folder.join(name)))?.map(|meta| meta.len()))).await
    }

    pub async fn delete(&self, name: String) -> Result<(), BlobFault> {
        self.apart(move |folder| {
            let path = folder.join(name);
            match there(fs::remove_file(&path))? {
                Some(()) => sync(shard(&path)),
                None => Ok(()),
            }
        })
        .await
    }

    pub async fn walk(&self, after: Option<String>, limit: usize) -> Result<Vec<BlobEntry>, BlobFault> {
        self.apart(move |folder| walk(folder, after.as_deref().unwrap_or_default(), limit)).await
    }

    pub async fn check(&self) -> Result<(), BlobFault> {
        self.apart(|folder| written_aside(folder, b"Kippu was here").map(drop)).await
    }

    async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
    ) -> Result<T, BlobFault> {
        let folder = self.folder.clone();
        Ok(tokio::task::spawn_blocking(move || work(&folder)).await.map_err(io::Error::other)??)
    }
}

fn put(folder: &Path, bytes: &[u8]) -> io::Result<Digest> {
    let digest = Digest::of(bytes);
    let path = folder.join(name(&digest).expect("a digest we made has a name"));
    // One that is damaged is replaced, and so is one that vanishes while we look.
    if renewed(&path, bytes).unwrap_or(false) {
        // Somebody else may have put it a moment ago and not yet have made its name durable.
        sync(shard(&path))?;
    } else {
        written_aside(folder, bytes)?.persist(&path)?;
        sync(shard(&path))?;
    }
    Ok(digest)
}

/// Whether these bytes lie here already; then they count as put now.
fn renewed(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let same = fs::metadata(path)?.len() == bytes.len() as u64 && fs::read(path)? == bytes;
    if same {
        File::options().write(true).open(path)?.set_modified(SystemTime::now())?;
    }
    Ok(same)
}

/// A file with these bytes, durable, under a name nobody looks for. It goes away unless it is renamed.
fn written_aside(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = NamedTempFile::new_in(aside(folder))?;
    file.write_all(bytes)?;
    file.as_file().sync_data()?;
    Ok(file)
}

fn walk(folder: &Path, after: &str, limit: usize) -> io::Result<Vec<BlobEntry>> {
    let first = after.get(..2).unwrap_or_default().to_owned();
    let mut found = Vec::new();
    for shard in shards().filter(|shard| *shard >= first) {
        let entries = fs::read_dir(folder.join(&shard))?.collect::<io::Result<Vec<_>>>()?;
        let mut names: Vec<(String, DirEntry)> = entries
            .into_iter()
            .filter_map(|entry| Some((format!("{shard}/{}", entry.file_name().to_str()?), entry)))
            .filter(|(name, _)| name.as_str() > after)
            .collect();
        names.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        for (name, file) in names {
            found.extend(entry(&name, &file)?);
            if found.len() >= limit {
                return Ok(found);
            }
        }
    }
    Ok(found)
}

/// `None` for what is no blob, and for one that was deleted while we walked.
fn entry(name: &str, file: &DirEntry) -> io::Result<Option<BlobEntry>> {
    let (Some(digest), Some(meta)) = (digest(name), there(file.metadata())?) else { return Ok(None) };
    let since = meta.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(Some(BlobEntry { digest, size: meta.len(), modified: Moment(0).plus(since) }))
}

/// Removes what a process that was killed left half written.
fn sweep(aside: &Path) -> io::Result<()> {
    for file in fs::read_dir(aside)?.flatten() {
        let old = file.metadata().and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
        if old.is_some_and(|age| age > LEFT_BEHIND) {
            there(fs::remove_file(file.path()))?;
        }
    }
    Ok(())
}

fn there<T>(answer: io::Result<T>) -> io::Result<Option<T>> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn shards() -> impl Iterator<Item = String> {
    (0..=255u8).map(|byte| format!("{byte:02x}"))
}

fn shard(path: &Path) -> &Path {
    path.parent().expect("a blob lies in a shard")
}

fn aside(folder: &Path) -> PathBuf {
    folder.join("aside")
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
