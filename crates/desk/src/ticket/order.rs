//! By what a list of tickets is sorted.

use super::kind::words;
use super::{Column, Grouping};

words! {
    Order {
        Newest = "newest",
        Oldest = "oldest",
        LastCreated = "last_created",
        FirstCreated = "first_created",
        LastReceived = "last_received",
        /// Whose requester wrote longest ago.
        LongestWaiting = "longest_waiting",
        Priority = "priority",
        LeastUrgent = "least_urgent",
        Number = "number",
        LastNumber = "last_number",
        /// What is due first by what was promised.
        Due = "due",
        LastDue = "last_due",
        /// By the date that somebody has set.
        Deadline = "deadline",
        LastDeadline = "last_deadline",
        /// What is snoozed and comes back first.
        Wakes = "wakes",
        LastWakes = "last_wakes",
        Solved = "solved",
        /// What was solved last first, what is not solved last.
        LastSolved = "last_solved",
        Subject = "subject",
        LastSubject = "last_subject",
        Requester = "requester",
        LastRequester = "last_requester",
        /// As statuses follow each other.
        Status = "status",
        LastStatus = "last_status",
        Team = "team",
        LastTeam = "last_team",
        /// Those of nobody, then by name.
        Assignee = "assignee",
        LastAssignee = "last_assignee",
        /// Who is least content first, who has said nothing last.
        Rating = "rating",
        /// Who is most content first, who has said nothing last.
        LastRating = "last_rating",
    }
}

impl Order {
    pub const fn is_falling(self) -> bool {
        match self {
            Self::Newest | Self::LastCreated | Self::LastReceived | Self::Priority | Self::LastNumber => true,
            Self::LastDue | Self::LastDeadline | Self::LastSubject | Self::LastRequester | Self::LastWakes => true,
            Self::LastStatus | Self::LastTeam | Self::LastAssignee | Self::LastRating | Self::LastSolved => true,
            Self::Oldest | Self::FirstCreated | Self::LongestWaiting | Self::LeastUrgent | Self::Number => false,
            Self::Due | Self::Deadline | Self::Wakes | Self::Subject | Self::Requester => false,
            Self::Status | Self::Team | Self::Assignee | Self::Rating | Self::Solved => false,
        }
    }

    /// The same the other way round.
    #[must_use]
    pub const fn turned(self) -> Self {
        match self {
            Self::Newest => Self::Oldest,
            Self::Oldest => Self::Newest,
            Self::LastCreated => Self::FirstCreated,
            Self::FirstCreated => Self::LastCreated,
            Self::LastReceived => Self::LongestWaiting,
            Self::LongestWaiting => Self::LastReceived,
            Self::Priority => Self::LeastUrgent,
            Self::LeastUrgent => Self::Priority,
            Self::Number => Self::LastNumber,
            Self::LastNumber => Self::Number,
            Self::Due => Self::LastDue,
            Self::LastDue => Self::Due,
            Self::Deadline => Self::LastDeadline,
            Self::LastDeadline => Self::Deadline,
            Self::Wakes => Self::LastWakes,
            Self::LastWakes => Self::Wakes,
            Self::Solved => Self::LastSolved,
            Self::LastSolved => Self::Solved,
            Self::Subject => Self::LastSubject,
            Self::LastSubject => Self::Subject,
            Self::Requester => Self::LastRequester,
            Self::LastRequester => Self::Requester,
            Self::Status => Self::LastStatus,
            Self::LastStatus => Self::Status,
            Self::Team => Self::LastTeam,
            Self::LastTeam => Self::Team,
            Self::Assignee => Self::LastAssignee,
            Self::LastAssignee => Self::Assignee,
            Self::Rating => Self::LastRating,
            Self::LastRating => Self::Rating,
        }
    }

