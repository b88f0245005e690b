//! `/people`

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::lists::row;
use super::me::{field, language};
use super::object::beside_line;
use super::organization::near;
use super::said::Said;
use crate::Web;
use crate::admin::tried::tried;
use crate::answer::{Answer, Speak, html, see};
use crate::profiles::{self, drawn};
use crate::upload::Brought;
use axum::extract::State;
use axum::http::StatusCode;
use base::Email;
use desk::form::Owner;
use desk::people::{
    HandleKind, OrganizationId, PersonId, PersonMerge, PersonMergeId, PersonNoteId, PhoneKind, Profile, Tier, Whom,
};
use desk::ticket::Place;
use desk::{Done, Permission, Refusal};
use service::people::{After, PersonLine};
use service::{channel, people, ticket};
use views::admin::Form;
use views::agent::At;
use views::agent::new::Options;
use views::agent::person::{Found, Merged, NewPerson, People, PersonFiles, PersonPage};

const LENGTH: usize = 50;
/// Tickets on a person's own page.
const TICKETS: usize = 25;

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let find = here.query.text("q").trim().to_owned();
    let (wanted, after) = (find.clone(), after(&here.query));
    let asked = ask(&web, &here, At::People, move |read| people::find(read, &wanted, &after, LENGTH));
    let Asked { shell, frame, found } = asked.await?;
    let next = found.next.map(|after| address("/people", &find, &after));
    let may_edit = here.seat.actor.may(Permission::EditPeople).is_ok();
    Ok(here.show(&People {
        shell,
        frame,
        find,
        people: found.lines.into_iter().map(of_line).collect(),
        next,
        may_edit,
    }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found: () } =
        ask(&web, &here, At::People, |read| read.actor().may(Permission::EditPeople)).await?;
    Ok(here.show(&NewPerson { shell, frame, form: Form::default(), near: Vec::new() }))
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let wish = fields.clone();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        let (number, handle) = (wish.text("number").trim(), wish.text("handle").trim());
        let organization = organization(tx, &wish)?;
        let profile = Profile { organization, ..profile(&wish)? };
        let person = match wish.text("email").trim() {
            "" => {
                // Without any name they are called as they are reached.
                let called = [profile.name.as_str(), number, handle].into_iter().find(|name| !name.is_empty());
                let name = called.unwrap_or_default().to_owned();
                people::create_person_without_address(tx, Profile { name, ..profile })?
            }
            address => people::create_person(tx, Email::typed(address).ok_or(Refusal::AddressInvalid)?, profile)?,
        };
        if !number.is_empty() {
            let kind = PhoneKind::named(wish.text("sort")).ok_or(Refusal::FormIncomplete)?;
            people::add_phone(tx, person.id, number, kind)?;
        }
        if !handle.is_empty() {
            let service = HandleKind::named(wish.text("service")).ok_or(Refusal::FormIncomplete)?;
            people::add_handle(tx, person.id, service, handle)?;
        }
        Ok(person)
    });
    let beside = |refusal| match refusal {
        Refusal::PhoneInvalid => "number",
        Refusal::HandleInvalid => "handle",
        Refusal::OrganizationUnknown => "organization_name",
        refusal => field(refusal),
    };
    match tried(&here, done.await, &fields, beside)? {
        Ok(person) => Ok(here.go(&path(person.id), Said::Saved)),
        Err(again) => {
            let near = near(&web, &here, &again.form, "organization_name").await?;
            let Asked { shell, frame, found: () } = ask(&web, &here, At::People, |_| Ok(())).await?;
            Ok(here.show_again(again.status, &NewPerson { shell, frame, form: again.form, near }))
        }
    }
}

/// Who was merged into somebody is found there.
pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<PersonId>) -> Answer {
    let now = web.desk.ask(here.seat.actor.clone(), move |read| people::who_is_now(read, id)).await;
    match now.speak(&here.seat)? {
        now if now == id => page(&web, &here, id, Forms::default(), None).await,
        now => Ok(see(&path(now))),
    }
}

/// The page with the reason why nobody was merged.
pub(super) async fn again_merge(web: &Web, here: &Here, id: PersonId, again: crate::admin::tried::Again) -> Answer {
    page(web, here, id, Forms { merge: again.form, ..Forms::default() }, Some(again.status)).await
}

/// `/people/merges/{merge}/undo`
pub async fn unmerge(State(web): State<Web>, here: Here, Id(merge): Id<PersonMergeId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::unmerge_people(tx, merge)).await;
    let merge = done.map_err(|error| here.fail(error))?;
    Ok(here.go(&path(merge.person), Said::Undone))
}

