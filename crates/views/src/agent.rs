//! Pages of the agents' workspace.

mod ago;
pub mod drafts;
mod due;
mod face;
pub(crate) mod files;
mod frame;
mod lit;
pub(crate) mod marked;
pub mod mentions;
pub mod merge;
mod names;
pub(crate) mod prose;
mod queues;
pub(crate) mod row;
mod standing;

pub mod builder;
pub mod bulk;
pub mod columns;
pub mod described;
pub mod home;
pub mod incidents;
pub mod list;
pub mod me;
pub mod new;
pub mod organization;
pub mod palette;
pub mod person;
pub mod print;
pub mod report;
pub mod rules;
pub mod saved;
pub mod search;
pub mod shelf;
pub mod split;
pub mod tasks;
pub mod ticket;

pub use face::Face;
use files::{is_picture, size};
pub use frame::{Frame, Toast, Undo};
pub use lit::Lit;
pub use names::Names;
pub use queues::{At, Queues, Tree};
pub use row::Row;
pub use standing::Standing;
pub use ticket::step_told;
