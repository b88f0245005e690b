//! One thing told to one webhook: tried for a day, with growing pauses, then given up and shown.

use super::WebhookId;
use crate::Refusal;
use crate::ticket::TicketId;
use base::Moment;
use std::time::Duration;

base::id!(DeliveryId);

crate::ticket_words! {
    WebhookState { Waiting = "waiting", Delivered = "delivered", Failed = "failed", }
}

/// Pauses after the first try, the second …: a try that would begin later than a day after the first is none.
const PAUSES: [u64; 8] = [5, 60, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 8 * 3600, 8 * 3600];

#[derive(Clone, Debug, PartialEq)]
pub struct WebhookDelivery {
    pub id: DeliveryId,
    pub webhook: WebhookId,
    /// `webhook-id`: the same however often it is sent.
    pub message_id: String,
    /// None: a trial.
    pub ticket: Option<TicketId>,
    pub body: String,
    pub state: WebhookState,
    pub at: Moment,
    pub attempts: i64,
    /// Those of them that were over when somebody asked for it once more.
    pub earlier: i64,
    pub next_at: Option<Moment>,
}

/// A try as it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub number: i64,
    pub at: Moment,
    pub milliseconds: i64,
    /// None: nobody answered.
    pub status: Option<u16>,
    /// Why nobody did, else the beginning of the answer.
    pub said: String,
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    Taken,
    Again,
    /// 410: nobody wants it there any more.
    Gone,
}

impl Attempt {
    pub fn heard(&self) -> Heard {
        match self.status {
            Some(200..=299) => Heard::Taken,
            Some(410) => Heard::Gone,
            Some(_) | None => Heard::Again,
        }
    }
}

impl WebhookDelivery {
    /// After a try: taken, to be tried again at `next_at`, or given up.
    pub fn tried(&mut self, attempt: &Attempt) {
        self.attempts = attempt.number;
        let pause = usize::try_from(self.attempts - self.earlier - 1).ok().and_then(|tries| PAUSES.get(tries));
        (self.state, self.next_at) = match (attempt.heard(), pause) {
            (Heard::Taken, _) => (WebhookState::Delivered, None),
            (Heard::Again, Some(pause)) => (WebhookState::Waiting, Some(attempt.at.plus(Duration::from_secs(*pause)))),
            (Heard::Again, None) | (Heard::Gone, _) => (WebhookState::Failed, None),
        };
    }

    /// Once more, with all its tries.
    ///
    /// # Errors
    /// It is on its way already.
    pub fn again(&mut self, now: Moment) -> Result<(), Refusal> {
        if self.state == WebhookState::Waiting {
            return Err(Refusal::DeliveryUnderWay);
        }
        (self.state, self.earlier, self.next_at) = (WebhookState::Waiting, self.attempts, Some(now));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivery() -> WebhookDelivery {
        WebhookDelivery {
            id: DeliveryId(1),
            webhook: WebhookId(1),
            message_id: "msg_1".into(),
            ticket: None,
            body: "{}".into(),
            state: WebhookState::Waiting,
            at: Moment(0),
            attempts: 0,
            earlier: 0,
            next_at: Some(Moment(0)),
        }
    }

    fn attempt(number: i64, at: Moment, status: Option<u16>) -> Attempt {
        Attempt { number, at, milliseconds: 1, status, said: String::new() }
    }

    /// Fails until it is given up: when the last try was, and how many there were.
    fn given_up(delivery: &mut WebhookDelivery) -> (Moment, i64) {
        while let Some(at) = delivery.next_at {
            delivery.tried(&attempt(delivery.attempts + 1, at, Some(500)));
            if delivery.next_at.is_none() {
                return (at, delivery.attempts - delivery.earlier);
            }
        }
        panic!("nothing was to be tried")
    }

    #[test]
    fn it_is_tried_for_a_day_and_again_when_somebody_asks() {
        let mut delivery = delivery();
        let (last, tries) = given_up(&mut delivery);
        assert!(
            Moment(0).plus(Duration::from_secs(23 * 3600)) < last
                && last <= Moment(0).plus(Duration::from_secs(86_400))
        );
        assert_eq!((delivery.state, tries), (WebhookState::Failed, 9));
        delivery.again(last).unwrap();
        assert_eq!(delivery.again(last), Err(Refusal::DeliveryUnderWay));
        assert_eq!((given_up(&mut delivery).1, delivery.attempts), (9, 18));
    }

    #[test]
    fn what_was_taken_or_is_wanted_no_more_is_over() {
        for (status, state) in [(204, WebhookState::Delivered), (410, WebhookState::Failed)] {
            let mut delivery = delivery();
            delivery.tried(&attempt(1, Moment(0), Some(status)));
            assert_eq!((delivery.state, delivery.next_at), (state, None));
        }
    }

    #[test]
    fn silence_and_every_other_answer_mean_once_more() {
        for status in [None, Some(302), Some(400), Some(429), Some(503)] {
            let mut delivery = delivery();
            delivery.tried(&attempt(1, Moment(0), status));
            assert_eq!(delivery.next_at, Some(Moment(5_000)), "{status:?}");
        }
    }
}
