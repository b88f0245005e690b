//! What may stay in HTML from outside: elements, attributes, addresses and properties of style.

use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Elements beyond ammonia's own list that letters are made of.
const LETTER_TAGS: [&str; 6] = ["font", "big", "u", "s", "tfoot", "label"];

/// Attributes of layout, harmless on any element.
const LAYOUT: [&str; 17] = [
    "style",
    "align",
    "valign",
    "width",
    "height",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "color",
    "face",
    "size",
    "dir",
    "lang",
    "title",
    "nowrap",
    "type",
];

const WORD_TAGS: [&str; 24] = [
    "p",
    "br",
    "strong",
    "b",
    "em",
    "i",
    "u",
    "s",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "h2",
    "h3",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
];

/// Properties of style that change how a letter looks and nothing around it.
const STYLE: [&str; 13] = [
    "color",
    "background-color",
    "background",
    "width",
    "height",
    "max-width",
    "min-width",
    "line-height",
    "vertical-align",
    "white-space",
    "display",
    "list-style-type",
    "direction",
];

const STYLE_FAMILIES: [&str; 6] = ["font", "text-", "margin", "padding", "border", "word-"];

pub(super) fn cleaner() -> &'static Builder<'static> {
    static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(build);
    &CLEANER
}

/// What may stand among our own words.
pub(super) fn words() -> &'static Builder<'static> {
    static WORDS: LazyLock<Builder<'static>> = LazyLock::new(|| {
        let mut builder = Builder::empty();
        builder
            .tags(WORD_TAGS.into())
            .tag_attributes([("a", ["href"].into())].into())
            .url_schemes(["http", "https", "mailto"].into())
            .url_relative(UrlRelative::Deny)
            .link_rel(Some("noopener noreferrer nofollow"))
            .set_tag_attribute_value("a", "target", "_blank");
        builder
    });
    &WORDS
}

fn build() -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .add_tags(LETTER_TAGS)
        .rm_tags(["map", "area", "figure", "figcaption"])
        .add_generic_attributes(LAYOUT)
        .add_tag_attributes("img", ["src", "data-remote-src", "alt"])
        .add_tag_attributes("ol", ["start"])
        .url_schemes(["http", "https", "mailto", "tel", "cid", "data"].into())
        .url_relative(UrlRelative::Deny)
        .link_rel(None)
        .add_tag_attributes("a", ["target", "rel"])
        .attribute_filter(attribute_kept);
    builder
}

fn attribute_kept<'v>(element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let start = value.trim_start().chars().take(24).collect::<String>().to_ascii_lowercase();
    let web = start.starts_with("http://") || start.starts_with("https://");
    let allowed = match (element, attribute) {
        (_, "style") => return style_kept(value).map(Cow::Owned),
        ("img", "src") => start.starts_with("cid:") || is_image_data(&start),
        ("img", "data-remote-src") => web || start.starts_with("//"),
        (_, "href") => web || start.starts_with("mailto:") || start.starts_with("tel:"),
        ("a", "target") => value == "_blank",
        ("a", "rel") => value == "noopener noreferrer nofollow",
        (_, "cite" | "src" | "longdesc" | "background") => false,
        _ => true,
    };
    allowed.then_some(Cow::Borrowed(value))
}

fn is_image_data(start: &str) -> bool {
    ["png", "gif", "jpeg", "jpg", "webp", "bmp"].iter().any(|kind| {
        let rest = start.strip_prefix("data:image/").and_then(|rest| rest.strip_prefix(kind));
        rest.is_some_and(|rest| rest.starts_with([';', ',']))
    })
}

/// The declarations whose property is on the list and whose value is plain: no functions but colours, no escapes.
fn style_kept(style: &str) -> Option<String> {
    let kept: Vec<String> = style.split(';').filter_map(declaration_kept).take(60).collect();
    (!kept.is_empty()).then(|| kept.join(";"))
}

fn declaration_kept(declaration: &str) -> Option<String> {
    let (property, value) = declaration.split_once(':')?;
    let (property, value) = (property.trim().to_ascii_lowercase(), value.trim());
    let known = STYLE.contains(&property.as_str()) || STYLE_FAMILIES.iter().any(|family| property.starts_with(family));
    let lower = value.to_ascii_lowercase();
    let plain = value.len() <= 200
        && !value.is_empty()
        && value.chars().all(|c| c.is_alphanumeric() || " #%.,!'\"()+-_".contains(c))
        && !["expression", "javascript", "url", "image", "behavior", "binding"].iter().any(|word| lower.contains(word))
        && (!value.contains('(') || ["rgb(", "rgba(", "hsl(", "hsla("].iter().any(|colour| lower.contains(colour)));
    // A margin below zero moves text over what does not belong to the letter.
    let stays_inside = !(property.starts_with("margin") || property.starts_with("text-indent")) || !value.contains('-');
    (known && plain && stays_inside).then(|| format!("{property}:{value}"))
}
