//! Rules: what they are, when they look, and what they do.

mod chain;
mod coverage;
mod delivery;
pub mod payload;
mod recipe;
mod rewind;
mod rule;
mod step;
mod trace;
mod trial;
mod webhook;
mod written;

pub use chain::{Chain, Hold};
pub use coverage::may_circle;
pub use delivery::{Attempt, DeliveryId, Heard, WebhookDelivery, WebhookState};
pub use recipe::{RECIPES, Recipe};
pub use rewind::Past;
pub use rule::{LISTENED, MOST_RULES, MOST_STEPS, Rule, RuleId, RuleKind, RuleVersion, RuleWish, Stage};
pub use step::{Responsible, Role, Step, Texts, number_in};
pub use trace::{Firing, FiringId, Judged, Look, Outcome, StepDone, Verdict};
pub use trial::{DAYS, Hit, MOST_HITS, Trial, TrialId, TrialState};
pub use webhook::{MOST_WEBHOOKS, OVERLAP, WEBHOOK_SECRET, Webhook, WebhookId, WebhookWish};
