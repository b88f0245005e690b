//! The page that says no.

use crate::{Assets, Icon, Theme};
use askama::Template;
use base::words::Words;

#[derive(Template)]
#[template(path = "error/failure.html")]
pub struct Failure<'a> {
    pub words: &'static Words,
    pub assets: &'a Assets,
    pub theme: Theme,
    pub title: &'a str,
    pub sentence: &'a str,
    /// What to tell an administrator, who finds it in the log.
    pub id: Option<&'a str>,
    /// Where to go from here.
    pub home: &'static str,
}

impl Failure<'_> {
    fn mark(&self) -> Icon<'_> {
        Icon { assets: self.assets, name: "ticket" }
    }
}
