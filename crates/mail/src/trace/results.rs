//! One Authentication-Results field (RFC 8601 §2.2), as far as SPF goes.

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Results {
    /// Who judged.
    pub server: String,
    /// The result and the domain it is about.
    pub spf: Option<(String, String)>,
}

pub(super) fn read(line: &str) -> Option<Results> {
    let line = without_comments(line);
    let mut pieces = line.split(';').map(str::trim);
    let server = pieces.next()?.split_whitespace().next()?.to_ascii_lowercase();
    Some(Results { server, spf: pieces.find_map(spf) })
}

/// `spf=pass smtp.mailfrom=kei@customer.example`
fn spf(piece: &str) -> Option<(String, String)> {
    let mut words = piece.split_whitespace();
    let result = words.next()?.to_ascii_lowercase();
    let (method, result) = result.split_once('=')?;
    if method.split('/').next() != Some("spf") {
        return None;
    }
    let about = words.filter_map(|word| word.split_once('=')).find_map(|(name, value)| {
        let name = name.to_ascii_lowercase();
        matches!(name.as_str(), "smtp.mailfrom" | "smtp.helo").then(|| value.trim_matches('"').to_ascii_lowercase())
    })?;
    let domain = about.rsplit('@').next().unwrap_or(&about).to_owned();
    Some((result.to_owned(), domain))
}

fn without_comments(line: &str) -> String {
    let mut depth = 0_usize;
    line.chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' if depth > 0 => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}
