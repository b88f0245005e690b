//! Mailboxes, what arrives and what is sent.

mod agent_mail;
mod bounces;
mod care;
mod courtesy;
mod filters;
mod flights;
mod guards;
mod intake;
mod mailboxes;
mod office;
mod outbox;
mod policies;
mod reread;
mod sides;
mod threading;
mod turns;
mod writing;
