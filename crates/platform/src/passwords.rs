//! Passwords of people: Argon2id with the parameters OWASP recommends, never more than a few at once.
//!
//! Each hash takes 19 MiB and some 30 ms of a core, so that a flood of logins would eat the machine: only so many
//! run at a time, and who has waited ten seconds for a turn is told to come back.

use crate::Hidden;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use icu_normalizer::ComposingNormalizerBorrowed;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// What is longer is no password somebody types, but an attempt to keep us busy. In bytes.
pub const LONGEST: usize = 1024;

const WAIT: Duration = Duration::from_secs(10);

/// Why a password could not be hashed or checked.
#[derive(Debug, thiserror::Error)]
pub enum PasswordFault {
    #[error("too many sign-ins at once")]
    Busy,
    #[error("a password of more than {LONGEST} bytes")]
    TooLong,
    #[error("hashing failed: {0}")]
    Hashing(String),
}

/// Hashes and checks passwords, a few at a time.
#[derive(Clone, Debug)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    nobody: Arc<str>,
}

impl Passwords {
    /// `at_once` hashes run side by side, each with 19 MiB.
    pub fn new(at_once: NonZeroUsize) -> Self {
        let nobody = hash(&Hidden::new(base::Token::random().reveal())).expect("a random token can be hashed");
        Self { turns: Arc::new(Semaphore::new(at_once.get())), nobody: nobody.into() }
    }

    /// The password as a PHC string (`$argon2id$v=19$m=19456,t=2,p=1$…`), fit to be stored.
    pub async fn hash(&self, password: &Hidden) -> Result<String, PasswordFault> {
        let password = fit(password)?;
        self.in_turn(move || hash(&password)).await?
    }

    /// Whether this is the password of that PHC string.
    pub async fn verify(&self, password: &Hidden, phc: &str) -> Result<bool, PasswordFault> {
        let password = fit(password)?;
        let phc = phc.to_owned();
        self.in_turn(move || matches(&password, &phc)).await
    }

    /// Takes the time of a check and says no: for an account that does not exist, so that nobody learns which do.
    pub async fn verify_against_nobody(&self, password: &Hidden) -> Result<bool, PasswordFault> {
        self.verify(password, &self.nobody).await.map(|_| false)
    }

    /// The work keeps its turn to the end, also when nobody waits for it any more: who hangs up frees no memory.
    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, PasswordFault> {
        let turn = self.turns.clone().acquire_owned();
        let turn = tokio::time::timeout(WAIT, turn).await.map_err(|_| PasswordFault::Busy)?;
        let held = turn.expect("the semaphore is never closed");
        let done = tokio::task::spawn_blocking(move || {
            let _held = held;
            work()
        });
        done.await.map_err(|error| PasswordFault::Hashing(error.to_string()))
    }
}

/// The password in NFKC (NIST SP 800-63B-4, 3.1.1.2): が typed as one letter or as two is the same password.
fn fit(password: &Hidden) -> Result<Hidden, PasswordFault> {
    match password.reveal().len() {
        0..=LONGEST => Ok(Hidden::new(ComposingNormalizerBorrowed::new_nfkc().normalize(password.reveal()))),
        _ => Err(PasswordFault::TooLong),
    }
}

fn hash(password: &Hidden) -> Result<String, PasswordFault> {
    let mut salt = Zeroizing::new([0u8; 16]);
    getrandom::fill(salt.as_mut()).expect("the operating system has a source of randomness");
    let fault = |error: argon2::password_hash::Error| PasswordFault::Hashing(error.to_string());
    let salt = SaltString::encode_b64(salt.as_ref()).map_err(fault)?;
    Ok(argon2id().hash_password(password.reveal().as_bytes(), &salt).map_err(fault)?.to_string())
}

fn matches(password: &Hidden, phc: &str) -> bool {
    PasswordHash::new(phc).is_ok_and(|stored| argon2id().verify_password(password.reveal().as_bytes(), &stored).is_ok())
}

/// OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
fn argon2id() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("the parameters lie within Argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    fn passwords() -> Passwords {
        Passwords::new(NonZeroUsize::MIN)
    }

    #[tokio::test]
    async fn a_password_opens_its_own_hash_and_no_other_does() {
        let passwords = passwords();
        let phc = passwords.hash(&Hidden::new("合言葉は 山と川")).await.unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify(&Hidden::new("合言葉は 山と川"), &phc).await.unwrap());
        assert!(!passwords.verify(&Hidden::new("合言葉は 山と海"), &phc).await.unwrap());
    }

    #[tokio::test]
    async fn the_same_letters_typed_in_parts_are_the_same_password() {
        let passwords = passwords();
        let phc = passwords.hash(&Hidden::new("が")).await.unwrap();
        assert!(passwords.verify(&Hidden::new("か\u{3099}"), &phc).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_has_no_password_and_takes_as_long() {
        let passwords = passwords();
        let phc = passwords.hash(&Hidden::new("known")).await.unwrap();
        let started = Instant::now();
        assert!(!passwords.verify(&Hidden::new("guess"), &phc).await.unwrap());
        let known = started.elapsed();
        let unknown = Instant::now();
        assert!(!passwords.verify_against_nobody(&Hidden::new("guess")).await.unwrap());
        assert!(unknown.elapsed() > known / 4, "{:?} against {known:?}", unknown.elapsed());
    }

    #[tokio::test]
    async fn whoever_hangs_up_still_takes_the_turn() {
        let passwords = passwords();
        let (hold, released) = std::sync::mpsc::channel::<()>();
        let work = passwords.in_turn(move || released.recv().is_err());
        assert!(tokio::time::timeout(Duration::from_millis(20), work).await.is_err());
        assert_eq!(passwords.turns.available_permits(), 0);
        drop(hold);
        passwords.in_turn(|| ()).await.unwrap();
    }

    #[tokio::test]
    async fn a_stored_text_that_is_no_hash_opens_for_nobody() {
        assert!(!passwords().verify(&Hidden::new(""), "").await.unwrap());
    }

    #[tokio::test]
    async fn a_novel_is_no_password() {
        let novel = Hidden::new("x".repeat(LONGEST + 1));
        assert!(matches!(passwords().hash(&novel).await, Err(PasswordFault::TooLong)));
    }
}
