//! Who may do what: roles, named permissions, a level per team, and the one policy that every door asks.

mod access_token;
mod acquaintance;
mod actor;
mod asking;
mod copies;
mod letter;
mod level;
mod password;
mod policy;
mod role;
mod scope;
mod session;
mod tie;
pub mod tries;

pub use access_token::{AccessToken, AccessTokenId, Lasting, MOST_ACCESS_TOKENS, access_token_name};
pub use acquaintance::Acquaintance;
pub use actor::Actor;
pub use asking::Asking;
pub use copies::Copies;
pub use letter::LinkLetter;
pub use level::Level;
pub use password::sound_password;
pub use role::{Permission, Role, Roles};
pub use scope::Scope;
pub use session::{Browser, Purpose, Session};
pub use tie::Tie;
