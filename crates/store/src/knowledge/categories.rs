//! Categories of articles: at most hundreds.

use crate::value::Row;
use crate::{Read, Tx, values};
use desk::form::Label;
use desk::knowledge::{ArticleCategory, ArticleCategoryId, ArticleCategoryWish};
use desk::{Done, Error, Fault};

const COLUMNS: &str = "id, name_en, name_ja, parent_id, position, version";

/// All of them, in their order.
pub fn all(read: &mut Read) -> Result<Vec<ArticleCategory>, Fault> {
    read.conn.all(&format!("SELECT {COLUMNS} FROM article_categories ORDER BY position, id"), &[], category)
}

pub fn load(read: &mut Read, id: ArticleCategoryId) -> Result<Option<ArticleCategory>, Fault> {
    read.conn.first(&format!("SELECT {COLUMNS} FROM article_categories WHERE id = $1"), values![id], category)
}

pub fn add(tx: &mut Tx, wish: &ArticleCategoryWish) -> Result<ArticleCategoryId, Fault> {
    let ArticleCategoryWish { name, parent, position } = wish;
    let id = tx.conn.first(
        "INSERT INTO article_categories (name_en, name_ja, parent_id, position) VALUES ($1, $2, $3, $4) RETURNING id",
        values![&name.en, &name.ja, *parent, position.unwrap_or_default()],
        |row| row.get(0),
    )?;
    id.ok_or_else(|| Fault::new("an inserted category gave no id"))
}

/// Saves exactly the version that was loaded, or answers *conflict*.
pub fn save(tx: &mut Tx, category: &ArticleCategory) -> Done<()> {
    let ArticleCategoryWish { name, parent, position } = &category.wish;
    let changed = tx.conn.execute(
        "UPDATE article_categories SET name_en = $3, name_ja = $4, parent_id = $5, position = $6, version = version + 1
         WHERE id = $1 AND version = $2",
        values![category.id, category.version, &name.en, &name.ja, *parent, position.unwrap_or_default()],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Whether an article or another category stands in it.
pub fn in_use(read: &mut Read, id: ArticleCategoryId) -> Result<bool, Fault> {
    let article = read.conn.first("SELECT 1 FROM articles WHERE category_id = $1 LIMIT 1", values![id], |_| Ok(()))?;
    let category =
        read.conn.first("SELECT 1 FROM article_categories WHERE parent_id = $1 LIMIT 1", values![id], |_| Ok(()))?;
    Ok(article.is_some() || category.is_some())
}

/// Until this transaction ends, nobody else puts something into it or removes it.
pub fn lock(tx: &mut Tx, id: ArticleCategoryId) -> Result<Option<ArticleCategory>, Fault> {
    tx.conn.first(
        &format!("SELECT {COLUMNS} FROM article_categories WHERE id = $1 {{for_update}}"),
        values![id],
        category,
    )
}

pub fn remove(tx: &mut Tx, id: ArticleCategoryId) -> Result<(), Fault> {
    tx.conn.execute("DELETE FROM article_categories WHERE id = $1", values![id]).map(drop)
}

fn category(row: &Row) -> Result<ArticleCategory, Fault> {
    let name = Label { en: row.get(1)?, ja: row.get(2)? };
    let wish = ArticleCategoryWish { name, parent: row.get(3)?, position: Some(row.get(4)?) };
    Ok(ArticleCategory { id: row.get(0)?, wish, version: row.get(5)? })
}
