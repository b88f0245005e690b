//! In which language something is written.

use base::Language;
use whatlang::{Lang, Script};

/// The BCP 47 primary subtag of the text's language; `None` when it is too short to tell.
pub(crate) fn of(text: &str) -> Option<String> {
    let sample: String = text.chars().take(2_000).collect();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    if Language::shows_kana(&sample) {
        return Some("ja".to_owned());
    }
    let info = whatlang::detect(&sample)?;
    let by_script =
        matches!(info.script(), Script::Hangul | Script::Mandarin | Script::Thai | Script::Greek | Script::Hebrew);
    let sure = by_script || info.is_reliable() || (letters >= 40 && info.confidence() > 0.5);
    sure.then(|| tag(info.lang()).to_owned())
}

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Jpn => "ja",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Pol => "pl",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Kor => "ko",
        Lang::Ukr => "uk",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Ell => "el",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Bul => "bg",
        Lang::Hrv => "hr",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        Lang::Ind => "id",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn languages_are_told_apart() {
        for (text, tag) in [
            ("ログインできません", Some("ja")),
            ("I cannot log in since yesterday, could you please help me with that?", Some("en")),
            ("Ich kann mich seit gestern nicht mehr anmelden, könnten Sie mir bitte helfen?", Some("de")),
            ("안녕하세요 로그인이 안 됩니다", Some("ko")),
            ("ok", None),
        ] {
            assert_eq!(super::of(text).as_deref(), tag, "{text}");
        }
    }
}
