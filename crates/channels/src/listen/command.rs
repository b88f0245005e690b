//! One command line of SMTP or LMTP, read into what it asks for.

use super::reply::Reply;
use base::Email;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    Helo { name: String },
    Ehlo { name: String },
    Lhlo { name: String },
    Mail { from: Option<Email>, size: Option<u64> },
    Rcpt { to: Recipient },
    Data,
    Bdat { octets: usize, last: bool },
    Rset,
    Noop,
    Vrfy,
    StartTls,
    Help,
    Quit,
}

/// A recipient as it was named.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Recipient {
    Mailbox(Email),
    /// `<postmaster>` without a domain, which RFC 5321 §4.5.1 lets everybody write to.
    Postmaster,
}

impl Command {
    /// Reads a line without its CRLF; the error is the answer it deserves.
    pub(super) fn parse(line: &[u8]) -> Result<Self, Reply> {
        let line = std::str::from_utf8(line).map_err(|_| Reply::new(500, "5.5.2", "Commands are ASCII or UTF-8"))?;
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        match verb.to_ascii_uppercase().as_str() {
            "HELO" => name(rest).map(|name| Self::Helo { name }),
            "EHLO" => name(rest).map(|name| Self::Ehlo { name }),
            "LHLO" => name(rest).map(|name| Self::Lhlo { name }),
            "MAIL" => mail(rest),
            "RCPT" => rcpt(rest),
            "DATA" => bare(rest, Self::Data),
            "BDAT" => bdat(rest),
            "RSET" => bare(rest, Self::Rset),
            "QUIT" => bare(rest, Self::Quit),
            "NOOP" => Ok(Self::Noop),
            "VRFY" => Ok(Self::Vrfy),
            "HELP" => Ok(Self::Help),
            "STARTTLS" => bare(rest, Self::StartTls),
            "AUTH" | "EXPN" | "ETRN" | "TURN" => Err(Reply::new(502, "5.5.1", "Not offered here")),
            _ => Err(Reply::new(500, "5.5.1", "Command unknown")),
        }
    }
}

fn syntax(form: &str) -> Reply {
    Reply::new(501, "5.5.4", &format!("Expected: {form}"))
}

/// A domain or address literal, at most 255 octets (RFC 5321 §4.5.3.1.2), taken as it is given.
fn name(rest: &str) -> Result<String, Reply> {
    if (1..=255).contains(&rest.len()) { Ok(rest.to_owned()) } else { Err(syntax("your name after the greeting")) }
}

fn bare(rest: &str, command: Command) -> Result<Command, Reply> {
    if rest.is_empty() { Ok(command) } else { Err(syntax("nothing after the command")) }
}

fn mail(rest: &str) -> Result<Command, Reply> {
    let (path, parameters) = after(rest, "FROM:").and_then(path).ok_or_else(|| syntax("MAIL FROM:<address>"))?;
    let from = match path {
        "" => None,
        text => Some(address(text).ok_or_else(|| Reply::new(553, "5.1.7", "The sender's address is not valid"))?),
    };
    let mut size = None;
    for parameter in parameters.split_ascii_whitespace() {
        let (key, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match (key.to_ascii_uppercase().as_str(), value.to_ascii_uppercase().as_str()) {
            ("SIZE", octets) => size = Some(octets.parse().map_err(|_| syntax("SIZE=octets"))?),
            ("BODY", "7BIT" | "8BITMIME") | ("SMTPUTF8", "") | ("AUTH", _) => {}
            _ => return Err(Reply::new(555, "5.5.4", "Parameter not known here")),
        }
    }
    Ok(Command::Mail { from, size })
}

fn rcpt(rest: &str) -> Result<Command, Reply> {
    let (path, parameters) = after(rest, "TO:").and_then(path).ok_or_else(|| syntax("RCPT TO:<address>"))?;
    let to = if path.eq_ignore_ascii_case("postmaster") {
        Some(Recipient::Postmaster)
    } else {
        address(path).map(Recipient::Mailbox)
    };
    match to {
        None => Err(Reply::new(553, "5.1.3", "The recipient's address is not valid")),
        Some(_) if !parameters.is_empty() => Err(Reply::new(555, "5.5.4", "Parameter not known here")),
        Some(to) => Ok(Command::Rcpt { to }),
    }
}

/// RFC 3030 §2.
fn bdat(rest: &str) -> Result<Command, Reply> {
    let mut words = rest.split_ascii_whitespace();
    let octets = words.next().and_then(|count| count.parse().ok());
    let last = words.next().map(|word| word.eq_ignore_ascii_case("LAST"));
    match (octets, last, words.next()) {
        (Some(octets), None | Some(true), None) => Ok(Command::Bdat { octets, last: last.is_some() }),
        (Some(_) | None, _, _) => Err(syntax("BDAT octets [LAST]")),
    }
}

fn after<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, tail) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| tail.trim_start())
}

