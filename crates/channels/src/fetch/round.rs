//! One look into a folder: what came since the last one, taken in order.

use super::selected::{Content, Selected};
use super::steps::{Caution, Group, MOST_BREAKS, groups};
use super::{First, Mailbox, Then};
use crate::ports::{By, Envelope, Intake, IntakeFault, Place, Progress, Skip, Skipped, Source};
use crate::server::Trouble;
use base::{Clock, Moment};
use bytes::Bytes;
use platform::shutdown::Shutdown;
use std::future::Future;
use std::time::Duration;

/// Messages whose sizes are asked for at once.
const BATCH: usize = 200;
/// A folder that was renumbered is read again from so long before we last saw it; servers' days end at odd hours.
const MARGIN: Duration = Duration::from_secs(2 * 24 * 3600);
/// How old the memory of an unchanged folder may get.
const REFRESH: Duration = Duration::from_secs(3600);

/// Everything a look needs, and whom it tells.
pub(super) struct Round<'a, I, P> {
    pub(super) mailbox: &'a Mailbox,
    pub(super) intake: &'a I,
    pub(super) progress: &'a P,
    pub(super) clock: &'a dyn Clock,
    pub(super) stop: &'a Shutdown,
}

/// Why a look did not come to its end.
#[derive(Debug)]
pub(super) enum Halt {
    Stopped,
    Trouble(Trouble),
}

/// What became of one message.
enum Became {
    Kept,
    /// Kept, and nobody needs it there any more.
    Spent,
    LeftOut,
}

impl From<Trouble> for Halt {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl<I: Intake, P: Progress> Round<'_, I, P> {
    /// Takes all there is. `Some`: messages were taken, but the server would not mark, move or delete them.
    pub(super) async fn run(&self, folder: &mut Selected, caution: &mut Caution) -> Result<Option<Trouble>, Halt> {
        let (mut place, uids) = self.plan(folder).await?;
        let warning = self.bring(folder, &uids, &mut place, caution).await?;
        if self.clock.now().since(place.at) > REFRESH {
            self.reached(&mut place, None).await?;
        }
        Ok(warning)
    }

    /// Takes the messages of these numbers, in order.
    pub(super) async fn bring(
        &self,
        folder: &mut Selected,
        uids: &[u32],
        place: &mut Place,
        caution: &mut Caution,
    ) -> Result<Option<Trouble>, Halt> {
        let mut warning = None;
        for batch in uids.chunks(BATCH) {
            let sizes = self.unless_stopped(folder.sizes(batch)).await?;
            let cautious = batch.iter().any(|uid| caution.breaks(uid) > 0);
            for group in groups(batch, |uid| sizes.of(uid), self.mailbox.message_limit as u64, cautious) {
                warning = self.step(folder, group, place, caution).await?.or(warning);
            }
        }
        Ok(warning)
    }

    /// Where we are, and the numbers of the messages to take.
    async fn plan(&self, folder: &mut Selected) -> Result<(Place, Vec<u32>), Halt> {
        let known = self.progress.place().await.map_err(Trouble::NotKept)?;
        let uids = match known {
            Some(place) if place.uidvalidity == folder.uidvalidity => {
                return Ok((place, self.unless_stopped(folder.after(place.uid)).await?));
            }
            Some(place) if self.mailbox.first != First::All => {
                self.unless_stopped(folder.since(place.at.minus(MARGIN))).await?
            }
            Some(_) => self.unless_stopped(folder.all()).await?,
            None => self.unless_stopped(self.first_look(folder)).await?,
        };
        let before = uids.first().copied().unwrap_or(folder.uidnext).saturating_sub(1);
        // What the first look leaves out was there before us.
        let base = if self.mailbox.first == First::All { 0 } else { folder.uidnext.saturating_sub(1) };
        let mut place = Place { uidvalidity: folder.uidvalidity, uid: before, base, at: self.clock.now() };
        self.reached(&mut place, None).await?;
        Ok((place, uids))
    }

    async fn first_look(&self, folder: &mut Selected) -> Result<Vec<u32>, Trouble> {
        match self.mailbox.first {
            First::FromNow => Ok(Vec::new()),
            First::LastDays(days) => {
                let day: Moment = self.clock.now().minus(Duration::from_secs(u64::from(days) * 24 * 3600));
                folder.since(day).await
            }
            First::All => folder.all().await,
        }
    }

    async fn step(
        &self,
        folder: &mut Selected,
        group: Group,
        place: &mut Place,
        caution: &mut Caution,
    ) -> Result<Option<Trouble>, Halt> {
        match group {
            Group::Gone(uid) => {
                self.reached(place, Some(uid)).await?;
                Ok(None)
            }
            Group::TooBig(uid, octets) => {
                self.skip(folder, place, uid, octets, Skip::TooBig).await?;
                Ok(None)
            }
            Group::Fetch(uids) => self.fetch(folder, &uids, place, caution).await,
        }
    }

