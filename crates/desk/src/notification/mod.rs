//! What people are told of, by which medium, and when they want to be left alone.

mod calendar;
mod chat;
mod item;
mod matrix;
mod quiet;
mod stream;
mod subscription;
mod summary;
mod told;
mod wishes;

pub use calendar::{Entry, EntryKind, written as written_calendar};
pub use chat::{CHAT_ADDRESS, Chat, ChatChoice, ChatId, ChatService, ChatWish, MOST_CHATS, chat_host, chat_hosts};
pub use item::{Mute, Muted, Notification, NotificationId};
pub use matrix::{Matrix, Media, Medium, Occasion, Reach, Stake};
pub use quiet::Quiet;
pub use stream::{Stream, StreamKind};
pub use subscription::{MOST_BROWSERS, Subscription, SubscriptionId, SubscriptionWish};
pub use summary::{Summary, SummaryGroup, SummaryLine, SummaryWhat};
pub use told::{Detail, Told};
pub use wishes::{MOST_LETTERS, Wishes};
