//! What led to what: rules that set each other off end here.

use crate::{Recorded, Who};

/// Acts of rules and flows in one chain, one after the other.
const DEEPEST: usize = 8;

/// The rules and flows that led to an event, from the latest to the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    machines: Vec<Who>,
}

/// Why a rule may not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// It acted in this chain before.
    Circle,
    TooDeep,
}

impl Chain {
    /// What is walked back through at most: events that one act brings about count as well.
    pub const LONGEST: usize = 40;

    /// One more event on the way back.
    pub fn led_by(&mut self, event: &Recorded) {
        if matches!(event.who, Who::Rule(_) | Who::Flow(_)) && self.machines.last() != Some(&event.who) {
            self.machines.push(event.who);
        }
    }

    /// `who`: a rule or a flow.
    pub fn holds_back(&self, who: Who) -> Option<Hold> {
        if self.machines.contains(&who) {
            Some(Hold::Circle)
        } else if self.machines.len() >= DEEPEST {
            Some(Hold::TooDeep)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleId;
    use super::*;
    use crate::Event;
    use crate::event::Place;
    use crate::flow::FlowId;
    use crate::ticket::TicketId;
    use base::Moment;

    fn by(who: Who) -> Recorded {
        let event = Event::TicketTrashed { ticket: TicketId(1) };
        Recorded { place: Place::default(), at: Moment(0), who, cause: None, quiet: false, event }
    }

    #[test]
    fn nobody_acts_twice_in_a_chain() {
        let mut chain = Chain::default();
        assert_eq!(chain.holds_back(Who::Rule(RuleId(1))), None);
        for who in [Who::Rule(RuleId(1)), Who::Rule(RuleId(1)), Who::System, Who::Rule(RuleId(2))] {
            chain.led_by(&by(who));
        }
        assert_eq!(chain.holds_back(Who::Rule(RuleId(1))), Some(Hold::Circle));
        assert_eq!(chain.holds_back(Who::Rule(RuleId(3))), None);
        chain.led_by(&by(Who::Flow(FlowId(3))));
        assert_eq!(chain.holds_back(Who::Flow(FlowId(3))), Some(Hold::Circle));
        assert_eq!(chain.holds_back(Who::Rule(RuleId(3))), None);
    }

    #[test]
    fn a_chain_of_ever_other_rules_ends_too() {
        let mut chain = Chain::default();
        (0..DEEPEST as i64).for_each(|rule| chain.led_by(&by(Who::Rule(RuleId(rule)))));
        assert_eq!(chain.holds_back(Who::Rule(RuleId(99))), Some(Hold::TooDeep));
    }
}
