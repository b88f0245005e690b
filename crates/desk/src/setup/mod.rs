//! A set-up as a file: teams, topics, forms, rules and whatever else a desk is set up with, for another desk to begin from.
//!
//! Things name each other in it by numbers of the file's own ([`Ids`]); what a desk makes of them are numbers of its own.
//! Everything in it is a wish that the verbs of the desk take as well ([`SetUp::read`] refuses all else), so a file can do
//! nothing that a person could not do by hand. `docs/adr/0140-set-ups-are-files.md` says why.

mod check;
mod file;
mod files;
mod ids;
mod part;
mod shipped;
mod wishes;

pub use check::SetUpFault;
pub use file::{
    ApprovalPart, CalendarPart, Called, FieldPart, FilePart, FlowPart, FormPart, MacroPart, ObjectTypePart, PersonPart,
    PolicyPart, RulePart, SetUp, StatusPart, TagPart, TeamPart, TopicPart, ViewPart, WorkflowPart,
};
pub use files::Contents;
pub use ids::{Asked, Ids};
pub use part::{Fate, Line, Part};
pub use shipped::{SHIPPED, Shipped};

/// The version of the format that is written, and the newest that is read.
pub const VERSION: u32 = 1;
/// Octets of a file, without those of the files in it.
pub const LARGEST: usize = 512 * 1024;
/// Octets of one file in it, and of all together.
pub const LARGEST_FILE: i64 = 5 * 1024 * 1024;
pub const MOST_FILE_OCTETS: i64 = 10 * 1024 * 1024;
/// Octets with them: three of theirs are written as four.
pub const LARGEST_WITH_FILES: usize = LARGEST + 14 * 1024 * 1024;
/// Tags of one file.
pub const MOST_TAGS: usize = 500;
/// People whom a file may name.
pub const MOST_PEOPLE: usize = 200;
/// Things of one kind that have no bound of their own.
pub const MOST_OF_A_KIND: usize = 200;
