//! What an article said after each save.

use crate::value::Row;
use crate::{Read, Tx, values};
use desk::Fault;
use desk::knowledge::{Article, ArticleId, ArticleVersion, MOST_VERSIONS};

const COLUMNS: &str = "version, at, person_id, state, texts";

/// The newest first.
pub fn of(read: &mut Read, id: ArticleId) -> Result<Vec<ArticleVersion>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM article_versions WHERE article_id = $1 ORDER BY version DESC");
    read.conn.all(&sql, values![id], version)
}

pub fn load(read: &mut Read, id: ArticleId, number: i64) -> Result<Option<ArticleVersion>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM article_versions WHERE article_id = $1 AND version = $2");
    read.conn.first(&sql, values![id, number], version)
}

/// The last one before a number.
pub fn before(read: &mut Read, id: ArticleId, number: i64) -> Result<Option<ArticleVersion>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM article_versions WHERE article_id = $1 AND version < $2 ORDER BY version DESC LIMIT 1"
    );
    read.conn.first(&sql, values![id, number], version)
}

/// As the article is now. The oldest goes where there are too many.
pub fn add(tx: &mut Tx, article: &Article) -> Result<(), Fault> {
    let texts = serde_json::to_string(&article.texts).map_err(Fault::new)?;
    tx.conn.execute(
        "INSERT INTO article_versions (article_id, version, at, person_id, state, texts) VALUES ($1, $2, $3, $4, $5, $6)",
        values![article.id, article.version, article.updated_at, article.by, article.state, texts],
    )?;
    tx.conn.execute(
        "DELETE FROM article_versions WHERE article_id = $1 AND version <= $2",
        values![article.id, article.version - MOST_VERSIONS],
    )?;
    Ok(())
}

fn version(row: &Row) -> Result<ArticleVersion, Fault> {
    Ok(ArticleVersion {
        version: row.get(0)?,
        at: row.get(1)?,
        by: row.get(2)?,
        state: row.get(3)?,
        texts: serde_json::from_str(&row.get::<String>(4)?).map_err(Fault::new)?,
    })
}
