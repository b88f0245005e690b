//! What somebody writes in the composer, and what it needs before it may become a letter.

use super::{Acted, DraftComment, MOST_RECIPIENTS, MacroId, MessageId, NewAttachment};
use crate::Refusal;
use crate::channel::mark::without_tag;
use crate::channel::{Closing, MailboxId, Protect, Quotation, Signs};
use crate::people::PersonId;
use crate::ticket::{StatusId, TicketNumber};
use base::{Address, CleanHtml, Email, Moment, Token};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::time::Duration;

/// How long a letter is held so that its writer can take it back, where its mailbox does not say.
pub const UNDO_WINDOW: Duration = Duration::from_secs(10);

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Compose {
    pub text: String,
    /// None: the text is all there is.
    pub html: Option<CleanHtml>,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    pub bcc: Vec<Address>,
    pub attachments: Vec<NewAttachment>,
    /// The status to set with it. None: a reply sets *pending* as [`crate::ticket::Category::after_reply`] says, a note
    /// and a forward nothing.
    pub status_after: Option<StatusId>,
    /// None: as the mailbox says. Zero: the letter leaves at once and cannot be taken back.
    pub hold: Option<Duration>,
    /// Not before this moment.
    pub send_at: Option<Moment>,
    /// Which of our addresses writes; none: the ticket's.
    pub from: Option<MailboxId>,
    /// None: as the mailbox says.
    pub signs: Option<Signs>,
    pub quotation: Option<Quotation>,
    /// A letter that waits for its moment stays unsent when the requester writes before. None: as the mailbox says.
    pub unless_answered: Option<bool>,
    /// The newest message the writer had on screen. When somebody has answered since, be it the writer elsewhere, or the
    /// requester has written, the reply is refused, so that nobody answers twice or past each other. None: whatever there is.
    pub seen: Option<MessageId>,
    /// Its writer has seen what the guards warn of.
    pub confirmed: bool,
    /// It was written elsewhere than in the composer: what is begun there is something else, and stays.
    pub elsewhere: bool,
    /// How the letter is closed; none: as the mailbox says.
    pub protect: Option<Protect>,
    /// What was put in beside the words, of macros and colleagues. Whoever sends sees to it; the letter only remembers.
    #[serde(default)]
    pub macros: Vec<MacroId>,
    #[serde(default)]
    pub mentions: Vec<PersonId>,
}

/// Where a letter stands in its thread (RFC 5322 §3.6.4), ids without angle brackets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    #[serde(default)]
    pub in_reply_to: Option<String>,
    /// Oldest first; the first and the newest when there are many.
    #[serde(default)]
    pub references: Vec<String>,
}

impl Thread {
    /// References a header carries at most.
    const LONGEST: usize = 20;

    /// The thread after these messages, oldest first.
    pub fn after(ids: &[String]) -> Self {
        let newest = &ids[ids.len().saturating_sub(Self::LONGEST - 1)..];
        let first = ids.first().filter(|first| !newest.contains(first));
        Self { in_reply_to: ids.last().cloned(), references: first.into_iter().chain(newest).cloned().collect() }
    }
}

/// How a letter that a person wrote leaves; its `details` as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dispatch {
    #[serde(flatten)]
    pub thread: Thread,
    /// As its writer chose; none: as its mailbox says.
    pub signs: Option<Signs>,
    pub quotation: Option<Quotation>,
    /// Somebody chose its moment.
    pub scheduled: bool,
    /// It stays when the requester writes before it leaves.
    pub unless_answered: bool,
    /// What else its writer chose, for the draft it may become again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusId>,
    /// Of one that leaves later: what its ticket's status was when it was written, and becomes when it has left; none: it stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sets: Option<(StatusId, StatusId)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub macros: Vec<MacroId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<PersonId>,
    /// Colleagues saw the draft that it was, and what they said about that, until it has left.
    pub shared: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<DraftComment>,
    /// What its macros did, and those of the letter that it is sent in place of, as far as that stood.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub acted: Vec<Acted>,
    /// Who gets it instead of whom.
    pub redirected: Vec<(Email, Email)>,
    /// Where a copy of it is kept, which nobody is answered by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<Email>,
    /// Names of the guards because of which it leaves later, and of those that ask for a second person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
    /// The keys that close it, chosen when it was written; they stand so in the `details` of every letter that has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
}

impl Dispatch {
    /// Its moment was chosen, or a guard puts it off: what it says is said when it has left.
    pub fn leaves_later(&self) -> bool {
        self.scheduled || !self.held.is_empty()
    }
}

/// A letter is scheduled at most so far ahead.
pub const LATEST: Duration = Duration::from_secs(366 * 24 * 3600);

impl Compose {
    /// When the letter leaves, and whether somebody chose that.
    pub fn leaves(&self, hold: Duration, now: Moment) -> Result<(Moment, bool), Refusal> {
        match self.send_at {
            None => Ok((now.plus(self.hold.unwrap_or(hold)), false)),
            Some(at) if at <= now => Err(Refusal::SendInThePast),
            Some(at) if at > now.plus(LATEST) => Err(Refusal::SendTooFar),
            Some(at) => Ok((at, true)),
        }
    }
}

