//! Passwords at the doors: what the hasher cannot do becomes a no that somebody can act on.

use crate::Web;
use desk::{Error, Fault, Refusal};
use platform::Hidden;
use platform::passwords::PasswordFault;

pub async fn hashed(web: &Web, password: &str) -> Result<String, Error> {
    web.passwords.hash(&Hidden::new(password)).await.map_err(no)
}

/// Whether it is the password of that hash; none: of an account that does not exist, which takes as long.
pub async fn is_right(web: &Web, password: &str, hash: Option<&str>) -> Result<bool, Error> {
    let password = Hidden::new(password);
    let checked = match hash {
        Some(hash) => web.passwords.verify(&password, hash).await,
        None => web.passwords.verify_against_nobody(&password).await,
    };
    match checked {
        // Nobody could have set it.
        Err(PasswordFault::TooLong) => Ok(false),
        checked => checked.map_err(no),
    }
}

fn no(fault: PasswordFault) -> Error {
    match fault {
        PasswordFault::TooLong => Refusal::PasswordTooLong.into(),
        PasswordFault::Busy => Fault::passing(fault).into(),
        PasswordFault::Hashing(_) => Fault::new(fault).into(),
    }
}
