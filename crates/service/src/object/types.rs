//! The types of objects that a desk keeps.

use desk::form::{Ask, Audience, Book, Holder};
use desk::object::{MOST_TYPES, ObjectType, ObjectTypeId, ObjectTypeWish, Party, Right};
use desk::{Done, Error, Event, Permission, Refusal};
use store::form::{fields, values};
use store::object::types as table;
use store::people::teams;
use store::{Read, Tx};

/// Words that the search language has for others.
const TAKEN: [&str; 4] = ["requester", "organization", "team", "ticket"];

/// Those whose objects the one who looks may see, each with their right.
pub fn object_types(read: &mut Read) -> Done<Vec<(ObjectType, Right)>> {
    read.actor().must_be_agent()?;
    let actor = read.actor().clone();
    let all = table::all(read)?.into_iter().map(|of| (actor.right_to(&of), of));
    Ok(all.filter(|(right, _)| *right > Right::None).map(|(right, of)| (of, right)).collect())
}

/// All of them, for who sets them up.
pub fn all_object_types(read: &mut Read) -> Done<Vec<ObjectType>> {
    read.actor().may(Permission::Configure)?;
    Ok(table::all(read)?)
}

/// One that the one who looks may see.
pub fn object_type(read: &mut Read, id: ObjectTypeId) -> Done<(ObjectType, Right)> {
    read.actor().must_be_agent()?;
    let of = table::load(read, id)?.ok_or(Error::Missing)?;
    read.actor().may_objects(&of, Right::See)?;
    let right = read.actor().right_to(&of);
    Ok((of, right))
}

/// What one fills in on its objects, as far as agents see it.
pub fn object_fields(read: &mut Read, id: ObjectTypeId) -> Done<Book> {
    let (of, _) = object_type(read, id)?;
    let mut book = fields::book(read, Holder::Object(of.id))?;
    book.fields.retain(|field| field.ask(Audience::Agent) != Ask::Hidden);
    Ok(book)
}

/// After the others.
pub fn create_object_type(tx: &mut Tx, wish: ObjectTypeWish) -> Done<ObjectTypeId> {
    tx.actor().may(Permission::Configure)?;
    let all = table::all(tx)?;
    if all.len() >= MOST_TYPES {
        return Err(Refusal::TooManyObjectTypes.into());
    }
    let wish = whole(tx, wish, None)?;
    let position = all.iter().map(|of| of.position).max().unwrap_or_default() + 1;
    let key = wish.key();
    let free = !key.is_empty() && !TAKEN.contains(&key.as_str()) && all.iter().all(|of| of.key != key);
    let key = if free { key } else { format!("object_{position}") };
    let object_type = table::add(tx, &key, &wish, position)?;
    tx.record(Event::ObjectTypeCreated { object_type, name: name(&wish) })?;
    Ok(object_type)
}

pub fn change_object_type(tx: &mut Tx, id: ObjectTypeId, version: i64, wish: ObjectTypeWish) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let before = table::load(tx, id)?.ok_or(Error::Missing)?;
    let wish = whole(tx, wish, Some(id))?;
    let name = name(&wish);
    table::save(tx, &ObjectType { wish, version, ..before })?;
    tx.record(Event::ObjectTypeChanged { object_type: id, name })?;
    Ok(())
}

/// Only one of which there is nothing; others are switched off. Its fields go with it.
pub fn remove_object_type(tx: &mut Tx, id: ObjectTypeId) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let of = table::load(tx, id)?.ok_or(Error::Missing)?;
    if table::in_use(tx, id)? || fields::speak_of(tx, id)? {
        return Err(Refusal::ObjectTypeInUse.into());
    }
    for field in fields::book(tx, Holder::Object(id))?.fields {
        if !values::in_use(tx, field.id)? {
            fields::remove(tx, field.id)?;
        }
    }
    table::remove(tx, id)?;
    tx.record(Event::ObjectTypeRemoved { object_type: id, name: name(&of.wish) })?;
    Ok(())
}

/// Its teams are there, and its columns are fields of its own.
fn whole(read: &mut Read, wish: ObjectTypeWish, id: Option<ObjectTypeId>) -> Done<ObjectTypeWish> {
    let mut wish = wish.sound()?;
    for grant in &wish.grants {
        if let Party::Team(team) = grant.party {
            teams::load(read, team)?.ok_or(Error::Missing)?;
        }
    }
    wish.grants.retain(|grant| grant.right > Right::None);
    let book = match id {
        Some(id) => fields::book(read, Holder::Object(id))?,
        None => desk::form::Book::default(),
    };
    wish.columns.retain(|column| book.field(*column).is_some());
    Ok(wish)
}

fn name(wish: &ObjectTypeWish) -> String {
    wish.name.shown(base::Language::default()).to_owned()
}
