//! Business calendars, and one of them with its week, its coming days and a place to try it.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use crate::when::{WEEKDAYS, time, weekday, whole, whole_day};
use askama::Template;
use base::Moment;
use base::words::{Args, Words};
use desk::sla::{Calendar, CalendarId, HolidayList, Hours, OddDay, Piece, Why, amount_told, hours_written};

#[derive(Template)]
#[template(path = "admin/calendars.html")]
pub struct Calendars<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub calendars: Vec<Calendar>,
}

#[derive(Template)]
#[template(path = "admin/calendar.html")]
pub struct CalendarPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub id: Option<CalendarId>,
    pub form: Form,
    /// What stands in the form, where it can be read.
    pub hours: Option<Hours>,
    /// Since when the kept hours count.
    pub since: Option<Moment>,
    pub tried: Option<Tried>,
    pub zones: &'a [String],
}

/// When an amount of time is over.
pub struct Tried {
    pub over: Option<Moment>,
    pub amount: u32,
    pub pieces: Vec<Piece>,
    pub zone: String,
}

/// A line of the form: a day of one's own.
struct Line<'f> {
    first: &'f str,
    last: &'f str,
    hours: &'f str,
    name: &'f str,
    /// The first that waits to be filled in.
    next: bool,
}

/// A line of the form: days that come again.
#[derive(Default)]
struct Again<'f> {
    which: &'f str,
    weekday: String,
    month: String,
    hours: String,
    name: String,
}

impl Again<'_> {
    fn is_which(&self, choice: &Choice) -> bool {
        choice.value == self.which
    }

    fn is_on(&self, weekday: &usize) -> bool {
        self.weekday == weekday.to_string()
    }

    fn is_in(&self, choice: &Choice) -> bool {
        choice.value == self.month
    }
}

/// A month of the preview.
#[derive(Clone, Debug)]
pub struct Month {
    name: String,
    weeks: Vec<[Option<Cell>; 7]>,
}

/// A day of the preview.
#[derive(Clone, Debug)]
struct Cell {
    day: i8,
    /// `open`, `closed`, `odd` (closed though its weekday is not), `other` (open at other hours).
    state: &'static str,
    /// Why, in words; empty: as always.
    why: String,
}

fn months_of(hours: &Hours, year: i16, words: &Words) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for one in hours.year(year) {
        let (date, weekday) = (one.day.0, one.day.weekday());
        if date.day() == 1 {
            months.push(Month { name: month_told(date.month(), words), weeks: Vec::new() });
        }
        let Some(month) = months.last_mut() else { continue };
        if date.day() == 1 || weekday == 0 {
            month.weeks.push(Default::default());
        }
        let state = match (one.open, one.why.is_some()) {
            (true, false) => "open",
            (true, true) => "other",
            (false, true) => "odd",
            (false, false) => "closed",
        };
        let why = one.why.as_ref().map(|why| why_told(why, words)).unwrap_or_default();
        if let Some(week) = month.weeks.last_mut() {
            week[weekday] = Some(Cell { day: date.day(), state, why });
        }
    }
    months
}

fn month_told(month: i8, words: &Words) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    match words.language() {
        base::Language::Japanese => format!("{month}月"),
        base::Language::English => NAMES[usize::try_from(month - 1).unwrap_or(0).min(11)].to_owned(),
    }
}

/// Lines that wait to be filled in.
const BLANK: usize = 2;

impl Calendars<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-calendars")
    }

    fn hours<'c>(&self, calendar: &'c Calendar) -> Option<&'c Hours> {
        calendar.now().map(|version| &version.hours)
    }

    fn a_week(&self, hours: &Hours) -> String {
        a_week(hours, self.shell.words)
    }

    fn bars(&self, hours: &Hours) -> Vec<(usize, u16, u16)> {
        bars(hours)
    }

    fn lists(&self, hours: &Hours) -> String {
        hours.lists.iter().map(|list| self.shell.say(list.key())).collect::<Vec<_>>().join(", ")
    }
}

