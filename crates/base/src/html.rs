//! HTML from outside, made harmless: the only HTML that may reach a page unescaped.

use serde::{Deserialize, Serialize};

/// HTML that was cleaned here. There is no other way to make one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CleanHtml(String);

impl CleanHtml {
    /// Cleans HTML from anybody.
    pub fn clean(html: &str) -> Self {
        Self(ammonia::clean(html))
    }

    /// Plain text as HTML: escaped, lines broken.
    pub fn from_text(text: &str) -> Self {
        Self(ammonia::clean_text(text).replace('\n', "<br>"))
    }

    /// What the store kept of a value that was clean when it was written.
    pub fn trusted(stored: String) -> Self {
        Self(stored)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
