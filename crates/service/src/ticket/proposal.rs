//! Whom an answer on a ticket goes to, each with the reason.

use base::Address;
use desk::conversation::{Answered, Message, MessageKind, Recipients, Us, recipients};
use desk::people::Person;

pub(crate) struct Proposal {
    pub reply: Recipients,
    pub reply_all: Recipients,
}

impl Proposal {
    /// `said`: oldest first.
    pub(crate) fn of<'m>(
        requester: &Person,
        participants: &[Person],
        said: impl DoubleEndedIterator<Item = &'m Message>,
        us: &Us,
    ) -> Self {
        let address = |person: &Person| person.email.clone().map(|email| Address::new(person.name.clone(), email));
        let to = address(requester);
        let copies: Vec<Address> = participants.iter().filter_map(address).collect();
        let mut said = said;
        let last = said.rfind(|message| message.public && !message.taken_back && !message.automatic);
        let answered = last.map_or_else(Answered::default, |message| Answered {
            from: message.from.as_ref(),
            reply_to: &message.reply_to,
            to: &message.to,
            cc: &message.cc,
            ours: message.kind != MessageKind::Incoming,
        });
        Self {
            reply: recipients(to.as_ref(), &answered, us, None),
            reply_all: recipients(to.as_ref(), &answered, us, Some(&copies)),
        }
    }
}
