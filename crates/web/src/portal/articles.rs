//! `/help/articles`: what everybody may read.

use super::requests::Guise;
use crate::Web;
use crate::agent::article::after;
use crate::agent::fields::Fields;
use crate::agent::id::Id;
use crate::answer::{Answer, Failure, html, see};
use crate::signed::{Requester, Visitor};
use axum::extract::{RawQuery, State};
use base::{Language, Moment};
use desk::knowledge::{Article, ArticleCategoryId, ArticleId, ArticleState, CategoryTree};
use desk::{Actor, Error, Refusal};
use service::knowledge::{self, Articles, ArticlesAsked, Categories};
use views::knowledge::{HelpArticle, HelpArticles, HelpLine, Shelf};

const LENGTH: usize = 30;

/// `?q=`, `?category=`; the next page begins after `?at=` and `?id=`.
pub async fn index(
    State(web): State<Web>,
    requester: Option<Requester>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Answer {
    let Guise { shell, .. } = Guise::of(requester.as_ref(), &visitor);
    let query = Fields::read(query.unwrap_or_default().as_bytes());
    let asked = ArticlesAsked {
        find: query.text("q").trim().to_owned(),
        state: None,
        category: query.value("category").ok().map(ArticleCategoryId),
        after: after(&query),
        ..ArticlesAsked::default()
    };
    let (language, wanted) = (shell.words.language(), asked.clone());
    if !asked.find.is_empty() && !web.throttle.search(&visitor.remote.address) {
        return Err(Failure::new(Refusal::TooManyTries, language));
    }
    let found = web.desk.ask(Actor::Anonymous, move |read| {
        let all = knowledge::article_categories(read)?;
        if wanted.category.is_some_and(|id| all.tree.find(id).is_none()) {
            return Err(Error::Missing);
        }
        Ok((knowledge::articles(read, &wanted, language, LENGTH)?, all))
    });
    let (articles, all) = found.await.map_err(|error| Failure::new(error, language))?;
    let inside = asked.category;
    Ok(html(&HelpArticles {
        next: articles.next.map(|(at, id)| next_path(inside, at, id)),
        more: articles.more,
        lines: lines(articles),
        shelves: shelves(&all, inside, language),
        crumbs: inside.map(|id| crumbs(&all.tree, id, language)).unwrap_or_default(),
        find: asked.find,
        shell,
    }))
}

/// What follows the number is for people: another one leads to the right address.
pub async fn show(
    State(web): State<Web>,
    requester: Option<Requester>,
    visitor: Visitor,
    Id(slug): Id<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let Guise { shell, .. } = Guise::of(requester.as_ref(), &visitor);
    let query = Fields::read(query.unwrap_or_default().as_bytes());
    let wanted = Language::from_tag(query.text("language"));
    let language = wanted.unwrap_or(shell.words.language());
    let fail = |error| Failure::new(error, shell.words.language());
    let number = slug.split('-').next().and_then(|number| number.parse().ok()).map(ArticleId);
    let id = number.ok_or_else(|| fail(Error::Missing))?;
    let found = web.desk.ask(Actor::Anonymous, move |read| {
        let page = knowledge::article(read, id)?;
        if page.article.state == ArticleState::Public { Ok(page) } else { Err(Error::Missing) }
    });
    let found = found.await.map_err(fail)?;
    let path = path(&found.article);
    if slug != found.article.slug() {
        let tail = wanted.map(|language| format!("?language={}", language.tag())).unwrap_or_default();
        return Ok(see(&format!("{path}{tail}")));
    }
    let (shown, text) = found.article.texts.shown(language, found.language).ok_or_else(|| fail(Error::Missing))?;
    let site = web.public_url.as_deref().map(|url| url.trim_end_matches('/')).unwrap_or_default();
    Ok(html(&HelpArticle {
        title: text.title.clone(),
        words: views::form::Words::of(text.html.as_str()),
        language: shown,
        languages: found.article.texts.0.keys().copied().collect(),
        crumbs: found.article.category.map(|id| crumbs(&found.tree, id, shell.words.language())).unwrap_or_default(),
        updated_at: found.article.updated_at,
        address: format!("{site}{path}"),
        path,
        shell,
    }))
}

pub(super) fn shelves(all: &Categories, inside: Option<ArticleCategoryId>, language: Language) -> Vec<Shelf> {
    let here = all.tree.iter().filter(|(_, one)| one.wish.parent == inside);
    here.map(|(_, one)| Shelf {
        link: category_path(one.id),
        name: one.wish.name.shown(language).to_owned(),
        articles: all.counted(one.id),
    })
    .collect()
}

fn crumbs(tree: &CategoryTree, id: ArticleCategoryId, language: Language) -> Vec<(String, String)> {
    let crumb =
        |one: &desk::knowledge::ArticleCategory| (category_path(one.id), one.wish.name.shown(language).to_owned());
    tree.line(id).into_iter().map(crumb).collect()
}

fn lines(articles: Articles) -> Vec<HelpLine> {
    let line = |line: knowledge::Line| HelpLine {
        link: format!("/help/articles/{}", line.slug),
        title: line.title,
        opening: line.opening,
        language: line.language,
    };
    articles.lines.into_iter().map(line).collect()
}

fn path(article: &Article) -> String {
    format!("/help/articles/{}", article.slug())
}

fn category_path(id: ArticleCategoryId) -> String {
    format!("/help/articles?category={id}")
}

fn next_path(inside: Option<ArticleCategoryId>, at: Moment, id: ArticleId) -> String {
    let category = inside.map(|id| format!("category={id}&")).unwrap_or_default();
    format!("/help/articles?{category}at={}&id={id}", at.0)
}
