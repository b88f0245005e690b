//! Verbs and questions about mailboxes, what arrives and what is sent.

mod acknowledge;
mod agent_mail;
mod bounce;
mod care;
mod condition;
mod decide;
mod fetching;
mod file_links;
mod filters;
mod find;
mod flight;
mod grants;
mod guards;
mod hooks;
mod intake;
mod known_as;
mod mail_keys;
mod mail_roots;
mod mailboxes;
mod notices;
mod opened;
mod outbox;
mod place;
mod policy;
mod post;
mod reach;
mod releases;
mod said;
mod sending;
mod settle;
mod sift;
mod signing_keys;
mod who;
mod wordings;
mod writing;

pub(crate) use acknowledge::post_rating;
pub use acknowledge::{acknowledge, tell_done};
pub use care::{PROBE, Round, any_worry, look_now, probe_begins, probe_failed, probe_now, set_probing};
pub(crate) use care::{look_after, look_is_due};
pub use condition::{condition, conditions};
pub use decide::{decide, unreadable};
pub use fetching::{
    bookmark, compare_now, compared, compared_at, comparison, hold_fetch, names_kept_before, pass_over, release_fetch,
    unknown_names,
};
pub use file_links::{file_link, link_files, linked_file, linked_file_fetched, revoke_file_link};
pub use filters::{
    Tried, asks_for_mail_domain, change_entry, change_filter, create_filter, entry, filter, filters, newest_arrived,
    order_filters, remove_filter, try_filters,
};
pub(crate) use flight::forget_subject;
pub use flight::{find_mail, flight_of, life, sighting, turn_away, turned_away};
pub use grants::{
    application, begin_consent, end_consent, grant, grant_of, grant_refused, grant_renewed, hold_grant,
    register_application, release_grant,
};
pub(crate) use guards::asked as guarded;
pub use guards::{
    approvers, change_guard, create_guard, guard, guard_warnings, guards, opening_warnings, remove_guard,
};
pub use hooks::{hook, hook_of, open_hook, shut_hook};
pub use intake::{READ, arrived, arrived_count, intake, original, read_again, receive, retry_read, to_read};
pub use known_as::known_as;
pub use mail_keys::{
    add_found_keys, add_mail_key, add_person_key, addresses_for_keys, closing_keys, decide_mail_key, keyring,
    mail_keys_of_mailbox, mail_keys_of_person, may_decide_keys, protect_mailbox, remove_mail_key, remove_person_key,
};
pub(crate) use mail_keys::{closing, encrypts, usually_closed};
pub use mail_roots::{Root, change_mail_roots, mail_roots};
pub use mailboxes::{
    activate_mailbox, change_mailbox, create_mailbox, deactivate_mailbox, for_address, imagine_mailbox, mailbox,
    mailbox_failed, mailbox_succeeded, mailboxes, own_addresses, progress, remove_mailbox, save_progress,
};
pub(crate) use notices::write_notice;
pub use opened::letter_opened;
pub use outbox::{
    calling_mailboxes, cancel_letter, claim_letters, claim_letters_of, hand_back_letters, keep_letters,
    letter_answered, letter_begins, letter_counts, letter_deferred, letter_goes_on, letter_refused, letters,
    redirect_letter, retry_letter,
};
pub(crate) use policy::{block_senders, in_force as handling, is_sender_blocked};
pub use policy::{change_policy, policy};
pub(crate) use post::{fair, keyed, post_closed};
pub use post::{post, post_automatic};
pub use reach::{against, unreachable};
pub(crate) use releases::{Deciding, awaiting, deciding, sets_later};
pub use releases::{
    Waiting, approve_letter, decline_letter, leaving, waiting_counted, waiting_letter, waiting_letters,
};
pub(crate) use sending::beneath_of;
pub use sending::{Answered, Sending, mark, sending};
pub use sending::{beneath, beneath_ahead, own_senders};
pub use settle::settle;
pub use signing_keys::{
    activate_signing_key, add_signing_key, remove_signing_key, retire_signing_key, signing_keys, signing_keys_seen,
};
pub use store::conversation::senders::Sender;
pub use wordings::{default_wording, reset_wording, word, worded, wording};
pub use writing::{brand_writing, change_brand_writing, change_do_not_mail, change_writing, do_not_mail, writing};

use desk::ticket::TicketId;
use desk::{Done, Fault};
use store::Read;
use store::ticket::tickets;

/// Rounds in which a list looks for what may be seen among what may not.
const MOST_ROUNDS: usize = 20;

/// What belongs to no ticket, or to one that the one who looks may read.
fn readable(read: &mut Read, ticket: Option<TicketId>) -> Done<bool> {
    let Some(ticket) = ticket else { return Ok(true) };
    let ticket = tickets::by_id(read, ticket)?;
    Ok(ticket.is_some_and(|ticket| read.actor().may_read(&ticket).is_ok()))
}

/// Up to `most` of a list that may be seen. `next` gives what comes after an id; `of` says an item's id and whose it is.
fn seen<T, I: Copy>(
    read: &mut Read,
    most: usize,
    mut after: I,
    next: impl Fn(&mut Read, I) -> Result<Vec<T>, Fault>,
    of: impl Fn(&T) -> (I, Option<TicketId>),
) -> Done<Vec<T>> {
    let mut found = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let some = next(read, after)?;
        let ended = some.len() < most;
        for one in some {
            let (id, ticket) = of(&one);
            after = id;
            if found.len() < most && readable(read, ticket)? {
                found.push(one);
            }
        }
        if ended || found.len() >= most {
            break;
        }
    }
    Ok(found)
}
