//! Who comes in, and how.

mod set_up;
