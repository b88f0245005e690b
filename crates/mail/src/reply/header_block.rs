//! The header of a quoted message as Outlook and others print it: From, Sent, To, Subject, in the program's language.

use super::line::Line;

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
    let kinds = [Label::From, Label::Sent, Label::Date, Label::To, Label::Cc, Label::Subject, Label::Other].into_iter().filter(|label| has(*label)).count();
    let enough = (has(Label::From) && first != Label::Subject && kinds >= 2) || kinds >= 3;
    enough && (has_address || has(Label::Sent) || has(Label::Subject))
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
        let is = |list: &[&str]| list.contains(&name.as_str());
        if is(&FROM) {
            Some(Self::From)
        } else if is(&SENT) {
            Some(Self::Sent)
        } else if is(&DATE) {
            Some(Self::Date)
        } else if is(&TO) {
            Some(Self::To)
        } else if is(&CC) {
            Some(Self::Cc)
        } else if is(&SUBJECT) {
            Some(Self::Subject)
        } else if is(&OTHER) {
            Some(Self::Other)
        } else {
            None
        }
    }
}

const FROM: [&str; 32] = [
    "from", "von", "de", "da", "van", "från", "fra", "od", "от", "отправитель", "expéditeur", "mittente", "afzender", "nadawca", "remitente", "差出人", "送信者", "送信元", "发件人",
    "寄件者", "寄件人", "보낸 사람", "보낸사람", "발신", "lähettäjä", "kimden", "gönderen", "từ", "feladó", "odesílatel", "από", "від",
];
const SENT: [&str; 34] = [
    "sent", "gesendet", "gesendet am", "envoyé", "envoyé le", "message du", "enviado", "enviado el", "enviado em", "enviada em", "inviato",
    "inviato il", "verzonden", "skickat", "sendt", "wysłano", "wysłane", "отправлено", "送信日時", "送信日", "受信日時", "发送时间", "发送日期", "傳送時間", "寄件日期",
    "보낸 날짜", "보낸날짜", "lähetetty", "gönderildi", "gửi", "đã gửi", "odesláno", "elküldve", "надіслано",
];
const DATE: [&str; 14] = [
    "date", "datum", "fecha", "data", "dato", "дата", "日時", "日付", "日期", "时间", "날짜", "päivämäärä", "tarih", "ngày",
];
const TO: [&str; 28] = [
    "to", "an", "à", "a", "para", "aan", "till", "til", "do", "кому", "destinataire", "destinatario", "宛先", "宛て先", "送信先", "收件人", "收件者", "받는 사람", "받는사람", "수신",
    "vastaanottaja", "kime", "tới", "đến", "komu", "címzett", "προς", "empfänger",
];
const CC: [&str; 12] = ["cc", "bcc", "kopie", "copie", "copia", "копия", "抄送", "副本", "참조", "ｃｃ", "cc：", "kopia"];
const SUBJECT: [&str; 28] = [
    "subject", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "temat", "тема", "件名", "題名", "主题", "主題", "主旨", "제목", "ämne", "emne", "aihe", "konu",
    "chủ đề", "předmět", "předmět zprávy", "tárgy", "θέμα", "subj", "re", "sujet", "titel",
];
const OTHER: [&str; 12] =
    ["reply-to", "importance", "attachments", "priority", "organization", "返信先", "重要度", "添付ファイル", "anlagen", "pièces jointes", "antwort an", "wichtigkeit"];

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
        for text in ["Date: Wednesday\nTime: 7:00\nAddress: 130 Fox St", "To: do today\nbuy milk", "件名：作業手袋\n数量：１００双", "From: Tokyo\nTo: Osaka\nDate: 5 January", "a: b\nc: d"] {
            assert!(!begins(&of_text(text), 0), "{text}");
        }
    }
}
