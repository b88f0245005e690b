//! What arrived, and what became of it and why.

use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use desk::channel::{Decision, Intake, IntakeId, IntakeState, Mailbox, Sighting, Source};

#[derive(Template)]
#[template(path = "admin/arrived.html")]
pub struct Arrived<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub state: IntakeState,
    /// How many failed and how many wait to be read.
    pub failed: i64,
    pub received: i64,
    pub intakes: Vec<(Intake, Sighting)>,
    pub mailboxes: Vec<Mailbox>,
    /// The last of this page, where there are more.
    pub older: Option<IntakeId>,
    pub reason: Option<&'static str>,
}

impl Arrived<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-arrived")
    }

    fn states(&self) -> [(IntakeState, &'static str, i64); 3] {
        [
            (IntakeState::Failed, "admin-intake-failed", self.failed),
            (IntakeState::Received, "admin-intake-received", self.received),
            (IntakeState::Read, "admin-intake-read", 0),
        ]
    }

    fn is_at(&self, state: &IntakeState) -> bool {
        *state == self.state
    }

    fn lead(&self) -> &str {
        self.shell.say(match self.state {
            IntakeState::Failed => "admin-intakes-failed",
            IntakeState::Received => "admin-intakes-received",
            IntakeState::Read => "admin-intakes-read",
        })
    }

    /// Where it was delivered to: our mailbox, else whom the envelope names.
    fn place(&self, intake: &Intake) -> String {
        let mailbox = self.mailboxes.iter().find(|mailbox| Some(mailbox.id) == intake.mailbox);
        mailbox.map_or_else(|| intake.recipients.join(", "), |mailbox| mailbox.address.to_string())
    }

    fn size(&self, intake: &Intake) -> String {
        crate::agent::files::size(intake.size)
    }

    fn evidence(&self, intake: &Intake) -> Vec<String> {
        intake.evidence.iter().map(|evidence| evidence.say(self.shell.words)).collect()
    }

    fn again(&self, intake: &Intake) -> bool {
        intake.state == IntakeState::Failed && intake.decision == Some(Decision::Unreadable)
    }

    fn source_key(&self, source: &Source) -> &'static str {
        match source {
            Source::Lmtp => "admin-source-lmtp",
            Source::Smtp => "admin-source-smtp",
            Source::Imap => "admin-source-imap",
            Source::Pop3 => "admin-source-pop3",
            Source::Graph => "admin-source-graph",
            Source::Gmail => "admin-source-gmail",
            Source::Pipe => "admin-source-pipe",
            Source::Hook => "admin-source-hook",
            Source::Import => "admin-source-import",
            Source::Simulator => "admin-source-simulator",
        }
    }

    fn decision_key(&self, decision: &Decision) -> &'static str {
        decision_key(*decision)
    }

    fn kind(&self, decision: &Decision) -> &'static str {
        match decision {
            Decision::New | Decision::Reply | Decision::FollowUp => "success",
            Decision::Bounce => "warning",
            Decision::Unreadable => "danger",
            Decision::Duplicate | Decision::AutoReply | Decision::Ignored => "",
        }
    }
}

pub(super) const fn decision_key(decision: Decision) -> &'static str {
    match decision {
        Decision::New => "admin-decision-new",
        Decision::Reply => "admin-decision-reply",
        Decision::FollowUp => "admin-decision-follow-up",
        Decision::Duplicate => "admin-decision-duplicate",
        Decision::Bounce => "admin-decision-bounce",
        Decision::AutoReply => "admin-decision-auto-reply",
        Decision::Ignored => "admin-decision-ignored",
        Decision::Unreadable => "admin-decision-unreadable",
    }
}
