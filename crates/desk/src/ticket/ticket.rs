//! The ticket itself.

use super::{BrandId, Category, Kind, Origin, Priority, Referral, Snooze, Stars, StatusId, TagId};
use crate::approval::ApprovalState;
use crate::channel::AnswerState;
use crate::channel::MailboxId;
use crate::form::TopicId;
use crate::people::{OrganizationId, PersonId, TeamId};
use crate::sla::SlaState;
use base::{Language, Moment};

base::id!(TicketId);
base::id!(
    /// What people say and write: `#100042`.
    TicketNumber
);

impl TicketNumber {
    /// As people write it: `#100042`, `１０００４２`.
    pub fn typed(text: &str) -> Option<Self> {
        let plain = |c: char| c.to_digit(10).or_else(|| ('０'..='９').contains(&c).then(|| c as u32 - '０' as u32));
        let text = text.trim().trim_start_matches(['#', '＃']);
        let digits: Option<String> =
            text.chars().map(|c| plain(c).and_then(|digit| char::from_digit(digit, 10))).collect();
        digits?.parse().ok()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    pub id: TicketId,
    pub number: TicketNumber,
    pub subject: String,
    pub status: StatusId,
    /// The category of `status`, kept beside it because every rule asks for it.
    pub category: Category,
    pub priority: Priority,
    pub kind: Kind,
    /// What it is about, where somebody has chosen that; `kind` is the topic's then.
    pub topic: Option<TopicId>,
    /// Sorted.
    pub tags: Vec<TagId>,
    pub team: TeamId,
    pub assignee: Option<PersonId>,
    pub requester: PersonId,
    pub organization: Option<OrganizationId>,
    pub brand: BrandId,
    /// The mailbox that answers.
    pub mailbox: Option<MailboxId>,
    pub origin: Origin,
    /// The language the requester writes, as far as it is one of ours.
    pub language: Option<Language>,
    pub snooze: Snooze,
    /// Until when somebody has promised it.
    pub deadline: Option<Moment>,
    pub spam: bool,
    pub trashed_at: Option<Moment>,
    /// The closed ticket this one continues.
    pub follow_up_of: Option<TicketId>,
    /// Where its conversation goes on.
    pub merged_into: Option<TicketId>,
    /// The beginning of the last message that is no note; at most 160 characters.
    pub preview: String,
    /// Messages and notes together.
    pub messages: i64,
    pub created_at: Moment,
    /// The last message or change; what lists are sorted by.
    pub updated_at: Moment,
    /// The last message from outside.
    pub received_at: Option<Moment>,
    pub first_replied_at: Option<Moment>,
    pub replied_at: Option<Moment>,
    pub solved_at: Option<Moment>,
    /// The next of its promised times, and how they stand; kept by its clocks, never by a verb.
    pub due_at: Option<Moment>,
    pub sla: Option<SlaState>,
    /// How its newest question to approvers stands; kept by their verbs.
    pub approval: Option<ApprovalState>,
    /// How far its last answer has come; kept by the outbox.
    pub delivery: Option<AnswerState>,
    /// How content its requester is, and since when; kept by their verb.
    pub rating: Option<Stars>,
    pub rated_at: Option<Moment>,
    /// Who comes to it beside its team; sorted.
    pub referrals: Vec<Referral>,
    pub version: i64,
}

impl Ticket {
    /// As a question by mail begins, before anybody has said or done anything: it has no number yet.
    pub fn blank(
        status: StatusId,
        category: Category,
        team: TeamId,
        requester: PersonId,
        brand: BrandId,
        at: Moment,
    ) -> Self {
        Self {
            id: TicketId(0),
            number: TicketNumber(0),
            subject: String::new(),
            status,
            category,
            priority: Priority::Normal,
            kind: Kind::Question,
            topic: None,
            tags: Vec::new(),
            team,
            assignee: None,
            requester,
            organization: None,
            brand,
            mailbox: None,
            origin: Origin::Mail,
            language: None,
            snooze: Snooze::Awake,
            deadline: None,
            spam: false,
            trashed_at: None,
            follow_up_of: None,
            merged_into: None,
            preview: String::new(),
            messages: 0,
            created_at: at,
            updated_at: at,
            received_at: None,
            first_replied_at: None,
            replied_at: None,
            solved_at: None,
            due_at: None,
            sla: None,
            approval: None,
            delivery: None,
            rating: None,
            rated_at: None,
            referrals: Vec::new(),
            version: 1,
        }
    }
}

#[cfg(test)]
pub(crate) fn a_ticket() -> Ticket {
    Ticket {
        id: TicketId(1),
        number: TicketNumber(100_001),
        subject: "The kettle leaks".into(),
        messages: 1,
        ..Ticket::blank(StatusId(2), Category::Open, TeamId(1), PersonId(50), BrandId(1), Moment(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for text in ["100042", " #100042 ", "＃１０００４２"] {
            assert_eq!(TicketNumber::typed(text), Some(TicketNumber(100_042)), "{text}");
        }
        for text in ["", "#", "10a", "99999999999999999999", "-1"] {
            assert_eq!(TicketNumber::typed(text), None, "{text}");
        }
    }
}
