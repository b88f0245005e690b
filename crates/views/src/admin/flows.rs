//! Flows: their list, the page on which one is drawn and built, and the form of one node.
//!
//! A flow is drawn by the server as lists within lists, so that it reads from top to bottom, also by a screen reader and on
//! a phone. Every change is a form; dragging sends the same forms.

mod drawing;

use super::rules::{StepRow, on_key};
use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use crate::agent::builder::Group;
use askama::Template;
use base::Moment;
use desk::automation::{DAYS, LISTENED, Stage};
use desk::conversation::template::Values;
use desk::flow::{Flow, NodeId, RunState, Start, walk};
use desk::ticket::TicketNumber;
pub use drawing::{
    Canvas, Card, Drawing, changes_told, icon, node_key, node_told, number, run_key, start_key, start_told,
};

#[derive(Template)]
#[template(path = "admin/flows.html")]
pub struct Flows<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub flows: Vec<Flow>,
}

/// One flow as it is worked on.
#[derive(Template)]
#[template(path = "admin/flow.html")]
pub struct FlowPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub flow: Flow,
    pub canvas: Canvas<'a>,
    /// What starts it, a line each.
    pub start: Vec<String>,
    /// What keeps it from running: the number of the node, where it stands, and the reason.
    pub faults: Vec<(String, String, String)>,
    /// Of what was asked last and not done.
    pub reason: Option<&'static str>,
    pub runs: Vec<RunLine>,
    pub versions: Vec<VersionLine>,
    /// What publishing the draft would change.
    pub ahead: Vec<String>,
    pub tried: Option<Tried>,
}

/// One of its versions, with what it changed in the one before.
pub struct VersionLine {
    pub number: i64,
    pub author: String,
    pub at: Moment,
    pub changes: Vec<String>,
}

/// What starting it would have come to.
pub struct Tried {
    pub days: i64,
    pub looked: i64,
    pub more: bool,
    pub tickets: i64,
    pub hits: Vec<(TicketNumber, String, String, Moment)>,
}

pub struct RunLine {
    pub id: i64,
    pub number: TicketNumber,
    pub subject: String,
    pub state: RunState,
    pub at: Moment,
}

/// The form of what starts a flow.
#[derive(Template)]
#[template(path = "admin/flow-start.html")]
pub struct StartPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub flow: Option<Flow>,
    pub form: Form,
    pub root: Group<'a>,
}

/// The form of one node.
#[derive(Template)]
#[template(path = "admin/flow-node.html")]
pub struct NodePage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub flow: Flow,
    pub node: NodeId,
    /// Its word.
    pub kind: &'static str,
    /// Counted from the top.
    pub number: usize,
    pub form: Form,
    pub root: Group<'a>,
    pub step: Option<StepRow<'a>>,
    /// What it may choose from.
    pub choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "admin/flow-import.html")]
pub struct ImportPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub form: Form,
}

impl Flows<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-flows")
    }

    fn starts(&self, flow: &Flow) -> &str {
        self.shell.words.say(start_key(flow.wish.as_ref().unwrap_or(&flow.draft).start))
    }

    fn state(&self, flow: &Flow) -> &'static str {
        state(flow)
    }

    fn state_said(&self, flow: &Flow) -> &str {
        self.shell.words.say(state_key(flow))
    }

    fn steps(&self, flow: &Flow) -> String {
        self.shell.count("flow-steps", &(walk(&flow.draft.body).len() as i64))
    }
}

const fn state_key(flow: &Flow) -> &'static str {
    match (flow.active, flow.version, flow.stage) {
        (true, _, Stage::Act) => "flow-on",
        (true, _, Stage::Log) => "stage-log",
        (true, _, Stage::Suggest) => "stage-suggest",
        (false, 0, _) => "flow-draft",
        (false, _, _) => "flow-off",
    }
}

const fn state(flow: &Flow) -> &'static str {
    if flow.active { flow.stage.name() } else { "off" }
}

