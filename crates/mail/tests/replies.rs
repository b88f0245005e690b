//! What mail programs put around an answer, and that the answer is all that is left of it.

use mail::reply::split;
use mail::{Limits, parse};

const ANSWER: &str = "My answer here.";
const QUESTION: &str = "Please restart the device now.";

/// Mail program, and what it writes above the quotation.
const ATTRIBUTIONS: [(&str, &str); 98] = [
    ("en-gmail", "On Mon, Jan 5, 2026 at 10:23 AM Support <support@x.example>\nwrote:\n\n> "),
    ("en-apple", "> On 5 Jan 2026, at 10:23, Support <support@x.example> wrote:\n> \n> "),
    ("en-outlook-mac", "On 1/5/26, 10:23 AM, \"Support\" <support@x.example> wrote:\n\n    "),
    ("en-yahoo", "    On Monday, January 5, 2026 at 10:23:00 AM GMT+9, Support <support@x.example> wrote:  \n \n "),
    (
        "en-yahoo-old",
        "________________________________\n From: Support <support@x.example>\nTo: a@b.example \nSent: Monday, January 5, 2026 10:23 AM\nSubject: x\n \n",
    ),
    (
        "en-outlook-new",
        "________________________________\nFrom: Support <support@x.example>\nSent: Monday, January 5, 2026 10:23 AM\nTo: a@b.example <a@b.example>\nSubject: x\n\n",
    ),
    ("en-proton", "On Monday, January 5th, 2026 at 10:23 AM, Support <support@x.example> wrote:\n\n> "),
    ("en-hey", "On January 5, 2026, Support <support@x.example> wrote:\n> "),
    ("en-zoho", "---- On Mon, 05 Jan 2026 10:23:00 +0900 Support <support@x.example> wrote ---\n\n"),
    (
        "en-lotus",
        "-----Support <support@x.example> wrote: -----\nTo: a@b.example\nFrom: Support\nDate: 01/05/2026 10:23AM\nSubject: x\n\n",
    ),
    (
        "en-android",
        "-------- Original message --------\nFrom: Support <support@x.example> \nDate: 2026/01/05  10:23  (GMT+09:00) \nTo: a@b.example \nSubject: x \n\n",
    ),
    ("en-blackberry", "-----Original Message-----\nFrom: Support\nDate: Mon, 5 Jan 2026\n"),
    ("en-aol", "In a message dated 1/5/2026 10:23:00 A.M. Eastern Standard Time, \nsupport@x.example writes:\n\n"),
    ("en-gnus", "Support <support@x.example> writes:\n\n> "),
    ("en-mutt", "On Mon, Jan 05, 2026 at 10:23:00AM +0900, Support wrote:\n> "),
    ("en-kmail", "On Monday, 5 January 2026 10:23:00 JST Support wrote:\n> "),
    ("en-superhuman", "On Mon, Jan 05, 2026 at 10:23 AM, Support < support@x.example > wrote:\n\n> "),
    ("de-gmail", "Am Mo., 5. Jan. 2026 um 10:23 Uhr schrieb Support <\nsupport@x.example>:\n\n> "),
    ("de-thunderbird", "Am 05.01.26 um 10:23 schrieb Support:\n> "),
    ("de-apple", "> Am 05.01.2026 um 10:23 schrieb Support <support@x.example>:\n> \n> "),
    (
        "de-gmx",
        "Gesendet: Montag, 05. Januar 2026 um 10:23 Uhr\nVon: \"Support\" <support@x.example>\nAn: a@b.example\nBetreff: x\n",
    ),
    ("de-outlook", "-----Ursprüngliche Nachricht-----\nVon: Support\n"),
    (
        "de-tonline",
        "-----Original-Nachricht-----\nBetreff: x\nDatum: 2026-01-05T10:23:00+0100\nVon: \"Support\" <support@x.example>\nAn: \"a\" <a@b.example>\n\n",
    ),
    ("fr-gmail", "Le lun. 5 janv. 2026 à 10:23, Support <support@x.example> a écrit :\n\n> "),
    (
        "fr-gmail-2",
        "Le lun. 5 janv. 2026 à 10:23, Support très long nom de service <\nsupport@x.example> a écrit :\n\n> ",
    ),
    ("fr-thunderbird", "Le 05/01/2026 à 10:23, Support a écrit :\n> "),
    (
        "fr-outlook",
        "De : Support <support@x.example>\nEnvoyé : lundi 5 janvier 2026 10:23\nÀ : a@b.example\nObjet : x\n\n",
    ),
    (
        "fr-orange",
        "> Message du 05/01/26 10:23\n> De : \"Support\" <support@x.example>\n> A : a@b.example\n> Objet : x\n> \n> ",
    ),
    ("es-gmail", "El lun, 5 ene 2026 a las 10:23, Support (<support@x.example>) escribió:\n\n> "),
    ("es-apple", "El 05/01/2026, a las 10:23, Support <support@x.example> escribió:\n\n> "),
    (
        "es-outlook",
        "De: Support <support@x.example>\nEnviado: lunes, 5 de enero de 2026 10:23\nPara: a@b.example\nAsunto: x\n\n",
    ),
    ("it-gmail", "Il giorno lun 5 gen 2026 alle ore 10:23 Support <support@x.example> ha\nscritto:\n\n> "),
    ("it-thunderbird", "Il 05/01/2026 10:23, Support ha scritto:\n> "),
    (
        "it-outlook",
        "Da: Support <support@x.example>\nInviato: lunedì 5 gennaio 2026 10:23\nA: a@b.example\nOggetto: x\n\n",
    ),
    ("pt-gmail", "Em seg., 5 de jan. de 2026 às 10:23, Support <support@x.example>\nescreveu:\n\n> "),
    ("pt-pt", "Support <support@x.example> escreveu no dia segunda, 5/01/2026 à(s) 10:23:\n\n> "),
    (
        "pt-outlook",
        "De: Support <support@x.example>\nEnviado: segunda-feira, 5 de janeiro de 2026 10:23\nPara: a@b.example\nAssunto: x\n\n",
    ),
    ("nl-gmail", "Op ma 5 jan 2026 om 10:23 schreef Support <support@x.example>:\n\n> "),
    ("nl-apple", "Op 5 jan. 2026 om 10:23 heeft Support <support@x.example> het volgende geschreven:\n\n> "),
    (
        "nl-outlook",
        "Van: Support <support@x.example>\nVerzonden: maandag 5 januari 2026 10:23\nAan: a@b.example\nOnderwerp: x\n\n",
    ),
    ("pl-gmail", "pon., 5 sty 2026 o 10:23 Support <support@x.example> napisał(a):\n\n> "),
    ("pl-thunderbird", "W dniu 05.01.2026 o 10:23, Support pisze:\n> "),
    (
        "pl-outlook",
        "Od: Support <support@x.example>\nWysłano: poniedziałek, 5 stycznia 2026 10:23\nDo: a@b.example\nTemat: x\n\n",
    ),
    ("pl-wp", "Dnia 5 stycznia 2026 10:23 Support <support@x.example> napisał(a):\n\n"),
    ("ru-gmail", "пн, 5 янв. 2026 г. в 10:23, Support <support@x.example>:\n\n> "),
    ("ru-mailru", ">Понедельник, 5 января 2026, 10:23 +03:00 от Support <support@x.example>:\n> \n>"),
    ("ru-mailru2", "Понедельник, 5 января 2026, 10:23 +03:00 от Support <support@x.example>:\n\n"),
    ("ru-yandex", "05.01.2026, 10:23, \"Support\" <support@x.example>:\n"),
    ("ru-thunderbird", "05.01.2026 10:23, Support пишет:\n> "),
    (
        "ru-outlook",
        "От: Support <support@x.example>\nОтправлено: 5 января 2026 г. 10:23\nКому: a@b.example\nТема: x\n\n",
    ),
    ("ru-apple", "> 5 янв. 2026 г., в 10:23, Support <support@x.example> написал(а):\n> \n> "),
    ("ja-gmail", "2026年1月5日(月) 10:23 サポート <support@x.example>:\n\n> "),
    ("ja-apple", "2026/01/05 10:23、サポート <support@x.example>のメール:\n\n> "),
    ("ja-apple2", "> 2026/01/05 10:23、サポート <support@x.example>のメール:\n> \n> "),
    ("ja-iphone3", "> サポート <support@x.example>のメール:\n> \n> "),
    ("ja-thunderbird", "On 2026/01/05 10:23, サポート wrote:\n> "),
    ("ja-thunderbird2", "サポート さんは書きました (2026/01/05 10:23):\n> "),
    (
        "ja-outlook",
        "差出人: サポート <support@x.example>\n送信日時: 2026年1月5日 10:23\n宛先: a@b.example\n件名: x\n\n",
    ),
    (
        "ja-outlook2",
        "-----Original Message-----\nFrom: サポート <support@x.example>\nSent: Monday, January 5, 2026 10:23 AM\nTo: a\nSubject: x\n\n",
    ),
    ("ja-outlook3", "差出人：サポート\n日時：2026年1月5日\n宛先：a\n件名：x\n\n"),
    ("ja-yahoo", "2026年1月5日月曜日 10:23:00 JST、サポート <support@x.example> さんが書きました:\n\n"),
    (
        "ja-yahoo2",
        "----- Original Message -----\nFrom: サポート <support@x.example>\nTo: a\nDate: 2026/01/05, Mon 10:23\nSubject: x\n\n",
    ),
    ("ja-docomo", "2026年1月5日 10:23 サポート <support@x.example>:\n"),
    ("ja-cybozu", "サポート さんのメッセージ:\n> "),
    ("ja-fullwidth", "＞"),
    ("ja-eudora", "At 10:23 26/01/05 +0900, サポート wrote:\n>"),
    ("ja-almail", "In Message-Id <123@x.example>\n\tサポート <support@x.example> wrote:\n\n> "),
    ("ja-msg", "\"サポート\" <support@x.example> さんは書きました:\n> "),
    ("zh-gmail", "Support <support@x.example> 于2026年1月5日周一 10:23写道：\n\n> "),
    ("zh-tw", "Support <support@x.example> 於 2026年1月5日 週一 上午10:23寫道：\n\n> "),
    ("zh-apple", "在 2026年1月5日，10:23，Support <support@x.example> 写道：\n\n> "),
    (
        "zh-qq",
        "------------------ 原始邮件 ------------------\n发件人: \"Support\" <support@x.example>;\n发送时间: 2026年1月5日(星期一) 上午10:23\n收件人: \"a\"<a@b.example>;\n主题: x\n\n",
    ),
    ("zh-163", "At 2026-01-05 10:23:00, \"Support\" <support@x.example> wrote:\n"),
    ("zh-163b", "在 2026-01-05 10:23:00，\"Support\" <support@x.example> 写道：\n"),
    ("zh-outlook", "发件人: Support <support@x.example>\n发送时间: 2026年1月5日 10:23\n收件人: a\n主题: x\n\n"),
    ("zh-foxmail", "发件人： Support\n发送时间： 2026-01-05 10:23\n收件人： a\n主题： x\n"),
    ("ko-gmail", "2026년 1월 5일 (월) 오전 10:23, Support <support@x.example>님이 작성:\n\n> "),
    ("ko-apple", "2026. 1. 5. 오전 10:23, Support <support@x.example> 작성:\n\n> "),
    ("ko-naver", "-----Original Message-----\nFrom: \"Support\"<support@x.example>\nTo: a\n"),
    (
        "ko-outlook",
        "보낸 사람: Support <support@x.example>\n보낸 날짜: 2026년 1월 5일 월요일 오전 10:23\n받는 사람: a\n제목: x\n\n",
    ),
    ("ko-daum", "--------- 원본 메일 ---------\n보낸사람: Support\n받는사람: a\n"),
    ("sv", "Den mån 5 jan. 2026 kl 10:23 skrev Support <support@x.example>:\n\n> "),
    ("sv2", "Från: Support\nSkickat: den 5 januari 2026 10:23\nTill: a\nÄmne: x\n\n"),
    ("da", "Den man. 5. jan. 2026 kl. 10.23 skrev Support <support@x.example>:\n\n> "),
    ("da2", "Fra: Support\nSendt: 5. januar 2026 10:23\nTil: a\nEmne: x\n\n"),
    ("no", "man. 5. jan. 2026 kl. 10:23 skrev Support <support@x.example>:\n\n> "),
    ("fi", "ma 5. tammik. 2026 klo 10.23 Support (support@x.example) kirjoitti:\n\n> "),
    ("cs", "po 5. 1. 2026 v 10:23 odesílatel Support <support@x.example> napsal:\n\n> "),
    ("cs2", "Dne 05. 01. 26 v 10:23 Support napsal(a):\n> "),
    ("hu", "Support <support@x.example> ezt írta (időpont: 2026. jan. 5., H, 10:23):\n\n> "),
    ("tr", "Support <support@x.example>, 5 Oca 2026 Pzt, 10:23 tarihinde şunu yazdı:\n\n> "),
    ("el", "Στις Δευ 5 Ιαν 2026 στις 10:23 π.μ., ο χρήστης Support <support@x.example> έγραψε:\n\n> "),
    ("ro", "În lun., 5 ian. 2026 la 10:23, Support <support@x.example> a scris:\n\n> "),
    ("uk", "пн, 5 січ. 2026 р. о 10:23 Support <support@x.example> пише:\n\n> "),
    ("vi", "Vào 10:23, Th 2, 5 thg 1, 2026 Support <support@x.example> đã viết:\n\n> "),
    (
        "he",
        "\u{202b}בתאריך יום ב׳, 5 בינו׳ 2026 ב-10:23 מאת \u{202a}Support\u{202c}\u{200f} <\u{202a}support@x.example\u{202c}\u{200f}>:\u{202c}\n\n> ",
    ),
    ("id", "Pada Sen, 5 Jan 2026 pukul 10.23 Support <support@x.example> menulis:\n\n> "),
    ("th", "เมื่อ จ. 5 ม.ค. 2026 เวลา 10:23 Support <support@x.example> เขียนว่า:\n\n> "),
];

