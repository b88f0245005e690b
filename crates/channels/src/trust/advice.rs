//! What the DNS says about a domain that sends letters, and what it should say.

use super::Examiner;
use base::words::Words;
use desk::channel::SigningKey;
use hickory_resolver::proto::rr::{Name, RData};
use mail_auth::MessageAuthenticator;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(8);

/// One point of the check list.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The key of what was looked at.
    pub what: &'static str,
    pub passed: bool,
    /// The key of what was found.
    pub found: &'static str,
    /// What the sentence speaks of: a record as it is, or as it should be.
    pub record: String,
}

impl Point {
    pub fn detail(&self, words: &Words) -> String {
        words.with(self.found, "x", self.record.as_str())
    }
}

/// A domain's check list, and which of its keys were seen.
pub struct Advice {
    pub points: Vec<Point>,
    /// In the order of the keys; none: nobody could be asked.
    pub seen: Option<Vec<bool>>,
}

impl Examiner {
    /// Looks a domain up, afresh.
    pub async fn advise(&self, domain: &str, keys: &[SigningKey]) -> Advice {
        let Some(dns) = &self.dns else {
            let nobody = Point { what: "advice-dns", passed: false, found: "advice-dns-off", record: String::new() };
            return Advice { points: vec![nobody], seen: None };
        };
        dns.resolver().clear_cache();
        let mut points =
            vec![spf(texts(dns, domain).await), dmarc(domain, texts(dns, &format!("_dmarc.{domain}")).await)];
        let mut seen = Vec::with_capacity(keys.len());
        let mut answered = points.iter().all(|point| point.found != "advice-no-answer");
        for key in keys.iter().take(20) {
            let said = texts(dns, &key.record_name()).await;
            answered &= said.is_ok();
            let point = signing_key(key, said);
            seen.push(point.passed);
            points.push(point);
        }
        Advice { points, seen: answered.then_some(seen) }
    }
}

/// The texts of a name; an error where nobody answers.
async fn texts(dns: &MessageAuthenticator, name: &str) -> Result<Vec<String>, ()> {
    let name = Name::from_utf8(format!("{name}.")).map_err(drop)?;
    match tokio::time::timeout(PATIENCE, dns.resolver().txt_lookup(name)).await {
        Ok(Ok(lookup)) => {
            let text = |data: &RData| match data {
                RData::TXT(text) => Some(text.txt_data.iter().map(|part| String::from_utf8_lossy(part)).collect()),
                _ => None,
            };
            Ok(lookup.answers().iter().filter_map(|record| text(&record.data)).take(50).collect())
        }
        Ok(Err(error)) if error.is_no_records_found() || error.is_nx_domain() => Ok(Vec::new()),
        Ok(Err(_)) | Err(_) => Err(()),
    }
}

fn spf(said: Result<Vec<String>, ()>) -> Point {
    let point = |passed, found, record: &str| Point { what: "advice-spf", passed, found, record: record.to_owned() };
    let Ok(said) = said else { return point(false, "advice-no-answer", "") };
    let is_spf =
        |text: &&String| text.eq_ignore_ascii_case("v=spf1") || text.to_ascii_lowercase().starts_with("v=spf1 ");
    let records: Vec<&String> = said.iter().filter(is_spf).collect();
    match records.as_slice() {
        [] => point(false, "advice-spf-missing", "v=spf1 mx ~all"),
        [one] if one.split_whitespace().any(|word| matches!(word, "+all" | "all" | "?all")) => {
            point(false, "advice-spf-open", one)
        }
        [one] => point(true, "advice-there", one),
        [first, ..] => point(false, "advice-spf-twice", first),
    }
}

fn dmarc(domain: &str, said: Result<Vec<String>, ()>) -> Point {
    let point = |passed, found, record: &str| Point { what: "advice-dmarc", passed, found, record: record.to_owned() };
    let Ok(said) = said else { return point(false, "advice-no-answer", "") };
    let record = said.iter().find(|text| text.to_ascii_lowercase().starts_with("v=dmarc1"));
    let Some(record) = record else {
        return point(false, "advice-dmarc-missing", &format!("v=DMARC1; p=none; rua=mailto:postmaster@{domain}"));
    };
    let watches = record.split(';').any(|part| part.replace(' ', "").eq_ignore_ascii_case("p=none"));
    point(true, if watches { "advice-dmarc-watches" } else { "advice-there" }, record)
}

fn signing_key(key: &SigningKey, said: Result<Vec<String>, ()>) -> Point {
    let point = |passed, found, record: &str| Point { what: "advice-dkim", passed, found, record: record.to_owned() };
    let name = key.record_name();
    let Ok(said) = said else { return point(false, "advice-no-answer", &name) };
    let own = |text: &String| {
        let public = text.split(';').find_map(|part| part.trim().strip_prefix("p="));
        public.is_some_and(|public| public.split_whitespace().collect::<String>() == key.public)
    };
    if said.iter().any(own) {
        point(true, "advice-there", &name)
    } else if said.is_empty() {
        point(false, "advice-dkim-missing", &name)
    } else {
        point(false, "advice-dkim-other", &name)
    }
}
