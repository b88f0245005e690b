//! Every message of the corpus, and what must be read of it. A bug from the wild becomes a file and a line here.

use mail::Kind::{self, AutoReply, Bounce, Human, List, Receipt};
use mail::{Limits, Parsed, Warning, parse};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn read(file: &str) -> Parsed {
    let raw = std::fs::read(folder().join(format!("{file}.eml"))).expect("the table names files that are there");
    parse(&raw, &Limits::default()).expect("the corpus holds nothing beyond the limits")
}

/// File, kind, author, subject, what was newly written, names of the enclosures.
type Row = (&'static str, Kind, &'static str, &'static str, &'static str, &'static [&'static str]);

const MESSAGES: [Row; 53] = [
    ("address-of-a-carrier", Human, "<hanako..04.@docomo.example>", "hi", "Hi", &[]),
    ("big5", Human, "Taro Yamada <taro@yamada.example>", "訂單", "請問訂單何時出貨？", &[]),
    (
        "bounce-in-words-of-exim",
        Bounce,
        "Mail Delivery System <MAILER-DAEMON@mx.example>",
        "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\n  kuro@customer.example\n    host mx [192.0.2.1]\n    SMTP error from remote mail server: 550 Unknown user",
        &[],
    ),
    (
        "bounce-in-words-that-gives-hope",
        Bounce,
        "Mail Delivery System <MAILER-DAEMON@mx.example>",
        "Warning: message delayed 24 hours",
        "A message has not yet been delivered to:\n\n  kuro@customer.example\n\nNo action is required on your part.",
        &[],
    ),
    (
        "bounce-of-a-japanese-carrier",
        Bounce,
        "<MAILER-DAEMON@carrier.example>",
        "Mail System Error - Returned Mail",
        "次のあて先へのメッセージは送信できませんでした。\n\n<taro..yamada@carrier.example>: 550 Unknown user",
        &[],
    ),
    (
        "bounce-of-two-with-different-fates",
        Bounce,
        "Mail Delivery System <MAILER-DAEMON@mx.example>",
        "Undelivered Mail Returned to Sender",
        "Your message could not be delivered.",
        &["delivery-status.txt", "[#77] Answer.eml"],
    ),
    (
        "bounce-standard",
        Bounce,
        "Mail Delivery System <MAILER-DAEMON@mx.example>",
        "Undelivered Mail Returned to Sender",
        "Your message could not be delivered.",
        &["delivery-status.txt", "[#77] Answer.eml"],
    ),
    ("boundary-that-was-not-declared", Human, "Taro Yamada <taro@yamada.example>", "parts", "First", &["a.pdf"]),
    (
        "delivered",
        Receipt,
        "Mail Delivery System <MAILER-DAEMON@mx.example>",
        "Successful Mail Delivery Report",
        "Your message could not be delivered.",
        &["delivery-status.txt", "[#77] Answer.eml"],
    ),
    ("euc-jp", Human, "Taro Yamada <taro@yamada.example>", "確認", "ご確認をお願いします。", &[]),
    ("every-field-twice", Human, "Taro Yamada <taro@yamada.example>", "first", "Hello", &[]),
    (
        "file-name-by-rfc-2231",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "file",
        "添付します。",
        &["御見積書（最終版）.pdf"],
    ),
    (
        "file-name-in-encoded-words",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "file",
        "添付します。",
        &["御見積書.pdf"],
    ),
    ("file-name-in-raw-shift-jis", Human, "Taro Yamada <taro@yamada.example>", "file", "添付します。", &["見積表"]),
    (
        "file-names-that-climb",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "file",
        "see",
        &["passwd", "evil.exe", "photogpj.exe"],
    ),
    (
        "format-flowed-with-delsp",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "お知らせ",
        "この文は途中で折り返されています。\n改行はここだけです。",
        &[],
    ),
    (
        "forwarded-as-attachment",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "Fwd: Broken",
        "Please handle this.",
        &["Broken printer.eml"],
    ),
    (
        "forwarded-in-the-text",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "Fwd: Broken",
        "Please see below.\n\n---------- Forwarded message ---------\nFrom: Customer <c@customer.example>\nSubject: Broken\n\nIt is broken.",
        &[],
    ),
    ("gb18030-behind-gb2312", Human, "Taro Yamada <taro@yamada.example>", "退款问题", "请问什么时候可以退款？镕", &[]),
    ("inline-image", Human, "Taro Yamada <taro@yamada.example>", "screen", "See:", &["image-1.png"]),
    ("invitation", Human, "Taro Yamada <taro@yamada.example>", "Kick-off", "Kick-off\nRoom 5", &["invite.ics"]),
    (
        "jis-with-nec-characters-and-half-width-katakana",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "①の部品",
        "①㈱山田商事です。\nｶﾀｶｳﾅ",
        &[],
    ),
    (
        "jis-without-a-label",
        Human,
        "山田太郎 <taro@yamada.example>",
        "請求書の件",
        "請求書が届いていません。\n再送してください。",
        &[],
    ),
    (
        "koi8-r-in-raw-headers",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "Возврат денег за заказ",
        "Когда вернут деньги?",
        &[],
    ),
    ("korean", Human, "Taro Yamada <taro@yamada.example>", "환불 문의", "환불은 언제 되나요?", &[]),
    ("line-breaks-in-encoded-words", Human, "Eve X: y <eve@evil.example>", "Hello Bcc: x@evil.example", "Hello", &[]),
    ("mac-line-ends", Human, "Taro Yamada <taro@yamada.example>", "old", "Hello\nthere", &[]),
    ("mailing-list", List, "Taro Yamada <taro@yamada.example>", "[club] Meeting", "On Friday.", &[]),
    ("no-header-at-all", Human, "<>", "", "Only a line of text.\nAnd another one.", &[]),
    (
        "nothing-but-a-quotation",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "Re: [#77] Your request",
        "> Are you there?",
        &[],
    ),
    ("page-that-wants-to-run", Human, "Taro Yamada <taro@yamada.example>", "page", "Read me\n\na", &[]),
    (
        "person-asking-about-vacation-mail",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "Question about the out of office function",
        "How do I switch on my out of office reply?",
        &[],
    ),
    (
        "person-with-a-daemon-for-a-name",
        Human,
        "Postmaster, Paul <p.daemon@customer.example>",
        "Returned parcel: delivery failed",
        "The parcel could not be delivered, send it again please.",
        &[],
    ),
    (
        "receipt",
        Receipt,
        "Taro Yamada <taro@yamada.example>",
        "Read: [#77]",
        "Your message was read.",
        &["disposition-notification.txt"],
    ),
    (
        "reply-below-the-quotation",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "Re: [#77] Your request",
        "Version 4.2.",
        &[],
    ),
    (
        "reply-gmail-japanese",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "Re: [#77] Your request",
        "ありがとうございます。\n解決しました。",
        &[],
    ),
    ("reply-in-html-alone", Human, "Taro Yamada <taro@yamada.example>", "Re: [#77] Your request", "It works now.", &[]),
    (
        "reply-iphone-japanese",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "Re: [#77] Your request",
        "承知しました。",
        &[],
    ),
    (
        "reply-outlook-german",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "Re: [#77] Your request",
        "Danke, das hat geholfen.\n\nMit freundlichen Grüßen\nJens",
        &[],
    ),
    (
        "reply-with-a-boxed-signature",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "Re: [#77] Your request",
        "本日中に対応をお願いします。",
        &[],
    ),
    (
        "reply-with-answers-between",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "Re: [#77] Your request",
        "Hello,\n\n\n> Which version?\n\n4.2\n\n> On which system?\n\nDebian",
        &[],
    ),
    (
        "rules-that-are-no-signature",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "Re: [#77] Your request",
        "以下を訂正してください。\n\n---------------\n品名：手袋\n---------------\n\nよろしくお願いします。",
        &[],
    ),
    (
        "shift-jis-labelled-utf-8",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "表示の不具合",
        "表示が崩れます。ソースは予約済みです。",
        &[],
    ),
    ("shift-jis-with-ibm-characters", Human, "Taro Yamada <taro@yamada.example>", "髙橋より", "髙橋﨑①です。", &[]),
    (
        "subject-cut-inside-a-character",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "返金の手続きについて教えてください",
        "手順を教えてください。",
        &[],
    ),
    ("utf-7", Human, "Taro Yamada <taro@yamada.example>", "Refund", "Wann kommt das Geld zurück?", &[]),
    (
        "uuencoded-file-in-the-text",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "notes",
        "Here are my notes.\nRegards",
        &["notes.txt"],
    ),
    (
        "vacation-without-a-mark",
        AutoReply,
        "Taro Yamada <taro@yamada.example>",
        "自動返信: お問い合わせ",
        "ただいま休暇中です。",
        &[],
    ),
    ("vacation", AutoReply, "Taro Yamada <taro@yamada.example>", "Out of Office Re: [#77]", "I am away.", &[]),
    ("gbk-labelled-latin-1", Human, "Taro Yamada <taro@yamada.example>", "order", "您好，我的订单什么时候发货？", &[]),
    (
        "uuencoded-file-without-its-end",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "file",
        "See the file.",
        &["cat.txt"],
    ),
    (
        "winmail-with-rich-text",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "winmail",
        "お見積りをお送りします。",
        &["見積書（最終版）.pdf"],
    ),
    (
        "rich-text-with-nul",
        Human,
        "Taro Yamada <taro@yamada.example>",
        "NUL in rich text",
        "The pump is from lot seven.",
        &[],
    ),
];

