//! Articles in the workspace: listed, read, written, with what they were before.

use super::{Frame, Row};
use crate::Shell;
use crate::admin::{Choice, Form};
use crate::form::Words;
use crate::knowledge::{state_key, state_tone};
use askama::Template;
use base::{Language, Moment};
use desk::Permission;
use desk::knowledge::{Article, ArticleCategory, ArticleState, Fate};

#[derive(Template)]
#[template(path = "agent/article/list.html")]
pub struct ArticleList<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub find: String,
    pub state: Option<ArticleState>,
    pub category: Option<i64>,
    pub categories: Vec<CategoryLine>,
    /// In all categories.
    pub total: i64,
    pub rows: Vec<ArticleRow>,
    pub next: Option<String>,
    /// More was found than is shown.
    pub more: bool,
}

/// A category with how many articles one sees in it.
pub struct CategoryLine {
    pub id: i64,
    pub name: String,
    pub depth: usize,
    pub articles: i64,
}

pub struct ArticleRow {
    pub id: i64,
    pub title: String,
    pub opening: String,
    pub language: Language,
    pub languages: Vec<Language>,
    /// `Returns › Refunds`; empty: in none.
    pub category: String,
    pub state: ArticleState,
    pub updated_at: Moment,
}

impl ArticleRow {
    fn key(&self) -> &'static str {
        state_key(self.state)
    }

    fn tone(&self) -> &'static str {
        state_tone(self.state)
    }
}

#[derive(Template)]
#[template(path = "agent/article/page.html")]
pub struct ArticleShown<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub article: &'a Article,
    pub category: String,
    pub language: Language,
    pub by: Option<String>,
    /// Where everybody reads it.
    pub help: Option<String>,
    /// How many tickets it answered that one may see, and the newest of them.
    pub answered: i64,
    pub rows: Vec<Row<'a>>,
    pub form: Form,
}

#[derive(Template)]
#[template(path = "agent/article/write.html")]
pub struct WriteArticle<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub article: Option<&'a Article>,
    pub form: Form,
    pub categories: Vec<Choice>,
    /// Somebody saved another version meanwhile: what it says now.
    pub meanwhile: Option<String>,
}

#[derive(Template)]
#[template(path = "agent/article/history.html")]
pub struct ArticleHistory<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub title: String,
    pub article: &'a Article,
    pub versions: Vec<VersionLine>,
}

pub struct VersionLine {
    pub version: i64,
    pub at: Moment,
    pub by: String,
    pub state: ArticleState,
    pub title: String,
}

impl VersionLine {
    fn key(&self) -> &'static str {
        state_key(self.state)
    }

    fn tone(&self) -> &'static str {
        state_tone(self.state)
    }
}

/// One version beside the one before it.
#[derive(Template)]
#[template(path = "agent/article/version.html")]
pub struct ArticleCompared<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub title: String,
    pub article: &'a Article,
    pub line: VersionLine,
    /// What changed in each language: its title, and the lines.
    pub changes: Vec<(Language, Vec<(Fate, String)>)>,
}

#[derive(Template)]
#[template(path = "agent/article/categories.html")]
pub struct ArticleCategories<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub categories: Vec<CategoryLine>,
    /// None: one to be made.
    pub category: Option<ArticleCategory>,
    pub parents: Vec<Choice>,
    pub form: Form,
}

impl Shell<'_> {
    pub fn writes_articles(&self) -> bool {
        self.may(Permission::WriteArticles)
    }

    fn removes_categories(&self) -> bool {
        self.may(Permission::RemoveCategories)
    }
}

impl ArticleList<'_> {
    fn title(&self) -> &str {
        self.shell.say("articles-title")
    }

    fn is_in(&self, line: &CategoryLine) -> bool {
        self.category == Some(line.id)
    }

    fn is_state(&self, state: &ArticleState) -> bool {
        self.state == Some(*state)
    }

    fn states(&self) -> Vec<(ArticleState, &str)> {
        ArticleState::ALL.iter().map(|state| (*state, self.shell.say(state_key(*state)))).collect()
    }

    fn is_narrowed(&self) -> bool {
        !self.find.is_empty() || self.state.is_some() || self.category.is_some()
    }
}

impl ArticleShown<'_> {
    fn title(&self) -> &str {
        self.article.texts.0.get(&self.language).map_or("", |text| &text.title)
    }

    fn words(&self) -> Words {
        Words::of(self.article.texts.0.get(&self.language).map_or("", |text| text.html.as_str()))
    }

    fn key(&self) -> &'static str {
        state_key(self.article.state)
    }

    fn tone(&self) -> &'static str {
        state_tone(self.article.state)
    }

    fn languages(&self) -> Vec<Language> {
        self.article.texts.0.keys().copied().collect()
    }

    fn is(&self, language: &Language) -> bool {
        self.language == *language
    }

    /// What it may become by one press, the most likely first.
    fn moves(&self) -> &'static [(&'static str, &'static str, &'static str)] {
        match self.article.state {
            ArticleState::Draft => &[("public", "globe", "article-publish"), ("internal", "lock", "article-share")],
            ArticleState::Internal => {
                &[("public", "globe", "article-publish"), ("archived", "trash", "article-archive")]
            }
            ArticleState::Public => {
                &[("internal", "lock", "article-withdraw"), ("archived", "trash", "article-archive")]
            }
            ArticleState::Archived => &[("draft", "undo", "article-revive")],
        }
    }
}

impl WriteArticle<'_> {
    fn title(&self) -> &str {
        self.shell.say(if self.article.is_some() { "article-edit" } else { "articles-new" })
    }

    fn states(&self) -> Vec<Choice> {
        let choice = |state: &ArticleState| {
            let key = state_key(*state);
            Choice::new(state.name(), self.shell.say(key)).meaning(self.shell.words.say(&format!("{key}-hint")))
        };
        ArticleState::ALL.iter().map(choice).collect()
    }

    /// The reader's language first.
    fn languages(&self) -> [Language; 2] {
        match self.shell.words.language() {
            Language::English => [Language::English, Language::Japanese],
            Language::Japanese => [Language::Japanese, Language::English],
        }
    }

    fn named(&self, what: &str, language: &Language) -> String {
        format!("{what}_{}", language.tag())
    }

    /// As it goes into the editor.
    fn html(&self, language: &Language) -> String {
        self.form.text(&self.named("html", language)).to_owned()
    }

    fn plain(&self, language: &Language) -> String {
        base::CleanHtml::words(&self.html(language)).to_text()
    }

    fn title_of(&self, language: &Language) -> String {
        self.form.text(&self.named("title", language)).to_owned()
    }

    fn back(&self) -> String {
        self.article.map_or_else(|| "/articles".to_owned(), |article| format!("/articles/{}", article.id))
    }
}

impl ArticleHistory<'_> {
    fn title(&self) -> String {
        self.shell.with("article-history-of", &self.title)
    }
}

impl ArticleCompared<'_> {
    fn title(&self) -> String {
        self.shell.with("article-history-of", &self.title)
    }

    fn is_now(&self) -> bool {
        self.line.version == self.article.version
    }

    fn word(&self, fate: &Fate) -> &'static str {
        match fate {
            Fate::Stayed => "",
            Fate::Gone => "gone",
            Fate::Came => "came",
        }
    }
}

impl ArticleCategories<'_> {
    fn title(&self) -> &str {
        self.shell.say("article-categories")
    }

    fn action(&self) -> String {
        match &self.category {
            Some(category) => format!("/articles/categories/{}", category.id),
            None => "/articles/categories".to_owned(),
        }
    }
}
