//! What the columns of a list say that no ticket says by itself.

use desk::Done;
use desk::channel::MailboxId;
use desk::form::{Topic, TopicId};
use desk::ticket::{BrandId, Column, TicketId};
use std::collections::BTreeMap;
use store::Read;
use store::channel::mailboxes;
use store::form::topics;
use store::ticket::{brands, times};

/// Empty where no column asks for it.
#[derive(Clone, Debug, Default)]
pub struct Spelled {
    pub topics: BTreeMap<TopicId, Topic>,
    pub mailboxes: BTreeMap<MailboxId, String>,
    pub brands: BTreeMap<BrandId, String>,
    pub minutes: BTreeMap<TicketId, i64>,
}

pub fn spelled(read: &mut Read, columns: &[Column], tickets: &[TicketId]) -> Done<Spelled> {
    let mut spelled = Spelled::default();
    if columns.contains(&Column::Topic) {
        spelled.topics = topics::all(read)?.into_iter().map(|topic| (topic.id, topic)).collect();
    }
    if columns.contains(&Column::Mailbox) {
        let all = mailboxes::all(read)?.into_iter();
        spelled.mailboxes = all.map(|(mailbox, _)| (mailbox.id, mailbox.address.as_str().to_owned())).collect();
    }
    if columns.contains(&Column::Brand) {
        spelled.brands = brands::all(read)?.into_iter().map(|brand| (brand.id, brand.name)).collect();
    }
    if columns.contains(&Column::Minutes) {
        spelled.minutes = times::of_each(read, tickets)?.into_iter().collect();
    }
    Ok(spelled)
}
