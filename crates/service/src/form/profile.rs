//! Fields that stand in no form: what is to be seen of a person, an organisation, a team or an object, and what is taken.

use super::called::Called;
use super::looked_up;
use super::set::settle;
use desk::form::{Answers, Ask, Audience, Book, Field, FieldId, Holder, Owner, Value};
use desk::object::{ObjectTypeId, Right};
use desk::{Done, Error, Event, Permission, Refusal};
use store::form::{fields, values};
use store::object::{objects, types};
use store::people::{emptied, organizations, persons, teams};
use store::{Read, Tx};

/// What stands in the fields of one of them, as far as the one who looks may see it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    pub book: Book,
    pub answers: Answers,
    pub called: Called,
    /// Fields that are to be seen, in their order, each with what is wanted of the one who looks.
    pub asks: Vec<(FieldId, Ask)>,
}

/// What was typed, field by field; a field that was not sent stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filling {
    pub typed: Vec<(FieldId, Vec<String>)>,
    /// IANA name; empty: the house's.
    pub zone: String,
}

impl Profile {
    fn of(read: &mut Read, holder: Holder, id: i64, audience: Audience) -> Done<Self> {
        let book = fields::book(read, holder)?;
        if book.fields.is_empty() {
            return Ok(Self::default());
        }
        let answers = values::answers(read, &book, holder, id)?;
        let shown = |field: &&Field| field.active || answers.contains_key(&field.id);
        let asks = book.fields.iter().filter(shown).map(|field| match field.ask(audience) {
            Ask::Optional | Ask::Required if !field.active => (field.id, Ask::Shown),
            ask => (field.id, ask),
        });
        let asks: Vec<(FieldId, Ask)> = asks.filter(|(_, ask)| *ask != Ask::Hidden).collect();
        let seen: Answers = answers.into_iter().filter(|(id, _)| asks.iter().any(|(seen, _)| seen == id)).collect();
        Ok(Self { called: Called::of(read, std::iter::once(&seen))?, book, answers: seen, asks })
    }

    /// Those in which something stands.
    pub fn filled(&self) -> impl Iterator<Item = (&Field, &Value)> {
        self.asks.iter().filter_map(|(id, _)| Some((self.book.field(*id)?, self.answers.get(id)?)))
    }
}

/// For agents. Whoever may not see an object finds nothing.
pub fn profile(read: &mut Read, owner: Owner) -> Done<Profile> {
    read.actor().must_be_agent()?;
    if let Owner::Person(id) = owner {
        crate::people::must_find(read, id)?;
    }
    let holder = holder(read, owner)?;
    if let Holder::Object(of) = holder {
        let of = types::load(read, of)?.ok_or(Error::Missing)?;
        read.actor().may_objects(&of, Right::See)?;
    }
    Profile::of(read, holder, owner.id(), Audience::Agent)
}

/// The acting person's own, and what they may see of their organisation's.
pub fn own_profile(read: &mut Read) -> Done<(Profile, Profile)> {
    let me = read.actor().person().ok_or(Error::Missing)?;
    let person = persons::load(read, me)?.ok_or(Error::Missing)?;
    let own = Profile::of(read, Holder::Person, me.0, Audience::Requester)?;
    let mut organization = match person.organization {
        Some(id) => Profile::of(read, Holder::Organization, id.0, Audience::Requester)?,
        None => Profile::default(),
    };
    organization.asks.iter_mut().for_each(|(_, ask)| *ask = Ask::Shown);
    Ok((own, organization))
}

/// What would be wrong with it, field by field.
pub fn wrong_with(read: &mut Read, owner: Owner, filling: &Filling) -> Done<Vec<(FieldId, Refusal)>> {
    may_fill(read, owner)?;
    let holder = holder(read, owner)?;
    let book = fields::book(read, holder)?;
    let before = values::answers(read, &book, holder, owner.id())?;
    Ok(read_in(read, &book, &before, filling, Audience::Agent)?.1)
}

