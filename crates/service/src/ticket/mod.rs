//! Verbs and questions about tickets.

mod ask;
mod bulk;
mod circle;
mod create;
mod discard;
mod list;
mod load;
mod page;
mod property;
mod requester;
mod snooze;
mod status;
mod statuses;
mod tags;
mod team;
mod undo;

pub use ask::{Asked, ask};
pub use bulk::{MOST_AT_ONCE, bulk};
pub use circle::{add_participant, follow, remove_participant, set_requester, unfollow};
pub use create::{ByAgent, NewTicket, Opening, create, create_by_agent, follow_up};
pub use discard::{mark_not_spam, mark_spam, restore, trash};
pub use list::{After, Counts, Line, Page, counts, list};
pub use load::visible;
pub(crate) use load::{any, keep};
pub use page::{Entry, Happened, May, Said, TicketPage, page};
pub use property::{assign, rename, set_kind, set_priority, set_tags};
pub use requester::{Mine, PublicLine, PublicMessage, PublicPage, answer, close_own, mine, public_page, reopen_own};
pub use snooze::{snooze, wake, wake_due};
pub use status::set_status;
pub(crate) use status::turn;
pub use statuses::{create_status, make_standard, order_statuses, remove_status, rename_status, statuses};
pub use tags::{create_tag, remove_tag, rename_tag, tags, tags_in_use, tags_named};
pub use team::move_to_team;
pub use undo::undo;
pub(crate) use undo::take_back_what_followed;