/// Whose, and the signature.
const SIGNATURES: [(&str, &str); 32] = [
    ("dashes", "-- \nTaro\nCompany\n"),
    ("iphone", "Sent from my iPhone\n"),
    ("ja", "iPhoneから送信\n"),
    ("android-ja", "Androidから送信\n"),
    ("outlook", "Get Outlook for Android<https://aka.ms/x>\n"),
    ("de", "Von meinem iPhone gesendet\n"),
    ("fr", "Envoyé de mon iPhone\n"),
    ("es", "Enviado desde mi iPhone\n"),
    ("it", "Inviato da iPhone\n"),
    ("pt", "Enviado do meu iPhone\n"),
    ("nl", "Verstuurd vanaf mijn iPhone\n"),
    ("pl", "Wysłane z iPhone'a\n"),
    ("ru", "Отправлено с iPhone\n"),
    ("zh", "发自我的 iPhone\n"),
    ("ko", "나의 iPhone에서 보냄\n"),
    ("win", "Sent from Mail for Windows\n"),
    ("yahoo", "Sent from Yahoo Mail on Android\n"),
    ("sams", "Sent from my Galaxy\n"),
    ("proton", "Sent with Proton Mail secure email.\n"),
    ("outlookja", "Outlook for Android を入手\n"),
    ("outlookja2", "iOS 版 Outlook を入手する<https://aka.ms/o0ukef>\n"),
    ("win-ja", "Windows 版のメールから送信\n"),
    ("de2", "Gesendet mit der GMX Mail App\n"),
    ("docomo", "スマートフォンから送信されました\n"),
    ("yahooja", "Yahoo!メール for iPhoneから送信\n"),
    (
        "box",
        "*************************\n山田商事株式会社\n営業部 山田太郎\nTEL 03-1234-5678\nhttps://www.yamada.example/\n*************************\n",
    ),
    ("eq", "====================\n山田太郎\ntaro@yamada.example\n====================\n"),
    ("mix", "◆◇◆◇◆◇◆◇\n山田商事\n〒100-0001 東京都\n◆◇◆◇◆◇◆◇\n"),
    ("dots", "……………………\n山田太郎\n電話：03-0000-0000\n"),
    (
        "under",
        "_______________________________________________\nusers mailing list\nusers@lists.example\nhttp://lists.example/users\n",
    ),
    ("ja-dash2", "--\n山田太郎\n"),
    ("ja-two", "-----\n山田商事 営業部\n山田太郎\n-----\nTEL: 03-1234-5678\nMail: a@b.example\n-----\n"),
];

