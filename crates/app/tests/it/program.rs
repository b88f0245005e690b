//! `kippu serve` as a process of its own, that may be killed and started again in the same place.

use crate::browser::Browser;
use base::SystemClock;
use service::{Desk, Location, Settings};
use std::fs::File;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use testing::peers::free_port;
use testing::{Database, TestSigner};

/// Where one installation lives: its folder, its doors, its database.
pub struct Place {
    pub lmtp: SocketAddr,
    pub http: SocketAddr,
    folder: PathBuf,
    location: Location,
    /// What it is told beside that, as in `KIPPU_BLOBS`.
    environment: Vec<(&'static str, String)>,
    _database: Option<Database>,
    _kept: Option<TempDir>,
}

/// The process, while it runs.
pub struct Running(Child);

impl Place {
    pub fn new(database: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Self::in_folder(folder.path());
        match &database {
            Database::Sqlite(_) => Self { _kept: Some(folder), ..place },
            Database::Postgres { .. } => {
                Self { location: database.location(), _kept: Some(folder), _database: Some(database), ..place }
            }
        }
    }

    /// On SQLite, in a folder of whoever asks.
    pub fn in_folder(folder: &Path) -> Self {
        Self::within(folder, Location::File(folder.join("kippu.db")), Vec::new())
    }

    /// The same, with more in its environment.
    pub fn told(self, environment: Vec<(&'static str, String)>) -> Self {
        Self { environment, ..self }
    }

    /// One of several processes on the same database.
    pub fn one_of(location: Location, environment: Vec<(&'static str, String)>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Self::within(folder.path(), location, environment);
        Self { _kept: Some(folder), ..place }
    }

    fn within(folder: &Path, location: Location, environment: Vec<(&'static str, String)>) -> Self {
        let here = || SocketAddr::from(([127, 0, 0, 1], free_port()));
        let (lmtp, http, folder) = (here(), here(), folder.to_owned());
        Self { lmtp, http, folder, location, environment, _database: None, _kept: None }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn browser(&self) -> Browser {
        Browser::at(self.http)
    }

    /// Starts it and waits until it says that it is ready.
    pub async fn start(&self) -> Running {
        let file = |name: &str| File::options().create(true).append(true).open(self.folder().join(name)).unwrap();
        let mut command = self.command("serve");
        command.arg("--listen").arg(self.http.to_string()).arg("--lmtp").arg(self.lmtp.to_string());
        let child = command.stdout(file("stdout")).stderr(file("stderr")).spawn().unwrap();
        let mut running = Running(child);
        let begun = Instant::now();
        while !self.is_ready().await {
            let ended = running.0.try_wait().unwrap();
            assert!(ended.is_none() && begun.elapsed() < Duration::from_secs(30), "{ended:?}\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        running
    }

    /// What it wrote to its log, so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder().join("stderr")).unwrap_or_default()
    }

    /// The path of the link that the first start prints.
    pub fn set_up_link(&self) -> String {
        self.printed_link().expect("the first start prints a link")
    }

    /// None: it was not started, or when everything was set up.
    pub fn printed_link(&self) -> Option<String> {
        let printed = std::fs::read_to_string(self.folder().join("stdout")).ok()?;
        let at = printed.find("/setup/")?;
        printed[at..].split_whitespace().next().map(str::to_owned)
    }

    /// `kippu doctor`, beside the process or after it.
    pub fn doctor(&self) -> Result<String, String> {
        let output = self.command("doctor").output().unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        if output.status.success() { Ok(said) } else { Err(said) }
    }

    /// `kippu mail pipe` with a message on its standard input: its code, and what it said.
    pub fn piped(&self, arguments: &[&str], message: &str) -> (Option<i32>, String) {
        let mut command = self.command("mail");
        command.arg("pipe").args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // Who needs no message does not read it.
        let _ = child.stdin.take().unwrap().write_all(message.as_bytes());
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// The database beside the process, for who wants to count.
    pub fn desk(&self) -> Arc<Desk> {
        let (clock, signer) = (Arc::new(SystemClock), Arc::new(TestSigner));
        Desk::open(Settings { location: self.location.clone(), clock, signer }).unwrap()
    }

    fn command(&self, what: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kippu"));
        command.arg(what).arg("--data").arg(self.folder()).stdin(Stdio::null());
        // Nobody out there is asked about the senders of tests.
        command.env("KIPPU_DNS", "off");
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        if let Location::Postgres(url) = &self.location {
            command.arg("--database").arg(url);
        }
        command
    }

    async fn is_ready(&self) -> bool {
        tokio::net::TcpStream::connect(self.http).await.is_ok() && self.browser().get("/ready").await.status == 200
    }
}

impl Running {
    /// Kill -9: it has no chance to finish anything.
    pub fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Processor time it has used so far.
    pub fn used(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.0.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        // proc(5): utime and stime, the 14th and 15th field, in ticks of which a second has 100.
        let ticks: u64 = fields[11..=12].iter().map(|ticks| ticks.parse::<u64>().unwrap()).sum();
        Duration::from_millis(ticks * 10)
    }

    /// Asks it to end, and waits until it has.
    pub fn end(mut self) -> ExitStatus {
        assert!(Command::new("kill").arg(self.0.id().to_string()).status().unwrap().success());
        self.0.wait().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
