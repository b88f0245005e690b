//! Where a message we sent is on its way, for each who shall receive it.

use base::Moment;
use desk::channel::{Delivery, DeliveryState, LONGEST_HOLD, Letter, LetterState};

pub struct Delivered<'a> {
    pub letter: &'a Letter,
    pub now: Moment,
    /// Names of those that stopped it.
    pub guards: Vec<String>,
    /// The status that the ticket gets when it leaves.
    pub sets: Option<&'a str>,
}

impl Delivered<'_> {
    /// As CSS colours it: on its way, arrived, or needing a look.
    pub fn state(&self) -> &'static str {
        match self.key() {
            "delivery-held" | "delivery-scheduled" | "delivery-guarded" | "delivery-awaiting" | "delivery-asked" => {
                "held"
            }
            "delivery-sent" => "sent",
            "delivery-queued" | "delivery-sending" | "delivery-cancelled" => "waiting",
            _ => "failed",
        }
    }

    pub fn icon(&self) -> &'static str {
        match self.state() {
            "sent" => "check",
            "failed" => "failed",
            _ => "clock",
        }
    }

    pub fn key(&self) -> &'static str {
        let deliveries = self.letter.deliveries.iter();
        let broken =
            deliveries.filter(|one| matches!(one.state, DeliveryState::Bounced | DeliveryState::Refused)).count();
        match self.letter.state {
            LetterState::Awaiting if self.guards.is_empty() => "delivery-awaiting",
            LetterState::Awaiting => "delivery-asked",
            LetterState::Held if self.seconds_left() > 0 && !self.guards.is_empty() => "delivery-guarded",
            LetterState::Held if self.seconds_left() > LONGEST_HOLD => "delivery-scheduled",
            LetterState::Held if self.seconds_left() > 0 => "delivery-held",
            LetterState::Held | LetterState::Queued if self.letter.attempts > 0 => "delivery-retrying",
            LetterState::Held | LetterState::Queued => "delivery-queued",
            LetterState::Sending => "delivery-sending",
            LetterState::Sent if broken == 0 => "delivery-sent",
            LetterState::Sent if broken < self.letter.deliveries.len() => "delivery-partly",
            LetterState::Sent => "delivery-nobody",
            LetterState::Failed => "delivery-failed",
            LetterState::Uncertain => "delivery-uncertain",
            LetterState::Cancelled => "delivery-cancelled",
        }
    }

    /// Somebody chose when it leaves.
    pub fn is_scheduled(&self) -> bool {
        self.key() == "delivery-scheduled"
    }

    /// A guard has put it off.
    pub fn is_guarded(&self) -> bool {
        self.key() == "delivery-guarded"
    }

    /// It leaves when somebody else has said yes.
    pub fn awaits(&self) -> bool {
        self.letter.state == LetterState::Awaiting
    }

    /// Somebody else may get it instead.
    pub fn came_back(&self, delivery: &Delivery) -> bool {
        matches!(delivery.state, DeliveryState::Bounced | DeliveryState::Refused)
            && matches!(self.letter.state, LetterState::Sent | LetterState::Failed)
    }

    pub fn can_retry(&self) -> bool {
        matches!(self.letter.state, LetterState::Failed | LetterState::Uncertain)
    }

    /// How long it can still be taken back.
    pub fn seconds_left(&self) -> u64 {
        match self.letter.state {
            LetterState::Held => self.letter.due_at.since(self.now).as_secs(),
            LetterState::Awaiting
            | LetterState::Queued
            | LetterState::Sending
            | LetterState::Sent
            | LetterState::Failed
            | LetterState::Uncertain
            | LetterState::Cancelled => 0,
        }
    }

    pub fn recipient_icon(delivery: &Delivery) -> &'static str {
        match delivery.state {
            DeliveryState::Accepted => "success",
            DeliveryState::Waiting | DeliveryState::Deferred => "clock",
            DeliveryState::Refused | DeliveryState::Bounced => "failed",
        }
    }

    pub fn recipient_state(delivery: &Delivery) -> &'static str {
        match delivery.state {
            DeliveryState::Accepted => "done",
            DeliveryState::Waiting | DeliveryState::Deferred => "waiting",
            DeliveryState::Refused | DeliveryState::Bounced => "failed",
        }
    }

    pub fn recipient_key(delivery: &Delivery) -> &'static str {
        match delivery.state {
            DeliveryState::Accepted => "delivery-to-accepted",
            DeliveryState::Waiting => "delivery-to-waiting",
            DeliveryState::Deferred => "delivery-to-deferred",
            DeliveryState::Refused => "delivery-to-refused",
            DeliveryState::Bounced => "delivery-to-bounced",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Email;
    use desk::channel::{LetterId, LetterKind};

    fn told(fates: &[DeliveryState]) -> &'static str {
        let address = Email::parse("kei@customer.example").unwrap();
        let delivery =
            |state: &DeliveryState| Delivery { address: address.clone(), state: *state, detail: String::new() };
        let letter = Letter {
            id: LetterId(1),
            kind: LetterKind::Reply,
            state: LetterState::Sent,
            ticket: None,
            message: None,
            mailbox: None,
            message_id: "1@desk.example".into(),
            subject: String::new(),
            details: String::new(),
            due_at: Moment(0),
            attempts: 1,
            error: String::new(),
            created_at: Moment(0),
            sent_at: Some(Moment(0)),
            opened_at: None,
            deliveries: fates.iter().map(delivery).collect(),
        };
        Delivered { letter: &letter, now: Moment(0), guards: Vec::new(), sets: None }.key()
    }

    #[test]
    fn what_nobody_got_is_not_said_to_have_reached_some() {
        use DeliveryState::{Accepted, Bounced, Refused};
        assert_eq!([told(&[Accepted]), told(&[Bounced])], ["delivery-sent", "delivery-nobody"]);
        assert_eq!([told(&[Accepted, Bounced]), told(&[Refused, Bounced])], ["delivery-partly", "delivery-nobody"]);
    }
}
