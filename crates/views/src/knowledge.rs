//! Words of the knowledge base that several pages share.

use crate::Shell;
use crate::form::Words;
use askama::Template;
use base::{Language, Moment};
use desk::knowledge::ArticleState;

/// The Fluent key of a state's name.
pub const fn state_key(state: ArticleState) -> &'static str {
    match state {
        ArticleState::Draft => "article-draft",
        ArticleState::Internal => "article-internal",
        ArticleState::Public => "article-public",
        ArticleState::Archived => "article-archived",
    }
}

/// Its colour: what others read is told apart from what they do not.
pub const fn state_tone(state: ArticleState) -> &'static str {
    match state {
        ArticleState::Draft => "",
        ArticleState::Internal => "warning",
        ArticleState::Public => "success",
        ArticleState::Archived => "quiet",
    }
}

/// A category as a reader finds it.
pub struct Shelf {
    pub link: String,
    pub name: String,
    pub articles: i64,
}

/// An article in a list for readers.
pub struct HelpLine {
    pub link: String,
    pub title: String,
    pub opening: String,
    pub language: Language,
}

#[derive(Template)]
#[template(path = "portal/articles.html")]
pub struct HelpArticles<'a> {
    pub shell: Shell<'a>,
    pub find: String,
    /// Of the categories one is in: address and name.
    pub crumbs: Vec<(String, String)>,
    pub shelves: Vec<Shelf>,
    pub lines: Vec<HelpLine>,
    pub next: Option<String>,
    /// More was found than is shown.
    pub more: bool,
}

#[derive(Template)]
#[template(path = "portal/article.html")]
pub struct HelpArticle<'a> {
    pub shell: Shell<'a>,
    pub title: String,
    pub words: Words,
    pub language: Language,
    pub languages: Vec<Language>,
    pub crumbs: Vec<(String, String)>,
    pub updated_at: Moment,
    pub path: String,
    /// The same from outside.
    pub address: String,
}

impl HelpArticles<'_> {
    fn title(&self) -> &str {
        self.crumbs.last().map_or_else(|| self.shell.say("help-articles"), |(_, name)| name)
    }
}

impl HelpArticle<'_> {
    fn is(&self, language: &Language) -> bool {
        self.language == *language
    }
}
