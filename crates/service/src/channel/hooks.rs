//! The doors of mailboxes for mail by HTTP: opened, given another token, and shut.

use base::Token;
use desk::channel::{Hook, HookKind, Mailbox, MailboxId, hook::LONGEST_SECRET};
use desk::{Done, Error, Event, Permission, Refusal};
use store::channel::{hooks, mailboxes};
use store::{Read, Tx};

/// None: it is shut.
pub fn hook(read: &mut Read, mailbox: MailboxId) -> Done<Option<Hook>> {
    read.actor().may(Permission::Configure)?;
    mailboxes::load(read, mailbox)?.ok_or(Error::Missing)?;
    Ok(hooks::of_mailbox(read, mailbox)?)
}

/// Opens it, or gives it another token: nobody sees the token again. An empty secret is the one that was saved for the
/// same kind.
pub fn open_hook(tx: &mut Tx, mailbox: MailboxId, kind: HookKind, sealed_secret: String) -> Done<Token> {
    let before = hook(tx, mailbox)?;
    let kept = before.as_ref().filter(|before| before.kind == kind).map(|before| before.sealed_secret.clone());
    let sealed_secret = if sealed_secret.is_empty() { kept.unwrap_or_default() } else { sealed_secret };
    if sealed_secret.is_empty() && kind.needs_secret() {
        return Err(Refusal::HookSecretMissing.into());
    }
    if sealed_secret.len() > 2 * LONGEST_SECRET {
        return Err(Refusal::SecretUnfit.into());
    }
    let sealed_secret = if kind.has_secret() { sealed_secret } else { String::new() };
    let (token, now) = (Token::random(), tx.now());
    let digest = token.digest();
    let opened = match before {
        Some(before) => Hook { kind, sealed_secret, ..before.renewed(digest.0, now) },
        None => Hook { mailbox, kind, digest: digest.0, before: None, sealed_secret, made_at: now },
    };
    hooks::save(tx, &opened)?;
    tx.record(Event::MailboxChanged { mailbox })?;
    Ok(token)
}

pub fn shut_hook(tx: &mut Tx, mailbox: MailboxId) -> Done<()> {
    if hook(tx, mailbox)?.is_some() {
        hooks::remove(tx, mailbox)?;
        tx.record(Event::MailboxChanged { mailbox })?;
    }
    Ok(())
}

/// The door that a token opens, and whose it is; of a mailbox that is off none.
pub fn hook_of(read: &mut Read, token: &Token) -> Done<Option<(Hook, Mailbox)>> {
    read.actor().must_be_system()?;
    let digest = token.digest();
    let now = read.now();
    let Some(hook) = hooks::of_digest(read, &digest.0)?.filter(|hook| hook.opens(&digest.0, now)) else {
        return Ok(None);
    };
    let mailbox = mailboxes::load(read, hook.mailbox)?.filter(|mailbox| mailbox.active);
    Ok(mailbox.map(|mailbox| (hook, mailbox)))
}
