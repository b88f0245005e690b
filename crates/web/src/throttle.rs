//! Rate limits on the doors nobody need sign in for, and on those of programs.

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::num::NonZeroU32;

/// One limiter per kind of door, keyed by the other side's address.
pub struct Throttle {
    sign_in: DefaultKeyedRateLimiter<String>,
    form: DefaultKeyedRateLimiter<String>,
    rating: DefaultKeyedRateLimiter<String>,
    search: DefaultKeyedRateLimiter<String>,
    file: DefaultKeyedRateLimiter<String>,
    hook: DefaultKeyedRateLimiter<String>,
    api: DefaultKeyedRateLimiter<String>,
}

impl Default for Throttle {
    fn default() -> Self {
        let per_minute = |n: u32| Quota::per_minute(NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN));
        Self {
            sign_in: RateLimiter::keyed(per_minute(30)),
            form: RateLimiter::keyed(per_minute(10)),
            rating: RateLimiter::keyed(per_minute(10)),
            search: RateLimiter::keyed(per_minute(60)),
            file: RateLimiter::keyed(per_minute(60)),
            hook: RateLimiter::keyed(per_minute(600)),
            api: RateLimiter::keyed(per_minute(600)),
        }
    }
}

impl Throttle {
    /// Sign-in, links, forgotten passwords: 30 a minute.
    pub fn sign_in(&self, address: &str) -> bool {
        Self::check(&self.sign_in, address)
    }

    /// Requests written without an account: 10 a minute.
    pub fn form(&self, address: &str) -> bool {
        Self::check(&self.form, address)
    }

    /// Ratings behind the links of letters: 10 a minute.
    pub fn rating(&self, address: &str) -> bool {
        Self::check(&self.rating, address)
    }

    /// Searches of the help page: 60 a minute.
    pub fn search(&self, address: &str) -> bool {
        Self::check(&self.search, address)
    }

    /// Files behind the links of letters: 60 a minute.
    pub fn file(&self, address: &str) -> bool {
        Self::check(&self.file, address)
    }

    /// Mail by HTTP: 600 a minute for each door.
    pub fn hook(&self, digest: &str) -> bool {
        Self::check(&self.hook, digest)
    }

    /// Calls of the API: 600 a minute for each token.
    pub fn api(&self, digest: &str) -> bool {
        Self::check(&self.api, digest)
    }

    fn check(limiter: &DefaultKeyedRateLimiter<String>, address: &str) -> bool {
        if limiter.len() > 50_000 {
            limiter.retain_recent();
        }
        limiter.check_key(&address.to_owned()).is_ok()
    }
}
