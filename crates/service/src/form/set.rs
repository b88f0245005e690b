//! Changing what stands in one field of a ticket.

use super::looked_up;
use crate::ticket::{keep, ours};
use desk::form::{Answers, Ask, Audience, Book, Field, FieldId, Holder, Nature, Stage, Value, computed};
use desk::ticket::{Ticket, TicketId, TicketNumber};
use desk::{Done, Error, Event, Refusal};
use store::form::{fields, forms, topics, values};
use store::{Read, Tx};

/// As somebody typed it.
pub fn set_typed(
    tx: &mut Tx,
    number: TicketNumber,
    id: FieldId,
    typed: &[String],
    zone: &str,
    version: Option<i64>,
) -> Done<Ticket> {
    let field = fields::load(tx, id)?.filter(|field| field.holder == Holder::Ticket).ok_or(Error::Missing)?;
    // Who may not see the ticket learns nothing of what a name leads to.
    ours(tx, number, version)?;
    let value = looked_up(tx, &field, typed, zone)?;
    set_field(tx, number, id, value, version)
}

/// None: nothing stands there any more.
pub fn set_field(
    tx: &mut Tx,
    number: TicketNumber,
    id: FieldId,
    to: Option<Value>,
    version: Option<i64>,
) -> Done<Ticket> {
    let ticket = ours(tx, number, version)?;
    let book = fields::book(tx, Holder::Ticket)?;
    let field = book.field(id).ok_or(Error::Missing)?;
    let mut answers = values::answers(tx, &book, Holder::Ticket, ticket.id.0)?;
    let from = answers.get(&id).cloned();
    if from == to {
        return Ok(ticket);
    }
    fits(field, to.as_ref())?;
    is_open(tx, &ticket, &book, field, &answers, to.as_ref())?;
    values::set(tx, field, ticket.id.0, to.as_ref())?;
    match &to {
        Some(value) => drop(answers.insert(id, value.clone())),
        None => drop(answers.remove(&id)),
    }
    settle(tx, &book, ticket.id.0, &answers)?;
    let changed = Event::FieldChanged { ticket: ticket.id, field: id, from, to };
    keep(tx, ticket, [changed])
}

/// The value is one of this field, and nobody counts or computes it by hand.
fn fits(field: &Field, value: Option<&Value>) -> Result<(), Refusal> {
    if field.nature.is_computed() {
        return Err(Refusal::FieldComputed);
    }
    if !field.active && value.is_some() {
        return Err(Refusal::FieldClosed);
    }
    match value {
        Some(value) if field.value(&field.cells(value)).as_ref() != Some(value) => Err(Refusal::FormIncomplete),
        Some(_) | None => Ok(()),
    }
}

/// What the form of the ticket's topic says of an agent who changes this one.
fn is_open(
    read: &mut Read,
    ticket: &Ticket,
    book: &Book,
    field: &Field,
    answers: &Answers,
    to: Option<&Value>,
) -> Done<()> {
    let topic = ticket.topic.map(|id| topics::load(read, id)).transpose()?.flatten();
    let Some(form) = topic.and_then(|topic| topic.wish.form) else { return Ok(()) };
    let Some(form) = forms::load(read, form)? else { return Ok(()) };
    let drawn = form.drawn(book, answers, Audience::Agent, Stage::Open);
    let Some(drawn) = drawn.into_iter().find(|drawn| drawn.field == field.id) else { return Ok(()) };
    match (drawn.ask, to, drawn.limited) {
        (Ask::Hidden | Ask::Shown, _, _) => Err(Refusal::FieldClosed.into()),
        (_, Some(Value::Items(ids)), Some(limited)) if ids.iter().any(|id| !limited.contains(id)) => {
            Err(Refusal::ItemUnknown.into())
        }
        (Ask::Optional | Ask::Required, _, _) => Ok(()),
    }
}

/// Everything that was given about something new, and what the desk counts for it.
pub(crate) fn put(tx: &mut Tx, ticket: TicketId, given: &Answers) -> Done<()> {
    let (book, holder, mut answers) = (&fields::book(tx, Holder::Ticket)?, ticket.0, given.clone());
    answers.extend(counted(tx, book)?);
    for field in &book.fields {
        if let Some(value) = answers.get(&field.id) {
            values::set(tx, field, holder, Some(value))?;
        }
    }
    settle(tx, book, holder, &answers)
}

/// What the desk counts for something new that stands in no form.
pub(crate) fn count_up(tx: &mut Tx, book: &Book, holder: i64) -> Done<()> {
    for (id, value) in counted(tx, book)? {
        if let Some(field) = book.field(id) {
            values::set(tx, field, holder, Some(&value))?;
        }
    }
    Ok(())
}

fn counted(tx: &mut Tx, book: &Book) -> Done<Answers> {
    let mut counted = Answers::new();
    for field in &book.fields {
        if let (Nature::Sequence { prefix, width }, true) = (&field.nature, field.active) {
            let next = values::next_in(tx, field.id)?;
            let text = format!("{prefix}{next:0width$}", width = usize::from(*width));
            counted.insert(field.id, Value::Text(text));
        }
    }
    Ok(counted)
}

/// What is computed from the others is computed again.
pub(super) fn settle(tx: &mut Tx, book: &Book, holder: i64, answers: &Answers) -> Done<()> {
    if !book.fields.iter().any(|field| matches!(field.nature, Nature::Formula { .. })) {
        return Ok(());
    }
    let results = computed(book, answers);
    for field in book.fields.iter().filter(|field| matches!(field.nature, Nature::Formula { .. })) {
        if answers.get(&field.id) != results.get(&field.id) {
            values::set(tx, field, holder, results.get(&field.id))?;
        }
    }
    Ok(())
}
