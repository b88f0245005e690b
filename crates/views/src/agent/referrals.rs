//! To whom a ticket is referred: whoever is shown it now, and the form for one more.

use super::{Frame, Row};
use crate::Shell;
use crate::admin::{Choice, Form};
use askama::Template;
use desk::Level;
use desk::ticket::{LONGEST_WORD, ReferredTo, TicketNumber};

#[derive(Template)]
#[template(path = "agent/referrals.html")]
pub struct Referrals<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub number: TicketNumber,
    pub subject: String,
    pub form: Form,
    pub teams: Vec<Choice>,
    pub agents: Vec<Choice>,
}

/// One of them, on a ticket.
pub struct Referred<'a> {
    pub to: ReferredTo,
    pub name: &'a str,
    pub level: Level,
}

impl Referrals<'_> {
    fn title(&self) -> String {
        self.shell.with("refer-title", &format!("#{}", self.number))
    }

    fn path(&self) -> String {
        format!("/tickets/{}", self.number)
    }

    fn levels(&self) -> Vec<Choice> {
        let choice =
            |level: Level, hint| Choice::new(level.name(), self.shell.say(level.key())).meaning(self.shell.say(hint));
        vec![choice(Level::Read, "level-read-hint"), choice(Level::Reply, "level-reply-hint")]
    }

    fn longest_word(&self) -> usize {
        LONGEST_WORD
    }

    fn is_chosen(&self, choice: &Choice) -> bool {
        self.form.text("to") == choice.value
    }
}

/// What others referred to whoever looks.
#[derive(Template)]
#[template(path = "agent/referred.html")]
pub struct ReferredList<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub rows: Vec<Row<'a>>,
    /// Where the next page begins.
    pub next: Option<String>,
}

impl ReferredList<'_> {
    fn title(&self) -> &str {
        self.shell.say("referred-mine")
    }
}
