//! What header fields mean: addresses, dates, message ids, plain text.

mod address;
mod date;
mod id;
mod name;

pub(crate) use address::addresses;
pub(crate) use date::date;
pub(crate) use id::ids;
pub(crate) use name::{file_name, safe_name};

use crate::decode;

/// An unstructured field as text on one line: charsets undone, control characters gone, white space single.
pub(crate) fn line(value: &[u8], hint: Option<&str>) -> String {
    one_line(&decode::words(&decode::raw_header(value, hint)))
}

/// Text without line breaks, control characters and doubled white space.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if matches!(c, ' ' | '\t' | '\r' | '\n') {
            gap = true;
        } else if !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        }
    }
    out
}
