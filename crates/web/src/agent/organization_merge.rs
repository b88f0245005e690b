//! `/organizations/{id}/merge`: which one is this one in truth is chosen, both are looked at, done.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::organization::{again_merge, path};
use super::said::Said;
use crate::Web;
use crate::admin::tried::tried;
use crate::answer::{Answer, see};
use axum::extract::State;
use axum::http::StatusCode;
use base::Language;
use desk::people::{Organization, OrganizationId, OrganizationMergeId};
use desk::{Error, Permission, Refusal};
use service::people::{self, OrganizationsProspect};
use views::agent::At;
use views::agent::organization_merge::OrganizationMergePage;
use views::agent::person_merge::{Row, Stands};

/// `?from=` would become this one.
pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<OrganizationId>) -> Answer {
    let from = here.query.value("from").map(OrganizationId).map_err(|_| here.fail(Error::Missing))?;
    page(&web, &here, (from, id), None).await
}

/// `from` an organisation, or the one that is called `merge_name`: to be looked at first; then, with `sure`, done.
pub async fn create(State(web): State<Web>, here: Here, Id(id): Id<OrganizationId>, fields: Fields) -> Answer {
    let (wish, sure) = (fields.clone(), fields.text("sure") == "on");
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        tx.actor().may(Permission::EditPeople)?;
        people::organization(tx, id)?;
        let from = match wish.maybe("from")? {
            Some(from) => OrganizationId(from),
            None => people::organization_called(tx, wish.text("merge_name"))?.ok_or(Refusal::OrganizationUnknown)?,
        };
        let prospect = people::organizations_prospect(tx, from, id)?;
        if !sure {
            return Ok((from, false));
        }
        if prospect.seen != wish.text("seen") {
            return Ok((from, true));
        }
        people::merge_organizations(tx, from, id).map(|_| (id, true))
    });
    match tried(&here, done.await, &fields, |_| "merge_name")? {
        Ok((from, false)) => Ok(see(&format!("{}/merge?from={from}", path(id)))),
        Ok((now, true)) if now == id => Ok(here.go(&path(id), Said::Saved)),
        // Somebody has changed one of them since: another look.
        Ok((from, true)) => page(&web, &here, (from, id), Some(StatusCode::CONFLICT)).await,
        Err(again) => again_merge(&web, &here, id, again).await,
    }
}

/// `/organizations/merges/{merge}/undo`
pub async fn undo(State(web): State<Web>, here: Here, Id(merge): Id<OrganizationMergeId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::unmerge_organizations(tx, merge)).await;
    let merge = done.map_err(|error| here.fail(error))?;
    Ok(here.go(&path(merge.organization), Said::Undone))
}

async fn page(
    web: &Web,
    here: &Here,
    (from, into): (OrganizationId, OrganizationId),
    again: Option<StatusCode>,
) -> Answer {
    let asked = ask(web, here, At::Organizations, move |read| people::organizations_prospect(read, from, into)).await?;
    let Asked { shell, frame, found } = asked;
    let page = OrganizationMergePage {
        rows: rows(&found, here.seat.words.language(), here),
        tickets: found.tickets,
        members: found.members,
        further: found.further,
        contacts: found.contacts,
        seen: found.seen.clone(),
        stale: again.is_some(),
        from: &found.from,
        into: &found.into,
        shell,
        frame,
    };
    Ok(here.show_again(again.unwrap_or(StatusCode::OK), &page))
}

/// Side by side, with what would stand afterwards.
fn rows(found: &OrganizationsProspect, language: Language, here: &Here) -> Vec<Row> {
    let (from, into, about) = (&found.from, &found.into, &found.about);
    let say = |key: &str| here.seat.words.say(key).to_owned();
    let own = |label: String, from: String, into: String, stands: Stands| {
        let same = stands == Stands::Left && (from.is_empty() || from == into);
        Row { label, from, into, stands: if same { Stands::Same } else { stands } }
    };
    let fills = |fills: bool| if fills { Stands::Filled } else { Stands::Left };
    let domains = |one: &Organization| one.domains.join("\n");
    let (their_agent, our_agent) =
        (found.agents.0.clone().unwrap_or_default(), found.agents.1.clone().unwrap_or_default());
    let notes = match (about.notes == into.about.notes, into.about.notes.is_empty()) {
        (true, _) => Stands::Left,
        (false, true) => Stands::Filled,
        (false, false) => Stands::Moved,
    };
    let mut rows = vec![
        own(say("me-name"), from.name.clone(), into.name.clone(), Stands::Left),
        own(say("organizations-domains"), domains(from), domains(into), Stands::Moved),
        own(say("organizations-sharing"), say(from.about.sharing.key()), say(into.about.sharing.key()), Stands::Left),
        own(
            say("organizations-tier"),
            say(from.about.tier.key()),
            say(into.about.tier.key()),
            fills(about.tier != into.about.tier),
        ),
        own(say("organizations-agent"), their_agent, our_agent, fills(about.agent != into.about.agent)),
        own(say("organizations-notes"), from.about.notes.clone(), into.about.notes.clone(), notes),
    ];
    let (theirs, ours) = &found.fields;
    let zone = here.seat.zone.as_str();
    for (id, _) in &ours.asks {
        let Some(field) = ours.book.field(*id) else { continue };
        let shown = |profile: &service::form::Profile| {
            let value = profile.answers.get(id);
            value.map(|value| field.shown(value, profile.called.eyes(language, zone))).unwrap_or_default()
        };
        let (theirs, ours) = (shown(theirs), shown(ours));
        let stands = fills(ours.is_empty() && !field.nature.is_computed());
        rows.push(own(field.label.shown(language).to_owned(), theirs, ours, stands));
    }
    rows.retain(|row| !row.from.is_empty() || !row.into.is_empty());
    rows
}
