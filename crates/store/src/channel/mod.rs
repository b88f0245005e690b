//! What comes in and what goes out.

pub mod care;
pub mod fetched;
pub mod grants;
pub mod intakes;
pub mod letters;
pub mod mailboxes;
pub mod outbox;
pub mod references;
pub mod verdicts;
