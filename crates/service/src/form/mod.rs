//! Verbs and questions about fields that people define, forms of them, and topics.

mod called;
mod close;
mod contents;
mod details;
mod fields;
mod files;
mod forms;
mod look;
mod profile;
mod set;
mod sheet;
mod topics;

pub use called::Called;
pub(crate) use called::objects_called;
pub(crate) use close::may_end;
pub use contents::{Contents, book, contents};
pub use details::{Details, Place, PublicDetails, details, field_file};
pub(crate) use details::{public_details, saved};
pub use fields::{change_field, create_field, create_fields, field_to_fill, fields, order_fields, remove_field};
pub(crate) use files::forget;
pub use files::{file_of, own_file};
pub use forms::{change_form, create_form, forms, remove_form};
pub use look::proven;
pub(crate) use look::{cell_value, looked_up};
pub use profile::{
    Filling, Profile, blank_profile, fill, fill_own, own_profile, profile, wrong_with, wrong_with_new, wrong_with_own,
};
pub(crate) use profile::{carry_back, carry_over, differs, fill_from_line, put_back};
pub(crate) use set::{count_up, put};
pub use set::{set_field, set_typed};
pub(crate) use sheet::take;
pub use sheet::{Given, Sheet, Taken, sheet};
pub use topics::{change_topic, create_topic, open_topics, order_topics, remove_topic, set_topic, topics};
