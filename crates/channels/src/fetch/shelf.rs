//! Mailboxes that list their messages by names of their own and do not call us. One order for all of them: kept here
//! first, then settled there; and the place moves on when all is done.

use super::round::{Halt, Round};
use super::selected::Content;
use super::steps::{Caution, MOST_BREAKS};
use super::{First, Then};
use crate::ports::{By, Compared, Envelope, Intake, IntakeFault, Progress, Skip, Skipped, Source};
use crate::server::Trouble;
use base::Moment;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3600);

pub(super) trait Shelf: Send {
    const BY: By;

    /// What may be new since the bookmark. An empty bookmark: what is there, since a moment if one is given.
    fn look(&mut self, bookmark: &str, since: Option<Moment>) -> impl Future<Output = Result<Look, Trouble>> + Send;

    /// All there is, or where the first look went back to a moment, all since then.
    fn all(&mut self, bookmark: &str) -> impl Future<Output = Result<Vec<Entry>, Trouble>> + Send;

    /// One message; beyond `room` octets only what it begins with.
    fn content(&mut self, name: &str, room: usize) -> impl Future<Output = Result<Given, Trouble>> + Send;

    /// The beginning of a message's header, as far as it can be had.
    fn header(&mut self, name: &str) -> impl Future<Output = Result<Bytes, Trouble>> + Send;

    /// Does with a message that is kept what the settings wish. `Some`: the server does not want that.
    fn settle(&mut self, name: &str, then: &Then) -> impl Future<Output = Result<Option<Trouble>, Trouble>> + Send;

    fn close(self) -> impl Future<Output = Result<(), Trouble>> + Send;
}

#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) entries: Vec<Entry>,
    pub(super) bookmark: String,
    /// The entries are all there is.
    pub(super) whole: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) octets: Option<u64>,
    /// When it came there, where that is told.
    pub(super) at: Option<Moment>,
}

/// What a server gave for a name.
#[derive(Debug)]
pub(super) enum Given {
    Content(Content),
    Gone,
    Refused(Trouble),
}

/// Where a service's changes are asked from, and the moment the first look went back to.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Bookmark {
    pub(super) at: String,
    pub(super) since: Option<Moment>,
}

impl Bookmark {
    /// None before the first look.
    pub(super) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(super) fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What became of one message.
#[derive(Debug, PartialEq, Eq)]
enum Became {
    Kept,
    /// Kept, and nobody needs it there any more.
    Spent,
    /// It is from before the time that was asked for.
    TooOld,
    LeftOut,
}

impl<I: Intake, P: Progress> Round<'_, I, P> {
    /// Takes all there is. `Some`: the server would not mark, move or delete what it was told to.
    pub(super) async fn read<S: Shelf>(
        &self,
        shelf: &mut S,
        caution: &mut Caution<String>,
    ) -> Result<Option<Trouble>, Halt> {
        let bookmark = self.progress.bookmark().await.map_err(Trouble::NotKept)?;
        let from = if bookmark.is_empty() { self.from() } else { None };
        let look = self.unless_stopped(shelf.look(&bookmark, from)).await?;
        let names = look.entries.iter().map(|entry| entry.name.clone()).collect();
        let unknown = self.progress.unknown(names).await.map_err(Trouble::NotKept)?;
        let new = among(&look.entries, unknown);
        let (new, old) = new.into_iter().partition(|entry| self.is_wanted(entry, from));
        let (warning, mut passed) = self.take_all(shelf, new, from, caution).await?;
        passed.extend(names_of(old));
        let refused = if look.whole { self.clear_shelf(shelf, &look.entries).await? } else { None };
        let next = Some(look.bookmark.clone()).filter(|next| *next != bookmark);
        if next.is_some() || !passed.is_empty() {
            self.progress.passed_over(passed, next).await.map_err(Trouble::NotKept)?;
        }
        let compared = self.compare_shelf(shelf, &look.bookmark, caution).await?;
        Ok(warning.or(refused).or(compared))
    }

    /// What the first look goes back to.
    fn from(&self) -> Option<Moment> {
        match self.mailbox.first {
            First::FromNow => Some(self.clock.now()),
            First::LastDays(days) => Some(self.clock.now().minus(DAY * u32::from(days))),
            First::All => None,
        }
    }

    /// Where a server does not say how old a message is, its own date tells later; but not for what is to begin now.
    fn is_wanted(&self, entry: &Entry, from: Option<Moment>) -> bool {
        match (from, entry.at) {
            (None, _) => true,
            (Some(from), Some(at)) => at >= from,
            (Some(_), None) => self.mailbox.first != First::FromNow,
        }
    }

    /// Takes messages, each settled on its server once it is kept; the names of those that were too old.
    async fn take_all<S: Shelf>(
        &self,
        shelf: &mut S,
        entries: Vec<Entry>,
        from: Option<Moment>,
        caution: &mut Caution<String>,
    ) -> Result<(Option<Trouble>, Vec<String>), Halt> {
        let (mut warning, mut old) = (None, Vec::new());
        for entry in entries {
            match self.take_entry(shelf, &entry, from, caution).await? {
                Became::Kept => warning = shelf.settle(&entry.name, &self.mailbox.then).await?.or(warning),
                Became::Spent => warning = shelf.settle(&entry.name, &Then::Delete).await?.or(warning),
                Became::TooOld => old.push(entry.name),
                Became::LeftOut => {}
            }
        }
        Ok((warning, old))
    }

