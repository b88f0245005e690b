//! What a form might send that no browser would.

use crate::browser::{Multipart, encoded};
use crate::roles::Sent;

/// Characters in a field that takes a line.
const LONG: usize = 300_000;
/// More than any file may have.
const HUGE: usize = 30 * 1024 * 1024;
const URLENCODED: &str = "application/x-www-form-urlencoded";

#[derive(Clone, Debug)]
pub struct Bad {
    pub name: String,
    pub content_type: Option<String>,
    pub bytes: Vec<u8>,
    /// Nobody could mean this: it may not be taken.
    pub must_be_refused: bool,
}

impl Bad {
    pub fn nothing() -> Self {
        Self::new("nothing", None, Vec::new())
    }

    fn new(name: impl Into<String>, content_type: Option<&str>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            content_type: content_type.map(str::to_owned),
            bytes: bytes.into(),
            must_be_refused: false,
        }
    }

    fn refused(mut self) -> Self {
        self.must_be_refused = true;
        self
    }

    fn parts(name: impl Into<String>, form: &Multipart) -> Self {
        Self::new(name, Some(&form.content_type()), form.bytes())
    }
}

/// Variations of a good form.
pub fn bodies(sent: Sent, good: &str) -> Vec<Bad> {
    let fields: Vec<(String, String)> = form_urlencoded::parse(good.as_bytes()).into_owned().collect();
    match sent {
        Sent::Nothing => anyhow(),
        Sent::Form(_) => anyhow().into_iter().chain(forms(&fields)).collect(),
        Sent::Parts(_) => anyhow().into_iter().chain(uploads(&fields)).collect(),
    }
}

/// Whatever is expected.
fn anyhow() -> Vec<Bad> {
    vec![
        Bad::new("nothing at all", None, ""),
        Bad::new("an empty form", Some(URLENCODED), ""),
        Bad::new("JSON", Some("application/json"), r#"{"name":"x","version":1}"#),
        Bad::new("a type that is none", Some("//;;,"), "name=x"),
        Bad::new("bytes", Some("application/octet-stream"), vec![0xff; 1000]),
        Bad::new("broken UTF-8", Some(URLENCODED), b"name=\xff\xfe&email=%ff%fe&version=%c3%28".to_vec()),
        Bad::new("10,000 fields", Some(URLENCODED), "x=1&".repeat(10_000)),
        Bad::new("parts without a line between", Some("multipart/form-data"), "name=x"),
        Bad::new("no parts", Some("multipart/form-data; boundary=x"), ""),
        Bad::new("a line that is none", Some(&format!("multipart/form-data; boundary={}", "x".repeat(200))), "--x\r\n"),
    ]
}

fn forms(fields: &[(String, String)]) -> Vec<Bad> {
    let mut bad =
        vec![Bad::new("3 MB", Some(URLENCODED), format!("{}={}", fields[0].0, "x".repeat(3 << 20))).refused()];
    for (n, (name, _)) in fields.iter().enumerate() {
        let with = |value: &str| {
            let mut changed = fields.to_vec();
            changed[n].1 = value.to_owned();
            let pairs: Vec<(&str, &str)> =
                changed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            encoded(&pairs)
        };
        bad.push(Bad::new(format!("a {name} of {LONG} letters"), Some(URLENCODED), with(&"x".repeat(LONG))).refused());
        for (odd, value) in ODD {
            bad.push(Bad::new(format!("{odd} as {name}"), Some(URLENCODED), with(value)));
        }
        bad.push(Bad::new(
            format!("broken UTF-8 as {name}"),
            Some(URLENCODED),
            with("\u{fffd}").replace("%EF%BF%BD", "%FF"),
        ));
    }
    bad
}

const ODD: [(&str, &str); 8] = [
    ("nothing", ""),
    ("NUL", "a\0b"),
    ("an unknown word", "no-such-word"),
    ("too large a number", "99999999999999999999"),
    ("a negative number", "-1"),
    ("a tag", "<script>alert(1)</script>"),
    ("lines", "a\r\nSet-Cookie: b=c\r\n\r\nd"),
    ("letters that turn the line", "\u{202e}\u{2066}\u{feff}\u{200b}"),
];

fn uploads(fields: &[(String, String)]) -> Vec<Bad> {
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let good = Multipart::of(&pairs);
    let (kind, whole) = (good.content_type(), good.bytes());
    let many = |count: usize| (0..count).fold(good.clone(), |form, n| form.field(&format!("x{n}"), b"1"));
    let files = (0..11).fold(good.clone(), |form, n| form.file("file", &format!("{n}.txt"), "text/plain", b"x"));
    let mut bad = vec![
        Bad::new("the fields without parts", Some(URLENCODED), encoded(&pairs)).refused(),
        Bad::new("half of it", Some(&kind), &whole[..whole.len() / 2]).refused(),
        Bad::new("all but its end", Some(&kind), &whole[..whole.len() - 8]).refused(),
        Bad::new("another line between", Some("multipart/form-data; boundary=other"), whole.clone()).refused(),
        Bad::parts("10,000 parts", &many(10_000)),
        Bad::parts("eleven files", &files).refused(),
        Bad::parts(
            "a file of 30 MB",
            &good.clone().file("file", "big.bin", "application/octet-stream", &vec![b'x'; HUGE]),
        )
        .refused(),
        Bad::parts(
            "a file with an odd name",
            &good.clone().file("file", &format!("../../\u{202e}{}\0.exe", "名".repeat(5_000)), "text/plain", b"x"),
        ),
        Bad::parts("a file with an odd type", &good.clone().file("file", "a.txt", &"text/".repeat(2_000), b"x")),
        Bad::parts("a part without a name", &good.clone().field("", b"x")),
    ];
    for (n, (name, _)) in fields.iter().enumerate() {
        let with = |value: &[u8]| {
            let others = pairs.iter().enumerate().filter(|(other, _)| *other != n);
            others
                .fold(Multipart::default(), |form, (_, (name, value))| form.field(name, value.as_bytes()))
                .field(name, value)
        };
        bad.push(Bad::parts(format!("a {name} of {LONG} letters"), &with("x".repeat(LONG).as_bytes())).refused());
        bad.push(Bad::parts(format!("a {name} of 2 MB"), &with(&vec![b'x'; 2 << 20])).refused());
        bad.push(Bad::parts(format!("broken UTF-8 as {name}"), &with(b"\xff\xfe\xc3\x28")));
        for (odd, value) in ODD {
            bad.push(Bad::parts(format!("{odd} as {name}"), &with(value.as_bytes())));
        }
    }
    bad
}