/// Mail program, and a letter it wrote in HTML alone.
const PAGES: [(&str, &str); 14] = [
    (
        "gmail",
        "<div dir=\"ltr\">My answer here.</div><br><div class=\"gmail_quote gmail_quote_container\"><div dir=\"ltr\" class=\"gmail_attr\">On Mon wrote:<br></div><blockquote class=\"gmail_quote\">x</blockquote></div>",
    ),
    (
        "outlook-web",
        "<div>My answer here.</div><div id=\"appendonsend\"></div><hr style=\"display:inline-block;width:98%\" tabindex=\"-1\"><div id=\"divRplyFwdMsg\" dir=\"ltr\"><font><b>From:</b> Support<br><b>Sent:</b> Monday</font></div><div>old</div>",
    ),
    (
        "outlook-desk",
        "<p class=MsoNormal>My answer here.</p><div><div style=\"border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in\"><p><b>From:</b> Support<br><b>Sent:</b> Mon<br></p></div></div><p>old</p>",
    ),
    (
        "thunderbird",
        "<p>My answer here.</p><div class=\"moz-cite-prefix\">On 1/5/26 10:23, Support wrote:<br></div><blockquote type=\"cite\" cite=\"mid:x\">old</blockquote>",
    ),
    (
        "apple",
        "My answer here.<br><div><br><blockquote type=\"cite\"><div>On 5 Jan 2026, at 10:23, Support &lt;support@x.example&gt; wrote:</div><br><div>old</div></blockquote></div>",
    ),
    (
        "yahoo",
        "<div class=\"yahoo-style-wrap\"><div>My answer here.</div></div><div id=\"yahoo_quoted_1\" class=\"yahoo_quoted\"><div>On Monday, Support wrote:</div><div>old</div></div>",
    ),
    (
        "proton",
        "<div>My answer here.</div><div class=\"protonmail_signature_block\">x</div><div class=\"protonmail_quote\">On Monday wrote:<blockquote>old</blockquote></div>",
    ),
    (
        "zoho",
        "<div>My answer here.</div><div class=\"zmail_extra\">---- On Mon wrote ----<blockquote>old</blockquote></div>",
    ),
    (
        "ios-ja",
        "<div>My answer here.</div><br><div dir=\"ltr\">iPhoneから送信</div><div dir=\"ltr\"><br><blockquote type=\"cite\">2026/01/05 10:23、サポート &lt;s@x.example&gt;のメール:<br><br></blockquote></div><blockquote type=\"cite\"><div>old</div></blockquote>",
    ),
    (
        "gmail-sig",
        "<div>My answer here.</div><div><div class=\"gmail_signature\" data-smartmail=\"gmail_signature\">Taro<br>Corp</div></div>",
    ),
    (
        "outlook-app",
        "<div>My answer here.</div><div id=\"ms-outlook-mobile-signature\">Get <a>Outlook for iOS</a></div><hr><div id=\"divRplyFwdMsg\"><b>From:</b> x</div>old",
    ),
    (
        "outlook-ja",
        "<p>My answer here.</p><hr><p><b>差出人:</b> サポート<br><b>送信日時:</b> 2026年<br><b>宛先:</b> a<br><b>件名:</b> x</p><p>old</p>",
    ),
    (
        "new-outlook",
        "<div class=\"elementToProof\">My answer here.</div><div id=\"mail-editor-reference-message-container\"><div><b>From:</b> x</div></div>",
    ),
    (
        "gmx",
        "<div>My answer here.</div><div name=\"quote\" style=\"margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;\"><div><b>Gesendet:</b> Montag<br><b>Von:</b> \"S\" &lt;s@x.example&gt;<br><b>An:</b> a<br><b>Betreff:</b> x</div>old</div>",
    ),
];

