//! Verbs and questions about fields that people define, forms of them, and topics.

mod close;
mod contents;
mod details;
mod fields;
mod forms;
mod look;
mod set;
mod sheet;
mod topics;

pub(crate) use close::may_end;
pub use contents::{Contents, book, contents};
pub use details::{Details, Place, details};
pub use fields::{change_field, create_field, fields, order_fields, remove_field};
pub use forms::{change_form, create_form, forms, remove_form};
pub(crate) use look::looked_up;
pub(crate) use set::put;
pub use set::{set_field, set_typed};
pub(crate) use sheet::take;
pub use sheet::{Given, Sheet, Taken, sheet};
pub use topics::{change_topic, create_topic, open_topics, order_topics, remove_topic, set_topic, topics};
