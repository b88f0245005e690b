//! Where a run is: one thread, and as many more as lanes are under way. Moving on is a matter of this file alone; what
//! a node does is not.

use super::{FlowRunId, Node, What};
use crate::approval::ApprovalId;
use base::Moment;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Course {
    pub threads: Vec<Thread>,
    next: u32,
    /// Nodes that were passed so far.
    pub passed: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    pub id: u32,
    /// The one that waits for this lane and those beside it.
    pub of: Option<u32>,
    /// From the flow itself down to the node.
    pub path: Vec<Spot>,
    pub state: State,
    /// The event that brought it here.
    pub because: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Which list of the node above.
    pub list: usize,
    pub at: usize,
    /// Rounds of a loop that were begun.
    pub round: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Ready,
    Waits {
        until: Moment,
    },
    Awaits {
        since: Moment,
        until: Moment,
    },
    /// What it waited for has happened.
    Came,
    Asked(ApprovalId),
    Called(FlowRunId),
    /// For its lanes.
    Joins,
    /// For a person. The key of the sentence.
    Failed {
        reason: String,
    },
}

impl Course {
    /// At the first node.
    pub fn begin(body: &[Node], because: Option<i64>) -> Self {
        let path = vec![Spot { list: 0, at: 0, round: 0 }];
        let first = Thread { id: 1, of: None, path, state: State::Ready, because };
        let mut course = Self { threads: vec![first], next: 2, passed: 0 };
        course.climb(body, 0);
        course
    }

    pub fn is_over(&self) -> bool {
        self.threads.is_empty()
    }

    pub fn node<'b>(&self, body: &'b [Node], thread: usize) -> Option<&'b Node> {
        node_at(body, &self.threads.get(thread)?.path)
    }

    /// A thread that can go on at once, or whose time has come.
    pub fn turn(&self, now: Moment) -> Option<usize> {
        let ready = |thread: &Thread| match thread.state {
            State::Ready | State::Came => true,
            State::Waits { until } | State::Awaits { until, .. } => until <= now,
            State::Asked(_) | State::Called(_) | State::Joins | State::Failed { .. } => false,
        };
        self.threads.iter().position(ready)
    }

    /// When the clock alone brings it on.
    pub fn due(&self) -> Option<Moment> {
        let until = |thread: &Thread| match thread.state {
            State::Waits { until } | State::Awaits { until, .. } => Some(until),
            State::Ready | State::Came | State::Asked(_) | State::Called(_) | State::Joins | State::Failed { .. } => {
                None
            }
        };
        self.threads.iter().filter_map(until).min()
    }

    pub fn has_failed(&self) -> bool {
        self.threads.iter().any(|thread| matches!(thread.state, State::Failed { .. }))
    }

    /// Behind its node.
    pub fn pass(&mut self, body: &[Node], thread: usize) {
        if let Some(spot) = self.threads[thread].path.last_mut() {
            (spot.at, spot.round) = (spot.at + 1, 0);
        }
        self.climb(body, thread);
    }

    /// Into a list of its node. An empty one is passed.
    pub fn enter(&mut self, body: &[Node], thread: usize, list: usize) {
        self.threads[thread].path.push(Spot { list, at: 0, round: 0 });
        self.climb(body, thread);
    }

    /// One more round of its loop.
    pub fn round(&mut self, body: &[Node], thread: usize) {
        if let Some(spot) = self.threads[thread].path.last_mut() {
            spot.round += 1;
        }
        self.enter(body, thread, 0);
    }

    pub fn rounds(&self, thread: usize) -> u32 {
        self.threads[thread].path.last().map_or(0, |spot| spot.round)
    }

    /// A thread for each lane that is not empty.
    pub fn fork(&mut self, body: &[Node], thread: usize) {
        let lanes: Vec<usize> = match self.node(body, thread).map(|node| &node.what) {
            Some(What::Parallel { lanes }) => (0..lanes.len()).filter(|lane| !lanes[*lane].is_empty()).collect(),
            Some(_) | None => Vec::new(),
        };
        if lanes.is_empty() {
            return self.pass(body, thread);
        }
        let (of, because) = (self.threads[thread].id, self.threads[thread].because);
        for list in lanes {
            let mut path = self.threads[thread].path.clone();
            path.push(Spot { list, at: 0, round: 0 });
            self.threads.push(Thread { id: self.next, of: Some(of), path, state: State::Ready, because });
            self.next += 1;
        }
        self.threads[thread].state = State::Joins;
    }

    /// No thread goes on.
    pub fn stop(&mut self) {
        self.threads.clear();
    }

    /// Where its list has run out, to what comes after what holds it.
    fn climb(&mut self, body: &[Node], mut thread: usize) {
        loop {
            let path = &mut self.threads[thread].path;
            if node_at(body, path).is_some() {
                self.threads[thread].state = State::Ready;
                return;
            }
            path.pop();
            match node_at(body, path).map(|node| &node.what) {
                // The loop itself asks whether there is another round.
                Some(What::Loop { .. }) => {
                    self.threads[thread].state = State::Ready;
                    return;
                }
                Some(What::Parallel { .. }) => {
                    let ended = self.threads.remove(thread);
                    if self.threads.iter().any(|other| other.of == ended.of) {
                        return;
                    }
                    let Some(joins) = self.threads.iter().position(|other| Some(other.id) == ended.of) else { return };
                    self.threads[joins].because = ended.because;
                    step_over(&mut self.threads[joins].path);
                    thread = joins;
                }
                Some(_) => step_over(path),
                None => {
                    self.threads.remove(thread);
                    return;
                }
            }
        }
    }
}

