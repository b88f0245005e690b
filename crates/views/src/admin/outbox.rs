//! The outbox: letters by state, with what became of them for each recipient.

use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use desk::channel::{DeliveryState, LONGEST_WAIT, Letter, LetterId, LetterKind, LetterState};
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "admin/outbox.html")]
pub struct Outbox<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub state: LetterState,
    pub counts: Vec<(LetterState, i64)>,
    /// With the number of their ticket, where the one who looks may see it.
    pub letters: Vec<(Letter, Option<TicketNumber>)>,
    /// The last of this page, where there are more.
    pub older: Option<LetterId>,
    /// Why the last wish was not taken.
    pub reason: Option<&'static str>,
}

/// What needs somebody first.
pub const STATES: [LetterState; 8] = [
    LetterState::Uncertain,
    LetterState::Failed,
    LetterState::Queued,
    LetterState::Sending,
    LetterState::Awaiting,
    LetterState::Held,
    LetterState::Sent,
    LetterState::Cancelled,
];

impl Outbox<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-outbox")
    }

    fn states(&self) -> [LetterState; 8] {
        STATES
    }

    fn count(&self, state: &LetterState) -> i64 {
        self.counts.iter().find(|(other, _)| other == state).map_or(0, |(_, letters)| *letters)
    }

    fn is_at(&self, state: &LetterState) -> bool {
        *state == self.state
    }

    fn lead(&self) -> &str {
        self.shell.say(match self.state {
            LetterState::Uncertain => "admin-letters-uncertain",
            LetterState::Failed => "admin-letters-failed",
            LetterState::Queued => "admin-letters-queued",
            LetterState::Sending => "admin-letters-sending",
            LetterState::Awaiting => "admin-letters-awaiting",
            LetterState::Held => "admin-letters-held",
            LetterState::Sent => "admin-letters-sent",
            LetterState::Cancelled => "admin-letters-cancelled",
        })
    }

    fn can_retry(&self, letter: &Letter) -> bool {
        letter.clone().retry(self.shell.now).is_ok()
    }

    /// It should have left long ago.
    fn is_late(&self, letter: &Letter) -> bool {
        let on_its_way = matches!(letter.state, LetterState::Held | LetterState::Queued | LetterState::Sending);
        // Each try puts off when it is due.
        let since = if letter.attempts > 1 { letter.created_at } else { letter.due_at };
        on_its_way && self.shell.now.since(since) > LONGEST_WAIT
    }

    fn can_cancel(&self, letter: &Letter) -> bool {
        letter.clone().cancel().is_ok()
    }

    fn state_key(&self, state: &LetterState) -> &'static str {
        match state {
            LetterState::Awaiting => "admin-letter-awaiting",
            LetterState::Held => "admin-letter-held",
            LetterState::Queued => "admin-letter-queued",
            LetterState::Sending => "admin-letter-sending",
            LetterState::Sent => "admin-letter-sent",
            LetterState::Failed => "admin-letter-failed",
            LetterState::Uncertain => "admin-letter-uncertain",
            LetterState::Cancelled => "admin-letter-cancelled",
        }
    }

    fn kind_key(&self, kind: &LetterKind) -> &'static str {
        letter_key(*kind)
    }

    /// The key of the word, and the badge's kind.
    fn fate(&self, state: &DeliveryState) -> (&'static str, &'static str) {
        match state {
            DeliveryState::Waiting => ("admin-fate-waiting", ""),
            DeliveryState::Accepted => ("admin-fate-accepted", "success"),
            DeliveryState::Deferred => ("admin-fate-deferred", "warning"),
            DeliveryState::Refused => ("admin-fate-refused", "danger"),
            DeliveryState::Bounced => ("admin-fate-bounced", "danger"),
        }
    }
}

/// The word for a kind of letter.
pub(crate) const fn letter_key(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::Reply => "admin-kind-reply",
        LetterKind::Forward => "admin-kind-forward",
        LetterKind::Acknowledgement => "admin-kind-acknowledgement",
        LetterKind::FollowUp => "admin-kind-follow-up",
        LetterKind::Created => "admin-kind-created",
        LetterKind::Solved => "admin-kind-solved",
        LetterKind::Invitation => "admin-kind-invitation",
        LetterKind::Reset => "admin-kind-reset",
        LetterKind::SignIn => "admin-kind-sign-in",
        LetterKind::Alarm => "admin-kind-alarm",
        LetterKind::Closed => "admin-kind-closed",
        LetterKind::Notice => "admin-kind-notice",
        LetterKind::Kept => "admin-kind-kept",
        LetterKind::Summary => "admin-kind-summary",
        LetterKind::Rule => "admin-kind-rule",
        LetterKind::Reminder => "admin-kind-reminder",
        LetterKind::Approval => "admin-kind-approval",
        LetterKind::Declined => "admin-kind-declined",
        LetterKind::Rating => "admin-kind-rating",
        LetterKind::Test => "admin-kind-test",
    }
}