impl CalendarPage<'_> {
    fn title(&self) -> &str {
        match self.id {
            Some(_) => self.form.text("name"),
            None => self.shell.say("admin-calendar-new"),
        }
    }

    fn action(&self) -> String {
        self.id.map_or_else(|| "/admin/calendars".into(), |id| format!("/admin/calendars/{id}"))
    }

    /// Each weekday's number and name.
    fn weekdays(&self) -> Vec<(usize, &str)> {
        WEEKDAYS.iter().map(|key| self.shell.say(key)).enumerate().collect()
    }

    fn week_field(&self, weekday: &usize) -> String {
        format!("hours_{weekday}")
    }

    fn lists(&self) -> [HolidayList; 5] {
        HolidayList::ALL
    }

    fn is_followed(&self, list: &HolidayList) -> bool {
        self.form.all("list").any(|name| name == list.name())
    }

    fn years(&self, list: &HolidayList) -> String {
        let mut args = Args::new();
        args.set("from", list.years().start().to_string());
        args.set("until", list.years().end().to_string());
        self.shell.words.tell("admin-calendar-years", &args)
    }

    /// Those that were typed or kept, and some to be filled in.
    fn lines(&self) -> Vec<Line<'_>> {
        let of = |name: &'static str| self.form.all(name).collect::<Vec<_>>();
        let (lasts, hours, names) = (of("day_last"), of("day_hours"), of("day_name"));
        let typed = of("day_first").into_iter().enumerate().map(|(at, first)| Line {
            first,
            last: lasts.get(at).copied().unwrap_or_default(),
            hours: hours.get(at).copied().unwrap_or_default(),
            name: names.get(at).copied().unwrap_or_default(),
            next: false,
        });
        let kept = typed.filter(|line| !(line.first.is_empty() && line.last.is_empty() && line.name.is_empty()));
        let empty = |at| Line { first: "", last: "", hours: "", name: "", next: at == 0 };
        kept.chain((0..BLANK).map(empty)).collect()
    }

    /// Rules that were typed or kept, and one to be filled in.
    fn again(&self) -> Vec<Again<'_>> {
        let of = |name: &'static str| self.form.all(name).collect::<Vec<_>>();
        let (weekdays, months, hours, names) =
            (of("again_weekday"), of("again_month"), of("again_hours"), of("again_name"));
        let at = |list: &[&'_ str], line: usize| list.get(line).map_or_else(String::new, |text| (*text).to_owned());
        let kept = of("again_which").into_iter().enumerate().filter(|(_, which)| !which.is_empty());
        let line = |(line, which)| Again {
            which,
            weekday: at(&weekdays, line),
            month: at(&months, line),
            hours: at(&hours, line),
            name: at(&names, line),
        };
        let blank = Again { which: "", ..Again::default() };
        kept.map(line).chain([blank]).collect()
    }

    /// Which of its month: `1` to `5`, `-1`, `end`, `d1` to `d31`.
    fn places(&self) -> Vec<Choice> {
        let nth = [("1", "first"), ("2", "second"), ("3", "third"), ("4", "fourth"), ("5", "fifth"), ("-1", "last")];
        let nth = nth.map(|(value, word)| Choice::new(value, self.shell.words.say(&format!("calendar-nth-{word}"))));
        let end = Choice::new("end", self.shell.say("calendar-nth-end"));
        let dates =
            (1..=31).map(|day| Choice::new(format!("d{day}"), self.shell.with("calendar-nth-date", &day.to_string())));
        nth.into_iter().chain([end]).chain(dates).collect()
    }

    fn months(&self) -> Vec<Choice> {
        let every = Choice::new("", self.shell.say("calendar-every-month"));
        let months = (1..=12_i8).map(|month| Choice::new(month, month_told(month, self.shell.words)));
        [every].into_iter().chain(months).collect()
    }

    /// The running year and the next one, each month as weeks of seven days; none: not of this month.
    fn drawn_years(&self) -> Vec<(String, Vec<Month>)> {
        let Some(hours) = &self.hours else { return Vec::new() };
        let this = self.shell.now.in_zone(&hours.zone).year();
        [this, this + 1].map(|year| (year.to_string(), months_of(hours, year, self.shell.words))).to_vec()
    }

    fn coming(&self) -> Vec<OddDay> {
        let Some(hours) = &self.hours else { return Vec::new() };
        hours.coming(hours.today(self.shell.now), 366, 12)
    }

    fn a_week(&self, hours: &Hours) -> String {
        a_week(hours, self.shell.words)
    }

    fn day(&self, odd: &OddDay) -> String {
        whole_day(odd.day.0, self.shell.words)
    }

    fn hours(&self, odd: &OddDay) -> String {
        if odd.hours.is_empty() {
            self.shell.say("admin-calendar-closed").to_owned()
        } else {
            hours_written(&odd.hours)
        }
    }

    fn why(&self, why: &Why) -> String {
        why_told(why, self.shell.words)
    }

    fn span(&self, piece: &Piece, tried: &Tried) -> String {
        span_told(piece.from, piece.until, &tried.zone, self.shell.words)
    }

    /// What a piece adds to the sum.
    fn adds(&self, piece: &Piece) -> String {
        match piece.why {
            Why::Open => amount_told((piece.until.0 - piece.from.0) / 60_000, self.shell.words),
            Why::Closed | Why::Holiday(_) | Why::Own(_) => "–".to_owned(),
        }
    }

    fn sum(&self, tried: &Tried) -> String {
        amount_told(i64::from(tried.amount), self.shell.words)
    }

    fn told(&self, tried: &Tried) -> String {
        match tried.over {
            Some(over) => {
                self.shell.words.with("admin-calendar-over", "when", whole(over, &tried.zone, self.shell.words))
            }
            None => self.shell.say("admin-calendar-never").to_owned(),
        }
    }
}

