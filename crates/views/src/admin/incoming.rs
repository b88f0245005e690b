//! What becomes of incoming mail where more than one thing would be right.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;

#[derive(Template)]
#[template(path = "admin/incoming.html")]
pub struct Incoming<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub form: Form,
}

impl Incoming<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-incoming")
    }

    fn closings(&self) -> Vec<Choice> {
        let choice = |value: &str, key: &str| Choice::new(value, self.shell.say(key));
        vec![
            choice("follow_up", "incoming-closed-follow-up"),
            choice("reopen", "incoming-closed-reopen"),
            choice("within", "incoming-closed-within"),
        ]
    }

    fn twins(&self) -> Vec<Choice> {
        let choice = |value: &str, key: &str| Choice::new(value, self.shell.say(key));
        vec![choice("each", "incoming-twin-each"), choice("one", "incoming-twin-one")]
    }
}
