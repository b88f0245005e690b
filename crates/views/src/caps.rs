//! Keys as they are printed on a keyboard: one `<kbd>` for each press.

use std::fmt;

/// As `data-key` writes them; none: nothing is drawn.
pub struct Caps<'a>(pub &'a str);

impl fmt::Display for Caps<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let presses = self.0.split([' ', '+']).filter(|press| !press.is_empty());
        for press in presses {
            f.write_str(r#"<kbd class="kbd">"#)?;
            match press {
                "mod" => f.write_str("Ctrl")?,
                "<" => f.write_str("&lt;")?,
                "&" => f.write_str("&amp;")?,
                _ if press.chars().count() == 1 => f.write_str(&press.to_uppercase())?,
                _ => f.write_str(press)?,
            }
            f.write_str("</kbd>")?;
        }
        Ok(())
    }
}

impl askama::filters::HtmlSafe for Caps<'_> {}
