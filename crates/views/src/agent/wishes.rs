//! What one wants to be told of, by which medium, and when not.

use super::Frame;
use super::me::browser_name;
use crate::Shell;
use crate::admin::{Choice, Form};
use askama::Template;
use base::Moment;
use desk::notification::{Chat, ChatChoice, Matrix, Medium, Mute, Muted, Occasion, Reach, Subscription};
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "agent/wishes.html")]
pub struct WishesPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub form: Form,
    /// They have a table of their own; else their role's holds.
    pub own: bool,
    /// Of the one who looks: their quiet hours are told on this clock.
    pub zone: String,
    /// What push services know of this house; none: nothing can be pushed.
    pub push_key: Option<String>,
    pub push: Form,
    pub browsers: Vec<Subscription>,
    /// The session of this very browser.
    pub here: String,
    pub mutes: Vec<(Mute, Option<TicketNumber>, String)>,
    pub mute: Form,
    /// What may be muted: `team-3`, `mailbox-2`.
    pub mutable: Vec<Choice>,
    /// Those one may choose from, and what one has chosen.
    pub chats: Vec<Chat>,
    pub choice: Option<ChatChoice>,
    /// They may set chats up.
    pub configures: bool,
    pub chat: Form,
    /// How a message went that was tried out.
    pub chat_trial: Option<Result<(), &'static str>>,
    pub calendar_since: Option<Moment>,
    /// The whole address, shown once when it is made.
    pub calendar: Option<String>,
}

/// A row of the table.
pub struct Asked {
    pub occasion: Occasion,
    pub cells: Vec<Cell>,
}

pub struct Cell {
    pub name: String,
    pub medium: Medium,
    /// Nothing: it goes that way whatever one wishes.
    pub reaches: &'static [Reach],
    /// Otherwise nothing goes that way, and what is wished keeps until then.
    pub set_up: bool,
}

/// A column of the table.
pub struct Way {
    pub medium: Medium,
    pub set_up: bool,
}

impl Way {
    /// `chats`: there is one that may be chosen.
    pub fn all(chats: bool) -> Vec<Self> {
        Medium::ALL.iter().map(|medium| Self { medium: *medium, set_up: is_set_up(*medium, chats) }).collect()
    }
}

const fn is_set_up(medium: Medium, chats: bool) -> bool {
    match medium {
        Medium::App | Medium::Mail | Medium::Push => true,
        Medium::Chat => chats,
    }
}

impl Asked {
    /// `chats`: there is one that may be chosen.
    pub fn all(chats: bool) -> Vec<Self> {
        let cell = |occasion: Occasion, medium: Medium| Cell {
            name: cell_name(occasion, medium),
            medium,
            reaches: occasion.reaches(medium),
            set_up: is_set_up(medium, chats),
        };
        let row = |occasion: &Occasion| Self {
            occasion: *occasion,
            cells: Medium::ALL.iter().map(|medium| cell(*occasion, *medium)).collect(),
        };
        Occasion::ALL.iter().map(row).collect()
    }
}

impl Asked {
    pub fn hint(&self, shell: &Shell) -> String {
        shell.words.say(&format!("{}-hint", self.occasion.key())).to_owned()
    }

    /// What a screen reader says of a cell.
    pub fn label(&self, cell: &Cell, shell: &Shell) -> String {
        format!("{}: {}", shell.words.say(self.occasion.key()), shell.words.say(cell.medium.key()))
    }
}

impl Cell {
    pub fn is_switch(&self) -> bool {
        self.reaches.len() == 2 && self.reaches.contains(&Reach::Mine)
    }
}

/// `received_mail`
pub fn cell_name(occasion: Occasion, medium: Medium) -> String {
    format!("{}_{}", occasion.name(), medium.name())
}

/// A matrix as its form has it.
pub fn matrix_form(form: Form, matrix: &Matrix) -> Form {
    let cells =
        Asked::all(true).into_iter().flat_map(|row| row.cells.into_iter().map(move |cell| (row.occasion, cell)));
    cells.fold(form, |form, (occasion, cell)| form.with(&cell.name, matrix.of(occasion, cell.medium).name()))
}

impl WishesPage<'_> {
    fn title(&self) -> &str {
        self.shell.say("wishes-title")
    }

    fn rows(&self) -> Vec<Asked> {
        Asked::all(!self.chats.is_empty())
    }

    fn ways(&self) -> Vec<Way> {
        Way::all(!self.chats.is_empty())
    }

    fn days(&self) -> [&'static str; 7] {
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    }

    fn hours(&self) -> Vec<Choice> {
        let hour = |hour: i64| Choice::new(hour, format!("{hour}:00"));
        [Choice::new("", self.shell.say("wishes-digest-never"))].into_iter().chain((0..24).map(hour)).collect()
    }

    fn browser(&self, one: &Subscription) -> String {
        browser_name(&one.browser, self.shell.say("me-browser-unknown"))
    }

    fn is_here(&self, one: &Subscription) -> bool {
        one.session.as_str() == self.here
    }

    fn chosen(&self, chat: &Chat) -> Option<&ChatChoice> {
        self.choice.as_ref().filter(|choice| choice.chat == chat.id)
    }

    /// It was just typed in here, and not taken.
    fn is_typed(&self, chat: &Chat) -> bool {
        self.chat.is("chat", &chat.id.to_string())
    }

    /// As it was typed, else as it is kept.
    fn mention<'p>(&'p self, chat: &Chat) -> &'p str {
        if self.is_typed(chat) {
            return self.chat.text("mention");
        }
        self.choice.as_ref().filter(|choice| choice.chat == chat.id).map_or("", |choice| choice.mention.as_str())
    }

    fn says(&self, chat: &Chat) -> bool {
        if self.is_typed(chat) {
            self.chat.is("said", "on")
        } else {
            self.chosen(chat).is_some_and(|choice| choice.said)
        }
    }

    fn why(&self, chat: &Chat, field: &str) -> Option<&'static str> {
        self.chat.reason(field).filter(|_| self.is_typed(chat))
    }

    fn hosts(&self, chat: &Chat) -> String {
        self.shell.with("chat-own-hint", &chat.wish.hosts.join(", "))
    }

    fn say(&self, key: &str) -> String {
        self.shell.words.say(key).to_owned()
    }

    fn muted_key(&self, mute: &Mute) -> &'static str {
        match mute.what {
            Muted::Ticket => "muted-ticket",
            Muted::Team => "muted-team",
            Muted::Mailbox => "muted-mailbox",
        }
    }

    /// As the form has it now.
    fn rests(&self, day: &str) -> bool {
        self.form.is(&format!("quiet_{day}"), "on")
    }

    fn day(&self, day: &str) -> String {
        self.shell.words.say(&format!("wishes-{day}")).to_owned()
    }
}
