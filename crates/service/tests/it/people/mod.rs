//! Whom the desk knows.
