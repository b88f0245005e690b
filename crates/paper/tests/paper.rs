//! What comes out of the press.

use base::{CleanHtml, Moment};
use paper::{Block, Cell, Document, Fonts, Pictures, Run, Size, Tone, Words};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let file = |name: &str| -> Arc<dyn AsRef<[u8]> + Send + Sync> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/node_modules/@expo-google-fonts/");
        Arc::new(std::fs::read(format!("{folder}{name}")).expect("`npm ci` has brought the fonts"))
    };
    let (fonts, broken) = Fonts::new([
        file("noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf"),
        file("noto-emoji/400Regular/NotoEmoji_400Regular.ttf"),
        Arc::new(b"no font at all".to_vec()),
    ]);
    assert_eq!(broken, 1);
    fonts
});

fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "#100042 請求書が届かない".into(),
        house: "Kippu".into(),
        language: "ja",
        made: Moment(1_790_000_000_000),
        size: Size::A4,
        foot: "2026-11-28".into(),
        blocks,
        words: Words { cut: "CUT HERE".into(), no_picture: "NO PICTURE".into() },
    }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Run::plain(text)])
}

fn lines(blocks: Vec<Block>) -> Vec<String> {
    paper::pages(&document(blocks), &FONTS, Pictures::default()).concat()
}

fn html(html: &str) -> Vec<Block> {
    paper::from_html(&CleanHtml::clean(html), |_| None, 1_000_000).0
}

/// It is printed at all, and in time.
fn printed(blocks: Vec<Block>) -> Vec<u8> {
    let start = Instant::now();
    let bytes = paper::print(&document(blocks), &FONTS, Pictures::default()).expect("anything can be printed");
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    bytes
}

const NOVEL: &str = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。「何でも薄暗いじめじめした所で」ニャーニャー泣いていた事だけは記憶している。";

#[test]
fn no_word_is_lost_between_lines_and_pages() {
    let text = NOVEL.repeat(60);
    let pages = paper::pages(&document(vec![paragraph(&text)]), &FONTS, Pictures::default());
    assert!(pages.len() > 1);
    assert_eq!(pages.concat().concat(), text);
    let english = "The quick brown fox jumps over the lazy dog. ".repeat(200);
    assert_eq!(lines(vec![paragraph(&english)]).concat(), english);
}

#[test]
fn no_line_begins_with_what_ends_a_sentence() {
    for line in lines(vec![paragraph(&NOVEL.repeat(20))]) {
        assert!(!line.starts_with(['。', '、', '」', 'っ', 'ー']), "{line}");
        assert!(!line.ends_with('「'), "{line}");
    }
}

#[test]
fn who_speaks_stands_on_the_page_of_what_is_said() {
    let said = |n: usize| {
        let text = NOVEL.repeat(n % 7 + 1);
        [Block::Entry(vec![Run::bold(format!("WHO {n}"))], "10:00".into()), paragraph(&text)]
    };
    let pages = paper::pages(&document((0..80).flat_map(said).collect()), &FONTS, Pictures::default());
    assert!(pages.len() > 10);
    for page in &pages {
        assert!(!page.last().is_some_and(|line| line.starts_with("WHO")), "{page:?}");
        // Nor does the page end with the first line of what they say.
        assert!(!page.iter().rev().nth(1).is_some_and(|line| line.starts_with("WHO")), "{page:?}");
    }
}

#[test]
fn a_letter_keeps_its_lists_quotations_and_tables() {
    let blocks = html(
        "<h2>Order</h2><p>Hello <b>you</b>,<br>see <a href=\"https://a.example/\">here</a></p>\
         <ol start=3><li>one</li><li>two<ul><li>deeper</li></ul></li></ol>\
         <blockquote><div>said</div><div>before</div></blockquote>\
         <table><tr><th>Item</th><th>Price</th></tr><tr><td>Cable</td><td>100</td></tr></table><pre>a\n  b</pre>",
    );
    assert_eq!(
        lines(blocks),
        [
            "Order",
            "Hello you,",
            "see here",
            "3.\tone",
            "4.\ttwo",
            "•\tdeeper",
            "said",
            "before",
            "Item\tPrice",
            "Cable\t100",
            "a",
            "  b"
        ]
    );
}

#[test]
fn a_table_that_only_arranges_is_read_cell_by_cell() {
    assert_eq!(
        lines(html("<table><tr><td><table><tr><td>in</td></tr></table></td></tr><tr><td><p>out</p></td></tr></table>")),
        ["in", "out"]
    );
}

