//! Why rules did or did not do something to a ticket.

use crate::ticket::visible;
use desk::automation::{Firing, Look, RuleId, RuleVersion, Verdict};
use desk::condition::{Condition, Explained, Field, Operand, Seen, Whom};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Recorded};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use store::automation::{firings, looks, rules};
use store::{Read, events};

const MOST_LOOKS: usize = 40;
const MOST_FIRINGS: usize = 100;

pub struct RulesOfTicket {
    pub ticket: Ticket,
    /// Newest first.
    pub looks: Vec<Looked>,
    pub firings: Vec<Firing>,
    pub names: BTreeMap<RuleId, String>,
    /// Every id that conditions speak of or met, to be named.
    pub spoken_of: Vec<(Field, i64)>,
}

/// One look at the ticket, rule by rule.
pub struct Looked {
    pub look: Look,
    /// What had happened; none: the clock or a person.
    pub event: Option<Recorded>,
    pub rules: Vec<(Judgement, Explained)>,
}

/// A rule as it was then, and what it made of the ticket.
pub struct Judgement {
    pub rule: RuleId,
    pub version: i64,
    pub verdict: Verdict,
    pub condition: Condition,
}

/// For everybody who may read the ticket.
pub fn rules_of_ticket(read: &mut Read, number: TicketNumber) -> Done<RulesOfTicket> {
    let ticket = visible(read, number)?;
    let mut kept: BTreeMap<(RuleId, i64), Option<RuleVersion>> = BTreeMap::new();
    let mut looked = Vec::new();
    for look in looks::of_ticket(read, ticket.id, MOST_LOOKS)? {
        let event = look.event.map(|position| events::load(read, position)).transpose()?.flatten();
        let mut judged = Vec::with_capacity(look.judged.len());
        for one in &look.judged {
            let key = (one.rule, one.version);
            let then = match kept.entry(key) {
                Entry::Occupied(kept) => kept.into_mut(),
                Entry::Vacant(place) => place.insert(rules::at_version(read, one.rule, one.version)?),
            };
            let Some(then) = then else { continue };
            let explained = then.wish.condition.explained(&look.sight, event.as_ref().map(|recorded| &recorded.event));
            let (rule, version, verdict) = (one.rule, one.version, one.verdict);
            judged.push((Judgement { rule, version, verdict, condition: then.wish.condition.clone() }, explained));
        }
        looked.push(Looked { look, event, rules: judged });
    }
    let spoken_of = spoken_of(&looked);
    let names = rules::names(read)?.into_iter().collect();
    let firings = firings::of_ticket(read, ticket.id, MOST_FIRINGS)?;
    Ok(RulesOfTicket { ticket, looks: looked, firings, names, spoken_of })
}

fn spoken_of(looked: &[Looked]) -> Vec<(Field, i64)> {
    let mut all = Vec::new();
    for one in looked {
        for (name, seen) in &one.look.sight.fields {
            if let (Some(field), Seen::Ids(ids)) = (Field::named(name), seen) {
                all.extend(ids.iter().map(|id| (field, *id)));
            }
        }
        all.extend(one.rules.iter().flat_map(|(judgement, _)| named_in(&judgement.condition)));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Ids that a condition names.
pub(crate) fn named_in(condition: &Condition) -> Vec<(Field, i64)> {
    let mut all = Vec::new();
    for test in condition.tests() {
        if let Operand::Ids(ids) = &test.operand {
            let ids = ids.iter().filter_map(|whom| match whom {
                Whom::Id(id) => Some((test.field, *id)),
                Whom::Me => None,
            });
            all.extend(ids);
        }
    }
    all
}
