//! Yes or no, from whoever was asked; and a question that is taken back.

use crate::ticket::visible;
use desk::approval::{Approval, ApprovalId, ApprovalState};
use desk::ticket::TicketNumber;
use desk::{Done, Error, Event};
use store::Tx;
use store::approval::approvals;

/// Who was asked may answer, whether they may read the ticket or not: that is what they were asked for.
pub fn answer(tx: &mut Tx, id: ApprovalId, yes: bool, note: &str) -> Done<Approval> {
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let mut approval = approvals::hold(tx, id)?.ok_or(Error::Missing)?;
    let now = tx.now();
    let events = approval.answer(person, yes, note, now)?;
    keep(tx, &approval, events)?;
    Ok(approval)
}

/// By whoever may change the ticket.
pub fn withdraw(tx: &mut Tx, number: TicketNumber, id: ApprovalId) -> Done<Approval> {
    let ticket = visible(tx, number)?;
    tx.actor().may_change(&ticket)?;
    let mut approval = approvals::hold(tx, id)?.filter(|one| one.ticket == ticket.id).ok_or(Error::Missing)?;
    let withdrawn = approval.withdraw(tx.now())?;
    keep(tx, &approval, [withdrawn])?;
    Ok(approval)
}

/// Whoever asked for it is no more: nobody is asked any longer.
pub(crate) fn let_go(tx: &mut Tx, id: ApprovalId) -> Done<()> {
    if let Some(mut approval) = approvals::hold(tx, id)?.filter(|one| one.state == ApprovalState::Pending) {
        let withdrawn = approval.withdraw(tx.now())?;
        keep(tx, &approval, [withdrawn])?;
    }
    Ok(())
}

/// What follows the first event was caused by it. The ticket shows its newest question.
pub(super) fn keep(tx: &mut Tx, approval: &Approval, events: impl IntoIterator<Item = Event>) -> Done<()> {
    approvals::save(tx, approval)?;
    if approvals::of_ticket(tx, approval.ticket, 1)?.first().is_some_and(|newest| newest.id == approval.id) {
        approvals::tell_ticket(tx, approval.ticket, approval.state)?;
    }
    let mut events = events.into_iter();
    if let Some(first) = events.next() {
        let position = tx.record(first)?;
        tx.because_of(position, |tx| events.try_for_each(|event| tx.record(event).map(drop)))?;
    }
    Ok(())
}