/// The recipients of a letter in order: nobody twice (the first place counts), none of our own addresses, somebody at
/// all, and not too many.
pub fn addressed(compose: &mut Compose, ours: &[Email]) -> Result<(), Refusal> {
    let mut seen: HashSet<String> = HashSet::new();
    for list in [&mut compose.to, &mut compose.cc, &mut compose.bcc] {
        list.retain(|address| seen.insert(address.email.canonical()));
    }
    if seen.is_empty() {
        Err(Refusal::NoRecipient)
    } else if seen.len() > MOST_RECIPIENTS {
        Err(Refusal::TooManyRecipients)
    } else if everybody(compose).any(|address| is_ours(&address.email, ours)) {
        Err(Refusal::AddressIsOurs)
    } else {
        Ok(())
    }
}

fn everybody(compose: &Compose) -> impl Iterator<Item = &Address> {
    compose.to.iter().chain(&compose.cc).chain(&compose.bcc)
}

/// One of our mailboxes, also with `+tag`.
fn is_ours(address: &Email, ours: &[Email]) -> bool {
    ours.contains(address) || ours.contains(&without_tag(address))
}

/// A new Message-ID, without angle brackets: nobody can guess it, and it says to us which ticket it belongs to.
pub fn message_id(number: TicketNumber, domain: &str) -> String {
    let token = Token::random();
    let random: String = token.reveal().chars().filter(char::is_ascii_alphanumeric).take(24).collect();
    format!("{random}.{number}@{domain}")
}

#[cfg(test)]
mod tests {
    use super::super::Deed;
    use super::*;
    use crate::automation::Step;
    use crate::ticket::{Act, Priority};

    fn a(email: &str) -> Address {
        Address::bare(Email::parse(email).unwrap())
    }

    #[test]
    fn nobody_receives_a_letter_twice() {
        let mut compose =
            Compose { to: vec![a("a@x.example")], cc: vec![a("A@x.example"), a("b@x.example")], ..Compose::default() };
        assert_eq!(addressed(&mut compose, &[]), Ok(()));
        assert_eq!((compose.to.len(), compose.cc.len()), (1, 1));
    }

    #[test]
    fn a_letter_to_nobody_to_us_or_to_everybody_is_refused() {
        let ours = [Email::parse("help@desk.example").unwrap()];
        let refused = |to: Vec<Address>| addressed(&mut Compose { to, ..Compose::default() }, &ours);
        assert_eq!(refused(vec![]), Err(Refusal::NoRecipient));
        assert_eq!(refused(vec![a("Help@desk.example")]), Err(Refusal::AddressIsOurs));
        assert_eq!(refused(vec![a("help+t.1.x@desk.example")]), Err(Refusal::AddressIsOurs));
        let many = (0..=MOST_RECIPIENTS).map(|n| a(&format!("p{n}@x.example"))).collect();
        assert_eq!(refused(many), Err(Refusal::TooManyRecipients));
    }

    #[test]
    fn a_letter_leaves_when_its_writer_or_its_mailbox_says() {
        let (hold, now) = (Duration::from_secs(30), Moment(1_000));
        let leaves = |compose: Compose| compose.leaves(hold, now);
        assert_eq!(leaves(Compose::default()), Ok((Moment(31_000), false)));
        assert_eq!(leaves(Compose { hold: Some(Duration::ZERO), ..Compose::default() }), Ok((now, false)));
        let at = |at| leaves(Compose { send_at: Some(Moment(at)), ..Compose::default() });
        assert_eq!(at(5_000), Ok((Moment(5_000), true)));
        assert_eq!(at(1_000), Err(Refusal::SendInThePast));
        assert_eq!(at(i64::MAX), Err(Refusal::SendTooFar));
    }

    #[test]
    fn what_a_letter_says_of_its_thread_is_read_as_before() {
        let read: Dispatch = serde_json::from_str(r#"{"in_reply_to":"a@b","references":["a@b"]}"#).unwrap();
        assert_eq!((read.thread.in_reply_to.as_deref(), read.scheduled), (Some("a@b"), false));
        let written = serde_json::to_string(&read).unwrap();
        assert_eq!(serde_json::from_str::<Thread>(&written).unwrap(), read.thread);
    }

    #[test]
    fn what_macros_did_is_read_as_it_was_written() {
        let acted = |deed| Acted { prepared: MacroId(7), deed, position: 42 };
        let deeds = [Deed::Act(Act::SetPriority(Priority::High)), Deed::Step(Step::Wake), Deed::Step(Step::Snooze(5))];
        let dispatch = Dispatch { acted: deeds.map(acted).into(), ..Dispatch::default() };
        let written = serde_json::to_string(&dispatch).unwrap();
        assert_eq!(serde_json::from_str::<Dispatch>(&written).unwrap(), dispatch);
    }

    #[test]
    fn a_long_thread_keeps_its_first_and_its_newest_message() {
        let ids: Vec<String> = (0..50).map(|n| format!("{n}@x")).collect();
        let thread = Thread::after(&ids);
        assert_eq!(thread.in_reply_to.as_deref(), Some("49@x"));
        assert_eq!(
            (thread.references.len(), thread.references[0].as_str(), thread.references[1].as_str()),
            (20, "0@x", "31@x")
        );
        assert_eq!(Thread::after(&ids[..2]).references, ids[..2]);
        assert_eq!(Thread::after(&[]), Thread::default());
    }

    #[test]
    fn a_message_id_is_new_each_time_and_names_its_ticket() {
        let (one, two) =
            (message_id(TicketNumber(100_042), "desk.example"), message_id(TicketNumber(100_042), "desk.example"));
        assert!(one != two && one.ends_with(".100042@desk.example"), "{one}");
    }
}
