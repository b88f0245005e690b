//! Until when a ticket may sleep and when a letter leaves: a few words that most mean, or any moment.

use crate::agent::fields::Fields;
use base::Moment;
use desk::sla::begins_work;
use desk::ticket::Snooze;
use desk::{Refusal, when};
use std::time::Duration;
pub use views::agent::sending::THEIRS;
use views::agent::ticket::Nap;

/// When a working day begins, until calendars say otherwise.
const MORNING: i8 = 9;
const AFTERNOON: i8 = 14;

pub fn naps(now: Moment, zone: &str) -> Vec<Nap> {
    let nap = |word: &'static str, key: &'static str| Nap { word, key, at: ends(word, now, zone) };
    vec![
        nap("hours", "snooze-hours"),
        nap("tomorrow", "snooze-tomorrow"),
        nap("monday", "snooze-monday"),
        Nap { word: "reply", key: "snooze-reply", at: None },
    ]
}

/// When a letter may leave.
pub fn moments(now: Moment, zone: &str) -> Vec<Nap> {
    let moment = |word: &'static str, key: &'static str| Nap { word, key, at: ends(word, now, zone) };
    vec![
        moment("hour", "send-in-an-hour"),
        moment("afternoon", "send-this-afternoon"),
        moment("tomorrow", "send-tomorrow"),
        moment("monday", "send-monday"),
    ]
    .into_iter()
    .filter(|nap| nap.at.is_some_and(|at| at > now))
    .collect()
}

/// When letters to people may leave of whom nobody knows yet where they are: whose clock it is, is known when it is sent.
pub fn moments_ahead(now: Moment, zone: &str) -> Vec<Nap> {
    let theirs = Nap { word: THEIRS, key: "send-in-their-hours", at: None };
    moments(now, zone).into_iter().chain([theirs]).collect()
}

/// When whoever receives a letter begins to work, by their own clock; none: they are at work, or nobody knows where.
pub fn theirs(zone: Option<&str>, now: Moment) -> Option<Nap> {
    let at = begins_work(zone?, now)?;
    Some(Nap { word: THEIRS, key: "send-in-their-hours", at: Some(at) })
}

/// The moment that a word means; with `at` the one on the clock.
pub fn moment(word: &str, at: &str, now: Moment, zone: &str) -> Result<Moment, Refusal> {
    let moment = match word {
        "at" => Moment::on_wall_clock(at, zone),
        word => ends(word, now, zone),
    };
    moment.ok_or(Refusal::FormIncomplete)
}

/// A moment as people say it; a day without a time means its morning.
pub fn said(text: &str, now: Moment, zone: &str) -> Result<Moment, Refusal> {
    when::read(text, now, zone, when::MORNING).ok_or(Refusal::WhenUnclear)
}

/// What a form asks for.
pub fn wish(form: &Fields, now: Moment, zone: &str) -> Result<Snooze, Refusal> {
    match form.text("until") {
        "reply" => Ok(Snooze::UntilReply),
        "at" => Moment::on_wall_clock(form.text("at"), zone).map(Snooze::Until).ok_or(Refusal::FormIncomplete),
        "words" if form.text("words").trim().is_empty() && !form.text("at").is_empty() => {
            Moment::on_wall_clock(form.text("at"), zone).map(Snooze::Until).ok_or(Refusal::FormIncomplete)
        }
        "words" => said(form.text("words"), now, zone).map(Snooze::Until),
        word => ends(word, now, zone).map(Snooze::Until).ok_or(Refusal::FormIncomplete),
    }
}

fn ends(word: &str, now: Moment, zone: &str) -> Option<Moment> {
    match word {
        "hour" => Some(now.plus(Duration::from_secs(3600))),
        "afternoon" => now.at_hour(AFTERNOON, zone),
        "hours" => Some(now.plus(Duration::from_secs(3 * 3600))),
        "tomorrow" => morning(now, zone, |_| true),
        "monday" => morning(now, zone, |weekday| weekday == 1),
        _ => None,
    }
}

/// The next morning of such a day, Monday being 1.
fn morning(now: Moment, zone: &str, fits: impl Fn(i8) -> bool) -> Option<Moment> {
    let mut day = now.in_zone(zone);
    for _ in 0..7 {
        day = day.tomorrow().ok()?;
        if fits(day.weekday().to_monday_one_offset()) {
            return Moment(day.timestamp().as_millisecond()).at_hour(MORNING, zone);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sunday, 1 March 2026, 09:30 UTC.
    const NOW: Moment = Moment(1_772_357_400_000);

    fn asked(encoded: &str) -> Result<String, Refusal> {
        match wish(&Fields::read(encoded.as_bytes()), NOW, "Asia/Tokyo")? {
            Snooze::Until(moment) => Ok(moment.in_zone("Asia/Tokyo").strftime("%a %F %H:%M").to_string()),
            Snooze::UntilReply => Ok("reply".into()),
            Snooze::Awake => Ok("awake".into()),
        }
    }

    #[test]
    fn a_nap_ends_in_the_morning_of_whoever_sleeps() {
        assert_eq!(asked("until=tomorrow"), Ok("Mon 2026-03-02 09:00".into()));
        assert_eq!(asked("until=monday"), Ok("Mon 2026-03-02 09:00".into()));
        assert_eq!(asked("until=hours"), Ok("Sun 2026-03-01 21:30".into()));
        assert_eq!(asked("until=reply"), Ok("reply".into()));
        assert_eq!(asked("until=at&at=2026-04-01T08:15"), Ok("Wed 2026-04-01 08:15".into()));
        assert_eq!(asked("until=at&at="), Err(Refusal::FormIncomplete));
        assert_eq!(asked("until=words&words=明後日の15時"), Ok("Tue 2026-03-03 15:00".into()));
        assert_eq!(asked("until=words&words=&at=2026-04-01T08:15"), Ok("Wed 2026-04-01 08:15".into()));
        assert_eq!(asked("until=words&words=&at="), Err(Refusal::WhenUnclear));
        assert_eq!(asked("until=words&words=年末"), Ok("Thu 2026-12-31 09:00".into()));
        assert_eq!(
            asked("until=words&words=昨日"),
            Ok("Sat 2026-02-28 09:00".into()),
            "whether it is late, the verb says"
        );
        assert_eq!(asked("until=words&words=some+day"), Err(Refusal::WhenUnclear));
        assert_eq!(asked("until=whenever"), Err(Refusal::FormIncomplete));
    }
}
