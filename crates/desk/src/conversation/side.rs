//! A side conversation: what an agent asks somebody else about a ticket, in a thread that the requester never sees.

use super::SideId;
use crate::people::PersonId;
use crate::ticket::{Ticket, TicketId, subject};
use crate::{Event, Refusal};
use base::{Address, Moment};

crate::ticket_words! {
    SideState { Open = "open", Done = "done", }
}

/// Side conversations of one ticket at most.
pub const MOST_SIDES: usize = 50;

#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    pub id: SideId,
    pub ticket: TicketId,
    /// Its own, not the ticket's.
    pub subject: String,
    pub state: SideState,
    /// Who began it, and hears of what is answered.
    pub owner: Option<PersonId>,
    pub began_at: Moment,
    /// When anybody last wrote in it.
    pub spoken_at: Moment,
}

impl Side {
    /// One more on a ticket that has `others`.
    pub fn begin(
        ticket: &Ticket,
        others: usize,
        title: &str,
        owner: Option<PersonId>,
        now: Moment,
    ) -> Result<Self, Refusal> {
        ticket.not_trashed()?;
        if others >= MOST_SIDES {
            return Err(Refusal::TooManySides);
        }
        let subject = subject(title)?;
        Ok(Self {
            id: SideId(0),
            ticket: ticket.id,
            subject,
            state: SideState::Open,
            owner,
            began_at: now,
            spoken_at: now,
        })
    }

    /// Somebody wrote in it, at whichever end: it goes on.
    pub fn say(&mut self, at: Moment) -> Option<Event> {
        self.spoken_at = self.spoken_at.max(at);
        self.reopen()
    }

    /// What was to be learnt is known. None: it was already.
    pub fn finish(&mut self) -> Option<Event> {
        let open = self.state == SideState::Open;
        self.state = SideState::Done;
        open.then(|| Event::SideDone { ticket: self.ticket, side: self.id, subject: self.subject.clone() })
    }

    pub fn reopen(&mut self) -> Option<Event> {
        let done = self.state == SideState::Done;
        self.state = SideState::Open;
        done.then(|| Event::SideReopened { ticket: self.ticket, side: self.id, subject: self.subject.clone() })
    }
}

/// Nobody who takes part in the ticket from outside is written to beside it: what they read there would be no secret.
pub fn apart<'a>(to: impl IntoIterator<Item = &'a Address>, ticket: &[Address]) -> Result<(), Refusal> {
    let takes_part = |one: &Address| ticket.iter().any(|other| other.email.canonical() == one.email.canonical());
    if to.into_iter().any(takes_part) { Err(Refusal::SideWithRequester) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::a_ticket;
    use base::Email;

    fn side() -> Side {
        Side { id: SideId(3), ..Side::begin(&a_ticket(), 0, " The pump ", None, Moment(1)).unwrap() }
    }

    #[test]
    fn a_side_has_a_subject_of_its_own_and_a_ticket_not_too_many() {
        assert_eq!(side().subject, "The pump");
        let begin = |others, title: &str| Side::begin(&a_ticket(), others, title, None, Moment(1)).err();
        assert_eq!(begin(0, " "), Some(Refusal::SubjectEmpty));
        assert_eq!(begin(MOST_SIDES, "x"), Some(Refusal::TooManySides));
    }

    #[test]
    fn what_is_said_opens_a_side_again() {
        let mut side = side();
        assert_eq!(side.finish().map(|event| event.kind()), Some("side_done"));
        assert_eq!(side.finish(), None);
        assert_eq!(side.say(Moment(9)).map(|event| event.kind()), Some("side_reopened"));
        assert_eq!((side.state, side.spoken_at), (SideState::Open, Moment(9)));
        assert_eq!(side.say(Moment(5)), None);
        assert_eq!(side.spoken_at, Moment(9));
    }

    #[test]
    fn nobody_of_the_ticket_reads_what_is_said_beside_it() {
        let a = |text: &str| Address::bare(Email::parse(text).unwrap());
        assert_eq!(apart(&[a("x@parts.example")], &[a("kei@customer.example")]), Ok(()));
        let both = [a("x@parts.example"), a("KEI@customer.example")];
        assert_eq!(apart(&both, &[a("kei@customer.example")]), Err(Refusal::SideWithRequester));
    }
}
