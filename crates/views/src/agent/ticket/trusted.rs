//! What the standards say about who sent a message, as rows for who asks.

use super::spoken::{Alert, Remedy};
use crate::Shell;
use desk::channel::{Verdict, Verdicts};

/// One row: the standard, what it says, and of whom.
pub struct Row {
    pub key: &'static str,
    pub verdict: &'static str,
    /// A domain, and why a signature of it does not count; perhaps empty.
    pub about: String,
}

pub fn rows(verdicts: &Verdicts, shell: &Shell) -> Vec<Row> {
    let found = &verdicts.found;
    let row = |key, verdict: Verdict, about: &str| Row { key, verdict: verdict_word(verdict), about: about.to_owned() };
    let signatures = found.signatures.iter().map(|signed| {
        let flaw = signed.flaw.map(|flaw| format!("trust-flaw-{}", flaw.name().replace('_', "-")));
        let flaw = flaw.map(|key| shell.words.say(&key).to_owned());
        let about: Vec<String> =
            [signed.domain.clone()].into_iter().chain(flaw).filter(|part| !part.is_empty()).collect();
        Row { key: "trust-dkim", verdict: verdict_word(signed.verdict), about: about.join(" · ") }
    });
    let mut rows = vec![row("trust-spf", verdicts.spf, &found.envelope)];
    rows.extend(signatures);
    if found.signatures.is_empty() {
        rows.push(row("trust-dkim", verdicts.dkim, ""));
    }
    rows.push(row("trust-dmarc", verdicts.dmarc, &found.author));
    if verdicts.arc != Verdict::None {
        rows.push(row("trust-arc", verdicts.arc, &found.sealer));
    }
    rows
}

/// A domain that only watches says no more than that it does not know the message; where it asks for more, the evidence
/// says so already.
pub fn alert(verdicts: &Verdicts, shell: &Shell) -> Option<Alert> {
    let doubtful = verdicts.dmarc == Verdict::Fail && !verdicts.forged();
    doubtful.then(|| Alert {
        kind: "warning",
        text: shell.with("trust-unconfirmed", &verdicts.found.author),
        ticket: None,
        remedy: Remedy::Nothing,
    })
}

pub const fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::None => "trust-none",
        Verdict::Pass => "trust-pass",
        Verdict::Fail => "trust-fail",
        Verdict::SoftFail => "trust-softfail",
        Verdict::Neutral => "trust-neutral",
        Verdict::TempError => "trust-temperror",
        Verdict::PermError => "trust-permerror",
    }
}
