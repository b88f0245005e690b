//! `/admin/calendars`

use super::asked::{Asked, ask};
use super::tried::{Again, above, tried, typed};
use crate::Web;
use crate::agent::fields::Fields;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use crate::upload::Upload;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use base::Moment;
use desk::sla::{
    Calendar, CalendarId, CalendarWish, Day, HolidayList, Hours, MOST_AGAIN, MOST_DAYS, OwnDay, Recurring, Version,
    Which, amount_read, amount_told, closings, hours_read, hours_written,
};
use desk::{Done, Fault, Permission, Refusal};
use service::{house, sla};
use views::admin::Form;
use views::admin::calendars::{CalendarPage, Calendars, Tried};

const INDEX: &str = "/admin/calendars";
/// The fields of the week, Monday first.
const WEEK: [&str; 7] = ["hours_0", "hours_1", "hours_2", "hours_3", "hours_4", "hours_5", "hours_6"];

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found: calendars } = ask(&web, &here, Permission::Configure, sla::calendars).await?;
    Ok(here.show(&Calendars { shell, frame, calendars }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    Ok(here.show(&page(&web, &here, None, Shown::Kept(Form::default())).await?))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let made = match wish(&fields) {
        Ok(wish) => web.desk.change(here.seat.actor.clone(), move |tx| sla::create_calendar(tx, wish)).await,
        Err((field, refusal)) => return refused(&web, &here, None, &fields, field, refusal).await,
    };
    let shown = |id: &CalendarId| format!("{INDEX}/{id}");
    settled(&web, &here, None, made, &fields, shown).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<CalendarId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(id), Shown::Kept(Form::default())).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<CalendarId>, fields: Fields) -> Answer {
    let version = fields.value("version");
    let done = match wish(&fields) {
        Ok(wish) => {
            let change = move |tx: &mut service::Tx| sla::change_calendar(tx, id, version?, wish);
            web.desk.change(here.seat.actor.clone(), change).await
        }
        Err((field, refusal)) => return refused(&web, &here, Some(id), &fields, field, refusal).await,
    };
    settled(&web, &here, Some(id), done, &fields, |()| format!("{INDEX}/{id}")).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<CalendarId>, fields: Fields) -> Answer {
    let version = fields.value("version");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| sla::remove_calendar(tx, id, version?)).await;
    settled(&web, &here, Some(id), done, &fields, |()| INDEX.to_owned()).await
}

/// As the form stands, without saving it: with more lines, and with when an amount of time is over.
pub async fn try_out(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let id = fields.maybe("id").map_err(|refusal| here.fail(refusal))?.map(CalendarId);
    let again = wish(&fields).and_then(|wish| reckon(wish.hours, &fields)).err();
    match again {
        Some((field, refusal)) => refused(&web, &here, id, &fields, field, refusal).await,
        None => {
            Ok(here.show_again(StatusCode::OK, &page(&web, &here, id, Shown::Typed(typed(&fields), fields)).await?))
        }
    }
}

/// Whole days of an iCalendar file are closed.
pub async fn import(State(web): State<Web>, here: Here, Id(id): Id<CalendarId>, form: Multipart) -> Answer {
    let mut upload = Upload::read(&web, form).await.map_err(|error| here.fail(error))?;
    let done = match upload.files.pop() {
        Some(file) => {
            let bytes = web.blobs.get(&file.digest).await.map_err(|fault| here.fail(Fault::new(fault)))?;
            let text = String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned();
            let change = move |tx: &mut service::Tx| {
                let year = tx.now().in_zone("UTC").year();
                sla::close_days(tx, id, closings(&text, year)?)
            };
            web.desk.change(here.seat.actor.clone(), change).await
        }
        None => Err(upload.refusal.map_or(Refusal::CalendarFileUnreadable, |_| Refusal::CalendarFileTooLarge).into()),
    };
    match tried(&here, done, &upload.fields, |_| "file")? {
        Ok(_) => Ok(here.go(&format!("{INDEX}/{id}"), Said::Saved)),
        Err(again) => {
            let page = page(&web, &here, Some(id), Shown::Kept(again.form)).await?;
            Ok(here.show_again(again.status, &page))
        }
    }
}

