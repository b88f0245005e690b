//! The contract of the store, on both databases.

#![allow(clippy::unwrap_used)]

mod kept;
mod keys;
mod late_commit;
mod leases;
mod names;