    /// By whose headings it goes, one after the other; none: it is a walk of its own.
    pub const fn headings(self) -> Option<Grouping> {
        match self {
            Self::Status | Self::LastStatus => Some(Grouping::Status),
            Self::Team | Self::LastTeam => Some(Grouping::Team),
            Self::Assignee | Self::LastAssignee => Some(Grouping::Assignee),
            Self::Rating | Self::LastRating => Some(Grouping::Rating),
            Self::Newest | Self::Oldest | Self::LastCreated | Self::FirstCreated | Self::LastReceived => None,
            Self::LongestWaiting | Self::Priority | Self::LeastUrgent | Self::Number | Self::LastNumber => None,
            Self::Due | Self::LastDue | Self::Deadline | Self::LastDeadline | Self::Wakes | Self::LastWakes => None,
            Self::Subject | Self::LastSubject | Self::Requester | Self::LastRequester => None,
            Self::Solved | Self::LastSolved => None,
        }
    }

    /// How tickets follow each other under one heading of the order's own.
    #[must_use]
    pub const fn beneath(self) -> Self {
        if self.headings().is_some() { Self::Newest } else { self }
    }

    /// What the heading of a column sorts by when it is first asked to; none: nobody sorts by that.
    pub const fn of_column(column: Column) -> Option<Self> {
        match column {
            Column::Number => Some(Self::LastNumber),
            Column::Requester => Some(Self::Requester),
            Column::Priority => Some(Self::Priority),
            Column::Created => Some(Self::LastCreated),
            Column::Received => Some(Self::LastReceived),
            Column::Updated => Some(Self::Newest),
            Column::Due => Some(Self::Due),
            Column::Deadline => Some(Self::Deadline),
            Column::Wakes => Some(Self::Wakes),
            Column::Team => Some(Self::Team),
            Column::Assignee => Some(Self::Assignee),
            Column::Rating => Some(Self::Rating),
            Column::Solved => Some(Self::LastSolved),
            Column::Organization | Column::Tags | Column::Kind | Column::Channel | Column::Messages => None,
            Column::Topic | Column::Mailbox | Column::Brand | Column::Tier | Column::Language => None,
            Column::Replied | Column::FirstReplied | Column::Sla | Column::Approval => None,
            Column::Delivery | Column::Minutes => None,
        }
    }

    /// It sorts by words, not by a number or a moment.
    pub const fn is_of_words(self) -> bool {
        matches!(self, Self::Subject | Self::LastSubject | Self::Requester | Self::LastRequester)
    }

    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Newest => "order-newest",
            Self::Oldest => "order-oldest",
            Self::LastCreated => "order-last-created",
            Self::FirstCreated => "order-first-created",
            Self::LastReceived => "order-last-received",
            Self::LongestWaiting => "order-longest-waiting",
            Self::Priority => "order-priority",
            Self::LeastUrgent => "order-least-urgent",
            Self::Number => "order-number",
            Self::LastNumber => "order-last-number",
            Self::Due => "order-due",
            Self::LastDue => "order-last-due",
            Self::Deadline => "order-deadline",
            Self::LastDeadline => "order-last-deadline",
            Self::Wakes => "order-wakes",
            Self::LastWakes => "order-last-wakes",
            Self::Solved => "order-solved",
            Self::LastSolved => "order-last-solved",
            Self::Subject => "order-subject",
            Self::LastSubject => "order-last-subject",
            Self::Requester => "order-requester",
            Self::LastRequester => "order-last-requester",
            Self::Status => "order-status",
            Self::LastStatus => "order-last-status",
            Self::Team => "order-team",
            Self::LastTeam => "order-last-team",
            Self::Assignee => "order-assignee",
            Self::LastAssignee => "order-last-assignee",
            Self::Rating => "order-rating",
            Self::LastRating => "order-last-rating",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_has_another_way_round() {
        for order in Order::ALL {
            assert_ne!(order.is_falling(), order.turned().is_falling(), "{order:?}");
            assert_eq!(order.turned().turned(), *order);
        }
    }
}
