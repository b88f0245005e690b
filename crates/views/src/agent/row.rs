//! One ticket as lists show it: a line, or two where it is narrow.

use super::tier::{self, Mark};
use super::{Face, Standing, There};
use crate::Shell;
use crate::agent::due::Due;
use base::Moment;
use desk::form::FieldId;
use desk::people::Tier;
use desk::sla::SlaState;
use desk::ticket::{Column, Place, Shown, Snooze, Ticket};

pub struct Row<'a> {
    pub ticket: &'a Ticket,
    pub status: Standing<'a>,
    pub requester: &'a str,
    /// How much they matter.
    pub tier: Tier,
    /// Their name, where somebody has the ticket.
    pub assignee: Option<&'a str>,
    pub tags: Vec<&'a str>,
    /// What is shown beside the subject, in this order.
    pub columns: &'a [Shown],
    pub team: &'a str,
    pub organization: &'a str,
    /// What stands in those of them that are words.
    pub words: Vec<(Column, String)>,
    /// Fields among the columns: what each is called, and what stands in it.
    pub details: Vec<(FieldId, String, String)>,
    /// The one who looks has put a star on it.
    pub starred: bool,
    /// How its view marks it.
    pub lit: Vec<Tint>,
    /// Stands before its id in the page, where a list may show a ticket twice.
    pub under: String,
    /// The ticket that is open beside the list.
    pub current: bool,
    /// Who else is at it; none where nobody looks at that.
    pub there: Option<Vec<There>>,
    /// Where it lies; none: the list is of that.
    pub place: Option<Place>,
}

/// A colour and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Tint {
    pub label: String,
    pub tone: &'static str,
    /// The word of the column; empty: the whole row.
    pub spot: String,
}

impl Row<'_> {
    /// The tone of the whole row, or of one of its cells; empty: none. What holds first, stands.
    pub fn tone(&self, spot: &str) -> &'static str {
        self.lit.iter().find(|one| one.spot == spot).map_or("", |one| one.tone)
    }

    /// What its colours say.
    pub fn said(&self) -> String {
        self.lit.iter().map(|one| one.label.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// How wide its number is; none: as wide as the usual six digits.
    pub fn digits(&self) -> Option<&'static str> {
        match self.ticket.number.0 {
            ..=999_999 => None,
            1_000_000..=9_999_999_999 => Some("ten"),
            10_000_000_000.. => Some("most"),
        }
    }

    pub fn face(&self) -> Option<(Face, &str)> {
        let (person, name) = self.ticket.assignee.zip(self.assignee)?;
        Some((Face::of(person, name), name))
    }

    pub fn first_tags(&self) -> &[&str] {
        &self.tags[..self.shown_tags()]
    }

    /// As many as a cell shows whole: one, and a second where both are short. What is no ASCII is twice as wide; "+1" takes room too.
    fn shown_tags(&self) -> usize {
        let wide = |tag: &str| tag.chars().map(|letter| 1 + usize::from(!letter.is_ascii())).sum::<usize>();
        let room = if self.tags.len() > 2 { 12 } else { 16 };
        match self.tags.as_slice() {
            [first, second, ..] if wide(first) + wide(second) <= room => 2,
            tags => tags.len().min(1),
        }
    }

    /// How many more there are, and which.
    pub fn more_tags(&self) -> Option<(usize, String)> {
        let more = self.tags.get(self.shown_tags()..).filter(|more| !more.is_empty())?;
        Some((more.len(), more.join(", ")))
    }

    /// The last word was the requester's, and nobody has answered it.
    pub fn awaits_us(&self) -> bool {
        self.ticket.is_unanswered()
    }

    pub fn mark(&self) -> Option<Mark> {
        tier::mark(self.tier)
    }

    /// Icon and key of where it lies aside.
    pub fn aside(&self) -> Option<(&'static str, &'static str)> {
        match self.place? {
            Place::Spam => Some(("spam", "place-spam")),
            Place::Trash => Some(("trash", "place-trash")),
            Place::Open | Place::Snoozed | Place::Closed | Place::Merged => None,
        }
    }

    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|one| one.word() == column)
    }

    /// What a field is called that stands among the columns, and what stands in it.
    pub fn detail(&self, shown: &Shown) -> Option<(&str, &str)> {
        let Shown::Field(field) = shown else { return None };
        self.details.iter().find(|(id, ..)| id == field).map(|(_, label, text)| (label.as_str(), text.as_str()))
    }

    pub fn word(&self, column: &Column) -> &str {
        self.words.iter().find(|(one, _)| one == column).map_or("", |(_, word)| word)
    }

    /// When it is due next. The date that somebody has set counts in where it has no column of its own.
    pub fn due(&self) -> Option<Due> {
        if self.has("deadline") { self.ticket.due_at.map(Due::new) } else { self.first_due() }
    }

    /// On a card, which has room for one date.
    pub fn first_due(&self) -> Option<Due> {
        Due::first(self.ticket)
    }

    /// The date that somebody has set.
    pub fn deadline(&self) -> Option<Due> {
        self.ticket.deadline.map(|at| Due { at, set: true })
    }

    pub fn is_done(&self) -> bool {
        self.ticket.category.is_done()
    }

    /// Its clocks stand.
    pub fn stands(&self) -> bool {
        self.ticket.sla == Some(SlaState::Paused)
    }

    pub fn kind(&self, shell: &Shell) -> String {
        shell.words.say(&format!("kind-{}", self.ticket.kind.name())).to_owned()
    }

    pub fn origin(&self, shell: &Shell) -> String {
        shell.words.say(&format!("origin-{}", self.ticket.origin.name())).to_owned()
    }

    /// The stars its requester gave, drawn, and said.
    pub fn stars(&self, shell: &Shell) -> Option<(String, String)> {
        self.ticket.rating.map(|stars| (stars.drawn(), shell.words.say(stars.key()).to_owned()))
    }

    pub fn sleeps_until_reply(&self) -> bool {
        matches!(self.ticket.snooze, Snooze::UntilReply)
    }

    pub fn wakes_at(&self) -> Option<Moment> {
        match self.ticket.snooze {
            Snooze::Until(moment) => Some(moment),
            Snooze::Awake | Snooze::UntilReply => None,
        }
    }
}
