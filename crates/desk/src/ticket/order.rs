//! By what a list of tickets is sorted.

use super::kind::words;

words! {
    Order {
        Newest = "newest",
        Oldest = "oldest",
        LastCreated = "last_created",
        FirstCreated = "first_created",
        LastReceived = "last_received",
        /// Whose requester wrote longest ago.
        LongestWaiting = "longest_waiting",
        Priority = "priority",
        Number = "number",
        /// What is due first.
        Due = "due",
    }
}

impl Order {
    pub const fn is_falling(self) -> bool {
        match self {
            Self::Newest | Self::LastCreated | Self::LastReceived | Self::Priority => true,
            Self::Oldest | Self::FirstCreated | Self::LongestWaiting | Self::Number | Self::Due => false,
        }
    }

    /// The Fluent key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Newest => "order-newest",
            Self::Oldest => "order-oldest",
            Self::LastCreated => "order-last-created",
            Self::FirstCreated => "order-first-created",
            Self::LastReceived => "order-last-received",
            Self::LongestWaiting => "order-longest-waiting",
            Self::Priority => "order-priority",
            Self::Number => "order-number",
            Self::Due => "order-due",
        }
    }
}
