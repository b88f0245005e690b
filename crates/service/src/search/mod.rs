//! Finding: the index of this process, kept current from the log, and what people ask of it.

mod condition;
mod documents;
mod feed;
mod files;
mod finder;
mod follow;
mod lines;
mod look;
mod mark;
mod names;
mod pool;
mod similar;
mod walk;

pub use ::search::{Order, Size, Strictness};
pub use condition::{Unasked, condition, narrowing};
pub use feed::{Feed, MANY, is_behind, lag};
pub use files::{READ_FILE, Reading, file_to_read, follow_files, keep_text};
pub use finder::{Answer, Beside, DEEPEST, Finder, Wish};
pub use lines::{FacetLine, Facets, Hit};
pub use look::{Kept, look};
pub use mark::Standing;
pub use names::understood;
pub(crate) use names::ways_of_writing;
pub use text::{Excerpt, folded};
