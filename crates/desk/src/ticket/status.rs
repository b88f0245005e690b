//! Free names on six fixed categories: what a status is called is the team's affair, what it does is the category's.

use super::kind::words;

base::id!(StatusId);

words! {
    /// What a status means to clocks, queues and requesters.
    Category { New = "new", Open = "open", Pending = "pending", OnHold = "on_hold", Solved = "solved", Closed = "closed", }
}

impl Category {
    /// Nobody needs to act: solved or closed.
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Solved | Self::Closed)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    pub id: StatusId,
    pub category: Category,
    /// As the administrator named it in English; empty: the category's own name.
    pub name_en: String,
    pub name_ja: String,
    pub position: i64,
    /// The one of its category that verbs choose.
    pub standard: bool,
    pub version: i64,
}
