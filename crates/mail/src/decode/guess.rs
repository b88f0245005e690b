//! Which charset bytes are in when nobody said, or what was said is not true.

use super::label::Charset;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS, UTF_8};

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
/// for western text says, and Shift_JIS and EUC-JP are taken for each other.
pub(super) fn corrected(declared: Charset, bytes: &[u8]) -> Charset {
    let mistakable = declared.is_single_byte() || [SHIFT_JIS, EUC_JP].map(Charset::Standard).contains(&declared);
    let japanese = (mistakable && !bytes.is_ascii()).then(|| japanese(&bytes[..bytes.len().min(SAMPLE)])).flatten();
    japanese.map_or(declared, Charset::Standard)
}

/// Damaged UTF-8: where most of the longer sequences are sound, nothing else is likely.
pub(super) fn mostly_utf8(bytes: &[u8], declared: Option<Charset>) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let lost = text.chars().filter(|c| *c == '\u{fffd}').count();
    let sound = text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    let declared_so = declared == Some(Charset::Standard(UTF_8));
    let likely = if declared_so { sound * 2 > lost } else { sound > lost * 10 };
    (likely && sound > 0).then(|| text.into_owned())
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
    fn latin_1_is_not_taken_for_utf8() {
        assert!(!is_surely_utf8(b"caf\xe9"));
        assert!(is_surely_utf8("café".as_bytes()));
        assert!(is_surely_utf8("返金".as_bytes()));
    }
}
