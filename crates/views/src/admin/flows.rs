//! Flows: their list, the page on which one is drawn and built, and the form of one node.
//!
//! A flow is drawn by the server as lists within lists, so that it reads from top to bottom, also by a screen reader and on
//! a phone. Every change is a form; dragging sends the same forms.

use super::rules::{StepRow, on_key};
use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use crate::agent::builder::Group;
use crate::agent::described::{Called, questions, span, step};
use askama::Template;
use base::Moment;
use desk::automation::{DAYS, LISTENED};
use desk::conversation::template::Values;
use desk::flow::{Flow, FlowFault, FlowId, FlowWish, Node, NodeId, Place, RunState, Start, What, walk};
use desk::ticket::TicketNumber;

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
    pub versions: Vec<(i64, String, Moment)>,
    pub tried: Option<Tried>,
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

/// A list of nodes with the places between them.
#[derive(Template)]
#[template(path = "admin/flow-list.html")]
pub struct Canvas<'a> {
    pub shell: Shell<'a>,
    pub flow: FlowId,
    pub edition: i64,
    pub within: NodeId,
    pub list: usize,
    pub nodes: Vec<Card<'a>>,
}

/// One node as it is drawn.
#[derive(Template)]
#[template(path = "admin/flow-card.html")]
pub struct Card<'a> {
    pub shell: Shell<'a>,
    pub flow: FlowId,
    pub edition: i64,
    pub id: NodeId,
    /// Counted from the top.
    pub number: usize,
    pub kind: &'static str,
    pub title: String,
    pub lines: Vec<String>,
    /// Why it is not finished; empty: it is.
    pub fault: String,
    /// What is within it, each list with its word.
    pub lists: Vec<(&'static str, Canvas<'a>)>,
}

/// What it takes to draw a flow.
pub struct Drawing<'d, 'a> {
    pub flow: &'d Flow,
    pub called: &'d Called,
    pub shell: &'d Shell<'a>,
    pub faults: &'d [FlowFault],
}

impl<'a> Drawing<'_, 'a> {
    pub fn canvas(&self) -> Canvas<'a> {
        self.list(&self.flow.draft.body, NodeId(0), 0)
    }

    fn list(&self, nodes: &[Node], within: NodeId, list: usize) -> Canvas<'a> {
        Canvas {
            shell: self.shell.clone(),
            flow: self.flow.id,
            edition: self.flow.edition,
            within,
            list,
            nodes: nodes.iter().map(|node| self.card(node)).collect(),
        }
    }

    fn card(&self, node: &Node) -> Card<'a> {
        let (title, lines) = node_told(&node.what, self.called, self.shell);
        let fault = self.faults.iter().find(|fault| fault.node == node.id);
        Card {
            shell: self.shell.clone(),
            flow: self.flow.id,
            edition: self.flow.edition,
            id: node.id,
            number: number(&self.flow.draft, node.id),
            kind: node.what.name(),
            title,
            lines,
            fault: fault.map(|fault| self.shell.words.say(fault.refusal.key()).to_owned()).unwrap_or_default(),
            lists: node
                .what
                .lists()
                .into_iter()
                .enumerate()
                .map(|(at, list)| (node.what.list_name(at), self.list(list, node.id, at)))
                .collect(),
        }
    }

    /// What keeps it from running, with where.
    pub fn told(&self) -> Vec<(String, String, String)> {
        let say = |fault: &FlowFault| self.shell.words.say(fault.refusal.key()).to_owned();
        let at = |fault: &FlowFault| {
            let node = (fault.node != NodeId(0)).then(|| number(&self.flow.draft, fault.node).to_string());
            (node.unwrap_or_default(), fault.node.to_string(), say(fault))
        };
        self.faults.iter().map(at).collect()
    }
}

/// Counted from the top.
pub fn number(wish: &FlowWish, id: NodeId) -> usize {
    walk(&wish.body).iter().position(|(_, node)| node.id == id).map_or(0, |at| at + 1)
}

