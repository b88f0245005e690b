//! The verbs, on both databases.

mod smoke;
