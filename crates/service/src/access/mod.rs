//! Signing in, invitations, sessions and the first start.

mod invite;
mod links;
mod password;
mod portal;
mod post;
mod sessions;
mod set_up;
mod sign_in;
mod sweep;
mod ticket_link;
mod tokens;

pub use invite::{Invite, accept_invitation, hire, invite, invite_again};
pub use links::whose_link;
pub use password::{change_password, forgot_password, own_hash, reset_password, set_password};
pub use portal::{ask_sign_in_link, sign_in_by_link};
pub(crate) use sessions::revoke;
pub use sessions::{
    Signed, actor_of, agents_seen, revoke_other_sessions, revoke_session, revoke_sessions_of, seen, sessions, sign_out,
};
pub use set_up::{SetUp, is_set_up, offer_set_up, set_up, set_up_opens};
pub use sign_in::{credentials, may_try, sign_in, sign_in_failed};
pub use sweep::sweep;
pub use ticket_link::{open_ticket_link, ticket_link};
pub use tokens::{Program, access_tokens, create_access_token, program_asked, program_of, remove_access_token};
