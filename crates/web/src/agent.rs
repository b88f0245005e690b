//! The agents' workspace.

mod addresses;
pub(crate) mod around;
mod asked;
pub(crate) mod fields;
pub(crate) mod here;
pub(crate) mod id;
mod lists;
pub mod releases;
pub(crate) mod said;

pub mod approvals;
pub mod bulk;
pub mod choices;
pub mod columns;
pub mod export;
pub mod home;
pub mod list;
pub mod me;
pub mod mentions;
pub mod new;
pub mod object;
pub mod object_export;
pub mod object_import;
pub mod organization;
pub mod palette;
pub mod person;
pub mod person_import;
pub mod person_keys;
pub mod queues;
pub mod report;
pub mod saved;
pub mod search;
pub(crate) mod sketch;
pub(crate) mod sketched;
pub mod tasks;
pub mod ticket;
