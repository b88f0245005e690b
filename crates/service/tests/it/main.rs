//! The verbs, on both databases.

#![allow(clippy::unwrap_used)]

mod access;
mod bulk;
mod channel;
mod conversation;
mod demo;
mod desk_work;
mod form;
mod knowledge;
mod many;
mod notification;
mod object;
mod people;
mod search;
mod sla;
mod smoke;
mod ticket;
