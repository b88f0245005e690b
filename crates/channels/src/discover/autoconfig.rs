//! What a domain says of its servers in Thunderbird's form (`config-v1.1.xml`). It comes from anywhere, so that nothing
//! in it is believed beyond a name, a port and a kind.

use super::{By, Found, Guess, SignIn, Speaks, Tls, User};
use base::Email;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// Servers that are looked at.
const MOST: usize = 20;

/// The first encrypted servers it names; none where it names none.
pub fn read(xml: &str, email: &Email) -> Option<Found> {
    let servers = servers(xml);
    let first = |wanted: &[Speaks]| {
        let guesses = servers.iter().filter_map(|server| guess(server, email));
        guesses
            .filter(|guess| wanted.contains(&guess.speaks))
            .min_by_key(|guess| wanted.iter().position(|one| *one == guess.speaks))
    };
    let (incoming, outgoing) = (first(&[Speaks::Imap, Speaks::Pop3]), first(&[Speaks::Smtp]));
    (incoming.is_some() || outgoing.is_some()).then_some(Found { incoming, outgoing, by: By::Domain })
}

/// One `incomingServer` or `outgoingServer`: its type under `type`, and what its elements hold. Of elements that come
/// several times the first counts.
type Server = HashMap<String, String>;

fn servers(xml: &str) -> Vec<Server> {
    let mut reader = Reader::from_str(xml);
    let (mut servers, mut open, mut within): (Vec<Server>, Option<Server>, Option<String>) = (Vec::new(), None, None);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => match (is_server(&start), &mut open) {
                (true, None) => open = Some(HashMap::from([("type".to_owned(), kind(&start))])),
                (_, _) => within = Some(name(&start)),
            },
            Ok(Event::Text(text)) => {
                if let (Some(server), Some(name), Ok(text)) = (&mut open, &within, text.decode()) {
                    server.entry(name.clone()).or_insert_with(|| text.trim().to_owned());
                }
            }
            Ok(Event::End(end)) => {
                let name = String::from_utf8_lossy(end.name().as_ref()).into_owned();
                within = None;
                if matches!(name.as_str(), "incomingServer" | "outgoingServer") {
                    servers.extend(open.take());
                }
            }
            Ok(Event::Eof) | Err(_) => return servers,
            Ok(_) => {}
        }
        if servers.len() >= MOST {
            return servers;
        }
    }
}

fn name(start: &BytesStart) -> String {
    String::from_utf8_lossy(start.name().as_ref()).into_owned()
}

fn is_server(start: &BytesStart) -> bool {
    matches!(start.name().as_ref(), b"incomingServer" | b"outgoingServer")
}

fn kind(start: &BytesStart) -> String {
    let found = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == b"type");
    found.map(|attribute| String::from_utf8_lossy(&attribute.value).into_owned()).unwrap_or_default()
}

fn guess(server: &Server, email: &Email) -> Option<Guess> {
    let text = |name: &str| server.get(name).map_or("", String::as_str);
    let speaks = match text("type") {
        "imap" => Speaks::Imap,
        "pop3" => Speaks::Pop3,
        "smtp" => Speaks::Smtp,
        _ => return None,
    };
    // A password does not travel in the clear because a page says so.
    let tls = match text("socketType") {
        "SSL" => Tls::FromTheStart,
        "STARTTLS" => Tls::StartTls,
        _ => return None,
    };
    let host = placed(text("hostname"), email);
    let sound = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let port = text("port").parse().ok().filter(|port| *port > 0)?;
    let user = if text("username") == "%EMAILLOCALPART%" { User::LocalPart } else { User::Address };
    let sign_in = match (text("authentication"), host.as_str()) {
        ("OAuth2", host) if host.ends_with(".gmail.com") || host.ends_with(".googlemail.com") => SignIn::Google,
        ("OAuth2", host) if host.ends_with(".office365.com") || host.ends_with(".outlook.com") => SignIn::Microsoft,
        (_, _) => SignIn::Password,
    };
    sound.then_some(Guess { speaks, host, port, tls, user, sign_in })
}

fn placed(text: &str, email: &Email) -> String {
    text.replace("%EMAILDOMAIN%", &email.domain()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(xml: &str) -> Option<Found> {
        read(xml, &Email::parse("help@desk.example").unwrap())
    }

    const CONFIG: &str = r#"<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="desk.example">
        <domain>desk.example</domain>
        <incomingServer type="pop3"><hostname>pop.desk.example</hostname><port>995</port>
          <socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer>
        <incomingServer type="imap"><hostname>imap.%EMAILDOMAIN%</hostname><port>143</port>
          <socketType>plain</socketType></incomingServer>
        <incomingServer type="imap"><hostname>imap.%EMAILDOMAIN%</hostname><port>993</port>
          <socketType>SSL</socketType><username>%EMAILLOCALPART%</username>
          <authentication>password-cleartext</authentication></incomingServer>
        <outgoingServer type="smtp"><hostname>smtp.office365.com</hostname><port>587</port>
          <socketType>STARTTLS</socketType><authentication>OAuth2</authentication>
          <authentication>password-cleartext</authentication></outgoingServer>
        </emailProvider></clientConfig>"#;

    #[test]
    fn imap_goes_before_pop3_and_what_is_not_encrypted_is_not_offered() {
        let found = found(CONFIG).unwrap();
        let incoming = found.incoming.unwrap();
        assert_eq!((incoming.speaks, incoming.host.as_str(), incoming.port), (Speaks::Imap, "imap.desk.example", 993));
        assert_eq!(incoming.user, User::LocalPart);
        let outgoing = found.outgoing.unwrap();
        assert_eq!((outgoing.host.as_str(), outgoing.tls), ("smtp.office365.com", Tls::StartTls));
        assert_eq!(outgoing.sign_in, SignIn::Microsoft);
    }

    #[test]
    fn what_is_no_configuration_says_nothing() {
        for xml in
            ["", "<html><body>Not found</body></html>", "<clientConfig><incomingServer type=\"imap\">", "\u{0}<<<>"]
        {
            assert_eq!(found(xml), None, "{xml}");
        }
        let odd = CONFIG.replace("imap.%EMAILDOMAIN%", "imap.desk.example/../x").replace("pop.desk", "p p");
        assert_eq!(found(&odd).unwrap().incoming, None);
    }
}