impl FlowPage<'_> {
    fn title(&self) -> &str {
        &self.flow.draft.name
    }

    fn action(&self) -> String {
        format!("/admin/flows/{}", self.flow.id)
    }

    fn days(&self) -> [i64; 4] {
        DAYS
    }

    fn day_label(&self, days: &i64) -> String {
        self.shell.count("rule-trial-days", days)
    }

    fn is_day(&self, days: &i64) -> bool {
        self.tried.as_ref().map_or(30, |tried| tried.days) == *days
    }

    fn told(&self, tried: &Tried) -> String {
        let mut args = base::words::Args::new();
        args.set("tickets", tried.tickets);
        args.set("looked", tried.looked);
        args.set("days", tried.days);
        self.shell.words.tell("flow-tried", &args)
    }

    fn by_event(&self) -> bool {
        self.flow.draft.start == Start::Event
    }

    fn state_said(&self) -> &str {
        self.shell.words.say(state_key(&self.flow))
    }

    /// Off, and on as far as each stage goes. What others run has no start of its own to log or suggest.
    fn switches(&self) -> Vec<Choice> {
        let say = |key: &'static str| self.shell.words.say(key);
        let called = self.flow.wish.as_ref().is_some_and(|wish| wish.start == Start::Called);
        let stages =
            [("log", "stage-log", "flow-stage-log-hint"), ("suggest", "stage-suggest", "flow-stage-suggest-hint")];
        let stages = stages.into_iter().filter(|_| !called);
        let all = [("off", "flow-off", "flow-off-hint")].into_iter().chain(stages).chain([(
            "on",
            "flow-on",
            "stage-act-hint",
        )]);
        all.map(|(value, key, hint)| Choice::new(value, say(key)).meaning(say(hint).to_owned())).collect()
    }

    fn is_switched(&self, choice: &Choice) -> bool {
        let stands = match (self.flow.active, self.flow.stage) {
            (false, _) => "off",
            (true, Stage::Act) => "on",
            (true, stage) => stage.name(),
        };
        choice.value == stands
    }

    fn run_said(&self, run: &RunLine) -> &str {
        self.shell.words.say(run_key(run.state))
    }

    fn version(&self, version: &i64) -> String {
        self.shell.with("admin-rule-version", &version.to_string())
    }

    fn running(&self) -> String {
        self.version(&self.flow.version)
    }

    fn ahead_said(&self) -> String {
        self.shell.count("flow-ahead", &(self.ahead.len() as i64))
    }

    fn has_version(&self) -> bool {
        self.flow.version > 0
    }
}

impl StartPage<'_> {
    fn title(&self) -> &str {
        self.shell.say(if self.flow.is_some() { "flow-start" } else { "flow-new" })
    }

    fn action(&self) -> String {
        self.flow.as_ref().map_or_else(|| "/admin/flows".into(), |flow| format!("/admin/flows/{}/start", flow.id))
    }

    fn back(&self) -> String {
        self.flow.as_ref().map_or_else(|| "/admin/flows".into(), |flow| format!("/admin/flows/{}", flow.id))
    }

    fn starts(&self) -> Vec<Choice> {
        Start::ALL.iter().map(|start| Choice::new(start.name(), self.shell.words.say(start_key(*start)))).collect()
    }

    fn by_event(&self) -> bool {
        self.form.is("start", Start::Event.name())
    }

    fn asks(&self) -> bool {
        !self.form.is("start", Start::Called.name())
    }

    fn heard(&self) -> Vec<Choice> {
        heard(&self.shell)
    }

    fn hears(&self, choice: &Choice) -> bool {
        self.form.all("on").any(|on| on == choice.value)
    }
}

fn heard(shell: &Shell) -> Vec<Choice> {
    LISTENED.iter().map(|kind| Choice::new(kind, shell.words.say(&on_key(kind)))).collect()
}

impl NodePage<'_> {
    fn title(&self) -> String {
        format!("{}. {}", self.number, self.shell.words.say(&node_key(self.kind)))
    }

    fn meant(&self) -> String {
        self.shell.words.say(&format!("{}-hint", node_key(self.kind))).to_owned()
    }

    fn action(&self) -> String {
        format!("/admin/flows/{}/nodes/{}", self.flow.id, self.node)
    }

    fn back(&self) -> String {
        format!("/admin/flows/{}#node-{}", self.flow.id, self.node)
    }

    fn heard(&self) -> Vec<Choice> {
        heard(&self.shell)
    }

    fn hears(&self, choice: &Choice) -> bool {
        self.form.all("on").any(|on| on == choice.value)
    }

    fn units(&self) -> [(&'static str, &'static str); 3] {
        [("minutes", "step-minutes"), ("hours", "step-hours"), ("days", "step-days")]
    }

    fn is_unit(&self, unit: &&str) -> bool {
        self.form.is("unit", unit)
    }

    fn is_chosen(&self, choice: &Choice) -> bool {
        self.form.is("value", &choice.value)
    }

    fn asks(&self) -> bool {
        matches!(self.kind, "branch" | "await" | "loop")
    }

    fn variables(&self) -> String {
        let names: Vec<String> = Values::NAMES.iter().map(|name| format!("{{{{ {name} }}}}")).collect();
        format!("{} {}", self.shell.say("step-variables"), names.join(" "))
    }
}

impl ImportPage<'_> {
    fn title(&self) -> &str {
        self.shell.say("flow-import")
    }
}
