//! The `kippu` command.
fn main() {}
