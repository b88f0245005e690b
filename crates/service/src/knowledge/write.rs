//! Writing articles: each save is a version that can be brought back.

use base::Language;
use desk::knowledge::{Article, ArticleId, ArticleState, ArticleText, ArticleTexts, ArticleWish, MOST_ARTICLES};
use desk::{Done, Error, Event, Permission, Refusal};
use store::Tx;
use store::knowledge::articles::{self as table, Kept};
use store::knowledge::{categories, versions};

/// Characters of a text by which it is found, and of its beginning in a list.
const FOUND: usize = 50_000;
const OPENING: usize = 200;

pub fn create_article(tx: &mut Tx, wish: ArticleWish) -> Done<ArticleId> {
    tx.actor().may(Permission::WriteArticles)?;
    let ArticleWish { category, state, texts } = whole(tx, wish)?;
    if table::counted(tx)? >= MOST_ARTICLES as i64 {
        return Err(Refusal::TooManyArticles.into());
    }
    let (now, by) = (tx.now(), tx.actor().person());
    let mut article =
        Article { id: ArticleId(0), category, state, texts, created_at: now, updated_at: now, by, version: 1 };
    article.id = table::add(tx, &article, &kept(&article.texts))?;
    versions::add(tx, &article)?;
    tx.record(Event::ArticleCreated { article: article.id, name: name(&article) })?;
    Ok(article.id)
}

/// Everything about it, over the version that was seen.
pub fn change_article(tx: &mut Tx, id: ArticleId, version: i64, wish: ArticleWish) -> Done<()> {
    tx.actor().may(Permission::WriteArticles)?;
    let before = table::load(tx, id)?.ok_or(Error::Missing)?;
    let ArticleWish { category, state, texts } = whole(tx, wish)?;
    let (now, from) = (Article { category, state, texts, version, ..before.clone() }, before.state);
    if (before.version, before.category, before.state, &before.texts) == (version, category, state, &now.texts) {
        return Ok(());
    }
    let changed = before.texts != now.texts || before.category != category;
    let (name, to) = (name(&now), state);
    save(tx, now)?;
    if changed {
        tx.record(Event::ArticleChanged { article: id, name: name.clone() })?;
    }
    if from != to {
        tx.record(Event::ArticleMoved { article: id, name, from, to })?;
    }
    Ok(())
}

/// Publishes it, puts it away, makes it a draft again.
pub fn set_article_state(tx: &mut Tx, id: ArticleId, version: i64, state: ArticleState) -> Done<()> {
    let Article { category, texts, .. } = table::load(tx, id)?.ok_or(Error::Missing)?;
    change_article(tx, id, version, ArticleWish { category, state, texts })
}

/// What it said before becomes what it says; its state and its category stay.
pub fn restore_article_version(tx: &mut Tx, id: ArticleId, number: i64, version: i64) -> Done<()> {
    tx.actor().may(Permission::WriteArticles)?;
    let before = table::load(tx, id)?.ok_or(Error::Missing)?;
    let old = versions::load(tx, id, number)?.ok_or(Error::Missing)?;
    let wish = ArticleWish { category: before.category, state: before.state, texts: old.texts }.sound()?;
    let article = Article { texts: wish.texts, version, ..before };
    let name = name(&article);
    save(tx, article)?;
    tx.record(Event::ArticleRestored { article: id, name, version: number })?;
    Ok(())
}

fn save(tx: &mut Tx, article: Article) -> Done<()> {
    let mut article = Article { updated_at: tx.now(), by: tx.actor().person(), ..article };
    table::save(tx, &article, &kept(&article.texts))?;
    article.version += 1;
    Ok(versions::add(tx, &article)?)
}

/// Its category is there.
fn whole(tx: &mut Tx, wish: ArticleWish) -> Done<ArticleWish> {
    if let Some(category) = wish.category {
        categories::lock(tx, category)?.ok_or(Error::Missing)?;
    }
    Ok(wish.sound()?)
}

fn kept(texts: &ArticleTexts) -> Vec<Kept> {
    let one = |(language, text): (&Language, &ArticleText)| {
        let said = text.html.to_text();
        let plain = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let begun: String = plain.chars().take(FOUND).collect();
        Kept {
            language: *language,
            text: text.clone(),
            opening: plain.chars().take(OPENING).collect(),
            found_title: text::folded(&text.title),
            found: text::folded(&format!("{} {begun}", text.title)),
        }
    };
    texts.0.iter().map(one).collect()
}

pub(super) fn name(article: &Article) -> String {
    let shown = article.texts.shown(Language::default(), Language::default());
    shown.map(|(_, text)| text.title.clone()).unwrap_or_default()
}
