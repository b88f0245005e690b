//! Pages of the administration.

mod area;
mod form;
mod order;
pub(crate) mod told;

pub mod activities;
pub mod agents;
pub mod approvals;
pub mod arrived;
pub mod assignment;
pub mod audit;
pub mod brands;
pub mod calendars;
pub mod checklists;
pub mod fields;
pub mod flights;
pub mod forms;
pub mod guards;
pub mod incoming;
pub mod jobs;
pub mod keys;
pub mod letters;
pub mod macros;
pub mod mailboxes;
pub mod objects;
pub mod organization;
pub mod outbox;
pub mod overview;
pub mod rules;
pub mod sla;
pub mod sla_figures;
pub mod statuses;
pub mod tags;
pub mod teams;
pub mod topics;
pub mod trials;
pub mod webhooks;
pub mod workflows;
pub mod writing;

pub use area::Area;
pub use form::{Choice, Form, Reason};
pub(crate) use order::written;
pub use told::Known;