/// `blocked=on`, or no longer.
pub async fn block(State(web): State<Web>, here: Here, Id(id): Id<PersonId>, fields: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| match fields.text("blocked") {
        "on" => people::block_person(tx, id, true),
        "off" => people::block_person(tx, id, false),
        _ => Err(Refusal::FormIncomplete.into()),
    });
    let done = done.await;
    done.map_err(|error| here.fail(error))?;
    Ok(here.go(&path(id), Said::Saved))
}

/// What was typed into each form of the page, with the reason it was not taken.
#[derive(Default)]
struct Forms {
    profile: Form,
    address: Form,
    merge: Form,
    manager: Form,
    oversight: Form,
    tier: Form,
    beside: Form,
    phone: Form,
    handle: Form,
    note: Form,
    own: profiles::Again,
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<PersonId>, fields: Fields) -> Answer {
    let (wish, version) = (fields.clone(), fields.value("version"));
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        let organization = organization(tx, &wish)?;
        people::edit_person(tx, id, Profile { organization, ..profile(&wish)? }, version?)
    });
    let beside = |refusal| match refusal {
        Refusal::OrganizationUnknown => "organization_name",
        refusal => field(refusal),
    };
    match tried(&here, done.await, &fields, beside)? {
        Ok(_) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => {
            page(&web, &here, id, Forms { profile: again.form, ..Forms::default() }, Some(again.status)).await
        }
    }
}

/// What stands in the fields that people have defined.
pub async fn fields(State(web): State<Web>, here: Here, Id(id): Id<PersonId>, Brought(fields): Brought) -> Answer {
    match filled_in(&web, &here, Owner::Person(id), &fields).await? {
        None => Ok(here.go(&path(id), Said::Saved)),
        Some((status, own)) => page(&web, &here, id, Forms { own, ..Forms::default() }, Some(status)).await,
    }
}

/// Takes what was typed; none: it was taken.
pub(crate) async fn filled_in(
    web: &Web,
    here: &Here,
    owner: Owner,
    fields: &Fields,
) -> Result<Option<(StatusCode, profiles::Again)>, crate::answer::Failure> {
    let (version, filled) = (fields.value("version"), profiles::filling(fields, &here.seat.zone));
    let again = filled.clone();
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| service::form::fill(tx, owner, &filled, version?)).await;
    let wrong = match &done {
        Err(error) if profiles::fields_were_wrong(error) => {
            let filled = again.clone();
            let asked =
                web.desk.ask(here.seat.actor.clone(), move |read| service::form::wrong_with(read, owner, &filled));
            asked.await.speak(&here.seat)?
        }
        _ => Vec::new(),
    };
    match tried(here, done, fields, |_| "")? {
        Ok(()) => Ok(None),
        Err(refused) => Ok(Some((refused.status, profiles::Again { filling: again, wrong, form: refused.form }))),
    }
}

/// One more address, one less, another one to write to, or whose it is.
pub async fn addresses(State(web): State<Web>, here: Here, Id(id): Id<PersonId>, fields: Fields) -> Answer {
    let wish = fields.clone();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        let kept = || Email::parse(wish.text("address")).ok_or(Refusal::AddressInvalid);
        match wish.text("act") {
            "remove" => people::remove_address(tx, id, &kept()?),
            "choose" => people::choose_address(tx, id, &kept()?),
            "share" => people::share_address(tx, id, &kept()?, true),
            "own" => people::share_address(tx, id, &kept()?, false),
            _ => people::add_address(tx, id, &Email::typed(wish.text("address")).ok_or(Refusal::AddressInvalid)?),
        }
    });
    match tried(&here, done.await, &fields, |_| "address")? {
        Ok(_) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => {
            page(&web, &here, id, Forms { address: again.form, ..Forms::default() }, Some(again.status)).await
        }
    }
}

/// By whatever finds them; empty: nobody.
pub async fn manager(State(web): State<Web>, here: Here, Id(id): Id<PersonId>, fields: Fields) -> Answer {
    let wish = fields.text("manager").trim().to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        let manager = match wish.as_str() {
            "" => None,
            typed => Some(named(tx, typed)?),
        };
        people::set_manager(tx, id, manager)
    });
    match tried(&here, done.await, &fields, |_| "manager")? {
        Ok(()) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => {
            let forms = Forms { manager: again.form, ..Forms::default() };
            page(&web, &here, id, forms, Some(again.status)).await
        }
    }
}