    /// Fetches some messages and takes them. If the server will not give them together, it is asked for each.
    async fn fetch(
        &self,
        folder: &mut Selected,
        uids: &[u32],
        place: &mut Place,
        caution: &mut Caution,
    ) -> Result<Option<Trouble>, Halt> {
        let [first, rest @ ..] = uids else { return Ok(None) };
        if caution.breaks(first) >= MOST_BREAKS {
            let why = Skip::Unreadable(Trouble::Lost(format!("{MOST_BREAKS} ×")));
            self.progress.skipped(skipped(place, *first, 0, Bytes::new(), why)).await.map_err(Trouble::NotKept)?;
            self.reached(place, Some(*first)).await?;
            return Box::pin(self.fetch(folder, rest, place, caution)).await;
        }
        let given = self.unless_stopped(folder.contents(uids, self.mailbox.message_limit)).await;
        if let Err(Halt::Trouble(_)) = given {
            caution.broke(*first);
        }
        match given? {
            Ok(contents) => {
                let last = uids.last().unwrap_or(first);
                self.take(folder, contents, place, *last).await
            }
            Err(refusal) if rest.is_empty() => {
                self.skip(folder, place, *first, 0, Skip::Unreadable(refusal)).await?;
                Ok(None)
            }
            Err(_) => {
                let mut warning = None;
                for uid in uids {
                    warning = Box::pin(self.fetch(folder, &[*uid], place, caution)).await?.or(warning);
                }
                Ok(warning)
            }
        }
    }

    /// Takes messages in order; those that are kept are settled in their folder before our place moves on.
    async fn take(
        &self,
        folder: &mut Selected,
        contents: impl IntoIterator<Item = (u32, Content)>,
        place: &mut Place,
        last: u32,
    ) -> Result<Option<Trouble>, Halt> {
        let (mut kept, mut spent, mut done, mut fault) = (Vec::new(), Vec::new(), None, None);
        for (uid, content) in contents {
            match self.take_one(folder, place, uid, content).await {
                Ok(Became::Kept) => kept.push(uid),
                Ok(Became::Spent) => spent.push(uid),
                Ok(Became::LeftOut) => {}
                Err(trouble) => {
                    fault = Some(trouble);
                    break;
                }
            }
            done = Some(uid);
        }
        let warning = folder.settle(&kept, &self.mailbox.then).await?;
        let warning = if spent.is_empty() { warning } else { folder.settle(&spent, &Then::Delete).await?.or(warning) };
        match fault {
            None => {
                self.reached(place, Some(last)).await?;
                Ok(warning)
            }
            Some(trouble) => {
                self.reached(place, done).await?;
                Err(trouble.into())
            }
        }
    }

    /// Takes one message; what is left out is told.
    async fn take_one(
        &self,
        folder: &mut Selected,
        place: &Place,
        uid: u32,
        content: Content,
    ) -> Result<Became, Trouble> {
        let raw = match content {
            Content::Whole(raw) => raw,
            Content::TooBig => {
                self.tell_skipped(folder, place, uid, self.mailbox.message_limit as u64, Skip::TooBig).await?;
                return Ok(Became::LeftOut);
            }
        };
        let source =
            Source::Fetched { mailbox: self.mailbox.name.clone(), by: By::Imap, name: name(place.uidvalidity, uid) };
        let envelope = Envelope { source, mail_from: None, rcpt: Vec::new(), remote: None, helo: None };
        let octets = raw.len() as u64;
        match self.intake.receive(raw, envelope).await {
            Ok(receipt) => Ok(if receipt.spent { Became::Spent } else { Became::Kept }),
            Err(IntakeFault::Temporary(why)) => Err(Trouble::NotKept(why)),
            Err(IntakeFault::Permanent(why)) => {
                self.tell_skipped(folder, place, uid, octets, Skip::Refused(why)).await?;
                Ok(Became::LeftOut)
            }
        }
    }

    async fn skip(
        &self,
        folder: &mut Selected,
        place: &mut Place,
        uid: u32,
        octets: u64,
        why: Skip,
    ) -> Result<(), Trouble> {
        self.tell_skipped(folder, place, uid, octets, why).await?;
        self.reached(place, Some(uid)).await
    }

    async fn tell_skipped(
        &self,
        folder: &mut Selected,
        place: &Place,
        uid: u32,
        octets: u64,
        why: Skip,
    ) -> Result<(), Trouble> {
        let header = folder.header(uid).await?;
        self.progress.skipped(skipped(place, uid, octets, header, why)).await.map_err(Trouble::NotKept)
    }

    /// Moves our place on, to `uid` if there is one.
    async fn reached(&self, place: &mut Place, uid: Option<u32>) -> Result<(), Trouble> {
        *place = Place { uid: uid.unwrap_or(place.uid).max(place.uid), at: self.clock.now(), ..*place };
        self.progress.reached(*place).await.map_err(Trouble::NotKept)
    }

    /// Waits for the server, but not when the process ends: nothing is lost by not listening.
    pub(super) async fn unless_stopped<T>(&self, asked: impl Future<Output = Result<T, Trouble>>) -> Result<T, Halt> {
        tokio::select! {
            () = self.stop.triggered() => Err(Halt::Stopped),
            answer = asked => Ok(answer?),
        }
    }
}

/// What a folder calls a message for ever (RFC 9051 §2.3.1.1).
pub(super) fn name(uidvalidity: u32, uid: u32) -> String {
    format!("{uidvalidity}.{uid}")
}

fn skipped(place: &Place, uid: u32, octets: u64, header: Bytes, why: Skip) -> Skipped {
    Skipped { by: By::Imap, name: name(place.uidvalidity, uid), octets, header, why }
}
