//! What another system knows, as a part of a ticket's page.

use crate::Shell;
use askama::Template;

#[derive(Template)]
#[template(path = "agent/ticket/panel.html")]
pub struct PanelPart<'a> {
    pub shell: Shell<'a>,
    /// Labels with what was said, or the key of the reason why nothing was.
    pub shown: Result<Vec<(String, String)>, &'static str>,
    /// Fields of the requester that it could fill, and where that is asked for.
    pub fills: i64,
    pub path: String,
}

/// Letters that fill about four lines beside a ticket; wide ones count for two.
const SHORT: usize = 96;

impl PanelPart<'_> {
    /// It is cut until somebody wants to read all of it.
    fn is_long(&self, text: &str) -> bool {
        text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum::<usize>() > SHORT
    }

    /// Only of the web: what somebody else's system says is no script.
    fn is_link(&self, text: &str) -> bool {
        (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
    }
}
