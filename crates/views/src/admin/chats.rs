//! Chats for notifications, and one of them with how a trial went.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use desk::notification::{Chat, ChatChoice, ChatService};

#[derive(Template)]
#[template(path = "admin/chats.html")]
pub struct Chats<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Each with what people have chosen of it.
    pub chats: Vec<(Chat, Vec<ChatChoice>)>,
}

#[derive(Template)]
#[template(path = "admin/chat.html")]
pub struct ChatPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub id: Option<i64>,
    pub form: Form,
    /// At which host the address lies that is kept.
    pub kept: Option<String>,
    pub trial: Option<Result<(), &'static str>>,
}

impl Chats<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-chats")
    }

    fn people(&self, choices: &[ChatChoice]) -> String {
        self.shell.words.with("chats-people", "x", choices.len())
    }

    /// The key of what went wrong last, with anybody's messages.
    fn trouble<'c>(&self, choices: &'c [ChatChoice]) -> Option<&'c str> {
        choices.iter().map(|choice| choice.trouble.as_str()).find(|trouble| !trouble.is_empty())
    }

    fn say(&self, key: &str) -> String {
        self.shell.words.say(key).to_owned()
    }

    fn hosts(&self, chat: &Chat) -> String {
        chat.wish.hosts.join(", ")
    }
}

impl ChatPage<'_> {
    fn title(&self) -> &str {
        self.shell.say(if self.id.is_some() { "admin-chat-edit" } else { "admin-chat-new" })
    }

    fn action(&self) -> String {
        self.id.map_or_else(|| "/admin/chats".to_owned(), |id| format!("/admin/chats/{id}"))
    }

    fn services(&self) -> Vec<Choice> {
        ChatService::ALL.iter().map(|one| Choice::new(one.name(), self.shell.say(one.key()))).collect()
    }

    fn whose(&self) -> Vec<Choice> {
        let choice = |value: &str, label, hint| Choice::new(value, self.shell.say(label)).meaning(self.shell.say(hint));
        vec![
            choice("one", "chat-whose-one", "chat-whose-one-hint"),
            choice("own", "chat-whose-own", "chat-whose-own-hint"),
        ]
    }
}
