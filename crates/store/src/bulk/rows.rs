//! Nouns as rows of tables, gathered and written many at a time.

use super::Whole;
use crate::conn::{self, Conn};
use crate::conversation::messages;
use crate::ticket::tickets;
use crate::value::Value;
use crate::{events, values};
use base::{Email, Moment};
use desk::conversation::Message;
use desk::people::{Person, compact, folded, mailbox, turned};
use desk::ticket::Ticket;
use desk::{Event, Fault, Who};
use std::io::Write;

/// Rows of one statement on SQLite; more bring nothing.
const AT_ONCE: usize = 32;

/// A table's rows, each with its columns in order.
struct Gathered<'v> {
    table: &'static str,
    columns: String,
    rows: Vec<Vec<Value<'v>>>,
}

pub(super) struct Rows<'v>([Gathered<'v>; 9]);

#[derive(Clone, Copy)]
enum Of {
    People,
    Addresses,
    Keys,
    Tickets,
    Tags,
    Messages,
    Ids,
    Events,
    Times,
}

impl Default for Rows<'_> {
    fn default() -> Self {
        fn table<'v>(table: &'static str, columns: impl Into<String>) -> Gathered<'v> {
            Gathered { table, columns: columns.into(), rows: Vec::new() }
        }
        Self([
            table("people", "id, name, folded, compact, language, time_zone, organization_id, created_at"),
            table("addresses", "canonical, person_id, address, domain, mailbox, position"),
            table("person_keys", "key, person_id"),
            table("tickets", format!("id, {}, version", tickets::WRITTEN)),
            table("ticket_tags", "tag_id, ticket_id"),
            table("messages", format!("id, {}", messages::WRITTEN)),
            table("message_ids", "message_id, ticket_id, message"),
            table("events", "tx, at, kind, ticket_id, who, body"),
            table("times", "ticket_id, person_id, minutes, at, day, note"),
        ])
    }
}

impl<'v> Rows<'v> {
    fn add(&mut self, of: Of, row: &[Value<'v>]) {
        self.0[of as usize].rows.push(row.to_vec());
    }

    pub fn person(&mut self, person: &'v Person, email: &Email) {
        let (id, canonical) = (person.id, email.canonical());
        self.add(
            Of::People,
            values![
                id,
                &person.name,
                folded(person.shown()),
                compact(person.shown()),
                person.language,
                person.time_zone.as_deref(),
                person.organization,
                person.created_at
            ],
        );
        let position = 1i64;
        self.add(
            Of::Addresses,
            values![canonical.clone(), id, email.as_str().to_owned(), email.domain(), mailbox(email), position],
        );
        let mut found_by: Vec<String> = turned(&person.name);
        found_by.extend([canonical, email.domain()]);
        found_by.sort();
        found_by.dedup();
        found_by.into_iter().for_each(|key| self.add(Of::Keys, values![key, id]));
    }

    pub fn ticket(&mut self, ticket: &'v Ticket) {
        let mut row = values![ticket.id].to_vec();
        row.extend(tickets::row(ticket));
        row.push(ticket.version.into());
        self.add(Of::Tickets, &row);
        ticket.tags.iter().for_each(|tag| self.add(Of::Tags, values![*tag, ticket.id]));
    }

    pub fn worked(&mut self, whole: &Whole) {
        let Whole { ticket, minutes, .. } = whole;
        if let (Some(minutes), Some(person)) = (minutes, ticket.assignee) {
            let day = ticket.updated_at.in_zone("UTC").date().to_string();
            self.add(Of::Times, values![ticket.id, person, *minutes, ticket.updated_at, day, ""]);
        }
    }

    pub fn message(&mut self, message: &'v Message) -> Result<(), Fault> {
        let mut row = values![message.id].to_vec();
        row.extend(messages::row(message)?);
        self.add(Of::Messages, &row);
        if let Some(id) = &message.message_id {
            self.add(Of::Ids, values![id, message.ticket, message.id]);
        }
        Ok(())
    }

    pub fn event(&mut self, at: Moment, who: Who, event: &Event) -> Result<(), Fault> {
        let body = serde_json::to_string(event).map_err(Fault::new)?;
        let this_transaction = 0i64;
        self.add(Of::Events, values![this_transaction, at, event.kind(), event.ticket(), events::who_text(who), body]);
        Ok(())
    }

    pub fn write(self, conn: &mut Conn) -> Result<(), Fault> {
        self.0.into_iter().filter(|gathered| !gathered.rows.is_empty()).try_for_each(|gathered| gathered.write(conn))
    }
}

impl Gathered<'_> {
    fn write(self, conn: &mut Conn) -> Result<(), Fault> {
        match conn {
            Conn::Sqlite(_) => self.insert(conn),
            Conn::Postgres(client, _) => self.copy_in(client),
        }
    }

    fn insert(self, conn: &mut Conn) -> Result<(), Fault> {
        let mut chunks = self.rows.chunks_exact(AT_ONCE);
        let (many, one) = (self.sql(AT_ONCE), self.sql(1));
        for chunk in chunks.by_ref() {
            conn.execute(&many, &chunk.concat())?;
        }
        chunks.remainder().iter().try_for_each(|row| conn.execute(&one, row).map(drop))
    }

    fn sql(&self, rows: usize) -> String {
        let columns = self.columns.split(',').count();
        let place = |row| {
            (1..=columns).map(move |column| format!("${}", row * columns + column)).collect::<Vec<_>>().join(", ")
        };
        let places: Vec<String> = (0..rows).map(|row| format!("({})", place(row))).collect();
        format!("INSERT INTO {} ({}) VALUES {}", self.table, self.columns, places.join(", "))
    }

    /// Three times as fast as rows in statements.
    fn copy_in(self, client: &mut postgres::Client) -> Result<(), Fault> {
        let sql = format!("COPY {} ({}) FROM STDIN", self.table, self.columns);
        let mut writer = client.copy_in(&sql).map_err(conn::postgres)?;
        let mut line = Vec::new();
        for row in &self.rows {
            line.clear();
            for (column, value) in row.iter().enumerate() {
                if column > 0 {
                    line.push(b'\t');
                }
                copy_text(&mut line, value);
            }
            line.push(b'\n');
            writer.write_all(&line).map_err(Fault::new)?;
        }
        writer.finish().map(drop).map_err(conn::postgres)
    }
}

/// The text format of COPY: tabs between, `\N` for nothing, a backslash before what would be misread.
fn copy_text(line: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => line.extend(b"\\N"),
        Value::Int(int) => line.extend(int.to_string().bytes()),
        Value::Bool(bool) => line.push(if *bool { b't' } else { b'f' }),
        Value::Real(real) => line.extend(real.to_string().bytes()),
        Value::Text(text) => {
            for byte in text.bytes() {
                match byte {
                    b'\\' => line.extend(b"\\\\"),
                    b'\t' => line.extend(b"\\t"),
                    b'\n' => line.extend(b"\\n"),
                    b'\r' => line.extend(b"\\r"),
                    // PostgreSQL keeps no NUL in text.
                    0 => {}
                    byte => line.push(byte),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_misread_is_escaped() {
        let mut line = Vec::new();
        copy_text(&mut line, &Value::from("a\tb\\N\r\n\0返金"));
        assert_eq!(String::from_utf8(line).unwrap(), "a\\tb\\\\N\\r\\n返金");
    }
}