/// Sees the tickets of one person more, or of one less.
pub async fn oversight(State(web): State<Web>, here: Here, Id(id): Id<PersonId>, fields: Fields) -> Answer {
    let wish = fields.clone();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| match wish.text("act") {
        "end" => people::end_oversight(tx, id, PersonId(wish.value("id")?)),
        "give" => {
            let person = named(tx, wish.text("oversees"))?;
            people::oversee(tx, id, person)
        }
        _ => Err(Refusal::FormIncomplete.into()),
    });
    match tried(&here, done.await, &fields, |_| "oversees")? {
        Ok(()) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => {
            let forms = Forms { oversight: again.form, ..Forms::default() };
            page(&web, &here, id, forms, Some(again.status)).await
        }
    }
}

/// One more number, or one less.
pub async fn phones(State(web): State<Web>, here: Here, Id(id): Id<PersonId>, fields: Fields) -> Answer {
    let wish = fields.clone();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| match wish.text("act") {
        "remove" => people::remove_phone(tx, id, wish.text("number")),
        "add" => {
            let kind = PhoneKind::named(wish.text("sort")).ok_or(Refusal::FormIncomplete)?;
            people::add_phone(tx, id, wish.text("number"), kind)
        }
        _ => Err(Refusal::FormIncomplete.into()),
    });
    match tried(&here, done.await, &fields, |_| "number")? {
        Ok(()) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => page(&web, &here, id, Forms { phone: again.form, ..Forms::default() }, Some(again.status)).await,
    }
}

/// One more name in a chat or network, or one less.
pub async fn handles(State(web): State<Web>, here: Here, Id(id): Id<PersonId>, fields: Fields) -> Answer {
    let wish = fields.clone();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        let service = HandleKind::named(wish.text("service")).ok_or(Refusal::FormIncomplete)?;
        match wish.text("act") {
            "remove" => people::remove_handle(tx, id, service, wish.text("handle")),
            "add" => people::add_handle(tx, id, service, wish.text("handle")),
            _ => Err(Refusal::FormIncomplete.into()),
        }
    });
    match tried(&here, done.await, &fields, |_| "handle")? {
        Ok(()) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => page(&web, &here, id, Forms { handle: again.form, ..Forms::default() }, Some(again.status)).await,
    }
}

/// What colleagues should know.
pub async fn note(State(web): State<Web>, here: Here, Id(id): Id<PersonId>, fields: Fields) -> Answer {
    let text = fields.text("note").to_owned();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::add_person_note(tx, id, &text)).await;
    match tried(&here, done, &fields, |_| "note")? {
        Ok(_) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => page(&web, &here, id, Forms { note: again.form, ..Forms::default() }, Some(again.status)).await,
    }
}

pub async fn remove_note(State(web): State<Web>, here: Here, Id(id): Id<PersonNoteId>) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::remove_person_note(tx, id)).await;
    let person = done.map_err(|error| here.fail(error))?;
    Ok(here.go(&path(person), Said::Saved))
}

/// `/people/{id}/files`
pub async fn files(State(web): State<Web>, here: Here, Id(id): Id<PersonId>) -> Answer {
    let from = ticket::After::read(here.query.text("after"));
    let asked = ask(&web, &here, At::People, move |read| {
        Ok((people::panel(read, id)?.person, ticket::files_of_person(read, id, from)?))
    });
    let Asked { shell, frame, found: (person, files) } = asked.await?;
    let next = files.next.map(|after| format!("/people/{id}/files?after={after}"));
    Ok(here.show(&PersonFiles { shell, frame, person: &person, tickets: &files.tickets, next }))
}

/// How much they matter.
pub async fn tier(State(web): State<Web>, here: Here, Id(id): Id<PersonId>, fields: Fields) -> Answer {
    let wish = Tier::named(fields.text("tier")).ok_or(Refusal::TierUnknown);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| people::set_tier(tx, id, wish?)).await;
    match tried(&here, done, &fields, |_| "tier")? {
        Ok(()) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => page(&web, &here, id, Forms { tier: again.form, ..Forms::default() }, Some(again.status)).await,
    }
}

