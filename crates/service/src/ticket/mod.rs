//! Verbs and questions about tickets.

mod load;
mod snooze;

pub use load::{ours, visible};
pub use snooze::{snooze, wake, wake_due};