/// The name of what rules a piece of time.
pub(crate) fn why_told(why: &Why, words: &Words) -> String {
    match why {
        Why::Open => words.say("piece-open").to_owned(),
        Why::Closed => words.say("piece-closed").to_owned(),
        Why::Holiday(key) => words.say(key).to_owned(),
        Why::Own(name) => name.clone(),
    }
}

/// From when until when, as short as the days allow.
pub(crate) fn span_told(from: Moment, until: Moment, zone: &str, words: &Words) -> String {
    let (begin, end) = (from.in_zone(zone), until.in_zone(zone));
    let short = |moment: Moment| {
        let then = moment.in_zone(zone);
        let (weekday, time) = (weekday(then.date(), words), time(&then, words));
        match words.language() {
            base::Language::Japanese => format!("{}({weekday}) {time}", then.strftime("%-m/%-d")),
            base::Language::English => format!("{weekday} {} {time}", then.strftime("%-d %b")),
        }
    };
    if begin.date() == end.date() {
        format!("{}–{}", short(from), time(&end, words))
    } else {
        format!("{} – {}", short(from), short(until))
    }
}

/// A week drawn as seven bars of 24 hours: x and width of each stretch, in minutes.
fn bars(hours: &Hours) -> Vec<(usize, u16, u16)> {
    let mut bars = Vec::new();
    for (weekday, day) in hours.week.iter().enumerate() {
        for one in day {
            bars.push((weekday * 40, one.from, one.until.min(1440) - one.from));
            if one.until > 1440 {
                bars.push(((weekday + 1) % 7 * 40, 0, one.until - 1440));
            }
        }
    }
    bars
}

fn a_week(hours: &Hours, words: &Words) -> String {
    let minutes: i64 = hours.week.iter().flatten().map(|one| i64::from(one.minutes())).sum();
    words.with("admin-calendar-a-week", "amount", amount_told(minutes, words))
}
