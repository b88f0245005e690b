//! A flow as it is drawn: lists of nodes within lists, each node in words, and what one version changes in another.

use super::on_key;
use crate::Shell;
use crate::agent::described::{Called, questions, span, step};
use askama::Template;
use desk::flow::{Difference, Flow, FlowFault, FlowId, FlowWish, Node, NodeId, Place, RunState, Start, What, walk};

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
        RunState::Logged => "flow-run-logged",
        RunState::Suggested => "flow-run-suggested",
        RunState::Declined => "flow-run-declined",
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

/// What a later version changes, a line each.
pub fn changes_told(from: &FlowWish, to: &FlowWish, called: &Called, shell: &Shell) -> Vec<String> {
    let title = |node: &Node| node_told(&node.what, called, shell).0;
    let with = |key: &str, text: String| shell.words.with(key, "x", text);
    let said = |difference: &Difference| match difference {
        Difference::Start => shell.words.say("flow-change-start").to_owned(),
        Difference::Added(node) => with("flow-change-added", title(node)),
        Difference::Removed(node) => with("flow-change-removed", title(node)),
        Difference::Moved(node) => with("flow-change-moved", title(node)),
        Difference::Changed(old, new) if title(old) == title(new) => with("flow-change-asks", title(new)),
        Difference::Changed(old, new) => {
            let mut args = base::words::Args::new();
            args.set("from", title(old));
            args.set("to", title(new));
            shell.words.tell("flow-change-changed", &args)
        }
    };
    from.differences(to).iter().map(said).collect()
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
