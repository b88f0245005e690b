//! A flow: when it starts, and the nodes it goes through.

use super::{MOST_LANES, Node, NodeId, Place, What, tree};
use crate::Refusal;
use crate::automation::{LISTENED, Stage};
use crate::condition::Condition;
use crate::people::PersonId;
use base::Moment;
use serde::{Deserialize, Serialize};

base::id!(FlowId);

/// Flows there may be, nodes in each, lists within lists, runs at once on one ticket, and flows that call each other.
pub const MOST_FLOWS: usize = 200;
pub const MOST_NODES: usize = 100;
pub const DEEPEST: usize = 6;
/// A number no draft comes to by hand.
const HIGHEST_NODE: i64 = 1_000_000_000;
pub const MOST_RUNS: usize = 20;
pub const DEEPEST_CALL: i64 = 4;

crate::ticket_words! {
    /// What starts a flow.
    Start {
        /// Something happens to a ticket.
        Event = "event",
        /// A person presses its button.
        Button = "button",
        /// Another flow.
        Called = "called",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    pub id: FlowId,
    /// As somebody works on it.
    pub draft: FlowWish,
    /// As it runs; none: it was never published.
    pub wish: Option<FlowWish>,
    pub active: bool,
    /// How much of what it would do it does, while it is on.
    pub stage: Stage,
    /// When it was switched on: what happened before is none of its business.
    pub switched_at: Option<Moment>,
    pub removed_at: Option<Moment>,
    /// Of what runs; 0: nothing was published.
    pub version: i64,
    /// Another one after each change of the draft or the switch.
    pub edition: i64,
}

/// What somebody wants a flow to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FlowWish {
    pub name: String,
    /// Why there is such a flow; may be empty.
    pub purpose: String,
    pub start: Start,
    /// Kinds of events, for flows that start by one.
    pub on: Vec<String>,
    #[serde(with = "crate::condition::kept")]
    pub condition: Condition,
    pub body: Vec<Node>,
}

/// How a flow was once.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowVersion {
    pub flow: FlowId,
    pub version: i64,
    pub author: Option<PersonId>,
    pub at: Moment,
    pub wish: FlowWish,
}

/// What keeps a draft from being published, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowFault {
    /// 0: the flow itself.
    pub node: NodeId,
    pub refusal: Refusal,
}

impl Default for FlowWish {
    fn default() -> Self {
        Self {
            name: String::new(),
            purpose: String::new(),
            start: Start::Event,
            on: vec!["ticket_created".into()],
            condition: Condition::everything(),
            body: Vec::new(),
        }
    }
}

impl Flow {
    /// What it is called.
    pub fn shown(&self) -> &str {
        self.wish.as_ref().map_or(&self.draft.name, |wish| &wish.name)
    }

    /// Somebody works on what does not run yet.
    pub fn is_ahead(&self) -> bool {
        self.wish.as_ref() != Some(&self.draft)
    }

    /// What runs, while it is on.
    pub fn runs(&self) -> Option<&FlowWish> {
        self.wish.as_ref().filter(|_| self.active && self.removed_at.is_none())
    }
}

impl Flow {
    /// It may be run by another one.
    pub fn is_callable(&self) -> bool {
        self.runs().is_some() && self.stage == Stage::Act
    }
}

impl FlowWish {
    /// A draft: its name and its start are whole, its nodes may be unfinished.
    ///
    /// # Errors
    /// It has no name, or its start cannot be.
    pub fn sound_start(mut self) -> Result<Self, Refusal> {
        self.name = crate::people::person_name(&self.name)?;
        self.purpose = self.purpose.trim().to_owned();
        if self.purpose.chars().count() > 1_000 {
            return Err(Refusal::TextTooLong);
        }
        self.condition = self.condition.checked()?;
        self.condition.for_nobody()?;
        if self.start == Start::Event {
            self.on =
                LISTENED.iter().filter(|kind| self.on.iter().any(|on| on == *kind)).map(ToString::to_string).collect();
            if self.on.is_empty() {
                return Err(Refusal::RuleDeaf);
            }
        } else {
            self.on.clear();
            self.condition.without_event()?;
        }
        if self.start == Start::Called {
            self.condition = Condition::everything();
        }
        Ok(self)
    }

