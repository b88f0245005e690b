//! Decides for each line of a letter whether it was said, is quoted, or belongs to the signature.

use super::{Fold, attribution, header_block, line::Line, separator, signature};

/// Lines looked at. Nobody writes more; what follows is like the last of them.
const LINES: usize = 10_000;

/// A label for each line. When nothing would be left that was said, all was.
pub(super) fn labels(lines: &[Line], forwarded: bool) -> Vec<Fold> {
    let mut labels = labels_of(&lines[..lines.len().min(LINES)], forwarded);
    let last = labels.last().copied().unwrap_or(Fold::Said);
    labels.resize(lines.len(), last);
    labels
}

fn labels_of(lines: &[Line], forwarded: bool) -> Vec<Fold> {
    let mut labels = quoted(lines, forwarded);
    fold_rules_above_quotations(lines, &mut labels);
    for run in runs(&labels, lines) {
        if let Some(start) = signature::start(&lines[run.clone()]) {
            labels[run.start + start..run.end].fill(Fold::Signature);
        }
    }
    // A telephone signs above what it quotes, also where it leaves the quotation unmarked.
    for (line, label) in lines.iter().zip(&mut labels) {
        if *label == Fold::Said && signature::names_a_device(&line.text) {
            *label = Fold::Signature;
        }
    }
    if !lines
        .iter()
        .zip(&labels)
        .any(|(line, label)| *label == Fold::Said && !line.is_blank() && !separator::is_rule(&line.text))
    {
        return everything_said(lines);
    }
    keep_what_is_answered(lines, &mut labels);
    labels
}

/// Said and quoted lines, signatures not yet told apart.
fn quoted(lines: &[Line], forwarded: bool) -> Vec<Fold> {
    let mut labels = vec![Fold::Said; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        if separator::is_forward(&line.text) && line.depth == 0 {
            return labels;
        }
        if !forwarded && attribution::stands_between_marks(&line.raw) {
            labels[at..].fill(Fold::Quoted);
            return labels;
        }
        let is_quoted = line.depth > 0 || (line.marked_quoted && !forwarded);
        if is_quoted || is_broken_quotation(lines, at) {
            labels[at] = Fold::Quoted;
            at += 1;
            continue;
        }
        let original = || separator::is_original(&line.text) || separator::asks_for_answers_above(&line.text);
        if !forwarded && (original() || header_block::begins(lines, at)) {
            labels[at..].fill(Fold::Quoted);
            return labels;
        }
        let length = attribution::length(lines, at);
        if length == 0 {
            at += 1;
            continue;
        }
        labels[at..at + length].fill(Fold::Quoted);
        at += length;
        let next = lines[at..].iter().find(|line| !line.is_blank());
        if next.is_some_and(|next| !next.is_quoted()) {
            labels[at..].fill(Fold::Quoted);
            return labels;
        }
    }
    labels
}

/// The end of a quoted line that was broken without a mark on its second half, or a link put on its own line.
fn is_broken_quotation(lines: &[Line], at: usize) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).and_then(|at| lines.get(at)), lines.get(at + 1)) else {
        return false;
    };
    if before.depth == 0 || after.depth == 0 || lines[at].is_blank() {
        return false;
    }
    let text = &lines[at].text;
    let link = text.starts_with("(http") || text.starts_with("<http") || text.starts_with("http");
    let overflow =
        before.raw.chars().count() >= 66 && text.chars().count() <= 40 && text.starts_with(char::is_lowercase);
    link || overflow
}

/// Stretches of said lines.
fn runs(labels: &[Fold], lines: &[Line]) -> Vec<std::ops::Range<usize>> {
    let mut runs = Vec::new();
    let mut start = None;
    for at in 0..=lines.len() {
        let said = labels.get(at) == Some(&Fold::Said);
        match (said, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.push(from..at);
                start = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    runs
}

/// Nothing but quotation and signature: a page that folded it all would show an empty letter.
fn everything_said(lines: &[Line]) -> Vec<Fold> {
    vec![Fold::Said; lines.len()]
}

/// A rule directly above a quotation belongs to it.
fn fold_rules_above_quotations(lines: &[Line], labels: &mut [Fold]) {
    for at in (0..lines.len()).rev() {
        let below = (at + 1..lines.len()).find(|next| !lines[*next].is_blank()).map(|next| labels[next]);
        if labels[at] == Fold::Said && below == Some(Fold::Quoted) && separator::is_rule(&lines[at].text) {
            labels[at] = Fold::Quoted;
        }
    }
}

/// Answers written between quoted lines make no sense without them: with two or more such places the quoted lines
/// above each answer stay visible.
fn keep_what_is_answered(lines: &[Line], labels: &mut [Fold]) {
    let said = |at: &usize| labels[*at] == Fold::Said && !lines[*at].is_blank();
    let answers: Vec<usize> =
        (1..lines.len()).filter(said).filter(|at| quoted_just_above(lines, labels, *at)).collect();
    let Some(last) = answers.last().filter(|_| answers.len() >= 2) else { return };
    for at in 0..*last {
        if labels[at] == Fold::Quoted && lines[at].depth > 0 {
            labels[at] = Fold::Said;
        }
    }
}

fn quoted_just_above(lines: &[Line], labels: &[Fold], at: usize) -> bool {
    let above = (0..at).rev().find(|above| !lines[*above].is_blank());
    above.is_some_and(|above| labels[above] == Fold::Quoted && lines[above].depth > 0)
}
