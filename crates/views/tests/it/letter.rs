use base::{CleanHtml, Language, Moment};
use desk::conversation::Prepared;
use views::View;
use views::letter::{Action, Body, Clock, LONGEST_QUOTE, Letter, Quote};

fn said<'a>(language: Language, signature: &'a Prepared, quote: Option<Quote<'a>>) -> Letter<'a> {
    let action = Some(Action { label: "View".into(), url: "https://desk.example/r/1/x".into() });
    let body = Body::Said {
        text: "Dear Kei,\nit <works>.",
        html: None,
        links: vec![],
        signature: Some(signature),
        signs_below: false,
        quotes: quote.into_iter().collect(),
    };
    let choices = Vec::new();
    Letter { words: base::words::of(language), organization: "Desk", body, choices, action, foot: vec!["#1".into()] }
}

fn aya() -> Prepared {
    Prepared { text: "Aya".into(), ..Prepared::default() }
}

fn quote(text: &str) -> Quote<'_> {
    Quote { at: Moment(1_772_514_300_000), author: "Kei Tanaka", text, clock: Clock::Named("Asia/Tokyo") }
}

#[test]
fn both_halves_say_the_same() {
    let aya = aya();
    let letter = said(Language::English, &aya, Some(quote("Where is <it>?\n> older\n\nKei")));
    let text = "Dear Kei,\nit <works>.\n\n-- \nAya\n\nView\nhttps://desk.example/r/1/x\n\n#1\n\n\
                On Tue 3 Mar 2026, 14:05 JST, Kei Tanaka wrote:\n\n> Where is <it>?\n>> older\n>\n> Kei\n";
    assert_eq!(letter.text(), text);
    let html = letter.to_html().unwrap();
    for part in [
        "Dear Kei,<br>\nit &lt;works&gt;.",
        "Aya",
        "https://desk.example/r/1/x",
        "#1",
        "Kei Tanaka wrote:",
        "Where is &lt;it&gt;?",
    ] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
}

#[test]
fn a_quotation_is_bounded_and_cut_between_characters() {
    let long = "返金".repeat(5_000);
    let aya = aya();
    let letter = said(Language::Japanese, &aya, Some(quote(&long)));
    let quoted = letter.text().lines().find(|line| line.starts_with('>')).unwrap().to_owned();
    assert!(quoted.len() < LONGEST_QUOTE + 10 && quoted.ends_with("返…"), "{}", quoted.len());
    assert!(letter.to_html().unwrap().len() < 2 * LONGEST_QUOTE);
}

#[test]
fn a_signature_with_a_form_stands_as_it_is_and_as_words() {
    let html = CleanHtml::clean("<p><b>Aya</b> <img src=\"cid:logo@kippu\"></p>");
    let logo = Prepared { html, ..aya() };
    let letter = said(Language::English, &logo, None);
    assert!(letter.text().contains("\n-- \nAya\n"), "{}", letter.text());
    let html = letter.to_html().unwrap();
    assert!(html.contains("<b>Aya</b> <img src=\"cid:logo@kippu\">"), "{html}");
}

#[test]
fn what_somebody_wrote_is_no_markup_in_a_letter() {
    let html =
        said(Language::English, &aya(), Some(quote("<script>alert(1)</script></blockquote>"))).to_html().unwrap();
    assert!(!html.contains("<script") && html.matches("</blockquote>").count() == 1, "{html}");
}
