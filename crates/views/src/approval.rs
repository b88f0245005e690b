//! A question that was put to people, as the workspace, the portal and the page behind a mailed link draw it.

use crate::Shell;
use askama::Template;
use desk::Who;
use desk::approval::{Approval, ApprovalState, Needed, Seat, Word};
use desk::people::PersonId;
use desk::ticket::TicketNumber;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "approval/question.html")]
pub struct Question<'a> {
    pub shell: Shell<'a>,
    pub approval: Approval,
    pub names: BTreeMap<PersonId, String>,
    /// What it is about, where the page does not say that already.
    pub about: Option<About>,
    /// Where an answer is posted; empty: none is wanted of the one who looks.
    pub action: String,
    /// Where it is taken back; empty: the one who looks may not.
    pub withdraw: String,
    /// Whom the one who looks stands in for; may be empty.
    pub stands_for: String,
}

/// The ticket as far as whoever is asked may know it.
#[derive(Clone, Debug)]
pub struct About {
    pub number: TicketNumber,
    pub subject: String,
    pub requester: String,
    /// They may read the whole ticket.
    pub link: bool,
}

impl askama::filters::HtmlSafe for Question<'_> {}

impl<'a> Question<'a> {
    /// As one person sees it who was asked.
    pub fn to(
        shell: Shell<'a>,
        (approval, names): (Approval, BTreeMap<PersonId, String>),
        person: PersonId,
        action: String,
    ) -> Self {
        let open = approval.waits_for(person);
        let other = approval.seats.iter().find(|seat| seat.delegate == Some(person) && seat.person != person);
        let own = approval.seats.iter().any(|seat| seat.person == person);
        let stands_for = other.filter(|_| !own).and_then(|seat| names.get(&seat.person)).cloned().unwrap_or_default();
        let action = if open { action } else { String::new() };
        Self { shell, approval, names, about: None, action, withdraw: String::new(), stands_for }
    }

    fn name(&self, person: &PersonId) -> &str {
        self.names.get(person).map_or("?", String::as_str)
    }

    fn question(&self) -> Vec<&str> {
        self.approval.question.of(self.shell.words.language()).split("\n\n").collect()
    }

    /// Empty: a rule asked.
    fn asker(&self) -> &str {
        match &self.approval.asked_by {
            Who::Person(person) => self.name(person),
            Who::System | Who::Rule(_) | Who::Flow(_) | Who::Anonymous => "",
        }
    }

    fn needed(&self) -> String {
        match self.approval.needed {
            Needed::One => self.shell.words.say("approval-needs-one").to_owned(),
            Needed::All => self.shell.words.say("approval-needs-all").to_owned(),
            Needed::Some(_) => {
                let needed = self.approval.needed.of(self.approval.seats.len()) as i64;
                self.shell.count("approval-needs-some", &needed)
            }
        }
    }

    /// Of the word, and the badge's kind.
    fn state(&self) -> (&'static str, &'static str) {
        match self.approval.state {
            ApprovalState::Pending => ("approval-pending", "warning"),
            ApprovalState::Approved => ("approval-approved", "success"),
            ApprovalState::Rejected => ("approval-rejected", "danger"),
            ApprovalState::Withdrawn => ("approval-withdrawn", ""),
        }
    }

    /// `yes`, `no`, or nothing yet.
    fn said(&self, seat: &Seat) -> &'static str {
        match &seat.vote {
            Some(Word { yes: true, .. }) => "yes",
            Some(Word { yes: false, .. }) => "no",
            None => "",
        }
    }

    fn said_key(&self, seat: &Seat) -> &'static str {
        match &seat.vote {
            Some(Word { yes: true, .. }) => "approval-said-yes",
            Some(Word { yes: false, .. }) => "approval-said-no",
            None => "approval-said-nothing",
        }
    }

    /// Whoever spoke in this seat, where that was somebody else.
    fn spoken_by<'s>(&'s self, seat: &'s Seat) -> &'s str {
        seat.vote.as_ref().filter(|word| word.by != seat.person).map_or("", |word| self.name(&word.by))
    }
}

/// What waits for one's own word, in the workspace.
#[derive(Template)]
#[template(path = "agent/approvals.html")]
pub struct Approvals<'a> {
    pub shell: Shell<'a>,
    pub frame: crate::agent::Frame,
    pub questions: Vec<Question<'a>>,
    pub reason: Option<&'static str>,
}

/// The same in the portal, and the one question behind a mailed link.
#[derive(Template)]
#[template(path = "portal/approvals.html")]
pub struct PortalApprovals<'a> {
    pub shell: Shell<'a>,
    pub questions: Vec<Question<'a>>,
    pub reason: Option<&'static str>,
    /// What was just said, by way of thanks.
    pub answered: bool,
}

impl Approvals<'_> {
    fn title(&self) -> &str {
        self.shell.say("approvals-mine")
    }
}
