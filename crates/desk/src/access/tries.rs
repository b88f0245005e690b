//! Whoever guesses has to wait, longer with every guess.

use base::Moment;
use std::time::Duration;

/// Tries are counted over this time, and forgotten after it.
pub const COUNTED: Duration = Duration::from_secs(60 * 60);
/// Tries within one such span share a row.
pub const WINDOW: Duration = Duration::from_secs(10);
/// Letters with a link to one address within [`COUNTED`].
pub const MOST_LETTERS: i64 = 3;

/// What is guessed at, and how often that is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guessed {
    /// One address, from wherever.
    Address,
    /// Any address, from one host; a company may share one.
    Host,
}

impl Guessed {
    const fn free(self) -> i64 {
        match self {
            Self::Address => 5,
            Self::Host => 50,
        }
    }

    /// Whether the last of these tries, in windows and oldest first, may be made after those before it.
    pub fn allows(self, tries: &[(Moment, i64)]) -> bool {
        let Some(((now, in_this), before)) = tries.split_last() else { return true };
        let last = if *in_this > 1 { Some(now) } else { before.last().map(|(window, _)| window) };
        let made = tries.iter().map(|(_, tries)| tries).sum::<i64>() - 1;
        last.is_none_or(|last| last.plus(self.pause(made)) <= *now)
    }

    /// How long after the last of so many tries the next one may come: 30 seconds, doubled each time, at most 15 minutes.
    pub fn pause(self, tries: i64) -> Duration {
        match tries - self.free() {
            ..0 => Duration::ZERO,
            beyond => Duration::from_secs(30 << beyond.min(5)).min(Duration::from_secs(15 * 60)),
        }
    }
}

/// The host a try came from: an IPv4 address, or the /64 of an IPv6 one, which is one customer's.
pub fn host(address: &str) -> String {
    match address.parse() {
        Ok(std::net::IpAddr::V6(v6)) if v6.to_ipv4_mapped().is_none() => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(ip) => ip.to_canonical().to_string(),
        Err(_) => address.chars().take(64).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_guesses_are_free_and_then_pauses_grow() {
        let seconds: Vec<u64> = (3..=13).map(|tries| Guessed::Address.pause(tries).as_secs()).collect();
        assert_eq!(seconds, [0, 0, 30, 60, 120, 240, 480, 900, 900, 900, 900]);
        assert_eq!(Guessed::Host.pause(49), Duration::ZERO);
    }

    #[test]
    fn a_try_is_allowed_once_its_pause_is_over() {
        let at = |seconds: i64, tries| (Moment(seconds * 1000), tries);
        assert!(Guessed::Address.allows(&[]));
        assert!(Guessed::Address.allows(&[at(0, 5)]));
        assert!(!Guessed::Address.allows(&[at(0, 6)]));
        assert!(!Guessed::Address.allows(&[at(0, 5), at(20, 1)]));
        assert!(Guessed::Address.allows(&[at(0, 5), at(30, 1)]));
        assert!(!Guessed::Address.allows(&[at(0, 5), at(30, 2)]));
        assert!(!Guessed::Address.allows(&[at(0, 5), at(30, 1), at(80, 1)]));
        assert!(Guessed::Address.allows(&[at(0, 5), at(30, 1), at(90, 1)]));
    }

    #[test]
    fn nobody_guesses_faster_by_changing_the_end_of_an_address() {
        assert_eq!(host("2001:db8:1:2:3::4"), host("2001:db8:1:2:ffff::1"));
        assert_ne!(host("2001:db8:1:2::1"), host("2001:db8:1:3::1"));
        assert_eq!(host("::ffff:192.0.2.7"), host("192.0.2.7"));
        assert_eq!(host("unix"), "unix");
    }
}
