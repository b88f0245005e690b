//! The number under which a fault is found in the log.

use std::fmt;
use std::panic::PanicHookInfo;

/// Eight letters shown to the person who met a fault, and written with it in the log.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FaultId(String);

impl FaultId {
    pub fn random() -> Self {
        let mut bytes = [0u8; 5];
        getrandom::fill(&mut bytes).expect("the operating system has a source of randomness");
        Self(data_encoding::BASE32_NOPAD.encode(&bytes))
    }
}

impl fmt::Display for FaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// From now on a panic is one line in the log, in the log's form, instead of several beside it.
pub fn hook_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(ToString::to_string).unwrap_or_default();
        let thread = std::thread::current();
        metrics::counter!("kippu_panics_total").increment(1);
        tracing::error!(fault = %FaultId::random(), at, thread = thread.name(), "panic: {}", said(panic));
    }));
}

fn said<'a>(panic: &'a PanicHookInfo<'_>) -> &'a str {
    panic.payload_as_str().unwrap_or("without a word")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_has_a_number_one_can_read_out() {
        let fault = FaultId::random().to_string();
        assert!(fault.len() == 8 && fault.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()), "{fault}");
    }
}
