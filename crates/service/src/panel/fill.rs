//! What another system says goes where nothing stands: with somebody, and with their organisation. What stands somewhere
//! stays, and what is no value of its place is left out.

use crate::form::{self, Filling};
use crate::people;
use base::Language;
use desk::form::{Ask, Nature, Owner};
use desk::panel::{Fills, LANGUAGE, NAME, PHONE, Panel, Said, TIME_ZONE};
use desk::people::{OrganizationId, Person, PersonId, PhoneKind, Profile, person_name, phone, time_zone};
use desk::ticket::Ticket;
use desk::{Done, Error, Event};
use std::collections::BTreeSet;
use store::people::{emptied, organizations, persons, ways};
use store::{Read, Tx, askings};

/// With whom something is filled, and with which organisation.
#[derive(Clone, Copy)]
pub(super) struct Whom {
    pub person: PersonId,
    pub organization: Option<OrganizationId>,
}

/// What stays empty, because somebody emptied it.
#[derive(Default)]
pub(super) struct Kept {
    person: BTreeSet<String>,
    organization: BTreeSet<String>,
}

/// What of an answer would be taken.
#[derive(Default)]
pub(super) struct Found {
    /// Name, language and time zone, with how many of them are new.
    profile: Option<(Profile, usize)>,
    phone: Option<String>,
    person: Filling,
    organization: Filling,
}

impl Whom {
    pub(super) const fn of(ticket: &Ticket) -> Self {
        Self { person: ticket.requester, organization: ticket.organization }
    }

    /// Without a ticket.
    pub(super) const fn alone(person: &Person) -> Self {
        Self { person: person.id, organization: person.organization }
    }
}

impl Kept {
    pub(super) fn of(read: &mut Read, whom: Whom) -> Done<Self> {
        let person = emptied::of(read, Owner::Person(whom.person))?.into_iter().collect();
        let organization = match whom.organization {
            Some(id) => emptied::of(read, Owner::Organization(id))?.into_iter().collect(),
            None => BTreeSet::new(),
        };
        Ok(Self { person, organization })
    }
}

impl Found {
    pub(super) fn fields(&self) -> usize {
        self.profile.as_ref().map_or(0, |(_, new)| *new)
            + usize::from(self.phone.is_some())
            + self.person.typed.len()
            + self.organization.typed.len()
    }
}

/// As far as the one who looks may fill it.
pub(super) fn empty(read: &mut Read, whom: Whom, said: &Said, kept: &Kept) -> Done<Found> {
    let of_person = |key: &str| match Fills::of(key)? {
        Fills::Field(key) => Some(key.to_owned()),
        Fills::Person(_) | Fills::Organization(_) => None,
    };
    let of_organization = |key: &str| match Fills::of(key)? {
        Fills::Organization(key) => Some(key.to_owned()),
        Fills::Person(_) | Fills::Field(_) => None,
    };
    let mut found = known(read, whom.person, said, kept)?;
    found.person = filling(read, Owner::Person(whom.person), &named(said, of_person), &kept.person)?;
    if let Some(id) = whom.organization {
        let said = named(said, of_organization);
        found.organization = filling(read, Owner::Organization(id), &said, &kept.organization)?;
    }
    Ok(found)
}

/// Fills it in; how much that was. The same for who presses a button and for a panel by itself.
pub(super) fn fill(tx: &mut Tx, panel: &Panel, whom: Whom, said: &Said, kept: &Kept) -> Done<usize> {
    let found = empty(tx, whom, said, kept)?;
    let fields = found.fields();
    if fields == 0 {
        return Ok(0);
    }
    if let Some((profile, _)) = found.profile {
        let version = version(tx, whom.person)?;
        people::edit_person(tx, whom.person, profile, version)?;
    }
    if let Some(number) = found.phone {
        people::add_phone(tx, whom.person, &number, PhoneKind::default())?;
    }
    if !found.person.typed.is_empty() {
        let version = version(tx, whom.person)?;
        form::fill(tx, Owner::Person(whom.person), &found.person, version)?;
    }
    if let Some(id) = whom.organization.filter(|_| !found.organization.typed.is_empty()) {
        let version = organizations::load(tx, id)?.ok_or(Error::Missing)?.version;
        form::fill(tx, Owner::Organization(id), &found.organization, version)?;
    }
    let (person, name, fields) = (whom.person, panel.wish.name.clone(), fields as i64);
    askings::told(tx, panel.id, person, fields)?;
    tx.record(Event::PersonFilled { person, panel: panel.id, name, fields })?;
    Ok(fields as usize)
}

fn version(read: &mut Read, person: PersonId) -> Done<i64> {
    Ok(persons::load(read, person)?.ok_or(Error::Missing)?.version)
}

/// What everybody has: a name, a language, a time zone, a number.
fn known(read: &mut Read, id: PersonId, said: &Said, kept: &Kept) -> Done<Found> {
    let person = people::editable(read, id)?;
    let text = |key: &str| {
        let (_, typed) = said.iter().find(|(other, _)| other == key && !kept.person.contains(key))?;
        typed.first().map(String::as_str)
    };
    let (mut profile, mut new) = (person.profile(), 0);
    if let Some(name) = text(NAME).filter(|_| person.name.is_empty()).and_then(|name| person_name(name).ok()) {
        (profile.name, new) = (name, new + 1);
    }
    if let Some(language) = text(LANGUAGE).filter(|_| person.language.is_none()).and_then(Language::from_tag) {
        (profile.language, new) = (Some(language), new + 1);
    }
    let zone = text(TIME_ZONE).filter(|_| person.time_zone.is_none()).and_then(|zone| time_zone(zone).ok());
    if let Some(zone) = zone {
        (profile.time_zone, new) = (Some(zone), new + 1);
    }
    let phone = match text(PHONE) {
        Some(typed) if ways::phones(read, id)?.is_empty() => {
            let zone = crate::house::load(read)?.time_zone;
            phone(typed, &zone).ok().map(|_| typed.to_owned())
        }
        Some(_) | None => None,
    };
    Ok(Found { profile: (new > 0).then_some((profile, new)), phone, ..Found::default() })
}

/// What is said for the fields of one of them, by their keys.
fn named(said: &Said, key: impl Fn(&str) -> Option<String>) -> Said {
    said.iter().filter_map(|(name, typed)| Some((key(name)?, typed.clone()))).collect()
}

/// For fields without a value that the one who looks may fill.
fn filling(read: &mut Read, owner: Owner, said: &Said, kept: &BTreeSet<String>) -> Done<Filling> {
    if said.is_empty() {
        return Ok(Filling::default());
    }
    let profile = form::profile(read, owner)?;
    let open = |key: &str| {
        let field = profile.book.keyed(key).filter(|field| !matches!(field.nature, Nature::File { .. }))?;
        let asked =
            profile.asks.iter().any(|(id, ask)| *id == field.id && matches!(ask, Ask::Optional | Ask::Required));
        let stays = profile.answers.contains_key(&field.id) || kept.contains(&field.id.to_string());
        (asked && !stays).then_some(field.id)
    };
    let typed = said.iter().filter_map(|(key, typed)| Some((open(key)?, typed.clone()))).collect();
    let mut filling = Filling { typed, ..Filling::default() };
    let wrong = form::wrong_with(read, owner, &filling)?;
    filling.typed.retain(|(id, _)| wrong.iter().all(|(other, _)| other != id));
    Ok(filling)
}
