//! Taking a change of an object back: its inverse, as long as nobody has changed it since.

use super::change::{changeable, renamed, restore_object, visible};
use super::page::undoable;
use crate::form::put_back;
use desk::form::{Holder, Owner};
use desk::object::Object;
use desk::{Done, Error, Event, Refusal};
use store::Tx;
use store::form::fields;
use store::{events, object::types};

/// The event at this position of the log.
pub fn undo_object(tx: &mut Tx, position: i64) -> Done<Object> {
    let done = events::load(tx, position)?.ok_or(Error::Missing)?;
    let id = done.event.object().ok_or(Error::Missing)?;
    let object = visible(tx, id)?;
    let of = types::load(tx, object.of)?.ok_or(Error::Missing)?;
    let (actor, book) = (tx.actor().clone(), fields::book(tx, Holder::Object(object.of))?);
    if !undoable(&actor, actor.right_to(&of), &object, &done, &book) {
        return Err(Refusal::NothingToUndo.into());
    }
    tx.because_of(position, |tx| match done.event {
        Event::ObjectRenamed { from, to, .. } => {
            let now = changeable(tx, id)?;
            if now.name == to { renamed(tx, now, from) } else { Err(Refusal::ChangedSince.into()) }
        }
        Event::ObjectFieldChanged { field, from, to, .. } => put_back(tx, Owner::Object(id), field, &to, from),
        Event::ObjectRemoved { .. } => restore_object(tx, id).map(drop),
        // What has no inverse, as `undoable` has said already.
        _ => Err(Refusal::NothingToUndo.into()),
    })?;
    visible(tx, id)
}
