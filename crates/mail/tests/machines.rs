//! What machines write, and people who might be taken for one.

use mail::Kind::{self, AutoReply, Bounce, Human, List, Receipt};
use mail::{Limits, parse};

/// What it is, From, Subject, further fields, body, kind; for a bounce the recipient, and whether it is final.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, Kind, Option<(&'static str, bool)>);

const MESSAGES: [Row; 43] = [
    ("gmail-old", "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Failure)", "X-Failed-Recipients: kuro@customer.example\nAuto-Submitted: auto-replied", "Delivery to the following recipient failed permanently:\n\n     kuro@customer.example\n\nTechnical details of permanent failure:\nGoogle tried to deliver your message, but it was rejected by the server for the recipient domain customer.example by mx.customer.example. [192.0.2.1].\n\nThe error that the other server returned was:\n550 5.1.1 <kuro@customer.example>: Recipient address rejected: User unknown\n\n----- Original message -----\n\nFrom: support@helpdesk.example\nTo: kuro@customer.example\n", Bounce, Some(("kuro@customer.example", true))),
    ("gmail-new", "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Failure)", "", "** Address not found **\n\nYour message wasn't delivered to kuro@customer.example because the address couldn't be found, or is unable to receive mail.\n\nLearn more here: https://support.google.com/mail/?p=NoSuchUser\n\nThe response was:\n\n550 5.1.1 The email account that you tried to reach does not exist.\n", Bounce, Some(("kuro@customer.example", true))),
    ("gmail-delay", "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status Notification (Delay)", "", "** Delivery incomplete **\n\nThere was a temporary problem delivering your message to kuro@customer.example. Gmail will retry for 46 more hours.\n\nThe response was:\n\nThe recipient server did not accept our requests to connect.\n", Bounce, Some(("kuro@customer.example", false))),
    ("exchange-2003", "System Administrator <postmaster@customer.example>", "Undeliverable: [#77] Your request", "", "Your message did not reach some or all of the intended recipients.\n\n      Subject:\t[#77] Your request\n      Sent:\t1/5/2026 10:00 AM\n\nThe following recipient(s) could not be reached:\n\n      kuro@customer.example on 1/5/2026 10:05 AM\n            The e-mail account does not exist at the organization this message was sent to.\n            <mx.customer.example #5.1.1>\n", Bounce, Some(("kuro@customer.example", true))),
    ("o365", "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@customer.example>", "Undeliverable: [#77]", "", "Delivery has failed to these recipients or groups:\n\nkuro (kuro@customer.example)<mailto:kuro@customer.example>\nThe email address you entered couldn't be found. Please check the recipient's email address and try to resend the message.\n\nDiagnostic information for administrators:\n\nGenerating server: x.prod.outlook.com\n\nkuro@customer.example\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'\n", Bounce, Some(("kuro@customer.example", true))),
    ("yahoo", "MAILER-DAEMON@yahoo.example", "Failure Notice", "", "Sorry, we were unable to deliver your message to the following address.\n\n<kuro@customer.example>:\n554: delivery error: dd This user doesn't have a account (kuro) [0] - mta1\n\n--- Below this line is a copy of the message.\n\nReturn-Path: x\n", Bounce, Some(("kuro@customer.example", true))),
    ("sendmail", "Mail Delivery Subsystem <MAILER-DAEMON@mx.example>", "Returned mail: see transcript for details", "", "The original message was received at Mon, 5 Jan 2026 10:00:00 +0900\nfrom helpdesk.example [192.0.2.1]\n\n   ----- The following addresses had permanent fatal errors -----\n<kuro@customer.example>\n    (reason: 550 5.1.1 <kuro@customer.example>... User unknown)\n\n   ----- Transcript of session follows -----\n... while talking to mx.customer.example.:\n>>> DATA\n<<< 550 5.1.1 <kuro@customer.example>... User unknown\n550 5.1.1 <kuro@customer.example>... User unknown\n", Bounce, Some(("kuro@customer.example", true))),
    ("sendmail-warn", "Mail Delivery Subsystem <MAILER-DAEMON@mx.example>", "Warning: could not send message for past 4 hours", "", "    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n    **********************************************\n\n   ----- The following addresses had transient non-fatal errors -----\n<kuro@customer.example>\n\nDeferred: Connection timed out\n", Bounce, Some(("kuro@customer.example", false))),
    ("postfix-plain", "Mail Delivery System <MAILER-DAEMON@mx.example>", "Undelivered Mail Returned to Sender", "", "This is the mail system at host mx.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\nFor further assistance, please send mail to postmaster.\n\n                   The mail system\n\n<kuro@customer.example>: host mx.customer.example[192.0.2.2] said: 552 5.2.2\n    Mailbox full (in reply to RCPT TO command)\n", Bounce, Some(("kuro@customer.example", true))),
    ("postfix-4xx", "Mail Delivery System <MAILER-DAEMON@mx.example>", "Undelivered Mail Returned to Sender", "", "I'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<kuro@customer.example>: connect to mx.customer.example[192.0.2.2]:25: Connection timed out 4.4.1\n", Bounce, Some(("kuro@customer.example", false))),
    ("exim", "Mail Delivery System <Mailer-Daemon@mx.example>", "Mail delivery failed: returning message to sender", "", "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  kuro@customer.example\n    host mx.customer.example [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<kuro@customer.example>:\n    550 5.1.1 No such user\n\n------ This is a copy of the message, including all the headers. ------\n", Bounce, Some(("kuro@customer.example", true))),
    ("exim-warn", "Mail Delivery System <Mailer-Daemon@mx.example>", "Warning: message 1abc delayed 24 hours", "", "This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.\n\nThe address to which the message has not yet been delivered is:\n\n  kuro@customer.example\n\nNo action is required on your part. Delivery attempts will continue for\nsome time.\n", Bounce, Some(("kuro@customer.example", false))),
    ("lotus", "postmaster@customer.example", "DELIVERY FAILURE: User kuro (kuro@customer.example) not listed in Domino Directory", "", "Your message\n\n  Subject: [#77]\n\nwas not delivered to:\n\n  kuro@customer.example\n\nbecause:\n\n  User kuro (kuro@customer.example) not listed in Domino Directory\n", Bounce, Some(("kuro@customer.example", true))),
    ("mdaemon", "MDaemon@customer.example", "Permanent Delivery Failure", "", "The attached message had PERMANENT fatal delivery errors!\n\nAfter one or more unsuccessful delivery attempts the attached message has\nbeen removed from the mail queue on this server.\n\nFailed address: kuro@customer.example\n\n--- Session Transcript ---\n550 User unknown\n", Bounce, Some(("kuro@customer.example", true))),
    ("ja-carrier", "Mail Administrator<Postmaster@docomo.example>", "Mail System Error - Returned Mail", "Return-Path: <>", "次のあて先へのメッセージはエラーのため送信できませんでした。\n送信先メールアドレスが見つからないか、送信先メールサーバの事由により送信できませんでした。\n\n  <kuro@customer.example>\n", Bounce, Some(("kuro@customer.example", true))),
    ("ja-au", "postmaster@ezweb.example", "Mail System Error - Returned Mail", "Return-Path: <>", "Your message was automatically rejected\n<kuro@customer.example>: 550 User unknown\n", Bounce, Some(("kuro@customer.example", true))),
    ("ja-subject", "MAILER-DAEMON@customer.example", "配信不能", "", "以下の宛先に配信できませんでした。\nkuro@customer.example\n理由: User unknown\n", Bounce, Some(("kuro@customer.example", true))),
    ("from-postmaster-human", "Postmaster <postmaster@customer.example>", "Question about our mail server", "", "Hello, could you tell me your IP range?\n", Human, None),
    ("human-quoting-bounce", "Taro <taro@customer.example>", "Fwd: Undelivered Mail Returned to Sender", "", "I got this, why?\n\n> <support@helpdesk.example>: host said: 550 5.1.1 User unknown\n", Human, None),
    ("null-path-human", "Taro <taro@customer.example>", "Printer", "Return-Path: <>", "The printer is broken.\n", Human, None),
    ("ooo-de", "Jens <jens@c.example>", "Abwesenheitsnotiz: Ihre Anfrage", "", "Ich bin im Urlaub.\n", AutoReply, None),
    ("ooo-precedence", "Jens <jens@c.example>", "Re: x", "Precedence: auto_reply", "away\n", AutoReply, None),
    ("ooo-xautoreply", "Jens <jens@c.example>", "Re: x", "X-Autoreply: yes", "away\n", AutoReply, None),
    ("ooo-xautorespond", "Jens <jens@c.example>", "Re: x", "X-Autorespond: x", "away\n", AutoReply, None),
    ("ooo-suppress-human", "Jens <jens@c.example>", "Re: x", "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply", "A person wrote this.\n", Human, None),
    ("vacation-prog", "Jens <jens@c.example>", "away from my mail", "Precedence: junk\nX-Mailer: vacation 1.2", "away\n", AutoReply, None),
    ("delivered-to", "Jens <jens@c.example>", "x", "Delivered-To: Autoresponder", "away\n", AutoReply, None),
    ("noreply-shop", "Shop <noreply@shop.example>", "Your order", "", "Thank you.\n", Human, None),
    ("github", "Octo <notifications@github.example>", "Re: [a/b] c (#1)", "List-ID: a/b <b.a.github.example>\nPrecedence: list\nX-GitHub-Reason: mention", "hi\n", List, None),
    ("newsletter", "News <news@shop.example>", "Sale", "List-Unsubscribe: <mailto:u@shop.example>", "hi\n", List, None),
    ("mailman", "A <a@b.example>", "[l] x", "List-Id: <l.b.example>\nPrecedence: list\nX-BeenThere: l@b.example", "hi\n", List, None),
    ("majordomo", "owner-l@b.example", "x", "Sender: owner-l@b.example\nPrecedence: bulk", "hi\n", List, None),
    ("fml", "A <a@b.example>", "(l:00012) x", "X-ML-Name: l\nX-MLServer: fml", "hi\n", List, None),
    ("jira", "Jira <jira@b.example>", "[JIRA] (A-1) x", "Precedence: bulk\nAuto-Submitted: auto-generated\nX-JIRA-FingerPrint: x", "hi\n", AutoReply, None),
    ("monitor", "Nagios <nagios@b.example>", "** PROBLEM **", "Auto-Submitted: auto-generated", "CRITICAL\n", AutoReply, None),
    ("otrs", "Support <s@b.example>", "[Ticket#2026] x", "X-OTRS-Loop: yes\nPrecedence: bulk\nAuto-Submitted: auto-generated", "hi\n", AutoReply, None),
    ("cron", "root <root@b.example> (Cron Daemon)", "Cron <root@b> x", "Auto-Submitted: auto-generated\nX-Cron-Env: <SHELL=/bin/sh>", "hi\n", AutoReply, None),
    ("tmda", "A <a@b.example>", "Please confirm your message", "Auto-Submitted: auto-replied", "Reply to confirm.\n", AutoReply, None),
    ("ja-auto", "A <a@b.example>", "【自動返信】お問い合わせありがとうございます", "", "x\n", AutoReply, None),
    ("ja-fuzai", "A <a@b.example>", "自動応答: [#77] Re: x", "", "x\n", AutoReply, None),
    ("ja-human-fuzai", "A <a@b.example>", "不在票について", "", "不在票が届きました。\n", Human, None),
    ("mdn-plain", "A <a@b.example>", "開封済み: x", "Content-Type: multipart/report; report-type=disposition-notification; boundary=b", "--b\n\nread\n--b\nContent-Type: message/disposition-notification\n\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--\n", Receipt, None),
    ("arf", "a@b.example", "abuse report", "Content-Type: multipart/report; report-type=feedback-report; boundary=b", "--b\n\nabuse\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n--b--\n", AutoReply, None),
];

