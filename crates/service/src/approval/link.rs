//! The signed link to one question, in the letter to one of those who are asked.

use super::answer::answer;
use super::list::{Asked, told};
use desk::approval::{Approval, ApprovalId};
use desk::people::PersonId;
use desk::{Actor, Done, Error};
use store::approval::approvals;
use store::people::merges;
use store::{Read, Signer, Tx};

/// What the link is signed for.
const CONTEXT: &str = "approval-link";

/// What stands behind the question's number in the link: `PERSON.TAG`.
pub fn approval_link(signer: &dyn Signer, approval: ApprovalId, person: PersonId) -> String {
    format!("{person}.{}", signer.sign(CONTEXT, &format!("{approval}.{person}")))
}

/// Whoever holds the link is that person, or whom they were merged into, for this one question.
fn whose(read: &mut Read, approval: ApprovalId, link: &str) -> Done<PersonId> {
    let (person, tag) = link.split_once('.').ok_or(Error::Missing)?;
    let person: PersonId = person.parse().map_err(|_| Error::Missing)?;
    if !read.signer().verify(CONTEXT, &format!("{approval}.{person}"), tag) {
        return Err(Error::Missing);
    }
    merges::home(read, person)?.ok_or(Error::Missing)
}

/// Looking changes nothing: machines that read mail follow every link.
pub fn asked_by_link(read: &mut Read, id: ApprovalId, link: &str) -> Done<Asked> {
    let person = whose(read, id, link)?;
    let approval = approvals::load(read, id)?.filter(|approval| approval.concerns(person)).ok_or(Error::Missing)?;
    told(read, approval, person)
}

pub fn answer_by_link(tx: &mut Tx, id: ApprovalId, link: &str, yes: bool, note: &str) -> Done<Approval> {
    let person = whose(tx, id, link)?;
    tx.act_as(Actor::Requester(person), |tx| answer(tx, id, yes, note))
}
