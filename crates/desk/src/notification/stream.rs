//! What happens on tickets, as whoever steers a team follows it: narrowed to a person, a team, a kind.

use crate::people::{PersonId, TeamId};

crate::ticket_words! {
    StreamKind {
        /// Messages, notes, side conversations.
        Said = "said",
        /// Status, assignee, team, priority …
        Changed = "changed",
        /// Tickets that come, go, part and join.
        Tickets = "tickets",
        /// Tasks, approvals, promised times.
        Work = "work",
    }
}

/// What of it somebody wants to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stream {
    pub person: Option<PersonId>,
    pub team: Option<TeamId>,
    pub kind: Option<StreamKind>,
}

impl Stream {
    /// Of the log.
    pub fn kinds(&self) -> Vec<&'static str> {
        match self.kind {
            Some(kind) => kind.kinds().to_vec(),
            None => StreamKind::ALL.iter().flat_map(|kind| kind.kinds()).copied().collect(),
        }
    }
}

impl StreamKind {
    pub const fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Said => &[
                "message_received",
                "message_sent",
                "message_forwarded",
                "note_added",
                "side_begun",
                "side_written",
                "side_answered",
            ],
            Self::Changed => &[
                "subject_changed",
                "status_changed",
                "priority_changed",
                "kind_changed",
                "tags_changed",
                "team_changed",
                "assignee_changed",
                "requester_changed",
                "organization_changed",
                "field_changed",
                "topic_changed",
                "deadline_changed",
                "ticket_snoozed",
                "ticket_referred",
            ],
            Self::Tickets => &[
                "ticket_created",
                "ticket_merged",
                "ticket_unmerged",
                "ticket_split",
                "ticket_copied",
                "ticket_linked",
                "ticket_trashed",
                "ticket_restored",
                "ticket_marked_spam",
                "ticket_marked_not_spam",
            ],
            Self::Work => &[
                "task_added",
                "task_commented",
                "task_done",
                "task_reopened",
                "checklist_applied",
                "time_logged",
                "approval_asked",
                "approval_answered",
                "approval_decided",
                "ticket_rated",
                "sla_warned",
                "sla_breached",
                "letter_failed",
                "letter_bounced",
            ],
        }
    }

    pub const fn key(self) -> &'static str {
        match self {
            Self::Said => "activity-said",
            Self::Changed => "activity-changed",
            Self::Tickets => "activity-tickets",
            Self::Work => "activity-work",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Event;

    #[test]
    fn every_kind_is_one_of_the_log_and_stands_once() {
        let mut all = Stream::default().kinds();
        assert!(all.iter().all(|kind| Event::KINDS.contains(kind)), "{all:?}");
        let many = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), many);
    }
}