/// A node in words: what it does, and what it asks.
pub fn node_told(what: &What, called: &Called, shell: &Shell) -> (String, Vec<String>) {
    let say = |key: &str| shell.words.say(key).to_owned();
    let with = |key: &str, text: &str| shell.words.with(key, "x", text.to_owned());
    let lines = |condition| questions(condition, called, shell).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    let long = |minutes: u32| {
        let (count, unit) = span(minutes);
        shell.words.with(&format!("flow-span-{unit}"), "n", i64::from(count))
    };
    let named = |names: &std::collections::HashMap<i64, String>, id: i64| {
        names.get(&id).cloned().unwrap_or_else(|| format!("#{id}"))
    };
    let kind = say(&node_key(what.name()));
    match what {
        What::Act(Some(act)) => (step(act, called, shell), Vec::new()),
        What::Act(None) | What::Approve { procedure: None, .. } | What::Call(None) => {
            (kind, vec![say("flow-to-finish")])
        }
        What::Branch { condition, .. } => (kind, lines(condition)),
        What::Parallel { .. } | What::Stop => (kind, Vec::new()),
        What::Wait { minutes, calendar } => {
            let hours = calendar.map(|id| {
                let name = called.ids.get(&(desk::condition::Kin::Calendar, id.0)).cloned();
                with("flow-in-hours", &name.unwrap_or_else(|| format!("#{id}")))
            });
            (with("flow-wait-told", &long(*minutes)), hours.into_iter().collect())
        }
        What::Await { on, condition, minutes, .. } => {
            let comma = shell.words.say("admin-list-comma");
            let on = on.iter().map(|kind| say(&on_key(kind))).collect::<Vec<_>>().join(comma);
            let mut all = lines(condition);
            all.push(with("flow-at-most", &long(*minutes)));
            (with("flow-await-told", &on), all)
        }
        What::Loop { until, times, .. } => {
            let mut all = lines(until);
            if !all.is_empty() {
                all.insert(0, say("flow-until"));
            }
            (shell.words.with("flow-loop-told", "n", i64::from(*times)), all)
        }
        What::Approve { procedure: Some(id), .. } => {
            (with("flow-approve-told", &named(&called.procedures, id.0)), Vec::new())
        }
        What::Call(Some(id)) => (with("flow-call-told", &named(&called.flows, id.0)), Vec::new()),
    }
}

/// What starts a flow, in words.
pub fn start_told(wish: &FlowWish, called: &Called, shell: &Shell) -> Vec<String> {
    let say = |key: &str| shell.words.say(key).to_owned();
    let mut lines = vec![say(start_key(wish.start))];
    if wish.start == Start::Event {
        let on = wish.on.iter().map(|kind| say(&on_key(kind))).collect::<Vec<_>>();
        lines = vec![on.join(shell.words.say("admin-list-comma"))];
    }
    let asked = questions(&wish.condition, called, shell);
    lines.extend(asked.into_iter().map(|(_, text)| text));
    lines
}

pub fn node_key(kind: &str) -> String {
    format!("flow-node-{kind}")
}

pub const fn start_key(start: Start) -> &'static str {
    match start {
        Start::Event => "flow-start-event",
        Start::Button => "flow-start-button",
        Start::Called => "flow-start-called",
    }
}

pub const fn run_key(state: RunState) -> &'static str {
    match state {
        RunState::Running => "flow-run-running",
        RunState::Waiting => "flow-run-waiting",
        RunState::Failed => "flow-run-failed",
        RunState::Done => "flow-run-done",
        RunState::Cancelled => "flow-run-cancelled",
        RunState::Ended => "flow-run-ended",
    }
}

pub fn icon(kind: &str) -> &'static str {
    match kind {
        "act" => "bolt",
        "branch" => "why",
        "parallel" => "split",
        "wait" => "clock",
        "await" => "bell",
        "loop" => "refresh",
        "approve" => "check",
        "call" => "flow",
        _ => "close",
    }
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
    match (flow.active, flow.version) {
        (true, _) => "flow-on",
        (false, 0) => "flow-draft",
        (false, _) => "flow-off",
    }
}

const fn state(flow: &Flow) -> &'static str {
    if flow.active { "act" } else { "off" }
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

    fn run_said(&self, run: &RunLine) -> &str {
        self.shell.words.say(run_key(run.state))
    }

    fn version(&self, version: &i64) -> String {
        self.shell.with("admin-rule-version", &version.to_string())
    }

    fn running(&self) -> String {
        self.version(&self.flow.version)
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

impl Canvas<'_> {
    fn place(&self, at: &usize) -> String {
        Place { within: self.within, list: self.list, at: *at }.to_string()
    }

    fn end(&self) -> String {
        self.place(&self.nodes.len())
    }

    fn action(&self) -> String {
        format!("/admin/flows/{}/nodes", self.flow)
    }

    fn kinds(&self) -> Vec<(&'static str, &'static str, String)> {
        What::KINDS.iter().map(|kind| (*kind, icon(kind), self.shell.words.say(&node_key(kind)).to_owned())).collect()
    }
}

impl Card<'_> {
    fn action(&self) -> String {
        format!("/admin/flows/{}/nodes/{}", self.flow, self.id)
    }

    fn icon(&self) -> &'static str {
        icon(self.kind)
    }

    fn list_said(&self, word: &str) -> String {
        self.shell.words.say(&format!("flow-list-{word}")).to_owned()
    }

    fn is_wide(&self) -> bool {
        self.lists.len() > 1
    }

    fn is_fixed(&self) -> bool {
        self.kind == "stop"
    }

    fn called(&self, key: &str) -> String {
        self.shell.words.with(key, "x", format!("{}. {}", self.number, self.title))
    }
}

impl askama::filters::HtmlSafe for Canvas<'_> {}
impl askama::filters::HtmlSafe for Card<'_> {}
