//! The first start: a printed link leads to the organisation, its first team and its administrator.

use super::links;
use base::{Address, Email, Language, Token};
use desk::access::Purpose;
use desk::people::{Agent, PersonId, TeamId, person_name, time_zone};
use desk::ticket::{Brand, BrandWish, Category, Color, Status, StatusId};
use desk::{Actor, Done, Error, Event, Level, Refusal, Role};
use store::people::{agents, persons, teams};
use store::ticket::{brands, statuses};
use store::{Read, Tx, settings};

/// What the first page asks. The password's hash is made at the door.
#[derive(Clone)]
pub struct SetUp {
    /// From [`offer_set_up`].
    pub link: Token,
    pub organization: String,
    pub name: String,
    pub email: Email,
    pub password_hash: String,
    pub language: Language,
    /// IANA name.
    pub time_zone: String,
    /// The first team's name.
    pub team: String,
}

pub fn is_set_up(read: &mut Read) -> Done<bool> {
    Ok(settings::load(read, "organization")?.is_some())
}

/// A one-time link to the first page; earlier ones open no more.
pub fn offer_set_up(tx: &mut Tx) -> Done<Token> {
    if *tx.actor() != Actor::System {
        Err(Error::Missing)
    } else if is_set_up(tx)? {
        Err(Refusal::AlreadySetUp.into())
    } else {
        links::offer_printed(tx, Purpose::SetUp)
    }
}

/// Whether a printed link still opens the first page.
pub fn set_up_opens(read: &mut Read, link: &Token) -> Done<bool> {
    Ok(!is_set_up(read)? && store::access::links::look(read, &link.digest(), Purpose::SetUp)?.is_some())
}

/// Makes the organisation, its brand, statuses, first team and administrator, who may sign in from now on.
pub fn set_up(tx: &mut Tx, wish: SetUp) -> Done<PersonId> {
    let organization = person_name(&wish.organization)?;
    let team = person_name(&wish.team)?;
    let zone = time_zone(&wish.time_zone)?;
    if is_set_up(tx)? {
        return Err(Refusal::AlreadySetUp.into());
    }
    store::access::links::spend(tx, &wish.link.digest(), Purpose::SetUp)?.ok_or(Refusal::LinkUsedOrOld)?;
    settings::save(tx, "organization", &organization)?;
    settings::save(tx, "language", wish.language.tag())?;
    settings::save(tx, "time_zone", &zone)?;
    let brand = BrandWish { name: organization, domain: String::new(), language: None, color: Color::Indigo };
    brands::add(tx, &Brand::new(&brand)?)?;
    add_statuses(tx)?;
    let team = teams::add(tx, &team)?.ok_or(Refusal::NameTaken)?;
    let person = add_administrator(tx, &wish, zone, team)?;
    tx.act_as(person.actor(), |tx| {
        tx.record(Event::TeamCreated { team })?;
        tx.record(Event::PersonCreated { person: person.person })?;
        tx.record(Event::InstallationSetUp { person: person.person })
    })?;
    Ok(person.person)
}

/// Six statuses, called as their categories until somebody names them.
fn add_statuses(tx: &mut Tx) -> Done<()> {
    for (position, category) in (1..).zip(Category::ALL) {
        let (name_en, name_ja) = (String::new(), String::new());
        let status =
            Status { id: StatusId(0), category: *category, name_en, name_ja, position, standard: true, version: 1 };
        statuses::add(tx, &status)?;
    }
    Ok(())
}

fn add_administrator(tx: &mut Tx, wish: &SetUp, zone: String, team: TeamId) -> Done<Agent> {
    let name = person_name(&wish.name)?;
    let mut person = crate::people::find_or_create(tx, &Address::new(name.clone(), wish.email.clone()), None)?;
    person.name = name;
    person.language = Some(wish.language);
    person.time_zone = Some(zone);
    persons::save(tx, &mut person)?;
    let agent = Agent {
        person: person.id,
        role: Role::Administrator,
        active: true,
        joined_at: Some(tx.now()),
        levels: [(team, Level::Full)].into(),
        signature: String::new(),
        version: 1,
    };
    agents::add(tx, &agent)?;
    agents::set_password_hash(tx, person.id, &wish.password_hash)?;
    Ok(agent)
}
