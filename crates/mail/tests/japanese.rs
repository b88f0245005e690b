//! Japanese mail as it really comes: unlabelled, mislabelled, cut, and in every charset there was.

use mail::{Limits, Parsed, parse};

/// Where to look.
#[derive(Clone, Copy, Debug)]
enum Field {
    Subject,
    Name,
    Text,
    File,
}

use Field::{File, Name, Subject, Text};

/// What is odd about it, the bytes, and what must be read.
type Row = (&'static str, &'static [u8], &'static [(Field, &'static str)]);

const MESSAGES: [Row; 45] = [
    ("raw jis", b"From: \x1b$B;3ED\x1b(B <a@b.example>\r\nSubject: \x1b$B8+@Q=q$NAwIU$K$D$$$F\x1b(B\r\nContent-Type: text/plain\r\n\r\n\x1b$BK\\J8$G$9!#\x1b(B\r\n", &[(Subject, "見積書の送付について"), (Name, "山田"), (Text, "本文です。")]),
    ("raw sjis", b"From: \x8eR\x93c\x91\xbe\x98Y <a@b.example>\r\nSubject: \x8c\xa9\x90\xcf\x8f\x91\x82\xcc\x91\x97\x95t\x82\xc9\x82\xc2\x82\xa2\x82\xc4\r\nContent-Type: text/plain; charset=Shift_JIS\r\n\r\n\x96{\x95\xb6\x82\xc5\x82\xb7\x81B\r\n", &[(Subject, "見積書の送付について"), (Name, "山田太郎"), (Text, "本文です。")]),
    ("raw euc", b"From: \xbb\xb3\xc5\xc4\xc2\xc0\xcf\xba <a@b.example>\r\nSubject: \xb8\xab\xc0\xd1\xbd\xf1\xa4\xce\xc1\xf7\xc9\xd5\xa4\xcb\xa4\xc4\xa4\xa4\xa4\xc6\r\nContent-Type: text/plain; charset=EUC-JP\r\n\r\n\xcb\xdc\xca\xb8\xa4\xc7\xa4\xb9\xa1\xa3\r\n", &[(Subject, "見積書の送付について"), (Name, "山田太郎"), (Text, "本文です。")]),
    ("raw sjis no hint", b"From: a@b.example\r\nSubject: \x8c\xa9\x90\xcf\x8f\x91\x82\xcc\x91\x97\x95t\x82\xc9\x82\xc2\x82\xa2\x82\xc4\r\nContent-Type: text/plain\r\n\r\n\x96{\x95\xb6\x82\xc5\x82\xb7\x81B\r\n", &[(Subject, "見積書の送付について"), (Text, "本文です。")]),
    ("raw euc no hint", b"From: a@b.example\r\nSubject: \xb8\xab\xc0\xd1\xbd\xf1\xa4\xce\xc1\xf7\xc9\xd5\xa4\xcb\xa4\xc4\xa4\xa4\xa4\xc6\r\nContent-Type: text/plain\r\n\r\n\xcb\xdc\xca\xb8\xa4\xc7\xa4\xb9\xa1\xa3\r\n", &[(Subject, "見積書の送付について"), (Text, "本文です。")]),
    ("raw sjis kanji only", b"From: a@b.example\r\nSubject: \x8c\xa9\x90\xcf\x88\xcb\x97\x8a\r\nContent-Type: text/plain\r\n\r\n\x96{\x95\xb6\x82\xc5\x82\xb7\x81B\r\n", &[(Subject, "見積依頼")]),
    ("raw euc kanji only", b"From: a@b.example\r\nSubject: \xb8\xab\xc0\xd1\xb0\xcd\xcd\xea\r\nContent-Type: text/plain\r\n\r\n\xcb\xdc\xca\xb8\xa4\xc7\xa4\xb9\xa1\xa3\r\n", &[(Subject, "見積依頼")]),
    ("utf8 labelled jis", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\xe6\x9c\xac\xe6\x96\x87\xe3\x81\xa7\xe3\x81\x99\xe3\x80\x82\r\n", &[(Text, "本文です。")]),
    ("sjis labelled jis", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x96{\x95\xb6\x82\xc5\x82\xb7\x81B\x82\xa0\x82\xe8\x82\xaa\x82\xc6\x82\xa4\r\n", &[(Text, "本文です。ありがとう")]),
    ("sjis labelled euc", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=euc-jp\r\n\r\n\x96{\x95\xb6\x82\xc5\x82\xb7\x81B\x82\xa0\x82\xe8\x82\xaa\x82\xc6\x82\xa4\r\n", &[(Text, "本文です。ありがとう")]),
    ("euc labelled sjis", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=shift_jis\r\n\r\n\xcb\xdc\xca\xb8\xa4\xc7\xa4\xb9\xa1\xa3\xa4\xa2\xa4\xea\xa4\xac\xa4\xc8\xa4\xa6\xa4\xb4\xa4\xb6\xa4\xa4\xa4\xde\xa4\xb9\r\n", &[(Text, "本文です。ありがとうございます")]),
    ("jis labelled sjis", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=shift_jis\r\n\r\n\x1b$BK\\J8$G$9!#\x1b(B\r\n", &[(Text, "本文です。")]),
    ("jis labelled ascii", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n\x1b$BK\\J8$G$9!#\x1b(B\r\n", &[(Text, "本文です。")]),
    ("sjis labelled latin1", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n\x96{\x95\xb6\x82\xc5\x82\xb7\x81B\x82\xa0\x82\xe8\x82\xaa\x82\xc6\x82\xa4\x82\xb2\x82\xb4\x82\xa2\x82\xdc\x82\xb7\r\n", &[(Text, "本文です。ありがとうございます")]),
    ("utf8 labelled sjis", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=shift_jis\r\n\r\n\xe6\x9c\xac\xe6\x96\x87\xe3\x81\xa7\xe3\x81\x99\xe3\x80\x82\xe3\x81\x82\xe3\x82\x8a\xe3\x81\x8c\xe3\x81\xa8\xe3\x81\x86\xe3\x81\x94\xe3\x81\x96\xe3\x81\x84\xe3\x81\xbe\xe3\x81\x99\r\n", &[(Text, "本文です。ありがとうございます")]),
    ("jis b64", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: base64\r\n\r\nGyRCS1xKOCRHJDkhIxsoQg==\r\n", &[(Text, "本文です。")]),
    ("jis qp", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=1B$BK\\J8$G$9!#=1B(B\r\n", &[(Text, "本文です。")]),
    ("q jis", b"From: a@b.example\r\nSubject: =?ISO-2022-JP?Q?=1B=24=42=37=6F=4C=3E=24=47=24=39=1B=28=42?=\r\nContent-Type: text/plain\r\n\r\nx\r\n", &[(Subject, "件名です")]),
    ("q jis raw", b"From: a@b.example\r\nSubject: =?ISO-2022-JP?Q?=1B$B7oL>$G$9=1B(B?=\r\nContent-Type: text/plain\r\n\r\nx\r\n", &[(Subject, "件名です")]),
    ("b sjis", b"From: a@b.example\r\nSubject: =?Shift_JIS?B?lVyOpg==?=\r\nContent-Type: text/plain\r\n\r\nx\r\n", &[(Subject, "表示")]),
    ("b sjis in jis label", b"From: a@b.example\r\nSubject: =?ISO-2022-JP?B?jI+WvILFgrc=?=\r\nContent-Type: text/plain\r\n\r\nx\r\n", &[(Subject, "件名です")]),
    ("b jis in utf8 label", b"From: a@b.example\r\nSubject: =?UTF-8?B?GyRCN29MPiRHJDkbKEI=?=\r\nContent-Type: text/plain\r\n\r\nx\r\n", &[(Subject, "件名です")]),
    ("b utf8 in jis label", b"From: a@b.example\r\nSubject: =?ISO-2022-JP?B?5Lu25ZCN44Gn44GZ?=\r\nContent-Type: text/plain\r\n\r\nx\r\n", &[(Subject, "件名です")]),
    ("b with space", b"From: a@b.example\r\nSubject: =?ISO-2022-JP?B?GyRC N29M PhsoQg==?=\r\nContent-Type: text/plain\r\n\r\nx\r\n", &[(Subject, "件名")]),
    ("cp50221 kana subject", b"From: a@b.example\r\nSubject: =?ISO-2022-JP?B?GyhJNkA2M0UbKEI=?=\r\nContent-Type: text/plain\r\n\r\nx\r\n", &[(Subject, "ｶﾀｶｳﾅ")]),
    ("8bit kana in jis", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\xb6\xc0\xb6\xc5\x1b$B$G$9\x1b(B\r\n", &[(Text, "ｶﾀｶﾅです")]),
    ("si so kana", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x0e6@6E\x0f\x1b$B$G$9\x1b(B\r\n", &[(Text, "ｶﾀｶﾅです")]),
    ("jis1978", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$@4A;z\x1b(J\r\n", &[(Text, "漢字")]),
    ("fn raw jis", b"From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$BE:IU\x1b(B\r\n--b\r\nContent-Type: application/pdf; name=\"\x1b$BJs9p=q\x1b(B.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--\r\n", &[(File, "報告書.pdf")]),
    ("fn raw sjis", b"From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$BE:IU\x1b(B\r\n--b\r\nContent-Type: application/pdf; name=\"\x95\xf1\x8d\x90\x8f\x91\x82\xcc\x8c\x8f.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--\r\n", &[(File, "報告書の件.pdf")]),
    ("fn raw sjis kanji", b"From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$BE:IU\x1b(B\r\n--b\r\nContent-Disposition: attachment; filename=\"\x8c\xa9\x90\xcf\x95\\.pdf\"\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--\r\n", &[(File, "見積表.pdf")]),
    ("fn raw utf8", b"From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$BE:IU\x1b(B\r\n--b\r\nContent-Disposition: attachment; filename=\"\xe8\xa6\x8b\xe7\xa9\x8d\xe8\xa1\xa8.pdf\"\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--\r\n", &[(File, "見積表.pdf")]),
    ("fn raw euc", b"From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$BE:IU\x1b(B\r\n--b\r\nContent-Disposition: attachment; filename=\"\xca\xf3\xb9\xf0\xbd\xf1\xa4\xcb\xa4\xc4\xa4\xa4\xa4\xc6.pdf\"\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--\r\n", &[(File, "報告書について.pdf")]),
    ("fn 2231 jis", b"From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$BE:IU\x1b(B\r\n--b\r\nContent-Disposition: attachment; filename*=iso-2022-jp'ja'%1B$BJs9p=q%1B(B.pdf\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--\r\n", &[(File, "報告書.pdf")]),
    ("fn 2231 sjis cut", b"From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$BE:IU\x1b(B\r\n--b\r\nContent-Disposition: attachment;\r\n filename*0*=shift_jis''%95%F1%8D;\r\n filename*1*=%90%8F%91.pdf\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--\r\n", &[(File, "報告書.pdf")]),
    ("fn 2047 jis", b"From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$BE:IU\x1b(B\r\n--b\r\nContent-Disposition: attachment; filename=\"=?ISO-2022-JP?B?GyRCSnM5cD1xGyhCLnBkZg==?=\"\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--\r\n", &[(File, "報告書.pdf")]),
    ("fn 2047 unquoted", b"From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$BE:IU\x1b(B\r\n--b\r\nContent-Disposition: attachment; filename==?ISO-2022-JP?B?GyRCSnM5cD1xGyhCLnBkZg==?=\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--\r\n", &[(File, "報告書.pdf")]),
    ("fn 2047 folded", b"From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$BE:IU\x1b(B\r\n--b\r\nContent-Disposition: attachment;\r\n filename=\"=?UTF-8?B?5aCx5ZGK?=\r\n =?UTF-8?B?5pu4LnBkZg==?=\"\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--\r\n", &[(File, "報告書.pdf")]),
    ("html meta sjis", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=Shift_JIS\"></head><body>\x96{\x95\xb6\x82\xc5\x82\xb7\x81B</body></html>\r\n", &[(Text, "本文です。")]),
    ("html meta wrong", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><meta charset=\"Shift_JIS\"></head><body>\xe6\x9c\xac\xe6\x96\x87\xe3\x81\xa7\xe3\x81\x99\xe3\x80\x82</body></html>\r\n", &[(Text, "本文です。")]),
    ("wave dash", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n10\x1b$B;~!A\x1b(B11\x1b$B;~\x1b(B\r\n", &[(Text, "10時～11時")]),
    ("jisx0213?", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=iso-2022-jp-3\r\n\r\n\x1b$(Q-!\x1b(B\r\n", &[(Text, "①")]),
    ("mojibake name quotes", b"From: \"\x1b$B;3ED\x1b(B\" <a@b.example>\r\nSubject: x\r\nContent-Type: text/plain\r\n\r\nx\r\n", &[(Name, "山田")]),
    ("name enc in quotes jis", b"From: \"=?ISO-2022-JP?B?GyRCOzNFRBsoQg==?=\" <a@b.example>\r\nSubject: x\r\nContent-Type: text/plain\r\n\r\nx\r\n", &[(Name, "山田")]),
    ("softbank emoji utf8", b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\xe7\xb5\xb5\xe6\x96\x87\xe5\xad\x97\xee\x90\x95\xe3\x81\xa7\xe3\x81\x99\r\n", &[(Text, "絵文字\u{e415}です")]),
];

fn found(read: &Parsed, field: Field) -> String {
    match field {
        Subject => read.subject.clone(),
        Name => read.from.as_ref().and_then(|from| from.name.clone()).unwrap_or_default(),
        Text => read.text.trim().to_owned(),
        File => read.attachments.first().map(|part| part.filename.clone()).unwrap_or_default(),
    }
}

#[test]
fn japanese_is_read_whatever_was_done_to_it() {
    for (what, raw, expected) in MESSAGES {
        let read = parse(raw, &Limits::default()).expect("a message is small");
        for (field, text) in expected {
            assert_eq!(found(&read, *field), *text, "{what}: {field:?}");
        }
    }
}
