//! A long day at a desk, in an hour: mail comes in, agents look, answer and search, fifty pages stay open. What counts is
//! whether anything grows that should not: memory, and how far the readers of the log are behind.

use crate::client::{Client, Session};
use crate::server::Server;
use crate::{Outcome, Plan, mail};
use desk::event::Place;
use serde::Serialize;
use service::{Actor, Desk, Location};
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use store::events;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Pages that stay open and hear of everything.
const LIVE: usize = 50;
/// How often each thing happens in a second.
const MAIL: f64 = 5.0;
const REPLIES: f64 = 2.0;
const LOOKS: f64 = 25.0;
const SEARCHES: f64 = 2.0;
const SAMPLE: Duration = Duration::from_secs(10);
/// The readers of every installation.
const READER: &str = "acknowledge";

#[derive(Serialize)]
pub struct Soak {
    pub minutes: f64,
    pub tickets: u32,
    pub messages: u64,
    pub requests: u64,
    pub failed: u64,
    pub samples: Vec<Sample>,
}

#[derive(Clone, Copy, Serialize)]
pub struct Sample {
    pub second: f64,
    pub resident_mb: f64,
    /// How old the oldest event is that the reader has not read.
    pub lag_s: f64,
    pub jobs: i64,
}

struct Day {
    session: Session,
    tickets: u32,
    over: AtomicBool,
    requests: AtomicU64,
    failed: AtomicU64,
    next: AtomicU64,
}

pub async fn run(plan: &Plan, tickets: u32, span: Duration) -> Outcome<Soak> {
    let data = plan.folder.join("soak");
    let database = if plan.postgres { testing::Database::postgres() } else { None };
    let location = database.as_ref().map_or_else(|| Location::File(data.join("kippu.db")), testing::Database::location);
    let url = match &location {
        Location::Postgres(url) => Some(url.clone()),
        Location::File(_) => None,
    };
    eprintln!("growing {tickets} tickets");
    let (server, ready, _) = Server::demo(&plan.kippu, &data, tickets, url.as_deref())?;
    let session = Session::begin(&ready).await?;
    let zero = || AtomicU64::new(0);
    let over = AtomicBool::new(false);
    let day = Arc::new(Day { session, tickets, over, requests: zero(), failed: zero(), next: zero() });
    let mut people = JoinSet::new();
    (0..LIVE).for_each(|_| drop(people.spawn(live(day.clone()))));
    people.spawn(every(day.clone(), LOOKS, |nth, tickets| match nth % 2 {
        0 => crate::set::look("/tickets?view=open"),
        _ => crate::set::look(&format!("/tickets/{}", crate::set::number(nth, tickets))),
    }));
    people.spawn(every(day.clone(), REPLIES, |nth, tickets| crate::set::answer(crate::set::number(nth, tickets))));
    people.spawn(every(day.clone(), SEARCHES, |nth, _| {
        let words = ["leak", "水漏れ", "invoice", "返金", "grinder"];
        crate::set::look(&format!("/palette?q={}", percent(words[nth as usize % words.len()])))
    }));
    let sent = Arc::new(AtomicU64::new(0));
    let pace = Duration::from_secs_f64(1.0 / MAIL);
    people.spawn({
        let (sent, lmtp, until) = (sent.clone(), ready.lmtp.clone(), Instant::now() + span);
        async move { mail::steadily(lmtp, sent, pace, until).await }
    });
    let samples = watch(&server, &mail::desk(location)?, span).await?;
    day.over.store(true, Ordering::Relaxed);
    people.shutdown().await;
    server.stop()?;
    let (requests, failed) = (day.requests.load(Ordering::Relaxed), day.failed.load(Ordering::Relaxed));
    let messages = sent.load(Ordering::Relaxed);
    Ok(Soak { minutes: span.as_secs_f64() / 60.0, tickets, messages, requests, failed, samples })
}

