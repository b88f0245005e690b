//! The four verdicts about one message, in the desk's words.

use super::Handed;
use desk::channel::{Flaw, Found, Policy, Signed, Verdict, Verdicts, Witness};
use mail_auth::common::crypto::{Algorithm, CryptoError};
use mail_auth::dkim::DkimError;
use mail_auth::dmarc::verify::DmarcParameters;
use mail_auth::spf::verify::SpfParameters;
use mail_auth::{
    ArcOutput, AuthenticatedMessage, DkimOutput, DkimResult, DmarcOutput, DmarcResult, DnsError, Error,
    MessageAuthenticator, SpfOutput, SpfResult, dmarc,
};

/// Signatures that are looked at; each is a question to the DNS.
const MOST_SIGNATURES: usize = 10;
/// The shortest RSA signature that proves anything: 1024 bits (RFC 8301 §3.2).
const SHORTEST: usize = 128;

pub(super) async fn judge(dns: &MessageAuthenticator, raw: &[u8], handed: &Handed) -> Verdicts {
    let Some(mut message) = AuthenticatedMessage::parse(raw) else { return Verdicts::none() };
    message.dkim_headers.truncate(MOST_SIGNATURES);
    for signature in &mut message.dkim_headers {
        // Reports and signatures for third parties are questions that nobody here needs answered.
        (signature.header.r, signature.header.atps) = (false, None);
    }
    let spf = sender(dns, handed).await;
    let outputs = dns.verify_dkim(&message).await;
    let signatures: Vec<Signed> = outputs.iter().take(MOST_SIGNATURES).map(signed).collect();
    let dkim = Verdict::best(signatures.iter().map(|signed| signed.verdict));
    let arc = dns.verify_arc(&message).await;
    let counted: Vec<DkimOutput<'_>> =
        outputs.into_iter().filter(|output| signed(output).verdict == Verdict::Pass).collect();
    let parameters = DmarcParameters::new(&message, &counted, spf.domain(), &spf);
    let dmarc = dns.verify_dmarc(parameters).await;
    let known = !matches!(handed, Handed::Unknown);
    let spf_verdict = if known { spf_word(spf.result()) } else { Verdict::None };
    Verdicts {
        dmarc: aligned(&dmarc, spf_verdict, dkim, known),
        spf: spf_verdict,
        dkim,
        arc: dkim_word(arc.result()),
        found: Found {
            author: author(&message),
            envelope: if known { bounded(spf.domain()) } else { String::new() },
            witness: witness(handed),
            policy: policy(dmarc.policy()),
            signatures,
            sealer: sealer(&arc),
            sealed_pass: sealed_pass(&arc),
            overruled: false,
        },
    }
}

async fn sender(dns: &MessageAuthenticator, handed: &Handed) -> SpfOutput {
    match handed {
        Handed::Client { address, helo, sender, .. } => {
            dns.verify_spf(SpfParameters::verify_mail_from(*address, helo, "kippu", sender)).await
        }
        Handed::Judged { result, domain } => {
            let result = SpfResult::try_from(result.as_str()).unwrap_or(SpfResult::None);
            SpfOutput::new(domain.clone()).with_result(result)
        }
        Handed::Unknown => SpfOutput::default(),
    }
}

/// DMARC fails only when everything that could have made it pass was known and did not.
fn aligned(output: &DmarcOutput, spf: Verdict, dkim: Verdict, known: bool) -> Verdict {
    let of = [output.spf_result(), output.dkim_result()];
    if of.contains(&&DmarcResult::Pass) {
        Verdict::Pass
    } else if of.iter().any(|result| matches!(result, DmarcResult::TempError(_))) {
        Verdict::TempError
    } else if of.iter().any(|result| matches!(result, DmarcResult::PermError(_))) {
        Verdict::PermError
    } else if output.policy() == dmarc::Policy::Unspecified || !known {
        Verdict::None
    } else if spf == Verdict::TempError || dkim == Verdict::TempError {
        Verdict::TempError
    } else {
        Verdict::Fail
    }
}

