//! Verbs and questions about mailboxes, what arrives and what is sent.

mod acknowledge;
mod bounce;
mod decide;
mod fetching;
mod find;
mod intake;
mod known_as;
mod mailboxes;
mod outbox;
mod place;
mod post;
mod said;
mod sending;
mod who;

pub use acknowledge::acknowledge;
pub use decide::{decide, unreadable};
pub use fetching::{hold_fetch, release_fetch};
pub use intake::{READ, arrived, arrived_count, intake, original, receive, retry_read, to_read};
pub use known_as::known_as;
pub use mailboxes::{
    activate_mailbox, change_mailbox, create_mailbox, deactivate_mailbox, for_address, imagine_mailbox, mailbox, mailbox_failed,
    mailbox_succeeded, mailboxes, own_addresses, progress, remove_mailbox, save_progress,
};
pub use outbox::{
    cancel_letter, claim_letters, hand_back_letters, keep_letters, letter_answered, letter_begins, letter_counts, letter_deferred,
    letter_refused, letters, retry_letter,
};
pub use post::{post, post_automatic};
pub use sending::{Sending, mark, sending};

use desk::{Actor, Done, Error};
use store::Read;

/// What only the desk itself does: taking in, reading, sending.
fn system(read: &Read) -> Done<()> {
    if *read.actor() == Actor::System { Ok(()) } else { Err(Error::Missing) }
}