/// Letters in which nothing may be folded.
const WHOLE: [&str; 15] = [
    "Here are the figures from 5 January 2026:\n1\n2",
    "The meeting from 5 January 2026 at 10:00:\nnobody came.",
    "See this page:\n------\nhttps://x.example/broken",
    "Hello,\n\nFrom: Tokyo\nTo: Osaka\nDate: 5 January\n\nPlease book it.",
    "Steps:\n---\n1. open\n2. close\n---\nThen it fails.",
    "I sent this from my desk at the office, and it failed.",
    "On Monday it worked.\nOn Tuesday: no more.",
    "He wrote:\nThat is all.",
    "Sent from my desk, is much easier than my phone.",
    "-- first point\n-- second point\nThanks",
    "Name: Aya\nEmail: aya@x.example\nSubject: Refund\nMessage: where is it?",
    "ご注文内容：\n━━━━━━━━\n■ 手袋　１００双\n━━━━━━━━\nよろしくお願いします。",
    "See https://x.example/on-5-jan-2026-somebody-wrote: it is good",
    "a\n\n=====\n\nb",
    "The original message was lost.\nOriginal message\nis what I mean.",
];

#[test]
fn the_answer_is_found_above_every_kind_of_quotation() {
    for (program, attribution) in ATTRIBUTIONS {
        let text = format!("{ANSWER}\n\n{attribution}{QUESTION}\n");
        assert_eq!(split(&text, false).said(), ANSWER, "{program}");
    }
}

