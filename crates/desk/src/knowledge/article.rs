//! One article: its state, and what it says in each language.

use super::ArticleCategoryId;
use crate::access::{Actor, Permission};
use crate::people::PersonId;
use crate::{Done, Error, Refusal};
use base::{CleanHtml, Language, Moment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

base::id!(ArticleId);

/// Articles in the whole desk, archived ones included.
pub const MOST_ARTICLES: usize = 20_000;
/// Versions of one article that are kept: the newest.
pub const MOST_VERSIONS: i64 = 100;
/// Characters of a title, and of a text; bytes of its form.
const LONGEST_TITLE: usize = 250;
const LONGEST_TEXT: usize = 200_000;
const LONGEST_HTML: usize = 1_000_000;

crate::ticket_words! {
    ArticleState {
        /// Whoever writes articles sees it.
        Draft = "draft",
        /// Every agent does.
        Internal = "internal",
        /// So does everybody else.
        Public = "public",
        /// As a draft, and out of the way.
        Archived = "archived",
    }
}

impl ArticleState {
    /// Somebody beside its writers reads it.
    pub const fn is_read(self) -> bool {
        matches!(self, Self::Internal | Self::Public)
    }
}

impl Actor {
    /// The states in which they see articles.
    pub fn article_states(&self) -> &'static [ArticleState] {
        match self {
            Self::System | Self::Rule(_) | Self::Flow(_) => ArticleState::ALL,
            Self::Agent { role, .. } if role.allows(Permission::WriteArticles) => ArticleState::ALL,
            Self::Agent { .. } => &[ArticleState::Internal, ArticleState::Public],
            Self::Anonymous | Self::Requester(_) => &[ArticleState::Public],
        }
    }

    /// Who may not see it is told that nothing is there.
    pub fn may_read_article(&self, article: &Article) -> Done<()> {
        if self.article_states().contains(&article.state) { Ok(()) } else { Err(Error::Missing) }
    }
}

/// What it says in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleText {
    pub title: String,
    pub html: CleanHtml,
}

/// At least one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleTexts(pub BTreeMap<Language, ArticleText>);

impl ArticleTexts {
    /// For a reader: in their language, else in the desk's, else in any.
    pub fn shown(&self, reader: Language, desk: Language) -> Option<(Language, &ArticleText)> {
        let first = [reader, desk].into_iter().find_map(|language| self.0.get_key_value(&language));
        first.or_else(|| self.0.first_key_value()).map(|(language, text)| (*language, text))
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    pub id: ArticleId,
    pub category: Option<ArticleCategoryId>,
    pub state: ArticleState,
    pub texts: ArticleTexts,
    pub created_at: Moment,
    pub updated_at: Moment,
    /// Who changed it last.
    pub by: Option<PersonId>,
    pub version: i64,
}

impl Article {
    /// What its address ends with: its number, and its English title where it has one. It is the same in every language.
    pub fn slug(&self) -> String {
        let title = self.texts.0.get(&Language::English).map_or("", |text| &text.title);
        slug(self.id, title)
    }
}

/// What the address of an article ends with that has this English title.
pub fn slug(id: ArticleId, title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).take(10);
    words.fold(id.to_string(), |slug, word| slug + "-" + &word.to_ascii_lowercase())
}

/// What somebody writes.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleWish {
    pub category: Option<ArticleCategoryId>,
    pub state: ArticleState,
    pub texts: ArticleTexts,
}

impl ArticleWish {
    /// Languages in which nothing was written fall away.
    ///
    /// # Errors
    /// A text has no title, or is too long; or others shall read an article that says nothing.
    pub fn sound(self) -> Result<Self, Refusal> {
        let mut texts = BTreeMap::new();
        for (language, text) in self.texts.0 {
            let title = text.title.split_whitespace().collect::<Vec<_>>().join(" ");
            let said = text.html.to_text();
            let empty = said.trim().is_empty();
            if title.is_empty() && empty {
                continue;
            }
            if title.is_empty() {
                return Err(Refusal::ArticleUntitled);
            }
            if title.chars().count() > LONGEST_TITLE {
                return Err(Refusal::ArticleTitleTooLong);
            }
            if said.chars().count() > LONGEST_TEXT || text.html.as_str().len() > LONGEST_HTML {
                return Err(Refusal::MessageTooLong);
            }
            if empty && self.state.is_read() {
                return Err(Refusal::ArticleEmpty);
            }
            texts.insert(language, ArticleText { title, html: text.html });
        }
        if texts.is_empty() { Err(Refusal::ArticleUntitled) } else { Ok(Self { texts: ArticleTexts(texts), ..self }) }
    }
}

/// What it said after a save.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleVersion {
    pub version: i64,
    pub at: Moment,
    pub by: Option<PersonId>,
    pub state: ArticleState,
    pub texts: ArticleTexts,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Role;

    fn wish(state: ArticleState, title: &str, html: &str) -> ArticleWish {
        let text = ArticleText { title: title.into(), html: CleanHtml::words(html) };
        ArticleWish { category: None, state, texts: ArticleTexts([(Language::English, text)].into()) }
    }

    fn states(role: Role) -> usize {
        Actor::Agent { person: PersonId(1), role, levels: BTreeMap::new() }.article_states().len()
    }

    #[test]
    fn drafts_and_what_is_archived_are_their_writers_own() {
        assert_eq!((states(Role::Agent), states(Role::Light)), (4, 2));
        assert_eq!(Actor::Requester(PersonId(1)).article_states(), [ArticleState::Public]);
        assert_eq!(Actor::Anonymous.article_states(), [ArticleState::Public]);
    }

    #[test]
    fn an_article_has_a_title_and_says_something_before_others_read_it() {
        assert_eq!(wish(ArticleState::Draft, " ", "<p>text</p>").sound(), Err(Refusal::ArticleUntitled));
        assert_eq!(wish(ArticleState::Draft, "", "").sound(), Err(Refusal::ArticleUntitled));
        assert_eq!(wish(ArticleState::Public, "A", "<p></p>").sound(), Err(Refusal::ArticleEmpty));
        assert_eq!(wish(ArticleState::Draft, &"x".repeat(251), "").sound(), Err(Refusal::ArticleTitleTooLong));
        assert_eq!(wish(ArticleState::Draft, "A", &"x".repeat(200_001)).sound(), Err(Refusal::MessageTooLong));
        assert!(wish(ArticleState::Draft, "A", "").sound().is_ok());
    }

    #[test]
    fn a_reader_gets_their_language_then_the_desks_then_any() {
        let mut texts = wish(ArticleState::Draft, "English", "").texts;
        assert_eq!(
            texts.shown(Language::Japanese, Language::Japanese).map(|(language, _)| language),
            Some(Language::English)
        );
        texts.0.insert(Language::Japanese, ArticleText::default());
        assert_eq!(
            texts.shown(Language::Japanese, Language::English).map(|(language, _)| language),
            Some(Language::Japanese)
        );
    }

    #[test]
    fn an_address_is_made_of_the_number_and_plain_letters() {
        assert_eq!(slug(ArticleId(12), "How to: clean the É-61?"), "12-how-to-clean-the-61");
        assert_eq!(slug(ArticleId(12), "返品する"), "12");
    }
}
