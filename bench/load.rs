//! Load: several clients, each with one request at a time, for a while.

use crate::client::{Client, Page};
use crate::{Outcome, Plan, machine};
use hyper::body::Bytes;
use serde::Serialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What a client asks, the nth time.
pub type Ask = Arc<dyn Fn(u64) -> Wish + Send + Sync>;

pub struct Wish {
    pub path: String,
    /// A form that is posted: its content type and bytes.
    pub form: Option<(String, Bytes)>,
}

#[derive(Clone, Serialize)]
pub struct Measured {
    pub requests: usize,
    pub per_second: f64,
    pub p50_ms: f64,
    pub p95_ms: f64,
    pub p99_ms: f64,
    pub bytes: usize,
    /// Of the server's processor time.
    pub processor_ms_each: f64,
    /// The most it had meanwhile.
    pub resident_mb: f64,
    /// Answers that were neither a page nor a redirect.
    pub failed: usize,
}

struct Target {
    address: String,
    cookie: String,
    ask: Ask,
    until: Instant,
    next: AtomicU64,
}

/// A second of warming up, then `plan.span` of measuring.
pub async fn run(plan: &Plan, process: u32, address: &str, cookie: &str, ask: Ask) -> Outcome<Measured> {
    let target = |span: Duration, next| {
        let (address, cookie, ask) = (address.to_owned(), cookie.to_owned(), ask.clone());
        Arc::new(Target { address, cookie, ask, until: Instant::now() + span, next: AtomicU64::new(next) })
    };
    let warmed = crowd(plan.clients, target(Duration::from_secs(1), 0)).await?;
    let most = Arc::new(AtomicU64::new(0));
    let watched = tokio::spawn(watch(process, most.clone()));
    let (begun, used) = (Instant::now(), machine::processor_seconds(process)?);
    let answers = crowd(plan.clients, target(plan.span, warmed.len() as u64)).await?;
    let (took, used) = (begun.elapsed(), machine::processor_seconds(process)? - used);
    watched.abort();
    Ok(measured(answers, took, used, most.load(Ordering::Relaxed) as f64))
}

struct Answered {
    took: Duration,
    bytes: usize,
    well: bool,
}

async fn crowd(clients: usize, target: Arc<Target>) -> Outcome<Vec<Answered>> {
    let browsers: Vec<_> = (0..clients).map(|_| tokio::spawn(browse(target.clone()))).collect();
    let mut all = Vec::new();
    for browser in browsers {
        all.extend(browser.await?.map_err(|error| error.to_string())?);
    }
    Ok(all)
}

async fn browse(target: Arc<Target>) -> Result<Vec<Answered>, String> {
    let mut client = Client::connect(&target.address).await.map_err(|error| error.to_string())?;
    let mut answers = Vec::new();
    while Instant::now() < target.until {
        let wish = (target.ask)(target.next.fetch_add(1, Ordering::Relaxed));
        let begun = Instant::now();
        let answer = match wish.form {
            Some((kind, body)) => client.post(&wish.path, &target.cookie, &kind, body).await,
            None => client.get(&wish.path, &target.cookie).await,
        };
        let Page { status, body, .. } = answer.map_err(|error| error.to_string())?;
        answers.push(Answered { took: begun.elapsed(), bytes: body.len(), well: status < 400 });
    }
    Ok(answers)
}

/// Notes the most memory there was, until it is stopped.
async fn watch(process: u32, most: Arc<AtomicU64>) {
    loop {
        most.fetch_max(machine::resident_mb(process) as u64, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn measured(answers: Vec<Answered>, took: Duration, used: f64, resident_mb: f64) -> Measured {
    let mut times: Vec<Duration> = answers.iter().map(|answer| answer.took).collect();
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).map_or(0.0, |time| time.as_secs_f64() * 1000.0);
    let requests = answers.len();
    Measured {
        requests,
        per_second: requests as f64 / took.as_secs_f64(),
        p50_ms: at(50),
        p95_ms: at(95),
        p99_ms: at(99),
        bytes: answers.iter().map(|answer| answer.bytes).sum::<usize>() / requests.max(1),
        processor_ms_each: used * 1000.0 / requests.max(1) as f64,
        resident_mb,
        failed: answers.iter().filter(|answer| !answer.well).count(),
    }
}
