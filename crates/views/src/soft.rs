//! A long word without spaces (an address, a variable, a file's name) with places where a line may end well.

use std::fmt;

/// After these a line may end.
const AFTER: &[char] = &['@', '.', '_', '-', '/', '+', ':', '='];
/// So many letters stay together at either end.
const TOGETHER: usize = 2;

/// Writes HTML: everything escaped.
#[derive(Clone, Copy, Debug)]
pub struct Soft<'t>(pub &'t str);

impl askama::filters::HtmlSafe for Soft<'_> {}

impl fmt::Display for Soft<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters = self.0.chars().count();
        for (place, c) in self.0.chars().enumerate() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c => write!(f, "{c}")?,
            }
            if AFTER.contains(&c) && place + 1 >= TOGETHER && place + 1 + TOGETHER <= letters {
                f.write_str("<wbr>")?;
            }
        }
        Ok(())
    }
}
