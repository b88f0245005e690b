//! Verbs and questions about objects: their types, what stands in them, and the tickets they have to do with.

mod change;
mod export;
mod import;
mod link;
mod list;
mod page;
mod types;
mod undo;
mod which;

pub use change::{change_object, create_object, remove_object, restore_object};
pub(crate) use change::{changeable, renew_keys};
pub use export::{begin_objects_export, objects_export_page};
pub use import::{ObjectsReport, import_objects, try_objects_import};
pub use link::{LinkedObject, Proposed, link_object, propose_objects, unlink_object};
pub(crate) use link::{of_tickets, tellable};
pub use list::{After, Objects, Sort, objects};
pub use page::{ObjectPage, object, objects_of_organization, objects_of_person};
pub use types::{
    all_object_types, change_object_type, create_object_type, object_fields, object_type, object_types,
    remove_object_type,
};
pub use undo::undo_object;
pub(crate) use which::{object_meant, object_there};
