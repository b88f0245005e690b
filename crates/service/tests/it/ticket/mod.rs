//! Verbs and questions about tickets.

mod assignment;
mod bulk;
mod circle;
mod condition;
mod create;
mod discard;
mod grouped;
mod links;
mod list;
mod lock;
mod merge;
mod page;
mod property;
mod requester;
mod routing;
mod runs;
mod snooze;
mod statuses;
mod tags;
mod tasks;
mod team;
mod times;
mod undo;
mod views;
mod walk;
mod workflow;
