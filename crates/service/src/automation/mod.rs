//! Rules: made by those who steer, followed by a reader of the log, explained to everybody who may read a ticket.

mod ask;
mod book;
mod coverage;
mod due;
mod explain;
mod fire;
mod follow;
mod heard;
mod laboratory;
mod queue;
mod rules;
mod steps;
mod suggest;
mod webhooks;
mod write;

pub use ask::{RuleAsked, ask_rule};
pub use coverage::{Oddity, coverage};
pub use due::{WALK, walk_on};
pub(crate) use due::{is_due, look_again};
pub use explain::{Looked, RulesOfTicket, rules_of_ticket};
pub use follow::{READER, follow};
pub use laboratory::{TRY, TrialPage, cancel_trial, trial, trials_apart, trials_of, try_on, try_rule};
pub use rules::{
    Switch, change_rule, create_rule, firings, order_rules, remove_rule, roll_back_rule, rule, rule_versions, rules,
    switch_rule,
};
pub(crate) use suggest::buttons_on;
pub use suggest::{press_rule, rules_to_press, settle_suggestion, suggestions};

pub(crate) use book::needs;
pub(crate) use explain::named_in;
pub(crate) use fire::reason;
pub(crate) use follow::{chain, concerns, viewer};
pub(crate) use heard::heard;
pub(crate) use laboratory::would_fire;
pub(crate) use queue::is_heard;
pub(crate) use steps::take;
pub use webhooks::{
    CALL, change_webhook, create_webhook, delivery_due, delivery_tried, remove_webhook, renew_webhook_secret,
    replay_delivery, switch_webhook, try_webhook, webhook, webhook_deliveries, webhook_delivery, webhook_names,
    webhooks,
};
pub(crate) use write::ticket_text;

use base::Moment;
use desk::Done;
use std::time::Duration;
use store::Tx;
use store::automation::{deliveries, firings as fired, looks};

/// How long it is remembered what rules saw and did.
const REMEMBERED: Duration = Duration::from_secs(30 * 24 * 3600);
const MOST_AT_ONCE: usize = 5_000;

/// Forgets what rules saw and did long ago; how much that was. For the clock, once an hour.
pub(crate) fn sweep(tx: &mut Tx) -> Done<u64> {
    let before: Moment = tx.now().minus(REMEMBERED);
    Ok(looks::sweep(tx, before, MOST_AT_ONCE)?
        + fired::sweep(tx, before, MOST_AT_ONCE)?
        + deliveries::sweep(tx, before, MOST_AT_ONCE)?)
}
