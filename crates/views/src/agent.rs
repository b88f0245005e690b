//! Pages of the agents' workspace.

mod ago;
mod face;
mod frame;
mod marked;
mod prose;
mod queues;
mod row;
mod standing;

pub mod home;
pub mod list;

pub use face::Face;
pub use frame::{Frame, Toast, Undo};
pub use queues::{At, Queues, Tree};
pub use row::Row;
pub use standing::Standing;
