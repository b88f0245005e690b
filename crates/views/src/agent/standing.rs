//! Where a ticket stands: a free name on a fixed category, which gives it its shape and colour.

use crate::category;
use base::Language;
use desk::ticket::{Category, Status, StatusId};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing<'a> {
    pub id: StatusId,
    pub category: Category,
    pub name: &'a str,
}

impl<'a> Standing<'a> {
    pub fn of(status: &'a Status, language: Language) -> Self {
        Self { id: status.id, category: status.category, name: status.shown(language) }
    }

    /// The status with this id; one that is gone shows its category.
    pub fn find(id: StatusId, category: Category, all: &'a [Status], language: Language) -> Self {
        match all.iter().find(|status| status.id == id) {
            Some(status) => Self::of(status, language),
            None => Self { id, category, name: base::words::of(language).say(category.key()) },
        }
    }

    /// As CSS writes the category.
    pub const fn shape(&self) -> &'static str {
        category::shape(self.category)
    }

    pub const fn icon(&self) -> &'static str {
        category::icon(self.category)
    }
}
