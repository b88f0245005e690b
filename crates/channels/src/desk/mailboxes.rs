//! The mailboxes we fetch from: each its own task under its own lease, begun and ended as their settings change.

use super::{DeskIntake, Premises};
use crate::fetch::{self, First, Then};
use crate::ports::{Envelope, Health, Intake, Place, Progress, Skip, Skipped, Source};
use crate::server::{Login, Patience, Security, Server, Trust};
use base::{Clock, Language, Moment, Token, words};
use desk::Actor;
use desk::channel::{self as nouns, AfterFetch, FirstRun, Mailbox, MailboxId};
use platform::Hidden;
use platform::shutdown::Shutdown;
use serde::{Deserialize, Serialize};
use service::channel;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

const LEASE: Duration = Duration::from_secs(15);
/// How often leases are prolonged and settings looked at.
const ROUND: Duration = Duration::from_secs(5);
const LARGEST_MESSAGE: usize = 50 * 1024 * 1024;

/// Watches every active mailbox that fetches, as far as this process is the one to do it.
pub async fn watch_all(premises: Premises, clock: Arc<dyn Clock>, shutdown: Shutdown) {
    let _busy = shutdown.busy();
    let holder = Token::random().digest().as_str()[..16].to_owned();
    let mut watched: HashMap<MailboxId, Watched> = HashMap::new();
    loop {
        match premises.desk.ask(Actor::System, channel::mailboxes).await {
            Ok(mailboxes) => {
                let wanted: Vec<Mailbox> = mailboxes.into_iter().map(|(mailbox, _)| mailbox).filter(fetches).collect();
                end_those_not_wanted(&mut watched, &wanted).await;
                for mailbox in wanted {
                    if holds(&premises, &mailbox, &holder).await {
                        begin(&premises, &clock, &mut watched, mailbox);
                    } else if let Some(lost) = watched.remove(&mailbox.id) {
                        lost.end().await;
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "the mailboxes wait for the database"),
        }
        if !shutdown.sleep(ROUND).await {
            break;
        }
    }
    for (id, mailbox) in watched {
        mailbox.end().await;
        let holder = holder.clone();
        let _ = premises.desk.change(Actor::System, move |tx| channel::release_fetch(tx, id, &holder)).await;
    }
}

struct Watched {
    version: i64,
    stop: Shutdown,
    task: tokio::task::JoinHandle<()>,
}

impl Watched {
    async fn end(self) {
        self.stop.trigger();
        let _ = self.task.await;
    }
}

fn fetches(mailbox: &Mailbox) -> bool {
    mailbox.active && mailbox.incoming.is_some()
}

async fn end_those_not_wanted(watched: &mut HashMap<MailboxId, Watched>, wanted: &[Mailbox]) {
    let stale: Vec<MailboxId> = watched
        .iter()
        .filter(|(id, one)| !wanted.iter().any(|mailbox| mailbox.id == **id && mailbox.version == one.version))
        .map(|(id, _)| *id)
        .collect();
    for id in stale {
        if let Some(stale) = watched.remove(&id) {
            stale.end().await;
        }
    }
}

async fn holds(premises: &Premises, mailbox: &Mailbox, holder: &str) -> bool {
    let (id, holder) = (mailbox.id, holder.to_owned());
    premises.desk.change(Actor::System, move |tx| channel::hold_fetch(tx, id, &holder, LEASE)).await.unwrap_or(false)
}

fn begin(premises: &Premises, clock: &Arc<dyn Clock>, watched: &mut HashMap<MailboxId, Watched>, mailbox: Mailbox) {
    let (id, version) = (mailbox.id, mailbox.version);
    if watched.contains_key(&id) {
        return;
    }
    let Some(settings) = fetch_settings(premises, &mailbox) else {
        tracing::error!(mailbox = %mailbox.address, "the password of this mailbox cannot be opened; enter it again");
        return;
    };
    let (stop, intake) = (Shutdown::new(), Arc::new(DeskIntake(premises.clone())));
    let progress = Arc::new(DeskProgress { premises: premises.clone(), mailbox: id });
    let task = tokio::spawn(fetch::watch(settings, intake, progress, clock.clone(), stop.clone()));
    watched.insert(id, Watched { version, stop, task });
}

fn fetch_settings(premises: &Premises, mailbox: &Mailbox) -> Option<fetch::Mailbox> {
    let incoming = mailbox.incoming.as_ref()?;
    let login = login(premises, mailbox, &incoming.user, &incoming.sealed_password)?;
    Some(fetch::Mailbox {
        name: mailbox.id.to_string(),
        server: server(&incoming.host, incoming.port, incoming.security, login),
        folder: incoming.folder.clone(),
        first: match incoming.first {
            FirstRun::FromNow => First::FromNow,
            FirstRun::LastWeek => First::LastDays(7),
            FirstRun::LastMonth => First::LastDays(31),
            FirstRun::All => First::All,
        },
        then: match incoming.after {
            AfterFetch::Leave => Then::Leave,
            AfterFetch::MarkSeen => Then::MarkSeen,
            AfterFetch::Move => Then::Move("Kippu".into()),
            AfterFetch::Delete => Then::Delete,
        },
        poll: Duration::from_secs(60),
        retry: Duration::from_secs(5),
        message_limit: LARGEST_MESSAGE,
    })
}

/// The server that carries a mailbox's letters; none when none is set or its password cannot be opened.
pub fn outgoing_server(premises: &Premises, mailbox: &Mailbox) -> Option<Server> {
    let outgoing = mailbox.outgoing.as_ref()?;
    let login = login(premises, mailbox, &outgoing.user, &outgoing.sealed_password)?;
    Some(server(&outgoing.host, outgoing.port, outgoing.security, login))
}

/// The outer option: the password could be opened. The inner one: there is a login at all.
fn login(premises: &Premises, mailbox: &Mailbox, user: &str, sealed: &str) -> Option<Option<Login>> {
    if user.is_empty() {
        return Some(None);
    }
    let password = match sealed {
        "" => Hidden::new(""),
        sealed => premises.secrets.open(sealed, &nouns::password_context(&mailbox.address)).ok()?,
    };
    Some(Some(Login::Password { user: user.to_owned(), password }))
}

fn server(host: &str, port: u16, security: nouns::Security, login: Option<Login>) -> Server {
    let security = match security {
        nouns::Security::Tls => Security::Tls,
        nouns::Security::StartTls => Security::StartTls,
        nouns::Security::None => Security::Plain,
    };
    Server { host: host.to_owned(), port, security, trust: Trust::Public, login, patience: Patience::default() }
}

/// Keeps how far a mailbox was read, in its row.
struct DeskProgress {
    premises: Premises,
    mailbox: MailboxId,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    uidvalidity: u32,
    uid: u32,
    at: Moment,
}

impl Progress for DeskProgress {
    async fn place(&self) -> Result<Option<Place>, String> {
        let id = self.mailbox;
        let kept = self.premises.desk.ask(Actor::System, move |read| channel::progress(read, id)).await;
        let kept = kept.map_err(|error| error.to_string())?;
        let kept: Option<Kept> = serde_json::from_str(&kept).ok();
        Ok(kept.map(|kept| Place { uidvalidity: kept.uidvalidity, uid: kept.uid, at: kept.at }))
    }

    async fn reached(&self, place: Place) -> Result<(), String> {
        let kept = Kept { uidvalidity: place.uidvalidity, uid: place.uid, at: place.at };
        let kept = serde_json::to_string(&kept).map_err(|error| error.to_string())?;
        let id = self.mailbox;
        let saved = self.premises.desk.change(Actor::System, move |tx| channel::save_progress(tx, id, &kept)).await;
        saved.map_err(|error| error.to_string())
    }

    /// What cannot be fetched becomes a visible ticket: with as much of it as there is.
    async fn skipped(&self, message: Skipped) -> Result<(), String> {
        let why = match &message.why {
            Skip::TooBig => format!("{} octets are more than are fetched ({LARGEST_MESSAGE})", message.octets),
            Skip::Unreadable(trouble) => trouble.tell(words::of(Language::English)),
            Skip::Refused(reason) => reason.clone(),
        };
        tracing::warn!(mailbox = %self.mailbox, uid = message.uid, why, "a message stays on the server");
        let source =
            Source::Imap { mailbox: self.mailbox.to_string(), uidvalidity: message.uidvalidity, uid: message.uid };
        let envelope = Envelope { source, mail_from: None, rcpt: Vec::new(), remote: None, helo: None };
        let mut stub = message.header.to_vec();
        stub.extend_from_slice(format!("\r\n\r\n[{why}]\r\n").as_bytes());
        let kept = DeskIntake(self.premises.clone()).receive(stub.into(), envelope).await;
        kept.map(drop).map_err(|fault| format!("{fault:?}"))
    }

    async fn health(&self, health: Health) {
        let id = self.mailbox;
        let english = words::of(Language::English);
        let saved = match health {
            Health::Well { at, warning } => {
                let warning = warning.map(|warning| warning.tell(english)).unwrap_or_default();
                self.premises
                    .desk
                    .change(Actor::System, move |tx| channel::mailbox_succeeded(tx, id, at, &warning))
                    .await
            }
            Health::Ill { at, trouble, .. } => {
                let trouble = trouble.tell(english);
                self.premises.desk.change(Actor::System, move |tx| channel::mailbox_failed(tx, id, at, &trouble)).await
            }
        };
        if let Err(error) = saved {
            tracing::warn!(%error, "a mailbox's health could not be kept");
        }
    }
}
