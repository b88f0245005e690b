//! Keys and certificates for signed and encrypted mail: our own, and those of whoever writes to us.

use super::{KeyChange, MailboxId};
use crate::{Event, Refusal};
use base::{Email, Moment};
use serde::{Deserialize, Serialize};

base::id!(MailKeyId);

crate::ticket_words! {
    /// By which standard a message is protected.
    Standard { OpenPgp = "openpgp", Smime = "smime", }
}

crate::ticket_words! {
    /// Where a key came from.
    KeySource {
        /// It signed a message, and came with it.
        SignedMail = "signed_mail",
        /// A header of a message announced it; anybody on the way could have written it.
        Autocrypt = "autocrypt",
        /// The owner of its domain publishes it; somebody looked for it there.
        Directory = "directory",
        Uploaded = "uploaded",
        Made = "made",
    }
}

crate::ticket_words! {
    /// What a person has decided about a key.
    KeyTrust { Undecided = "undecided", Trusted = "trusted", Distrusted = "distrusted", }
}

crate::ticket_words! {
    /// How a letter is closed.
    Protect {
        None = "none",
        Sign = "sign",
        /// Encrypted where everybody has a key we trust, else signed.
        Possible = "possible",
        Encrypt = "encrypt",
    }
}

crate::ticket_words! {
    /// What becomes of files for which a letter has no room.
    Beyond {
        Links = "links",
        /// Links, unless keys are found that close it.
        Perhaps = "perhaps",
        /// It carries them all the same: a link opens without a key.
        Inside = "inside",
    }
}

/// How a letter that is being written will be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closes {
    pub way: Protect,
    /// Its writer says so; else its mailbox usually does.
    pub by_hand: bool,
}

