//! One article, and what it was before.

use super::categories::tree;
use crate::house;
use base::Language;
use desk::knowledge::{Article, ArticleId, ArticleVersion, CategoryTree};
use desk::people::PersonId;
use desk::{Done, Error, Permission};
use std::collections::BTreeMap;
use store::Read;
use store::knowledge::{articles as table, versions};
use store::people::persons;

#[derive(Clone, Debug, PartialEq)]
pub struct ArticlePage {
    pub article: Article,
    pub tree: CategoryTree,
    /// The desk's own.
    pub language: Language,
    /// Who changed it last; none: that is told to agents alone.
    pub by: Option<String>,
}

pub fn article(read: &mut Read, id: ArticleId) -> Done<ArticlePage> {
    let article = visible(read, id)?;
    let by = match article.by.filter(|_| read.actor().must_be_agent().is_ok()) {
        Some(by) => persons::load(read, by)?.map(|person| person.shown().to_owned()),
        None => None,
    };
    Ok(ArticlePage { article, tree: tree(read)?, language: house::load(read)?.language, by })
}

/// What an article said after each save, the newest first, and what those are called who saved it.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleTold {
    pub article: Article,
    pub versions: Vec<ArticleVersion>,
    pub people: BTreeMap<PersonId, String>,
}

/// For those who write articles: it may tell of what others must not see yet.
pub fn article_history(read: &mut Read, id: ArticleId) -> Done<ArticleTold> {
    read.actor().may(Permission::WriteArticles)?;
    let article = visible(read, id)?;
    let versions = versions::of(read, id)?;
    let people = names(read, &versions)?;
    Ok(ArticleTold { article, versions, people })
}

/// One version and the one before it, that one last.
pub fn article_version(read: &mut Read, id: ArticleId, number: i64) -> Done<ArticleTold> {
    read.actor().may(Permission::WriteArticles)?;
    let article = visible(read, id)?;
    let version = versions::load(read, id, number)?.ok_or(Error::Missing)?;
    let before = versions::before(read, id, number)?;
    let versions: Vec<ArticleVersion> = [version].into_iter().chain(before).collect();
    let people = names(read, &versions)?;
    Ok(ArticleTold { article, versions, people })
}

fn names(read: &mut Read, versions: &[ArticleVersion]) -> Done<BTreeMap<PersonId, String>> {
    let mut names = BTreeMap::new();
    for by in versions.iter().filter_map(|version| version.by) {
        if let std::collections::btree_map::Entry::Vacant(place) = names.entry(by) {
            place.insert(persons::load(read, by)?.map(|person| person.shown().to_owned()).unwrap_or_default());
        }
    }
    Ok(names)
}

pub(super) fn visible(read: &mut Read, id: ArticleId) -> Done<Article> {
    let article = table::load(read, id)?.ok_or(Error::Missing)?;
    read.actor().may_read_article(&article)?;
    Ok(article)
}
