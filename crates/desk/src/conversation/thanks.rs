//! A message that only says thank you asks for nothing: what it answers may stay solved.

use regex::Regex;
use std::sync::LazyLock;

/// Characters at most: who writes more has more to say.
const LONGEST: usize = 400;

/// What thanks are made of.
static THANKS: LazyLock<Regex> = LazyLock::new(|| {
    built(
        r"(?i)\b(thanks?|thank-?you|thx|appreciated?|danke|dank|merci|gracias|obrigad[oa]|grazie)\b|ありがと|有(り)?難う|有(り)?難く|感謝|助かりました|助かります|(お|御)礼",
    )
});

/// Words that ask for nothing beside them. A question mark, a number or any other word makes it more than thanks.
static HARMLESS: LazyLock<Regex> = LazyLock::new(|| {
    built(concat!(
        r"(?i)^(thank|thanks|thankyou|thx|you|u|so|very|much|a|an|lot|many|million|again|for|your|the|this|that|it|is|was|all|and|i|we|",
        r"really|truly|do|appreciate|appreciated|quick|fast|prompt|swift|great|good|excellent|wonderful|perfect|perfectly|awesome|",
        r"amazing|super|brilliant|fine|nice|kind|help|helping|helpful|support|reply|response|answer|answering|assistance|service|",
        r"works|worked|working|solved|fixed|resolved|sorted|now|ok|okay|got|understood|noted|cheers|best|warm|regards|sincerely|",
        r"yours|hi|hello|dear|hey|team|have|day|weekend|evening|it's|that's|",
        r"danke|dank|vielen|herzlichen|besten|schon|sehr|fur|die|der|ihre|schnelle|hilfe|antwort|gruss|grusse|mit|freundlichen|",
        r"merci|beaucoup|pour|votre|aide|reponse|cordialement|bonne|journee|",
        r"gracias|muchas|por|su|la|ayuda|respuesta|saludos|obrigado|obrigada|grazie|mille)$"
    ))
});

/// The same for Japanese, which has no spaces: a whole line of such phrases.
static POLITE: LazyLock<Regex> = LazyLock::new(|| {
    let what = "(お|ご|御)?(対応|回答|返信|返事|連絡|教示|説明|案内|支援|サポート|配慮|手配)";
    let please = "((どうぞ|何卒|今後とも|引き続き)(、)?)*(よろしく|宜しく)(お願い(いた|致)?します|お願い申し上げます)?";
    let adverb = "(誠に|本当に|大変|どうも|とても|早速の?|迅速な|素早い|(ご|御)?丁寧な|親切な|いつも|この度は|このたびは|おかげさまで|お陰様で|おかげで|無事に?)";
    let thanks = "((どうも)?(ありがと|有り?難)う(ございま(す|した))?|感謝(いた|致)?します|感謝(し|いたし|致し)ております|感謝申し上げます|助かりま(す|した)|(厚く)?(お|御)礼申し上げます)";
    let thing = format!("({what}(を?(いただ|頂)き(まして)?|を?(くださ|下さ)り(まして)?|に|を)?)");
    let done = "((承知|了解)(いたし|致し|し)?ました|了解です|かしこまりました|(問題なく)?(解決|確認|受領)(いたし|致し|し)?ました|(問題なく)?(確認|解決)できました|(うまく)?(直りました|動きました|できました|届きました|受け取りました))";
    let greeting = "(お世話になっております|お世話になります|お世話になりました|お疲れ様です|お疲れさまです)";
    let part = format!("({adverb}|{thing}|{thanks}|{done}|{greeting}|{please})");
    built(&format!(r"^({part}|[\s、,。．.!！~〜～ー…♪☆★()（）^_;:;・])*$"))
});

/// To whom a letter is addressed: `山田様`.
static ADDRESSED: LazyLock<Regex> = LazyLock::new(|| built(r"^\S{1,12}(\s\S{1,12})?(様|さま|さん|御中)[、。!！]?$"));

