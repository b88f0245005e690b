//! Mail as pure values: bytes in, values out. Reading ([`parse`]), decoding, recognising what a message is, finding what
//! its sender newly wrote, the evidence for threads, and writing ([`compose::compose`]). No sockets, no clock, no files.

mod body;
pub mod classify;
pub mod compose;
pub mod decode;
mod header;
pub mod inspect;
mod language;
mod limits;
mod mime;
mod parse;
mod parsed;
pub mod protect;
pub mod reply;
pub mod thread;
pub mod trace;
mod warning;
mod words;

pub use body::Part;
pub use classify::{Bounce, Kind, Marks};
pub use limits::Limits;
pub use parse::{author, parse, parse_as};
pub use parsed::{Parsed, Unreadable};
pub use warning::Warning;

/// Version of the parse: raised whenever the same bytes may read differently, so that stored messages can be read again.
pub const PARSER: i64 = 3;
