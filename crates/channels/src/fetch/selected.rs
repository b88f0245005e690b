//! One folder, open: what is in it, the messages themselves, and what becomes of them.

use super::connection::{Answer, Connection, is, quoted};
use super::dial::{Dial, entered};
use super::value::Value;
use super::{Then, folder};
use crate::server::{Server, Trouble};
use base::Moment;
use bytes::Bytes;
use std::collections::BTreeMap;
use std::time::Duration;

pub(super) struct Selected {
    connection: Connection,
    pub(super) uidvalidity: u32,
    /// The number the next message will get.
    pub(super) uidnext: u32,
}

/// A message's content, or why there is none.
#[derive(Debug)]
pub(super) enum Content {
    Whole(Bytes),
    /// It is bigger than the server had said.
    TooBig,
}

/// Sizes in octets by number.
pub(super) struct Sizes {
    sizes: BTreeMap<u32, u64>,
    /// Whether a message without a size is gone; else the server would not tell.
    complete: bool,
}

impl Sizes {
    pub(super) fn of(&self, uid: u32) -> Size {
        match self.sizes.get(&uid) {
            Some(octets) => Size::Octets(*octets),
            None if self.complete => Size::Gone,
            None => Size::Untold,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    Octets(u64),
    Gone,
    Untold,
}

/// Servers hang up on IDLE after thirty minutes (RFC 2177).
const LONGEST_IDLE: Duration = Duration::from_secs(28 * 60);
/// Room for a header, or as much of it as anybody wants to see.
const HEADER: usize = 64 * 1024;

impl Selected {
    /// Connects, logs in and opens the folder.
    pub(super) async fn open(server: &Server, folder: &str) -> Result<Self, Trouble> {
        Self::select(entered(server).await?, folder).await
    }

    pub(super) async fn select(mut connection: Connection, name: &str) -> Result<Self, Trouble> {
        let answer = connection.demand(&format!("SELECT {}", wire_name(name)?)).await?;
        let coded = |word| answer.remarks.iter().chain([&answer.status]).find_map(|remark| remark.coded(word));
        let missing = || Trouble::Gibberish("SELECT without UIDVALIDITY and UIDNEXT".into());
        let uidvalidity = coded("UIDVALIDITY").ok_or_else(missing)?;
        let uidnext = coded("UIDNEXT").ok_or_else(missing)?;
        Ok(Self { connection, uidvalidity, uidnext })
    }

    /// Numbers of the messages after this one, in order.
    pub(super) async fn after(&mut self, uid: u32) -> Result<Vec<u32>, Trouble> {
        let found = self.search(&format!("UID {}:*", uid.saturating_add(1))).await?;
        // `*` is the last message, however small its number.
        Ok(found.into_iter().filter(|found| *found > uid).collect())
    }

    pub(super) async fn since(&mut self, day: Moment) -> Result<Vec<u32>, Trouble> {
        self.search(&format!("SINCE {}", day.timestamp().strftime("%-d-%b-%Y"))).await
    }

    pub(super) async fn all(&mut self) -> Result<Vec<u32>, Trouble> {
        self.search("ALL").await
    }

    async fn search(&mut self, criteria: &str) -> Result<Vec<u32>, Trouble> {
        self.connection.has_grown();
        let answer = self.connection.demand(&format!("UID SEARCH {criteria}")).await?;
        let found = answer.data.iter().filter(|data| is(data.first(), "SEARCH"));
        let mut uids: Vec<u32> = found.flatten().filter_map(Value::number).collect();
        uids.sort_unstable();
        uids.dedup();
        Ok(uids)
    }

    /// Sizes in octets of those messages that are still there. `Err`: the server would not tell them all.
    pub(super) async fn sizes(&mut self, uids: &[u32]) -> Result<Sizes, Trouble> {
        let answer = self.connection.ask(&format!("UID FETCH {} (UID RFC822.SIZE)", set(uids)), HEADER).await?;
        let size = |item: &Value| item.atom().and_then(|octets| octets.parse().ok());
        let sizes =
            fetched(&answer).filter_map(|(uid, items)| Some((uid, size(item(items, "RFC822.SIZE")?)?))).collect();
        Ok(Sizes { sizes, complete: answer.is_ok() })
    }

    /// The messages of these numbers that are still there, unless the server refuses to give them.
    pub(super) async fn contents(&mut self, uids: &[u32], room: usize) -> Result<Given, Trouble> {
        let answer = self.connection.ask(&format!("UID FETCH {} (UID BODY.PEEK[])", set(uids)), room).await?;
        if !answer.is_ok() {
            return Ok(Err(answer.refusal()));
        }
        let content = |item: &Value| match item {
            Value::Text(octets) => Some(Content::Whole(octets.clone())),
            Value::Dropped => Some(Content::TooBig),
            Value::Atom(_) | Value::List(_) | Value::Nil => None,
        };
        Ok(Ok(fetched(&answer).filter_map(|(uid, items)| Some((uid, content(item(items, "BODY[]")?)?))).collect()))
    }

    /// The beginning of a message's header, as far as it can be had.
    pub(super) async fn header(&mut self, uid: u32) -> Result<Bytes, Trouble> {
        let command = format!("UID FETCH {uid} (UID BODY.PEEK[HEADER]<0.{HEADER}>)");
        let answer = self.connection.ask(&command, HEADER).await?;
        let header = fetched(&answer).find_map(|(_, items)| match item(items, "BODY[HEADER]<0>") {
            Some(Value::Text(octets)) => Some(octets.clone()),
            Some(Value::Dropped | Value::Atom(_) | Value::List(_) | Value::Nil) | None => None,
        });
        Ok(header.unwrap_or_default())
    }

    /// Does with messages that are kept what the settings wish. `Some`: the server does not want that.
    pub(super) async fn settle(&mut self, uids: &[u32], then: &Then) -> Result<Option<Trouble>, Trouble> {
        let set = set(uids);
        let refused = match then {
            _ if uids.is_empty() => None,
            Then::Leave | Then::DeleteAfter(_) => None,
            Then::MarkSeen => self.flag(&set, "\\Seen").await?,
            Then::Delete => self.delete(&set).await?,
            Then::Move(to) => self.move_to(&set, &wire_name(to)?).await?,
        };
        Ok(refused)
    }

    async fn flag(&mut self, set: &str, flag: &str) -> Result<Option<Trouble>, Trouble> {
        self.attempt(&format!("UID STORE {set} +FLAGS.SILENT ({flag})")).await
    }

    /// Where the server cannot expunge single messages (RFC 4315), they stay marked: expunging the whole folder could
    /// remove what somebody else has marked.
    async fn delete(&mut self, set: &str) -> Result<Option<Trouble>, Trouble> {
        match self.flag(set, "\\Deleted").await? {
            None if self.connection.can("UIDPLUS") => self.attempt(&format!("UID EXPUNGE {set}")).await,
            refused => Ok(refused),
        }
    }

    async fn move_to(&mut self, set: &str, folder: &str) -> Result<Option<Trouble>, Trouble> {
        if self.transfer(set, folder).await?.is_none() {
            return Ok(None);
        }
        // Most likely the folder is not there yet; if it is, this refusal does no harm.
        self.attempt(&format!("CREATE {folder}")).await?;
        self.transfer(set, folder).await
    }

    async fn transfer(&mut self, set: &str, folder: &str) -> Result<Option<Trouble>, Trouble> {
        if self.connection.can("MOVE") {
            return self.attempt(&format!("UID MOVE {set} {folder}")).await;
        }
        match self.attempt(&format!("UID COPY {set} {folder}")).await? {
            None => self.delete(set).await,
            refused => Ok(refused),
        }
    }

    async fn attempt(&mut self, command: &str) -> Result<Option<Trouble>, Trouble> {
        let answer = self.connection.ask(command, HEADER).await?;
        Ok((!answer.is_ok()).then(|| answer.refusal()))
    }

    /// Waits until messages may have come since the last search.
    pub(super) async fn wait(&mut self, poll: Duration) -> Result<(), Trouble> {
        if self.connection.has_grown() {
            Ok(())
        } else if self.connection.can("IDLE") {
            self.connection.idle(poll.min(LONGEST_IDLE)).await
        } else {
            tokio::time::sleep(poll).await;
            Ok(())
        }
    }

    pub(super) async fn log_out(self) {
        self.connection.log_out().await;
    }
}

/// The messages a server gave, or its refusal to give any.
pub(super) type Given = Result<BTreeMap<u32, Content>, Trouble>;

/// Numbers and items of the messages in an answer.
fn fetched(answer: &Answer) -> impl Iterator<Item = (u32, &[Value])> {
    let messages = answer.data.iter().filter(|data| is(data.get(1), "FETCH"));
    messages.filter_map(|data| {
        let items = data.get(2)?.list()?;
        Some((item(items, "UID")?.number()?, items))
    })
}

/// The value that follows a name.
fn item<'a>(items: &'a [Value], name: &str) -> Option<&'a Value> {
    items.chunks(2).find(|pair| is(pair.first(), name)).and_then(|pair| pair.get(1))
}

/// Numbers as a set, with ranges for neighbours: `1:3,7`.
fn set(uids: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for uid in uids {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*uid) => *last = *uid,
            Some(_) | None => ranges.push((*uid, *uid)),
        }
    }
    let text = |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}:{last}") };
    ranges.iter().map(text).collect::<Vec<_>>().join(",")
}

fn wire_name(name: &str) -> Result<String, Trouble> {
    quoted(&folder::encode(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_a_range() {
        assert_eq!(set(&[1, 2, 3, 7, 9, 10]), "1:3,7,9:10");
        assert_eq!(set(&[u32::MAX]), "4294967295");
        assert_eq!(set(&[]), "");
    }
}