impl Protect {
    /// `signs`: its mailbox has a key by which letters are signed, so that one that may be closed is.
    pub const fn beyond(self, signs: bool) -> Beyond {
        match (self, signs) {
            (Self::None, _) => Beyond::Links,
            (Self::Possible, false) => Beyond::Perhaps,
            (Self::Possible, true) | (Self::Sign | Self::Encrypt, _) => Beyond::Inside,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct MailKey {
    pub id: MailKeyId,
    pub standard: Standard,
    /// Hexadecimal capitals.
    pub fingerprint: String,
    /// Whose it claims to be.
    pub holder: String,
    /// Who vouches for it; empty for OpenPGP.
    pub issuer: String,
    pub addresses: Vec<Email>,
    /// Armour or PEM.
    pub public: String,
    /// Of ours alone; else empty.
    pub sealed: String,
    /// None: somebody else's.
    pub mailbox: Option<MailboxId>,
    /// Of ours: it signs.
    pub active: bool,
    pub source: KeySource,
    pub trust: KeyTrust,
    pub signs: bool,
    pub encrypts: bool,
    pub valid_from: Option<Moment>,
    pub valid_until: Option<Moment>,
    pub created_at: Moment,
}

impl MailKey {
    /// Letters may be encrypted for it: somebody has compared it, and it has not ended.
    pub fn receives(&self, now: Moment) -> bool {
        self.encrypts && self.trust == KeyTrust::Trusted && self.is_valid(now)
    }

    /// Letters of its mailbox are signed by it.
    pub fn signs_letters(&self, now: Moment) -> bool {
        self.active && self.signs && self.is_valid(now)
    }

    pub fn is_valid(&self, now: Moment) -> bool {
        self.valid_from.is_none_or(|from| from <= now) && self.valid_until.is_none_or(|until| now <= until)
    }

    pub fn speaks_for(&self, address: &Email) -> bool {
        self.addresses.iter().any(|own| own.canonical() == address.canonical())
    }

    pub fn decide(&mut self, trust: KeyTrust) -> Result<Event, Refusal> {
        if self.mailbox.is_some() {
            return Err(Refusal::KeyIsOurs);
        }
        let what = match trust {
            KeyTrust::Trusted => KeyChange::Trusted,
            KeyTrust::Distrusted => KeyChange::Distrusted,
            KeyTrust::Undecided => return Err(Refusal::FormIncomplete),
        };
        self.trust = trust;
        Ok(self.changed(what))
    }

    /// An authority that this desk believes stands for it, and it came with a signature that fits.
    pub fn is_vouched(&self) -> bool {
        self.source == KeySource::SignedMail && self.trust == KeyTrust::Trusted
    }

    pub fn changed(&self, what: KeyChange) -> Event {
        let address = self.addresses.first().map_or_else(|| self.holder.clone(), ToString::to_string);
        Event::MailKeyChanged { address, fingerprint: self.fingerprint.clone(), what }
    }

    /// In groups of four, as people compare it.
    pub fn grouped(&self) -> String {
        let digits: Vec<char> = self.fingerprint.chars().collect();
        digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
}

/// Where a mailbox's private keys stand.
pub fn mail_key_context(fingerprint: &str) -> String {
    format!("mail key {fingerprint}")
}

/// How one letter is closed: decided when it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    pub standard: Standard,
    /// Who signs; none: nobody.
    pub by: Option<MailKeyId>,
    /// For whom it is encrypted; empty: it is not.
    #[serde(default)]
    pub to: Vec<MailKeyId>,
}

/// Which keys close a letter to these recipients. `ours` are the mailbox's, `theirs` all that are known of the recipients.
pub fn closing(
    wish: Protect,
    recipients: &[Email],
    ours: &[MailKey],
    theirs: &[MailKey],
    now: Moment,
) -> Result<Option<Closing>, Refusal> {
    let by = |standard: Standard| {
        let signs = |key: &&MailKey| key.standard == standard && key.signs_letters(now);
        ours.iter().find(signs).map(|key| key.id)
    };
    let to = |standard: Standard| -> Option<Vec<MailKeyId>> {
        let of = |address: &Email| {
            let good = |key: &&MailKey| key.standard == standard && key.receives(now) && key.speaks_for(address);
            theirs.iter().filter(good).max_by_key(|key| key.id.0).map(|key| key.id)
        };
        recipients.iter().map(of).collect()
    };
    let both = [Standard::Smime, Standard::OpenPgp];
    let signed = || both.iter().find_map(|one| Some(Closing { standard: *one, by: Some(by(*one)?), to: Vec::new() }));
    // The one by which we also sign goes before the one by which we only encrypt.
    let encrypted = || {
        let all = both.iter().filter_map(|one| Some(Closing { standard: *one, by: by(*one), to: to(*one)? }));
        all.max_by_key(|closing| closing.by.is_some())
    };
    match wish {
        Protect::None => Ok(None),
        Protect::Sign => signed().map(Some).ok_or(Refusal::SenderWithoutKey),
        Protect::Possible => Ok(encrypted().or_else(signed)),
        Protect::Encrypt => encrypted().map(Some).ok_or(Refusal::RecipientWithoutKey),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(text: &str) -> Email {
        Email::parse(text).unwrap()
    }

    fn key(id: i64, standard: Standard, address: &str, ours: bool) -> MailKey {
        MailKey {
            id: MailKeyId(id),
            standard,
            fingerprint: format!("{id:040}"),
            holder: address.into(),
            issuer: String::new(),
            addresses: vec![email(address)],
            public: String::new(),
            sealed: String::new(),
            mailbox: ours.then_some(MailboxId(1)),
            active: ours,
            source: KeySource::SignedMail,
            trust: KeyTrust::Trusted,
            signs: true,
            encrypts: true,
            valid_from: None,
            valid_until: None,
            created_at: Moment(0),
        }
    }

    const NOW: Moment = Moment(1_000);

    #[test]
    fn a_letter_is_encrypted_only_for_everybody() {
        let ours = [key(1, Standard::OpenPgp, "desk@desk.example", true)];
        let kei = key(2, Standard::OpenPgp, "kei@x.example", false);
        let (one, two) = ([email("Kei@x.example")], [email("kei@x.example"), email("mio@x.example")]);
        let close = |wish, to: &[Email], theirs: &[MailKey]| closing(wish, to, &ours, theirs, NOW);
        let encrypted = Closing { standard: Standard::OpenPgp, by: Some(MailKeyId(1)), to: vec![MailKeyId(2)] };
        let signed = Closing { to: vec![], ..encrypted.clone() };
        assert_eq!(close(Protect::Encrypt, &one, std::slice::from_ref(&kei)), Ok(Some(encrypted.clone())));
        assert_eq!(close(Protect::Possible, &one, std::slice::from_ref(&kei)), Ok(Some(encrypted)));
        assert_eq!(close(Protect::Encrypt, &two, std::slice::from_ref(&kei)), Err(Refusal::RecipientWithoutKey));
        assert_eq!(close(Protect::Possible, &two, std::slice::from_ref(&kei)), Ok(Some(signed.clone())));
        assert_eq!(close(Protect::Sign, &two, &[]), Ok(Some(signed)));
        assert_eq!(close(Protect::None, &one, &[kei]), Ok(None));
    }

    #[test]
    fn what_has_no_room_goes_as_a_link_exactly_where_nothing_is_closed() {
        let ours = [key(1, Standard::OpenPgp, "desk@desk.example", true)];
        let kei = [key(2, Standard::OpenPgp, "kei@x.example", false)];
        let (to, none) = ([email("kei@x.example")], Vec::<MailKey>::new());
        for (wish, ours) in Protect::ALL.iter().flat_map(|wish| [(*wish, &ours[..]), (*wish, &none[..])]) {
            let beyond = wish.beyond(ours.iter().any(|key| key.signs_letters(NOW)));
            for theirs in [&kei[..], &none[..]] {
                match closing(wish, &to, ours, theirs, NOW) {
                    Ok(None) => assert!(matches!(beyond, Beyond::Links | Beyond::Perhaps), "{wish:?}"),
                    Ok(Some(_)) => assert!(matches!(beyond, Beyond::Inside | Beyond::Perhaps), "{wish:?}"),
                    // It does not leave at all.
                    Err(_) => assert_eq!(beyond, Beyond::Inside, "{wish:?}"),
                }
            }
        }
    }

    #[test]
    fn a_key_nobody_has_compared_or_that_has_ended_receives_nothing() {
        let kei = key(2, Standard::Smime, "kei@x.example", false);
        let ended = MailKey { valid_until: Some(Moment(999)), ..kei.clone() };
        let undecided = MailKey { trust: KeyTrust::Undecided, ..kei.clone() };
        let distrusted = MailKey { trust: KeyTrust::Distrusted, ..kei.clone() };
        let to = [email("kei@x.example")];
        for theirs in [ended, undecided, distrusted] {
            assert_eq!(closing(Protect::Encrypt, &to, &[], &[theirs], NOW), Err(Refusal::RecipientWithoutKey));
        }
        let unsigned = closing(Protect::Encrypt, &to, &[], &[kei], NOW).unwrap().unwrap();
        assert_eq!(unsigned.by, None, "who has no key of their own can still encrypt");
    }

    #[test]
    fn the_standard_by_which_we_sign_as_well_goes_first() {
        let ours = [key(1, Standard::OpenPgp, "desk@desk.example", true)];
        let theirs =
            [key(2, Standard::Smime, "kei@x.example", false), key(3, Standard::OpenPgp, "kei@x.example", false)];
        let to = [email("kei@x.example")];
        let chosen = closing(Protect::Encrypt, &to, &ours, &theirs, NOW).unwrap().unwrap();
        assert_eq!((chosen.standard, chosen.by), (Standard::OpenPgp, Some(MailKeyId(1))));
        assert_eq!(closing(Protect::Sign, &to, &[], &theirs, NOW), Err(Refusal::SenderWithoutKey));
        let retired = [MailKey { active: false, ..ours[0].clone() }];
        assert_eq!(closing(Protect::Sign, &to, &retired, &theirs, NOW), Err(Refusal::SenderWithoutKey));
    }

    #[test]
    fn nobody_decides_about_a_key_of_ours() {
        let mut ours = key(1, Standard::OpenPgp, "desk@desk.example", true);
        assert_eq!(ours.decide(KeyTrust::Trusted), Err(Refusal::KeyIsOurs));
        let mut theirs = key(2, Standard::OpenPgp, "kei@x.example", false);
        assert!(theirs.decide(KeyTrust::Distrusted).is_ok() && theirs.trust == KeyTrust::Distrusted);
        assert_eq!(theirs.grouped().split(' ').count(), 10);
    }
}
