//! text/enriched and text/richtext (RFC 1896, RFC 1341): old formatted text, read without its formatting.

/// The text: commands gone, `<<` is `<`, single line breaks are spaces (enriched) or `<nl>` breaks (richtext).
pub(super) fn text(source: &str, rich: bool) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    let mut skipping = false;
    while let Some(at) = rest.find('<') {
        push(&rest[..at], rich, skipping, &mut out);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('<') {
            out.push('<');
            rest = after;
            continue;
        }
        let end = rest.find('>').filter(|end| *end <= 60);
        let Some(end) = end else {
            out.push('<');
            continue;
        };
        match rest[..end].to_ascii_lowercase().as_str() {
            "param" | "comment" => skipping = true,
            "/param" | "/comment" => skipping = false,
            "nl" | "np" | "paragraph" | "/paragraph" => out.push('\n'),
            "lt" => out.push('<'),
            _ => {}
        }
        rest = &rest[end + 1..];
    }
    push(rest, rich, skipping, &mut out);
    out
}

fn push(piece: &str, rich: bool, skipping: bool, out: &mut String) {
    if skipping {
        return;
    }
    if rich {
        out.push_str(&piece.replace('\n', " "));
        return;
    }
    let mut breaks = 0;
    for c in piece.chars() {
        if c == '\n' {
            breaks += 1;
            continue;
        }
        match std::mem::take(&mut breaks) {
            0 => {}
            1 => out.push(' '),
            many => out.extend(std::iter::repeat_n('\n', many - 1)),
        }
        out.push(c);
    }
    out.extend(std::iter::repeat_n('\n', breaks));
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn formatting_goes_and_text_stays() {
        assert_eq!(text("<bold>a</bold>\nb\n\nc << <color><param>red</param>d</color>", false), "a b\nc < d");
        assert_eq!(text("a<nl>b\nc", true), "a\nb c");
    }
}
