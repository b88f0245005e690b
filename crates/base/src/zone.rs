//! What the zone of a clock is called beside its time, and what is meant by such a name.

use crate::Moment;

/// Minutes ahead of UTC. A name that several have is that of those who mail means by it (RFC 5322 §4.3), else of most people.
#[rustfmt::skip]
const NAMES: &[(&str, i32)] = &[
    ("UTC", 0), ("GMT", 0), ("WET", 0), ("BST", 60), ("WEST", 60), ("CET", 60), ("WAT", 60), ("CEST", 120), ("EET", 120), ("CAT", 120),
    ("SAST", 120), ("EEST", 180), ("MSK", 180), ("EAT", 180), ("IDT", 180), ("PKT", 300), ("IST", 330), ("WIB", 420), ("WITA", 480),
    ("AWST", 480), ("HKT", 480), ("WIT", 540), ("JST", 540), ("KST", 540), ("ACST", 570), ("AEST", 600), ("ACDT", 630), ("AEDT", 660),
    ("NZST", 720), ("NZDT", 780),
    ("NDT", -150), ("ADT", -180), ("NST", -210), ("AST", -240), ("EDT", -240), ("EST", -300), ("CDT", -300), ("CST", -360), ("MDT", -360),
    ("MST", -420), ("PDT", -420), ("PST", -480), ("AKDT", -480), ("AKST", -540), ("HST", -600), ("SST", -660),
];

/// So many minutes ahead of UTC. None: it names no zone.
pub fn named_offset(name: &str) -> Option<i32> {
    NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, minutes)| *minutes)
}

impl Moment {
    /// `JST`; `UTC+5:45` where the zone has no name, or one by which another is meant.
    pub fn zone_name(self, zone: &str) -> String {
        let then = self.in_zone(zone);
        let (name, minutes) = (then.strftime("%Z").to_string(), then.offset().seconds() / 60);
        if named_offset(&name) == Some(minutes) {
            return name;
        }
        let (sign, hours, rest) = (if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60);
        if rest == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{rest:02}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_one_offset_or_the_offset_stands_in_its_place() {
        let (winter, summer) = ("2026-12-01T00:00:00Z", "2026-07-01T00:00:00Z");
        for (zone, at, name) in [
            ("Asia/Tokyo", winter, "JST"),
            ("UTC", winter, "UTC"),
            ("Europe/Berlin", winter, "CET"),
            ("Europe/Berlin", summer, "CEST"),
            ("America/Chicago", winter, "CST"),
            ("Asia/Shanghai", winter, "UTC+8"),
            ("Asia/Kolkata", winter, "IST"),
            ("Europe/Dublin", summer, "UTC+1"),
            ("Asia/Kathmandu", winter, "UTC+5:45"),
            ("America/Sao_Paulo", winter, "UTC-3"),
            ("America/St_Johns", winter, "NST"),
        ] {
            assert_eq!(Moment::from_rfc3339(at).unwrap().zone_name(zone), name, "{zone}");
        }
        assert_eq!((named_offset("jst"), named_offset("JS"), named_offset("")), (Some(540), None, None));
    }
}
