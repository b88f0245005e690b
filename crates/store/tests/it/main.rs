//! The contract of the store, on both databases.

mod late_commit;
mod leases;
