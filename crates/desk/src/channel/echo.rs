//! What we sent ourselves, sent back below an answer without any mark: known by comparing it with what we sent.

/// Lines of ours in a row that are no accident.
const LINES: usize = 3;
/// Characters of ours in a row that are none, however few the lines.
const CHARACTERS: usize = 160;

/// What is left of a text without the one stretch of it that repeats ours at its end or beginning. None: there is no
/// such stretch, nothing else would be left, or the sender answered between our lines and means them to be read.
pub fn without_echo(said: &str, ours: &[&str]) -> Option<String> {
    let known: std::collections::HashSet<String> =
        ours.iter().flat_map(|text| text.lines()).map(plain).filter(|line| line.chars().count() >= 2).collect();
    let lines: Vec<&str> = said.lines().collect();
    let repeats: Vec<bool> = lines.iter().map(|line| known.contains(&plain(line))).collect();
    let blank: Vec<bool> = lines.iter().map(|line| plain(line).is_empty()).collect();
    let run = only_run(&repeats, &blank)?;
    let weight: usize = run.clone().filter(|at| repeats[*at]).map(|at| plain(lines[at]).chars().count()).sum();
    let count = run.clone().filter(|at| repeats[*at]).count();
    if weight < CHARACTERS && (count < LINES || weight < 20) {
        return None;
    }
    let spoken = |mut range: std::ops::Range<usize>| range.any(|at| !blank[at]);
    let rest = if !spoken(run.end..lines.len()) {
        lines[..introduced(&lines, &blank, run.start)].join("\n")
    } else if !spoken(0..run.start) {
        lines[run.end..].join("\n")
    } else {
        return None;
    };
    let rest = rest.trim().to_owned();
    (!rest.is_empty()).then_some(rest)
}

/// The one stretch of repeated lines, blank ones inside included.
fn only_run(repeats: &[bool], blank: &[bool]) -> Option<std::ops::Range<usize>> {
    let start = repeats.iter().position(|repeated| *repeated)?;
    let end = repeats.iter().rposition(|repeated| *repeated)? + 1;
    (start..end).all(|at| repeats[at] || blank[at]).then_some(start..end)
}

/// Where the lines begin that introduce the stretch: `Support wrote:`.
fn introduced(lines: &[&str], blank: &[bool], start: usize) -> usize {
    match (0..start).rev().find(|at| !blank[*at]) {
        Some(at) if lines[at].trim_end().ends_with([':', '：']) && lines[at].chars().count() <= 200 => at,
        Some(_) | None => start,
    }
}

/// A line without quotation marks and doubled white space.
fn plain(line: &str) -> String {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '＞' | '|'));
    line.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str =
        "Dear Kei,\n\nplease switch it off and on again.\nThen tell us what the display says.\n\nBest regards\nSupport";

    #[test]
    fn our_own_letter_below_an_answer_goes() {
        for said in [
            format!("It says E4.\n\n{OURS}"),
            format!("It says E4.\n\nThe support team said:\n{OURS}\n"),
            format!("{OURS}\n\nIt says E4."),
            format!("It says E4.\n| {}", OURS.replace('\n', "\n| ")),
        ] {
            assert_eq!(without_echo(&said, &[OURS]).as_deref(), Some("It says E4."), "{said}");
        }
    }

    #[test]
    fn answers_between_our_lines_and_what_only_sounds_alike_stay() {
        for said in [
            "please switch it off and on again.\nI did.\nThen tell us what the display says.\nE4.\nBest regards\nSupport",
            "It says E4.\n\nBest regards\nKei",
            "please switch it off and on again.",
            OURS,
            "",
        ] {
            assert_eq!(without_echo(said, &[OURS]), None, "{said}");
        }
    }
}
