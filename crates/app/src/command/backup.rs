//! `kippu backup` and `kippu restore`: one file with the database, the files and the key; taken while the desk runs.

use crate::house::{self, House};
use base::Digest;
use platform::blobs::{Blobs, PIECE, Pieces};
use platform::config::{BlobsConfig, Config, Database};
use serde::{Deserialize, Serialize};
use service::whole;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Backup {
    /// The new file to write. It contains the key: keep it where you would keep a password
    file: PathBuf,
}

#[derive(clap::Args)]
pub struct Restore {
    /// A file that `kippu backup` wrote
    file: PathBuf,
    /// Rehearse into a temporary folder and report, without touching this installation
    #[arg(long)]
    verify: bool,
}

/// What the backup says of itself; its first entry.
#[derive(Serialize, Deserialize)]
struct Manifest {
    kippu: String,
    taken_at: String,
    tables: Vec<(String, i64)>,
    blobs: u64,
}

const MANIFEST: &str = "kippu-backup.json";
const DATABASE: &str = "kippu.db";
const KEY: &str = "secret.key";
const PAGE: usize = 1000;
/// Of which an archive is made.
const BLOCK: u64 = 512;

pub async fn backup(config: Config, wish: &Backup) -> Result<(), String> {
    let house = House::open(config)?;
    let file = &wish.file;
    if file.exists() {
        return Err(format!("{} exists; name a new file", file.display()));
    }
    let scratch = scratch()?;
    let picture = scratch.path().join(DATABASE);
    whole::snapshot(&house::location(&house.config), &picture).map_err(|fault| fault.to_string())?;
    let tables = whole::counts(&service::Location::File(picture.clone())).map_err(|fault| fault.to_string())?;
    let part = file.with_extension("part");
    let mut archive = tar::Builder::new(BufWriter::new(create(&part)?));
    let blobs = count(&house.blobs).await?;
    let manifest = Manifest {
        kippu: env!("CARGO_PKG_VERSION").into(),
        taken_at: house.desk.now().rfc3339(),
        tables: tables.iter().map(|table| (table.table.clone(), table.rows)).collect(),
        blobs,
    };
    let manifest = serde_json::to_vec_pretty(&manifest).map_err(|error| error.to_string())?;
    append(&mut archive, MANIFEST, &manifest)?;
    archive.append_path_with_name(&picture, DATABASE).map_err(|error| error.to_string())?;
    let key = house.config.data.join(KEY);
    if key.exists() {
        archive.append_path_with_name(&key, KEY).map_err(|error| error.to_string())?;
    }
    append_blobs(&mut archive, &house.blobs).await?;
    let file_written =
        archive.into_inner().and_then(|writer| writer.into_inner().map_err(std::io::IntoInnerError::into_error));
    file_written.and_then(|written| written.sync_all()).map_err(|error| format!("{}: {error}", part.display()))?;
    std::fs::rename(&part, file).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("{}: {} tables, {blobs} files", file.display(), tables.len());
    Ok(())
}

pub async fn restore(config: Config, wish: &Restore) -> Result<(), String> {
    if wish.verify {
        let scratch = scratch()?;
        let mut rehearsal = config;
        rehearsal.data = scratch.path().to_owned();
        rehearsal.database = Database::Sqlite(scratch.path().join(DATABASE));
        rehearsal.blobs = BlobsConfig::Folder(scratch.path().join("blobs"));
        let manifest = unpack(&rehearsal, &wish.file).await?;
        println!("this backup can be restored: {}", told(&manifest));
        return Ok(());
    }
    let folder = &config.data;
    let taken = folder.join(DATABASE).exists() || folder.join("blobs").exists();
    if taken {
        return Err(format!("{} already holds an installation; name an empty folder with --data", folder.display()));
    }
    let manifest = unpack(&config, &wish.file).await?;
    println!("restored: {}", told(&manifest));
    Ok(())
}

