//! The program under measurement: started, asked until it answers, stopped.

use crate::client::Client;
use crate::{Outcome, machine};
use serde::Deserialize;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub struct Server {
    child: Child,
}

/// The line of `kippu demo --json`.
#[derive(Deserialize)]
pub struct Ready {
    pub url: String,
    pub accounts: Vec<Account>,
    pub lmtp: String,
}

#[derive(Deserialize)]
pub struct Account {
    pub role: String,
    pub email: String,
    pub password: String,
}

impl Server {
    /// `kippu serve` on a folder, and how long until the first page was answered.
    pub async fn serve(kippu: &Path, data: &Path) -> Outcome<(Self, Duration)> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let address = format!("127.0.0.1:{port}");
        let begun = Instant::now();
        let mut command = Command::new(kippu);
        command
            .args(["serve", "--log", "error", "--dns", "off", "--listen", &address, "--data"])
            .arg(data)
            .stdout(Stdio::null());
        let server = Self { child: command.spawn()? };
        while begun.elapsed() < Duration::from_secs(60) {
            if let Ok(mut client) = Client::connect(&address).await
                && client.get("/login", "").await.is_ok_and(|page| page.status < 400)
            {
                return Ok((server, begun.elapsed()));
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Err("no page within a minute".into())
    }

    /// One of several processes on the database and the files of a demo, with a folder of its own; and its address.
    pub async fn beside(kippu: &Path, demo: &Path, number: usize, database: &str) -> Outcome<(Self, String)> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let address = format!("127.0.0.1:{port}");
        let key =
            base64::Engine::encode(&base64::engine::general_purpose::STANDARD, std::fs::read(demo.join("secret.key"))?);
        let mut command = Command::new(kippu);
        command.args(["serve", "--log", "error", "--dns", "off", "--listen", &address, "--database", database]);
        command.arg("--data").arg(demo.join(format!("process-{number}"))).arg("--blobs").arg(demo.join("blobs"));
        let server = Self { child: command.env("KIPPU_SECRET_KEY", key).stdout(Stdio::null()).spawn()? };
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(60) {
            if let Ok(mut client) = Client::connect(&address).await
                && client.get("/login", "").await.is_ok_and(|page| page.status < 400)
            {
                return Ok((server, address));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Err("no page within a minute".into())
    }

    /// `kippu demo` in a quiet world, grown where it is not yet, and how long that took.
    pub fn demo(kippu: &Path, data: &Path, tickets: u32, database: Option<&str>) -> Outcome<(Self, Ready, Duration)> {
        let begun = Instant::now();
        let mut command = Command::new(kippu);
        command.args([
            "demo",
            "--quiet-world",
            "--json",
            "--log",
            "error",
            "--listen",
            "127.0.0.1:0",
            "--tickets",
            &tickets.to_string(),
        ]);
        command.arg("--data").arg(data).stdout(Stdio::piped());
        if let Some(url) = database {
            command.args(["--database", url]);
        }
        let mut child = command.spawn()?;
        let output = child.stdout.take().ok_or("no output")?;
        let server = Self { child };
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let ready = serde_json::from_str(&line).map_err(|error| format!("not ready: {error}: {line}"))?;
        Ok((server, ready, begun.elapsed()))
    }

    pub fn resident_mb(&self) -> f64 {
        machine::resident_mb(self.child.id())
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as an operator would.
    pub fn stop(mut self) -> Outcome<()> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    /// A run that failed leaves nothing behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
