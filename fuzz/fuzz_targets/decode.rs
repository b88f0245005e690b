//! Text in a charset that the first byte chooses, and encoded words.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::decode;

const LABELS: [Option<&str>; 12] = [
    None,
    Some("utf-8"),
    Some("iso-2022-jp"),
    Some("shift_jis"),
    Some("euc-jp"),
    Some("gb18030"),
    Some("big5-hkscs"),
    Some("iso-2022-kr"),
    Some("hz-gb-2312"),
    Some("utf-7"),
    Some("utf-32"),
    Some("cp850"),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let decoded = decode::text(bytes, LABELS[usize::from(*first) % LABELS.len()]);
    decode::words(&decoded.text);
});