/// The same of an object that is to be made.
pub fn wrong_with_new(read: &mut Read, of: ObjectTypeId, filling: &Filling) -> Done<Vec<(FieldId, Refusal)>> {
    read.actor().must_be_agent()?;
    let book = fields::book(read, Holder::Object(of))?;
    Ok(read_in(read, &book, &Answers::new(), filling, Audience::Agent)?.1)
}

/// The fields of an object that is to be made.
pub fn blank_profile(read: &mut Read, of: ObjectTypeId) -> Done<Profile> {
    let kind = types::load(read, of)?.ok_or(Error::Missing)?;
    read.actor().may_objects(&kind, Right::Edit)?;
    let mut profile = Profile::of(read, Holder::Object(of), 0, Audience::Agent)?;
    // What computes itself has nothing to show yet.
    profile.asks.retain(|(_, ask)| *ask != Ask::Shown);
    Ok(profile)
}

/// The same of the acting person's own.
pub fn wrong_with_own(read: &mut Read, filling: &Filling) -> Done<Vec<(FieldId, Refusal)>> {
    let me = read.actor().person().ok_or(Error::Missing)?;
    let book = fields::book(read, Holder::Person)?;
    let before = values::answers(read, &book, Holder::Person, me.0)?;
    Ok(read_in(read, &book, &before, filling, Audience::Requester)?.1)
}

/// Fills fields in; `version` is the one the page was drawn from.
///
/// # Errors
/// Something is wrong: [`wrong_with`] says what.
pub fn fill(tx: &mut Tx, owner: Owner, filling: &Filling, version: i64) -> Done<()> {
    let changes = changes(tx, owner, filling, Audience::Agent)?;
    if !changes.is_empty() {
        keep_version(tx, owner, version)?;
    }
    put_all(tx, owner, changes)
}

/// The acting person's own.
pub fn fill_own(tx: &mut Tx, filling: &Filling) -> Done<()> {
    let me = Owner::Person(tx.actor().person().ok_or(Error::Missing)?);
    let book = fields::book(tx, Holder::Person)?;
    let changes = changed(tx, me, &book, filling, Audience::Requester)?;
    put_all(tx, me, changes)
}

type Change = (Field, Option<Value>, Option<Value>);

/// Whoever may not change it is told so before anything is looked up.
fn changes(tx: &mut Tx, owner: Owner, filling: &Filling, audience: Audience) -> Done<Vec<Change>> {
    may_fill(tx, owner)?;
    let holder = holder(tx, owner)?;
    let book = fields::book(tx, holder)?;
    changed(tx, owner, &book, filling, audience)
}

fn changed(read: &mut Read, owner: Owner, book: &Book, filling: &Filling, audience: Audience) -> Done<Vec<Change>> {
    let holder = holder(read, owner)?;
    let before = values::answers(read, book, holder, owner.id())?;
    let (given, wrong) = read_in(read, book, &before, filling, audience)?;
    if !wrong.is_empty() {
        return Err(Refusal::FieldsWrong.into());
    }
    let change = |(field, to): (Field, Option<Value>)| {
        let from = before.get(&field.id).cloned();
        (from != to).then_some((field, from, to))
    };
    Ok(given.into_iter().filter_map(change).collect())
}

type Given = (Vec<(Field, Option<Value>)>, Vec<(FieldId, Refusal)>);

