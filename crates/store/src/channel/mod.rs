//! What comes in and what goes out.

pub mod breakers;
pub mod care;
pub mod conversations;
pub mod fetched;
pub mod file_links;
pub mod filters;
pub mod grants;
pub mod guards;
pub mod hooks;
pub mod intakes;
pub mod letters;
pub mod looks;
pub mod mail_keys;
pub mod mailboxes;
pub mod outbox;
pub mod protections;
pub mod reach;
pub mod recorder;
pub mod references;
pub mod signing_keys;
pub mod tries;
pub mod verdicts;
pub mod wordings;