async fn watch(server: &Server, desk: &Arc<Desk>, span: Duration) -> Outcome<Vec<Sample>> {
    let (begun, mut samples) = (Instant::now(), Vec::new());
    while begun.elapsed() < span {
        tokio::time::sleep(SAMPLE.min(span)).await;
        let jobs = mail::waiting(desk).await?;
        let lag_s = lag(desk).await?;
        let sample = Sample { second: begun.elapsed().as_secs_f64(), resident_mb: server.resident_mb(), lag_s, jobs };
        eprintln!("{:6.0} s  {:6.0} MB  {:5.1} s behind  {} jobs", sample.second, sample.resident_mb, lag_s, jobs);
        samples.push(sample);
    }
    Ok(samples)
}

async fn lag(desk: &Desk) -> Outcome<f64> {
    let now = desk.now();
    let oldest = desk.ask(Actor::System, |read| {
        let place: Place = events::kept_place(read, READER)?;
        Ok(events::after(read, place, 1)?.first().map(|event| event.at))
    });
    Ok(oldest.await?.map_or(0.0, |at| now.since(at).as_secs_f64()))
}

/// An open page: it hears, and fetches nothing.
async fn live(day: Arc<Day>) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    while !day.over.load(Ordering::Relaxed) {
        let Session { address, cookie } = &day.session;
        let mut stream = TcpStream::connect(address).await.map_err(said)?;
        let head = format!("GET /live HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.map_err(said)?;
        let mut heard = [0; 4096];
        while stream.read(&mut heard).await.is_ok_and(|octets| octets > 0) {}
    }
    Ok(())
}

/// Asks so often in a second, whether or not the answers keep up.
async fn every(day: Arc<Day>, often: f64, ask: fn(u64, u32) -> crate::load::Wish) -> Result<(), String> {
    let mut ticks = tokio::time::interval(Duration::from_secs_f64(1.0 / often));
    let mut client = None;
    while !day.over.load(Ordering::Relaxed) {
        ticks.tick().await;
        let wish = ask(day.next.fetch_add(1, Ordering::Relaxed), day.tickets);
        let well = one(&mut client, &day.session, wish).await;
        day.requests.fetch_add(1, Ordering::Relaxed);
        if !well {
            (client, _) = (None, day.failed.fetch_add(1, Ordering::Relaxed));
        }
    }
    Ok(())
}

async fn one(client: &mut Option<Client>, session: &Session, wish: crate::load::Wish) -> bool {
    if client.is_none() {
        *client = Client::connect(&session.address).await.ok();
    }
    let Some(open) = client else { return false };
    let answer = match wish.form {
        Some((kind, body)) => open.post(&wish.path, &session.cookie, &kind, body).await,
        None => open.get(&wish.path, &session.cookie).await,
    };
    answer.is_ok_and(|page| page.status < 400)
}

fn percent(text: &str) -> String {
    text.bytes().map(|octet| format!("%{octet:02X}")).collect()
}

impl Soak {
    pub fn table(&self) -> String {
        let mut text = format!(
            "{:.0} minutes on {} tickets: {} messages came in, {} requests, {} failed\n\n| second | MB | behind s | jobs |\n|---:|---:|---:|---:|\n",
            self.minutes, self.tickets, self.messages, self.requests, self.failed
        );
        // A dozen lines show a slope.
        for sample in self.samples.iter().step_by(self.samples.len().div_ceil(12).max(1)) {
            let Sample { second, resident_mb, lag_s, jobs } = sample;
            let _ = writeln!(text, "| {second:.0} | {resident_mb:.0} | {lag_s:.1} | {jobs} |");
        }
        let behind = self.samples.iter().map(|sample| sample.lag_s).fold(0.0, f64::max);
        let _ = write!(text, "\nMemory grows by {:.1} MB an hour; at most {behind:.1} s behind.", self.growth());
        text
    }

    /// The slope of the least squares over the second half, when everything is warm.
    fn growth(&self) -> f64 {
        let half = &self.samples[self.samples.len() / 2..];
        let many = half.len().max(1) as f64;
        let mean = |of: fn(&Sample) -> f64| half.iter().map(of).sum::<f64>() / many;
        let (time, memory) = (mean(|sample| sample.second), mean(|sample| sample.resident_mb));
        let square: f64 = half.iter().map(|sample| (sample.second - time).powi(2)).sum();
        let both: f64 = half.iter().map(|sample| (sample.second - time) * (sample.resident_mb - memory)).sum();
        if square > 0.0 { both / square * 3600.0 } else { 0.0 }
    }
}
