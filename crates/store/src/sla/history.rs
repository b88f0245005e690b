//! What clocks need of a ticket's history: some kinds of events, and what is known of its messages.

use crate::conversation::messages::{LEFT, WITH_LETTERS};
use crate::{Read, events, values};
use base::Moment;
use desk::conversation::{MessageId, MessageKind};
use desk::ticket::TicketId;
use desk::{Fault, Recorded};

/// Events that a clock listens to. Nobody's ticket has more.
const MOST: usize = 5_000;

const KINDS: &str = "'ticket_created', 'message_received', 'message_sent', 'note_added', 'status_changed', 'priority_changed', \
     'assignee_changed', 'team_changed', 'ticket_snoozed', 'ticket_woken', 'ticket_trashed', 'ticket_restored', \
     'ticket_marked_spam', 'ticket_marked_not_spam', 'ticket_merged', 'ticket_unmerged', 'sla_chosen'";

/// In the order of the log.
pub fn of(read: &mut Read, ticket: TicketId) -> Result<Vec<Recorded>, Fault> {
    let sql = format!(
        "SELECT {} FROM events WHERE ticket_id = $1 AND kind IN ({KINDS}) ORDER BY position LIMIT $2",
        events::COLUMNS
    );
    read.conn.all(&sql, values![ticket, MOST], events::recorded)
}

/// What a message says to a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    pub id: MessageId,
    pub kind: MessageKind,
    pub automatic: bool,
    pub public: bool,
    pub taken_back: bool,
    /// None: it waits for its moment or for somebody's word.
    pub left: Option<Moment>,
}

pub fn messages(read: &mut Read, ticket: TicketId) -> Result<Vec<Heard>, Fault> {
    let sql = format!(
        "SELECT m.id, m.kind, m.automatic, m.public, m.taken_back, {LEFT} FROM {WITH_LETTERS}
         WHERE m.ticket_id = $1 ORDER BY m.id LIMIT $2"
    );
    read.conn.all(&sql, values![ticket, MOST], |row| {
        Ok(Heard {
            id: row.get(0)?,
            kind: row.get(1)?,
            automatic: row.get(2)?,
            public: row.get(3)?,
            taken_back: row.get(4)?,
            left: row.get(5)?,
        })
    })
}
