//! Persons, their addresses, organisations, teams and agents.

pub mod addresses;
pub mod agents;
pub mod emptied;
pub mod imports;
pub(crate) mod keys;
pub mod lists;
pub mod managers;
pub mod memberships;
pub mod merges;
pub mod namesakes;
pub mod organization_merges;
pub mod organizations;
pub mod oversight;
pub mod persons;
pub mod reach;
pub mod selves;
pub mod teams;
pub mod tiers;
pub mod ways;
