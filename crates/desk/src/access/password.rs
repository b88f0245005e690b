//! What a password must be: long rather than odd (NIST SP 800-63B §3.1.1).

use crate::Refusal;

const COMMON: &[&str] = &[
    "password",
    "passw0rd",
    "12345678",
    "123456789",
    "1234567890",
    "qwertyuiop",
    "letmein",
    "iloveyou",
    "administrator",
    "welcome",
    "kippu",
    "changeme",
    "11111111",
    "00000000",
    "sunshine",
    "helpdesk",
    "support",
];

/// 10 to 256 characters, and not one of the first that anybody would try.
pub fn sound_password(password: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    let lower = password.to_lowercase();
    let plain = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == '!');
    if length < 10 {
        Err(Refusal::PasswordTooShort)
    } else if length > 256 {
        Err(Refusal::PasswordTooLong)
    } else if COMMON.contains(&plain) || COMMON.contains(&lower.as_str()) || one_character(password) {
        Err(Refusal::PasswordCommon)
    } else {
        Ok(())
    }
}

fn one_character(password: &str) -> bool {
    let mut characters = password.chars();
    let first = characters.next();
    characters.all(|c| Some(c) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_common_and_endless_passwords_are_refused() {
        assert_eq!(sound_password("kurz"), Err(Refusal::PasswordTooShort));
        assert_eq!(sound_password("Password123!"), Err(Refusal::PasswordCommon));
        assert_eq!(sound_password("aaaaaaaaaaaa"), Err(Refusal::PasswordCommon));
        assert_eq!(sound_password(&"x1".repeat(129)), Err(Refusal::PasswordTooLong));
    }

    #[test]
    fn a_sentence_is_a_good_password_in_any_script() {
        assert_eq!(sound_password("correct horse battery"), Ok(()));
        assert_eq!(sound_password("吾輩は猫である名前はまだ無い"), Ok(()));
    }
}
