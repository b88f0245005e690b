//! Real mail servers, each a private instance in a folder of its own, on loopback ports of its own, for one test.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod dns;
mod dovecot;
mod identity;
mod postfix;
mod service;

pub use dns::{Dns, Zone};
pub use dovecot::Dovecot;
pub use identity::Identity;
pub use postfix::Postfix;
pub use service::{Answered, Asked, HttpService};

use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Says on the terminal that a test did not run; with `KIPPU_REQUIRE_PEERS=1` that is a failure.
fn absent(peer: &str, why: &str) {
    assert!(std::env::var("KIPPU_REQUIRE_PEERS").as_deref() != Ok("1"), "{peer}: {why}");
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    let line = format!("SKIPPED {test}: {peer} {why}; run bin/setup\n");
    // Not eprintln!, which the test runner swallows.
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

/// A port nobody uses at this moment.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

/// A folder others may look into: servers run parts of themselves as somebody else.
fn open_folder() -> TempDir {
    let folder = tempfile::Builder::new().prefix("kippu-peer-").tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

/// A server's process, ended with the test.
struct Running(Child);

impl Running {
    /// Starts it and waits until it listens.
    async fn start(command: &mut Command, ports: &[u16], log: &Path) -> Self {
        // A group of its own: servers end by a signal to their whole group.
        command.process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut running = Self(command.spawn().unwrap());
        for _ in 0..500 {
            let listens = |port: &u16| TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], *port))).is_ok();
            if ports.iter().all(listens) {
                return running;
            }
            if let Some(status) = running.0.try_wait().unwrap() {
                panic!("{command:?} ended: {status}\n{}", std::fs::read_to_string(log).unwrap_or_default());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{command:?} does not listen\n{}", std::fs::read_to_string(log).unwrap_or_default());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Asked politely, a server ends its children too.
        let asked = Command::new("kill").arg(self.0.id().to_string()).stderr(Stdio::null()).status();
        let ended = asked.is_ok_and(|status| status.success())
            && (0..100).any(|_| {
                std::thread::sleep(Duration::from_millis(20));
                matches!(self.0.try_wait(), Ok(Some(_)))
            });
        if !ended {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }
}
