//! Signing in, invitations, sessions and the first start.

mod invite;
mod links;
mod post;
mod set_up;

pub use invite::{Invite, accept_invitation, invite};
pub use set_up::{SetUp, is_set_up, offer_set_up, set_up};
