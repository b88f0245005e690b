//! The search index: how long it takes to build, what it weighs, and what is asked of it.

use crate::Outcome;
use crate::client::Client;
use serde::Serialize;
use std::time::{Duration, Instant};

/// In turn: one and two letters, words, phrases, numbers, fields, slips, in Japanese and English.
const QUESTIONS: [&str; 24] = [
    "返金",
    "refund",
    "請求書",
    "kettle",
    "豆",
    "coffee grinder",
    "プリンター",
    "\"not working\"",
    "修理 返金",
    "invoice is:open",
    "お願いします",
    "delivery -refund",
    "配送",
    "from:example.com",
    "コーヒーミル",
    "refund OR 返金",
    "注文",
    "subject:order",
    "問い合わせ",
    "warranty",
    "created:last-30-days 返品",
    "refudn",
    "100500",
    "is:unread",
];

/// Patience for an index that is built for the first time.
const LONGEST: Duration = Duration::from_secs(3_600);

#[derive(Serialize)]
pub struct Built {
    /// From the start of the program until everything is in it.
    pub seconds: f64,
    pub documents: f64,
    pub mb: f64,
}

/// Waits until the index holds everything. `started` is how long the program has run already.
pub async fn built(address: &str, started: Duration) -> Outcome<Built> {
    let begun = Instant::now();
    let mut client = Client::connect(address).await?;
    loop {
        let body = client.get("/metrics", "").await?.body;
        let figures = String::from_utf8_lossy(&body).into_owned();
        let figure = |name: &str| {
            let line = figures.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            line.and_then(|value| value.trim().parse::<f64>().ok()).unwrap_or_default()
        };
        let whole = figure("kippu_search_built_percent") == 100.0 && figure("kippu_search_documents") > 0.0;
        if whole || begun.elapsed() > LONGEST {
            return Ok(Built {
                seconds: (begun.elapsed() + started).as_secs_f64(),
                documents: figure("kippu_search_documents"),
                mb: figure("kippu_search_bytes") / 1_048_576.0,
            });
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

pub fn path(page: &str, nth: u64) -> String {
    let question = QUESTIONS[(nth % QUESTIONS.len() as u64) as usize];
    let encoded: String = question
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    format!("{page}?q={encoded}")
}
