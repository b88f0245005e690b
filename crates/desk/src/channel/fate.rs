//! What becomes of a letter, by what servers and people say about it.

use super::{Delivery, DeliveryState, Fate, Letter, LetterState, Outcome};
use crate::conversation::Dispatch;
use crate::{Event, Refusal};
use base::{Email, Moment};
use std::time::Duration;

/// After this long nobody waits for a letter any more.
pub const PATIENCE: Duration = Duration::from_secs(3 * 24 * 3600);

impl Letter {
    /// To whom it is yet to be handed over.
    pub fn waiting(&self) -> impl Iterator<Item = &Delivery> {
        self.deliveries
            .iter()
            .filter(|delivery| matches!(delivery.state, DeliveryState::Waiting | DeliveryState::Deferred))
    }

    /// The server has answered for each recipient it was given. `patient`: somebody still waits.
    pub fn answered(&mut self, outcomes: &[Outcome], patient: bool, now: Moment) {
        self.heard(outcomes);
        match outcomes.iter().find(|outcome| outcome.fate == Fate::Unknown) {
            Some(unknown) => self.uncertain(&unknown.detail, now),
            None => self.settle(patient, now),
        }
    }

    /// What was said of some of its recipients, while others are yet to get it.
    pub fn heard(&mut self, outcomes: &[Outcome]) {
        for outcome in outcomes {
            if let Some(delivery) = self.deliveries.iter_mut().find(|delivery| delivery.address == outcome.address) {
                delivery.detail.clone_from(&outcome.detail);
                delivery.state = match outcome.fate {
                    Fate::Accepted => DeliveryState::Accepted,
                    Fate::Deferred => DeliveryState::Deferred,
                    Fate::Refused => DeliveryState::Refused,
                    Fate::Unknown => delivery.state,
                };
            }
        }
    }

    /// Nothing was handed over to anybody: the server could not be reached, or would not take any letter.
    pub fn deferred(&mut self, reason: &str, patient: bool, now: Moment) {
        self.for_those_waiting(DeliveryState::Deferred, reason);
        self.settle(patient, now);
        self.error = reason.to_owned();
    }

    /// The server will never take this letter.
    pub fn refused(&mut self, reason: &str, now: Moment) {
        self.for_those_waiting(DeliveryState::Refused, reason);
        self.settle(false, now);
        self.error = reason.to_owned();
    }

    /// It may have arrived or not: a person decides.
    pub fn uncertain(&mut self, reason: &str, now: Moment) {
        self.leaves(now);
        self.state = LetterState::Uncertain;
        self.error = reason.to_owned();
    }

    /// Goes out again, now, to those who have not got it.
    pub fn retry(&mut self, now: Moment) -> Result<Event, Refusal> {
        match self.state {
            LetterState::Failed | LetterState::Uncertain => {
                for delivery in self.deliveries.iter_mut().filter(|delivery| delivery.state != DeliveryState::Accepted)
                {
                    delivery.state = DeliveryState::Waiting;
                }
                self.state = LetterState::Queued;
                self.due_at = now;
                Ok(Event::LetterRetried { letter: self.id, ticket: self.ticket })
            }
            LetterState::Awaiting
            | LetterState::Held
            | LetterState::Queued
            | LetterState::Sending
            | LetterState::Sent
            | LetterState::Cancelled => Err(Refusal::LetterNotFailed),
        }
    }

    /// Goes to another address instead of one that did not get it, now.
    pub fn redirect(&mut self, from: &Email, to: &Email, now: Moment) -> Result<Event, Refusal> {
        if self.deliveries.iter().any(|delivery| delivery.address == *to) {
            return Err(Refusal::AlreadyRecipient);
        }
        let failed = |delivery: &&mut Delivery| {
            delivery.address == *from && matches!(delivery.state, DeliveryState::Refused | DeliveryState::Bounced)
        };
        let on_its_way = matches!(
            self.state,
            LetterState::Awaiting | LetterState::Held | LetterState::Queued | LetterState::Sending
        );
        let Some(delivery) = self.deliveries.iter_mut().find(failed).filter(|_| !on_its_way) else {
            return Err(Refusal::LetterNotFailed);
        };
        *delivery = Delivery { address: to.clone(), state: DeliveryState::Waiting, detail: String::new() };
        self.state = LetterState::Queued;
        self.due_at = now;
        let (from, to) = (from.to_string(), to.to_string());
        Ok(Event::LetterRedirected { letter: self.id, ticket: self.ticket, from, to })
    }

