//! Text in whichever encoding it came.

/// UTF-8 or UTF-16 by its mark, else as it reads best: Shift_JIS and EUC-JP are still about.
pub(super) fn text(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow).decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn old_encodings_are_read() {
        let sentence = "返金のお手続きについてご連絡いたします。";
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(sentence);
        assert_eq!(text(&bytes), sentence);
        assert_eq!(text(sentence.as_bytes()), sentence);
    }
}
