//! What a condition may be about, by name, for the page on which one is built.

use desk::condition::{Field, Kin, Type};
use desk::form::{Book, Holder, Nature, Topic};
use desk::object::{ObjectId, ObjectType, ObjectTypeId, Right};
use desk::people::{OrganizationId, Person, PersonId, Team};
use desk::sla::CalendarId;
use desk::ticket::{BrandId, Status, Tag};
use desk::{Done, channel::MailboxId};
use std::collections::BTreeMap;
use store::Read;
use store::channel::mailboxes;
use store::form::{fields, topics};
use store::object::{lists as objects_found, types};
use store::people::{agents, merges, organizations, teams};
use store::sla::calendars;
use store::ticket::{brands, statuses, tags};

#[derive(Clone, Debug)]
pub struct Choices {
    pub statuses: Vec<Status>,
    pub teams: Vec<Team>,
    pub tags: Vec<Tag>,
    /// Who is or was an agent, by name.
    pub agents: Vec<(PersonId, String)>,
    pub brands: Vec<(BrandId, String)>,
    pub mailboxes: Vec<(MailboxId, String)>,
    pub topics: Vec<Topic>,
    /// Fields that people have defined for tickets.
    pub book: Book,
    /// Those of requesters, organisations, teams and objects.
    pub others: Book,
    pub objects: Vec<ObjectType>,
    pub calendars: Vec<(CalendarId, String)>,
    /// Those the condition speaks of, as they are called now; people only where the one who looks finds them.
    pub people: BTreeMap<PersonId, String>,
    pub organizations: BTreeMap<OrganizationId, String>,
    pub things: BTreeMap<ObjectId, String>,
}

pub fn choices(read: &mut Read, spoken_of: &[(Field, i64)]) -> Done<Choices> {
    let actor = read.actor().clone();
    actor.must_be_agent()?;
    let ids = |wanted: Kin| spoken_of.iter().filter(move |(field, _)| kin(*field) == Some(wanted)).map(|(_, id)| *id);
    let persons: Vec<PersonId> = ids(Kin::Person).map(PersonId).collect();
    let asked_for: Vec<OrganizationId> = ids(Kin::Organization).map(OrganizationId).collect();
    let names = organizations::names_now(read, &asked_for)?.into_iter().collect();
    let mut known = BTreeMap::new();
    for (id, now) in merges::known_now(read, &persons)? {
        if crate::people::finds(read, now.id)? {
            known.insert(id, now.shown().to_owned());
        }
    }
    let mut own = teams::all(read)?;
    own.retain(|team| actor.level(team.id) > desk::Level::None);
    let mut objects = types::all(read)?;
    objects.retain(|of| actor.may_objects(of, Right::See).is_ok());
    let mut others = Book { fields: fields::all(read)? };
    others.fields.retain(|field| match field.holder {
        Holder::Ticket => false,
        Holder::Person | Holder::Organization | Holder::Team => true,
        Holder::Object(id) => objects.iter().any(|of| of.id == id),
    });
    Ok(Choices {
        statuses: statuses::all(read)?,
        teams: own,
        tags: tags::all(read)?,
        agents: agents::all(read)?.into_iter().map(|(person, _)| (person.id, person.shown().to_owned())).collect(),
        brands: brands::all(read)?.into_iter().map(|brand| (brand.id, brand.name)).collect(),
        mailboxes: mailboxes::all(read)?
            .into_iter()
            .map(|(mailbox, _)| (mailbox.id, mailbox.address.as_str().to_owned()))
            .collect(),
        topics: topics::all(read)?,
        book: fields::book(read, Holder::Ticket)?,
        others,
        calendars: calendars::all(read)?.into_iter().filter(|one| !one.removed).map(|one| (one.id, one.name)).collect(),
        things: crate::form::objects_called(read, ids(Kin::Object).map(ObjectId).collect())?,
        objects,
        people: known,
        organizations: names,
    })
}

const fn kin(field: Field) -> Option<Kin> {
    match field.kind() {
        Type::One(kin) | Type::MaybeOne(kin) | Type::Many(kin) => Some(kin),
        Type::Word(_) | Type::MaybeWord(_) | Type::Text | Type::MaybeText | Type::Number | Type::Amount(_) => None,
        Type::Moment | Type::Flag => None,
    }
}

