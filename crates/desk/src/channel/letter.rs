//! A letter we send: one Message-ID for ever, a fate per recipient, never sent twice.

use crate::Fault;
use crate::channel::{MailboxId, Worry};
use crate::conversation::{Dispatch, MessageId, Thread};
use crate::sla::{At, Target};
use crate::ticket::{TicketId, TicketNumber};
use base::{Email, Language, Moment};
use serde::{Deserialize, Serialize};
use std::mem::discriminant;

base::id!(LetterId);

crate::ticket_words! {
    LetterKind {
        Reply = "reply", Forward = "forward", Acknowledgement = "acknowledgement",
        FollowUp = "follow_up", Created = "created", Solved = "solved", Closed = "closed", Invitation = "invitation", Reset = "reset",
        SignIn = "sign_in", Test = "test", Alarm = "alarm",
        /// To an agent: what happened on a ticket of theirs.
        Notice = "notice",
        /// To an agent: what they answered by mail was not sent, or not done as they asked.
        Kept = "kept",
        /// To an agent: several things at once, held or waiting.
        Summary = "summary",
        /// Written by a rule.
        Rule = "rule",
        Reminder = "reminder",
        /// To somebody who is asked to approve something.
        Approval = "approval",
        /// To somebody whose mail makes no ticket here.
        Declined = "declined",
        /// Asks the requester how content they are.
        Rating = "rating",
    }
}

crate::ticket_words! {
    /// `Uncertain`: the connection broke after the text was handed over; a person decides, we do not repeat blindly.
    LetterState {
        /// Nobody sends it before somebody else has said yes.
        Awaiting = "awaiting",
        Held = "held", Queued = "queued", Sending = "sending", Sent = "sent", Failed = "failed", Uncertain = "uncertain",
        Cancelled = "cancelled",
    }
}

crate::ticket_words! {
    DeliveryState { Waiting = "waiting", Accepted = "accepted", Deferred = "deferred", Refused = "refused", Bounced = "bounced", }
}

crate::ticket_words! {
    /// How far the last answer on a ticket has come, in the words of conditions.
    AnswerState {
        /// It waits for its moment, for a word of approval, or for a server.
        Queued = "queued",
        Sent = "sent",
        /// Somebody did not get it, or nobody knows.
        Failed = "failed",
        /// It came back after it had been handed over.
        Bounced = "bounced",
    }
}

/// How a letter leaves, for whoever has just written it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Departure {
    /// When somebody else has said yes.
    Awaits,
    /// At the moment that was chosen for it.
    Scheduled(Moment),
    /// When the guards let it go.
    Guarded(Moment),
    /// As soon as it can no longer be taken back.
    Soon(Moment),
    /// Now: a server gets it, or has it.
    Now,
    /// Not by itself: it was taken back, or came to nothing.
    Not,
}

impl Departure {
    /// From when on it cannot be taken back; none: it waits for somebody, or does not leave.
    pub const fn at(self, now: Moment) -> Option<Moment> {
        match self {
            Self::Scheduled(at) | Self::Guarded(at) | Self::Soon(at) => Some(at),
            Self::Now => Some(now),
            Self::Awaits | Self::Not => None,
        }
    }

    /// Of several that were written at once: each way in which some leave, as the first of those does, and how many do.
    pub fn counted(all: impl IntoIterator<Item = Self>) -> Vec<(Self, i64)> {
        let mut ways: Vec<(Self, i64)> = Vec::new();
        for one in all {
            match ways.iter_mut().find(|(way, _)| discriminant(way) == discriminant(&one)) {
                Some((way, letters)) => (*way, *letters) = ((*way).min(one), *letters + 1),
                None => ways.push((one, 1)),
            }
        }
        ways
    }
}

impl LetterState {
    /// Nothing will send it any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Sent | Self::Cancelled)
    }
}

impl Letter {
    /// How it leaves, where a person wrote it; of any other nothing was chosen.
    pub fn dispatch(&self) -> Dispatch {
        serde_json::from_str(&self.details).unwrap_or_default()
    }

    /// The same letter, leaving otherwise.
    pub fn dispatched(self, how: &Dispatch) -> Result<Self, Fault> {
        let details = serde_json::to_string(how).map_err(Fault::new)?;
        Ok(Self { details, ..self })
    }

    pub fn leaving(&self, now: Moment) -> Departure {
        let Dispatch { scheduled, held, .. } = self.dispatch();
        match self.state {
            LetterState::Awaiting => Departure::Awaits,
            LetterState::Held if self.attempts == 0 && self.due_at > now => {
                if !held.is_empty() {
                    Departure::Guarded(self.due_at)
                } else if scheduled {
                    Departure::Scheduled(self.due_at)
                } else {
                    Departure::Soon(self.due_at)
                }
            }
            LetterState::Held | LetterState::Queued | LetterState::Sending | LetterState::Sent => Departure::Now,
            LetterState::Failed | LetterState::Uncertain | LetterState::Cancelled => Departure::Not,
        }
    }

    /// The guards because of which it has not left yet, by name.
    pub fn guards(&self) -> Vec<String> {
        match self.state {
            LetterState::Awaiting => self.dispatch().asked,
            LetterState::Held if self.attempts == 0 => self.dispatch().held,
            LetterState::Held
            | LetterState::Queued
            | LetterState::Sending
            | LetterState::Sent
            | LetterState::Failed
            | LetterState::Uncertain
            | LetterState::Cancelled => Vec::new(),
        }
    }
}

