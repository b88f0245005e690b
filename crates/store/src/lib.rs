//! The only room that speaks SQL.
//!
//! Functions are grouped by area and read as `tickets::load(tx, id)`. Those that only read take [`Read`]; those that
//! write take [`Tx`], which can do all that `Read` can.

mod bell;
mod conn;
mod connect;
mod copy;
mod db;
mod dialect;
mod kept;
mod migrate;
mod schema;
mod tls;
mod tx;
pub mod value;

pub mod access;
pub mod approval;
pub mod askings;
pub mod automation;
pub mod bulk;
pub mod channel;
pub mod conversation;
pub mod demo;
pub mod events;
pub mod flow;
pub mod form;
pub mod jobs;
pub mod knowledge;
pub mod leases;
pub mod notification;
pub mod object;
pub mod panels;
pub mod people;
pub mod plans;
pub mod search;
pub mod settings;
pub mod sla;
pub mod slips;
pub mod ticket;
pub mod turns;

pub use conn::Conn;
pub use connect::Location;
pub use copy::{Copied, copy, counts, integrity, snapshot, wrong_cells, wrong_views};
pub use db::{Bell, Db, Ears};
pub use dialect::Dialect;
pub use migrate::{migrate, schema_digest};
pub use tx::{Context, Read, Signer, Tx};
