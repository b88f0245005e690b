//! What an invitation (text/calendar, RFC 5545) says, for messages that say it nowhere else.

/// Summary, place and description as lines of text; empty when the calendar has none.
pub(super) fn summary(calendar: &str) -> String {
    let unfolded = calendar.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let event = unfolded.split("BEGIN:VEVENT").nth(1).unwrap_or_default();
    let property = |name: &str| {
        let line =
            event.lines().find(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with([':', ';'])))?;
        line.split_once(':').map(|(_, value)| unescaped(value)).filter(|value| !value.trim().is_empty())
    };
    [property("SUMMARY"), property("LOCATION"), property("DESCRIPTION")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}

fn unescaped(value: &str) -> String {
    value.replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_invitation_is_summed_up() {
        let calendar = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY;LANGUAGE=ja:打ち合\r\n わせ\r\nLOCATION:A\\, B\r\nEND:VEVENT\r\n";
        assert_eq!(super::summary(calendar), "打ち合わせ\nA, B");
    }
}
