//! A rule fires: it writes down that it would act, proposes it, or acts.

use super::steps::take;
use desk::automation::{Firing, FiringId, Outcome, Rule, Stage, StepDone};
use desk::ticket::Ticket;
use desk::{Actor, Done, Error, Event, Recorded};
use store::Tx;
use store::automation::{firings, rules};

/// Whether the ticket may have changed by it. A rule fires once for an event, however often that is read.
pub(super) fn fire(tx: &mut Tx, rule: &Rule, ticket: &Ticket, because: Option<&Recorded>) -> Done<bool> {
    let outcome = match rule.wish.stage {
        Stage::Log => Outcome::Logged,
        Stage::Suggest => Outcome::Suggested,
        Stage::Act => Outcome::Acted,
    };
    let firing = Firing {
        id: FiringId(0),
        rule: rule.id,
        version: rule.version,
        ticket: ticket.id,
        event: because.map(|recorded| recorded.place.position),
        at: tx.now(),
        outcome,
        steps: Vec::new(),
    };
    let Some(id) = firings::add(tx, &firing)? else { return Ok(false) };
    rules::count(tx, rule.id)?;
    match rule.wish.stage {
        Stage::Log => Ok(false),
        Stage::Suggest => {
            let suggested = Event::RuleSuggested { ticket: ticket.id, rule: rule.id, name: rule.wish.name.clone() };
            tx.act_as(Actor::Rule(rule.id), |tx| tx.record(suggested))?;
            Ok(false)
        }
        Stage::Act => {
            let done = act(tx, rule, ticket, because)?;
            firings::tell(tx, id, Outcome::Acted, &done)?;
            Ok(true)
        }
    }
}

/// Takes every step, with the hands of the rule. One that is refused says so on the ticket, and the next is taken all
/// the same; only a fault of the machine undoes all.
pub(super) fn act(tx: &mut Tx, rule: &Rule, ticket: &Ticket, because: Option<&Recorded>) -> Done<Vec<StepDone>> {
    tx.act_as(Actor::Rule(rule.id), |tx| {
        let mut done = Vec::with_capacity(rule.wish.steps.len());
        for step in &rule.wish.steps {
            let reason = match take(tx, ticket, step, because) {
                Ok(()) => String::new(),
                Err(Error::Fault(fault)) => return Err(Error::Fault(fault)),
                Err(error) => {
                    let reason = reason(&error).to_owned();
                    failed(tx, rule, ticket, step.name(), &reason)?;
                    reason
                }
            };
            done.push(StepDone { step: step.name().to_owned(), reason });
        }
        Ok(done)
    })
}

fn failed(tx: &mut Tx, rule: &Rule, ticket: &Ticket, step: &str, reason: &str) -> Done<()> {
    let (name, step, reason) = (rule.wish.name.clone(), step.to_owned(), reason.to_owned());
    tx.record(Event::RuleFailed { ticket: ticket.id, rule: rule.id, name, step, reason })?;
    Ok(())
}

/// The key of the sentence.
pub(crate) fn reason(error: &Error) -> &'static str {
    match error {
        Error::Refused(refusal) => refusal.key(),
        Error::Missing => "step-gone",
        Error::Conflict => "bulk-conflict",
        Error::Fault(_) => "error-fault",
    }
}
