//! Files on their way out: safe types, never executed, never sniffed, in ranges where asked.

use crate::Web;
use crate::answer::{Answer, Failure};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use base::Language;
use desk::conversation::Attachment;
use desk::{Error, Fault};

/// Types a browser may show; everything else is downloaded.
const SHOWN: &[&str] = &["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain"];
/// Even a shown file may run nothing and fetch nothing.
const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; sandbox";

/// Sends an attachment. The caller has made sure that it is theirs to see.
pub async fn send(web: &Web, attachment: &Attachment, language: Language) -> Answer {
    let bytes = web.blobs.get(&attachment.digest).await.map_err(|fault| Failure::new(Fault::new(fault), language))?;
    let bytes = bytes.ok_or_else(|| Failure::new(Error::Missing, language))?;
    Ok((StatusCode::OK, headers(attachment), bytes).into_response())
}

fn headers(attachment: &Attachment) -> HeaderMap {
    let kind = attachment.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let shown = SHOWN.iter().find(|one| **one == kind);
    let (disposition, kind) = match shown {
        Some(&"text/plain") => ("inline", "text/plain; charset=utf-8"),
        Some(kind) => ("inline", *kind),
        None => ("attachment", "application/octet-stream"),
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600"));
    if let Ok(value) = HeaderValue::from_str(&format!("{disposition}; {}", file_name(&attachment.name))) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers
}

/// RFC 6266: a plain name for old browsers, the true one in UTF-8 (RFC 8187).
fn file_name(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_ ".contains(c) { c } else { '_' }).collect();
    let mut true_name = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            true_name.push(byte as char);
        } else {
            true_name.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("filename=\"{plain}\"; filename*=UTF-8''{true_name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_any_script_survives() {
        assert_eq!(file_name("写真 1.jpg"), "filename=\"__ 1.jpg\"; filename*=UTF-8''%E5%86%99%E7%9C%9F%201.jpg");
        assert!(!file_name("a\"\r\nX: y").contains('\n'));
    }
}
