//! Paragraphs that were broken for transport are joined again (RFC 3676, `format=flowed`).

/// Undoes flowed lines and the space stuffed before `From `, `>` and spaces. With `delsp` the trailing space was added
/// by the sender and goes, as in text without spaces between words.
pub(super) fn unflowed(text: &str, delsp: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let depth = line.bytes().take_while(|b| *b == b'>').count();
        let content = &line[depth..];
        let content = content.strip_prefix(' ').unwrap_or(content);
        let signature = content == "-- ";
        // An empty line ends a paragraph also where the last of its lines kept its space, as many programs leave it.
        let continues = open == Some(depth) && !signature && !content.is_empty();
        if !continues {
            if !out.is_empty() {
                out.push('\n');
            }
            out.extend(std::iter::repeat_n('>', depth));
            if depth > 0 && !content.is_empty() {
                out.push(' ');
            }
        }
        let flows = content.ends_with(' ') && !signature;
        out.push_str(if flows && delsp { &content[..content.len() - 1] } else { content });
        open = flows.then_some(depth);
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::unflowed;

    #[test]
    fn soft_breaks_vanish_and_hard_ones_stay() {
        for (text, delsp, expected) in [
            ("one \ntwo\nthree", false, "one two\nthree\n"),
            ("日本 \n語", true, "日本語\n"),
            ("> a \n> b\n>> c", false, "> a b\n>> c\n"),
            ("-- \nAya", false, "-- \nAya\n"),
            (" From here", false, "From here\n"),
            ("> quoted \nmine", false, "> quoted \nmine\n"),
            ("one \n\ntwo", false, "one \n\ntwo\n"),
        ] {
            assert_eq!(unflowed(text, delsp), expected);
        }
    }
}
