//! A whole message, whatever its bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::{Limits, parse};

fuzz_target!(|raw: &[u8]| {
    let read = parse(raw, &Limits::default()).expect("libFuzzer's inputs are far below the limit");
    assert!(!read.subject.contains(['\r', '\n', '\0']));
    assert!(read.attachments.iter().all(|part| part.filename.len() <= 255 && !part.filename.contains(['/', '\\'])));
});
