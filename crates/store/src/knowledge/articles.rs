//! Articles: one by one, with what they say.

use crate::value::Row;
use crate::{Read, Tx, values};
use base::{CleanHtml, Language};
use desk::knowledge::{Article, ArticleId, ArticleText, ArticleTexts};
use desk::{Done, Error, Fault};
use std::collections::BTreeMap;

/// A text as it is kept, with what it is found by.
#[derive(Clone, Debug)]
pub struct Kept {
    pub language: Language,
    pub text: ArticleText,
    /// The beginning of its plain text.
    pub opening: String,
    /// Folded.
    pub found_title: String,
    pub found: String,
}

pub fn load(read: &mut Read, id: ArticleId) -> Result<Option<Article>, Fault> {
    let sql = "SELECT id, category_id, state, created_at, updated_at, person_id, version FROM articles WHERE id = $1";
    let Some(article) = read.conn.first(sql, values![id], article)? else { return Ok(None) };
    let sql = "SELECT language, title, html FROM article_texts WHERE article_id = $1";
    let text = |row: &Row| Ok((row.get(0)?, ArticleText { title: row.get(1)?, html: CleanHtml::trusted(row.get(2)?) }));
    let texts: BTreeMap<Language, ArticleText> = read.conn.all(sql, values![id], text)?.into_iter().collect();
    Ok(Some(Article { texts: ArticleTexts(texts), ..article }))
}

pub fn counted(read: &mut Read) -> Result<i64, Fault> {
    Ok(read.conn.first("SELECT COUNT(*) FROM articles", &[], |row| row.get(0))?.unwrap_or_default())
}

/// With the moment and the person it carries.
pub fn add(tx: &mut Tx, article: &Article, texts: &[Kept]) -> Result<ArticleId, Fault> {
    let id = tx.conn.first(
        "INSERT INTO articles (category_id, state, created_at, updated_at, person_id) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        values![article.category, article.state, article.created_at, article.updated_at, article.by],
        |row| row.get(0),
    )?;
    let id = id.ok_or_else(|| Fault::new("an inserted article gave no id"))?;
    write(tx, id, texts)?;
    Ok(id)
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, article: &Article, texts: &[Kept]) -> Done<()> {
    let changed = tx.conn.execute(
        "UPDATE articles SET category_id = $3, state = $4, updated_at = $5, person_id = $6, version = version + 1
         WHERE id = $1 AND version = $2",
        values![article.id, article.version, article.category, article.state, article.updated_at, article.by],
    )?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    tx.conn.execute("DELETE FROM article_texts WHERE article_id = $1", values![article.id])?;
    Ok(write(tx, article.id, texts)?)
}

fn write(tx: &mut Tx, id: ArticleId, texts: &[Kept]) -> Result<(), Fault> {
    for kept in texts {
        tx.conn.execute(
            "INSERT INTO article_texts (article_id, language, title, html, opening, found_title, found)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            values![
                id,
                kept.language,
                &kept.text.title,
                kept.text.html.as_str(),
                &kept.opening,
                &kept.found_title,
                &kept.found
            ],
        )?;
    }
    Ok(())
}

/// Without its texts.
fn article(row: &Row) -> Result<Article, Fault> {
    Ok(Article {
        id: row.get(0)?,
        category: row.get(1)?,
        state: row.get(2)?,
        texts: ArticleTexts::default(),
        created_at: row.get(3)?,
        updated_at: row.get(4)?,
        by: row.get(5)?,
        version: row.get(6)?,
    })
}