    /// Its bounds hold, whether its nodes are finished or not.
    ///
    /// # Errors
    /// There are too many nodes, they lie too deep, or two have one number.
    pub fn bounded(self) -> Result<Self, Refusal> {
        let all = tree::walk(&self.body);
        let mut ids: Vec<NodeId> = all.iter().map(|(_, node)| node.id).collect();
        ids.sort_unstable();
        ids.dedup();
        if all.len() > MOST_NODES {
            Err(Refusal::TooManyNodes)
        } else if all.iter().any(|(depth, _)| *depth > DEEPEST) {
            Err(Refusal::FlowTooDeep)
        } else if all.iter().any(|(_, node)| node.what.lists().len() > MOST_LANES) {
            Err(Refusal::FlowLanes)
        } else if ids.len() != all.len()
            || ids.first().is_some_and(|id| id.0 < 1)
            || ids.last().is_some_and(|id| id.0 > HIGHEST_NODE)
            || !all.iter().all(|(_, node)| known(node))
        {
            Err(Refusal::ConditionUnreadable)
        } else {
            Ok(self)
        }
    }

    /// Everything that keeps it from running, with where.
    pub fn faults(&self) -> Vec<FlowFault> {
        let mut faults = Vec::new();
        let mut whole = self.clone();
        if let Err(refusal) = whole.clone().sound_start() {
            faults.push(FlowFault { node: NodeId(0), refusal });
        }
        if whole.body.is_empty() {
            faults.push(FlowFault { node: NodeId(0), refusal: Refusal::FlowEmpty });
        }
        if let Err(refusal) = whole.clone().bounded() {
            faults.push(FlowFault { node: NodeId(0), refusal });
        }
        unsound(&mut whole.body, &mut faults);
        unreached(&self.body, &mut faults);
        faults
    }

    /// As it may run.
    ///
    /// # Errors
    /// It has a fault.
    pub fn sound(self) -> Result<Self, Refusal> {
        let mut sound = self.sound_start()?.bounded()?;
        let mut faults = sound.faults();
        if let Some(fault) = faults.pop() {
            return Err(if fault.node == NodeId(0) { fault.refusal } else { Refusal::FlowUnfinished });
        }
        unsound(&mut sound.body, &mut Vec::new());
        Ok(sound)
    }

    /// A node that no other has been.
    pub fn next_id(&self) -> NodeId {
        NodeId(tree::walk(&self.body).iter().map(|(_, node)| node.id.0).max().unwrap_or(0) + 1)
    }

    /// It starts when this kind of event happens.
    pub fn hears(&self, kind: &str) -> bool {
        self.start == Start::Event && self.on.iter().any(|on| on == kind)
    }

    /// Flows that it calls.
    pub fn calls(&self) -> Vec<FlowId> {
        let called = |node: &Node| if let What::Call(flow) = node.what { flow } else { None };
        tree::walk(&self.body).into_iter().filter_map(|(_, node)| called(node)).collect()
    }

    /// Puts a node before another place, also one that it stood beside.
    ///
    /// # Errors
    /// There is no such node or place, or it lies within the node itself.
    pub fn put(&mut self, id: NodeId, to: Place) -> Result<(), Refusal> {
        let from = tree::place_of(&self.body, id).ok_or(Refusal::FlowPlace)?;
        let mut body = self.body.clone();
        let node = tree::take(&mut body, id).ok_or(Refusal::FlowPlace)?;
        let slides = (from.within, from.list) == (to.within, to.list) && from.at < to.at;
        let to = if slides { Place { at: to.at - 1, ..to } } else { to };
        if !tree::insert(&mut body, to, node) {
            return Err(Refusal::FlowPlace);
        }
        self.body = body;
        Ok(())
    }

    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// # Errors
    /// It is no flow.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        serde_json::from_str(text).map_err(|_| Refusal::ConditionUnreadable)
    }
}

/// It waits for nothing that there is not.
fn known(node: &Node) -> bool {
    match &node.what {
        What::Await { on, .. } => on.len() <= LISTENED.len() && on.iter().all(|kind| LISTENED.contains(&kind.as_str())),
        _ => true,
    }
}

fn unsound(body: &mut [Node], faults: &mut Vec<FlowFault>) {
    for node in body {
        if let Err(refusal) = node.what.sound() {
            faults.push(FlowFault { node: node.id, refusal });
        }
        node.what.lists_mut().into_iter().for_each(|list| unsound(list, faults));
    }
}

