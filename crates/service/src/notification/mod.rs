//! Telling people what happened: in the workspace, by mail, in their browsers; and their calendar.

mod calendar;
mod chat;
mod chats;
mod content;
mod deliver;
mod digest;
mod follow;
mod heap;
mod inbox;
mod keys;
mod mute;
mod push;
mod story;
mod wishes;

pub use calendar::{calendar, calendar_actor, calendar_since, close_calendar, open_calendar};
pub use chat::{CHAT, ChatAbout, ChatContent, chat_again, chat_content, chat_told};
pub use chats::{
    ChatAddress, ChatChoiceWish, change_chat, chat, chat_choice, chat_trial, chats, choose_chat, create_chat,
    leave_chat, own_chat_trial, remove_chat,
};
pub use content::{PushAbout, PushContent, push_content, push_gone, push_taken};
pub(crate) use deliver::is_due;
pub use deliver::{deliver_due, sweep};
pub use follow::follow;
pub use inbox::{Inbox, MOST_SHOWN, Told, inbox, see_all, see_one, see_ticket, unread, unsee_one, unseen};
pub use keys::{PushKeys, keep_push_keys, push_keys, push_public_key};
pub use mute::{mutable, mute, mute_ticket, mutes, unmute};
pub use push::{PUSH, subscribe, subscriptions, unsubscribe};
pub use wishes::{change_defaults, choose, defaults, wishes};
