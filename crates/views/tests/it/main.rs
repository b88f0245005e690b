//! What the pages are made of. These tests stand outside the crate: inside it, every template would be compiled twice.

mod caps;
mod described;
mod face;
mod files;
mod form;
mod letter;
mod lit;
mod mailboxes;
mod marked;
mod prose;
mod shell;
mod soft;
mod told;
mod trusted;
mod words;
