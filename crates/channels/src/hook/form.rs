//! Forms as providers post them: urlencoded, or in parts (RFC 7578).

use super::{Posted, Wrong};
use bytes::Bytes;
use memchr::memmem;

/// Fields that one form is read to.
const MOST: usize = 200;

/// Names with their values, in the order in which they were sent.
pub struct Form(Vec<(String, Bytes)>);

impl Form {
    pub fn read(posted: &Posted) -> Result<Self, Wrong> {
        let kind = posted.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let lower = kind.to_ascii_lowercase();
        if lower.starts_with("multipart/form-data") {
            Self::parts(&boundary(kind).ok_or(Wrong::Form)?, &posted.body).ok_or(Wrong::Form)
        } else if lower.starts_with("application/x-www-form-urlencoded") {
            let fields = url::form_urlencoded::parse(&posted.body).take(MOST);
            Ok(Self(fields.map(|(name, value)| (name.into_owned(), Bytes::from(value.into_owned()))).collect()))
        } else {
            Err(Wrong::Form)
        }
    }

    pub fn bytes(&self, name: &str) -> Option<Bytes> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone())
    }

    /// Empty where it did not come.
    pub fn text(&self, name: &str) -> String {
        self.bytes(name).map(|value| String::from_utf8_lossy(&value).into_owned()).unwrap_or_default()
    }

    pub fn all(&self) -> &[(String, Bytes)] {
        &self.0
    }

    fn parts(boundary: &str, body: &Bytes) -> Option<Self> {
        let line = format!("--{boundary}");
        let between = format!("\r\n{line}");
        let mut fields = Vec::new();
        let mut at = memmem::find(body, line.as_bytes())? + line.len();
        while fields.len() < MOST {
            // Two dashes end the form.
            if body.get(at..at + 2)? == b"--" {
                return Some(Self(fields));
            }
            let head = at + memmem::find(&body[at..], b"\r\n")? + 2;
            // A part without a header begins with an empty line at once.
            let text = head + memmem::find(&body[head - 2..], b"\r\n\r\n")? + 2;
            let end = text.checked_sub(2)? + memmem::find(&body[text - 2..], between.as_bytes())?;
            let header = String::from_utf8_lossy(&body[head..text.max(head)]).into_owned();
            if let Some(name) = name(&header) {
                fields.push((name, body.slice(text.min(end)..end)));
            }
            at = end + between.len();
        }
        None
    }
}

fn boundary(kind: &str) -> Option<String> {
    let (_, rest) = kind.split_once("boundary=")?;
    let bare = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split(';').next()?.trim(),
    };
    (1..=200).contains(&bare.len()).then(|| bare.to_owned())
}

fn name(header: &str) -> Option<String> {
    let line = header.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let (_, rest) = line.split_once(" name=").or_else(|| line.split_once(";name="))?;
    let bare = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split(';').next()?.trim(),
    };
    Some(bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_with_their_octets() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\na@b.example\r\n--x\r\nContent-Disposition: form-data; name=\"email\"; filename=\"m\"\r\nContent-Type: message/rfc822\r\n\r\nSubject: s\r\n\r\n--y\r\nt\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n--x--\r\n";
        let form = Form::parts("x", &Bytes::from_static(body.as_bytes())).unwrap();
        assert_eq!(form.text("to"), "a@b.example");
        assert_eq!(form.text("email"), "Subject: s\r\n\r\n--y\r\nt\r\n");
        assert_eq!((form.text("empty"), form.text("missing")), (String::new(), String::new()));
        for broken in
            ["", "--x", "--x\r\n", "--x\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\nno end", "--x\r\n\r\n"]
        {
            assert!(Form::parts("x", &Bytes::copy_from_slice(broken.as_bytes())).is_none(), "{broken:?}");
        }
    }

    #[test]
    fn a_boundary_may_be_quoted() {
        assert_eq!(boundary("multipart/form-data; boundary=abc").as_deref(), Some("abc"));
        assert_eq!(boundary("multipart/form-data; boundary=\"a b\"; charset=utf-8").as_deref(), Some("a b"));
        assert_eq!(boundary("multipart/form-data"), None);
    }
}