/// What stands behind a stop is never come to.
fn unreached(body: &[Node], faults: &mut Vec<FlowFault>) {
    let stop = body.iter().position(|node| node.what == What::Stop);
    if let Some(behind) = stop.and_then(|at| body.get(at + 1)) {
        faults.push(FlowFault { node: behind.id, refusal: Refusal::FlowUnreached });
    }
    body.iter().flat_map(|node| node.what.lists()).for_each(|list| unreached(list, faults));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::automation::Step;
    use crate::ticket::Priority;

    fn node(id: i64, what: What) -> Node {
        Node { id: NodeId(id), what }
    }

    fn high() -> What {
        What::Act(Some(Step::SetPriority(Priority::High)))
    }

    fn asked(text: &str) -> Condition {
        Condition::read(text).unwrap()
    }

    fn wish(body: Vec<Node>) -> FlowWish {
        FlowWish { name: "Escalate".into(), body, ..FlowWish::default() }
    }

    fn first(wish: &FlowWish) -> Option<(i64, Refusal)> {
        wish.faults().first().map(|fault| (fault.node.0, fault.refusal))
    }

    #[test]
    fn a_draft_says_what_it_lacks_and_where() {
        assert_eq!(first(&wish(vec![])), Some((0, Refusal::FlowEmpty)));
        assert_eq!(first(&wish(vec![node(1, high())])), None);
        assert_eq!(first(&wish(vec![node(1, What::Act(None))])), Some((1, Refusal::StepIncomplete)));
        assert_eq!(first(&wish(vec![node(1, What::new("branch").unwrap())])), Some((1, Refusal::FlowUnasked)));
        assert_eq!(first(&wish(vec![node(1, What::new("loop").unwrap())])), Some((1, Refusal::FlowEmpty)));
        let endless = What::Loop { until: Condition::everything(), times: 101, body: vec![node(2, high())] };
        assert_eq!(first(&wish(vec![node(1, endless)])), Some((1, Refusal::FlowRounds)));
        let ever = What::Wait { minutes: LONG, calendar: None };
        assert_eq!(first(&wish(vec![node(1, ever)])), Some((1, Refusal::FlowWait)));
        let behind = wish(vec![node(1, What::Stop), node(2, high())]);
        assert_eq!(first(&behind), Some((2, Refusal::FlowUnreached)));
        let became = asked(r#"{"all":[{"field":"priority","operator":"became","value":["high"]}]}"#);
        let branch = What::Branch { condition: became, yes: vec![], no: vec![] };
        assert_eq!(first(&wish(vec![node(1, branch)])), Some((1, Refusal::RuleWithoutEvent)));
    }

    const LONG: u32 = super::super::LONGEST_WAIT + 1;

    #[test]
    fn a_flow_is_bounded() {
        let many = (1..=101).map(|id| node(id, high())).collect();
        assert_eq!(wish(many).bounded(), Err(Refusal::TooManyNodes));
        let deep = (1..=7)
            .rev()
            .fold(vec![], |body, id| vec![node(id, What::Loop { until: Condition::everything(), times: 1, body })]);
        assert_eq!(wish(deep).bounded(), Err(Refusal::FlowTooDeep));
        assert_eq!(wish(vec![node(1, high()), node(1, high())]).bounded(), Err(Refusal::ConditionUnreadable));
        let wide = What::Parallel { lanes: vec![vec![]; 6] };
        assert_eq!(wish(vec![node(1, wide)]).bounded(), Err(Refusal::FlowLanes));
        let mut odd = What::new("await").unwrap();
        if let What::Await { on, .. } = &mut odd {
            on.push("signed_in".into());
        }
        assert_eq!(wish(vec![node(1, odd)]).bounded(), Err(Refusal::ConditionUnreadable));
    }

    #[test]
    fn a_flow_reads_back_as_it_was_written() {
        let low = asked(r#"{"all":[{"field":"priority","operator":"any_of","value":["low"]}]}"#);
        let branch = What::Branch { condition: low, yes: vec![node(2, high())], no: vec![node(3, What::Stop)] };
        let flow = wish(vec![node(1, branch), node(4, What::Wait { minutes: 5, calendar: None })]);
        assert_eq!(FlowWish::read(&flow.written()), Ok(flow.clone()));
        assert_eq!(flow.sound().map(drop), Ok(()));
        assert_eq!(FlowWish::read("{}"), Err(Refusal::ConditionUnreadable));
    }

    #[test]
    fn a_node_is_put_anywhere_but_into_itself() {
        let inner = What::Parallel { lanes: vec![vec![node(2, high())], vec![]] };
        let mut flow = wish(vec![node(1, inner), node(3, high()), node(4, high())]);
        let order = |flow: &FlowWish| tree::walk(&flow.body).iter().map(|(_, node)| node.id.0).collect::<Vec<_>>();
        flow.put(NodeId(3), "0.0.3".parse().unwrap()).unwrap();
        assert_eq!(order(&flow), [1, 2, 4, 3]);
        flow.put(NodeId(3), "1.1.0".parse().unwrap()).unwrap();
        assert_eq!(order(&flow), [1, 2, 3, 4]);
        assert_eq!(flow.put(NodeId(1), "1.1.0".parse().unwrap()), Err(Refusal::FlowPlace));
        assert_eq!(order(&flow), [1, 2, 3, 4]);
    }
}
