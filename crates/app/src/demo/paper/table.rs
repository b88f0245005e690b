//! Tables and logs.

use crate::demo::draw::Draw;

/// A table as spreadsheets read it: with a byte order mark, lines end with CRLF (RFC 4180 §2).
pub fn csv(draw: &mut Draw) -> Vec<u8> {
    let mut text = String::from("\u{feff}date,reference,article,quantity,amount\r\n");
    for day in 1..=24 {
        let article =
            draw.pick(&["TK-200", "TK-350", "GR-60", "YK-08", "YK-12E", "DM-4"]).map_or("", |article| article);
        let (reference, quantity, price) =
            (draw.between(1_000_000, 9_999_999), draw.between(1, 6), draw.between(9, 90));
        text += &format!("2026-02-{day:02},TS-{reference},{article},{quantity},{}\r\n", quantity * price * 1100);
    }
    text.into_bytes()
}

/// What a program wrote about its bad day.
pub fn log(draw: &mut Draw) -> Vec<u8> {
    let lines = [
        ("INFO", "connecting to gw.tsukishiro.example:443"),
        ("INFO", "certificate accepted"),
        ("WARN", "no answer within 5 s, trying again"),
        ("DEBUG", "keep-alive sent"),
        ("ERROR", "session closed by the other side (code 691)"),
    ];
    let mut second = draw.between(0, 40_000);
    let mut text = String::new();
    for _ in 0..60 {
        second += draw.between(1, 40);
        let (level, line) = draw.pick(&lines).map_or(("", ""), |line| *line);
        let (hour, minute) = (second / 3600, second / 60 % 60);
        text += &format!(
            "2026-02-17T{hour:02}:{minute:02}:{:02}+09:00 {level:<5} vpn[{}] {line}\n",
            second % 60,
            4100 + second % 7
        );
    }
    text.into_bytes()
}
