//! How a mailbox fares, all that is known of it together.

use super::{Comparison, Grant, Health, Mailbox};
use base::Moment;

#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub mailbox: Mailbox,
    pub health: Health,
    pub grant: Option<Grant>,
    /// What the last comparison with its server found, and when.
    pub comparison: Option<(Moment, Comparison)>,
}
