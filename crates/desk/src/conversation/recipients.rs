//! Who receives an answer, and why: one pure function of the message that is answered, of us, and of the wish.

use crate::channel::courtesy::is_nobody;
use crate::channel::mark::without_tag;
use base::{Address, Email};

/// Most recipients of one letter, To, Cc and Bcc together.
pub const MOST_RECIPIENTS: usize = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    Requester,
    /// They wrote the message that is answered.
    Author,
    /// They asked for answers there (Reply-To).
    ReplyTo,
    WasInTo,
    WasInCc,
    /// Added to the ticket by an agent.
    Participant,
    /// The mailbox keeps a copy of everything there.
    Archive,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Recipient {
    pub address: Address,
    pub reason: Reason,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recipients {
    pub to: Vec<Recipient>,
    pub cc: Vec<Recipient>,
    pub bcc: Vec<Recipient>,
}

/// The message that is answered, as far as it matters here.
#[derive(Clone, Debug, Default)]
pub struct Answered<'a> {
    pub from: Option<&'a Address>,
    pub reply_to: &'a [Address],
    pub to: &'a [Address],
    pub cc: &'a [Address],
    /// One of us wrote it: then its recipients are those we go on writing to.
    pub ours: bool,
}

/// Our side.
#[derive(Clone, Debug, Default)]
pub struct Us<'a> {
    /// Every address of a mailbox of ours: no letter ever goes there.
    pub mailboxes: &'a [Email],
    /// The addresses of whoever answers: nobody writes to oneself.
    pub writer: &'a [Email],
    /// The addresses of whoever is paused: nothing goes there unless it is typed.
    pub quiet: &'a [Email],
    pub archive: Option<&'a Email>,
}

/// Recipients of a reply (`all` none) or of a reply to all (`all`: the ticket's participants).
///
/// Never one of our own addresses, never the same person twice, whatever the case and what stands after a `+`. A
/// reply to all always reaches the requester, and so does a reply unless its author wants answers elsewhere. Where nobody reads (`no-reply@`) only goes what goes nowhere else. Blind copies of
/// the message that is answered are never revealed: they are not among what is given.
pub fn recipients(requester: Option<&Address>, answered: &Answered, us: &Us, all: Option<&[Address]>) -> Recipients {
    let mut table = Table::new(us);
    if answered.ours {
        table.to(requester, Reason::Requester);
        table.to(answered.to, Reason::WasInTo);
    } else if answered.reply_to.iter().any(|address| table.takes(address)) {
        table.to(answered.reply_to, Reason::ReplyTo);
    } else {
        table.to(answered.from, Reason::Author);
        table.to(requester, Reason::Requester);
    }
    if let Some(participants) = all {
        if !answered.ours {
            table.cc(answered.to, Reason::WasInTo);
        }
        table.cc(answered.cc, Reason::WasInCc);
        table.cc(participants, Reason::Participant);
        table.cc(requester, Reason::Requester);
    }
    if table.found.to.is_empty() {
        // Better to an address nobody is said to read than to none.
        let anybody = requester.into_iter().map(|one| (one, Reason::Requester));
        let anybody = anybody.chain(answered.from.map(|one| (one, Reason::Author)));
        let free = |one: &Address| {
            let key = key(&one.email);
            !table.ours.contains(&key) && !table.seen.contains(&key)
        };
        let last = anybody.into_iter().find(|(one, _)| free(one));
        last.into_iter().for_each(|(one, reason)| table.put_to(one, reason));
    }
    table.archived()
}

struct Table<'u> {
    archive: Option<&'u Email>,
    /// By their keys; those of whoever is paused as well.
    ours: Vec<String>,
    writer: Vec<String>,
    seen: Vec<String>,
    found: Recipients,
}

impl<'u> Table<'u> {
    fn new(us: &'u Us) -> Self {
        Self {
            archive: us.archive,
            ours: us.mailboxes.iter().chain(us.quiet).map(key).collect(),
            writer: us.writer.iter().map(key).collect(),
            seen: Vec::new(),
            found: Recipients::default(),
        }
    }

    fn to<'a>(&mut self, some: impl IntoIterator<Item = &'a Address>, reason: Reason) {
        for address in some {
            if self.takes(address) {
                self.put_to(address, reason);
            }
        }
    }

    fn cc<'a>(&mut self, some: impl IntoIterator<Item = &'a Address>, reason: Reason) {
        for address in some {
            if self.takes(address) {
                self.seen.push(key(&address.email));
                self.found.cc.push(Recipient { address: address.clone(), reason });
            }
        }
    }

    fn put_to(&mut self, address: &Address, reason: Reason) {
        self.seen.push(key(&address.email));
        self.found.to.push(Recipient { address: address.clone(), reason });
    }

    fn takes(&self, address: &Address) -> bool {
        let key = key(&address.email);
        let known = [&self.ours, &self.writer, &self.seen].into_iter().any(|some| some.contains(&key));
        !known && !is_nobody(&address.email) && self.seen.len() < MOST_RECIPIENTS
    }

    fn archived(mut self) -> Recipients {
        let free = |archive: &&Email| {
            let key = key(archive);
            !self.ours.contains(&key) && !self.seen.contains(&key)
        };
        if let Some(archive) = self.archive.filter(free) {
            let address = Address::bare(archive.clone());
            self.found.bcc.push(Recipient { address, reason: Reason::Archive });
        }
        self.found
    }
}

/// By which two addresses are one person's.
fn key(email: &Email) -> String {
    without_tag(email).canonical()
}

#[cfg(test)]
mod tests;
