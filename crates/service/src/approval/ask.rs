//! A question is put to whoever its procedure names.

use super::letter::tell;
use crate::automation::ticket_text;
use crate::ticket::{locked, present};
use base::Language;
use desk::approval::{Approval, ApprovalId, ApprovalState, Approver, MOST_SEATS, ProcedureId, Seat};
use desk::automation::Texts;
use desk::people::PersonId;
use desk::ticket::{Ticket, TicketNumber};
use desk::{Done, Error, Event, Refusal};
use std::collections::BTreeSet;
use store::approval::{approvals, procedures};
use store::people::{agents, managers, merges};
use store::ticket::{people, routings};
use store::{Read, Tx};

/// What may be added to a question.
const LONGEST_WORDS: usize = 2_000;

/// `words`: what the one who asks adds to the procedure's question; may be empty.
pub fn ask(tx: &mut Tx, number: TicketNumber, id: ProcedureId, words: &str) -> Done<Approval> {
    let ticket = locked(tx, number)?;
    tx.actor().may_change(&ticket)?;
    let wish = procedures::load(tx, id)?.ok_or(Error::Missing)?.wish;
    let before = approvals::of_ticket(tx, ticket.id, MOST_SEATS)?;
    if before.iter().any(|other| other.procedure == id && other.is_pending()) {
        return Err(Refusal::ApprovalPending.into());
    }
    let people = whom(tx, &ticket, &wish.approvers)?;
    if people.is_empty() {
        return Err(Refusal::NoApprover.into());
    }
    let absent = routings::absent(tx)?;
    let stand_in = |person: PersonId| {
        let first = absent.get(&person).copied().flatten()?;
        present(&absent, first).filter(|one| *one != ticket.requester)
    };
    let now = tx.now();
    let mut approval = Approval {
        id: ApprovalId(0),
        ticket: ticket.id,
        procedure: id,
        name: wish.name.clone(),
        question: question(tx, number, &wish.question, words)?,
        asked_by: tx.actor().who(),
        at: now,
        needed: wish.needed,
        state: ApprovalState::Pending,
        decided_at: None,
        remind: wish.remind,
        limit: wish.limit,
        at_limit: wish.at_limit,
        decider: None,
        remind_at: None,
        limit_at: None,
        seats: people.iter().map(|person| Seat::new(*person, stand_in(*person))).collect(),
    };
    approval.wind(now);
    let approval = approvals::add(tx, &approval)?;
    approvals::tell_ticket(tx, ticket.id, ApprovalState::Pending)?;
    let asked = Event::ApprovalAsked {
        ticket: ticket.id,
        approval: approval.id,
        name: approval.name.clone(),
        asked: people.into_iter().collect(),
    };
    let position = tx.record(asked)?;
    tx.because_of(position, |tx| tell(tx, &ticket, &approval, false))?;
    Ok(approval)
}

/// Filled in now, in both languages: who is asked reads what was asked.
fn question(read: &mut Read, number: TicketNumber, question: &Texts, words: &str) -> Done<Texts> {
    let words = words.trim();
    if words.chars().count() > LONGEST_WORDS {
        return Err(Refusal::TextTooLong.into());
    }
    let mut of = |language: Language| -> Done<String> {
        let text = ticket_text(read, number, question.of(language), language)?;
        Ok(if words.is_empty() { text } else { format!("{text}\n\n{words}") })
    };
    Ok(Texts { en: of(Language::English)?, ja: of(Language::Japanese)? })
}

/// Everybody once, and never whoever made the request.
fn whom(read: &mut Read, ticket: &Ticket, approvers: &[Approver]) -> Done<BTreeSet<PersonId>> {
    let mut found: BTreeSet<PersonId> = BTreeSet::new();
    for approver in approvers {
        match approver {
            Approver::Person(person) => found.extend(merges::home(read, *person)?),
            Approver::Manager => found.extend(managers::of(read, ticket.requester)?),
            Approver::Team(team) => {
                found.extend(people::answering(read, *team)?.into_iter().map(|(person, _)| person));
            }
            Approver::Role(role) => {
                let all = agents::all(read)?;
                found
                    .extend(all.iter().filter(|(_, agent)| agent.active && agent.role == *role).map(|(one, _)| one.id));
            }
        }
    }
    found.remove(&ticket.requester);
    if found.len() > MOST_SEATS { Err(Refusal::NoApprover.into()) } else { Ok(found) }
}
