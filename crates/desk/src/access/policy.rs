//! The one policy: what an actor may do to a ticket, for pages, API, search and live updates alike.

use super::{Actor, Level, Permission, Tie};
use crate::ticket::Ticket;
use crate::{Done, Error, Refusal};

impl Actor {
    /// A permission that does not depend on a ticket. Who is no agent is told that nothing is there.
    pub fn may(&self, permission: Permission) -> Done<()> {
        match self {
            Self::System | Self::Rule(_) | Self::Flow(_) => Ok(()),
            Self::Agent { role, .. } if role.allows(permission) => Ok(()),
            Self::Agent { .. } => Err(Refusal::NotAllowed.into()),
            Self::Anonymous | Self::Requester(_) => Err(Error::Missing),
        }
    }

    /// Any agent, whatever the role.
    pub fn must_be_agent(&self) -> Done<()> {
        match self {
            Self::System | Self::Rule(_) | Self::Flow(_) | Self::Agent { .. } => Ok(()),
            Self::Anonymous | Self::Requester(_) => Err(Error::Missing),
        }
    }

    /// The desk itself, and nobody in it.
    pub fn must_be_system(&self) -> Done<()> {
        if *self == Self::System { Ok(()) } else { Err(Error::Missing) }
    }

    /// As an agent: the whole ticket with its notes.
    pub fn may_read(&self, ticket: &Ticket) -> Done<()> {
        self.at_least(ticket, Level::Read)
    }

    pub fn may_note(&self, ticket: &Ticket) -> Done<()> {
        self.at_least(ticket, Level::Read)
    }

    /// Status, priority, type, tags, assignee, subject, snooze, followers.
    pub fn may_change(&self, ticket: &Ticket) -> Done<()> {
        self.at_least(ticket, Level::Read)?;
        self.may(Permission::Reply)?;
        self.at_least(ticket, Level::Reply)
    }

    pub fn may_reply(&self, ticket: &Ticket) -> Done<()> {
        self.may_change(ticket)
    }

    /// Who else comes to it, and where its messages stand: whoever may change it by way of its team, and not by a referral.
    pub fn may_direct(&self, ticket: &Ticket) -> Done<()> {
        self.may_change(ticket)?;
        if self.level(ticket.team) >= Level::Reply { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
    }

    /// Trash, spam, requester, another team.
    pub fn may_discard(&self, ticket: &Ticket) -> Done<()> {
        self.at_least(ticket, Level::Read)?;
        self.may(Permission::Discard)?;
        self.at_least(ticket, Level::Full)
    }

    /// As the requester: the public part. `tie` says what this person has to do with it, beside having asked.
    pub fn may_follow(&self, ticket: &Ticket, tie: Tie) -> Done<()> {
        match self {
            Self::System | Self::Rule(_) | Self::Flow(_) => Ok(()),
            Self::Requester(person) | Self::Agent { person, .. } => {
                let reads = match tie {
                    Tie::TakesPart => true,
                    Tie::Colleague => ticket.requester == *person || !ticket.spam,
                    Tie::None => ticket.requester == *person,
                };
                if reads && ticket.trashed_at.is_none() { Ok(()) } else { Err(Error::Missing) }
            }
            Self::Anonymous => Err(Error::Missing),
        }
    }

    fn at_least(&self, ticket: &Ticket, level: Level) -> Done<()> {
        let has = self.level_on(ticket);
        if has >= level {
            Ok(())
        } else if has == Level::None {
            Err(Error::Missing)
        } else {
            Err(Refusal::NotAllowed.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Role;
    use crate::people::{PersonId, TeamId};
    use crate::ticket::a_ticket;

    fn agent(role: Role, level: Level) -> Actor {
        Actor::Agent { person: PersonId(7), role, levels: [(TeamId(1), level)].into() }
    }

    fn answer(done: Done<()>) -> &'static str {
        match done {
            Ok(()) => "yes",
            Err(Error::Missing) => "not there",
            Err(Error::Refused(Refusal::NotAllowed)) => "no",
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn every_role_at_every_level_gets_the_answer_of_the_table() {
        use Level as L;
        use Role::{Administrator as Admin, Agent, Light, Novice, Supervisor};
        // role, level, read, note, reply, discard
        let table = [
            (Light, L::None, "not there", "not there", "not there", "not there"),
            (Light, L::Read, "yes", "yes", "no", "no"),
            (Light, L::Full, "yes", "yes", "no", "no"),
            (Novice, L::None, "not there", "not there", "not there", "not there"),
            (Novice, L::Reply, "yes", "yes", "yes", "no"),
            (Agent, L::None, "not there", "not there", "not there", "not there"),
            (Agent, L::Read, "yes", "yes", "no", "no"),
            (Agent, L::Reply, "yes", "yes", "yes", "no"),
            (Agent, L::Full, "yes", "yes", "yes", "yes"),
            (Supervisor, L::None, "not there", "not there", "not there", "not there"),
            (Supervisor, L::Full, "yes", "yes", "yes", "yes"),
            (Admin, L::None, "yes", "yes", "yes", "yes"),
        ];
        let ticket = a_ticket();
        for (role, level, read, note, reply, discard) in table {
            let actor = agent(role, level);
            assert_eq!(answer(actor.may_read(&ticket)), read, "{role:?} {level:?} reads");
            assert_eq!(answer(actor.may_note(&ticket)), note, "{role:?} {level:?} notes");
            assert_eq!(answer(actor.may_reply(&ticket)), reply, "{role:?} {level:?} replies");
            assert_eq!(answer(actor.may_discard(&ticket)), discard, "{role:?} {level:?} discards");
        }
    }

    #[test]
    fn a_stranger_finds_nothing_there() {
        let ticket = a_ticket();
        assert_eq!(answer(Actor::Anonymous.may_read(&ticket)), "not there");
        assert_eq!(answer(Actor::Requester(PersonId(999)).may_follow(&ticket, Tie::None)), "not there");
        assert_eq!(answer(Actor::Requester(ticket.requester).may_read(&ticket)), "not there");
        assert_eq!(answer(Actor::Requester(ticket.requester).may_follow(&ticket, Tie::None)), "yes");
    }

    #[test]
    fn a_colleague_reads_neither_spam_nor_what_was_thrown_away() {
        let colleague = Actor::Requester(PersonId(999));
        let ticket = a_ticket();
        assert_eq!(answer(colleague.may_follow(&ticket, Tie::Colleague)), "yes");
        assert_eq!(answer(Actor::Anonymous.may_follow(&ticket, Tie::Colleague)), "not there");
        let spam = Ticket { spam: true, ..ticket.clone() };
        assert_eq!(answer(colleague.may_follow(&spam, Tie::Colleague)), "not there");
        let gone = Ticket { trashed_at: Some(base::Moment(1)), ..ticket };
        assert_eq!(answer(colleague.may_follow(&gone, Tie::Colleague)), "not there");
    }
}
