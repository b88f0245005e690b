//! A mail's HTML as a document of its own, on white paper.

use askama::Template;
use base::{CleanHtml, Language};

#[derive(Template)]
#[template(path = "agent/ticket/body.html")]
pub struct Body<'a> {
    /// That of the mail; none: nobody knows.
    pub language: Option<Language>,
    pub body: &'a CleanHtml,
}
