//! What a flow would do on a ticket as it is now: told step by step, and not done. What its own steps would change does not
//! count, and where it depends on what comes it says so.

use crate::automation::{needs, viewer};
use crate::house;
use desk::condition::{Condition, Sight, Viewer};
use desk::flow::{FlowRunId, FlowStep, Node, StepOutcome, What, walk};
use desk::ticket::TicketId;
use desk::{Done, Error};
use store::flow::runs;
use store::ticket::facts::{self, Known};
use store::{Read, Tx};

pub(super) fn foresee(tx: &mut Tx, run: FlowRunId, ticket: TicketId, body: &[Node]) -> Done<()> {
    let mut eyes = Eyes::of(tx, ticket, body)?;
    eyes.through(body, 1);
    eyes.seen.iter().try_for_each(|step| Ok(runs::tell(tx, run, step)?))
}

struct Eyes {
    known: Known,
    viewer: Viewer,
    seen: Vec<FlowStep>,
}

impl Eyes {
    fn of(read: &mut Read, ticket: TicketId, body: &[Node]) -> Done<Self> {
        let asked = walk(body).into_iter().filter_map(|(_, node)| node.what.condition());
        let known = facts::known(read, ticket, needs(asked))?.ok_or(Error::Missing)?;
        let zone = house::load(read)?.time_zone;
        Ok(Self { known, viewer: viewer(read, &zone), seen: Vec::new() })
    }

    /// False: it would end here.
    fn through(&mut self, body: &[Node], lane: u32) -> bool {
        body.iter().all(|node| self.node(node, lane))
    }

    fn node(&mut self, node: &Node, lane: u32) -> bool {
        match &node.what {
            What::Act(_) | What::Wait { .. } | What::Call(_) => self.tell(node, lane, StepOutcome::Would, None),
            What::Await { .. } | What::Approve { .. } => self.tell(node, lane, StepOutcome::Depends, None),
            What::Branch { condition, yes, no } => {
                let (holds, sight) = self.ask(condition);
                let (outcome, way) = if holds { (StepOutcome::Yes, yes) } else { (StepOutcome::No, no) };
                self.tell(node, lane, outcome, Some(sight));
                self.through(way, lane)
            }
            What::Parallel { lanes } => {
                self.tell(node, lane, StepOutcome::Would, None);
                // A lane that stops ends the whole flow.
                (2..).zip(lanes).all(|(lane, nodes)| self.through(nodes, lane))
            }
            What::Loop { until, body, .. } => {
                let (over, sight) = self.ask(until);
                let outcome = if over { StepOutcome::Reached } else { StepOutcome::Round };
                self.tell(node, lane, outcome, Some(sight));
                over || self.through(body, lane)
            }
            What::Stop => {
                self.tell(node, lane, StepOutcome::Would, None);
                false
            }
        }
    }

    fn tell(&mut self, node: &Node, lane: u32, outcome: StepOutcome, sight: Option<Sight>) -> bool {
        self.seen.push(FlowStep { sight, ..FlowStep::new(node.id, lane, outcome) });
        true
    }

    fn ask(&self, condition: &Condition) -> (bool, Sight) {
        let facts = self.known.facts();
        (condition.holds(&facts, &self.viewer), Sight::of([condition].into_iter(), &facts, &self.viewer))
    }
}
