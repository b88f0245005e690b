//! The reader that follows rules: what has happened to a ticket is put before each rule that hears it, in order, once.

use super::book::{Book, needs};
use super::due;
use super::fire::fire;
use super::heard::heard;
use super::queue;
use desk::automation::{Chain, Judged, Look, Rule, Verdict};
use desk::condition::{Condition, Field, Needs, Sight, Viewer};
use desk::people::PersonId;
use desk::ticket::{Place, Ticket, TicketId};
use desk::{Done, Event, Recorded, Who};
use store::automation::looks;
use store::ticket::facts::{self, Known};
use store::{Read, Tx, events};

/// Under which its place is kept.
pub const READER: &str = "rules";

pub fn follow(tx: &mut Tx, recorded: &Recorded) -> Done<()> {
    let Some(ticket) = recorded.event.ticket() else { return Ok(()) };
    let book = Book::open(tx)?;
    queue::look(tx, &book, ticket, recorded)?;
    if book.rules.is_empty() {
        return Ok(());
    }
    for heard in heard(tx, recorded)? {
        let chain = chain(tx, &heard)?;
        tx.because_of(heard.place.position, |tx| triggers(tx, &book, ticket, &chain, &heard))?;
    }
    let chain = chain(tx, recorded)?;
    due::look(tx, &book, ticket, &chain)
}

fn triggers(tx: &mut Tx, book: &Book, ticket: TicketId, chain: &Chain, recorded: &Recorded) -> Done<()> {
    let heard = book.hearing(recorded);
    if heard.is_empty() {
        return Ok(());
    }
    let needs = needs(heard.iter().map(|rule| &rule.wish.condition));
    let mut seeing = match Seeing::of(tx, ticket, needs, book)? {
        Some(seeing) => seeing,
        None => return Ok(()),
    };
    let mut stopped = false;
    for (at, rule) in heard.iter().enumerate() {
        let verdict = match () {
            () if stopped => Verdict::Stopped,
            () if !seeing.shows(&rule.wish.condition, &recorded.event) => Verdict::Differed,
            () if chain.holds_back(Who::Rule(rule.id)).is_some() => Verdict::Held,
            () => Verdict::Fired,
        };
        seeing.judged.push(Judged { rule: rule.id, version: rule.version, verdict });
        if verdict == Verdict::Held {
            held(tx, ticket, rule)?;
        } else if verdict == Verdict::Fired {
            stopped = rule.wish.stop;
            let acted = fire(tx, rule, &seeing.known.ticket, Some(recorded))?;
            // The rules after it see the ticket as this one left it.
            if acted && at + 1 < heard.len() && !stopped {
                seeing.keep(tx, heard.iter().map(|rule| &rule.wish.condition), recorded)?;
                seeing = match Seeing::of(tx, ticket, needs, book)? {
                    Some(seeing) => seeing,
                    None => return Ok(()),
                };
            }
        }
    }
    seeing.keep(tx, heard.iter().map(|rule| &rule.wish.condition), recorded)
}

/// A ticket as rules see it now.
struct Seeing {
    known: Known,
    viewer: Viewer,
    judged: Vec<Judged>,
}

impl Seeing {
    /// None: it is gone, or lives on in another one.
    fn of(tx: &mut Tx, ticket: TicketId, needs: Needs, book: &Book) -> Done<Option<Self>> {
        let known = facts::known(tx, ticket, needs)?.filter(|known| known.ticket.merged_into.is_none());
        let viewer = viewer(tx, &book.time_zone);
        Ok(known.map(|known| Self { known, viewer, judged: Vec::new() }))
    }

    fn shows(&self, condition: &Condition, event: &Event) -> bool {
        concerns(condition, &self.known.ticket, Some(event))
            && condition.holds(&self.known.facts_beside(event), &self.viewer)
    }

    fn keep<'c>(&self, tx: &mut Tx, conditions: impl Iterator<Item = &'c Condition>, recorded: &Recorded) -> Done<()> {
        let facts = self.known.facts_beside(&recorded.event);
        let look = Look {
            ticket: self.known.ticket.id,
            event: Some(recorded.place.position),
            at: tx.now(),
            sight: Sight::of(conditions, &facts, &self.viewer),
            judged: self.judged.clone(),
        };
        Ok(looks::add(tx, &look)?)
    }
}

/// Nobody looks: it is the house's clock that counts.
pub(crate) fn viewer(read: &Read, zone: &str) -> Viewer {
    Viewer { person: PersonId(0), now: read.now(), zone: zone.to_owned() }
}

/// What lies in the trash or among the spam is left alone, unless a rule asks for the place, or that is what happened.
pub(crate) fn concerns(condition: &Condition, ticket: &Ticket, event: Option<&Event>) -> bool {
    let aside = matches!(ticket.place(), Place::Spam | Place::Trash | Place::Merged);
    let meant = matches!(event, Some(Event::TicketTrashed { .. } | Event::TicketMarkedSpam { .. }));
    !aside || meant || condition.asks_for(Field::Place)
}

/// What led to an event, from the latest to the first.
pub(crate) fn chain(read: &mut Read, recorded: &Recorded) -> Done<Chain> {
    let mut chain = Chain::default();
    chain.led_by(recorded);
    let mut cause = recorded.cause;
    for _ in 0..Chain::LONGEST {
        let Some(before) = cause.map(|position| events::load(read, position)).transpose()?.flatten() else { break };
        chain.led_by(&before);
        cause = before.cause;
    }
    Ok(chain)
}

fn held(tx: &mut Tx, ticket: TicketId, rule: &Rule) -> Done<()> {
    tx.record(Event::RuleHeld { ticket, rule: rule.id, name: rule.wish.name.clone() })?;
    Ok(())
}
