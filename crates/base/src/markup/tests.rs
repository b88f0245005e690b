//! Tokens come in order, whatever the HTML looks like.

use super::*;

fn shown(html: &str) -> String {
    Markup::new(html)
        .map(|token| match token {
            Token::Open(tag) => {
                format!("[{}{}]", tag.name, tag.attributes.iter().map(|(n, v)| format!(" {n}={v}")).collect::<String>())
            }
            Token::Close(name) => format!("[/{name}]"),
            Token::Text(text) => text.to_owned(),
        })
        .collect()
}

#[test]
fn tokens_come_in_order() {
    for (html, expected) in [
        ("a<b>c</b>d", "a[b]c[/b]d"),
        ("<P CLASS=x id='y z' z>", "[p class=x id=y z z=]"),
        ("<a href=\"x>y\">t</a>", "[a href=x>y]t[/a]"),
        ("1 < 2 <3", "1 < 2 <3"),
        ("表<b>示", "表[b]示"),
        ("<!-- <b> --><!doctype x><?php ?>x", "x"),
        ("<script>if(a<b)</scriptx></SCRIPT>x", "x"),
        ("<style>p{}</style >x", "x"),
        ("<title>t</title>x", "x"),
        ("<title>never closed <b>x", "never closed [b]x"),
        ("a<script>never closed <b>x", "a"),
        ("<br/>x<img src=a/>", "[br]x[img src=a/]"),
        ("<b", "[b]"),
    ] {
        assert_eq!(shown(html), expected, "{html}");
    }
}

#[test]
fn a_tag_with_very_many_attributes_is_read_in_time() {
    let html = format!("<p {}>", (0..200_000).map(|n| format!("a{n}=1 ")).collect::<String>());
    assert!(matches!(Markup::new(&html).next(), Some(Token::Open(tag)) if tag.attributes.len() == Tag::ATTRIBUTES));
}
