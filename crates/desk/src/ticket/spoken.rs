//! What a message does to its ticket: counted, previewed, and remembered as received or answered.

use super::Ticket;
use crate::Refusal;
use crate::conversation::{Message, MessageKind, preview};
use base::Moment;

/// All that was said on a ticket, oldest first, and when the first and the last of our answers left; none: none has.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    pub messages: Vec<Message>,
    pub answered: Option<(Moment, Moment)>,
}

impl Ticket {
    /// A message is added. Only what comes from outside reaches a ticket in the trash.
    pub fn say(&mut self, message: &Message) -> Result<(), Refusal> {
        if message.kind != MessageKind::Incoming {
            self.not_trashed()?;
        }
        self.messages += 1;
        self.updated_at = self.updated_at.max(message.at);
        match message.kind {
            MessageKind::Incoming if message.side.is_some() => {}
            MessageKind::Incoming if !message.automatic => self.received_at = self.received_at.max(Some(message.at)),
            // What a rule writes answers nobody.
            MessageKind::Reply if !message.automatic => {
                self.first_replied_at.get_or_insert(message.at);
                self.replied_at = Some(message.at);
            }
            MessageKind::Incoming | MessageKind::Reply | MessageKind::Forward | MessageKind::Note => {}
        }
        if !is_between_us(message) {
            self.preview = beginning(message);
        }
        Ok(())
    }

    /// A message was taken back, as if it had never been, or has left later than it was written.
    pub fn remember(&mut self, spoken: &Spoken) {
        let mut shown = spoken.messages.iter().filter(|message| !message.taken_back && !is_between_us(message));
        self.preview = shown.next_back().map(beginning).unwrap_or_default();
        self.first_replied_at = spoken.answered.map(|(first, _)| first);
        self.replied_at = spoken.answered.map(|(_, last)| last);
    }
}

impl Ticket {
    /// Messages came or went: what the ticket remembers is what those say that it has now.
    pub fn recount(&mut self, spoken: &Spoken) {
        self.remember(spoken);
        let asked =
            |message: &&Message| message.kind == MessageKind::Incoming && !message.automatic && message.side.is_none();
        self.received_at = spoken.messages.iter().filter(asked).map(|message| message.at).max();
        self.messages = spoken.messages.len() as i64;
    }
}

/// A note, what was said beside the talk, or what the desk wrote by itself.
fn is_between_us(message: &Message) -> bool {
    message.kind == MessageKind::Note
        || message.side.is_some()
        || (message.automatic && message.kind != MessageKind::Incoming)
}

fn beginning(message: &Message) -> String {
    preview(if message.new_text.is_empty() { &message.text } else { &message.new_text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{MessageId, a_message};
    use crate::ticket::a_ticket;

    #[test]
    fn the_first_reply_is_remembered_and_the_last() {
        let mut ticket = a_ticket();
        for at in [10, 20] {
            ticket.say(&Message { at: Moment(at), ..a_message(MessageKind::Reply, "Try again") }).unwrap();
        }
        assert_eq!((ticket.first_replied_at, ticket.replied_at), (Some(Moment(10)), Some(Moment(20))));
        assert_eq!((ticket.preview.as_str(), ticket.messages), ("Try again", 3));
    }

    #[test]
    fn a_note_is_counted_and_shows_nowhere_else() {
        let mut ticket = a_ticket();
        ticket.say(&a_message(MessageKind::Note, "He is angry")).unwrap();
        assert_eq!((ticket.preview.as_str(), ticket.messages, ticket.replied_at), ("", 2, None));
    }

    #[test]
    fn a_machine_is_no_requester() {
        let mut ticket = a_ticket();
        ticket.say(&Message { automatic: true, ..a_message(MessageKind::Incoming, "Out of office") }).unwrap();
        assert_eq!(ticket.received_at, None);
    }

    #[test]
    fn a_reply_taken_back_leaves_nothing_behind() {
        let mut ticket = a_ticket();
        let asked = a_message(MessageKind::Incoming, "It leaks");
        let reply = Message { id: MessageId(2), at: Moment(9), ..a_message(MessageKind::Reply, "Oops") };
        ticket.say(&asked).unwrap();
        let before = ticket.clone();
        ticket.say(&reply).unwrap();
        let messages = vec![asked.clone(), Message { taken_back: true, ..reply.clone() }];
        ticket.remember(&Spoken { messages, answered: None });
        assert_eq!((&ticket.preview, ticket.first_replied_at, ticket.replied_at), (&before.preview, None, None));
        ticket.remember(&Spoken { messages: vec![asked, reply], answered: Some((Moment(9), Moment(30))) });
        assert_eq!((ticket.first_replied_at, ticket.replied_at), (Some(Moment(9)), Some(Moment(30))), "as they left");
    }

    #[test]
    fn only_what_comes_from_outside_reaches_the_trash() {
        let mut ticket = a_ticket();
        ticket.trash(Moment(1)).unwrap();
        assert_eq!(ticket.say(&a_message(MessageKind::Note, "x")), Err(Refusal::TicketTrashed));
        assert_eq!(ticket.say(&a_message(MessageKind::Incoming, "x")), Ok(()));
    }
}
