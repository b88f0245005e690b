//! What a mailbox's form says, as a wish.

use crate::Web;
use crate::agent::fields::Fields;
use base::{Email, Language};
use desk::Refusal;
use desk::channel::{
    AfterFetch, Carriage, FirstRun, Incoming, MailboxWish, Outgoing, Protocol, Security, SignIn, password_context,
};

/// A field and why it cannot be taken.
pub type Odd = (&'static str, Refusal);

pub fn wish(web: &Web, fields: &Fields) -> Result<MailboxWish, Odd> {
    let address = Email::typed(fields.text("address")).ok_or(("address", Refusal::AddressInvalid))?;
    let seal = |name: &str| match fields.text(name) {
        "" => String::new(),
        password => (web.seal)(password, &password_context(&address)),
    };
    Ok(MailboxWish {
        address: address.to_string(),
        name: fields.text("name").to_owned(),
        team: fields.value("team").map_err(|refusal| ("team", refusal))?,
        brand: fields.maybe("brand").map_err(|refusal| ("brand", refusal))?,
        language: Language::from_tag(fields.text("language")).ok_or(("language", Refusal::LanguageUnknown))?,
        acknowledge: fields.has("acknowledge"),
        reply_addresses: fields.has("reply_addresses"),
        observes: fields.has("observes"),
        incoming: match fields.text("receiving") {
            "delivered" => None,
            word => {
                let protocol = Protocol::named(word).ok_or(("receiving", Refusal::FormIncomplete))?;
                Some(incoming(fields, protocol, seal("in_password"))?)
            }
        },
        outgoing: match fields.text("sending") {
            "default" => None,
            word => {
                let carriage = Carriage::named(word).ok_or(("sending", Refusal::FormIncomplete))?;
                Some(outgoing(fields, carriage, seal("out_password"))?)
            }
        },
    })
}

fn incoming(fields: &Fields, protocol: Protocol, sealed_password: String) -> Result<Incoming, Odd> {
    Ok(Incoming {
        protocol,
        host: fields.text("in_host").to_owned(),
        port: if protocol.has_server() { port(fields, "in_port")? } else { 0 },
        security: Security::named(fields.text("in_security")).ok_or(("in_security", Refusal::FormIncomplete))?,
        user: fields.text("in_user").to_owned(),
        sealed_password,
        sign_in: sign_in(fields, "in_sign_in")?,
        folder: fields.text("in_folder").to_owned(),
        after: AfterFetch::named(fields.text("in_after")).ok_or(("in_after", Refusal::FormIncomplete))?,
        keep_days: fields.text("in_keep_days").trim().parse().unwrap_or_default(),
        first: FirstRun::named(fields.text("in_first")).ok_or(("in_first", Refusal::FormIncomplete))?,
        first_days: fields.text("in_first_days").trim().parse().unwrap_or_default(),
        trust: Some(fields.text("in_trust").to_owned()),
    })
}

fn outgoing(fields: &Fields, carriage: Carriage, sealed_password: String) -> Result<Outgoing, Odd> {
    Ok(Outgoing {
        carriage,
        sign_in: sign_in(fields, "out_sign_in")?,
        host: fields.text("out_host").to_owned(),
        port: if carriage.has_server() { port(fields, "out_port")? } else { 0 },
        security: Security::named(fields.text("out_security")).ok_or(("out_security", Refusal::FormIncomplete))?,
        user: fields.text("out_user").to_owned(),
        sealed_password,
        trust: Some(fields.text("out_trust").to_owned()),
    })
}

/// A form that does not ask means a password.
fn sign_in(fields: &Fields, name: &'static str) -> Result<SignIn, Odd> {
    match fields.text(name) {
        "" => Ok(SignIn::Password),
        word => SignIn::named(word).ok_or((name, Refusal::FormIncomplete)),
    }
}

fn port(fields: &Fields, name: &'static str) -> Result<u16, Odd> {
    let port: Result<u16, Refusal> = fields.value(name);
    port.ok().filter(|port| *port > 0).ok_or((name, Refusal::PortInvalid))
}

/// Beside which field a reason belongs. Of two servers, the first whose name is none.
pub fn fields_of(wish: &MailboxWish) -> impl FnOnce(Refusal) -> &'static str + use<> {
    let receives = MailboxWish { outgoing: None, ..wish.clone() }.sound();
    move |refusal| match refusal {
        Refusal::AddressInvalid | Refusal::AddressTaken | Refusal::AddressIsOurs => "address",
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::HostInvalid if receives == Err(Refusal::HostInvalid) => "in_host",
        Refusal::HostInvalid => "out_host",
        Refusal::FingerprintInvalid if receives == Err(Refusal::FingerprintInvalid) => "in_trust",
        Refusal::FingerprintInvalid => "out_trust",
        Refusal::NoFoldersThere => "in_after",
        Refusal::DaysInvalid => "in_keep_days",
        Refusal::FirstDaysInvalid => "in_first_days",
        Refusal::SignInDoesNotFit if receives == Err(Refusal::SignInDoesNotFit) => "in_sign_in",
        Refusal::SignInDoesNotFit => "out_sign_in",
        Refusal::IncomingPassword => "in_password",
        Refusal::OutgoingPassword => "out_password",
        _ => "",
    }
}
