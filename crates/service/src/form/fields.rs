//! The fields of the desk: made, changed and put in order while everybody works.

use desk::form::{Ask, Audience, FormId};
use desk::form::{Field, FieldId, FieldWish, Holder, Item, MOST_FIELDS, Nature, items_of};
use desk::{Actor, Done, Error, Event, Permission, Refusal};
use std::collections::BTreeSet;
use store::form::{fields as table, forms, topics, values};
use store::object::types;
use store::{Read, Tx};

/// All of them, by holder and in their order.
pub fn fields(read: &mut Read) -> Done<Vec<Field>> {
    read.actor().must_be_agent()?;
    Ok(table::all(read)?)
}

/// One that the acting person may fill in somewhere: any agent; a requester one that a public form or their profile asks of
/// them.
pub fn field_to_fill(read: &mut Read, id: FieldId) -> Done<Field> {
    let field = table::load(read, id)?.filter(|field| field.active).ok_or(Error::Missing)?;
    if matches!(read.actor(), Actor::Agent { .. } | Actor::System) {
        return Ok(field);
    }
    let asked = |ask: Ask| matches!(ask, Ask::Optional | Ask::Required);
    let own = matches!(read.actor(), Actor::Requester(_)) && field.holder == Holder::Person;
    if own && asked(field.ask(Audience::Requester)) {
        return Ok(field);
    }
    let open: Vec<FormId> = topics::all(read)?
        .into_iter()
        .filter(|topic| topic.wish.active && topic.wish.public)
        .filter_map(|topic| topic.wish.form)
        .collect();
    let mut parts = forms::all(read)?.into_iter().filter(|form| open.contains(&form.id)).flat_map(|form| form.parts);
    let asks = field.holder == Holder::Ticket && parts.any(|part| part.field == id && asked(part.requester));
    if asks { Ok(field) } else { Err(Error::Missing) }
}

/// A new field after the others. `list` is what its items are written as, for kinds that have any.
pub fn create_field(tx: &mut Tx, holder: Holder, wish: FieldWish, list: &str) -> Done<Field> {
    Ok(create_fields(tx, vec![(holder, wish, list.to_owned())])?.remove(0))
}

/// Several at once, each with its list: links among them may name each other.
pub fn create_fields(tx: &mut Tx, wishes: Vec<(Holder, FieldWish, String)>) -> Done<Vec<Field>> {
    tx.actor().may(Permission::Configure)?;
    let mut all = table::all(tx)?;
    let before = all.len();
    for (holder, wish, list) in wishes {
        if all.len() >= MOST_FIELDS {
            return Err(Refusal::TooManyFields.into());
        }
        let wish = FieldWish { nature: listed(wish.nature.clone(), &list, &[], |_| false)?, ..wish }.sound()?;
        may_be_had(tx, holder, &wish.nature)?;
        let position = all.iter().map(|field| field.position).max().unwrap_or_default() + 1;
        let FieldWish { key, nature, label, help, asks, active } = wish;
        let key = if key.is_empty() { format!("field_{position}") } else { key };
        let field = Field { id: FieldId(0), holder, key, nature, label, help, asks, active, position, version: 1 };
        key_is_free(&all, &field)?;
        all.push(field);
    }
    all[before..].iter().try_for_each(|field| names_are_known(&all, field))?;
    let mut made = all.split_off(before);
    for field in &mut made {
        field.id = table::add(tx, field)?;
        tx.record(Event::FieldCreated { field: field.id, name: name(field) })?;
    }
    Ok(made)
}

