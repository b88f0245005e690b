//! Outlook's Thread-Index (MS-OXOMSG §2.2.1.3): where a message stands in its conversation.

use base::Moment;
use base64::prelude::{BASE64_STANDARD, Engine};
use std::fmt;

/// Octets of the header: a one, five of time, sixteen of identity.
const HEAD: usize = 22;
/// Octets one reply adds.
const REPLY: usize = 5;
/// 100-nanosecond ticks between 1601 and 1970.
const EPOCH: u64 = 116_444_736_000_000_000;

/// The index of one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadIndex(Vec<u8>);

impl ThreadIndex {
    /// The index of a conversation's first message; `identity` is any sixteen octets that no other conversation has.
    pub fn begin(identity: [u8; 16], at: Moment) -> Self {
        let mut bytes = vec![1];
        bytes.extend_from_slice(&ticks(at).to_be_bytes()[1..6]);
        bytes.extend_from_slice(&identity);
        Self(bytes)
    }

    /// Reads the field of a received message; `None` when it is no index.
    pub fn read(field: &str) -> Option<Self> {
        let text: String = field.chars().filter(|c| !c.is_whitespace()).collect();
        let bytes = BASE64_STANDARD.decode(text).ok()?;
        (bytes.len() >= HEAD && bytes.len() <= HEAD + REPLY * 200).then_some(Self(bytes))
    }

    /// The index of a reply written at `at`: the parent's and five octets more.
    pub fn reply(&self, at: Moment) -> Self {
        let mut begun = [0; 8];
        begun[1..6].copy_from_slice(&self.0[1..6]);
        let passed = ticks(at).saturating_sub(u64::from_be_bytes(begun));
        // Less than 1.7 years in steps of 26 ms, more in steps of 0.8 s; the first bit tells which.
        let step = if passed < 1 << 49 {
            (passed >> 18) as u32 & 0x7fff_ffff
        } else {
            (passed >> 23) as u32 & 0x7fff_ffff | 0x8000_0000
        };
        let mut bytes = self.0.clone();
        bytes.extend_from_slice(&step.to_be_bytes());
        bytes.push((self.0.len() - HEAD) as u8);
        Self(bytes)
    }
}

impl fmt::Display for ThreadIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64_STANDARD.encode(&self.0))
    }
}

/// Windows file time.
fn ticks(at: Moment) -> u64 {
    EPOCH.saturating_add(at.millis().max(0) as u64 * 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_continues_the_index_it_answers() {
        let first = ThreadIndex::begin([7; 16], Moment(1_772_357_400_000));
        let reply = first.reply(Moment(1_772_357_460_000));
        assert!(reply.to_string().len() > first.to_string().len());
        assert_eq!(reply.0[..HEAD], first.0[..]);
        assert_eq!(ThreadIndex::read(&reply.to_string()), Some(reply));
    }

    #[test]
    fn what_is_no_index_is_not_read() {
        for field in ["", "AdNvbw==", "not base64 at all!"] {
            assert_eq!(ThreadIndex::read(field), None, "{field}");
        }
    }
}
