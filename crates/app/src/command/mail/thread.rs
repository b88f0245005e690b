//! `kippu mail thread`: a scenario's messages, in order, in a store that is thrown away afterwards.

use base::{Email, Language, Moment, SettableClock};
use bytes::Bytes;
use channels::desk::{DeskIntake, Outside, Premises, Rush, read};
use channels::ports::{Envelope, Intake, Source};
use channels::trust::Examiner;
use desk::channel::{Decision, MailboxWish};
use desk::conversation::Compose;
use desk::ticket::{Category, TicketNumber};
use desk::{Actor, Level, Role};
use platform::blobs::Blobs;
use platform::config::{BlobsConfig, Networks};
use platform::secrets::Secrets;
use serde::Deserialize;
use service::{Desk, Location, Settings, access, channel, conversation, people, ticket};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

#[derive(Deserialize)]
struct Scenario {
    support: Vec<String>,
    #[serde(default)]
    agents: Vec<String>,
    events: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Step {
    Message {
        file: String,
        direction: Direction,
        #[serde(default)]
        ticket_of: Option<usize>,
    },
    Close {
        close: usize,
    },
    Wait {
        wait_days: u64,
    },
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Direction {
    In,
    Out,
}

pub async fn run(folder: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(folder.join("scenario.json"))
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    let scenario: Scenario = serde_json::from_str(&text).map_err(|error| format!("scenario.json: {error}"))?;
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut stage = Stage::set(scratch.path(), &scenario).await?;
    for step in &scenario.events {
        stage.play(folder, step).await?;
    }
    println!("{}", serde_json::json!({ "tickets": stage.tickets() }));
    Ok(())
}

/// A desk with the scenario's mailboxes and agents, and where each file has gone so far.
struct Stage {
    premises: Premises,
    clock: Arc<SettableClock>,
    agent: Actor,
    /// The ticket of each file, by its number; none for one that made no article.
    places: Vec<Option<TicketNumber>>,
}

impl Stage {
    async fn set(folder: &Path, scenario: &Scenario) -> Result<Self, String> {
        let clock = Arc::new(SettableClock::at(Moment(1_767_574_800_000)));
        let secrets = Arc::new(Secrets::random());
        let signer = Arc::new(crate::house::Key(secrets.clone()));
        let settings = Settings { location: Location::File(folder.join("kippu.db")), clock: clock.clone(), signer };
        let desk = Desk::open(settings).map_err(|fault| fault.to_string())?;
        let blobs =
            Arc::new(Blobs::open(&BlobsConfig::Folder(folder.join("blobs"))).map_err(|fault| fault.to_string())?);
        let outside = Outside::new(Networks::default()).map_err(|fault| fault.to_string())?;
        let examiner = Examiner::silent();
        let (rush, panels, url) = (Rush::default(), Arc::default(), "http://localhost".into());
        let premises = Premises { desk, blobs, secrets, examiner, outside, rush, panels, url };
        let (support, agents) = (emails(&scenario.support)?, emails(&scenario.agents)?);
        let agent = premises.desk.change(Actor::System, move |tx| people_the_desk(tx, &support, &agents)).await;
        Ok(Self { premises, clock, agent: agent.map_err(|error| error.to_string())?, places: Vec::new() })
    }

    async fn play(&mut self, folder: &Path, step: &Step) -> Result<(), String> {
        self.clock.advance(Duration::from_secs(60));
        match step {
            Step::Message { file, direction: Direction::In, .. } => {
                let raw = self.filled(folder, file)?;
                let place = self.receive(raw).await?;
                self.places.push(place);
            }
            Step::Message { file, direction: Direction::Out, ticket_of } => {
                let place = ticket_of.and_then(|index| self.places.get(index).copied().flatten());
                let raw = self.filled(folder, file)?;
                if let Some(number) = place {
                    self.send(number, &raw).await?;
                }
                self.places.push(place);
            }
            Step::Close { close } => {
                if let Some(number) = self.places.get(*close).copied().flatten() {
                    self.close(number).await?;
                }
            }
            Step::Wait { wait_days } => self.clock.advance(Duration::from_secs(wait_days * 24 * 3600)),
        }
        Ok(())
    }

    /// The file with the marks of its tickets filled in.
    fn filled(&self, folder: &Path, file: &str) -> Result<Vec<u8>, String> {
        let mut raw = std::fs::read(folder.join(file)).map_err(|error| format!("{file}: {error}"))?;
        for (index, place) in self.places.iter().enumerate() {
            let Some(number) = place else { continue };
            let tag = self.premises.desk.signer().sign(desk::channel::mark::MARK, &number.to_string());
            let mark = desk::channel::mark::mark(*number, &tag);
            raw = replace(&raw, format!("@@TOKEN:{index}@@").as_bytes(), mark.as_bytes());
        }
        Ok(raw)
    }

    async fn receive(&self, raw: Vec<u8>) -> Result<Option<TicketNumber>, String> {
        let parsed = mail::parse(&raw, &mail::Limits::default()).map_err(|unreadable| unreadable.to_string())?;
        let rcpt = parsed.to.iter().chain(&parsed.cc).map(|address| address.email.clone()).collect();
        let mail_from = parsed.from.as_ref().map(|address| address.email.clone());
        let mail_from = mail_from.filter(|_| parsed.marks.return_path.as_deref() != Some(""));
        let envelope = Envelope { source: Source::Lmtp, mail_from, rcpt, remote: None, helo: None };
        let receipt = DeskIntake(self.premises.clone()).receive(Bytes::from(raw), envelope).await;
        let receipt = receipt.map_err(|fault| format!("{fault:?}"))?;
        let job = serde_json::json!({ "intake": receipt.id.parse::<i64>().unwrap_or_default() }).to_string();
        let decided = read(&self.premises, &job).await.map_err(|error| error.to_string())?;
        // The same message once more makes no article.
        let Some(id) = decided.ticket.filter(|_| decided.decision != Decision::Duplicate) else { return Ok(None) };
        self.premises
            .desk
            .ask(Actor::System, move |read| ticket::number_of(read, id))
            .await
            .map_err(|error| error.to_string())
    }

    async fn send(&self, number: TicketNumber, raw: &[u8]) -> Result<(), String> {
        let parsed = mail::parse(raw, &mail::Limits::default()).map_err(|unreadable| unreadable.to_string())?;
        let compose = Compose { text: parsed.text, to: parsed.to, cc: parsed.cc, ..Compose::default() };
        let agent = self.agent.clone();
        let sent = self.premises.desk.change(agent, move |tx| conversation::reply(tx, number, compose)).await;
        sent.map_err(|error| format!("reply: {error}"))?;
        let Some(id) = parsed.message_id else { return Ok(()) };
        let known = self.premises.desk.change(Actor::System, move |tx| channel::known_as(tx, number, &id)).await;
        known.map_err(|error| error.to_string())
    }

    async fn close(&self, number: TicketNumber) -> Result<(), String> {
        let closed = self.premises.desk.change(Actor::System, move |tx| {
            let statuses = ticket::statuses(tx)?;
            let closed = statuses.iter().find(|status| status.category == Category::Closed).map(|status| status.id);
            ticket::set_status(tx, number, closed.ok_or(desk::Error::Missing)?, None)
        });
        closed.await.map(drop).map_err(|error| error.to_string())
    }

    /// Files by ticket, in the order in which the tickets began.
    fn tickets(&self) -> Vec<Vec<usize>> {
        let mut grouped: BTreeMap<TicketNumber, Vec<usize>> = BTreeMap::new();
        for (index, place) in self.places.iter().enumerate() {
            grouped.entry(place.unwrap_or(TicketNumber(0))).or_default().push(index);
        }
        grouped.remove(&TicketNumber(0));
        grouped.into_values().collect()
    }
}

fn people_the_desk(tx: &mut service::Tx, support: &[Email], agents: &[Email]) -> service::Done<Actor> {
    let first = agents.first().cloned().or_else(|| Email::parse("agent@localhost")).ok_or(desk::Error::Missing)?;
    let link = access::offer_set_up(tx)?;
    let administrator = access::set_up(
        tx,
        access::SetUp {
            link,
            organization: "Desk".into(),
            name: "Agent".into(),
            email: first,
            password_hash: "nobody signs in here".into(),
            language: Language::English,
            time_zone: "UTC".into(),
            team: "Support".into(),
        },
    )?;
    let teams = people::teams(tx)?;
    for email in agents.iter().skip(1) {
        let levels = teams.iter().map(|team| (team.id, Level::Full)).collect();
        let invite = access::Invite {
            name: email.to_string(),
            email: email.clone(),
            role: Role::Agent,
            levels,
            language: Language::English,
        };
        let (person, _) = access::invite(tx, invite)?;
        access::set_password(tx, person, "nobody signs in here")?;
    }
    for address in support {
        let team = teams.first().map(|team| team.id).ok_or(desk::Error::Missing)?;
        channel::create_mailbox(tx, MailboxWish::plain(address.as_str(), "Desk", team))?;
    }
    let levels = teams.iter().map(|team| (team.id, Level::Full)).collect();
    Ok(Actor::Agent { person: administrator, role: Role::Administrator, levels })
}

fn emails(texts: &[String]) -> Result<Vec<Email>, String> {
    texts.iter().map(|text| Email::parse(text).ok_or_else(|| format!("{text:?} is no address"))).collect()
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.windows(from.len()).position(|window| window == from) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    out.extend_from_slice(rest);
    out
}
