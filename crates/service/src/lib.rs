//! TODO-first-line
