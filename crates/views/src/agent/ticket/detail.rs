//! One of the fields that people have defined, beside the talk: what stands in it, and where it is changed.

use crate::form::{Blank, Words};

pub struct Detail {
    pub id: i64,
    pub blank: Blank,
    /// Empty: nothing stands in it.
    pub shown: String,
    /// With its marks, where it has any.
    pub rich: Option<Words>,
    /// Name and address of each.
    pub files: Vec<(String, String)>,
    /// Where it leads.
    pub link: Option<String>,
    pub editable: bool,
    /// It must be filled in before the ticket is solved, and is not.
    pub lacking: bool,
}

impl Detail {
    /// A field in which text of several lines stands.
    pub fn is_long(&self) -> bool {
        self.blank.is("area") || self.blank.is("rich")
    }
}

/// What stands in a field of the requester or their organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    pub label: String,
    pub shown: String,
    /// Where it leads.
    pub link: Option<String>,
    /// Each by its name, and where it lies.
    pub files: Vec<(String, String)>,
}
