//! Persons with their addresses, the organisations they belong to, and the agents and teams who answer them.

mod agent;
mod organization;
mod person;
mod team;

pub use agent::Agent;
pub use organization::{Organization, OrganizationId, domain};
pub use person::{Person, PersonAddress, PersonId, folded, given_name, person_name, time_zone};
pub use team::{Team, TeamId};
