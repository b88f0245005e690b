//! A mailbox's servers, found from its address, in the desk's own terms.

use super::Premises;
use crate::discover::{Guess, SignIn as Signs, Speaks, Tls, User, discover};
use base::Email;
use desk::channel::{AfterFetch, Carriage, FirstRun, Incoming, Outgoing, Protocol, Security, SignIn};

/// Settings as they are likely to be; none where nobody says anything.
pub async fn find_servers(premises: &Premises, address: &Email) -> Option<(Option<Incoming>, Option<Outgoing>)> {
    let found = discover(&premises.outside.http, &premises.examiner, address).await?;
    let incoming = found.incoming.map(|guess| incoming(&guess, address));
    Some((incoming, found.outgoing.map(|guess| outgoing(&guess, address))))
}

fn incoming(guess: &Guess, address: &Email) -> Incoming {
    Incoming {
        protocol: match guess.speaks {
            Speaks::Pop3 => Protocol::Pop3,
            Speaks::Imap | Speaks::Smtp => Protocol::Imap,
        },
        host: guess.host.clone(),
        port: guess.port,
        security: security(guess.tls),
        user: user(guess.user, address),
        sealed_password: String::new(),
        sign_in: sign_in(guess.sign_in),
        folder: "INBOX".into(),
        after: AfterFetch::Leave,
        keep_days: 0,
        first: FirstRun::FromNow,
        first_days: 0,
        trust: None,
    }
}

fn outgoing(guess: &Guess, address: &Email) -> Outgoing {
    Outgoing {
        carriage: Carriage::Smtp,
        host: guess.host.clone(),
        port: guess.port,
        security: security(guess.tls),
        user: user(guess.user, address),
        sealed_password: String::new(),
        sign_in: sign_in(guess.sign_in),
        trust: None,
    }
}

fn security(tls: Tls) -> Security {
    match tls {
        Tls::FromTheStart => Security::Tls,
        Tls::StartTls => Security::StartTls,
    }
}

fn user(user: User, address: &Email) -> String {
    match user {
        User::Address => address.as_str().to_owned(),
        User::LocalPart => address.local().to_owned(),
    }
}

fn sign_in(sign_in: Signs) -> SignIn {
    match sign_in {
        Signs::Password => SignIn::Password,
        Signs::Google => SignIn::Google,
        Signs::Microsoft => SignIn::Microsoft,
    }
}