    pub fn cancel(&mut self) -> Result<Event, Refusal> {
        match self.state {
            LetterState::Awaiting
            | LetterState::Held
            | LetterState::Queued
            | LetterState::Failed
            | LetterState::Uncertain => {
                self.state = LetterState::Cancelled;
                Ok(Event::LetterCancelled { letter: self.id, ticket: self.ticket })
            }
            LetterState::Sending | LetterState::Sent | LetterState::Cancelled => Err(Refusal::AlreadySent),
        }
    }

    /// Where it stands when nothing is uncertain: on its way while somebody waits for it, failed as soon as nobody waits
    /// and somebody did not get it.
    fn settle(&mut self, patient: bool, now: Moment) {
        let waits = self.waiting().next().is_some();
        let refused = self.deliveries.iter().any(|delivery| delivery.state == DeliveryState::Refused);
        self.error.clear();
        self.leaves(now);
        if waits && patient {
            self.state = LetterState::Queued;
            self.due_at = self.next_try(now);
        } else if waits || refused {
            self.state = LetterState::Failed;
            self.error = self.complaint();
        } else {
            self.state = LetterState::Sent;
            self.sent_at.get_or_insert(now);
            if self.kind.is_secret() {
                self.details.clear();
            }
            self.forget_said();
        }
    }

    /// It has left as soon as somebody has it, whoever else is still waited for: they were answered. Its archive was not.
    fn leaves(&mut self, now: Moment) {
        let archive = self.dispatch().archive;
        let got = |one: &Delivery| one.state == DeliveryState::Accepted && Some(&one.address) != archive.as_ref();
        if self.deliveries.iter().any(got) {
            self.sent_at.get_or_insert(now);
        }
    }

    /// It becomes no draft again, about which colleagues said something.
    fn forget_said(&mut self) {
        let dispatch = serde_json::from_str::<Dispatch>(&self.details).ok().filter(|one| !one.said.is_empty());
        let without = dispatch.and_then(|one| serde_json::to_string(&Dispatch { said: Vec::new(), ..one }).ok());
        if let Some(details) = without {
            self.details = details;
        }
    }

    fn for_those_waiting(&mut self, state: DeliveryState, detail: &str) {
        for delivery in &mut self.deliveries {
            if matches!(delivery.state, DeliveryState::Waiting | DeliveryState::Deferred) {
                delivery.state = state;
                delivery.detail = detail.to_owned();
            }
        }
    }

    /// When to try again: after 1, 2, 4 … minutes, at most four hours.
    fn next_try(&self, now: Moment) -> Moment {
        let minutes = 1u64 << (self.attempts.clamp(1, 9) - 1);
        now.plus(Duration::from_secs(60 * minutes.min(240)))
    }