async fn settled<T>(
    web: &Web,
    here: &Here,
    id: Option<CalendarId>,
    done: Done<T>,
    fields: &Fields,
    then: impl FnOnce(&T) -> String,
) -> Answer {
    match tried(here, done, fields, field)? {
        Ok(done) => Ok(here.go(&then(&done), Said::Saved)),
        Err(again) => {
            let shown = Shown::Typed(again.form, fields.clone());
            Ok(here.show_again(again.status, &page(web, here, id, shown).await?))
        }
    }
}

async fn refused(
    web: &Web,
    here: &Here,
    id: Option<CalendarId>,
    fields: &Fields,
    field: &'static str,
    refusal: Refusal,
) -> Answer {
    let Again { status, form } = Again::refused(fields, field, refusal);
    Ok(here.show_again(status, &page(web, here, id, Shown::Typed(form, fields.clone())).await?))
}

/// What stands in the fields.
enum Shown {
    /// What is kept, with a reason perhaps.
    Kept(Form),
    Typed(Form, Fields),
}

async fn page(web: &Web, here: &Here, id: Option<CalendarId>, shown: Shown) -> Result<CalendarPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let kept = id.map(|id| sla::calendar(read, id)).transpose()?;
        Ok((kept, house::load(read)?.time_zone))
    });
    let Asked { shell, frame, found: (kept, zone) } = asked.await?;
    let now = kept.as_ref().and_then(Calendar::now).cloned();
    let (form, hours, tried) = match shown {
        Shown::Typed(form, fields) => {
            let hours = wish(&fields).ok().map(|wish| wish.hours);
            let tried = hours.clone().and_then(|hours| reckon(hours, &fields).ok().flatten());
            (form, hours, tried)
        }
        Shown::Kept(form) => {
            let hours = now.as_ref().map_or_else(|| Hours::usual(&zone), |version| version.hours.clone());
            (filled(form, &hours, shell.now), Some(hours), None)
        }
    };
    let form = match &kept {
        Some(kept) => form.or("name", &kept.name).or("version", kept.version),
        None => form,
    };
    let form = form
        .or("try_amount", amount_told(8 * 60, shell.words))
        .or("try_from", shell.now.in_zone(&zone).strftime("%Y-%m-%dT%H:%M"));
    let since = now.map(|version| version.since);
    Ok(CalendarPage { shell, frame, id, form, hours, since, tried, zones: base::zones() })
}

/// Without the days of former years.
fn filled(form: Form, hours: &Hours, now: Moment) -> Form {
    let today = hours.today(now);
    let form = form.with("zone", &hours.zone);
    let form = WEEK.iter().zip(&hours.week).fold(form, |form, (name, day)| form.with(name, hours_written(day)));
    let form = hours.lists.iter().fold(form, |form, list| form.with("list", list.name()));
    let form = hours.again.iter().fold(form, again_filled);
    hours.days.iter().filter(|day| !day.has_left(today)).fold(form, |form, day| {
        form.with("day_first", day.first)
            .with("day_last", day.last)
            .with("day_hours", hours_written(&day.hours))
            .with("day_name", &day.name)
    })
}

fn again_filled(form: Form, rule: &Recurring) -> Form {
    let (place, weekday) = match rule.which {
        Which::Weekday { nth, weekday } => (nth.to_string(), weekday),
        Which::Date(day) => (format!("d{day}"), 0),
        Which::End => ("end".to_owned(), 0),
    };
    form.with("again_which", place)
        .with("again_weekday", weekday)
        .with("again_month", rule.month.map(|month| month.to_string()).unwrap_or_default())
        .with("again_hours", hours_written(&rule.hours))
        .with("again_name", &rule.name)
}

