//! What files say is read in a process of its own: a file that is made to do harm harms that alone.

use bytes::Bytes;
use platform::blobs::Blobs;
use reactions::{Job, Trouble};
use service::search::{Reading, file_to_read, keep_text};
use service::{Actor, Desk};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use text::document::{LARGEST, LONGEST};
use text::{Format, NoText};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

/// What is not read by then is not read at all.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The command that reads a file from its standard input: `kippu read-file pdf`.
pub const COMMAND: &str = "read-file";
/// Its exit status when the file is too large, and when it is broken.
pub const TOO_LARGE: u8 = 3;
pub const BROKEN: u8 = 4;

/// Does a `read_file` job.
pub async fn read_file(desk: Arc<Desk>, blobs: Arc<Blobs>, job: Job) -> Result<(), Trouble> {
    let file = desk.ask(Actor::System, move |read| file_to_read(read, &job.body)).await?;
    let Some(file) = file else { return Ok(()) };
    let Some(format) = Format::of(&file.content_type, &file.name) else { return Ok(()) };
    let (reading, text) = if usize::try_from(file.size).is_ok_and(|size| size <= LARGEST) {
        let bytes = blobs.get(&file.digest).await.map_err(|fault| Trouble::Again(fault.to_string()))?;
        let bytes = bytes.ok_or_else(|| Trouble::Hopeless(format!("{} is not in the file store", file.digest)))?;
        outcome(read(format, bytes).await?)
    } else {
        (Reading::TooLarge, String::new())
    };
    desk.change(Actor::System, move |tx| keep_text(tx, &file, reading, &text)).await?;
    Ok(())
}

fn outcome(read: Result<String, NoText>) -> (Reading, String) {
    match read {
        Ok(text) if text.is_empty() => (Reading::Empty, text),
        Ok(text) => (Reading::Read, text),
        Err(NoText::TooLarge) => (Reading::TooLarge, String::new()),
        Err(NoText::Broken(_)) => (Reading::Failed, String::new()),
    }
}

/// What the file says, or why nothing can be read; trouble only where another try may help.
async fn read(format: Format, bytes: Bytes) -> Result<Result<String, NoText>, Trouble> {
    match our_own() {
        Some(program) => match tokio::time::timeout(LONGEST_WAIT, apart(program, format, bytes)).await {
            Ok(read) => read.map_err(|error| Trouble::Again(format!("no process to read a file in: {error}"))),
            Err(_) => Ok(Err(NoText::Broken("it took too long".into()))),
        },
        // In a test, which is not our program.
        None => Ok(tokio::task::spawn_blocking(move || format.text(&bytes))
            .await
            .unwrap_or_else(|error| Err(NoText::Broken(error.to_string())))),
    }
}

/// Even after the program on the disk was replaced, it is this one that runs.
fn our_own() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let ours = program.file_name()?.to_str()?.starts_with("kippu");
    let running = PathBuf::from("/proc/self/exe");
    ours.then(|| if running.exists() { running } else { program })
}

async fn apart(program: PathBuf, format: Format, bytes: Bytes) -> std::io::Result<Result<String, NoText>> {
    let mut child = Command::new(program)
        .args([COMMAND, format.name()])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let feed = async move {
        if let Some(mut stdin) = stdin {
            // A reader that has seen enough closes the door: its answer counts.
            let _ = stdin.write_all(&bytes).await;
        }
    };
    let hear = async move {
        let mut text = Vec::new();
        match stdout {
            Some(stdout) => stdout.take(2 * LONGEST as u64).read_to_end(&mut text).await.map(|_| text),
            None => Ok(text),
        }
    };
    let ((), text) = tokio::join!(feed, hear);
    let status = child.wait().await?;
    Ok(match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(0) => Ok(String::from_utf8_lossy(&text?).into_owned()),
        Some(TOO_LARGE) => Err(NoText::TooLarge),
        Some(_) | None => Err(NoText::Broken(status.to_string())),
    })
}
