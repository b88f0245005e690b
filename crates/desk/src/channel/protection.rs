//! How a message that came was protected: facts about it. Whether its signer is believed depends on what people have
//! decided about the key since, and is asked each time it is shown.

use super::{KeyTrust, MailKey, Standard};

crate::ticket_words! {
    Encryption {
        None = "none", Opened = "opened",
        /// None of our keys opens it.
        Closed = "closed",
        /// It was changed on the way, or cannot be read.
        Broken = "broken",
    }
}

crate::ticket_words! {
    Signature {
        None = "none",
        /// The key that signed it fits.
        Good = "good",
        Bad = "bad",
        /// We do not have the key.
        NoKey = "no_key",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Protection {
    pub standard: Standard,
    pub encryption: Encryption,
    pub signature: Signature,
    /// Of the key that signed it; empty where we do not have it.
    pub fingerprint: String,
    pub holder: String,
    /// The key speaks for the address in From.
    pub fits: bool,
}

crate::ticket_words! {
    /// What a signature is worth.
    Worth {
        Unsigned = "unsigned",
        /// The author's, by a key somebody has compared.
        Valid = "valid",
        /// In order, but nobody has compared the key.
        Unknown = "unknown",
        /// In order, but of a key that somebody does not believe.
        Distrusted = "distrusted",
        /// In order, but of somebody else than the author.
        Foreign = "foreign",
        /// We do not have the key.
        Keyless = "keyless",
        Invalid = "invalid",
    }
}

impl Protection {
    /// `key` is the signer's, as it is known now.
    pub fn worth(&self, key: Option<&MailKey>) -> Worth {
        match self.signature {
            Signature::None => Worth::Unsigned,
            Signature::Bad => Worth::Invalid,
            Signature::NoKey => Worth::Keyless,
            Signature::Good if !self.fits => Worth::Foreign,
            Signature::Good => match key.map(|key| key.trust) {
                Some(KeyTrust::Trusted) => Worth::Valid,
                Some(KeyTrust::Distrusted) => Worth::Distrusted,
                Some(KeyTrust::Undecided) | None => Worth::Unknown,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_worth_what_is_known_of_its_key() {
        let of = |signature, fits| Protection {
            standard: Standard::Smime,
            encryption: Encryption::None,
            signature,
            fingerprint: "A".into(),
            holder: "Kei".into(),
            fits,
        };
        assert_eq!(of(Signature::Good, true).worth(None), Worth::Unknown);
        assert_eq!(of(Signature::Good, false).worth(None), Worth::Foreign);
        assert_eq!(of(Signature::Bad, true).worth(None), Worth::Invalid);
        assert_eq!(of(Signature::NoKey, false).worth(None), Worth::Keyless);
        assert_eq!(of(Signature::None, false).worth(None), Worth::Unsigned);
    }
}