/// Names that are proposed at most.
const PROPOSED: usize = 8;

/// Who or what is meant by what was typed, for a field that wants one: whoever or whatever is called exactly so, has the whole
/// address, the domain or the text, or the id (`#12`). None: nobody and nothing.
///
/// # Errors
/// Several people, or several objects, are called so.
pub fn find_for(read: &mut Read, field: Field, text: &str) -> Done<Option<i64>> {
    read.actor().must_be_agent()?;
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match kin(field) {
        Some(Kin::Person) => Ok(crate::people::person_called(read, text)?.map(|id| id.0)),
        Some(Kin::Organization) => Ok(crate::people::organization_called(read, text)?.map(|id| id.0)),
        Some(Kin::Object) => {
            let Some(of) = objects_in(read, field)? else { return Ok(None) };
            Ok(crate::object::object_meant(read, of, text)?.map(|id| id.0))
        }
        Some(Kin::Status | Kin::Team | Kin::Tag | Kin::Agent | Kin::Brand | Kin::Mailbox | Kin::Topic | Kin::Item)
        | Some(Kin::ObjectType | Kin::Calendar)
        | None => Ok(None),
    }
}

/// Those that begin so, each as it is typed whole: a few.
pub fn begun_for(read: &mut Read, field: Field, text: &str) -> Done<Vec<String>> {
    read.actor().must_be_agent()?;
    let text = text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    match kin(field) {
        Some(Kin::Person) => {
            let page = crate::people::list(read, text, &crate::people::After::default(), PROPOSED)?;
            Ok(page.lines.iter().map(|line| whole(&line.person)).collect())
        }
        Some(Kin::Organization) => {
            let found = crate::people::list_organizations(read, text, None, PROPOSED)?;
            Ok(found.into_iter().map(|line| line.organization.name).collect())
        }
        Some(Kin::Object) => {
            let Some(of) = objects_in(read, field)? else { return Ok(Vec::new()) };
            let page = objects_found::beginning(read, of, text, &objects_found::After::default(), PROPOSED)?;
            Ok(page.objects.into_iter().map(|object| object.name).collect())
        }
        Some(Kin::Status | Kin::Team | Kin::Tag | Kin::Agent | Kin::Brand | Kin::Mailbox | Kin::Topic | Kin::Item)
        | Some(Kin::ObjectType | Kin::Calendar)
        | None => Ok(Vec::new()),
    }
}

/// As [`desk::people::Whom`] reads it.
fn whole(person: &Person) -> String {
    match &person.email {
        Some(email) if person.name.is_empty() => email.to_string(),
        Some(email) => format!("{} <{email}>", person.name),
        None => format!("{} <#{}>", person.name, person.id),
    }
}

/// The type that a field holds; none: it is not there for the one who looks.
fn objects_in(read: &mut Read, field: Field) -> Done<Option<ObjectTypeId>> {
    let Field::Custom(custom) = field else { return Ok(None) };
    let Some(Nature::Object { of }) = fields::load(read, custom.id)?.map(|field| field.nature) else { return Ok(None) };
    let seen = types::load(read, of)?.filter(|of| read.actor().may_objects(of, Right::See).is_ok());
    Ok(seen.map(|of| of.id))
}

impl Choices {
    /// `Requester: Tier`, `Asset: Serial number`; a ticket's own fields by their name alone.
    pub fn field_shown(&self, field: &desk::form::Field, words: &base::words::Words) -> String {
        let name = field.label.shown(words.language());
        let whose = match field.holder {
            Holder::Ticket => return name.to_owned(),
            Holder::Person => words.say("field-requester"),
            Holder::Organization => words.say("field-organization"),
            Holder::Team => words.say("field-team"),
            Holder::Object(id) => {
                self.objects.iter().find(|of| of.id == id).map_or("?", |of| of.name(words.language()))
            }
        };
        format!("{whose}: {name}")
    }

    /// Any field that people have defined, whoever has it.
    pub fn own_field(&self, id: desk::form::FieldId) -> Option<&desk::form::Field> {
        self.book.field(id).or_else(|| self.others.field(id))
    }
}
