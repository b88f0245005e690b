//! What stands in a mailbox's form.

use crate::ports::Discovered;
use base::Language;
use desk::channel::{AfterFetch, Carriage, FirstRun, Incoming, Mailbox, Outgoing, Protocol, Security, SignIn};
use views::admin::Form;

/// What a new mailbox's form begins with.
pub fn fresh(language: Language) -> Form {
    let form = Form::default().with("language", language.tag()).with("acknowledge", "on");
    sending(receiving(form, None), None)
}

pub fn kept(mailbox: &Mailbox) -> Form {
    let form = Form::default()
        .with("version", mailbox.version)
        .with("address", &mailbox.address)
        .with("name", &mailbox.name)
        .with("team", mailbox.team)
        .with("brand", mailbox.brand)
        .with("language", mailbox.language.tag())
        .with("acknowledge", if mailbox.acknowledge { "on" } else { "" })
        .with("reply_addresses", if mailbox.reply_addresses { "on" } else { "" })
        .with("observes", if mailbox.observes { "on" } else { "" })
        .with("receiving", mailbox.incoming.as_ref().map_or("delivered", |incoming| incoming.protocol.name()))
        .with("sending", mailbox.outgoing.as_ref().map_or("default", |outgoing| outgoing.carriage.name()));
    sending(receiving(form, mailbox.incoming.as_ref()), mailbox.outgoing.as_ref())
}

fn receiving(form: Form, incoming: Option<&Incoming>) -> Form {
    let usual = Incoming {
        protocol: Protocol::Imap,
        host: String::new(),
        port: 993,
        security: Security::Tls,
        user: String::new(),
        sealed_password: String::new(),
        sign_in: SignIn::Password,
        folder: "INBOX".into(),
        after: AfterFetch::MarkSeen,
        keep_days: 0,
        first: FirstRun::FromNow,
        first_days: 0,
        trust: None,
    };
    let server = incoming.unwrap_or(&usual);
    form.or("receiving", "imap")
        .with("in_host", &server.host)
        .with("in_port", server.port)
        .with("in_security", server.security.name())
        .with("in_user", &server.user)
        .with("in_sign_in", server.sign_in.name())
        .with("in_trust", server.trust.as_deref().unwrap_or_default())
        .with("in_folder", &server.folder)
        .with("in_after", server.after.name())
        .with("in_first", server.first.name())
        .with("in_keep_days", days(server.keep_days))
        .with("in_first_days", days(server.first_days))
}

/// Zero days are none.
fn days(days: u16) -> String {
    if days == 0 { String::new() } else { days.to_string() }
}

fn sending(form: Form, outgoing: Option<&Outgoing>) -> Form {
    let (host, port) = (String::new(), 465);
    let (user, sealed_password) = (String::new(), String::new());
    let (carriage, sign_in) = (Carriage::Smtp, SignIn::Password);
    let usual = Outgoing { carriage, host, port, security: Security::Tls, user, sealed_password, sign_in, trust: None };
    let server = outgoing.unwrap_or(&usual);
    form.or("sending", "smtp")
        .with("out_host", &server.host)
        .with("out_port", server.port)
        .with("out_security", server.security.name())
        .with("out_user", &server.user)
        .with("out_sign_in", server.sign_in.name())
        .with("out_trust", server.trust.as_deref().unwrap_or_default())
}

/// What was found of an address.
pub fn found_in(form: Form, found: &Discovered) -> Form {
    let set = |form: Form, name: &str, value: String| form.without(name).with(name, value);
    let mut form = form;
    if let Some(incoming) = &found.incoming {
        form = set(form, "receiving", incoming.protocol.name().into());
        form = set(form, "in_host", incoming.host.clone());
        form = set(form, "in_port", incoming.port.to_string());
        form = set(form, "in_security", incoming.security.name().into());
        form = set(form, "in_user", incoming.user.clone());
        form = set(form, "in_sign_in", incoming.sign_in.name().into());
    }
    if let Some(outgoing) = &found.outgoing {
        form = set(form, "sending", outgoing.carriage.name().into());
        form = set(form, "out_host", outgoing.host.clone());
        form = set(form, "out_port", outgoing.port.to_string());
        form = set(form, "out_security", outgoing.security.name().into());
        form = set(form, "out_user", outgoing.user.clone());
        form = set(form, "out_sign_in", outgoing.sign_in.name().into());
    }
    form
}
