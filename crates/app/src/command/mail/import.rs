//! `kippu mail import`: old mail from files, through the same gate as new mail, without answering any of it.

use crate::house::House;
use base::words;
use base::{Email, Language, Moment};
use channels::desk::{DeskIntake, Premises, read};
use channels::import::{Found, Import as Files, Why};
use channels::ports::{Envelope, Intake, Source};
use desk::channel::{Decided, Decision};
use desk::ticket::{Category, TicketId};
use platform::config::Config;
use service::{Actor, channel, ticket};
use std::io::IsTerminal;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Import {
    /// One JSON object per message, on a line each
    #[arg(long)]
    json: bool,
    /// The mailbox it belongs to; otherwise the address it was sent to decides
    #[arg(long, value_name = "ADDRESS")]
    mailbox: Option<String>,
    /// Leave out what is older, by its own date: 2024-01-01 (UTC)
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// What the tickets it makes are in the end: open (as they are), solved or closed
    #[arg(long, value_enum, default_value_t = Status::Open)]
    status: Status,
    /// Files and folders
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Status {
    Open,
    Solved,
    Closed,
}

impl Status {
    const fn category(self) -> Option<Category> {
        match self {
            Self::Open => None,
            Self::Solved => Some(Category::Solved),
            Self::Closed => Some(Category::Closed),
        }
    }
}

pub async fn run(config: Config, wish: &Import) -> Result<(), String> {
    let files = Files::open(&wish.paths).map_err(|(path, error)| format!("{}: {error}", path.display()))?;
    let since = wish.since.as_deref().map(day).transpose()?;
    let house = House::open(config)?;
    let premises = house.premises();
    let rcpt = match &wish.mailbox {
        Some(address) => vec![known_mailbox(&premises, address).await?],
        None => Vec::new(),
    };
    let intake = DeskIntake(premises.clone());
    let mut tally = Tally { json: wish.json, brought: 0, refused: 0, left_out: 0, made: Vec::new() };
    let total = files.total();
    let mut files = Some(files);
    loop {
        let mut reading = files.take().ok_or("the files were read")?;
        let (next, returned) =
            tokio::task::spawn_blocking(move || (reading.next(), reading)).await.map_err(|error| error.to_string())?;
        let read_so_far = returned.read();
        files = Some(returned);
        match next {
            None => break,
            Some(Ok(found)) if since.is_some_and(|since| said_before(&found, since)) => tally.left_out += 1,
            Some(Ok(found)) => {
                let name = found.name.clone();
                let decided =
                    bring(&premises, &intake, found, &rcpt).await.map_err(|fault| format!("{name}: {fault}"))?;
                tally.tell(&premises, &name, &decided).await?;
            }
            Some(Err(unread)) => tally.refuse(&unread.name, &why(&unread.why)),
        }
        tally.progress(read_so_far, total);
    }
    settle(&premises, &tally, wish.status).await?;
    tally.end();
    Ok(())
}

fn day(text: &str) -> Result<Moment, String> {
    let day = Moment::day(text, "UTC").ok_or_else(|| format!("{text:?} is no date; write 2024-01-01"))?;
    Ok(day.0)
}

/// What says nothing of its date comes along.
fn said_before(found: &Found, since: Moment) -> bool {
    let date = mail::parse(&found.raw, &mail::Limits::default()).ok().and_then(|parsed| parsed.date);
    date.is_some_and(|date| date < since)
}

/// Only what this import has made: what was there before is its agents' affair.
async fn settle(premises: &Premises, tally: &Tally, status: Status) -> Result<(), String> {
    let Some(category) = status.category() else { return Ok(()) };
    for ticket in tally.made.iter().copied() {
        let settled = premises.desk.change(Actor::System, move |tx| channel::settle(tx, ticket, category)).await;
        settled.map_err(|error| error.to_string())?;
    }
    Ok(())
}

async fn known_mailbox(premises: &Premises, address: &str) -> Result<Email, String> {
    let email = Email::parse(address).ok_or_else(|| format!("{address:?} is no address"))?;
    let asked = email.clone();
    let known = premises.desk.ask(Actor::System, move |read| channel::for_address(read, &asked)).await;
    match known.map_err(|error| error.to_string())? {
        Some(_) => Ok(email),
        None => Err(format!("there is no mailbox {address}; make it under Admin › Mailboxes first")),
    }
}

/// Kept and read like any other message; a second import of the same finds it there already.
async fn bring(premises: &Premises, intake: &DeskIntake, found: Found, rcpt: &[Email]) -> Result<Decided, String> {
    let rcpt = if rcpt.is_empty() { super::addressed(&found.raw) } else { rcpt.to_vec() };
    let envelope =
        Envelope { source: Source::Import { file: found.name }, mail_from: None, rcpt, remote: None, helo: None };
    let receipt = intake.receive(found.raw, envelope).await.map_err(|fault| format!("{fault:?}"))?;
    let job = serde_json::json!({ "intake": receipt.id.parse::<i64>().unwrap_or_default() }).to_string();
    read(premises, &job).await.map_err(|error| error.to_string())
}

fn why(why: &Why) -> String {
    match why {
        Why::System(error) => error.to_string(),
        Why::TooBig => "larger than 50 MB".into(),
        Why::NoMessage => "no message".into(),
    }
}

struct Tally {
    json: bool,
    brought: u64,
    refused: u64,
    /// Older than was wished.
    left_out: u64,
    made: Vec<TicketId>,
}

impl Tally {
    async fn tell(&mut self, premises: &Premises, file: &str, decided: &Decided) -> Result<(), String> {
        self.brought += 1;
        self.made.extend(decided.ticket.filter(|_| matches!(decided.decision, Decision::New | Decision::FollowUp)));
        let number = match decided.ticket {
            Some(id) => premises.desk.ask(Actor::System, move |read| ticket::number_of(read, id)).await,
            None => Ok(None),
        };
        let number = number.map_err(|error| error.to_string())?;
        let english = words::of(Language::English);
        let evidence: Vec<String> = decided.evidence.iter().map(|evidence| evidence.say(english)).collect();
        if self.json {
            let line = serde_json::json!({
                "file": file, "message": decided.message, "ticket": number, "decision": decided.decision.name(), "evidence": evidence,
            });
            println!("{line}");
        } else if decided.decision != Decision::Duplicate {
            let number = number.map_or_else(|| "–".to_owned(), |number| format!("#{number}"));
            println!("{number:>9}  {:11} {file}  {}", decided.decision.name(), evidence.join(" "));
        }
        Ok(())
    }

    fn refuse(&mut self, file: &str, why: &str) {
        self.refused += 1;
        if self.json {
            println!("{}", serde_json::json!({ "file": file, "decision": "unreadable", "evidence": [why] }));
        } else {
            println!("{:>9}  {:11} {file}  {why}", "–", "unreadable");
        }
    }

    fn progress(&self, read: u64, total: u64) {
        if std::io::stderr().is_terminal() && self.brought.is_multiple_of(50) && total > 0 {
            eprint!("\r{:3} %  {} messages", read.saturating_mul(100) / total, self.brought);
        }
    }

    fn end(&self) {
        if !self.json {
            let Self { brought, refused, left_out, .. } = self;
            println!("{brought} messages, {refused} could not be read, {left_out} left out as older");
        }
    }
}
