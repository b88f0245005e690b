//! A letter we send: one Message-ID for ever, a fate per recipient, never sent twice.

use crate::channel::MailboxId;
use crate::conversation::MessageId;
use crate::ticket::TicketId;
use base::{Email, Moment};
use std::time::Duration;

base::id!(LetterId);

crate::ticket_words! {
    LetterKind {
        Reply = "reply", Forward = "forward", Acknowledgement = "acknowledgement", Invitation = "invitation", Reset = "reset",
        SignIn = "sign_in", Test = "test",
    }
}

crate::ticket_words! {
    /// `Uncertain`: the connection broke after the text was handed over; a person decides, we do not repeat blindly.
    LetterState {
        Held = "held", Queued = "queued", Sending = "sending", Sent = "sent", Failed = "failed", Uncertain = "uncertain",
        Cancelled = "cancelled",
    }
}

crate::ticket_words! {
    DeliveryState { Waiting = "waiting", Accepted = "accepted", Deferred = "deferred", Refused = "refused", Bounced = "bounced", }
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
    pub sent_at: Option<Moment>,
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

/// One try to send a letter: its number tells a holder whose lease ended from the one who sends it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub letter: LetterId,
    pub holder: String,
    pub number: i64,
}

/// What became of a letter for one recipient.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub address: Email,
    pub fate: DeliveryState,
    /// The server's words.
    pub detail: String,
}

/// After this long nobody waits for a letter any more.
const PATIENCE: Duration = Duration::from_secs(3 * 24 * 3600);

impl Letter {
    /// To whom it is yet to be handed over.
    pub fn waiting(&self) -> impl Iterator<Item = &Delivery> {
        self.deliveries.iter().filter(|delivery| matches!(delivery.state, DeliveryState::Waiting | DeliveryState::Deferred))
    }

    /// Where it stands after a try in which nothing was left uncertain: on its way again while somebody waits for it and
    /// there is time, failed as soon as nobody waits and somebody did not get it.
    pub fn settled(&self, now: Moment) -> LetterState {
        let refused = |delivery: &Delivery| matches!(delivery.state, DeliveryState::Refused | DeliveryState::Bounced);
        if self.waiting().next().is_some() {
            if now.since(self.created_at) < PATIENCE { LetterState::Queued } else { LetterState::Failed }
        } else if self.deliveries.iter().any(refused) {
            LetterState::Failed
        } else {
            LetterState::Sent
        }
    }

    /// When to try again: after 1, 2, 4 … minutes, at most four hours.
    pub fn next_try(&self, now: Moment) -> Moment {
        let minutes = 1u64 << (self.attempts.clamp(1, 9) - 1);
        now.plus(Duration::from_secs(60 * minutes.min(240)))
    }

    /// The first words that say why somebody did not get it.
    pub fn complaint(&self) -> String {
        let failed = |delivery: &&Delivery| !matches!(delivery.state, DeliveryState::Waiting | DeliveryState::Accepted);
        self.deliveries.iter().find(failed).map_or_else(|| self.error.clone(), |d| format!("{}: {}", d.address, d.detail))
    }
}

impl LetterKind {
    /// Answers something somebody sent us: two machines could go on with it for ever.
    pub const fn answers(self) -> bool {
        matches!(self, Self::Acknowledgement)
    }

    /// Holds a link that opens something: forgotten once it is sent.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::Invitation | Self::Reset | Self::SignIn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_letter(states: &[DeliveryState]) -> Letter {
        let delivery = |(n, state): (usize, &DeliveryState)| Delivery {
            address: Email::parse(&format!("p{n}@x.example")).unwrap(),
            state: *state,
            detail: format!("said {n}"),
        };
        Letter {
            id: LetterId(1),
            kind: LetterKind::Reply,
            state: LetterState::Sending,
            ticket: None,
            message: None,
            mailbox: None,
            message_id: "a@b".into(),
            subject: String::new(),
            details: String::new(),
            due_at: Moment(0),
            attempts: 1,
            error: String::new(),
            created_at: Moment(0),
            sent_at: None,
            deliveries: states.iter().enumerate().map(delivery).collect(),
        }
    }

    #[test]
    fn a_letter_is_where_its_recipients_fates_leave_it() {
        use DeliveryState::{Accepted, Deferred, Refused, Waiting};
        let table = [
            (&[Accepted, Accepted][..], LetterState::Sent),
            (&[Accepted, Refused], LetterState::Failed),
            (&[Accepted, Deferred], LetterState::Queued),
            (&[Refused, Deferred], LetterState::Queued),
            (&[Waiting], LetterState::Queued),
        ];
        for (states, expected) in table {
            assert_eq!(a_letter(states).settled(Moment(1)), expected, "{states:?}");
        }
    }

    #[test]
    fn after_three_days_a_letter_has_failed() {
        let letter = a_letter(&[DeliveryState::Deferred]);
        assert_eq!(letter.settled(Moment(0).plus(PATIENCE)), LetterState::Failed);
    }

    #[test]
    fn pauses_between_tries_grow_to_four_hours() {
        let mut letter = a_letter(&[DeliveryState::Deferred]);
        let minutes = |letter: &Letter| letter.next_try(Moment(0)).0 / 60_000;
        assert_eq!(minutes(&letter), 1);
        letter.attempts = 4;
        assert_eq!(minutes(&letter), 8);
        letter.attempts = 999;
        assert_eq!(minutes(&letter), 240);
    }

    #[test]
    fn a_complaint_names_who_did_not_get_it() {
        let letter = a_letter(&[DeliveryState::Accepted, DeliveryState::Refused]);
        assert_eq!(letter.complaint(), "p1@x.example: said 1");
    }
}
