//! The tables as the migrations declare them, in the order in which they may be filled.

use crate::migrate::Files;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    pub name: String,
    pub columns: Vec<(String, Type)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Int,
    Text,
    Bool,
    Real,
}

impl Table {
    /// The column that numbers itself, if there is one.
    pub fn numbered(&self) -> Option<&str> {
        self.columns
            .first()
            .filter(|(name, kind)| *kind == Type::Int && (name == "id" || name == "position"))
            .map(|(name, _)| name.as_str())
    }
}

pub(crate) fn tables() -> Vec<Table> {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    let mut tables: Vec<Table> = Vec::new();
    for file in names {
        let sql = Files::get(&file).map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default();
        for statement in sql.split("CREATE TABLE ").skip(1) {
            let Some((name, rest)) = statement.split_once('(') else { continue };
            let body = rest.split("\n);").next().unwrap_or_default();
            tables.push(Table { name: name.trim().to_owned(), columns: body.lines().filter_map(column).collect() });
        }
        for (name, added) in sql.lines().filter_map(added) {
            tables.iter_mut().filter(|table| table.name == name).for_each(|table| table.columns.push(added.clone()));
        }
    }
    tables
}

/// `ALTER TABLE tickets ADD COLUMN name TYPE …;` on a line of its own: the table's name and the column.
fn added(line: &str) -> Option<(&str, (String, Type))> {
    let (name, rest) = line.strip_prefix("ALTER TABLE ")?.split_once(" ADD COLUMN ")?;
    Some((name, column(rest.trim_end_matches(';'))?))
}

/// `name TYPE …,` on a line of its own; comments and table constraints are no columns.
fn column(line: &str) -> Option<(String, Type)> {
    let mut words = line.trim().trim_end_matches(',').split_whitespace();
    let (name, kind) = (words.next()?, words.next()?);
    let kind = match kind {
        "{id}" | "BIGINT" => Type::Int,
        "TEXT" => Type::Text,
        "BOOLEAN" => Type::Bool,
        "DOUBLE" => Type::Real,
        _ => return None,
    };
    Some((name.to_owned(), kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_found_with_its_columns() {
        let tables = tables();
        let tickets = tables.iter().find(|table| table.name == "tickets").unwrap();
        assert_eq!(tickets.numbered(), Some("id"));
        assert!(tickets.columns.contains(&("spam".into(), Type::Bool)));
        assert!(tickets.columns.contains(&("snoozed_until".into(), Type::Int)));
        let readers = tables.iter().find(|table| table.name == "readers").unwrap();
        assert_eq!(readers.columns.len(), 3);
        assert_eq!(readers.numbered(), None);
    }

    #[test]
    fn a_column_that_came_later_belongs_to_its_table() {
        let line = "ALTER TABLE tickets ADD COLUMN due_at BIGINT;";
        assert_eq!(added(line), Some(("tickets", ("due_at".to_owned(), Type::Int))));
        assert_eq!(added("CREATE TABLE tickets ("), None);
    }
}
