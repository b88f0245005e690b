//! The agents' workspace.

mod addresses;
pub(crate) mod around;
pub(crate) mod fields;
pub(crate) mod here;
pub(crate) mod id;
mod lists;
pub(crate) mod said;

pub mod home;
pub mod list;
pub mod queues;
pub mod ticket;
