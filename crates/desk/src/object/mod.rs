//! Things a desk keeps beside its tickets: orders, assets, contracts, rooms. People define the types, with fields of their
//! own; an object is one of a type, and tickets are linked to it.

mod grant;
mod import;
mod thing;
mod types;

pub use grant::{Grant, MOST_GRANTS, Party, Right};
pub use import::{Holds, MOST_IMPORTED};
pub use thing::{MOST_LINKED, Object, ObjectId, object_name};
#[cfg(test)]
pub(crate) use types::a_type;
pub use types::{MOST_COLUMNS, MOST_TYPES, ObjectGlyph, ObjectType, ObjectTypeId, ObjectTypeWish};
