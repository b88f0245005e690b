//! What is asked of an event: whom and what it speaks of, and whether it can be taken back.

use super::Event;
use crate::conversation::MessageId;
use crate::form::Value;
use crate::object::ObjectId;
use crate::people::PersonId;
use crate::ticket::{ReferredTo, TicketNumber};

impl Event {
    /// The message this event puts into the timeline. `MessageTakenBack` tells of itself.
    pub fn tells_of(&self) -> Option<MessageId> {
        if let Self::MessageReceived { message, .. }
        | Self::MessageSent { message, .. }
        | Self::MessageForwarded { message, .. }
        | Self::SideWritten { message, .. }
        | Self::SideAnswered { message, .. }
        | Self::NoteAdded { message, .. } = self
        {
            Some(*message)
        } else {
            None
        }
    }

    /// The position of the event this one took back.
    pub fn undoes(&self) -> Option<i64> {
        if let Self::Undone { position, .. } = self { Some(*position) } else { None }
    }

    /// The other ticket it speaks of, which not everybody who reads this one may see.
    pub fn other_ticket(&self) -> Option<TicketNumber> {
        if let Self::TicketLinked { other, .. }
        | Self::TicketUnlinked { other, .. }
        | Self::TicketUnblocked { other, .. }
        | Self::TicketBlocked { other, .. }
        | Self::TicketSplit { into: other, .. }
        | Self::TicketSplitOff { from: other, .. }
        | Self::TicketRejoined { into: other, .. }
        | Self::TicketCopied { into: other, .. }
        | Self::TicketCopiedFrom { from: other, .. } = self
        {
            Some(*other)
        } else {
            None
        }
    }

    /// Its ticket may be done by it, or be to be done again: others may wait for that.
    pub const fn may_finish(&self) -> bool {
        matches!(
            self,
            Self::StatusChanged { .. }
                | Self::TicketTrashed { .. }
                | Self::TicketRestored { .. }
                | Self::TicketMarkedSpam { .. }
                | Self::TicketMarkedNotSpam { .. }
                | Self::TicketMerged { .. }
                | Self::TicketUnmerged { .. }
        )
    }

    /// Persons it speaks of, beside the one who did it.
    pub fn people(&self) -> Vec<PersonId> {
        if let Self::AssigneeChanged { from, to, .. } = self {
            from.iter().chain(to).copied().collect()
        } else if let Self::FieldChanged { from, to, .. }
        | Self::PersonFieldChanged { from, to, .. }
        | Self::OrganizationFieldChanged { from, to, .. }
        | Self::TeamFieldChanged { from, to, .. }
        | Self::ObjectFieldChanged { from, to, .. } = self
        {
            let person = |value: &Value| if let Value::Person(id) = value { Some(*id) } else { None };
            from.iter().chain(to).filter_map(person).collect()
        } else if let Self::TicketReferred { to: ReferredTo::Person(person), .. }
        | Self::ReferralWithdrawn { to: ReferredTo::Person(person), .. } = self
        {
            vec![*person]
        } else if let Self::RequesterChanged { from, to, .. } = self {
            vec![*from, *to]
        } else if let Self::OversightGiven { over, .. } | Self::OversightEnded { over, .. } = self {
            vec![*over]
        } else if let Self::ApprovalAsked { asked, .. } = self {
            asked.clone()
        } else if let Self::TicketRated { agent, .. } = self {
            agent.iter().copied().collect()
        } else if let Self::ParticipantAdded { person, .. }
        | Self::ParticipantRemoved { person, .. }
        | Self::ParticipantPaused { person, .. }
        | Self::FollowerAdded { person, .. }
        | Self::FollowerRemoved { person, .. }
        | Self::PersonMentioned { person, .. }
        | Self::TicketRouted { person, .. }
        | Self::AssignmentTimedOut { person, .. }
        | Self::NobodyStandsIn { person, .. }
        | Self::TicketOpened { person, .. }
        | Self::TicketLeft { person, .. }
        | Self::DraftCommented { person, .. }
        | Self::DraftTakenOver { person, .. }
        | Self::LockBroken { person, .. }
        | Self::AnswerAsked { person, .. }
        | Self::AnswerKept { person, .. }
        | Self::AnswerHandedOver { person, .. }
        | Self::AnswerTaken { person, .. }
        | Self::TimeLogged { person, .. }
        | Self::TimeChanged { person, .. }
        | Self::TimeRemoved { person, .. }
        | Self::TimeRestored { person, .. }
        | Self::ApprovalAnswered { person, .. }
        | Self::ApprovalEscalated { person, .. } = self
        {
            vec![*person]
        } else {
            Vec::new()
        }
    }

    /// The object in whose history it stands.
    pub fn object(&self) -> Option<ObjectId> {
        if let Self::ObjectCreated { object, .. }
        | Self::ObjectRenamed { object, .. }
        | Self::ObjectFieldChanged { object, .. }
        | Self::ObjectRemoved { object, .. }
        | Self::ObjectRestored { object, .. }
        | Self::ObjectLinked { object, .. }
        | Self::ObjectUnlinked { object, .. } = self
        {
            Some(*object)
        } else {
            None
        }
    }