// They are constants, and every test of this file builds them.
#[allow(clippy::expect_used)]
fn built(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of our own is sound")
}

/// Whether it says thank you and nothing else; `names` are what its writer is called.
pub fn only_thanks(text: &str, names: &[&str]) -> bool {
    let text = text.trim();
    let asks = |c: char| matches!(c, '?' | '？') || c.is_numeric();
    if text.chars().count() > LONGEST || text.contains(asks) || !THANKS.is_match(text) {
        return false;
    }
    let own: Vec<String> = names.iter().flat_map(|name| name.split_whitespace()).map(plain).collect();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).all(|line| is_harmless(line, &own))
}

fn is_harmless(line: &str, own: &[String]) -> bool {
    if line.is_ascii() || !line.contains(is_dense) {
        let mut words =
            line.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’').filter(|word| !word.is_empty());
        return words.all(|word| own.contains(&plain(word)) || HARMLESS.is_match(&plain(word)));
    }
    let without = own
        .iter()
        .filter(|name| name.chars().count() > 1)
        .fold(line.to_owned(), |line, name| line.replace(name.as_str(), ""));
    let signed = without.trim_end_matches(['。', '、', '！', '!']).trim_end_matches("です").trim();
    ADDRESSED.is_match(line)
        || POLITE.is_match(line)
        || (without != line && (signed.is_empty() || POLITE.is_match(signed)))
}

/// Written without spaces.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
}

/// In small letters, without the accents of those words above.
fn plain(word: &str) -> String {
    let letter = |c: char| match c {
        'é' | 'è' | 'ê' => 'e',
        'ü' => 'u',
        'ö' => 'o',
        'ß' => 's',
        '’' => '\'',
        c => c,
    };
    word.to_lowercase().chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thanks_are_told_from_whatever_wants_something() {
        for text in [
            "Thanks!",
            "Thank you so much for your quick help.\n\nBest regards,\nKei Tanaka",
            "Great, that worked. Thanks a lot!",
            "Hi team,\nit works now, thank you.",
            "Vielen Dank für die schnelle Hilfe!",
            "ありがとうございました。",
            "サポート様\n\nお世話になっております。\n迅速なご対応いただき、誠にありがとうございます。\n無事解決しました。\n今後ともよろしくお願いいたします。\n\n田中",
            "田中です。\n承知しました。ありがとうございます！",
            "助かりました〜♪",
        ] {
            assert!(only_thanks(text, &["Kei Tanaka", "田中 圭"]), "{text}");
        }
        for text in [
            "",
            "OK",
            "It works now.",
            "Thanks, but it still leaks.",
            "Thank you. When will it arrive?",
            "Thanks for nothing",
            "Thanks. Not working",
            "Thank you, my order is 4711.",
            "Thanks, please call me",
            "Thanks\nMaria",
            "ありがとうございます。ただ、まだ動きません。",
            "ありがとうございますが、解決していません。",
            "ご回答ありがとうございます。いつ届きますか",
            "ありがとうございます。別件ですが見積もりをお願いします。",
            "確認できましたら連絡ください。ありがとうございます。",
            "ありがとうございます。返金をよろしくお願いいたします。",
            "ありがとう、でも解決できませんでした",
            "ありがとうございます。鈴木です。",
        ] {
            assert!(!only_thanks(text, &["Kei Tanaka", "田中 圭"]), "{text}");
        }
        assert!(!only_thanks(&"Thanks. ".repeat(80), &[]));
    }

    #[test]
    fn a_wall_of_thanks_is_told_in_time() {
        let start = std::time::Instant::now();
        for _ in 0..50 {
            only_thanks(&"誠に".repeat(190).replacen("誠に", "ありがとう", 1), &[]);
        }
        assert!(start.elapsed() < std::time::Duration::from_secs(2));
    }
}
