//! Free names on six fixed categories: what a status is called is the team's affair, what it does is the category's.

use super::kind::words as word_list;
use crate::Refusal;
use base::{Language, words};

base::id!(StatusId);

word_list! {
    /// What a status means to clocks, queues and requesters.
    Category { New = "new", Open = "open", Pending = "pending", OnHold = "on_hold", Solved = "solved", Closed = "closed", }
}

impl Category {
    /// The locale key of its word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::New => "category-new",
            Self::Open => "category-open",
            Self::Pending => "category-pending",
            Self::OnHold => "category-on-hold",
            Self::Solved => "category-solved",
            Self::Closed => "category-closed",
        }
    }

    /// Nobody needs to act: solved or closed.
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Solved | Self::Closed)
    }

    /// Where a ticket goes by our reply when the writer chooses nothing: it now waits for the requester. What is on hold
    /// or done stays so: a "you are welcome" opens nothing.
    pub const fn after_reply(self) -> Self {
        match self {
            Self::New | Self::Open | Self::Pending => Self::Pending,
            Self::OnHold | Self::Solved | Self::Closed => self,
        }
    }

    /// Where a ticket goes when its requester writes: somebody must look again. A closed one stays closed, what they
    /// write begins another ticket.
    pub const fn after_incoming(self) -> Self {
        match self {
            Self::New | Self::Closed => self,
            Self::Open | Self::Pending | Self::OnHold | Self::Solved => Self::Open,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    pub id: StatusId,
    pub category: Category,
    /// As the administrator named it in English; empty: not named.
    pub name_en: String,
    pub name_ja: String,
    pub position: i64,
    /// The one of its category that verbs choose.
    pub standard: bool,
    pub version: i64,
}

impl Status {
    /// Its name in a language: as the administrator named it there, else as in the other, else the category's own word.
    pub fn shown(&self, language: Language) -> &str {
        let (name, other) = match language {
            Language::English => (&self.name_en, &self.name_ja),
            Language::Japanese => (&self.name_ja, &self.name_en),
        };
        let named = [name, other].into_iter().find(|name| !name.is_empty());
        named.map_or_else(|| words::of(language).say(self.category.key()), String::as_str)
    }
}

/// A status' name somebody typed: one line of at most 40 characters, perhaps empty.
pub fn status_name(text: &str) -> Result<String, Refusal> {
    let line = base::seen_line(text);
    if line.chars().count() > 40 { Err(Refusal::NameTooLong) } else { Ok(line) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_makes_a_ticket_wait_and_an_answer_opens_it() {
        use Category::*;
        let table = [
            (New, Pending, New),
            (Open, Pending, Open),
            (Pending, Pending, Open),
            (OnHold, OnHold, Open),
            (Solved, Solved, Open),
            (Closed, Closed, Closed),
        ];
        for (now, replied, received) in table {
            assert_eq!((now.after_reply(), now.after_incoming()), (replied, received), "{now:?}");
        }
    }
}