/// What was typed into fields that may be filled in here, and what is wrong with it. What must stand and was emptied is wrong
/// as well. What stands there already is not read again: two people may have one name, and an item may be offered no more.
fn read_in(read: &mut Read, book: &Book, before: &Answers, filling: &Filling, audience: Audience) -> Done<Given> {
    let zone = if filling.zone.is_empty() { crate::house::load(read)?.time_zone } else { filling.zone.clone() };
    let called = Called::of(read, std::iter::once(before))?;
    let stands = |field: &Field, typed: &[String]| {
        let value = before.get(&field.id)?;
        let named = matches!(value, Value::Person(_) | Value::Organization(_) | Value::Object(_));
        let kept = match named {
            true => vec![field.shown(value, called.eyes(base::Language::default(), &zone))],
            false => field.typed(value, &zone),
        };
        let typed = typed.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        typed.eq(kept.iter().map(String::as_str)).then(|| value.clone())
    };
    let (mut given, mut wrong) = (Vec::new(), Vec::new());
    for (id, typed) in &filling.typed {
        let Some(field) = book.field(*id).filter(|field| field.active) else { continue };
        let ask = field.ask(audience);
        if matches!(ask, Ask::Hidden | Ask::Shown) {
            continue;
        }
        let value = match stands(field, typed) {
            Some(value) => Ok(Some(value)),
            None => looked_up(read, field, typed, &zone),
        };
        match (ask, value) {
            (Ask::Required, Ok(None)) => wrong.push((*id, Refusal::FieldMissing)),
            (_, Ok(value)) => given.push((field.clone(), value)),
            (_, Err(Error::Refused(refusal))) => wrong.push((*id, refusal)),
            (_, Err(error)) => return Err(error),
        }
    }
    Ok((given, wrong))
}

fn put_all(tx: &mut Tx, owner: Owner, changes: Vec<Change>) -> Done<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let holder = holder(tx, owner)?;
    for (field, from, to) in changes {
        values::set(tx, &field, owner.id(), to.as_ref())?;
        let field = field.id;
        if to.is_none() {
            emptied::put(tx, owner, &field.to_string())?;
        }
        tx.record(match owner {
            Owner::Person(person) => Event::PersonFieldChanged { person, field, from, to },
            Owner::Organization(organization) => Event::OrganizationFieldChanged { organization, field, from, to },
            Owner::Team(team) => Event::TeamFieldChanged { team, field, from, to },
            Owner::Object(object) => Event::ObjectFieldChanged { object, field, from, to },
        })?;
    }
    let book = fields::book(tx, holder)?;
    let answers = values::answers(tx, &book, holder, owner.id())?;
    settle(tx, &book, owner.id(), &answers)?;
    if let Owner::Object(id) = owner {
        crate::object::renew_keys(tx, id)?;
    }
    Ok(())
}

/// One field of an object or of somebody, put back as it was; the caller has looked whether that may be.
pub(crate) fn put_back(tx: &mut Tx, owner: Owner, id: FieldId, now: &Option<Value>, to: Option<Value>) -> Done<()> {
    let field = fields::load(tx, id)?.ok_or(Refusal::ChangedSince)?;
    let holder = holder(tx, owner)?;
    let book = Book { fields: vec![field.clone()] };
    let from = values::answers(tx, &book, holder, owner.id())?.remove(&id);
    if from != *now {
        return Err(Refusal::ChangedSince.into());
    }
    if let Owner::Object(id) = owner {
        let now = objects::load(tx, id)?.ok_or(Error::Missing)?.version;
        keep_version(tx, owner, now)?;
    }
    put_all(tx, owner, vec![(field, from, to)])
}

/// What a line of a table says of somebody or something; what it leaves empty stays.
pub(crate) fn fill_from_line(tx: &mut Tx, owner: Owner, given: Vec<(Field, Value)>) -> Done<bool> {
    let holder = holder(tx, owner)?;
    let book = fields::book(tx, holder)?;
    let before = values::answers(tx, &book, holder, owner.id())?;
    let change = |(field, to): (Field, Value)| {
        let from = before.get(&field.id).cloned();
        (from.as_ref() != Some(&to)).then_some((field, from, Some(to)))
    };
    let changes: Vec<Change> = given.into_iter().filter_map(change).collect();
    let any = !changes.is_empty();
    put_all(tx, owner, changes)?;
    Ok(any)
}

