//! What comes in and what goes out.

pub mod letters;