/// Into one that is called so, or out of one.
pub async fn organizations(State(web): State<Web>, here: Here, Id(id): Id<PersonId>, fields: Fields) -> Answer {
    let wish = fields.clone();
    let done = web.desk.change(here.seat.actor.clone(), move |tx| match wish.text("act") {
        "leave" => people::leave_organization(tx, id, OrganizationId(wish.value("id")?)),
        "join" => {
            tx.actor().may(Permission::EditPeople)?;
            let called = people::organization_called(tx, wish.text("beside"))?;
            people::join_organization(tx, id, called.ok_or(Refusal::OrganizationUnknown)?)
        }
        _ => Err(Refusal::FormIncomplete.into()),
    });
    match tried(&here, done.await, &fields, |_| "beside")? {
        Ok(()) => Ok(here.go(&path(id), Said::Saved)),
        Err(again) => page(&web, &here, id, Forms { beside: again.form, ..Forms::default() }, Some(again.status)).await,
    }
}

/// `/people/options?requester=`: proposals while an address is typed; with `all=on` also who has none, by their id.
pub async fn options(State(web): State<Web>, here: Here) -> Answer {
    let find = here.query.text("requester").trim().to_owned();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| match find.as_str() {
        "" => Ok(Vec::new()),
        find => Ok(people::list(read, find, &After::default(), 8)?.lines),
    });
    let all = here.query.text("all") == "on";
    let known = |line: PersonLine| match line.person.email {
        Some(email) => Some((email.to_string(), line.person.name)),
        None => all.then(|| (format!("#{}", line.person.id), line.person.name)),
    };
    Ok(html(&Options { people: asked.await.speak(&here.seat)?.into_iter().filter_map(known).collect() }))
}

/// Somebody who is there, named by an address, a number or `#57`.
pub(super) fn named(read: &mut service::Read, typed: &str) -> Done<PersonId> {
    read.actor().may(Permission::EditPeople)?;
    people::known_as(read, &Whom::read(typed)?)
}

/// The page with the reason beside the key that was not taken.
pub(super) async fn again(web: &Web, here: &Here, id: PersonId, again: crate::admin::tried::Again) -> Answer {
    page(web, here, id, Forms { address: again.form, ..Forms::default() }, Some(again.status)).await
}

async fn page(web: &Web, here: &Here, id: PersonId, forms: Forms, again: Option<StatusCode>) -> Answer {
    let near =
        [near(web, here, &forms.profile, "organization_name").await?, near(web, here, &forms.beside, "beside").await?]
            .concat();
    let from = ticket::After::read(here.query.text("after"));
    let noted = here.query.value("notes").ok().map(PersonNoteId);
    let asked = ask(web, here, At::People, move |read| {
        Ok((
            people::panel(read, id)?,
            ticket::asked_by(read, id, from, TICKETS)?,
            ticket::statuses(read)?,
            ticket::tags(read)?,
            channel::mail_keys_of_person(read, id)?,
            (people::manager(read, id)?, people::overseen(read, id)?),
            (
                people::is_blocked(read, id)?,
                people::alike(read, id)?,
                people::merged(read, id)?,
                people::person_notes(read, id, noted)?,
                ticket::away(read)?.remove(&id),
            ),
            service::form::profile(read, Owner::Person(id))?,
            service::object::objects_of_person(read, id)?,
            (service::panel::filled_of(read, id)?, service::panel::panels_with(read, id)?),
        ))
    });
    let Asked { shell, frame, found } = asked.await?;
    let (panel, tickets, statuses, tags, keys, leading, about, own, objects, (from_panels, panels)) = found;
    let (manager, (oversees, overseers)) = leading;
    let (blocked, alike, merged, noted, away) = about;
    let (person, language) = (&panel.person, here.seat.words.language());
    let (all, open) = counted(&panel.tickets);
    let may_edit = here.seat.actor.may(match panel.agent {
        Some(_) => Permission::ManageAgents,
        None => Permission::EditPeople,
    });
    let view = PersonPage {
        organization: panel.organization.as_ref(),
        phones: &panel.phones,
        phone_form: forms.phone,
        handles: &panel.handles,
        handle_form: forms.handle,
        notes: &noted.notes,
        older_notes: noted.next.map(|before| format!("/people/{id}?notes={before}")),
        note_form: forms.note,
        me: here.seat.person,
        manages: here.seat.actor.may(Permission::ManageAgents).is_ok(),
        may_note: here.seat.actor.may(Permission::EditPeople).is_ok(),
        tiers: panel.tiers,
        tier_form: forms.tier.or("tier", panel.tiers.0.name()),
        beside: panel.beside.iter().map(|(id, name)| (*id, name.clone(), panel.contact_of.contains(id))).collect(),
        beside_form: forms.beside,
        near,
        contact: person.organization.is_some_and(|own| panel.contact_of.contains(&own)),
        role: panel.agent.as_ref().filter(|agent| agent.active).map(|agent| agent.role),
        away,
        tickets: all,
        open,
        rated: panel.rated,
        rows: tickets.lines.iter().map(|line| row(line, &statuses, &tags, language, None)).collect(),
        next: tickets.next.map(|after| format!("/people/{id}?after={after}")),
        form: filled(forms.profile, &panel),
        zones: base::zones(),
        address: forms.address,
        merge: forms.merge,
        blocked,
        alike,
        merged: merged.into_iter().map(merged_line).collect(),
        manager,
        manager_form: forms.manager,
        oversees,
        overseers,
        oversight_form: forms.oversight,
        profile: drawn(&own, &forms.own, (language, &here.seat.zone), (&path(id), may_edit.is_ok())),
        profile_form: forms.own.form.or("version", person.version),
        filled: from_panels,
        panels,
        objects: objects.iter().map(|(one, of)| beside_line(one, of, language)).collect(),
        may_edit: may_edit.is_ok(),
        addresses: &panel.addresses,
        keys: &keys,
        person,
        shell,
        frame,
    };
    Ok(match again {
        Some(status) => here.show_again(status, &view),
        None => here.show(&view),
    })
}