/// What stands with one and not with the other stands with both from now on; which fields that were. Both are people, or
/// both are organisations.
pub(crate) fn carry_over(tx: &mut Tx, from: Owner, to: Owner) -> Done<Vec<FieldId>> {
    let holder = holder(tx, to)?;
    let book = fields::book(tx, holder)?;
    let mut theirs = values::answers(tx, &book, holder, from.id())?;
    let own = values::answers(tx, &book, holder, to.id())?;
    let empty = book.fields.iter().filter(|field| !field.nature.is_computed() && !own.contains_key(&field.id));
    let changes: Vec<Change> =
        empty.filter_map(|field| Some((field.clone(), None, Some(theirs.remove(&field.id)?)))).collect();
    let carried = changes.iter().map(|(field, _, _)| field.id).collect();
    put_all(tx, to, changes)?;
    Ok(carried)
}

/// The inverse; what somebody has changed since stays.
pub(crate) fn carry_back(tx: &mut Tx, from: Owner, to: Owner, carried: &[FieldId]) -> Done<()> {
    let holder = holder(tx, to)?;
    let book = fields::book(tx, holder)?;
    let theirs = values::answers(tx, &book, holder, from.id())?;
    let mut own = values::answers(tx, &book, holder, to.id())?;
    own.retain(|id, value| carried.contains(id) && theirs.get(id) == Some(value));
    let changes = book.fields.iter().filter_map(|field| Some((field.clone(), Some(own.remove(&field.id)?), None)));
    let changes: Vec<Change> = changes.collect();
    put_all(tx, to, changes)
}

/// The same of what is not there yet, or not to be changed yet.
pub(crate) fn differs(read: &mut Read, owner: Owner, given: &[(Field, Value)]) -> Done<bool> {
    let holder = holder(read, owner)?;
    let book = fields::book(read, holder)?;
    let before = values::answers(read, &book, holder, owner.id())?;
    Ok(given.iter().any(|(field, to)| before.get(&field.id) != Some(to)))
}

pub(super) fn holder(read: &mut Read, owner: Owner) -> Done<Holder> {
    Ok(match owner {
        Owner::Person(_) => Holder::Person,
        Owner::Organization(_) => Holder::Organization,
        Owner::Team(_) => Holder::Team,
        Owner::Object(id) => Holder::Object(objects::load(read, id)?.ok_or(Error::Missing)?.of),
    })
}

fn may_fill(read: &mut Read, owner: Owner) -> Done<()> {
    match owner {
        Owner::Person(id) => crate::people::editable(read, id).map(drop),
        Owner::Organization(id) => {
            read.actor().may(Permission::EditPeople)?;
            organizations::load(read, id)?.map(drop).ok_or(Error::Missing)
        }
        Owner::Team(id) => {
            read.actor().may(Permission::ManageAgents)?;
            teams::load(read, id)?.map(drop).ok_or(Error::Missing)
        }
        Owner::Object(id) => crate::object::changeable(read, id).map(drop),
    }
}

/// The one that was shown, or a conflict.
fn keep_version(tx: &mut Tx, owner: Owner, version: i64) -> Done<()> {
    match owner {
        Owner::Person(id) => {
            let mut person = persons::load(tx, id)?.ok_or(Error::Missing)?;
            person.version = version;
            persons::save(tx, &mut person)
        }
        Owner::Organization(id) => {
            let mut organization = organizations::load(tx, id)?.ok_or(Error::Missing)?;
            organization.version = version;
            organizations::save(tx, &mut organization)
        }
        Owner::Team(id) => {
            let mut team = teams::load(tx, id)?.ok_or(Error::Missing)?;
            team.version = version;
            teams::save(tx, &mut team)
        }
        Owner::Object(id) => {
            let mut object = objects::load(tx, id)?.ok_or(Error::Missing)?;
            object.version = version;
            objects::save(tx, &mut object)
        }
    }
}
