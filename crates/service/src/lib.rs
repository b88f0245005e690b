//! Everything anyone may ask of the desk or do to it.
//!
//! A verb is a plain function on an open transaction ([`Tx`]); a question one on a consistent picture ([`Read`]). Doors
//! run them with [`Desk::change`] and [`Desk::ask`].

mod activity;
mod audit;
pub mod demo;
mod desk;
pub mod house;
pub mod jobs;
pub mod live;
mod order;
pub mod readers;
pub mod schedule;
pub mod search;
mod setting;

pub mod access;
pub mod approval;
pub mod automation;
pub mod channel;
pub mod conversation;
pub mod flow;
pub mod form;
pub mod knowledge;
pub mod notification;
pub mod object;
pub mod panel;
pub mod people;
pub mod setup;
pub mod sla;
pub mod ticket;

pub use self::activity::{Activity, activity};
pub use self::audit::{Audit, audit, happened};
pub use self::desk::{Desk, Settings};
pub use ::desk::{Actor, Done, Error, Event, Fault, Recorded, Refusal, Scope, Who};
pub use store::{Location, Read, Signer, Tx};

/// Moving, counting and checking whole databases, for the command line.
pub mod whole {
    pub use store::bulk;
    pub use store::{Copied, copy, counts, integrity, snapshot, wrong_cells, wrong_views};

    /// How many jobs are in each state.
    pub fn job_counts(read: &mut store::Read) -> desk::Done<Vec<(String, i64)>> {
        Ok(store::jobs::counts(read)?)
    }
}