/// With the field that is wrong.
fn wish(fields: &Fields) -> Result<CalendarWish, (&'static str, Refusal)> {
    let mut week: [Vec<_>; 7] = Default::default();
    for (day, name) in week.iter_mut().zip(WEEK) {
        *day = hours_read(fields.text(name)).map_err(|refusal| (name, refusal))?;
    }
    let hours = Hours {
        zone: fields.text("zone").trim().to_owned(),
        week,
        lists: fields.all("list").filter_map(HolidayList::named).collect(),
        days: days(fields).map_err(|refusal| ("days", refusal))?,
        again: again(fields).map_err(|refusal| ("again", refusal))?,
    };
    let hours = hours.sound().map_err(|refusal| (field(refusal), refusal))?;
    Ok(CalendarWish { name: fields.text("name").to_owned(), hours })
}

/// A line without a last day is one day; an empty one is none.
fn days(fields: &Fields) -> Result<Vec<OwnDay>, Refusal> {
    let of = |name: &'static str| fields.all(name).map(str::trim).collect::<Vec<_>>();
    let (lasts, hours, names) = (of("day_last"), of("day_hours"), of("day_name"));
    let at = |list: &[&str], line: usize| list.get(line).copied().unwrap_or_default().to_owned();
    let mut days = Vec::new();
    for (line, first) in of("day_first").into_iter().enumerate() {
        let (last, name) = (at(&lasts, line), at(&names, line));
        if first.is_empty() && last.is_empty() && name.is_empty() {
            continue;
        }
        let first: Day = first.parse().map_err(|()| Refusal::DaysWrong)?;
        let last = if last.is_empty() { first } else { last.parse().map_err(|()| Refusal::DaysWrong)? };
        days.push(OwnDay { first, last, name, hours: hours_read(&at(&hours, line))? });
    }
    if days.len() > MOST_DAYS { Err(Refusal::TooManyDays) } else { Ok(days) }
}

/// A line without a place in the month is none.
fn again(fields: &Fields) -> Result<Vec<Recurring>, Refusal> {
    let of = |name: &'static str| fields.all(name).map(str::trim).collect::<Vec<_>>();
    let (weekdays, months, hours, names) =
        (of("again_weekday"), of("again_month"), of("again_hours"), of("again_name"));
    let at = |list: &[&str], line: usize| list.get(line).copied().unwrap_or_default().to_owned();
    let mut rules = Vec::new();
    for (line, place) in of("again_which").into_iter().enumerate().filter(|(_, place)| !place.is_empty()) {
        let which = match place.strip_prefix('d') {
            Some(date) => format!("date {date}"),
            None if place == "end" => "end".to_owned(),
            None => format!("nth {place} {}", at(&weekdays, line)),
        };
        let month = match at(&months, line).as_str() {
            "" => None,
            month => Some(month.parse().map_err(|_| Refusal::DaysWrong)?),
        };
        rules.push(Recurring {
            which: Which::named(&which).ok_or(Refusal::DaysWrong)?,
            month,
            name: at(&names, line),
            hours: hours_read(&at(&hours, line))?,
        });
    }
    if rules.len() > MOST_AGAIN { Err(Refusal::TooManyDays) } else { Ok(rules) }
}

/// None: nothing was asked.
fn reckon(hours: Hours, fields: &Fields) -> Result<Option<Tried>, (&'static str, Refusal)> {
    if fields.text("try_amount").trim().is_empty() || fields.text("try_from").trim().is_empty() {
        return Ok(None);
    }
    let amount = amount_read(fields.text("try_amount"), hours.a_day()).map_err(|refusal| ("try_amount", refusal))?;
    let zone = hours.zone.clone();
    let from = Moment::on_wall_clock(fields.text("try_from"), &zone).ok_or(("try_from", Refusal::DateInvalid))?;
    let version = Version { since: Moment(i64::MIN), hours };
    let calendar =
        Calendar { id: CalendarId(0), name: String::new(), removed: false, version: 0, versions: vec![version] };
    let over = calendar.add(from, std::time::Duration::from_secs(u64::from(amount) * 60));
    let pieces = over.map(|over| calendar.explain(from..over)).unwrap_or_default();
    Ok(Some(Tried { over, amount, pieces, zone }))
}

fn field(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name",
        Refusal::TimeZoneUnknown => "zone",
        Refusal::HoursNone => WEEK[0],
        Refusal::TooManyDays | Refusal::DaysWrong | Refusal::DaysOver => "days",
        _ => above(refusal),
    }
}
