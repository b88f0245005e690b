//! The agents' workspace.

mod around;
mod fields;
mod here;
mod id;
mod lists;
mod said;

pub mod home;
pub mod list;
pub mod queues;
