//! Mailboxes, what arrives and what is sent.

mod bounces;
mod care;
mod courtesy;
mod intake;
mod mailboxes;
mod office;
mod outbox;
mod threading;
mod turns;
mod writing;
