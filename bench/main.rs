//! Measures a built `kippu` from outside, as its users meet it: `bin/bench`, see `bench/README.md`.

mod client;
mod fleet;
mod load;
mod machine;
mod mail;
mod post;
mod report;
mod search;
mod server;
mod set;
mod soak;

use clap::Parser;
use report::Report;
use std::path::PathBuf;
use std::time::Duration;

/// Grows data sets, puts load on them, and writes what was measured as JSON and as a table.
#[derive(Parser)]
struct Bench {
    /// The program to measure
    #[arg(long)]
    kippu: PathBuf,
    /// Data sets, by their number of tickets
    #[arg(long, value_delimiter = ',', default_value = "10000,100000")]
    tickets: Vec<u32>,
    /// Seconds for each kind of load
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    #[arg(long, default_value_t = 8)]
    clients: usize,
    /// On the PostgreSQL of KIPPU_TEST_POSTGRES instead of SQLite
    #[arg(long)]
    postgres: bool,
    /// Instead of all else: so many minutes of a desk's day, and what grew meanwhile
    #[arg(long, value_name = "MINUTES")]
    soak: Option<f64>,
    /// Instead of all else, with --postgres: pages served by so many processes on one database, in turn
    #[arg(long, value_delimiter = ',', value_name = "NUMBERS")]
    processes: Vec<usize>,
    /// Instead of all else: mail alone, by so many connections as there are clients
    #[arg(long)]
    mail: bool,
    /// With --mail: a corpus with its run.py, and how much of it is read as it should be
    #[arg(long, value_name = "FOLDER")]
    corpus: Option<PathBuf>,
    /// Where the data sets are grown; they are gone afterwards
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Where the JSON goes; the table goes to the standard output
    #[arg(long)]
    json: Option<PathBuf>,
}

/// What each run shares.
#[derive(Clone)]
pub struct Plan {
    pub kippu: PathBuf,
    pub span: Duration,
    pub clients: usize,
    pub postgres: bool,
    pub folder: PathBuf,
}

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let bench = Bench::parse();
    let scratch = match &bench.folder {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    let plan = Plan {
        kippu: bench.kippu,
        span: Duration::from_secs(bench.seconds.max(1)),
        clients: bench.clients.max(1),
        postgres: bench.postgres,
        folder: scratch.path().to_owned(),
    };
    let tickets = bench.tickets.first().copied().unwrap_or(10_000);
    if let Some(minutes) = bench.soak {
        let soak = soak::run(&plan, tickets, Duration::from_secs_f64(minutes.clamp(0.2, 24.0 * 60.0) * 60.0)).await?;
        return tell(bench.json, &soak, soak.table());
    }
    if !bench.processes.is_empty() {
        let together = fleet::run(&plan, tickets, &bench.processes).await?;
        return tell(bench.json, &together, fleet::table(&together));
    }
    if bench.mail {
        let post = post::run(&plan, bench.corpus.as_deref()).await?;
        return tell(bench.json, &post, post.table());
    }
    let mut report = Report::begun(&plan)?;
    report.start = set::starts(&plan).await?;
    for tickets in bench.tickets {
        report.sets.push(set::measure(&plan, tickets).await?);
    }
    tell(bench.json, &report, report.table())
}

fn tell(json: Option<PathBuf>, measured: &impl serde::Serialize, table: String) -> Outcome<()> {
    if let Some(path) = json {
        std::fs::write(path, serde_json::to_vec_pretty(measured)?)?;
    }
    println!("{table}");
    Ok(())
}