impl LetterKind {
    /// Written by the desk, not by a person: null envelope sender, `Auto-Submitted` (RFC 3834).
    pub const fn automatic(self) -> bool {
        !matches!(self, Self::Reply | Self::Forward)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    pub id: LetterId,
    pub kind: LetterKind,
    pub state: LetterState,
    pub ticket: Option<TicketId>,
    pub message: Option<MessageId>,
    pub mailbox: Option<MailboxId>,
    /// Without angle brackets; fixed when the letter is made.
    pub message_id: String,
    pub subject: String,
    /// What the template of this kind needs, as JSON; emptied once sent where it holds a secret link.
    pub details: String,
    /// Not before this moment: the undo window, or the next try.
    pub due_at: Moment,
    pub attempts: i64,
    pub error: String,
    pub created_at: Moment,
    /// When the first of its recipients had it.
    pub sent_at: Option<Moment>,
    /// When an image in it was first fetched: by whoever reads it, or by a machine on the way.
    pub opened_at: Option<Moment>,
    pub deliveries: Vec<Delivery>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    pub address: Email,
    pub state: DeliveryState,
    /// The server's last words: `250 2.0.0 Ok`.
    pub detail: String,
}

/// A letter to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct NewLetter {
    pub kind: LetterKind,
    pub ticket: Option<TicketId>,
    pub message: Option<MessageId>,
    /// None: the first mailbox that is active.
    pub mailbox: Option<MailboxId>,
    /// Fixed from the beginning where the letter's message has it already.
    pub message_id: Option<String>,
    /// Everybody who receives it: To, Cc and Bcc.
    pub to: Vec<Email>,
    pub subject: String,
    /// What its template needs, as JSON.
    pub details: String,
    /// Held until then.
    pub due_at: Moment,
}

/// What an acknowledgement tells its reader; the letter's `details` as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Acknowledgement {
    pub language: Language,
    /// Of the requester; may be empty.
    pub name: String,
    pub number: TicketNumber,
    /// The ticket's.
    pub subject: String,
    /// Only the beginning of the message could be taken in: it was too big.
    #[serde(default)]
    pub cut: bool,
    /// Its whole text, as the desk words such letters; empty: our own sentences.
    #[serde(default)]
    pub text: String,
    #[serde(flatten)]
    pub thread: Thread,
}

/// What somebody reads whose mail makes no ticket; the letter's `details` as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Declined {
    pub language: Language,
    /// Theirs.
    pub subject: String,
    /// To which it came.
    pub address: Email,
    #[serde(flatten)]
    pub thread: Thread,
}

/// What an alarm tells administrators; the letter's `details` as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alarm {
    pub language: Language,
    pub mailbox: MailboxId,
    pub address: Email,
    pub worry: Worry,
}

/// What a reminder of a due time tells colleagues; the letter's `details` as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reminder {
    pub language: Language,
    pub number: TicketNumber,
    pub target: Target,
    pub at: At,
}

/// One try to send a letter: its number tells a holder whose lease ended from the one who sends it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub letter: LetterId,
    pub holder: String,
    pub number: i64,
}

/// How one try went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Try {
    pub number: i64,
    pub began_at: Moment,
    pub ended_at: Option<Moment>,
    /// What the letter was after it.
    pub state: Option<LetterState>,
    /// The server's, or ours about it; perhaps none.
    pub words: String,
}

crate::ticket_words! {
    /// What the server said about one recipient.
    Fate {
        Accepted = "accepted",
        /// Not now.
        Deferred = "deferred",
        /// Never.
        Refused = "refused",
        /// The text was given in full and no answer came: it may have been accepted.
        Unknown = "unknown",
    }
}

/// What became of a letter for one recipient.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub address: Email,
    pub fate: Fate,
    /// The server's words.
    pub detail: String,
}

impl LetterKind {
    /// Answers something somebody sent us: two machines could go on with it for ever.
    pub const fn answers(self) -> bool {
        matches!(
            self,
            Self::Acknowledgement
                | Self::FollowUp
                | Self::Created
                | Self::Solved
                | Self::Closed
                | Self::Kept
                | Self::Rule
                | Self::Declined
                | Self::Rating
        )
    }

    /// For an agent's eyes: it leads to the desk and not to the portal.
    pub const fn is_for_agents(self) -> bool {
        matches!(self, Self::Notice | Self::Kept | Self::Summary)
    }

    /// It tells somebody outside what was asked or is done: it is closed as its mailbox closes letters. What only colleagues
    /// read, and links to sign in with, are not.
    pub const fn tells_outside(self) -> bool {
        match self {
            Self::Reply
            | Self::Forward
            | Self::Acknowledgement
            | Self::FollowUp
            | Self::Created
            | Self::Solved
            | Self::Closed
            | Self::Rule
            | Self::Approval
            | Self::Declined
            | Self::Rating => true,
            Self::Invitation
            | Self::Reset
            | Self::SignIn
            | Self::Test
            | Self::Alarm
            | Self::Notice
            | Self::Kept
            | Self::Summary
            | Self::Reminder => false,
        }
    }

    /// Somebody may word it: see [`super::Wording`].
    pub const WORDED: [Self; 6] =
        [Self::Acknowledgement, Self::FollowUp, Self::Created, Self::Solved, Self::Closed, Self::Rating];

    /// Holds a link that opens something: forgotten once it is sent.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::Invitation | Self::Reset | Self::SignIn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_letters_each_way_is_told_once_as_the_first_of_them_leaves() {
        use Departure::*;
        let all = [Soon(Moment(9)), Scheduled(Moment(70)), Soon(Moment(8)), Awaits, Scheduled(Moment(90)), Awaits];
        assert_eq!(Departure::counted(all), [(Soon(Moment(8)), 2), (Scheduled(Moment(70)), 2), (Awaits, 2)]);
        assert_eq!(Departure::counted([]), []);
    }
}
