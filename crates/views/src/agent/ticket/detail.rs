//! One of the fields that people have defined, beside the talk: what stands in it, and where it is changed.

use crate::form::Blank;

pub struct Detail {
    pub id: i64,
    pub blank: Blank,
    /// Empty: nothing stands in it.
    pub shown: String,
    /// Where it leads.
    pub link: Option<String>,
    pub editable: bool,
    /// It must be filled in before the ticket is solved, and is not.
    pub lacking: bool,
}

impl Detail {
    /// A field in which text of several lines stands.
    pub fn is_long(&self) -> bool {
        self.blank.is("area")
    }
}
