//! What another system knows, as a part of a ticket's page.

use crate::Shell;
use askama::Template;

#[derive(Template)]
#[template(path = "agent/ticket/panel.html")]
pub struct PanelPart<'a> {
    pub shell: Shell<'a>,
    /// Labels with what was said, or the key of the reason why nothing was.
    pub shown: Result<Vec<(String, String)>, &'static str>,
}

impl PanelPart<'_> {
    /// Only of the web: what somebody else's system says is no script.
    fn is_link(&self, text: &str) -> bool {
        (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
    }
}