    async fn take_entry<S: Shelf>(
        &self,
        shelf: &mut S,
        entry: &Entry,
        from: Option<Moment>,
        caution: &mut Caution<String>,
    ) -> Result<Became, Halt> {
        if caution.breaks(&entry.name) >= MOST_BREAKS {
            let why = Skip::Unreadable(Trouble::Lost(format!("{MOST_BREAKS} ×")));
            return self.leave_out(entry, 0, Bytes::new(), S::BY, why).await;
        }
        if let Some(octets) = entry.octets.filter(|octets| *octets > self.mailbox.message_limit as u64) {
            let header = shelf.header(&entry.name).await?;
            return self.leave_out(entry, octets, header, S::BY, Skip::TooBig).await;
        }
        let given = self.unless_stopped(shelf.content(&entry.name, self.mailbox.message_limit)).await;
        if let Err(Halt::Trouble(Trouble::Lost(_) | Trouble::TimedOut | Trouble::Gibberish(_))) = given {
            caution.broke(entry.name.clone());
        }
        match given? {
            Given::Content(Content::Whole(raw)) if entry.at.is_none() && is_older(&raw, from).await => {
                Ok(Became::TooOld)
            }
            Given::Content(Content::Whole(raw)) => self.keep(raw, entry, S::BY).await,
            Given::Content(Content::TooBig) => {
                let header = shelf.header(&entry.name).await?;
                self.leave_out(entry, self.mailbox.message_limit as u64, header, S::BY, Skip::TooBig).await
            }
            Given::Gone => Ok(Became::LeftOut),
            Given::Refused(why) => self.leave_out(entry, 0, Bytes::new(), S::BY, Skip::Unreadable(why)).await,
        }
    }

    async fn keep(&self, raw: Bytes, entry: &Entry, by: By) -> Result<Became, Halt> {
        let source = Source::Fetched { mailbox: self.mailbox.name.clone(), by, name: entry.name.clone() };
        let envelope = Envelope { source, mail_from: None, rcpt: Vec::new(), remote: None, helo: None };
        let (octets, header) = (raw.len() as u64, raw.slice(..raw.len().min(1024)));
        match self.intake.receive(raw, envelope).await {
            Ok(receipt) => Ok(if receipt.spent { Became::Spent } else { Became::Kept }),
            Err(IntakeFault::Temporary(why)) => Err(Trouble::NotKept(why).into()),
            Err(IntakeFault::Permanent(why)) => self.leave_out(entry, octets, header, by, Skip::Refused(why)).await,
        }
    }

    async fn leave_out(&self, entry: &Entry, octets: u64, header: Bytes, by: By, why: Skip) -> Result<Became, Halt> {
        let skipped = Skipped { by, name: entry.name.clone(), octets, header, why };
        self.progress.skipped(skipped).await.map_err(Trouble::NotKept)?;
        Ok(Became::LeftOut)
    }

    /// Deletes what is kept here and should be gone there: because its time is over, or because a connection broke
    /// before it was deleted.
    async fn clear_shelf<S: Shelf>(&self, shelf: &mut S, entries: &[Entry]) -> Result<Option<Trouble>, Halt> {
        let time = match self.mailbox.then {
            Then::Delete => Duration::ZERO,
            Then::DeleteAfter(time) => time,
            Then::Leave | Then::MarkSeen | Then::Move(_) => return Ok(None),
        };
        let names = entries.iter().map(|entry| entry.name.clone()).collect();
        let due = self.progress.kept_before(names, self.clock.now().minus(time)).await.map_err(Trouble::NotKept)?;
        let mut warning = None;
        for name in due {
            warning = shelf.settle(&name, &Then::Delete).await?.or(warning);
        }
        Ok(warning)
    }

    /// Once a day: all there is compared with what is known. What is missing is fetched.
    async fn compare_shelf<S: Shelf>(
        &self,
        shelf: &mut S,
        bookmark: &str,
        caution: &mut Caution<String>,
    ) -> Result<Option<Trouble>, Halt> {
        if !self.is_to_compare().await? {
            return Ok(None);
        }
        let all = self.unless_stopped(shelf.all(bookmark)).await?;
        let names: Vec<String> = all.iter().map(|entry| entry.name.clone()).collect();
        let unknown = self.progress.unknown(names.clone()).await.map_err(Trouble::NotKept)?;
        let (warning, _) = self.take_all(shelf, among(&all, unknown.clone()), None, caution).await?;
        let refused = self.clear_shelf(shelf, &all).await?;
        let missing = unknown;
        let still = self.progress.unknown(missing.clone()).await.map_err(Trouble::NotKept)?;
        let fetched = missing.len() - still.len();
        self.progress.compared(Compared { names, missing, fetched }).await.map_err(Trouble::NotKept)?;
        Ok(warning.or(refused))
    }
}

fn among(entries: &[Entry], names: Vec<String>) -> Vec<Entry> {
    let names: HashSet<String> = names.into_iter().collect();
    entries.iter().filter(|entry| names.contains(&entry.name)).cloned().collect()
}

fn names_of(entries: Vec<Entry>) -> Vec<String> {
    entries.into_iter().map(|entry| entry.name).collect()
}

/// By its own date, where it has one.
async fn is_older(raw: &Bytes, from: Option<Moment>) -> bool {
    let (Some(from), raw) = (from, raw.clone()) else { return false };
    let parsed = tokio::task::spawn_blocking(move || mail::parse(&raw, &mail::Limits::default())).await;
    let date = parsed.ok().and_then(Result::ok).and_then(|parsed| parsed.date);
    date.is_some_and(|date| date < from)
}