fn signed(output: &DkimOutput<'_>) -> Signed {
    let (verdict, flaw) = match output.signature() {
        Some(signature) if *output.result() == DkimResult::Pass => {
            let rsa = matches!(signature.a, Algorithm::RsaSha256 | Algorithm::RsaSha1);
            let weak = signature.a == Algorithm::RsaSha1 || (rsa && signature.b.len() < SHORTEST);
            if weak { (Verdict::PermError, Some(Flaw::Weak)) } else { (Verdict::Pass, None) }
        }
        Some(_) | None => (dkim_word(output.result()), flaw(output.result())),
    };
    let of = |part: fn(&mail_auth::dkim::Signature) -> &String| {
        output.signature().map(|signature| bounded(part(signature))).unwrap_or_default()
    };
    Signed { domain: of(|signature| &signature.d), selector: of(|signature| &signature.s), verdict, flaw }
}

fn dkim_word(result: &DkimResult) -> Verdict {
    match result {
        DkimResult::Pass => Verdict::Pass,
        DkimResult::None => Verdict::None,
        DkimResult::TempError(_) => Verdict::TempError,
        DkimResult::PermError(Error::Dns(DnsError::Resolver(_))) => Verdict::TempError,
        DkimResult::PermError(_) => Verdict::PermError,
        DkimResult::Fail(_) => Verdict::Fail,
        DkimResult::Neutral(error) => match error {
            // What was signed is not what arrived: a failure, whatever the library calls it (RFC 6376 §6.1.3).
            Error::Dkim(DkimError::FailedBodyHashMatch) => Verdict::Fail,
            Error::Arc(mail_auth::arc::ArcError::FailedBodyHashMatch) => Verdict::Fail,
            _ => Verdict::Neutral,
        },
    }
}

fn flaw(result: &DkimResult) -> Option<Flaw> {
    let (DkimResult::Neutral(error)
    | DkimResult::Fail(error)
    | DkimResult::PermError(error)
    | DkimResult::TempError(error)) = result
    else {
        return None;
    };
    Some(match error {
        Error::Dns(DnsError::Resolver(_)) => Flaw::Dns,
        Error::Dns(DnsError::RecordNotFound(_) | DnsError::InvalidRecordType) => Flaw::NoKey,
        Error::Dkim(DkimError::RevokedPublicKey) => Flaw::Revoked,
        Error::Dkim(DkimError::SignatureExpired) => Flaw::Expired,
        Error::Dkim(DkimError::FailedBodyHashMatch) => Flaw::BodyChanged,
        Error::Dkim(DkimError::SignatureLength) => Flaw::Partial,
        Error::Crypto(CryptoError::FailedVerification | CryptoError::Library(_)) => Flaw::HeaderChanged,
        _ => Flaw::Malformed,
    })
}

const fn spf_word(result: SpfResult) -> Verdict {
    match result {
        SpfResult::Pass => Verdict::Pass,
        SpfResult::Fail => Verdict::Fail,
        SpfResult::SoftFail => Verdict::SoftFail,
        SpfResult::Neutral => Verdict::Neutral,
        SpfResult::TempError => Verdict::TempError,
        SpfResult::PermError => Verdict::PermError,
        SpfResult::None => Verdict::None,
    }
}

const fn policy(policy: dmarc::Policy) -> Policy {
    match policy {
        dmarc::Policy::None => Policy::None,
        dmarc::Policy::Quarantine => Policy::Quarantine,
        dmarc::Policy::Reject => Policy::Reject,
        dmarc::Policy::Unspecified => Policy::Unspecified,
    }
}

const fn witness(handed: &Handed) -> Witness {
    match handed {
        Handed::Client { witness, .. } => *witness,
        Handed::Judged { .. } => Witness::Results,
        Handed::Unknown => Witness::Nobody,
    }
}

/// The one domain in From; several are nobody's.
fn author(message: &AuthenticatedMessage<'_>) -> String {
    match message.froms() {
        [one] => one.rsplit_once('@').map(|(_, domain)| bounded(domain)).unwrap_or_default(),
        _ => String::new(),
    }
}

fn sealer(arc: &ArcOutput<'_>) -> String {
    arc.sets().last().map(|set| bounded(&set.seal.header.d)).unwrap_or_default()
}

/// What the last sealer found, in the results that the seal covers (RFC 8617 §4.1.1).
fn sealed_pass(arc: &ArcOutput<'_>) -> bool {
    let results = arc.sets().last().map(|set| String::from_utf8_lossy(set.results.value).to_lowercase());
    let words = results.unwrap_or_default();
    words.split(|c: char| c.is_whitespace() || c == ';').any(|word| word == "dmarc=pass")
}

/// A name as a message had it, fit to be kept.
fn bounded(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(253).collect()
}
