//! Lists of articles, and the search among them.

use crate::ticket::filter::escaped;
use crate::ticket::people::padded;
use crate::value::{Row, Value};
use crate::{Read, values};
use base::{Language, Moment};
use desk::Fault;
use desk::knowledge::{ArticleCategoryId, ArticleId, ArticleState};
use std::collections::BTreeMap;

/// An article in a list: its title and its beginning in each language.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: ArticleId,
    pub category: Option<ArticleCategoryId>,
    pub state: ArticleState,
    pub updated_at: Moment,
    pub titles: BTreeMap<Language, (String, String)>,
}

/// What a list holds: articles in one of these states, in one of these categories where any are named.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Among {
    pub states: Vec<ArticleState>,
    pub categories: Vec<ArticleCategoryId>,
}

impl Among {
    /// `AND …`, with its values put behind those there are.
    fn condition(&self, values: &mut Vec<Value<'static>>) -> String {
        let mut list = |column: &str, all: Vec<Value<'static>>| {
            let places: Vec<String> = (values.len() + 1..).take(all.len()).map(|place| format!("${place}")).collect();
            values.extend(all);
            format!(" AND a.{column} IN ({})", places.join(", "))
        };
        let mut condition = list("state", self.states.iter().map(|state| Value::from(*state)).collect());
        if !self.categories.is_empty() {
            condition += &list("category_id", self.categories.iter().map(|id| Value::from(*id)).collect());
        }
        condition
    }
}

/// Those that were changed last come first, after a moment and an id.
pub fn by_change(
    read: &mut Read,
    among: &Among,
    after: Option<(Moment, ArticleId)>,
    limit: usize,
) -> Result<Vec<Line>, Fault> {
    let (at, id) = after.unwrap_or((Moment(i64::MAX), ArticleId(i64::MAX)));
    let mut values = values![at, id, limit].to_vec();
    let condition = among.condition(&mut values);
    let sql = format!(
        "SELECT a.id, a.category_id, a.state, a.updated_at FROM articles a
         WHERE (a.updated_at, a.id) < ($1, $2){condition} ORDER BY a.updated_at DESC, a.id DESC LIMIT $3"
    );
    let lines = read.conn.all(&sql, &values, line)?;
    with_titles(read, lines)
}

/// Those in which every word occurs, in one language; those that have them all in the title come first.
pub fn finding(read: &mut Read, among: &Among, words: &[String], limit: usize) -> Result<Vec<Line>, Fault> {
    let mut values = values![limit].to_vec();
    let condition = among.condition(&mut values);
    let first = values.len() + 1;
    values.extend(words.iter().map(|word| Value::from(format!("%{}%", escaped(word)))));
    let all = |column: &str| {
        let each = (first..first + words.len()).map(|place| format!("t.{column} LIKE ${place} ESCAPE '!'"));
        each.collect::<Vec<_>>().join(" AND ")
    };
    let sql = format!(
        "SELECT a.id, a.category_id, a.state, a.updated_at FROM articles a JOIN article_texts t ON t.article_id = a.id
         WHERE {}{condition} GROUP BY a.id, a.category_id, a.state, a.updated_at
         ORDER BY MIN(CASE WHEN {} THEN 0 ELSE 1 END), CASE WHEN a.state = 'public' THEN 0 ELSE 1 END,
             a.updated_at DESC, a.id DESC LIMIT $1",
        all("found"),
        all("found_title")
    );
    let lines = read.conn.all(&sql, &values, line)?;
    with_titles(read, lines)
}

/// How many stand in each category.
pub fn counted(read: &mut Read, states: &[ArticleState]) -> Result<BTreeMap<Option<ArticleCategoryId>, i64>, Fault> {
    let mut counts = BTreeMap::new();
    for state in states {
        let sql = "SELECT category_id, COUNT(*) FROM articles WHERE state = $1 GROUP BY category_id";
        for (category, count) in read.conn.all(sql, values![*state], |row| Ok((row.get(0)?, row.get::<i64>(1)?)))? {
            *counts.entry(category).or_default() += count;
        }
    }
    Ok(counts)
}

fn with_titles(read: &mut Read, mut lines: Vec<Line>) -> Result<Vec<Line>, Fault> {
    if lines.is_empty() {
        return Ok(lines);
    }
    let (places, ids) = padded(lines.iter().map(|line| line.id.0).collect());
    let sql = format!("SELECT article_id, language, title, opening FROM article_texts WHERE article_id IN ({places})");
    let title = |row: &Row| Ok((row.get::<ArticleId>(0)?, row.get::<Language>(1)?, (row.get(2)?, row.get(3)?)));
    for (id, language, title) in read.conn.all(&sql, &ids, title)? {
        if let Some(line) = lines.iter_mut().find(|line| line.id == id) {
            line.titles.insert(language, title);
        }
    }
    Ok(lines)
}

fn line(row: &Row) -> Result<Line, Fault> {
    Ok(Line {
        id: row.get(0)?,
        category: row.get(1)?,
        state: row.get(2)?,
        updated_at: row.get(3)?,
        titles: BTreeMap::new(),
    })
}
