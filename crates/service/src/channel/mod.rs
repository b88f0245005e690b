//! Verbs and questions about mailboxes, what arrives and what is sent.

mod mailboxes;
mod post;

pub use mailboxes::{
    activate_mailbox, change_mailbox, create_mailbox, deactivate_mailbox, for_address, mailbox, mailbox_failed, mailbox_succeeded,
    mailboxes, own_addresses, progress, remove_mailbox, save_progress,
};
pub use post::{post, post_automatic};
