//! Why rules did or did not do something to a ticket, look by look; what they suggest, and which can be started.

use super::Frame;
use super::described::Line;
use crate::Shell;
use askama::Template;
use base::Moment;
use desk::automation::{FiringId, Outcome, RuleId, Verdict};
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/rules.html")]
pub struct RulesOfTicket<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub number: TicketNumber,
    pub subject: String,
    pub looks: Vec<Look>,
    pub suggestions: Vec<Suggestion>,
    /// Rules a person may begin here.
    pub buttons: Vec<(RuleId, String)>,
    pub may_change: bool,
    /// The names of rules lead to them.
    pub may_edit: bool,
    pub reason: Option<&'static str>,
}

pub struct Look {
    /// What had happened, in words; none: the clock or a person.
    pub event: Option<String>,
    pub at: Moment,
    pub rules: Vec<Judgement>,
}

pub struct Judgement {
    pub rule: RuleId,
    pub name: String,
    pub version: i64,
    pub verdict: Verdict,
    pub lines: Vec<Line>,
    /// What it did, where it fired: each step with the sentence why it was not taken.
    pub outcome: Option<Outcome>,
    pub steps: Vec<(String, String)>,
}

pub struct Suggestion {
    pub firing: FiringId,
    pub rule: RuleId,
    pub name: String,
    pub steps: Vec<String>,
}

impl RulesOfTicket<'_> {
    fn title(&self) -> &str {
        self.shell.say("rules-of-ticket")
    }

    fn path(&self) -> String {
        format!("/tickets/{}", self.number)
    }

    fn verdict(&self, one: &Judgement) -> String {
        let key = match one.outcome {
            Some(outcome) => format!("rules-outcome-{}", outcome.name()),
            None => format!("rules-verdict-{}", one.verdict.name()),
        };
        self.shell.words.say(&key).to_owned()
    }

    fn fired(&self, one: &Judgement) -> bool {
        one.verdict == Verdict::Fired
    }
}