#[test]
fn every_message_is_read_as_its_line_says() {
    for (file, kind, from, subject, said, files) in MESSAGES {
        let read = read(file);
        let author = read
            .from
            .as_ref()
            .map(|a| format!("{} <{}>", a.name.as_deref().unwrap_or_default(), a.email))
            .unwrap_or("<>".to_owned());
        assert_eq!(read.kind, kind, "{file}");
        assert_eq!(author.trim_start(), from, "{file}");
        assert_eq!(read.subject, subject, "{file}");
        assert_eq!(read.reply_text, said, "{file}");
        assert_eq!(read.attachments.iter().map(|part| part.filename.as_str()).collect::<Vec<_>>(), files, "{file}");
    }
}

#[test]
fn every_file_has_a_line() {
    for entry in std::fs::read_dir(folder()).expect("the corpus is there") {
        let path = entry.expect("the corpus can be listed").path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        assert!(MESSAGES.iter().any(|row| row.0 == name), "{name} has no line");
    }
}

#[test]
fn the_pieces_of_every_message_are_its_whole_text() {
    for (file, ..) in MESSAGES {
        let read = read(file);
        let pieces: String = read.folded.iter().map(|piece| piece.text.as_str()).collect();
        if read.html.is_empty() {
            assert_eq!(pieces.trim_end(), read.text.trim_end(), "{file}");
        }
    }
}

