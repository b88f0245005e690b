//! Rules, what they saw and what they did.

pub mod deliveries;
pub mod due;
pub mod firings;
pub mod lengths;
pub mod looks;
pub mod rules;
pub mod trials;
pub mod webhooks;
