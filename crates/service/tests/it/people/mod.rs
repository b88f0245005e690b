//! Whom the desk knows.

mod addresses;
mod agents;
mod enrichment;
mod find_or_create;
mod in_pieces;
mod lists;
mod memberships;
mod merge;
mod organization_merge;
mod organizations;
mod oversight;
mod persons;
mod reach;
mod roles;
mod teams;
mod ways;
