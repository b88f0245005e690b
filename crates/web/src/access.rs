//! The doors: sign in and out, first set-up, forgotten passwords, invitations.

pub mod choose;
pub mod forgot;
pub mod hashing;
pub mod invitation;
pub mod login;
pub mod reset;
pub mod setup;