    /// The person whose account or address it is about.
    pub fn whom(&self) -> Option<PersonId> {
        if let Self::PersonCreated { person }
        | Self::PersonChanged { person, .. }
        | Self::PersonFieldChanged { person, .. }
        | Self::PersonFilled { person, .. }
        | Self::PeopleMerged { person, .. }
        | Self::PeopleUnmerged { person, .. }
        | Self::PeopleKeptApart { person, .. }
        | Self::PersonBlocked { person }
        | Self::SeenAsRequester { person, .. }
        | Self::PersonUnblocked { person }
        | Self::AddressAdded { person, .. }
        | Self::AddressRemoved { person, .. }
        | Self::AddressShared { person, .. }
        | Self::AddressOwned { person, .. }
        | Self::AddressChosen { person, .. }
        | Self::SignatureChanged { person, .. }
        | Self::ShortcutsChosen { person, .. }
        | Self::NumbersShown { person, .. }
        | Self::ClockChosen { person, .. }
        | Self::AgentInvited { person, .. }
        | Self::AgentJoined { person }
        | Self::RoleChanged { person, .. }
        | Self::LevelChanged { person, .. }
        | Self::AgentDeactivated { person }
        | Self::AgentReactivated { person }
        | Self::PasswordChanged { person }
        | Self::PasswordForgotten { person }
        | Self::SignInLinkAsked { person }
        | Self::SignedIn { person }
        | Self::SignedOut { person }
        | Self::SessionRevoked { person }
        | Self::AccessTokenCreated { person, .. }
        | Self::AccessTokenRemoved { person, .. }
        | Self::AbsenceSet { person, .. }
        | Self::HoursSet { person, .. }
        | Self::DutySet { person, .. }
        | Self::LoadSet { person, .. }
        | Self::ManagerChanged { person, .. }
        | Self::OversightGiven { person, .. }
        | Self::OversightEnded { person, .. }
        | Self::OrganizationJoined { person, .. }
        | Self::OrganizationLeft { person, .. }
        | Self::ContactNamed { person, .. }
        | Self::ContactDropped { person, .. }
        | Self::TierChanged { person, .. }
        | Self::PhoneAdded { person, .. }
        | Self::PhoneRemoved { person, .. }
        | Self::HandleAdded { person, .. }
        | Self::HandleRemoved { person, .. }
        | Self::PersonNoteAdded { person, .. }
        | Self::PersonNoteRemoved { person, .. }
        | Self::InstallationSetUp { person } = self
        {
            Some(*person)
        } else if let Self::SignInFailed { person } = self {
            *person
        } else {
            None
        }
    }

    /// A change of a ticket that has an inverse.
    pub fn is_reversible(&self) -> bool {
        self.discards()
            || matches!(
                self,
                Self::SubjectChanged { .. }
                    | Self::StatusChanged { .. }
                    | Self::PriorityChanged { .. }
                    | Self::KindChanged { .. }
                    | Self::TagsChanged { .. }
                    | Self::FieldChanged { .. }
                    | Self::ObjectLinked { .. }
                    | Self::ObjectUnlinked { .. }
                    | Self::ArticleLinked { .. }
                    | Self::ArticleUnlinked { .. }
                    | Self::TopicChanged { .. }
                    | Self::AssigneeChanged { .. }
                    | Self::OrganizationChanged { .. }
                    | Self::ParticipantAdded { .. }
                    | Self::ParticipantRemoved { .. }
                    | Self::ParticipantPaused { .. }
                    | Self::FollowerAdded { .. }
                    | Self::FollowerRemoved { .. }
                    | Self::TicketReferred { .. }
                    | Self::ReferralWithdrawn { .. }
                    | Self::ThanksTaken { .. }
                    | Self::TicketSnoozed { .. }
                    | Self::TicketWoken { .. }
                    | Self::WentBeside { .. }
                    | Self::MessageMoved { .. }
                    | Self::MessageReread { .. }
                    | Self::TimeLogged { .. }
                    | Self::TimeChanged { .. }
                    | Self::TimeRemoved { .. }
                    | Self::TimeRestored { .. }
                    | Self::DeadlineChanged { .. }
                    | Self::TaskAdded { .. }
                    | Self::TaskChanged { .. }
                    | Self::TaskCommented { .. }
                    | Self::TaskDone { .. }
                    | Self::TaskReopened { .. }
                    | Self::TaskRemoved { .. }
                    | Self::TaskRestored { .. }
                    | Self::ChecklistApplied { .. }
                    | Self::TicketSplit { .. }
                    | Self::TicketCopied { .. }
                    | Self::TicketLinked { .. }
                    | Self::TicketUnlinked { .. }
            )
    }

    /// The desk did it by itself, and whoever may change the ticket takes it back.
    pub fn is_anybodys(&self) -> bool {
        matches!(self, Self::ThanksTaken { .. })
    }

    /// Whoever became one with somebody is in copy under another name: nobody has come or gone.
    pub fn is_of_a_merge(&self) -> bool {
        matches!(
            self,
            Self::ParticipantAdded { one_with: Some(_), .. } | Self::ParticipantRemoved { one_with: Some(_), .. }
        )
    }

    /// A reversible change that takes the right to direct, as its inverse does.
    pub fn directs(&self) -> bool {
        matches!(
            self,
            Self::TicketReferred { .. }
                | Self::ReferralWithdrawn { .. }
                | Self::MessageMoved { .. }
                | Self::TicketSplit { .. }
                | Self::TicketCopied { .. }
        )
    }

    /// A reversible change that takes the right to discard, as its inverse does.
    pub fn discards(&self) -> bool {
        matches!(
            self,
            Self::TeamChanged { .. }
                | Self::RequesterChanged { .. }
                | Self::TicketTrashed { .. }
                | Self::TicketRestored { .. }
                | Self::TicketMarkedSpam { .. }
                | Self::TicketMarkedNotSpam { .. }
                | Self::TicketAbsorbed { .. }
        )
    }
}