#[test]
fn every_message_is_taken_for_what_it_is() {
    for (what, from, subject, fields, body, kind, fate) in MESSAGES {
        let fields = if fields.is_empty() { String::new() } else { format!("{fields}\n") };
        let raw = format!("From: {from}\nTo: support@helpdesk.example\nSubject: {subject}\n{fields}\n{body}");
        let read = parse(raw.as_bytes(), &Limits::default()).expect("a message is small");
        assert_eq!(read.kind, kind, "{what}");
        assert_eq!(read.bounce.first().map(|b| (b.recipient.as_str(), b.permanent)), fate, "{what}");
    }
}

#[test]
fn what_machines_write_forbids_automatic_answers() {
    for field in ["Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <a.b>", "X-Autoreply: yes", "Return-Path: <>", "X-Auto-Response-Suppress: OOF, AutoReply"] {
        let read = parse(format!("From: a@b.example\n{field}\n\nx").as_bytes(), &Limits::default()).expect("a message is small");
        assert!(read.marks.forbids_automatic_answers(), "{field}");
    }
    let read = parse(b"From: a@b.example\nAuto-Submitted: no\nX-Auto-Response-Suppress: DR\n\nx", &Limits::default()).expect("a message is small");
    assert!(!read.marks.forbids_automatic_answers());
}