#[test]
fn each_recipient_of_a_bounce_has_its_own_fate() {
    let fates =
        |file: &str| read(file).bounce.into_iter().map(|b| (b.recipient, b.status, b.permanent)).collect::<Vec<_>>();
    let fate = |recipient: &str, status: &str, permanent| (recipient.to_owned(), status.to_owned(), permanent);
    assert_eq!(fates("bounce-standard"), [fate("kuro@customer.example", "5.1.1", true)]);
    assert_eq!(
        fates("bounce-of-two-with-different-fates"),
        [fate("a@customer.example", "5.1.1", true), fate("b@customer.example", "4.4.1", false)]
    );
    assert_eq!(fates("bounce-in-words-of-exim"), [fate("kuro@customer.example", "", true)]);
    assert_eq!(fates("bounce-in-words-that-gives-hope"), [fate("kuro@customer.example", "", false)]);
    assert_eq!(fates("bounce-of-a-japanese-carrier"), [fate("taro..yamada@carrier.example", "", true)]);
}

#[test]
fn a_bounce_says_which_message_came_back() {
    let bounce = read("bounce-standard").bounce.remove(0);
    assert!(bounce.original_message_id.is_some_and(|id| id.ends_with("@helpdesk.example")));
    assert!(bounce.reason.contains("User unknown"));
}

#[test]
fn a_page_neither_runs_nor_calls_home() {
    let html = read("page-that-wants-to-run").html;
    for word in ["onclick", "script", "form", "input", " src="] {
        assert!(!html.as_str().contains(word), "{word} in {}", html.as_str());
    }
    assert!(html.as_str().contains("Read me") && html.has_remote_images());
}

#[test]
fn an_inline_image_finds_its_part() {
    let read = read("inline-image");
    let part = read.part_of("shot@yamada").expect("the image is enclosed");
    assert!(part.inline);
    let html = read.html.map_images(|id| (id == "shot@yamada").then(|| "/files/1".to_owned()));
    assert!(html.as_str().contains("src=\"/files/1\""));
}

#[test]
fn a_person_can_have_a_message_read_as_something_else() {
    let raw = b"Content-Type: text/plain; charset=windows-1251\r\n\r\n\xcf\xf0\xe8\xe2\xe5\xf2";
    let text = |charset| mail::parse_as(raw, &Limits::default(), charset).expect("a message is small").text;
    assert_eq!(text("windows-1251"), "Привет");
    assert_eq!(text("iso-8859-1"), "Ïðèâåò");
    assert_eq!(text("no-such-charset"), "Привет");
}

#[test]
fn an_image_that_the_page_does_not_show_is_offered_as_a_file() {
    let part = "--b\r\nContent-Type: image/png; name=a.png\r\nContent-Disposition: inline\r\nContent-ID: <a@b>\r\n\r\nx\r\n--b--\r\n";
    let inline = |html: &str| {
        let raw = format!(
            "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n{html}\r\n{part}"
        );
        parse(raw.as_bytes(), &Limits::default()).expect("a message is small").attachments[0].inline
    };
    assert!(inline("<img src='cid:a@b'>") && inline("<img src=cid:A%40b>"));
    assert!(!inline("<p>no image</p>"));
}

#[test]
fn oddities_are_reported() {
    for (file, warning) in [
        ("shift-jis-labelled-utf-8", Warning::CharsetGuessed("Shift_JIS".to_owned())),
        ("every-field-twice", Warning::RepeatedField("subject".to_owned())),
        ("file-names-that-climb", Warning::SuspiciousAttachment("evil.exe".to_owned())),
        ("no-header-at-all", Warning::NoHeader),
        ("boundary-that-was-not-declared", Warning::MissingBoundary),
    ] {
        assert!(read(file).warnings.contains(&warning), "{file}");
    }
}
