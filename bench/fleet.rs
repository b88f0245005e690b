//! Several processes on one PostgreSQL: how many pages they serve together.

use crate::client::Session;
use crate::load::{self, Measured};
use crate::server::Server;
use crate::{Outcome, Plan, search, set};
use serde::Serialize;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

#[derive(Serialize)]
pub struct Together {
    pub processes: usize,
    pub list: Vec<Measured>,
    pub ticket: Vec<Measured>,
}

/// Grows a set once, and serves it with each number of processes in turn. The clients are shared out evenly.
pub async fn run(plan: &Plan, tickets: u32, numbers: &[usize]) -> Outcome<Vec<Together>> {
    let database = testing::Database::postgres().ok_or("several processes need --postgres")?;
    let service::Location::Postgres(url) = database.location() else { return Err("no PostgreSQL".into()) };
    let data = plan.folder.join("fleet");
    eprintln!("growing {tickets} tickets");
    let (server, ready, _) = Server::demo(&plan.kippu, &data, tickets, Some(&url))?;
    let session = Session::begin(&ready).await?;
    server.stop()?;
    let mut all = Vec::new();
    for processes in numbers {
        eprintln!("{processes} processes");
        let mut servers = Vec::new();
        for number in 0..*processes {
            servers.push(Server::beside(&plan.kippu, &data, number, &url).await?);
        }
        // Each keeps an index of its own, which is no part of what is measured.
        for (_, address) in &servers {
            search::built(address, Duration::ZERO).await?;
        }
        let list = share(plan, &servers, &session, Arc::new(|_| set::look("/tickets?view=open"))).await?;
        let one = Arc::new(move |nth| set::look(&format!("/tickets/{}", set::number(nth, tickets))));
        let ticket = share(plan, &servers, &session, one).await?;
        all.push(Together { processes: *processes, list, ticket });
    }
    Ok(all)
}

async fn share(plan: &Plan, servers: &[(Server, String)], session: &Session, ask: load::Ask) -> Outcome<Vec<Measured>> {
    let clients = (plan.clients / servers.len()).max(1);
    let plan = Plan { clients, ..plan.clone() };
    let runs = servers.iter().map(|(server, address)| {
        let (plan, ask) = (&plan, ask.clone());
        async move { load::run(plan, server.process(), address, &session.cookie, ask).await }
    });
    futures_util::future::try_join_all(runs).await
}

pub fn table(all: &[Together]) -> String {
    let mut text =
        "| processes | what | per second | p95 ms | CPU ms each | failed |\n|---:|---|---:|---:|---:|---:|\n"
            .to_owned();
    for together in all {
        for (what, runs) in [("list", &together.list), ("ticket", &together.ticket)] {
            let sum = |of: fn(&Measured) -> f64| runs.iter().map(of).sum::<f64>();
            let worst = runs.iter().map(|run| run.p95_ms).fold(0.0, f64::max);
            let each = sum(|run| run.processor_ms_each) / runs.len().max(1) as f64;
            let failed: usize = runs.iter().map(|run| run.failed).sum();
            let (processes, per_second) = (together.processes, sum(|run| run.per_second));
            let _ = writeln!(text, "| {processes} | {what} | {per_second:.0} | {worst:.2} | {each:.3} | {failed} |");
        }
    }
    text
}
