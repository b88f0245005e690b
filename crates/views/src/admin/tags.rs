//! Tags with the number of tickets that carry them, and one of them.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use desk::ticket::{NewTags, Tag};

#[derive(Template)]
#[template(path = "admin/tags.html")]
pub struct Tags<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// With the number of tickets that carry it.
    pub tags: Vec<(Tag, i64)>,
    /// Who makes new ones.
    pub making: Form,
}

#[derive(Template)]
#[template(path = "admin/tag.html")]
pub struct TagPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub tag: Option<Tag>,
    pub form: Form,
}

impl Tags<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-tags")
    }

    fn makers(&self) -> Vec<Choice> {
        NewTags::ALL.iter().map(|one| Choice::new(one.name(), self.shell.say(one.key()))).collect()
    }
}

impl TagPage<'_> {
    fn title(&self) -> &str {
        self.tag.as_ref().map_or_else(|| self.shell.say("admin-tag-new"), |tag| &tag.name)
    }
}
