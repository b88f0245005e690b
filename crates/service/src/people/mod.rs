//! Persons, organisations, teams and agents.

mod find_or_create;
mod teams;

pub use find_or_create::find_or_create;
pub use teams::create_team;
