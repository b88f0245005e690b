//! What was newly written: the pieces are the text, whatever it is.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::reply::split;

fuzz_target!(|text: &str| {
    for forwarded in [false, true] {
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let pieces: String = split(text, forwarded).pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(letters(&pieces), letters(text));
    }
});
