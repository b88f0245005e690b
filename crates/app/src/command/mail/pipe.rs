//! `kippu mail pipe`: a mail system hands one message to our standard input. It is kept durably before we say yes; every
//! no is one of the exit codes that mail systems understand (sysexits.h), so that they keep the message or send it back.

use crate::house::House;
use base::Email;
use channels::desk::DeskIntake;
use channels::ports::{Envelope, Intake, IntakeFault, Recipient, Source};
use platform::config::Config;
use std::io::Read;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Pipe {
    /// The envelope sender; empty or left out for none
    #[arg(long, value_name = "ADDRESS")]
    sender: Option<String>,
    /// Whom it is for; otherwise the addresses it names
    #[arg(long, value_name = "ADDRESS")]
    recipient: Vec<String>,
}

/// Why it was not taken, as a mail system understands it.
#[derive(Debug, PartialEq, Eq)]
enum No {
    /// EX_DATAERR: there is no message, or it is too big.
    Data(String),
    /// EX_NOUSER
    Unknown(String),
    /// EX_TEMPFAIL: the mail system keeps it and tries again.
    Later(String),
}

pub async fn run(config: Result<Config, String>, wish: Pipe) -> ExitCode {
    let taken = match config {
        Ok(config) => take(config, &wish).await,
        Err(why) => Err(No::Later(why)),
    };
    let (code, why) = match taken {
        Ok(id) => {
            println!("Kept as {id}");
            return ExitCode::SUCCESS;
        }
        Err(No::Data(why)) => (65, why),
        Err(No::Unknown(why)) => (67, why),
        Err(No::Later(why)) => (75, why),
    };
    eprintln!("kippu: {why}");
    ExitCode::from(code)
}

async fn take(config: Config, wish: &Pipe) -> Result<String, No> {
    let limit = config.mail_limit;
    let raw =
        tokio::task::spawn_blocking(move || read(limit)).await.map_err(|error| No::Later(error.to_string()))??;
    let house = House::open(config).map_err(No::Later)?;
    let intake = DeskIntake(house.premises());
    let rcpt = recipients(&intake, &wish.recipient).await?;
    let rcpt = if rcpt.is_empty() { super::addressed(&raw) } else { rcpt };
    let mail_from = wish.sender.as_deref().and_then(Email::parse);
    let envelope = Envelope { source: Source::Pipe, mail_from, rcpt, remote: None, helo: None };
    match intake.receive(raw.into(), envelope).await {
        Ok(receipt) => Ok(receipt.id),
        Err(IntakeFault::Temporary(why)) => Err(No::Later(why)),
        Err(IntakeFault::Permanent(why)) => Err(No::Data(why)),
    }
}

async fn recipients(intake: &DeskIntake, named: &[String]) -> Result<Vec<Email>, No> {
    let mut known = Vec::new();
    for name in named {
        let email = Email::parse(name).ok_or_else(|| No::Unknown(format!("{name:?} is no address")))?;
        match intake.recipient(&email).await {
            Recipient::Known => known.push(email),
            Recipient::Unknown => return Err(No::Unknown(format!("there is no mailbox {email}"))),
            Recipient::Later => return Err(No::Later("the mailboxes cannot be looked up now".into())),
        }
    }
    Ok(known)
}

fn read(limit: usize) -> Result<Vec<u8>, No> {
    let mut raw = Vec::new();
    let most = limit as u64 + 1;
    std::io::stdin().lock().take(most).read_to_end(&mut raw).map_err(|error| No::Later(error.to_string()))?;
    match raw.len() {
        0 => Err(No::Data("the standard input holds no message".into())),
        octets if octets > limit => Err(No::Data(format!("the message has more than {limit} bytes"))),
        _ => Ok(without_envelope_line(raw)),
    }
}

/// Mail systems that write mbox files begin with `From sender date`; it is not the message's.
fn without_envelope_line(raw: Vec<u8>) -> Vec<u8> {
    match raw.strip_prefix(b"From ").and_then(|rest| rest.iter().position(|octet| *octet == b'\n')) {
        Some(at) => raw[b"From ".len() + at + 1..].to_vec(),
        None => raw,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_an_mbox_is_not_the_messages() {
        let plain = |raw: &[u8]| without_envelope_line(raw.to_vec());
        assert_eq!(plain(b"From a@b Sun Mar  1\nSubject: x\n"), b"Subject: x\n");
        assert_eq!(plain(b"From: a@b\n\nx"), b"From: a@b\n\nx");
    }
}
