//! What every other crate may speak of: moments, ids, addresses, clean HTML, words and languages.

mod address;
mod calendar;
mod html;
mod id;
mod language;
pub mod links;
pub mod markup;
mod moment;
mod secret;
mod seen;
pub mod words;
mod zone;

pub use address::{Address, Email, narrowed};
pub use calendar::Stretch;
pub use html::CleanHtml;
pub use language::Language;
pub use moment::{Clock, Moment, SettableClock, SystemClock, zones};
pub use secret::{Digest, Summing, Token, random_bits};
pub use seen::{is_unseen, seen, seen_line};
pub use zone::named_offset;
