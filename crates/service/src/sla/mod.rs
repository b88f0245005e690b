//! Verbs and questions about promised times.

mod calendars;
mod figures;
mod follow;
mod history;
mod policies;
mod step;

pub use calendars::{calendar, calendars, change_calendar, close_days, create_calendar, remove_calendar};
pub use figures::{After, Cell, Kept, Proof, figures, proofs};
pub use follow::{BEGINNING, READER, RECKON, follow, live_on, reckon_on};
pub(crate) use follow::{is_due, look_at_due};
pub use policies::{
    Change, Moved, Preview, Promised, change_policy, create_policy, order_policies, policies, policy, preview,
    promised, remove_policy,
};