/// Everything back in place, compared with what the manifest says.
async fn unpack(config: &Config, file: &Path) -> Result<Manifest, String> {
    std::fs::create_dir_all(&config.data).map_err(|error| format!("{}: {error}", config.data.display()))?;
    let opened = File::open(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut archive = tar::Archive::new(BufReader::new(opened));
    let blobs = Blobs::open(&config.blobs).map_err(|fault| fault.to_string())?;
    let picture = config.data.join(DATABASE);
    let (mut manifest, mut restored) = (None::<Manifest>, 0);
    for entry in archive.entries().map_err(|error| error.to_string())? {
        let mut entry = entry.map_err(|error| torn(file, &error))?;
        let name = entry.path().map_err(|error| error.to_string())?.to_string_lossy().into_owned();
        match (name.as_str(), name.strip_prefix("blobs/")) {
            (MANIFEST, _) => manifest = Some(serde_json::from_reader(&mut entry).map_err(|error| error.to_string())?),
            (DATABASE, _) => drop(entry.unpack(&picture).map_err(|error| torn(file, &error))?),
            (KEY, _) => drop(entry.unpack(config.data.join(KEY)).map_err(|error| torn(file, &error))?),
            (_, Some(digest)) => {
                let kept = take(&blobs, &mut entry, |error| torn(file, error)).await?;
                if kept.as_str() != digest {
                    return Err(format!("file {digest} is damaged in the backup"));
                }
                restored += 1;
            }
            (other, None) => return Err(format!("{} holds {other:?}, which no backup of Kippu does", file.display())),
        }
    }
    let manifest = manifest.ok_or_else(|| format!("{} is no backup of Kippu", file.display()))?;
    if restored != manifest.blobs {
        return Err(format!("the backup should hold {} files, and holds {restored}", manifest.blobs));
    }
    compare(&picture, &manifest)?;
    if let Database::Postgres(url) = &config.database {
        let (from, to) =
            (service::Location::File(picture.clone()), service::Location::Postgres(url.reveal().to_owned()));
        whole::copy(&from, &to, &mut |_| ()).map_err(|fault| fault.to_string())?;
        std::fs::remove_file(&picture).map_err(|error| error.to_string())?;
    }
    Ok(manifest)
}

fn torn(file: &Path, error: &std::io::Error) -> String {
    format!("{} is torn or damaged: {error}", file.display())
}

fn compare(picture: &Path, manifest: &Manifest) -> Result<(), String> {
    let location = service::Location::File(picture.to_owned());
    let wrong = whole::integrity(&location).map_err(|fault| fault.to_string())?;
    if let Some(first) = wrong.first() {
        return Err(format!("the database in the backup is damaged: {first}"));
    }
    let found = whole::counts(&location).map_err(|fault| fault.to_string())?;
    for (table, rows) in &manifest.tables {
        let here = found.iter().find(|copied| copied.table == *table).map(|copied| copied.rows);
        if here != Some(*rows) {
            return Err(format!("table {table} should have {rows} rows, and has {here:?}"));
        }
    }
    Ok(())
}

fn told(manifest: &Manifest) -> String {
    let rows = |name: &str| manifest.tables.iter().find(|(table, _)| table == name).map_or(0, |(_, rows)| *rows);
    let (tickets, messages, people) = (rows("tickets"), rows("messages"), rows("people"));
    format!(
        "{tickets} tickets, {messages} messages, {people} people, {} files, taken {}",
        manifest.blobs, manifest.taken_at
    )
}

async fn count(blobs: &Blobs) -> Result<u64, String> {
    let (mut counted, mut after) = (0, None);
    loop {
        let page = blobs.walk(after.as_ref(), PAGE).await.map_err(|fault| fault.to_string())?;
        counted += page.len() as u64;
        match page.last() {
            Some(last) => after = Some(last.digest.clone()),
            None => return Ok(counted),
        }
    }
}

async fn append_blobs(archive: &mut tar::Builder<impl Write>, blobs: &Blobs) -> Result<(), String> {
    let mut after: Option<Digest> = None;
    loop {
        let page = blobs.walk(after.as_ref(), PAGE).await.map_err(|fault| fault.to_string())?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.digest.clone());
        for entry in page {
            let name = format!("blobs/{}", entry.digest);
            if entry.size > PIECE {
                if let Some(pieces) = blobs.pieces(&entry.digest).await.map_err(|fault| fault.to_string())? {
                    append_pieces(archive, &name, pieces).await?;
                }
            } else if let Some(bytes) = blobs.get(&entry.digest).await.map_err(|fault| fault.to_string())? {
                append(archive, &name, &bytes)?;
            }
        }
    }
}

/// As [`append`] does, of what is too large to be in memory.
async fn append_pieces(archive: &mut tar::Builder<impl Write>, name: &str, mut pieces: Pieces) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let mut header = header(pieces.size());
    header.set_path(name).map_err(said)?;
    header.set_cksum();
    let out = archive.get_mut();
    out.write_all(header.as_bytes()).map_err(said)?;
    while let Some(bytes) = pieces.next().await.map_err(|fault| fault.to_string())? {
        out.write_all(&bytes).map_err(said)?;
    }
    // An entry fills whole blocks.
    let missing = (BLOCK - pieces.size() % BLOCK) % BLOCK;
    out.write_all(&vec![0; usize::try_from(missing).unwrap_or_default()]).map_err(said)
}

/// Into the store, a little at a time.
async fn take(
    blobs: &Blobs,
    entry: &mut impl Read,
    torn: impl Fn(&std::io::Error) -> String,
) -> Result<Digest, String> {
    let (mut coming, mut buffer) = (blobs.begin(), vec![0; 64 * 1024]);
    loop {
        let read = entry.read(&mut buffer).map_err(|error| torn(&error))?;
        if read == 0 {
            return coming.keep().await.map_err(|fault| fault.to_string());
        }
        coming.add(&buffer[..read]).await.map_err(|fault| fault.to_string())?;
    }
}

fn append(archive: &mut tar::Builder<impl Write>, name: &str, bytes: &[u8]) -> Result<(), String> {
    archive.append_data(&mut header(bytes.len() as u64), name, bytes).map_err(|error| error.to_string())
}

fn header(size: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o600);
    header
}

/// Readable by its owner alone, and never over an older file.
fn create(path: &Path) -> Result<File, String> {
    use std::os::unix::fs::OpenOptionsExt;
    let opened = File::options().write(true).create(true).truncate(true).mode(0o600).open(path);
    opened.map_err(|error| format!("{}: {error}", path.display()))
}

fn scratch() -> Result<tempfile::TempDir, String> {
    tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))
}
