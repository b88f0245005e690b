//! Mail alone: how fast it is stored and processed, what it costs, and how much of a corpus is read as it should be.

use crate::mail::{self, Arrived};
use crate::server::Server;
use crate::{Outcome, Plan};
use serde::Serialize;
use service::Location;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

#[derive(Serialize)]
pub struct Post {
    pub connections: usize,
    pub arrived: Arrived,
    /// Of the whole process: before, and the most it had until all was read.
    pub idle_mb: f64,
    pub most_mb: f64,
    pub corpus: Option<Corpus>,
}

/// What the corpus's own runner (`run.py`) found.
#[derive(Serialize)]
pub struct Corpus {
    pub cases: u64,
    pub passed: u64,
}

const TICKETS: u32 = 1_000;

pub async fn run(plan: &Plan, corpus: Option<&Path>) -> Outcome<Post> {
    let data = plan.folder.join("post");
    let database = if plan.postgres { testing::Database::postgres() } else { None };
    let location = database.as_ref().map_or_else(|| Location::File(data.join("kippu.db")), testing::Database::location);
    let url = match &location {
        Location::Postgres(url) => Some(url.clone()),
        Location::File(_) => None,
    };
    let (server, ready, _) = Server::demo(&plan.kippu, &data, TICKETS, url.as_deref())?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let idle_mb = server.resident_mb();
    let arrived = mail::run(plan, server.process(), &ready.lmtp, location).await?;
    let most_mb = crate::machine::most_resident_mb(server.process());
    server.stop()?;
    let corpus = corpus.map(|folder| read(&plan.kippu, folder)).transpose()?;
    Ok(Post { connections: plan.clients, arrived, idle_mb, most_mb, corpus })
}

/// The runner's last lines are the figures, one of them as JSON.
fn read(kippu: &Path, folder: &Path) -> Outcome<Corpus> {
    let command = format!("{} mail inspect --json -", kippu.display());
    let ran = Command::new("python3").arg(folder.join("run.py")).args(["--min", "0", "--cmd", &command]).output()?;
    let told = String::from_utf8_lossy(&ran.stdout).into_owned();
    let figures = told.lines().rev().find_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let figures = figures.ok_or_else(|| format!("{}: run.py gave no figures", folder.display()))?;
    let number = |name: &str| figures[name].as_u64().unwrap_or_default();
    Ok(Corpus { cases: number("cases"), passed: number("passed") })
}

impl Post {
    pub fn table(&self) -> String {
        let Arrived { messages, stored_per_second, processed_per_second, processor_ms_each } = self.arrived;
        let corpus = self.corpus.as_ref().map(|corpus| format!("{} of {}", corpus.passed, corpus.cases));
        format!(
            "| connections | messages | stored/s | processed/s | CPU ms each | idle MB | most MB | corpus |\n\
             |---|---|---|---|---|---|---|---|\n\
             | {} | {messages} | {stored_per_second:.0} | {processed_per_second:.0} | {processor_ms_each:.2} | {:.0} | {:.0} | {} |\n",
            self.connections,
            self.idle_mb,
            self.most_mb,
            corpus.unwrap_or_else(|| "–".to_owned()),
        )
    }
}
