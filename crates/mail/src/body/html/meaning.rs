//! What an element says about the text in it: hidden, quoted, signature. Mail programs mark it by class and id.

use base::markup::Tag;

/// What an open element means for the text in it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Meaning {
    Plain,
    Hidden,
    Quote,
    MarkedQuote,
    Signature,
    Preformatted,
}

impl Meaning {
    pub fn of(tag: &Tag<'_>) -> Self {
        let class = tag.attribute("class").unwrap_or_default();
        let id = tag.attribute("id").unwrap_or_default();
        let style = style_of(tag);
        let has =
            |names: &[&str]| names.iter().any(|name| class.split_whitespace().chain([id]).any(|word| word == *name));
        if style.contains("display:none") || style.contains("mso-hide:all") || tag.name == "head" {
            Self::Hidden
        } else if has(&[
            "gmail_signature",
            "gmail_signature_prefix",
            "moz-signature",
            "Signature",
            "ms-outlook-mobile-signature",
            "protonmail_signature_block",
            "apple-signature",
            "ymail_android_signature",
        ]) {
            Self::Signature
        } else if has(&QUOTE_MARKS) {
            Self::MarkedQuote
        } else if tag.name == "blockquote" && cites(tag) {
            Self::Quote
        } else if tag.name == "pre" {
            Self::Preformatted
        } else {
            Self::Plain
        }
    }
}

/// Classes and ids by which mail programs mark what they quote.
const QUOTE_MARKS: [&str; 10] = [
    "gmail_quote",
    "gmail_attr",
    "yahoo_quoted",
    "yahoo-quoted-begin",
    "moz-cite-prefix",
    "protonmail_quote",
    "zmail_extra",
    "tutanota_quote",
    "qt",
    "OutlookMessageHeader",
];

/// Whether a blockquote is a quotation of mail and not an indentation somebody made.
fn cites(tag: &Tag<'_>) -> bool {
    let class = tag.attribute("class").unwrap_or_default();
    tag.attribute("type") == Some("cite")
        || tag.attribute("cite").is_some()
        || class.contains("quote")
        || class.contains("cite")
}

/// Outlook marks only where the quotation begins.
pub(super) fn marks_what_follows(tag: &Tag<'_>) -> bool {
    let id = tag.attribute("id").unwrap_or_default();
    if matches!(
        id,
        "divRplyFwdMsg"
            | "x_divRplyFwdMsg"
            | "appendonsend"
            | "mail-editor-reference-message-container"
            | "OLK_SRC_BODY_SECTION"
    ) {
        return true;
    }
    let style = style_of(tag);
    tag.name == "div"
        && [
            "border:none;border-top:solid#b5c4df1.0pt",
            "border:none;border-top:solid#e1e1e11.0pt",
            "border-top:#b5c4df1ptsolid",
            "border-top:1pxsolidrgb(229,229,229)",
        ]
        .iter()
        .any(|rule| style.contains(rule))
}

/// The rule Outlook.com and Hotmail draw over the quotation.
pub(super) fn is_reply_rule(tag: &Tag<'_>) -> bool {
    tag.attribute("id") == Some("stopSpelling")
        || (tag.attribute("tabindex") == Some("-1") && tag.attribute("style").is_some_and(|s| s.contains("98%")))
}

/// The style in lower case, without white space.
fn style_of(tag: &Tag<'_>) -> String {
    tag.attribute("style")
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase()
}
