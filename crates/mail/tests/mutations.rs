//! Messages of the corpus, damaged in ways that matter, by a seeded generator: the same every time, and for longer when
//! `KIPPU_FUZZ_SECONDS` says so. What it finds becomes a file of the corpus.

use base::CleanHtml;
use mail::reply::split;
use mail::{Limits, decode, parse, parse_as};
use std::time::{Duration, Instant};

/// Xorshift (Marsaglia, 2003): enough for choosing where to cut.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// What readers of mail stumble over.
const TOKENS: [&[u8]; 40] = [
    b"\r\n",
    b"\n",
    b"\r",
    b"\0",
    b"\x1b$B",
    b"\x1b(B",
    b"\x1b(I",
    b"\x0e",
    b"~{",
    b"=?utf-8?B?",
    b"?=",
    b"=?iso-2022-jp?Q?",
    b"=\r\n",
    b"=",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x85\x40",
    b"\xe3\x81",
    b"\xf0\x9f",
    b"--",
    b"boundary=",
    b"\"",
    b"(",
    b"<",
    b">",
    b";",
    b"filename*0*=utf-8''%E3",
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"begin 644 x\n",
    b"=ybegin name=x\n",
    b"On Mon, Jan 5, 2026 at 10:23 Aya <a@b> wrote:\n> ",
    b"-----Original Message-----\n",
    b"-- \n",
    b"<div>",
    b"<blockquote type=cite>",
    b"<!--",
    b"\xe2\x80\xae",
];

const CHARSETS: [&str; 10] =
    ["utf-8", "iso-2022-jp", "shift_jis", "euc-jp", "gb18030", "big5", "utf-7", "hz-gb-2312", "iso-2022-kr", "utf-32"];

fn corpus() -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the corpus is there").flatten().map(|f| f.path()).collect();
    files.sort();
    files.iter().map(|path| std::fs::read(path).expect("the corpus can be read")).collect()
}

fn damaged(corpus: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut raw = corpus[dice.below(corpus.len())].clone();
    for _ in 0..=dice.below(8) {
        let at = dice.below(raw.len() + 1);
        let other = &corpus[dice.below(corpus.len())];
        match dice.below(8) {
            0 => drop(raw.splice(at..at, dice.of(&TOKENS).iter().copied())),
            1 => raw.truncate(at),
            2 => drop(raw.drain(at..(at + dice.below(40)).min(raw.len()))),
            3 => raw.get_mut(at).into_iter().for_each(|byte| *byte = dice.below(256) as u8),
            4 => raw.get_mut(at).into_iter().for_each(|byte| *byte ^= 1 << dice.below(8)),
            5 => drop(raw.splice(at..at, other[dice.below(other.len())..].iter().copied())),
            6 => {
                let piece = raw[at..(at + dice.below(200)).min(raw.len())].repeat(1 + dice.below(20));
                drop(raw.splice(at..at, piece));
            }
            _ => drop(raw.splice(at..at, dice.of(&TOKENS).repeat(1 + dice.below(300)))),
        }
        raw.truncate(1 << 16);
    }
    raw
}

/// What holds of every message.
fn assert_sound(raw: &[u8], dice: &mut Dice) {
    let limits = Limits::default();
    let read = parse(raw, &limits).expect("far below the limit");
    assert!(!read.subject.contains(['\r', '\n', '\0']));
    let sound_name = |name: &str| !name.is_empty() && name.len() <= 255 && !name.contains(['/', '\\', '\0', '\n']);
    assert!(read.attachments.iter().all(|part| sound_name(&part.filename)));
    assert!(!read.html.as_str().contains("<script") && !read.text.contains('\0'));
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let pieces: String = split(&read.text, false).pieces.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(letters(&pieces), letters(&read.text), "splitting loses nothing");
    let charset = dice.of(&CHARSETS);
    parse_as(raw, &limits, charset).expect("far below the limit");
    decode::words(&decode::text(raw, Some(charset)).text);
    let once = CleanHtml::clean(&String::from_utf8_lossy(raw));
    assert!(!once.as_str().contains("<script"));
}

/// How long one message may take in code that is not optimised, on a machine that has other work.
const PATIENCE: Duration = Duration::from_secs(15);

#[test]
fn damaged_messages_are_read_soon_and_soundly() {
    let seconds = std::env::var("KIPPU_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(4);
    let seed = std::env::var("KIPPU_FUZZ_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(0x5eed_1234_abcd_u64);
    let (corpus, mut dice) = (corpus(), Dice(seed));
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut read = 0_u32;
    while Instant::now() < end {
        let raw = damaged(&corpus, &mut dice);
        let start = Instant::now();
        let sound = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| assert_sound(&raw, &mut dice)));
        if sound.is_err() || start.elapsed() > PATIENCE {
            let path = std::env::temp_dir().join(format!("kippu-mutation-{seed:x}-{read}.eml"));
            std::fs::write(&path, &raw).expect("the folder for passing files can be written");
            panic!("message {read} of seed {seed:#x}, {:?}: kept in {}", start.elapsed(), path.display());
        }
        read += 1;
    }
    println!("{read} damaged messages");
}
