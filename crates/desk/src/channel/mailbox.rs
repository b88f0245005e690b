//! An address of ours, with its intake and sending settings.

mod server;

use crate::Refusal;
use crate::people::{TeamId, person_name};
use crate::ticket::BrandId;
use base::{Email, Language, Moment};

pub use server::{AfterFetch, Carriage, FirstRun, Incoming, Outgoing, Protocol, Security, SignIn};
use server::{fingerprint, line};

base::id!(MailboxId);

#[derive(Clone, Debug, PartialEq)]
pub struct Mailbox {
    pub id: MailboxId,
    pub address: Email,
    /// The sender's name on replies.
    pub name: String,
    pub team: TeamId,
    pub brand: BrandId,
    pub language: Language,
    /// Send an acknowledgement for a new ticket.
    pub acknowledge: bool,
    /// Our replies carry `address+t.NUMBER.TAG@…` as Reply-To; the mail system must deliver such addresses to us.
    pub reply_addresses: bool,
    /// It only looks on: what arrives becomes tickets, and nothing is written by machine.
    pub observes: bool,
    /// How mail is fetched; none: it is delivered to our listeners.
    pub incoming: Option<Incoming>,
    /// How mail is sent; none: the installation's own default.
    pub outgoing: Option<Outgoing>,
    pub active: bool,
    pub version: i64,
}

/// How a mailbox fares, for the page that shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Health {
    pub succeeded_at: Option<Moment>,
    pub failed_at: Option<Moment>,
    /// In the server's or our words; never a password.
    pub error: String,
}

/// What somebody wants a mailbox to be.
#[derive(Clone, Debug, PartialEq)]
pub struct MailboxWish {
    /// As typed.
    pub address: String,
    pub name: String,
    pub team: TeamId,
    /// None: the installation's first.
    pub brand: Option<BrandId>,
    pub language: Language,
    pub acknowledge: bool,
    pub reply_addresses: bool,
    pub observes: bool,
    pub incoming: Option<Incoming>,
    pub outgoing: Option<Outgoing>,
}

impl MailboxWish {
    /// One that neither fetches nor sends by a server of its own and acknowledges nothing; English.
    pub fn plain(address: impl Into<String>, name: impl Into<String>, team: TeamId) -> Self {
        Self {
            address: address.into(),
            name: name.into(),
            team,
            brand: None,
            language: Language::English,
            acknowledge: false,
            reply_addresses: true,
            observes: false,
            incoming: None,
            outgoing: None,
        }
    }

    /// The address, which must be a plain one (`+` is for our reply addresses), and the wish with its texts in order.
    pub fn sound(mut self) -> Result<(Email, Self), Refusal> {
        let address =
            Email::parse(&self.address).filter(|email| !email.local().contains('+')).ok_or(Refusal::AddressInvalid)?;
        self.name = person_name(&self.name)?;
        if let Some(incoming) = &mut self.incoming {
            incoming.reach()?;
            incoming.folder = line(&incoming.folder).unwrap_or_else(|| "INBOX".into());
            incoming.user = line(&incoming.user).unwrap_or_else(|| address.as_str().to_owned());
            incoming.trust = fingerprint(incoming.trust.as_deref())?;
        }
        if let Some(outgoing) = &mut self.outgoing {
            outgoing.reach()?;
            outgoing.user = line(&outgoing.user).unwrap_or_default();
            if outgoing.user.is_empty() && outgoing.sign_in != SignIn::Password {
                outgoing.user = address.as_str().to_owned();
            }
            outgoing.trust = fingerprint(outgoing.trust.as_deref())?;
        }
        Ok((address, self))
    }
}

impl Mailbox {
    /// How the mailbox is signed in to by a person's or an organisation's consent, if at all: for fetching, else for sending.
    pub fn consent(&self) -> Option<SignIn> {
        let fetching = self.incoming.as_ref().map(|incoming| incoming.sign_in);
        let sending = self.outgoing.as_ref().map(|outgoing| outgoing.sign_in);
        [fetching, sending].into_iter().flatten().find(|sign_in| *sign_in != SignIn::Password)
    }

