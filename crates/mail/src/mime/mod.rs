//! The skeleton of a message: header fields, parts inside parts, transfer encodings. Bytes stay bytes here.

pub(crate) mod boundary;
mod entity;
mod field;
mod line;
mod parameters;
pub(crate) mod transfer;

pub(crate) use entity::{Entity, Skeleton};
pub(crate) use field::Fields;
pub(crate) use parameters::{Parameters, Parametric};