/// All but what lies aside or went into others, and those somebody works on.
pub(super) fn counted(tickets: &[(Place, i64)]) -> (i64, i64) {
    let of = |place: Place| tickets.iter().filter(|(one, _)| *one == place).map(|(_, tickets)| tickets).sum::<i64>();
    let open = of(Place::Open) + of(Place::Snoozed);
    (open + of(Place::Closed), open)
}

fn merged_line((merge, name): (PersonMerge, String)) -> Merged {
    let tickets = (merge.moved.tickets.len() + merge.moved.copies.len()) as i64;
    Merged { id: merge.id, name, tickets, at: merge.at }
}

fn filled(form: Form, panel: &people::Panel) -> Form {
    let person = &panel.person;
    let form = form.or("name", &person.name).or("version", person.version);
    let form = form.or("language", person.language.map_or("", base::Language::tag));
    let form = form.or("time_zone", person.time_zone.as_deref().unwrap_or_default());
    let form = form.or("organization", person.organization.map(|id| id.to_string()).unwrap_or_default());
    form.or("organization_name", panel.organization.as_ref().map_or("", |own| own.name.as_str()))
}

/// The one whose whole name is typed, made where that is wished; the one they had where its name was left as it is: another
/// may be called the same.
fn organization(tx: &mut service::Tx, fields: &Fields) -> Done<Option<OrganizationId>> {
    let own = fields.maybe("organization")?.map(OrganizationId);
    let typed = match fields.text("organization_name").trim() {
        _ if !fields.has("organization_name") => return Ok(own),
        "" => return Ok(None),
        typed => typed,
    };
    tx.actor().may(Permission::EditPeople)?;
    let names = people::organization_names(tx, own.as_slice())?;
    if let Some(id) = own.filter(|id| names.get(id).is_some_and(|name| name == typed)) {
        return Ok(Some(id));
    }
    match people::organization_called(tx, typed)? {
        Some(id) => Ok(Some(id)),
        None if fields.text("make") == "on" => Ok(Some(people::create_organization(tx, typed)?.id)),
        None => Err(Refusal::OrganizationUnknown.into()),
    }
}

fn profile(fields: &Fields) -> Result<Profile, Refusal> {
    let zone = fields.text("time_zone").trim();
    Ok(Profile {
        name: fields.text("name").trim().to_owned(),
        language: language(fields)?,
        time_zone: (!zone.is_empty()).then(|| zone.to_owned()),
        organization: fields.maybe("organization")?.map(OrganizationId),
    })
}

pub(super) fn path(id: PersonId) -> String {
    format!("/people/{id}")
}

pub fn of_line(line: PersonLine) -> Found {
    let tier = line.tiers.0.max(line.tiers.1);
    Found { person: line.person, organization: line.organization, role: line.role, tier }
}

/// Where a page of people begins.
pub fn after(query: &Fields) -> After {
    After { key: query.text("key").to_owned(), id: query.value("id").unwrap_or_default() }
}

/// The address of the page that begins there.
pub fn address(path: &str, find: &str, after: &After) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("q", find).append_pair("key", &after.key).append_pair("id", &after.id.to_string());
    format!("{path}?{}", query.finish())
}
