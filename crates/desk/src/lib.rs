//! The nouns of the desk and its rules: plain values, no database, no clock, no `async`.

pub mod access;
pub mod approval;
pub mod automation;
pub mod channel;
pub mod condition;
pub mod conversation;
pub mod error;
pub mod event;
pub mod flow;
pub mod form;
pub mod knowledge;
pub mod notification;
pub mod object;
pub mod panel;
pub mod people;
pub mod query;
pub mod refusal;
pub mod setting;
pub mod setup;
pub mod sla;
pub mod ticket;
pub mod when;

pub use access::{Actor, Level, Permission, Role, Roles, Scope};
pub use error::{Done, Error, Fault};
pub use event::{Event, Recorded, Who};
pub use refusal::Refusal;