/// Splits `<path> parameters` into the path without brackets and source route (RFC 5321 §4.1.2, appendix C), and the
/// rest. Brackets may be missing, as some devices leave them out.
fn path(text: &str) -> Option<(&str, &str)> {
    let Some(inner) = text.strip_prefix('<') else {
        let (path, rest) = text.split_once(' ').unwrap_or((text, ""));
        return (!path.is_empty()).then_some((path, rest.trim()));
    };
    let (path, rest) = inner.split_at(closing_bracket(inner)?);
    let path = match path.strip_prefix('@') {
        Some(route) => route.split_once(':')?.1,
        None => path,
    };
    let rest = &rest[1..];
    (rest.is_empty() || rest.starts_with(' ')).then_some((path, rest.trim()))
}

/// Where the `>` is that no quotation hides.
fn closing_bracket(text: &str) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '>' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

/// Reads an address, taking needless quotes off its local part: `"taro..yamada"@x` and `taro..yamada@x` are one.
fn address(text: &str) -> Option<Email> {
    let plain = text.strip_prefix('"').and_then(|rest| rest.rsplit_once("\"@")).and_then(|(local, domain)| {
        let harmless = local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        harmless.then(|| format!("{local}@{domain}"))
    });
    Email::parse(plain.as_deref().unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(text: &str) -> Email {
        Email::parse(text).expect("an address")
    }

    fn refused(line: &str) -> String {
        Command::parse(line.as_bytes()).expect_err(line).as_str()[..9].to_owned()
    }

    #[test]
    fn commands_are_read_in_any_case_and_with_trailing_blanks() {
        assert_eq!(Command::parse(b"data "), Ok(Command::Data));
        assert_eq!(Command::parse(b"eHlO mx.example"), Ok(Command::Ehlo { name: "mx.example".into() }));
        assert_eq!(Command::parse(b"BDAT 12 last"), Ok(Command::Bdat { octets: 12, last: true }));
    }

    #[test]
    fn a_sender_comes_with_its_parameters() {
        let from = Some(email("a@b.example"));
        assert_eq!(
            Command::parse(b"MAIL FROM:<a@b.example> SIZE=1200 BODY=8BITMIME SMTPUTF8"),
            Ok(Command::Mail { from: from.clone(), size: Some(1200) })
        );
        assert_eq!(Command::parse(b"mail from: a@b.example"), Ok(Command::Mail { from, size: None }));
        assert_eq!(Command::parse(b"MAIL FROM:<>"), Ok(Command::Mail { from: None, size: None }));
    }

    #[test]
    fn carriers_addresses_and_their_quoted_form_are_one() {
        let expected = Ok(Command::Rcpt { to: Recipient::Mailbox(email("taro..y.@docomo.example")) });
        assert_eq!(Command::parse(b"RCPT TO:<taro..y.@docomo.example>"), expected);
        assert_eq!(Command::parse(b"RCPT TO:<\"taro..y.\"@docomo.example>"), expected);
    }

    #[test]
    fn routes_and_quoted_brackets_do_not_confuse_us() {
        assert_eq!(
            Command::parse(b"RCPT TO:<@relay.example,@b.example:aya@c.example>"),
            Ok(Command::Rcpt { to: Recipient::Mailbox(email("aya@c.example")) })
        );
        let spaced = Some(email("\"taro yamada\"@example.jp"));
        assert_eq!(
            Command::parse(b"MAIL FROM:<\"taro yamada\"@example.jp> SIZE=7"),
            Ok(Command::Mail { from: spaced, size: Some(7) })
        );
        assert_eq!(refused("RCPT TO:<\"a>b\"@c.example>"), "553 5.1.3");
        assert_eq!(
            Command::parse("RCPT TO:<受付@例え.jp>".as_bytes()),
            Ok(Command::Rcpt { to: Recipient::Mailbox(email("受付@例え.jp")) })
        );
        assert_eq!(Command::parse(b"RCPT TO:<Postmaster>"), Ok(Command::Rcpt { to: Recipient::Postmaster }));
    }

    #[test]
    fn what_is_wrong_is_answered_by_its_kind() {
        for (line, answer) in [
            ("", "500 5.5.1"),
            ("FROBNICATE", "500 5.5.1"),
            ("AUTH PLAIN AAAA", "502 5.5.1"),
            ("EHLO", "501 5.5.4"),
            ("DATA now", "501 5.5.4"),
            ("MAIL <a@b.example>", "501 5.5.4"),
            ("MAIL FROM:<a@b.example", "501 5.5.4"),
            ("MAIL FROM:<a@b.example>SIZE=1", "501 5.5.4"),
            ("MAIL FROM:<a@b.example> SIZE=big", "501 5.5.4"),
            ("MAIL FROM:<a@b.example> BODY=BINARYMIME", "555 5.5.4"),
            ("MAIL FROM:<nobody>", "553 5.1.7"),
            ("RCPT TO:<>", "553 5.1.3"),
            ("RCPT TO:<a@b.example> NOTIFY=NEVER", "555 5.5.4"),
            ("BDAT many", "501 5.5.4"),
            ("BDAT 5 FIRST", "501 5.5.4"),
        ] {
            assert_eq!(refused(line), answer, "{line}");
        }
        assert!(Command::parse(b"MAIL FROM:<\xff@b.example>").is_err());
    }
}
