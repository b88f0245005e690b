//! `/people/{id}/merge`: who is to be one with somebody is chosen, both are looked at, done.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::person::{again_merge, counted, named, path};
use super::said::Said;
use crate::Web;
use crate::admin::tried::tried;
use crate::answer::{Answer, see};
use axum::extract::State;
use axum::http::StatusCode;
use base::Language;
use desk::Error;
use desk::people::{Person, PersonId, filled_in};
use service::people::{self, Panel, PeopleProspect};
use views::agent::At;
use views::agent::person_merge::{PersonMergePage, Row, Stands};

/// `?from=` would become this person.
pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<PersonId>) -> Answer {
    let from = here.query.value("from").map(PersonId).map_err(|_| here.fail(Error::Missing))?;
    page(&web, &here, (from, id), here.query.text("back") == "namesakes", None).await
}

/// `from` a person, or whomever `merge_address` finds: to be looked at first; then, with `sure`, done.
pub async fn create(State(web): State<Web>, here: Here, Id(id): Id<PersonId>, fields: Fields) -> Answer {
    let (wish, sure) = (fields.clone(), fields.text("sure") == "on");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        let from = match wish.maybe("from")? {
            Some(from) => PersonId(from),
            None => named(tx, wish.text("merge_address"))?,
        };
        let prospect = people::people_prospect(tx, from, id)?;
        if !sure {
            return Ok((from, false));
        }
        if prospect.seen != wish.text("seen") {
            return Ok((from, true));
        }
        people::merge_people(tx, from, id).map(|_| (id, true))
    });
    let namesakes = fields.text("back") == "namesakes";
    match tried(&here, done.await, &fields, |_| "merge_address")? {
        Ok((from, false)) => Ok(see(&format!("{}/merge?from={from}", path(id)))),
        Ok((now, true)) if now == id && namesakes => Ok(here.go("/people/namesakes", Said::Saved)),
        Ok((now, true)) if now == id => Ok(here.go(&path(id), Said::Saved)),
        // Somebody has changed one of them since: another look.
        Ok((from, true)) => page(&web, &here, (from, id), namesakes, Some(StatusCode::CONFLICT)).await,
        Err(again) => again_merge(&web, &here, id, again).await,
    }
}

async fn page(
    web: &Web,
    here: &Here,
    (from, into): (PersonId, PersonId),
    namesakes: bool,
    again: Option<StatusCode>,
) -> Answer {
    let asked = ask(web, here, At::People, move |read| people::people_prospect(read, from, into)).await?;
    let Asked { shell, frame, found } = asked;
    let eyes = (here.seat.words.language(), here.seat.zone.as_str());
    let page = PersonMergePage {
        rows: rows(&found, eyes, here),
        tickets: found.tickets,
        copies: found.copies,
        approvals: found.approvals,
        seen: found.seen.clone(),
        back: if namesakes { "/people/namesakes".to_owned() } else { path(into) },
        namesakes,
        stale: again.is_some(),
        from: &found.from.person,
        into: &found.into.person,
        shell,
        frame,
    };
    Ok(here.show_again(again.unwrap_or(StatusCode::OK), &page))
}

/// Side by side, with what would stand afterwards.
fn rows(found: &PeopleProspect, (language, zone): (Language, &str), here: &Here) -> Vec<Row> {
    let (from, into) = (&found.from, &found.into);
    let say = |key: &str| here.seat.words.say(key).to_owned();
    let addresses =
        |panel: &Panel| panel.addresses.iter().map(|one| one.email.to_string()).collect::<Vec<_>>().join("\n");
    let spoken = |panel: &Panel| panel.person.language.map(Language::endonym).unwrap_or_default().to_owned();
    let lives = |panel: &Panel| panel.person.time_zone.clone().unwrap_or_default();
    let house = |panel: &Panel| panel.organization.as_ref().map(|one| one.name.clone()).unwrap_or_default();
    let houses = |panel: &Panel| panel.beside.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("\n");
    let numbers = |panel: &Panel| panel.phones.iter().map(|one| one.number.as_str()).collect::<Vec<_>>().join("\n");
    let names = |panel: &Panel| panel.handles.iter().map(|one| one.handle.as_str()).collect::<Vec<_>>().join("\n");
    let matters = |panel: &Panel| say(panel.tiers.0.key());
    let tickets = |panel: &Panel| counted(&panel.tickets).0.to_string();
    let leads = |manager: &Option<Person>| manager.as_ref().map(|one| one.shown().to_owned()).unwrap_or_default();
    let (theirs, ours) = &found.managers;
    let led_too = ours.is_none() && theirs.as_ref().is_some_and(|one| one.id != into.person.id);
    let filled = filled_in(&from.person.profile(), &into.person.profile());
    let filled = filled.as_ref();
    let own = |label: String, from: String, into: String, fills: bool| {
        let stands = match (fills, from.is_empty() || from == into) {
            (true, _) => Stands::Filled,
            (false, true) => Stands::Same,
            (false, false) => Stands::Left,
        };
        Row { label, from, into, stands }
    };
    let mut rows = vec![
        own(
            say("me-name"),
            from.person.name.clone(),
            into.person.name.clone(),
            filled.is_some_and(|filled| !filled.name.is_empty()),
        ),
        Row { label: say("person-addresses"), from: addresses(from), into: addresses(into), stands: Stands::Moved },
        own(
            say("organizations-one"),
            house(from),
            house(into),
            filled.is_some_and(|filled| filled.organization.is_some()),
        ),
        own(say("person-language"), spoken(from), spoken(into), filled.is_some_and(|filled| filled.language.is_some())),
        own(say("person-zone"), lives(from), lives(into), filled.is_some_and(|filled| filled.time_zone.is_some())),
        own(say("person-manager"), leads(theirs), leads(ours), led_too),
        Row { label: say("person-beside"), from: houses(from), into: houses(into), stands: Stands::Moved },
        Row { label: say("phones-title"), from: numbers(from), into: numbers(into), stands: Stands::Moved },
        Row { label: say("handles-title"), from: names(from), into: names(into), stands: Stands::Moved },
        own(say("field-tier"), matters(from), matters(into), from.tiers.0 > into.tiers.0),
        Row { label: say("palette-tickets"), from: tickets(from), into: tickets(into), stands: Stands::Moved },
    ];
    let (theirs, ours) = &found.fields;
    for (id, _) in &ours.asks {
        let Some(field) = ours.book.field(*id) else { continue };
        let shown = |profile: &service::form::Profile| {
            profile
                .answers
                .get(id)
                .map(|value| field.shown(value, profile.called.eyes(language, zone)))
                .unwrap_or_default()
        };
        let (theirs, ours) = (shown(theirs), shown(ours));
        if theirs.is_empty() && ours.is_empty() {
            continue;
        }
        let fills = ours.is_empty() && !field.nature.is_computed();
        rows.push(own(field.label.shown(language).to_owned(), theirs, ours, fills));
    }
    rows.retain(|row| !row.from.is_empty() || !row.into.is_empty());
    rows
}
