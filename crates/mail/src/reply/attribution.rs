//! Lines that introduce a quotation: "On Monday Aya wrote:" in the languages and forms of mail programs.

use super::line::Line;
use super::separator;
use crate::words;

/// Most lines an attribution is broken into.
const LINES: usize = 6;

/// How many lines from `at` on are an attribution; 0 when none is.
pub(super) fn length(lines: &[Line], at: usize) -> usize {
    let first = &lines[at].text;
    if first.is_empty() || first.chars().count() > 300 {
        return 0;
    }
    if introduces_quoted_lines(lines, at) {
        return 1;
    }
    let mut joined = String::new();
    for (nth, line) in lines[at..].iter().take(LINES).enumerate() {
        let piece = if nth == 0 { line.text.as_str() } else { line.raw.trim() };
        let begins_anew =
            || separator::is_rule(piece) || (has_opening(piece) && has_date(piece) && !has_opening(first));
        if nth > 0 && (!opens(first) || begins_anew()) || joined.len() > 500 {
            return 0;
        }
        if !joined.is_empty() && !piece.is_empty() {
            joined.push(' ');
        }
        joined.push_str(piece);
        if !piece.is_empty() && is_attribution(&joined) {
            return nth + 1;
        }
        if nth > 0 && ends_a_sentence(piece) {
            return 0;
        }
    }
    0
}

/// Where an attribution begins in a line that begins with something else.
pub(super) fn starts_within(raw: &str) -> Option<usize> {
    if raw.len() > 500 || !raw.trim_end().ends_with(':') {
        return None;
    }
    let mut starts =
        raw.match_indices(" On ").map(|(at, _)| at + 1).filter(|at| !raw[..*at].trim_matches([' ', '>']).is_empty());
    starts.find(|at| {
        let next = raw[at + 3..].split([' ', ',']).next().unwrap_or_default();
        (is_weekday(next) || is_month(next) || next.starts_with(|c: char| c.is_ascii_digit()))
            && is_attribution(&raw[*at..])
    })
}

/// A whole attribution: it ends in "wrote" and has a date or an address; or it ends in a colon and has a date with
/// "wrote" somewhere, or with a time and an address.
fn is_attribution(text: &str) -> bool {
    let text = text.trim_end_matches(['-', ' ', '*', '_', '>']).trim_start_matches(['-', ' ', '*', '_']);
    let has_colon = text.ends_with([':', '：']);
    let core = text.trim_end_matches([':', '：', ' ', '\u{a0}', '>', '*', '-', '.', ')']).to_lowercase();
    if words::VERBS.ends(&core) {
        return has_date(text) || has_address(text);
    }
    has_colon && has_date(text) && (words::VERBS_WITHIN.occurs_whole(&core) || (has_clock(text) && has_address(text)))
}

/// `>>> Aya <aya@…> 1/5/2026 10:23 AM >>>`: the original follows, unmarked.
pub(super) fn stands_between_marks(raw: &str) -> bool {
    let inner = raw.trim().strip_prefix(">>>").and_then(|rest| rest.strip_suffix(">>>"));
    inner.is_some_and(|inner| has_date(inner) && has_clock(inner))
}

/// `Aya wrote:` without a date, or a date and an address without a verb, counts where quoted lines follow.
fn introduces_quoted_lines(lines: &[Line], at: usize) -> bool {
    let text = &lines[at].text;
    let next = lines[at + 1..].iter().find(|line| !line.is_blank());
    let core = || text.trim_end_matches([':', '：', ' ']).to_lowercase();
    let names_author = || words::VERBS.ends(&core()) || words::QUOTING.opens(&core());
    let dated = || has_date(text) && has_address(text) && text.ends_with('>') && !ends_a_sentence(text);
    next.is_some_and(Line::is_quoted)
        && text.chars().count() <= 80
        && (text.ends_with([':', '：']) && names_author() || dated())
}

/// Whether a line can be the first of an attribution that goes on in the next: it has a date, a weekday or an opening.
fn opens(text: &str) -> bool {
    let introduces = has_opening(text) || text.starts_with(|c: char| c.is_ascii_digit()) || has_address(text);
    introduces && !ends_a_sentence(text) && (has_date(text) || has_clock(text) || has_address(text))
}

fn has_opening(text: &str) -> bool {
    let lower = text.to_lowercase();
    words::OPENINGS.opens(&lower) || is_weekday(lower.split([',', ' ', '.']).next().unwrap_or_default())
}

