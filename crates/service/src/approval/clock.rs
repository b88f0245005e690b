//! What becomes of silence: reminders, somebody else who decides, or a decision.

use super::answer::keep;
use super::letter::tell;
use desk::approval::{Approval, AtLimit, Come};
use desk::ticket::Place;
use desk::{Done, Event};
use store::approval::approvals;
use store::people::merges;
use store::ticket::{routings, tickets};
use store::{Read, Tx};

const MOST_AT_ONCE: usize = 100;

/// Whether some question's moment has come; asked often, because it costs nothing.
pub(crate) fn is_due(read: &mut Read) -> Done<bool> {
    Ok(!approvals::due(read, 1)?.is_empty())
}

pub(crate) fn look_at_due(tx: &mut Tx) -> Done<usize> {
    let due = approvals::due(tx, MOST_AT_ONCE)?;
    for id in &due {
        if let Some(mut approval) = approvals::hold(tx, *id)? {
            look(tx, &mut approval)?;
        }
    }
    Ok(due.len())
}

fn look(tx: &mut Tx, approval: &mut Approval) -> Done<()> {
    let now = tx.now();
    let ticket = tickets::by_id(tx, approval.ticket)?;
    // About what lies in the trash nobody is asked any more.
    let Some(ticket) = ticket.filter(|ticket| !matches!(ticket.place(), Place::Trash | Place::Merged)) else {
        let withdrawn = approval.withdraw(now).ok();
        return keep(tx, approval, withdrawn);
    };
    match approval.come(now) {
        Some(Come::Limit) => {
            let absent = routings::absent(tx)?;
            if let AtLimit::Escalate(person) = &mut approval.at_limit {
                *person = merges::home(tx, *person)?.unwrap_or(*person);
            }
            let happened = approval.run_out(|person| absent.get(&person).copied().flatten(), now);
            let escalated = matches!(happened, Some(Event::ApprovalEscalated { .. }));
            if escalated {
                // Everybody hears of it now: the next reminder is a whole span away.
                approval.wind(now);
            }
            keep(tx, approval, happened)?;
            if escalated {
                tell(tx, &ticket, approval, true)?;
            }
            Ok(())
        }
        Some(Come::Remind) => {
            approval.wind(now);
            approvals::save(tx, approval)?;
            let people = tell(tx, &ticket, approval, true)?;
            let reminded = Event::ApprovalReminded {
                ticket: ticket.id,
                approval: approval.id,
                name: approval.name.clone(),
                people,
            };
            tx.record(reminded)?;
            Ok(())
        }
        None => Ok(approvals::save(tx, approval)?),
    }
}
