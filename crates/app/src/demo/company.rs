//! The company moves in: its teams, agents, addresses and customers, through the verbs anybody else would use.

use super::content::{self, Content};
use super::{shelf, tools};
use base::{Address, Email, Language};
use desk::channel::{MailboxId, MailboxWish};
use desk::people::{About, OrganizationId, Person, PersonId, PhoneKind, Profile, TeamId, Tier};
use desk::ticket::{ActivityId, Category, ChecklistId, StatusId, TagId};
use desk::{Actor, Done, Error, Fault, Level, Role};
use service::access::{self, Invite, SetUp};
use service::{Tx, channel, people, ticket};
use std::collections::BTreeMap;

/// Everybody and everything, each at its place in [`Content`].
pub struct Company {
    pub teams: Vec<TeamId>,
    pub agents: Vec<Actor>,
    pub tags: Vec<TagId>,
    pub mailboxes: Vec<(MailboxId, Address)>,
    pub people: Vec<(PersonId, Address)>,
    pub statuses: Vec<(Category, StatusId)>,
    /// As the file of tools has them.
    pub activities: Vec<ActivityId>,
    pub checklists: Vec<ChecklistId>,
}

/// `hashes` are the agents' passwords', in their order.
pub fn move_in(tx: &mut Tx, content: &Content, language: Language, hashes: &[String]) -> Done<Company> {
    let company = &content.company;
    let administrator = company.agents.iter().position(|agent| agent.role == Role::Administrator).unwrap_or_default();
    let person = set_up(tx, company, administrator, language, hashes)?;
    let owner = Actor::Agent { person, role: Role::Administrator, levels: BTreeMap::new() };
    let teams = teams(tx, &owner, company, language)?;
    let organizations = tx.act_as(owner.clone(), |tx| organizations(tx, company, language))?;
    let agents = agents(tx, company, administrator, (person, &teams), language, hashes)?;
    tx.act_as(owner.clone(), |tx| describe(tx, company, &organizations, &agents, language))?;
    tx.act_as(owner.clone(), |tx| shelf::fill(tx, &content.shelf))?;
    tx.act_as(owner, |tx| {
        let statuses = ticket::statuses(tx)?.into_iter().filter(|status| status.standard);
        let mut made = Company {
            agents,
            tags: company.tags.iter().map(|tag| ticket::create_tag(tx, &tag.slug)).collect::<Done<_>>()?,
            mailboxes: company.mailboxes.iter().map(|one| mailbox(tx, company, one, &teams)).collect::<Done<_>>()?,
            people: content.people.iter().map(|person| customer(tx, person, &organizations)).collect::<Done<_>>()?,
            statuses: statuses.map(|status| (status.category, status.id)).collect(),
            teams,
            activities: Vec::new(),
            checklists: Vec::new(),
        };
        tools::equip(tx, content, &mut made, language)?;
        Ok(made)
    })
}

fn set_up(
    tx: &mut Tx,
    company: &content::Company,
    administrator: usize,
    language: Language,
    hashes: &[String],
) -> Done<PersonId> {
    let link = tx.act_as(Actor::System, access::offer_set_up)?;
    let agent = &company.agents[administrator];
    let wish = SetUp {
        link,
        organization: company.name.in_(language).to_owned(),
        name: agent.name.in_(language).to_owned(),
        email: email(&agent.email)?,
        password_hash: hashes[administrator].clone(),
        language,
        time_zone: company.time_zone.clone(),
        team: company.teams[0].name.in_(language).to_owned(),
    };
    access::set_up(tx, wish)
}

/// The first one was made at the set-up.
fn teams(tx: &mut Tx, owner: &Actor, company: &content::Company, language: Language) -> Done<Vec<TeamId>> {
    tx.act_as(owner.clone(), |tx| {
        let mut teams: Vec<TeamId> = people::teams(tx)?.into_iter().map(|team| team.id).collect();
        for team in &company.teams[1..] {
            teams.push(people::create_team(tx, team.name.in_(language))?.id);
        }
        Ok(teams)
    })
}

/// The customers' organisations, and last the company itself.
fn organizations(
    tx: &mut Tx,
    company: &content::Company,
    language: Language,
) -> Done<BTreeMap<String, OrganizationId>> {
    let mut made = BTreeMap::new();
    for organization in &company.organizations {
        let id = people::create_organization(tx, organization.name.in_(organization.language))?.id;
        for domain in &organization.domains {
            people::add_domain(tx, id, domain)?;
        }
        made.insert(organization.key.clone(), id);
    }
    let own = people::create_organization(tx, company.name.in_(language))?.id;
    people::add_domain(tx, own, &company.domain)?;
    made.insert("self".to_owned(), own);
    Ok(made)
}

/// Who looks after them, how much they matter, and who sees what they ask.
fn describe(
    tx: &mut Tx,
    company: &content::Company,
    organizations: &BTreeMap<String, OrganizationId>,
    agents: &[Actor],
    language: Language,
) -> Done<()> {
    for one in &company.organizations {
        let manager = one.manager.as_ref().and_then(|key| company.agents.iter().position(|agent| agent.key == *key));
        let about = About {
            notes: one.notes.as_ref().map(|notes| notes.in_(language).to_owned()).unwrap_or_default(),
            agent: manager.and_then(|place| agents[place].person()),
            sharing: one.sharing,
            tier: one.tier,
        };
        if let Some(id) = organizations.get(&one.key).filter(|_| about != About::default()) {
            let version = people::organization(tx, *id)?.version;
            people::describe_organization(tx, *id, about, version)?;
        }
    }
    Ok(())
}

