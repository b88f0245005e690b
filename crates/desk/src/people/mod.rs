//! Persons with their addresses, the organisations they belong to, and the agents and teams who answer them.

mod agent;
mod organization;
mod person;
mod team;

pub use agent::Agent;
pub use organization::{MOST_DOMAINS, Organization, OrganizationId, domain};
pub use person::{
    MOST_ADDRESSES, Person, PersonAddress, PersonId, Profile, folded, given_name, person_name, signature, time_zone,
};
pub use team::{Team, TeamId};
