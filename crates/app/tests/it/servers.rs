//! A PostgreSQL server of a test's own, that may be stopped, copied, promoted and started again.

use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;
use testing::peers::free_port;

pub struct Server {
    pub port: u16,
    folder: TempDir,
    programs: PathBuf,
}

impl Server {
    /// With settings as in `postgresql.conf`. None, said aloud, where PostgreSQL is not installed.
    pub fn start(settings: &[&str]) -> Option<Self> {
        let Some(programs) = programs() else {
            assert!(std::env::var_os("KIPPU_REQUIRE_PEERS").is_none(), "PostgreSQL is not installed: run bin/setup");
            std::io::stderr().write_all(b"SKIPPED: PostgreSQL is not installed\n").unwrap();
            return None;
        };
        let server = Self::new(programs);
        let locale = ["-U", "kippu", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"];
        server.run("initdb", &[&["-D", &server.data()], &locale[..]].concat());
        server.begin(settings);
        Some(server)
    }

    /// A streaming replica of this one, as it is now.
    pub fn replica(&self) -> Self {
        let replica = Self::new(self.programs.clone());
        let (data, port) = (replica.data(), self.port.to_string());
        let from = ["-h", "127.0.0.1", "-p", &port, "-U", "kippu", "-R", "-X", "stream", "-c", "fast", "--no-sync"];
        replica.run("pg_basebackup", &[&["-D", &data], &from[..]].concat());
        replica.begin(&["hot_standby_feedback=on"]);
        replica
    }

    pub fn begin(&self, settings: &[&str]) {
        let mut said = format!(
            "-c listen_addresses=127.0.0.1 -p {} -c unix_socket_directories='' -c fsync=off -c max_connections=100",
            self.port
        );
        settings.iter().for_each(|setting| said.push_str(&format!(" -c {setting}")));
        let log = self.folder.path().join("log").display().to_string();
        self.run("pg_ctl", &["-D", &self.data(), "-w", "-t", "60", "-l", &log, "-o", &said, "start"]);
    }

    /// At once, as if its machine had lost its power.
    pub fn stop(&self) {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "stop"]);
    }

    pub fn promote(&self) {
        self.run("pg_ctl", &["-D", &self.data(), "-w", "promote"]);
    }

    pub fn url(&self) -> String {
        format!("postgres://kippu@127.0.0.1:{}/postgres", self.port)
    }

    /// A file beside the database that its server may read.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o640);
        std::fs::set_permissions(&path, mode).unwrap();
        path.display().to_string()
    }

    pub fn execute(&self, sql: &str) {
        self.number(&format!("SELECT count(*) FROM ({sql}) done"));
    }

    /// Nobody reads or writes a table for a while. Returns when it is locked.
    pub fn lock(&self, table: &str, span: std::time::Duration) {
        let (url, sql) = (self.url(), format!("BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"));
        let (locked, wait) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
            client.batch_execute(&sql).unwrap();
            locked.send(()).unwrap();
            std::thread::sleep(span);
            client.batch_execute("COMMIT").unwrap();
        });
        wait.recv().unwrap();
    }

    pub fn number(&self, sql: &str) -> i64 {
        let (url, sql) = (self.url(), sql.to_owned());
        // The client brings its own runtime.
        let asked = std::thread::spawn(move || {
            let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
            client.query_one(&sql, &[]).unwrap().get(0)
        });
        asked.join().unwrap()
    }

    fn new(programs: PathBuf) -> Self {
        let folder = tempfile::Builder::new().prefix("kippu-postgres-").tempdir().unwrap();
        if let Some(owner) = owner() {
            std::os::unix::fs::chown(folder.path(), Some(owner), None).unwrap();
        }
        Self { port: free_port(), folder, programs }
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    /// PostgreSQL refuses to run as root.
    fn run(&self, program: &str, words: &[&str]) {
        let program = self.programs.join(program);
        let mut command = match owner() {
            Some(owner) => {
                let mut command = Command::new("setpriv");
                command.args([&format!("--reuid={owner}"), "--clear-groups", "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        // Not piped: the server inherits it, and the pipe would never end.
        let ended = command.args(words).current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).status().unwrap();
        assert!(ended.success(), "{words:?}: {ended}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut command = Command::new(self.programs.join("pg_ctl"));
        if let Some(owner) = owner() {
            command = Command::new("setpriv");
            command.args([&format!("--reuid={owner}"), "--clear-groups", "--"]).arg(self.programs.join("pg_ctl"));
        }
        let quietly = command.args(["-D", &self.data(), "-m", "immediate", "stop"]).current_dir("/");
        let _ = quietly.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}

fn programs() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    versions.sort();
    versions.pop().filter(|programs| programs.join("initdb").exists() && programs.join("pg_basebackup").exists())
}

/// The user to run it as, where we are root: the one its package made.
fn owner() -> Option<u32> {
    let root = std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0);
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let id = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        line.split(':').nth(2)?.parse().ok()
    };
    if root { id("postgres").or_else(|| id("nobody")) } else { None }
}
