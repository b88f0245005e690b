//! A POP3 mailbox: one list, whose messages have names for ever (UIDL), read over a connection that is closed each time.
//! What is deleted goes only with the farewell (RFC 1939 §6).

mod connection;

use super::Then;
use super::dial::{entered, tried};
use super::shelf::{Entry, Given, Look, Shelf};
use crate::ports::By;
use crate::probe::Step;
use crate::server::{Server, Trouble};
use base::Moment;
use bytes::Bytes;
use connection::Connection;
use std::collections::HashMap;

pub(super) struct Pop3 {
    connection: Connection,
    /// Numbers hold for one connection alone.
    numbers: HashMap<String, u32>,
}

/// Lines of a header that are asked for: none of the body.
const NO_LINES: u32 = 0;
/// What stands for the place in a list that has none.
const READ: &str = "read";

impl Pop3 {
    pub(super) async fn open(server: &Server) -> Result<Self, Trouble> {
        Ok(Self { connection: entered(server).await?, numbers: HashMap::new() })
    }

    async fn list(&mut self) -> Result<Vec<Entry>, Trouble> {
        let names = self.connection.names().await?;
        let sizes: HashMap<u32, u64> = self.connection.sizes().await?.into_iter().collect();
        let entry =
            |(number, name): &(u32, String)| Entry { name: name.clone(), octets: sizes.get(number).copied(), at: None };
        let entries = names.iter().map(entry).collect();
        self.numbers = names.into_iter().map(|(number, name)| (name, number)).collect();
        Ok(entries)
    }
}

impl Shelf for Pop3 {
    const BY: By = By::Pop3;

    async fn look(&mut self, _: &str, _: Option<Moment>) -> Result<Look, Trouble> {
        Ok(Look { entries: self.list().await?, bookmark: READ.into(), whole: true })
    }

    /// The list holds for as long as the connection: what was deleted in it is not asked for again.
    async fn all(&mut self, _: &str) -> Result<Vec<Entry>, Trouble> {
        self.list().await
    }

    async fn content(&mut self, name: &str, room: usize) -> Result<Given, Trouble> {
        match self.numbers.get(name) {
            Some(number) => self.connection.retrieve(*number, room).await,
            None => Ok(Given::Gone),
        }
    }

    async fn header(&mut self, name: &str) -> Result<Bytes, Trouble> {
        match self.numbers.get(name) {
            Some(number) => self.connection.top(*number, NO_LINES).await,
            None => Ok(Bytes::new()),
        }
    }

    async fn settle(&mut self, name: &str, then: &Then) -> Result<Option<Trouble>, Trouble> {
        match then {
            Then::Delete => match self.numbers.remove(name) {
                Some(number) => self.connection.delete(number).await,
                None => Ok(None),
            },
            // There are neither marks nor folders; the settings say so.
            Then::Leave | Then::DeleteAfter(_) | Then::MarkSeen | Then::Move(_) => Ok(None),
        }
    }

    async fn close(mut self) -> Result<(), Trouble> {
        self.connection.quit().await
    }
}

/// Connects, encrypts, logs in, asks for the names; stops at the first step that fails.
pub(super) async fn probe(server: &Server) -> Vec<Step> {
    let (connection, mut steps) = tried::<Connection>(server).await;
    let Some(mut connection) = connection else { return steps };
    steps.push(match connection.names().await {
        Ok(names) => Step::found("probe-messages", names.len().to_string()),
        Err(trouble) => Step::failed("probe-messages", trouble),
    });
    // Nothing was touched; whether the server hears our farewell does not matter.
    let _ = connection.quit().await;
    steps
}
