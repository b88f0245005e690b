pub mod chats;
pub mod feeds;
pub mod mutes;
pub mod notifications;
pub mod subscriptions;
pub mod wishes;
