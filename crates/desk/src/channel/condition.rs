//! How a mailbox fares, all that is known of it together.

use super::{Comparison, Grant, Health, Mailbox, Probe, Silence, Worry};
use base::Moment;

#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub mailbox: Mailbox,
    pub health: Health,
    pub grant: Option<Grant>,
    /// What the last comparison with its server found, and when.
    pub comparison: Option<(Moment, Comparison)>,
    pub silence: Silence,
    /// When the secret of the application it is signed in with ends.
    pub secret_until: Option<Moment>,
    /// Letters are sent round by the hour.
    pub probing: bool,
    /// The last letter sent round.
    pub probe: Option<Probe>,
    /// Since when its oldest letter should have left; none: none waits.
    pub waits_since: Option<Moment>,
    /// What is wrong, and since when, as it was last looked at.
    pub worries: Vec<(Worry, Moment)>,
}
