//! Persons with their addresses, the organisations they belong to, and the agents and teams who answer them.

mod agent;
mod import;
mod likeness;
mod merging;
mod organization;
mod person;
mod team;

pub use agent::Agent;
pub use import::{Entry, Holds, MOST_COLUMNS, MOST_OCTETS, MOST_ROWS, Table, entry, guess, guess_with, table};
pub use likeness::{Likeness, is_shared, likeness};
pub use merging::{
    MOST_MERGED, Moved, PersonMerge, PersonMergeId, filled_in, may_become_one, with_filled, without_filled,
};
pub use organization::{MOST_DOMAINS, Organization, OrganizationId, domain};
pub use person::{
    MOST_ADDRESSES, Person, PersonAddress, PersonId, Profile, folded, given_name, person_name, signature, time_zone,
};
pub use team::{Team, TeamId};
