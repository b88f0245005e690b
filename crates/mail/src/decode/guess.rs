//! Which charset bytes are in when nobody said, or what was said is not true.

use super::label::Charset;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// How many bytes are looked at.
const SAMPLE: usize = 64 << 10;

/// Valid UTF-8 with enough characters of several bytes that chance is out of the question.
pub(super) fn is_surely_utf8(bytes: &[u8]) -> bool {
    if bytes.is_ascii() {
        return false;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let wide = text.chars().filter(|c| !c.is_ascii());
    wide.map(|c| c.len_utf8() - 1).take(3).sum::<usize>() >= 2
        || text.chars().any(|c| ('\u{c0}'..='\u{17f}').contains(&c))
}

/// The declared charset, or the one it was taken for: bytes that read as Japanese with kana are that, whatever a label
/// for western text says, and Shift_JIS and EUC-JP are taken for each other. Western text has few letters beyond ASCII;
/// where most are, the label is a mail program's default and the text is in another charset.
pub(super) fn corrected(declared: Charset, bytes: &[u8]) -> Charset {
    if bytes.is_ascii() {
        return declared;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mistakable = declared.is_single_byte() || [SHIFT_JIS, EUC_JP].map(Charset::Standard).contains(&declared);
    if let Some(japanese) = mistakable.then(|| japanese(sample)).flatten() {
        return Charset::Standard(japanese);
    }
    // Kana in Shift_JIS are where Chinese and Korean have hardly anything.
    let is_eastern = [GBK, GB18030, BIG5, EUC_KR].map(Charset::Standard).contains(&declared);
    if is_eastern && japanese(sample) == Some(SHIFT_JIS) {
        return Charset::Standard(SHIFT_JIS);
    }
    let is_western = declared == Charset::Standard(WINDOWS_1252);
    if is_western && is_mostly_high(sample) { Charset::Standard(encoding(sample)) } else { declared }
}

/// Whether more than two in five letters are beyond ASCII, and enough of them to say so.
fn is_mostly_high(sample: &[u8]) -> bool {
    let high = sample.iter().filter(|b| !b.is_ascii()).count();
    let letters = high + sample.iter().filter(|b| b.is_ascii_alphabetic()).count();
    high >= 6 && high * 5 > letters * 2
}

/// Damaged UTF-8: where most of the longer sequences are sound, nothing else is likely. Two bytes look like UTF-8 by
/// chance, in Chinese text often; three hardly.
pub(super) fn mostly_utf8(bytes: &[u8], declared: Option<Charset>) -> Option<String> {
    let whole = with_pairs_joined(bytes);
    let text = String::from_utf8_lossy(&whole);
    let lost = text.chars().filter(|c| *c == '\u{fffd}').count();
    let sound: usize =
        text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').map(|c| c.len_utf8().min(3) - 1).sum();
    let declared_so = declared == Some(Charset::Standard(UTF_8));
    let likely = if declared_so { sound >= lost } else { sound > lost * 10 };
    (likely && sound > 0).then(|| text.into_owned())
}

/// CESU-8 (Unicode Technical Report 26): what stands beyond the first plane was written as two halves of UTF-16, each in
/// three bytes.
fn with_pairs_joined(bytes: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(0xed, bytes).is_none() {
        return Cow::Borrowed(bytes);
    }
    let half = |three: &[u8]| u16::from(three[1] & 0x3f) << 6 | u16::from(three[2] & 0x3f) | 0xd000;
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        if let [0xed, 0xa0..=0xaf, _, 0xed, 0xb0..=0xbf, _, ..] = rest
            && let Some(Ok(c)) = char::decode_utf16([half(&rest[..3]), half(&rest[3..6])]).next()
        {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            rest = &rest[6..];
        } else {
            out.push(*first);
            rest = after;
        }
    }
    Cow::Owned(out)
}

/// The charset that the letters' frequencies speak for.
pub(super) fn encoding(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(japanese) = japanese(sample) {
        return japanese;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Kana betray Japanese even in texts too short for statistics.
fn japanese(sample: &[u8]) -> Option<&'static Encoding> {
    [SHIFT_JIS, EUC_JP].into_iter().find(|encoding| {
        let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(sample) else { return false };
        let wide = text.chars().filter(|c| !c.is_ascii()).count();
        let kana = text.chars().filter(|c| ('\u{3041}'..='\u{30fe}').contains(c)).count();
        let odd = text
            .chars()
            .filter(|c| ('\u{ff61}'..='\u{ff9f}').contains(c) || ('\u{e000}'..='\u{f8ff}').contains(c))
            .count();
        kana * 4 >= wide && kana >= 2 && odd * 10 <= wide
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unlabelled_text_is_recognised() {
        for (text, encoding) in [
            ("お問い合わせありがとうございます", encoding_rs::SHIFT_JIS),
            ("お問い合わせありがとうございます", encoding_rs::EUC_JP),
            ("カタログ", encoding_rs::SHIFT_JIS),
            ("您好，我想咨询一下产品的价格和送货时间。", encoding_rs::GBK),
            ("안녕하세요 주문한 상품이 아직 도착하지 않았습니다", encoding_rs::EUC_KR),
            ("Здравствуйте, помогите пожалуйста", encoding_rs::WINDOWS_1251),
            ("Здравствуйте, помогите пожалуйста", encoding_rs::KOI8_R),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            assert_eq!(super::encoding(&bytes).decode(&bytes).0, text, "{}", encoding.name());
        }
    }

    #[test]
    fn a_western_label_on_text_that_is_not_western_is_a_default() {
        let western = Charset::Standard(WINDOWS_1252);
        for (text, encoding) in [
            ("您好，我的订单什么时候发货？请尽快回复，谢谢。", encoding_rs::GBK),
            ("안녕하세요 주문한 상품이 아직 도착하지 않았습니다", encoding_rs::EUC_KR),
            ("Здравствуйте, помогите пожалуйста", encoding_rs::WINDOWS_1251),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            assert_eq!(corrected(western, &bytes).read(&bytes).as_deref(), Some(text));
        }
        assert_eq!(corrected(western, b"\xdcberf\xe4llige Gr\xf6\xdfe"), western);
    }

    #[test]
    fn halves_of_utf_16_are_put_together() {
        let text = mostly_utf8(b"A \xed\xa0\xbd\xed\xb8\x80 B", Some(Charset::Standard(UTF_8)));
        assert_eq!(text.as_deref(), Some("A 😀 B"));
    }

    #[test]
    fn latin_1_is_not_taken_for_utf8() {
        assert!(!is_surely_utf8(b"caf\xe9"));
        assert!(is_surely_utf8("café".as_bytes()));
        assert!(is_surely_utf8("返金".as_bytes()));
    }
}