    /// A password left empty is the one that was saved. It goes to the server it was saved for and to no other, and its
    /// seal opens for this address alone.
    pub fn keep_passwords(&mut self, before: Option<&Self>) -> Result<(), Refusal> {
        let before = before.filter(|before| before.address.canonical() == self.address.canonical());
        let by_password = |incoming: &&mut Incoming| incoming.sign_in == SignIn::Password;
        if let Some(incoming) =
            self.incoming.as_mut().filter(by_password).filter(|incoming| incoming.sealed_password.is_empty())
        {
            let saved = before.and_then(|before| before.incoming.as_ref()).filter(|saved| saved.host == incoming.host);
            incoming.sealed_password = saved.ok_or(Refusal::IncomingPassword)?.sealed_password.clone();
        }
        if let Some(outgoing) =
            self.outgoing.as_mut().filter(|out| out.sealed_password.is_empty() && out.needs_password())
        {
            let saved = before.and_then(|before| before.outgoing.as_ref()).filter(|saved| saved.host == outgoing.host);
            outgoing.sealed_password = saved.ok_or(Refusal::OutgoingPassword)?.sealed_password.clone();
        }
        Ok(())
    }
}

/// Where a mailbox's sealed passwords stand; a sealed text opens nowhere else.
pub fn password_context(address: &Email) -> String {
    format!("mailbox {} password", address.canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(address: &str) -> MailboxWish {
        MailboxWish {
            address: address.into(),
            name: " Support ".into(),
            team: TeamId(1),
            brand: None,
            language: Language::English,
            acknowledge: true,
            reply_addresses: true,
            observes: false,
            incoming: None,
            outgoing: None,
        }
    }

    #[test]
    fn a_mailbox_has_a_plain_address_and_a_name() {
        let (address, sound) = wish(" help@desk.example ").sound().unwrap();
        assert_eq!((address.as_str(), sound.name.as_str()), ("help@desk.example", "Support"));
        assert_eq!(wish("help+x@desk.example").sound(), Err(Refusal::AddressInvalid));
        assert_eq!(wish("help").sound(), Err(Refusal::AddressInvalid));
    }

    fn mailbox(address: &str, host: &str, password: &str) -> Mailbox {
        let outgoing = Outgoing {
            carriage: Carriage::Smtp,
            sign_in: SignIn::Password,
            host: host.into(),
            port: 465,
            security: Security::Tls,
            user: "support".into(),
            sealed_password: password.into(),
            trust: None,
        };
        Mailbox {
            id: MailboxId(1),
            address: Email::parse(address).unwrap(),
            name: "Support".into(),
            team: TeamId(1),
            brand: BrandId(1),
            language: Language::English,
            acknowledge: true,
            reply_addresses: false,
            observes: false,
            incoming: None,
            outgoing: Some(outgoing),
            active: true,
            version: 1,
        }
    }

    #[test]
    fn a_saved_password_goes_to_the_server_it_was_saved_for_and_to_no_other() {
        let saved = mailbox("help@desk.example", "smtp.desk.example", "sealed");
        let keep = |address, host, before| {
            let mut now = mailbox(address, host, "");
            now.keep_passwords(before).map(|()| now.outgoing.unwrap().sealed_password)
        };
        assert_eq!(keep("help@desk.example", "smtp.desk.example", Some(&saved)), Ok("sealed".into()));
        for (address, host, before) in [
            ("help@desk.example", "smtp.evil.example", Some(&saved)),
            ("sales@desk.example", "smtp.desk.example", Some(&saved)),
            ("help@desk.example", "smtp.desk.example", None),
        ] {
            assert_eq!(keep(address, host, before), Err(Refusal::OutgoingPassword), "{address} {host}");
        }
    }

    #[test]
    fn an_empty_folder_is_the_inbox_and_an_empty_user_the_address() {
        let incoming = Incoming {
            protocol: Protocol::Imap,
            sign_in: SignIn::Password,
            keep_days: 0,
            first_days: 0,
            host: "imap.desk.example".into(),
            port: 993,
            security: Security::Tls,
            user: " ".into(),
            sealed_password: "sealed".into(),
            folder: String::new(),
            after: AfterFetch::Leave,
            first: FirstRun::FromNow,
            trust: None,
        };
        let (_, sound) = MailboxWish { incoming: Some(incoming), ..wish("help@desk.example") }.sound().unwrap();
        let incoming = sound.incoming.unwrap();
        assert_eq!((incoming.folder.as_str(), incoming.user.as_str()), ("INBOX", "help@desk.example"));
    }
}
