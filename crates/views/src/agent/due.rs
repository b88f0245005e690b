//! A due time, and the calm colour that says how near it is.

use base::Moment;
use std::time::Duration;

/// From here on it is soon.
const SOON: Duration = Duration::from_secs(3600);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub at: Moment,
}

impl Due {
    pub const fn new(at: Moment) -> Self {
        Self { at }
    }

    /// As the browser keeps it while time goes by.
    pub fn state(&self, now: &Moment) -> &'static str {
        if self.at < *now {
            "breached"
        } else if self.at < now.plus(SOON) {
            "soon"
        } else {
            "ok"
        }
    }
}