#[test]
fn what_was_quoted_in_plain_text_is_a_quotation() {
    let (blocks, cut) = paper::from_text("Yes.\n\n> Will you?\n>> May I?\nBye https://a.example/x.", 1_000);
    assert!(!cut);
    let inner = Block::Aside(Tone::Quote, vec![paragraph("May I?")]);
    assert_eq!(blocks[..2], [paragraph("Yes."), Block::Aside(Tone::Quote, vec![paragraph("Will you?"), inner])]);
    let Block::Paragraph(runs) = &blocks[2] else { panic!("{blocks:?}") };
    assert_eq!(runs[1].link.as_deref(), Some("https://a.example/x"));
}

#[test]
fn a_long_text_is_cut_and_says_so() {
    assert!(paper::from_text("abcdef", 3).1 && !paper::from_text("abc", 3).1);
    assert!(paper::from_html(&CleanHtml::clean("<p>abcdef"), |_| None, 3).1);
    let lines = lines((0..80).map(|_| paragraph(&"あ\n".repeat(1_000))).collect());
    assert_eq!(lines.last().map(String::as_str), Some("CUT HERE"));
}

#[test]
fn what_is_printed_can_be_searched() {
    let bytes = printed(vec![paragraph("東京の請求書 Hello"), paragraph("👍 ok")]);
    let read = lopdf::Document::load_mem(&bytes).expect("it is a PDF");
    let text = read.extract_text(&[1]).expect("its text can be read");
    assert!(text.contains("東京の請求書 Hello"), "{text}");
    // Only the letters that are used are in it.
    assert!(bytes.len() < 60_000, "{}", bytes.len());
}

#[test]
fn a_character_that_no_font_holds_leaves_a_mark() {
    let bytes = printed(vec![paragraph("สวัสดี \u{1F9FF}\u{10FFFD} مرحبا")]);
    assert!(lopdf::Document::load_mem(&bytes).is_ok());
    assert_eq!(lines(vec![paragraph("a\u{0}b\u{7}c")]), ["abc"]);
}

#[test]
fn hebrew_and_arabic_lines_stand_at_the_right() {
    printed(vec![
        paragraph(&"שלום עולם 123 abc ".repeat(50)),
        paragraph("\u{202e}abc\u{2066}\u{2067}"),
        paragraph("\u{202e}"),
    ]);
}

#[test]
fn nothing_that_anybody_sends_stops_the_press() {
    let deep = format!("{}x{}", "<blockquote><ul><li>".repeat(10_000), "</li></ul></blockquote>".repeat(10_000));
    printed(html(&deep));
    printed(paper::from_html(&CleanHtml::trusted(deep), |_| None, 1_000_000).0);
    printed(
        paper::from_html(
            &CleanHtml::trusted("</td></ul><li><td>x</table></li></blockquote><tr>y".into()),
            |_| None,
            99,
        )
        .0,
    );
    printed(html(&format!("<table>{}</table>", "<tr><td>a</td><td>b</td><td colspan=99999>c</td></tr>".repeat(5_000))));
    printed(html(&format!("<table><tr>{}</tr></table>", "<td>a</td>".repeat(5_000))));
    printed(paper::from_text(&"a".repeat(300_000), 200_000).0);
    printed(paper::from_text(&"\u{200b}\u{200d}\u{301}".repeat(50_000), 200_000).0);
    printed(paper::from_text(&">".repeat(100_000), 200_000).0);
    printed(paper::from_text(&"\u{feff}\u{2028}\u{85}\r\n\u{0}".repeat(1_000), 200_000).0);
    printed(vec![
        Block::Table(vec![vec![]]),
        Block::Table(vec![]),
        Block::List { first: Some(u64::MAX), items: vec![vec![], vec![]] },
    ]);
    printed(vec![
        Block::Table(vec![vec![Cell { runs: vec![], head: true, span: usize::MAX / 4 }]]),
        Block::Paragraph(vec![]),
    ]);
}

#[test]
fn a_picture_is_shown_and_a_broken_one_is_named() {
    let pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let shown = format!("<img alt=\"A dot\" src=\"data:image/png;base64,{pixel}\">");
    assert_eq!(lines(html(&shown)), [""]);
    printed(html(&shown));
    let broken = &pixel[..60];
    assert_eq!(lines(html(&format!("<img alt=\"A dot\" src=\"data:image/png;base64,{broken}\">"))), ["[A dot]"]);
    assert_eq!(lines(html("<img src=\"cid:nobody\">")), ["NO PICTURE"]);
    assert_eq!(lines(html("<p>a<img alt=\"logo\" src=\"https://a.example/x.png\">b</p>")), ["a[logo]b"]);
}
