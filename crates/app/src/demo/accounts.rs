//! The demo's logins: drawn once, and kept in the data folder for as long as it lives.

use super::content::Company;
use super::draw::Draw;
use base::Token;
use desk::Role;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;

#[derive(Clone, Serialize, Deserialize)]
pub struct Account {
    pub role: Role,
    pub email: String,
    pub password: String,
}

const FILE: &str = "demo.json";

/// One for each agent, in their order.
///
/// # Errors
/// The file cannot be read or written, or is none of ours.
pub fn kept_or_drawn(folder: &Path, company: &Company) -> Result<Vec<Account>, String> {
    let path = folder.join(FILE);
    let trouble = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    match std::fs::read_to_string(&path) {
        Ok(text) => serde_json::from_str(&text).map_err(|error| trouble(&error)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let accounts: Vec<Account> = company.agents.iter().map(|agent| account(&agent.email, agent.role)).collect();
            let text = serde_json::to_vec_pretty(&accounts).map_err(|error| trouble(&error))?;
            write(&path, &text).map_err(|error| trouble(&error))?;
            Ok(accounts)
        }
        Err(error) => Err(trouble(&error)),
    }
}

fn account(email: &str, role: Role) -> Account {
    Account { role, email: email.to_owned(), password: password() }
}

/// Four words of four letters that can be said aloud: 50 random bits.
fn password() -> String {
    let random = u64::from_str_radix(&Token::random().digest().as_str()[..16], 16).expect("a digest is hexadecimal");
    let mut draw = Draw::seeded(random);
    let mut letter = |from: &[u8]| char::from(from[draw.below(from.len())]);
    let mut syllable = || [letter(b"bdfghjkmnprstvz"), letter(b"aeiou")];
    (0..4).map(|_| [syllable(), syllable()].concat().into_iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// For its owner alone.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = std::fs::File::options().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::content::Content;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn logins_stay_the_same_within_a_folder_and_differ_between_two() {
        let company = Content::read().unwrap().company;
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let passwords = |folder: &tempfile::TempDir| -> Vec<String> {
            kept_or_drawn(folder.path(), &company).unwrap().into_iter().map(|account| account.password).collect()
        };
        assert_eq!(passwords(&one), passwords(&one));
        assert_ne!(passwords(&one), passwords(&two));
        let mode = std::fs::metadata(one.path().join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(passwords(&one).iter().all(|password| desk::access::sound_password(password).is_ok()));
    }
}