#[test]
fn signatures_are_told_from_the_answer() {
    for (whose, signature) in SIGNATURES {
        let text = format!("{ANSWER}\n\n{signature}");
        assert_eq!(split(&text, false).said(), ANSWER, "{whose}");
        let quoting =
            format!("{text}\nOn Mon, Jan 5, 2026 at 10:23 AM Support <support@x.example> wrote:\n\n> {QUESTION}\n");
        assert_eq!(split(&quoting, false).said(), ANSWER, "{whose}, above a quotation");
    }
}

#[test]
fn the_answer_is_found_in_pages() {
    for (program, html) in PAGES {
        let raw = format!("Subject: Re: x\nContent-Type: text/html; charset=utf-8\n\n{html}");
        let read = parse(raw.as_bytes(), &Limits::default()).expect("a page is small");
        assert_eq!(read.reply_text, ANSWER, "{program}");
    }
}

#[test]
fn what_people_write_is_never_folded() {
    for text in WHOLE {
        assert_eq!(split(text, false).said(), text);
    }
}

#[test]
fn what_was_forwarded_is_what_the_sender_wants_read() {
    let text = "Please see below.\n\nFrom: Aya <aya@x.example>\nSent: Monday\nTo: b\nSubject: c\n\nIt is broken.";
    assert_eq!(split(text, true).said(), text);
    assert_eq!(split(text, false).said(), "Please see below.");
}