/// Its kind stays what it is; items that something has become inactive instead of going.
pub fn change_field(tx: &mut Tx, id: FieldId, version: i64, wish: FieldWish, list: &str) -> Done<Field> {
    tx.actor().may(Permission::Configure)?;
    let all = table::all(tx)?;
    let before = all.iter().find(|field| field.id == id).cloned().ok_or(Error::Missing)?;
    if before.version != version || before.nature.kind() != wish.nature.kind() {
        return Err(Error::Conflict);
    }
    // What numbers mean may not change beneath what is kept.
    if before.nature.shape() != wish.nature.shape() && values::in_use(tx, id)? {
        return Err(Refusal::FieldInUse.into());
    }
    let mut used = BTreeSet::new();
    for item in before.nature.items() {
        if values::item_in_use(tx, id, item.id)? {
            used.insert(item.id);
        }
    }
    let nature = listed(wish.nature.clone(), list, before.nature.items(), |item| used.contains(&item))?;
    let wish = FieldWish { nature, key: before.key.clone(), ..wish }.sound()?;
    let field = Field {
        nature: wish.nature,
        label: wish.label,
        help: wish.help,
        asks: wish.asks,
        active: wish.active,
        ..before
    };
    names_are_known(&all, &field)?;
    table::save(tx, &field)?;
    tx.record(Event::FieldEdited { field: id, name: name(&field) })?;
    Ok(Field { version: version + 1, ..field })
}

/// All fields of a holder in their new order.
pub fn order_fields(tx: &mut Tx, holder: Holder, order: &[FieldId]) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let all = table::book(tx, holder)?.fields;
    let known: BTreeSet<FieldId> = all.iter().map(|field| field.id).collect();
    if order.len() != all.len() || order.iter().copied().collect::<BTreeSet<_>>() != known {
        return Err(Error::Conflict);
    }
    for mut field in all {
        let place = order.iter().position(|id| *id == field.id).unwrap_or_default() as i64 + 1;
        if field.position != place {
            field.position = place;
            table::save(tx, &field)?;
            tx.record(Event::FieldEdited { field: field.id, name: name(&field) })?;
        }
    }
    Ok(())
}

/// Only one in which nothing stands and that no form has; others are made inactive.
pub fn remove_field(tx: &mut Tx, id: FieldId) -> Done<()> {
    tx.actor().may(Permission::Configure)?;
    let field = table::load(tx, id)?.ok_or(Error::Missing)?;
    if values::in_use(tx, id)? || forms::speaks_of(tx, id)? {
        return Err(Refusal::FieldInUse.into());
    }
    table::remove(tx, id)?;
    tx.record(Event::FieldRemoved { field: id, name: name(&field) })?;
    Ok(())
}

/// The type is there, and what it holds too. A running number is given out only to what the desk itself makes.
fn may_be_had(read: &mut Read, holder: Holder, nature: &Nature) -> Done<()> {
    if let Holder::Object(of) = holder {
        types::load(read, of)?.ok_or(Error::Missing)?;
    }
    match (holder, nature) {
        (_, Nature::Object { of }) => types::load(read, *of)?.map(drop).ok_or(Refusal::FormIncomplete.into()),
        (Holder::Person | Holder::Organization | Holder::Team, Nature::Sequence { .. }) => {
            Err(Refusal::FormIncomplete.into())
        }
        (_, _) => Ok(()),
    }
}

/// What the address of a link names is there: another field of the same holder, or of a ticket its number, the address of
/// whoever asks and the name of their organization.
fn names_are_known(all: &[Field], field: &Field) -> Result<(), Refusal> {
    let known = |name: &str| {
        let of_ticket = field.holder == Holder::Ticket && matches!(name, "ticket" | "email" | "organization");
        let of_other = |other: &Field| other.holder == field.holder && other.key == name;
        of_ticket || name != field.key && all.iter().any(of_other)
    };
    if field.nature.names_of_others().into_iter().all(known) { Ok(()) } else { Err(Refusal::LinkNameUnknown) }
}

fn listed(nature: Nature, list: &str, before: &[Item], kept: impl Fn(desk::form::ItemId) -> bool) -> Done<Nature> {
    Ok(match nature {
        Nature::Choice { .. } => Nature::Choice { items: items_of(list, before, false, kept)? },
        Nature::Choices { .. } => Nature::Choices { items: items_of(list, before, false, kept)? },
        Nature::Tree { .. } => Nature::Tree { items: items_of(list, before, true, kept)? },
        other => other,
    })
}

fn key_is_free(all: &[Field], field: &Field) -> Result<(), Refusal> {
    let same = |other: &&Field| other.holder == field.holder && other.key == field.key;
    if all.iter().any(|other| same(&other)) { Err(Refusal::FieldKeyTaken) } else { Ok(()) }
}

fn name(field: &Field) -> String {
    field.label.shown(base::Language::default()).to_owned()
}
