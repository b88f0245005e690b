//! How a message was signed and encrypted.

use super::spoken::{Alert, Remedy};
use crate::Shell;
use desk::channel::{Encryption, Protection, Worth};

/// One badge beside a message's sender.
pub struct Seal {
    pub kind: &'static str,
    pub text: String,
}

pub fn seals(protection: &Protection, worth: Worth, shell: &Shell) -> Vec<Seal> {
    let encrypted = (protection.encryption == Encryption::Opened)
        .then(|| Seal { kind: "accent", text: shell.words.say("sealing-opened").to_owned() });
    let signed = match worth {
        Worth::Unsigned | Worth::Invalid | Worth::Distrusted | Worth::Foreign => None,
        Worth::Valid => Some("success"),
        Worth::Unknown | Worth::Keyless => Some(""),
    };
    let signed = signed.map(|kind| Seal { kind, text: shell.with(key(worth), &protection.holder) });
    encrypted.into_iter().chain(signed).collect()
}

/// What one must know before one believes it.
pub fn alert(protection: &Protection, worth: Worth, shell: &Shell) -> Option<Alert> {
    let said = |kind, key: &str| {
        Some(Alert { kind, text: shell.with(key, &protection.holder), ticket: None, remedy: Remedy::Nothing })
    };
    match (protection.encryption, worth) {
        (Encryption::Closed, _) => said("warning", "sealing-closed"),
        (Encryption::Broken, _) => said("danger", "sealing-broken"),
        (Encryption::None | Encryption::Opened, Worth::Invalid | Worth::Distrusted | Worth::Foreign) => {
            said("danger", key(worth))
        }
        (Encryption::None | Encryption::Opened, Worth::Unsigned | Worth::Valid | Worth::Unknown | Worth::Keyless) => {
            None
        }
    }
}

const fn key(worth: Worth) -> &'static str {
    match worth {
        Worth::Unsigned => "",
        Worth::Valid => "worth-valid",
        Worth::Unknown => "worth-unknown",
        Worth::Distrusted => "worth-distrusted",
        Worth::Foreign => "worth-foreign",
        Worth::Keyless => "worth-keyless",
        Worth::Invalid => "worth-invalid",
    }
}