#[test]
fn a_forward_in_a_page_is_read_whole() {
    for html in [
        "<div>See below.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">---------- Forwarded message ---------<br>From: Aya</div>It is broken.</div>",
        "<div>See below.</div><div id=\"divRplyFwdMsg\"><b>From:</b> Aya<br><b>Sent:</b> Monday<br><b>Subject:</b> c</div><div>It is broken.</div>",
    ] {
        let raw = format!("Subject: Fwd: x\nContent-Type: text/html; charset=utf-8\n\n{html}");
        let read = parse(raw.as_bytes(), &Limits::default()).expect("a page is small");
        assert!(read.reply_text.ends_with("It is broken."), "{}", read.reply_text);
    }
}

#[test]
fn answers_between_quoted_lines_keep_what_they_answer() {
    let text = "On 5 Jan 2026, at 10:23, Aya <aya@x.example> wrote:\n> Which version?\n4.2\n> On which system?\nDebian";
    assert_eq!(split(text, false).said(), "> Which version?\n4.2\n> On which system?\nDebian");
}

/// A page, and what of it was newly written; none: it is not certain.
const FORMS: [(&str, Option<&str>); 6] = [
    (
        "<div dir=ltr>Yes, <b>all</b>.</div><br><div class=gmail_quote><div class=gmail_attr>On Mon Aya wrote:</div><blockquote class=gmail_quote>Which?</blockquote></div>",
        Some("<b>all</b>"),
    ),
    (
        "<p>Yes, <b>all</b>.</p><div id=appendonsend></div><hr tabindex=-1 style='width:98%'><div id=divRplyFwdMsg><b>From:</b> Aya</div><p>Which?</p>",
        Some("<b>all</b>"),
    ),
    (
        "<p>Yes, <b>all</b>.</p><div class=moz-cite-prefix>Am 05.01.2026 um 10:23 schrieb Aya:</div><blockquote type=cite>Which?</blockquote><div class=moz-signature>-- <br>Kei</div>",
        Some("<b>all</b>"),
    ),
    ("<p>Yes, <i>all</i>.</p>", Some("<i>all</i>")),
    // The program marked nothing: the words alone tell.
    (
        "<p>Yes, <b>all</b>.</p><p>On Mon, Jan 5, 2026 at 10:23 AM Aya &lt;aya@x.example&gt; wrote:</p><p>Which?</p>",
        None,
    ),
    // Answers between the lines make no sense without them.
    ("<blockquote type=cite>Which?</blockquote><p>All.</p><blockquote type=cite>When?</blockquote><p>Now.</p>", None),
];

#[test]
fn what_was_newly_written_keeps_its_form_where_that_is_certain() {
    for (page, kept) in FORMS {
        let raw = format!("Subject: Re: x\nContent-Type: text/html; charset=utf-8\n\n{page}\n");
        let read = parse(raw.as_bytes(), &Limits::default()).expect("a page is small");
        match kept {
            Some(form) => assert!(read.reply_html.as_str().contains(form), "{page}: {}", read.reply_html.as_str()),
            None => assert!(read.reply_html.is_empty(), "{page}: {}", read.reply_html.as_str()),
        }
        assert!(!read.reply_html.as_str().contains("Which") && !read.reply_html.as_str().contains("Kei"), "{page}");
    }
}
