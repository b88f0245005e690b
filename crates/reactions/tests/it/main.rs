//! What follows from events and from the clock, on both databases.

#![allow(clippy::unwrap_used)]

mod acknowledge;
mod approvals;
mod clock;
mod desk_of_mail;
mod flight;
mod flows;
mod jobs;
mod killed;
mod ratings;
mod rules;
mod setups;
mod steps;
mod webhooks;