fn ends_a_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '。', '！', '？']) && !text.ends_with("г.")
}

fn has_address(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || "<>()[]\"'、,;".contains(c)).any(|word| {
        word.trim_start_matches("mailto:")
            .split_once('@')
            .is_some_and(|(local, domain)| !local.is_empty() && domain.trim_end_matches([':', '.']).contains('.'))
    })
}

/// `10:23`, also with spaces around the colon.
fn has_clock(text: &str) -> bool {
    let bytes: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    bytes.windows(4).any(|w| {
        w[0].is_ascii_digit()
            && matches!(w[1], ':' | '.' | '時' | 'h')
            && w[2].is_ascii_digit()
            && w[3].is_ascii_digit()
    })
}

/// A day and a year or month in figures or words, or a weekday with a time.
fn has_date(text: &str) -> bool {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let year = numbers.iter().any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")));
    let day = numbers.iter().any(|digits| digits.len() <= 2);
    let named = text.split(|c: char| !c.is_alphabetic()).any(|word| is_month(word) || is_weekday(word));
    (year && numbers.len() >= 2) || (day && named) || (numbers.len() >= 3 && text.contains(['/', '-', '.', '月']))
}

fn is_weekday(word: &str) -> bool {
    (2..=12).contains(&word.chars().count()) && words::WEEKDAYS.begins(&word.to_lowercase())
}

fn is_month(word: &str) -> bool {
    word.chars().count() <= 12 && words::MONTHS.begins(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::line::of_text;

    #[test]
    fn attributions_are_recognised_in_many_languages() {
        for text in [
            "On Mon, Jan 5, 2026 at 10:23 AM Aya <aya@x.example> wrote:",
            "On 05/01/2026 10:23, Aya wrote:",
            "On Jan 5, 2026, at 10:23, Aya\n<aya@x.example>\nwrote:",
            "On Nov 26, 2013 you wrote:",
            "Aya <aya@x.example> wrote:",
            "---- On Mon, 05 Jan 2026 10:23:00 +0900 Aya <aya@x.example> wrote ----",
            "Am 05.01.2026 um 10:23 schrieb Aya <aya@x.example>:",
            "Am Mo., 5. Jan. 2026 um 10:23 Uhr schrieb Aya <\naya@x.example>:",
            "Le lun. 5 janv. 2026 à 10:23, Aya <aya@x.example> a écrit :",
            "El lun, 5 ene 2026 a las 10:23, Aya (<aya@x.example>) escribió:",
            "Il giorno lun 5 gen 2026 alle ore 10:23 Aya <aya@x.example> ha scritto:",
            "Em seg., 5 de jan. de 2026 às 10:23, Aya <aya@x.example> escreveu:",
            "Op ma 5 jan 2026 om 10:23 schreef Aya <aya@x.example>:",
            "pon., 5 sty 2026 o 10:23 Aya <aya@x.example> napisał(a):",
            "пн, 5 янв. 2026 г. в 10:23, Aya <aya@x.example>:",
            "5 января 2026 г., 10:23, Aya написал:",
            "2026年1月5日(月) 10:23 佐藤 <aya@x.example>:",
            "2026/01/05 10:23、佐藤 <aya@x.example>のメール:",
            "佐藤さんは書きました (2026/01/05 10:23):",
            "Aya <aya@x.example> 于2026年1月5日周一 10:23写道：",
            "2026년 1월 5일 (월) 오전 10:23, Aya <aya@x.example>님이 작성:",
            "Den mån 5 jan. 2026 kl 10:23 skrev Aya <aya@x.example>:",
        ] {
            let lines = of_text(text);
            assert_eq!(length(&lines, 0), lines.len(), "{text}");
        }
    }

    #[test]
    fn sentences_are_no_attributions() {
        for text in [
            "On Thursday:",
            "On the surface, this looks like a quote header but it's not.",
            "On average, this parser works well.",
            "Here is what I wrote:",
            "The following was sent:",
            "Date: Wednesday 3, October 2011",
            "ご注文内容は以下の通りです：",
            "Read https://x.example/on-date-aya-wrote",
        ] {
            assert_eq!(length(&of_text(text), 0), 0, "{text}");
        }
    }

    #[test]
    fn an_attribution_in_the_same_line_is_cut_off() {
        assert_eq!(starts_within("reply On Wed, Apr 4, 2012 at 3:59 PM, bob@x.example wrote:"), Some(6));
        assert_eq!(starts_within("I said On purpose, he wrote:"), None);
    }
}