fn step_over(path: &mut [Spot]) {
    if let Some(spot) = path.last_mut() {
        (spot.at, spot.round) = (spot.at + 1, 0);
    }
}

fn node_at<'b>(body: &'b [Node], path: &[Spot]) -> Option<&'b Node> {
    let (first, rest) = path.split_first()?;
    let mut node = body.get(first.at)?;
    for spot in rest {
        node = node.what.lists().get(spot.list)?.get(spot.at)?;
    }
    Some(node)
}

#[cfg(test)]
mod tests {
    use super::super::NodeId;
    use super::*;
    use crate::condition::Condition;

    fn plain(id: i64) -> Node {
        Node { id: NodeId(id), what: What::Act(None) }
    }

    fn node(id: i64, what: What) -> Node {
        Node { id: NodeId(id), what }
    }

    /// Goes through a flow as if every question were answered by `list`, and every loop went `rounds` times.
    fn through(body: &[Node], list: usize, rounds: u32) -> Vec<i64> {
        let mut course = Course::begin(body, None);
        let mut seen = Vec::new();
        while let Some(at) = course.turn(Moment(0)) {
            let Some(node) = course.node(body, at) else { break };
            seen.push(node.id.0);
            assert!(seen.len() < 100, "{seen:?}");
            match &node.what {
                What::Branch { .. } | What::Await { .. } | What::Approve { .. } => course.enter(body, at, list),
                What::Loop { .. } if course.rounds(at) < rounds => course.round(body, at),
                What::Parallel { .. } => course.fork(body, at),
                What::Stop => course.stop(),
                _ => course.pass(body, at),
            }
        }
        assert!(course.is_over(), "{course:?}");
        seen
    }

    #[test]
    fn a_branch_goes_one_way_and_both_ways_meet() {
        let branch = |yes, no| What::Branch { condition: Condition::everything(), yes, no };
        let body = [node(1, branch(vec![plain(2)], vec![])), plain(3)];
        assert_eq!((through(&body, 0, 0), through(&body, 1, 0)), (vec![1, 2, 3], vec![1, 3]));
    }

    #[test]
    fn lanes_run_side_by_side_and_are_joined_by_the_last() {
        let lanes = vec![vec![plain(2), plain(3)], vec![], vec![plain(4)]];
        let body = [node(1, What::Parallel { lanes }), plain(5)];
        assert_eq!(through(&body, 0, 0), [1, 2, 3, 4, 5]);
        let empty = [node(1, What::Parallel { lanes: vec![vec![], vec![]] }), plain(2)];
        assert_eq!(through(&empty, 0, 0), [1, 2]);
    }

    #[test]
    fn a_lane_that_waits_keeps_the_join_waiting() {
        let body = [node(1, What::Parallel { lanes: vec![vec![plain(2)], vec![plain(3)]] }), plain(4)];
        let mut course = Course::begin(&body, None);
        course.fork(&body, 0);
        let (first, now) = (course.turn(Moment(0)).unwrap(), Moment(5));
        course.threads[first].state = State::Waits { until: now };
        let second = course.turn(Moment(0)).unwrap();
        course.pass(&body, second);
        assert_eq!((course.turn(Moment(0)), course.due()), (None, Some(now)));
        let first = course.turn(now).unwrap();
        course.pass(&body, first);
        let joined = course.turn(now).unwrap();
        assert_eq!(course.node(&body, joined).map(|node| node.id.0), Some(4));
    }

    #[test]
    fn a_loop_goes_its_rounds_also_within_another() {
        let inner = node(2, What::Loop { until: Condition::everything(), times: 2, body: vec![plain(3)] });
        let body = [node(1, What::Loop { until: Condition::everything(), times: 2, body: vec![inner] }), plain(4)];
        assert_eq!(through(&body, 0, 2), [1, 2, 3, 2, 3, 2, 1, 2, 3, 2, 3, 2, 1, 4]);
        assert_eq!(through(&body, 0, 0), [1, 4]);
    }

    #[test]
    fn a_stop_ends_every_lane() {
        let body = [node(1, What::Parallel { lanes: vec![vec![node(2, What::Stop)], vec![plain(3)]] }), plain(4)];
        assert_eq!(through(&body, 0, 0), [1, 2]);
    }
}
