//! Verbs about what is said on tickets.

mod acted;
mod draft;
mod incoming;
mod macros;
mod marker;
mod note;
mod pass_on;
mod redact;
mod reply;
mod side_draft;
mod take_back;
