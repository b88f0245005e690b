//! What stands in those columns of a list that are words, on the screen and in files alike.

use base::words::Words;
use desk::condition::Field;
use desk::ticket::Column;
use service::ticket::{Line, Spelled};

/// None: nothing, or the column is no word.
pub fn word(column: Column, line: &Line, spelled: &Spelled, words: &Words) -> Option<String> {
    let ticket = &line.ticket;
    let say = |field: Field, word: &str| words.say(&field.word_key(word)).to_owned();
    match column {
        Column::Topic => Some(spelled.topics.get(&ticket.topic?)?.wish.name.shown(words.language()).to_owned()),
        Column::Mailbox => spelled.mailboxes.get(&ticket.mailbox?).cloned(),
        Column::Brand => spelled.brands.get(&ticket.brand).cloned(),
        Column::Tier => Some(say(Field::Tier, line.tier.name())),
        Column::Language => Some(say(Field::Language, ticket.language?.tag())),
        Column::Sla => Some(say(Field::Sla, ticket.sla?.name())),
        Column::Approval => Some(say(Field::Approval, ticket.approval?.name())),
        Column::Delivery => Some(say(Field::Delivery, ticket.delivery?.name())),
        Column::Minutes => spelled.minutes.get(&ticket.id).filter(|minutes| **minutes > 0).map(i64::to_string),
        Column::Number | Column::Requester | Column::Organization | Column::Team | Column::Tags => None,
        Column::Priority | Column::Kind | Column::Channel | Column::Messages | Column::Assignee => None,
        Column::Created | Column::Received | Column::Updated | Column::Due | Column::Deadline | Column::Rating => None,
        Column::Wakes | Column::Replied | Column::FirstReplied | Column::Solved => None,
    }
}
