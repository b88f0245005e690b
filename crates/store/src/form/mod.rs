//! Fields that people define, what stands in them, forms and topics.

pub mod fields;
pub mod forms;
pub mod topics;
pub mod values;
