//! A question by its meaningful parts, for when nothing says exactly what was typed.

use crate::script::{Script, is_hiragana, is_katakana};

/// A run of kanji this long is more than one word.
const LONG: usize = 4;
/// Hiragana by itself that is longer is a word; behind other letters it is their ending.
const SHORT: usize = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Hiragana,
    Katakana,
    Kanji,
    Spaced,
    Apart,
}

/// The parts of a question as they were typed: words, kanji in twos, words of kana; endings and particles are left out
/// where anything else remains.
pub fn loosened(text: &str) -> Vec<String> {
    let runs = runs(text);
    let behind = |i: usize| i.checked_sub(1).map_or(Class::Apart, |before: usize| runs[before].0);
    let telling: Vec<&(Class, String)> = runs
        .iter()
        .enumerate()
        .filter(|(i, (class, run))| tells(*class, run, behind(*i)))
        .map(|(_, run)| run)
        .collect();
    if telling.is_empty() {
        return runs.iter().filter(|(class, _)| *class != Class::Apart).map(|(_, run)| run.clone()).collect();
    }
    telling
        .into_iter()
        .flat_map(|(class, run)| if *class == Class::Kanji { in_twos(run) } else { vec![run.clone()] })
        .collect()
}

fn tells(class: Class, run: &str, behind: Class) -> bool {
    match class {
        Class::Apart => false,
        Class::Hiragana => behind == Class::Apart && run.chars().count() > SHORT,
        Class::Katakana | Class::Kanji | Class::Spaced => true,
    }
}

fn runs(text: &str) -> Vec<(Class, String)> {
    let mut runs: Vec<(Class, String)> = Vec::new();
    for c in text.chars() {
        let class = class(c, runs.last().map(|(class, _)| *class));
        match runs.last_mut() {
            Some((last, run)) if *last == class => run.push(c),
            Some(_) | None => runs.push((class, c.to_string())),
        }
    }
    // What joins the parts of a number or an address belongs to them only between two of them.
    for (class, run) in &mut runs {
        if *class == Class::Spaced {
            *run = run.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        }
    }
    runs.retain(|(_, run)| !run.is_empty());
    runs
}

fn class(c: char, before: Option<Class>) -> Class {
    match (c, before) {
        ('ー' | 'ｰ' | 'ﾞ' | 'ﾟ', Some(before @ (Class::Hiragana | Class::Katakana))) => before,
        ('\u{FF66}'..='\u{FF9F}', _) => Class::Katakana,
        _ if is_hiragana(c) => Class::Hiragana,
        _ if is_katakana(c) => Class::Katakana,
        _ => match Script::of(c) {
            Script::Dense => Class::Kanji,
            Script::Letter | Script::Digit => Class::Spaced,
            Script::Apart if before == Some(Class::Spaced) && matches!(c, '-' | '_' | '.' | '/' | '@' | '\'') => {
                Class::Spaced
            }
            Script::Apart => Class::Apart,
        },
    }
}

fn in_twos(run: &str) -> Vec<String> {
    let letters: Vec<char> = run.chars().collect();
    if letters.len() < LONG {
        return vec![run.to_owned()];
    }
    letters.chunks(2).filter(|two| two.len() == 2).map(|two| two.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_asked_for_by_what_it_is_about() {
        assert_eq!(loosened("プリンターの紙詰まりを直したい"), ["プリンター", "紙詰", "直"]);
        assert_eq!(loosened("カードに二重に請求されている"), ["カード", "二重", "請求"]);
        assert_eq!(loosened("返金手続方法"), ["返金", "手続", "方法"]);
        assert_eq!(loosened("ありがとう"), ["ありがとう"]);
        assert_eq!(loosened("A-20931の在庫"), ["A-20931", "在庫"]);
        assert_eq!(loosened("ください"), ["ください"]);
        assert!(loosened("、。").is_empty());
    }
}
