//! What a rule proposes and a person decides, and rules that a person begins.

use super::book::{Book, needs};
use super::fire::{act, fire};
use super::follow::{concerns, viewer};
use crate::ticket::visible;
use desk::automation::{Firing, FiringId, Outcome, Rule, RuleId, RuleKind, RuleVersion};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Event, Refusal};
use store::automation::{firings, rules};
use store::ticket::facts;
use store::{Read, Tx, events};

/// The newest firings that are looked through.
const MOST_SUGGESTIONS: usize = 50;

/// Takes or declines what a rule has suggested. Who may change the ticket decides; the rule's hands do it.
pub fn settle_suggestion(tx: &mut Tx, number: TicketNumber, id: FiringId, take: bool) -> Done<()> {
    let ticket = visible(tx, number)?;
    tx.actor().may_change(&ticket)?;
    let firing = firings::hold(tx, id)?.filter(|firing| firing.ticket == ticket.id).ok_or(Error::Missing)?;
    if firing.outcome != Outcome::Suggested {
        return Err(Refusal::SuggestionTaken.into());
    }
    if !take {
        return Ok(firings::tell(tx, id, Outcome::Declined, &[])?);
    }
    let rule = rules::load(tx, firing.rule)?.ok_or(Error::Missing)?;
    // As it was when it proposed: nobody says yes to something else.
    let then = rules::at_version(tx, firing.rule, firing.version)?.ok_or(Error::Missing)?;
    let rule = Rule { wish: then.wish, ..rule };
    let because = firing.event.map(|position| events::load(tx, position)).transpose()?.flatten();
    let pressed = Event::RulePressed { ticket: ticket.id, rule: rule.id, name: rule.wish.name.clone() };
    let position = tx.record(pressed)?;
    let done = tx.because_of(position, |tx| act(tx, &rule, &ticket, because.as_ref()))?;
    Ok(firings::tell(tx, id, Outcome::Taken, &done)?)
}

/// The buttons that a ticket offers now.
pub fn rules_to_press(read: &mut Read, number: TicketNumber) -> Done<Vec<(RuleId, String)>> {
    let ticket = visible(read, number)?;
    buttons_on(read, &ticket)
}

pub(crate) fn buttons_on(read: &mut Read, ticket: &Ticket) -> Done<Vec<(RuleId, String)>> {
    if read.actor().may_change(ticket).is_err() {
        return Ok(Vec::new());
    }
    Ok(offered(read, ticket)?.into_iter().map(|rule| (rule.id, rule.wish.name)).collect())
}

/// A person begins a rule.
pub fn press_rule(tx: &mut Tx, number: TicketNumber, id: RuleId) -> Done<()> {
    let ticket = visible(tx, number)?;
    tx.actor().may_change(&ticket)?;
    let Some(rule) = offered(tx, &ticket)?.into_iter().find(|rule| rule.id == id) else {
        rules::load(tx, id)?.ok_or(Error::Missing)?;
        return Err(Refusal::RuleNotOffered.into());
    };
    let position = tx.record(Event::RulePressed { ticket: ticket.id, rule: id, name: rule.wish.name.clone() })?;
    let pressed = events::load(tx, position)?;
    tx.because_of(position, |tx| fire(tx, &rule, &ticket, pressed.as_ref())).map(drop)
}

fn offered(read: &mut Read, ticket: &Ticket) -> Done<Vec<Rule>> {
    let book = Book::open(read)?;
    let buttons = book.of_kind(RuleKind::Button);
    if buttons.is_empty() {
        return Ok(Vec::new());
    }
    let needs = needs(buttons.iter().map(|rule| &rule.wish.condition));
    let Some(known) = facts::known(read, ticket.id, needs)? else { return Ok(Vec::new()) };
    let viewer = viewer(read, &book.time_zone);
    let holds = |rule: &&&Rule| {
        let condition = &rule.wish.condition;
        concerns(condition, &known.ticket, None) && condition.holds(&known.facts(), &viewer)
    };
    Ok(buttons.iter().filter(holds).map(|rule| Rule::clone(rule)).collect())
}

/// What waits for somebody's yes, with the rule as it was when it proposed.
pub fn suggestions(read: &mut Read, number: TicketNumber) -> Done<Vec<(Firing, RuleVersion)>> {
    let ticket = visible(read, number)?;
    let mut found = Vec::new();
    for firing in firings::of_ticket(read, ticket.id, MOST_SUGGESTIONS)? {
        if firing.outcome == Outcome::Suggested
            && let Some(version) = rules::at_version(read, firing.rule, firing.version)?
        {
            found.push((firing, version));
        }
    }
    Ok(found)
}
