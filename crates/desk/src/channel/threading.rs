//! By which evidence a message belongs to a ticket, and whom that evidence lets in.

use super::Evidence;
use crate::conversation::SideId;
use crate::ticket::TicketNumber;
use base::Moment;
use std::time::Duration;

/// A clue that leads to a ticket, the strongest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// Its signed reply address, which only recipients of our letters know.
    ReplyAddress,
    /// The signed address of a side conversation, which only its recipients know.
    SideAddress(SideId),
    /// The signed address that one agent was written to from.
    AgentAddress,
    /// It refers to a letter we sent.
    Ours(String),
    /// It refers to a message the ticket received.
    Received(String),
    /// It refers to a message that the ticket's messages refer to as well.
    Seen(String),
    /// The ticket's messages refer to it.
    Expected(String),
    /// The signed mark in subject or text.
    Mark(TicketNumber),
    /// A reference of the sender's own ticket system.
    Foreign(String),
    /// The bare number in the subject.
    Number(TicketNumber),
    /// The bare number in what was newly written, where the desk looks for it there.
    NumberInText(TicketNumber),
    /// The same requester, the same subject, open and recent.
    Subject,
}

/// What the sender is to the ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Requester or participant, or we have written to them on this ticket.
    Known,
    /// One of us, as far as From can be believed.
    Agent,
    /// Writes from the requester's own domain, which is not one that everybody has addresses in.
    Colleague,
    Stranger,
}

/// Open tickets older than this are not found again by their subject alone.
pub const RECENT: Duration = Duration::from_secs(14 * 24 * 3600);

impl Lead {
    /// Ids and reply addresses reach nobody but who was given a message of the ticket: they let anybody in. What can be
    /// guessed, read over a shoulder or shared by a newsletter's readers lets in only whom the ticket knows.
    pub const fn admits(&self, standing: Standing) -> bool {
        match self {
            Self::ReplyAddress | Self::SideAddress(_) | Self::Ours(_) | Self::Received(_) => true,
            Self::AgentAddress => matches!(standing, Standing::Agent),
            Self::Mark(_) => matches!(standing, Standing::Known | Standing::Agent | Standing::Colleague),
            Self::Foreign(_) | Self::Expected(_) => matches!(standing, Standing::Known | Standing::Colleague),
            Self::Seen(_) | Self::Number(_) | Self::NumberInText(_) | Self::Subject => {
                matches!(standing, Standing::Known)
            }
        }
    }

    pub fn evidence(self) -> Evidence {
        match self {
            Self::ReplyAddress | Self::AgentAddress => Evidence::ReplyAddress {},
            Self::SideAddress(_) => Evidence::SideAddress {},
            Self::Ours(id) => Evidence::AnswersOurs { id },
            Self::Received(id) => Evidence::AnswersReceived { id },
            Self::Seen(id) => Evidence::CommonAncestor { id },
            Self::Expected(id) => Evidence::WasReferredTo { id },
            Self::Mark(number) => Evidence::Mark { number },
            Self::Foreign(reference) => Evidence::ForeignReference { reference },
            Self::Number(number) => Evidence::Number { number },
            Self::NumberInText(number) => Evidence::NumberInText { number },
            Self::Subject => Evidence::SameSubject {},
        }
    }
}

/// When a message counts as said: when it reached us, or earlier if its date says so and it was fetched or imported.
pub fn said_at(date: Option<Moment>, received_at: Moment, live: bool) -> Moment {
    /// 1 January 1980: before that no date is meant.
    const FIRST: Moment = Moment(315_532_800_000);
    match date {
        Some(date) if !live && date >= FIRST => date.min(received_at),
        Some(_) | None => received_at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lead_lets_in_whom_the_table_says() {
        use Standing::{Agent, Colleague, Known, Stranger};
        let id = || "a@b".to_owned();
        let number = TicketNumber(100_001);
        // lead, known, agent, colleague, stranger
        let table = [
            (Lead::ReplyAddress, [true, true, true, true]),
            (Lead::SideAddress(SideId(7)), [true, true, true, true]),
            (Lead::AgentAddress, [false, true, false, false]),
            (Lead::Ours(id()), [true, true, true, true]),
            (Lead::Received(id()), [true, true, true, true]),
            (Lead::Mark(number), [true, true, true, false]),
            (Lead::Seen(id()), [true, false, false, false]),
            (Lead::Expected(id()), [true, false, true, false]),
            (Lead::Foreign("INC0012345".into()), [true, false, true, false]),
            (Lead::Number(number), [true, false, false, false]),
            (Lead::NumberInText(number), [true, false, false, false]),
            (Lead::Subject, [true, false, false, false]),
        ];
        for (lead, expected) in table {
            assert_eq!([Known, Agent, Colleague, Stranger].map(|standing| lead.admits(standing)), expected, "{lead:?}");
        }
    }

    #[test]
    fn a_senders_clock_is_believed_only_about_the_past_and_only_for_old_mail() {
        let (early, now) = (Moment(1_700_000_000_000), Moment(1_800_000_000_000));
        assert_eq!(said_at(Some(early), now, true), now);
        assert_eq!(said_at(Some(early), now, false), early);
        assert_eq!(said_at(Some(Moment(1_900_000_000_000)), now, false), now);
        assert_eq!(said_at(Some(Moment(0)), now, false), now);
        assert_eq!(said_at(None, now, false), now);
    }
}
