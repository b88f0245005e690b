//! The header of a quoted message as Outlook and others print it: From, Sent, To, Subject, in the program's language.

use super::line::Line;
use crate::words;

/// Whether a block of header lines begins at `at`: an author and one more, or any three, close together, and among them
/// something that only mail has. "From: Tokyo, To: Osaka" is a journey.
pub(super) fn begins(lines: &[Line], at: usize) -> bool {
    let Some(first) = Label::of(&lines[at].text) else { return false };
    if matches!(first, Label::Cc | Label::Other) {
        return false;
    }
    let mut seen = Vec::new();
    let mut has_address = false;
    let mut strangers = 0;
    for line in lines[at..].iter().take(13) {
        match Label::of(&line.text) {
            Some(label) => {
                seen.push(label);
                strangers = 0;
            }
            None if line.is_blank() && strangers > 0 => break,
            None => strangers += 1,
        }
        if strangers > 2 {
            break;
        }
        has_address |= line.text.contains('@');
    }
    let has = |label: Label| seen.contains(&label);
    let kinds = [Label::From, Label::Sent, Label::Date, Label::To, Label::Cc, Label::Subject, Label::Other]
        .into_iter()
        .filter(|label| has(*label))
        .count();
    let enough = (has(Label::From) && first != Label::Subject && kinds >= 2) || kinds >= 3;
    enough && (has_address || has(Label::Sent) || has(Label::Subject))
}

/// The value of a line that names the author.
pub(super) fn author(text: &str) -> Option<&str> {
    let (_, value) = text.split_once([':', '：'])?;
    (Label::of(text) == Some(Label::From)).then_some(value.trim_start_matches(['*', ' ']))
}

/// What a header line tells.
#[derive(Clone, Copy, PartialEq)]
enum Label {
    From,
    /// The date, in a word that mail programs use and people do not.
    Sent,
    Date,
    To,
    Cc,
    Subject,
    Other,
}

impl Label {
    /// The label of a line `Label: value`; marks of bold text and list bullets around it do not matter.
    fn of(text: &str) -> Option<Self> {
        let text = text.trim_start_matches(['*', '_', '|', ' ', '\u{3000}', '-', '・']);
        let colon = text.find([':', '：'])?;
        let name = text[..colon].trim_matches(['*', '_', ' ', '\u{3000}', '\u{a0}']);
        if name.is_empty() || name.chars().count() > 24 {
            return None;
        }
        let name = name.to_lowercase();
        let labels = [
            (&words::FROM, Self::From),
            (&words::SENT, Self::Sent),
            (&words::DATE, Self::Date),
            (&words::TO, Self::To),
            (&words::CC, Self::Cc),
            (&words::SUBJECT, Self::Subject),
            (&words::OTHER, Self::Other),
        ];
        labels.into_iter().find(|(list, _)| list.has(&name)).map(|(_, label)| label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::line::of_text;

    #[test]
    fn header_blocks_are_recognised_in_many_languages() {
        for text in [
            "From: Aya <aya@x.example>\nSent: Monday\nTo: b\nSubject: c",
            "*From:* aya@x.example [mailto:\naya@x.example]\n*Sent:* Monday",
            "Von: Aya\nGesendet: Montag",
            "De : Aya\nEnvoyé le : lundi",
            "De: Aya\nEnviado el: lunes",
            "Da: Aya\nInviato: lunedì",
            "Van: Aya\nVerzonden: maandag",
            "Od: Aya\nWysłano: poniedziałek",
            "От: Aya\nОтправлено: понедельник",
            "差出人: 佐藤\n送信日時: 2026年1月5日",
            "发件人：佐藤\n发送时间：2026年1月5日",
            "보낸 사람: Aya\n보낸 날짜: 2026년",
            "Date: Mon\nTo: a\nSubject: b",
        ] {
            assert!(begins(&of_text(text), 0), "{text}");
        }
    }

    #[test]
    fn forms_people_fill_in_are_no_header() {
        for text in [
            "Date: Wednesday\nTime: 7:00\nAddress: 130 Fox St",
            "To: do today\nbuy milk",
            "件名：作業手袋\n数量：１００双",
            "From: Tokyo\nTo: Osaka\nDate: 5 January",
            "a: b\nc: d",
        ] {
            assert!(!begins(&of_text(text), 0), "{text}");
        }
    }
}
