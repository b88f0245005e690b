//! Opening: layer by layer, from the outside in.

use super::entity::Outer;
use super::layer::Layer;
use super::{Encryption, Keyring, Public, Report, Signature, Standard, openpgp, smime};
use base::Moment;

/// Layers that may lie inside each other: encrypted, signed, and one to spare.
const DEEPEST: usize = 3;

/// A message as it reads once its protection is off.
pub struct Opened {
    /// The message with the inner content in the place of the protected one; as it came, where nothing was opened.
    pub raw: Vec<u8>,
    /// None: it was not protected.
    pub report: Option<Report>,
    /// Keys it brought along.
    pub keys: Vec<Public>,
}

/// What one layer comes to.
pub(super) struct Peeled {
    pub standard: Standard,
    /// None: this layer was no encryption.
    pub encryption: Encryption,
    pub signature: Signature,
    pub signer: Option<Public>,
    /// Certificates and keys beside the signature.
    pub keys: Vec<Public>,
    /// The entity within; none where it stays closed.
    pub entity: Option<Vec<u8>>,
}

/// Opens a message as far as the keys go. Whatever somebody sends, it answers; nothing is decided about whom to believe.
pub fn open(raw: &[u8], keyring: &Keyring, now: Moment) -> Opened {
    let mut opened = Opened { raw: raw.to_vec(), report: None, keys: Vec::new() };
    for _ in 0..DEEPEST {
        let outer = Outer::of(&opened.raw);
        let Some(layer) = Layer::of(&outer) else { break };
        let peeled = peel(layer, keyring, now);
        let next = peeled.entity.as_ref().map(|entity| outer.with(entity));
        opened.keys.extend(peeled.keys.iter().cloned());
        opened.report = Some(told(opened.report.take(), peeled));
        match next {
            Some(next) => opened.raw = next,
            None => break,
        }
    }
    opened
}

fn peel(layer: Layer, keyring: &Keyring, now: Moment) -> Peeled {
    match layer {
        Layer::Signed { smime: true, content, signature } => smime::verify(&signature, Some(content), now),
        Layer::Signed { smime: false, content, signature } => openpgp::verify(content, &signature, keyring, now),
        Layer::Cms(der) => smime::open(&der, keyring, now),
        Layer::Encrypted(data) => openpgp::decrypt(&data, keyring, now),
        Layer::Inline { armor, charset } => as_text(openpgp::decrypt(&armor, keyring, now), &charset),
        Layer::Clear { text, charset } => as_text(openpgp::verify_clear(&text, keyring, now), &charset),
    }
}

/// What was inside is text, not an entity of its own.
fn as_text(mut peeled: Peeled, charset: &str) -> Peeled {
    if let Some(text) = &mut peeled.entity {
        let head = format!("Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
        text.splice(..0, head.into_bytes());
    }
    peeled
}

/// Two layers as one report: it was encrypted if one of them says so, and the innermost signature is the one over what
/// is read.
fn told(before: Option<Report>, peeled: Peeled) -> Report {
    let after = Report {
        standard: peeled.standard,
        encryption: peeled.encryption,
        signature: peeled.signature,
        signer: peeled.signer,
    };
    let Some(before) = before else { return after };
    let encryption = match after.encryption {
        Encryption::None => before.encryption,
        Encryption::Opened | Encryption::Closed | Encryption::Broken => after.encryption,
    };
    match after.signature {
        Signature::None => Report { standard: after.standard, encryption, ..before },
        Signature::Good | Signature::Bad | Signature::NoKey => Report { encryption, ..after },
    }
}