    /// The first words that say why somebody did not get it.
    fn complaint(&self) -> String {
        let failed = |delivery: &&Delivery| !matches!(delivery.state, DeliveryState::Waiting | DeliveryState::Accepted);
        self.deliveries
            .iter()
            .find(failed)
            .map_or_else(String::new, |failed| format!("{}: {}", failed.address, failed.detail))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::{LetterId, LetterKind};
    use crate::conversation::DraftComment;
    use crate::people::PersonId;

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
            opened_at: None,
            deliveries: states.iter().enumerate().map(delivery).collect(),
        }
    }

    fn told(letter: &mut Letter, fates: &[Fate], patient: bool) -> LetterState {
        let outcomes: Vec<Outcome> = letter
            .deliveries
            .iter()
            .zip(fates)
            .map(|(delivery, fate)| Outcome {
                address: delivery.address.clone(),
                fate: *fate,
                detail: fate.name().into(),
            })
            .collect();
        letter.answered(&outcomes, patient, Moment(5));
        letter.state
    }

    #[test]
    fn a_letter_is_where_its_recipients_fates_leave_it() {
        use DeliveryState::Waiting;
        use Fate::{Accepted, Deferred, Refused, Unknown};
        let table = [
            (&[Accepted, Accepted][..], LetterState::Sent, LetterState::Sent),
            (&[Accepted, Refused], LetterState::Failed, LetterState::Failed),
            (&[Accepted, Deferred], LetterState::Queued, LetterState::Failed),
            (&[Refused, Deferred], LetterState::Queued, LetterState::Failed),
            (&[Refused, Unknown], LetterState::Uncertain, LetterState::Uncertain),
        ];
        for (fates, patient, impatient) in table {
            assert_eq!(told(&mut a_letter(&[Waiting; 2]), fates, true), patient, "{fates:?}");
            assert_eq!(told(&mut a_letter(&[Waiting; 2]), fates, false), impatient, "{fates:?}");
        }
    }

    #[test]
    fn a_letter_has_left_when_the_first_has_it() {
        use DeliveryState::Waiting;
        use Fate::{Accepted, Deferred, Refused, Unknown};
        for fates in [[Refused, Deferred], [Deferred, Unknown]] {
            let mut letter = a_letter(&[Waiting; 2]);
            told(&mut letter, &fates, true);
            assert_eq!(letter.sent_at, None, "{fates:?}");
        }
        for other in [Accepted, Deferred, Refused, Unknown] {
            let mut letter = a_letter(&[Waiting; 2]);
            told(&mut letter, &[Accepted, other], true);
            letter.refused("550 no", Moment(9));
            assert_eq!(letter.sent_at, Some(Moment(5)), "{other:?}");
        }
    }

    #[test]
    fn who_has_it_is_not_sent_it_again() {
        let mut letter = a_letter(&[DeliveryState::Waiting; 2]);
        told(&mut letter, &[Fate::Accepted, Fate::Refused], true);
        assert_eq!(letter.error, "p1@x.example: refused");
        letter.retry(Moment(9)).unwrap();
        let waiting: Vec<_> = letter.waiting().map(|delivery| delivery.address.as_str()).collect();
        assert_eq!((waiting, letter.state, letter.due_at), (vec!["p1@x.example"], LetterState::Queued, Moment(9)));
    }

    #[test]
    fn a_letter_is_redirected_from_who_did_not_get_it_to_who_has_not_got_it() {
        let mail = |n: u8| Email::parse(&format!("p{n}@x.example")).unwrap();
        let mut letter = a_letter(&[DeliveryState::Accepted, DeliveryState::Bounced]);
        letter.state = LetterState::Sent;
        assert_eq!(letter.redirect(&mail(1), &mail(0), Moment(9)), Err(Refusal::AlreadyRecipient));
        assert_eq!(letter.redirect(&mail(0), &mail(7), Moment(9)), Err(Refusal::LetterNotFailed));
        letter.redirect(&mail(1), &mail(7), Moment(9)).unwrap();
        let waiting: Vec<_> = letter.waiting().map(|delivery| delivery.address.as_str()).collect();
        assert_eq!((waiting, letter.state), (vec!["p7@x.example"], LetterState::Queued));
        assert_eq!(letter.redirect(&mail(7), &mail(8), Moment(9)), Err(Refusal::LetterNotFailed));
    }

    #[test]
    fn a_letter_on_its_way_is_neither_retried_nor_cancelled() {
        let mut letter = a_letter(&[DeliveryState::Waiting]);
        assert_eq!(letter.retry(Moment(9)), Err(Refusal::LetterNotFailed));
        assert_eq!(letter.cancel(), Err(Refusal::AlreadySent));
    }

    #[test]
    fn a_secret_link_is_forgotten_once_it_is_sent() {
        let mut letter = a_letter(&[DeliveryState::Waiting]);
        (letter.kind, letter.details) = (LetterKind::Reset, "secret".into());
        letter.deferred("451 later", true, Moment(1));
        assert_eq!((letter.state, letter.details.as_str()), (LetterState::Queued, "secret"));
        told(&mut letter, &[Fate::Accepted], true);
        assert_eq!((letter.state, letter.details.as_str()), (LetterState::Sent, ""));
    }

    #[test]
    fn what_was_said_about_its_draft_is_forgotten_once_it_is_sent() {
        let mut letter = a_letter(&[DeliveryState::Waiting]);
        let said = vec![DraftComment { by: PersonId(1), text: "Not yet".into(), at: Moment(0) }];
        let dispatch = Dispatch { scheduled: true, said, ..Dispatch::default() };
        letter.details = serde_json::to_string(&dispatch).unwrap();
        letter.deferred("451 later", true, Moment(1));
        assert!(letter.details.contains("Not yet"));
        told(&mut letter, &[Fate::Accepted], true);
        let left = serde_json::from_str::<Dispatch>(&letter.details).unwrap();
        assert_eq!(left, Dispatch { said: Vec::new(), ..dispatch });
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
}
