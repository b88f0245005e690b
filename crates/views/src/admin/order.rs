//! An order as a button carries it: ids with commas between them.

use std::fmt::Display;

pub fn written(order: &[impl Display]) -> String {
    order.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}
