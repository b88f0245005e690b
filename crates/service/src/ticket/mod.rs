//! Verbs and questions about tickets.

mod circle;
mod discard;
mod list;
mod load;
mod page;
mod property;
mod snooze;
mod status;
mod team;

pub use circle::{add_participant, follow, remove_participant, set_requester, unfollow};
pub use discard::{mark_not_spam, mark_spam, restore, trash};
pub use list::{After, Counts, Line, Page, counts, list};
pub use load::visible;
pub(crate) use load::{any, as_seen, keep};
pub use page::{Entry, Happened, May, Said, TicketPage, page};
pub use property::{assign, rename, set_kind, set_priority, set_tags};
pub use snooze::{snooze, wake, wake_due};
pub use status::set_status;
pub(crate) use status::turn;
pub use team::move_to_team;
