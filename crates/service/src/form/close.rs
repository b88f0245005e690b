//! What must be filled in before a ticket is solved or closed.

use desk::form::{Audience, Holder, Stage};
use desk::ticket::{Status, Ticket};
use desk::{Actor, Done, Refusal};
use store::Read;
use store::form::{fields, forms, topics, values};

/// An agent ends a ticket only with everything its form demands for that; requesters and the clock end it anyway.
pub(crate) fn may_end(read: &mut Read, ticket: &Ticket, status: &Status) -> Done<()> {
    let ends = status.category.is_done() && !ticket.category.is_done();
    let agent = matches!(read.actor(), Actor::Agent { .. });
    let (true, true, Some(topic)) = (ends, agent, ticket.topic) else { return Ok(()) };
    let Some(form) = topics::load(read, topic)?.and_then(|topic| topic.wish.form) else { return Ok(()) };
    let Some(form) = forms::load(read, form)?.filter(|form| form.parts.iter().any(|part| part.to_close)) else {
        return Ok(());
    };
    let book = fields::book(read, Holder::Ticket)?;
    let answers = values::answers(read, &book, Holder::Ticket, ticket.id.0)?;
    let missing = form.missing(&book, &answers, Audience::Agent, Stage::Close);
    if missing.is_empty() { Ok(()) } else { Err(Refusal::FieldsToClose.into()) }
}
