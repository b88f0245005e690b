//! The laboratory's page of one trial: how far it is, where the rule would have acted, and how another one differed.

use super::Choice;
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use base::Moment;
use desk::automation::{RuleId, RuleKind, Trial, TrialState};
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "admin/rule-trial.html")]
pub struct TrialPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub rule: String,
    pub kind: RuleKind,
    pub trial: Trial,
    pub hits: Vec<Hit>,
    /// Tickets that the one who looks may not see.
    pub hidden: i64,
    /// Other trials of the rule to compare with.
    pub others: Vec<Choice>,
    /// The one it is compared with, tickets in this one alone, and in that one alone.
    pub apart: Option<(String, i64, i64)>,
    pub compared: String,
}

pub struct Hit {
    pub number: TicketNumber,
    pub subject: String,
    /// What had happened; empty: the ticket as it is.
    pub event: String,
    pub at: Moment,
    /// The other trial has not found this ticket.
    pub alone: bool,
}

impl TrialPage<'_> {
    fn title(&self) -> &str {
        self.shell.say("rule-trial")
    }

    fn id(&self) -> RuleId {
        self.trial.rule
    }

    fn runs(&self) -> bool {
        self.trial.state == TrialState::Running
    }

    fn looks_back(&self) -> bool {
        self.kind == RuleKind::Event
    }

    fn told(&self) -> String {
        let mut args = base::words::Args::new();
        args.set("matched", self.trial.matched);
        args.set("looked", self.trial.looked);
        args.set("letters", self.trial.letters);
        args.set("days", self.trial.days);
        let key = if self.looks_back() { "rule-trial-told" } else { "rule-trial-told-now" };
        self.shell.words.tell(key, &args)
    }

    fn progress(&self) -> i64 {
        self.trial.progress()
    }

    fn told_apart(&self, apart: &(String, i64, i64)) -> String {
        let mut args = base::words::Args::new();
        args.set("other", apart.0.as_str());
        args.set("here", apart.1);
        args.set("there", apart.2);
        self.shell.words.tell("rule-trial-apart", &args)
    }

    fn version(&self) -> String {
        self.shell.with("admin-rule-version", &self.trial.version.to_string())
    }
}
