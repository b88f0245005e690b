//! From which address a ticket is answered.

use crate::{Read, values};
use base::Address;
use desk::Fault;
use desk::channel::MailboxId;
use desk::ticket::Ticket;

#[derive(Clone, Debug, PartialEq)]
pub struct Sender {
    pub mailbox: MailboxId,
    pub address: Address,
}

/// The ticket's own mailbox; else its team's first; else the first of all. None: there is no active mailbox.
pub fn of_ticket(read: &mut Read, ticket: &Ticket) -> Result<Option<Sender>, Fault> {
    read.conn.first(
        "SELECT id, name, address FROM mailboxes WHERE active
         ORDER BY CASE WHEN id = $1 THEN 0 WHEN team_id = $2 THEN 1 ELSE 2 END, id LIMIT 1",
        values![ticket.mailbox, ticket.team],
        |row| Ok(Sender { mailbox: row.get(0)?, address: Address::new(row.get::<String>(1)?, row.get(2)?) }),
    )
}