/// Agents have no language of their own: whoever looks sees the language of their browser.
fn agents(
    tx: &mut Tx,
    company: &content::Company,
    administrator: usize,
    (owner, teams): (PersonId, &[TeamId]),
    language: Language,
    hashes: &[String],
) -> Done<Vec<Actor>> {
    let mut actors = Vec::new();
    for (place, (agent, hash)) in company.agents.iter().zip(hashes).enumerate() {
        let levels = levels(company, agent, teams);
        let person = if place == administrator {
            promote(tx, owner, &levels)?;
            owner
        } else {
            let name = agent.name.in_(language).to_owned();
            let wish = Invite { name, email: email(&agent.email)?, role: agent.role, levels: levels.clone(), language };
            tx.act_as(Actor::System, |tx| access::hire(tx, wish, hash))?
        };
        let actor = Actor::Agent { person, role: agent.role, levels };
        tx.act_as(actor.clone(), |tx| introduce(tx, person, agent, company, language))?;
        actors.push(actor);
    }
    Ok(actors)
}

fn levels(company: &content::Company, agent: &content::Agent, teams: &[TeamId]) -> BTreeMap<TeamId, Level> {
    let known = company.teams.iter().zip(teams);
    known.filter_map(|(team, id)| Some((*id, *agent.teams.get(&team.key)?))).collect()
}

fn promote(tx: &mut Tx, owner: PersonId, levels: &BTreeMap<TeamId, Level>) -> Done<()> {
    for (team, level) in levels {
        tx.act_as(Actor::System, |tx| {
            let agents = people::agents(tx)?;
            let version = agents.iter().find(|(person, _)| person.id == owner).map_or(1, |(_, agent)| agent.version);
            people::set_level(tx, owner, *team, *level, version).map(drop)
        })?;
    }
    Ok(())
}

fn introduce(
    tx: &mut Tx,
    id: PersonId,
    agent: &content::Agent,
    company: &content::Company,
    language: Language,
) -> Done<()> {
    let agents = people::agents(tx)?;
    let (person, desk) = agents.into_iter().find(|(person, _)| person.id == id).ok_or(Error::Missing)?;
    let profile = Profile { language: None, time_zone: Some(company.time_zone.clone()), ..person.profile() };
    people::edit_self(tx, profile, person.version)?;
    let signature =
        format!("{}\n{} · {}", agent.name.in_(language), company.name.in_(language), agent.title.in_(language));
    people::set_signature(tx, signature.as_str().into(), desk.version).map(drop)
}

fn mailbox(
    tx: &mut Tx,
    company: &content::Company,
    mailbox: &content::Mailbox,
    teams: &[TeamId],
) -> Done<(MailboxId, Address)> {
    let team = company.teams.iter().position(|team| team.key == mailbox.team).unwrap_or_default();
    let plain = MailboxWish::plain(&mailbox.address, mailbox.name.in_(mailbox.language), teams[team]);
    let made = channel::create_mailbox(tx, MailboxWish { language: mailbox.language, acknowledge: true, ..plain })?;
    Ok((made.id, Address::new(made.name, made.address)))
}

fn customer(
    tx: &mut Tx,
    person: &content::Person,
    organizations: &BTreeMap<String, OrganizationId>,
) -> Done<(PersonId, Address)> {
    let organization = person.organization.as_ref().and_then(|key| organizations.get(key)).copied();
    let profile = Profile {
        name: person.name.clone(),
        language: Some(person.language),
        time_zone: Some(person.time_zone.clone()),
        organization,
    };
    let first = email(&person.emails[0])?;
    let Person { id, .. } = people::create_person(tx, first.clone(), profile)?;
    for more in &person.emails[1..] {
        people::add_address(tx, id, &email(more)?)?;
    }
    stand(tx, id, person, organization, organizations)?;
    Ok((id, Address::new(person.name.clone(), first)))
}

/// What is known of them beside their addresses.
fn stand(
    tx: &mut Tx,
    id: PersonId,
    person: &content::Person,
    organization: Option<OrganizationId>,
    organizations: &BTreeMap<String, OrganizationId>,
) -> Done<()> {
    if let Some(phone) = &person.phone {
        let kind = if organization.is_some() { PhoneKind::Work } else { PhoneKind::Mobile };
        people::add_phone(tx, id, phone, kind)?;
    }
    if person.tier != Tier::Standard {
        people::set_tier(tx, id, person.tier)?;
    }
    for further in person.beside.iter().filter_map(|key| organizations.get(key)) {
        people::join_organization(tx, id, *further)?;
    }
    match organization.filter(|_| person.contact) {
        Some(organization) => people::name_contact(tx, organization, id),
        None => Ok(()),
    }
}

pub fn email(text: &str) -> Done<Email> {
    Ok(Email::parse(text).ok_or_else(|| Fault::new(format!("{text} is no address")))?)
}
