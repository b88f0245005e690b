//! `/admin/objects`: the types of things that are kept beside tickets.

use super::asked::{Asked, ask};
use super::tried::{Again, above, tried};
use crate::Web;
use crate::agent::fields::Fields as Sent;
use crate::agent::here::Here;
use crate::agent::id::Id;
use crate::agent::said::Said;
use crate::answer::{Answer, Failure};
use axum::extract::State;
use desk::form::{FieldId, Holder, Label};
use desk::object::{Grant, MOST_COLUMNS, ObjectGlyph, ObjectType, ObjectTypeId, ObjectTypeWish, Party, Right};
use desk::people::{Team, TeamId};
use desk::{Error, Permission, Refusal, Role};
use service::{form, object, people};
use views::admin::objects::{ObjectTypePage, ObjectTypes};
use views::admin::{Choice, Form};

const INDEX: &str = "/admin/objects";
/// Administrators may everything anyway.
const ROLES: [Role; 4] = [Role::Light, Role::Novice, Role::Agent, Role::Supervisor];

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let Asked { shell, frame, found } = ask(&web, &here, Permission::Configure, object::all_object_types).await?;
    Ok(here.show(&ObjectTypes { shell, frame, types: found }))
}

pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let form = Form::default().with("active", "on").with("glyph", ObjectGlyph::Tag.name());
    let form = Grant::usual().iter().fold(form, |form, grant| form.with(&party_name(grant.party), grant.right.name()));
    Ok(here.show(&page(&web, &here, None, form).await?))
}

pub async fn create(State(web): State<Web>, here: Here, sent: Sent) -> Answer {
    let wish = wish(&sent);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| object::create_object_type(tx, wish?)).await;
    match tried(&here, done, &sent, beside)? {
        // Its fields are what comes next.
        Ok(id) => Ok(here.go(&format!("/admin/fields?of={}", Holder::Object(id).written()), Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(&web, &here, None, again.form).await?)),
    }
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<ObjectTypeId>) -> Answer {
    Ok(here.show(&page(&web, &here, Some(id), Form::default()).await?))
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<ObjectTypeId>, sent: Sent) -> Answer {
    let (wish, version) = (wish(&sent), sent.value("version"));
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| object::change_object_type(tx, id, version?, wish?)).await;
    settled(&web, &here, id, tried(&here, done, &sent, beside)?).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<ObjectTypeId>, sent: Sent) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| object::remove_object_type(tx, id)).await;
    settled(&web, &here, id, tried(&here, done, &sent, above)?).await
}

async fn settled(web: &Web, here: &Here, id: ObjectTypeId, tried: Result<(), Again>) -> Answer {
    match tried {
        Ok(()) => Ok(here.go(INDEX, Said::Saved)),
        Err(again) => Ok(here.show_again(again.status, &page(web, here, Some(id), again.form).await?)),
    }
}

async fn page(
    web: &Web,
    here: &Here,
    id: Option<ObjectTypeId>,
    form: Form,
) -> Result<ObjectTypePage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let of = object::all_object_types(read)?.into_iter().find(|of| Some(of.id) == id);
        let fields = form::fields(read)?;
        if of.is_some() == id.is_some() { Ok((of, fields, people::teams(read)?)) } else { Err(Error::Missing) }
    });
    let Asked { shell, frame, found: (of, mut fields, teams) } = asked.await?;
    fields.retain(|field| id.is_some_and(|id| field.holder == Holder::Object(id)));
    let again = form.has("version");
    let form = match &of {
        Some(of) if !again => filled(form, of),
        Some(_) | None => form,
    };
    let chosen: Vec<FieldId> = form.all("column").filter_map(|id| id.parse().ok().map(FieldId)).collect();
    Ok(ObjectTypePage {
        columns: fields.into_iter().map(|field| (field.clone(), chosen.contains(&field.id))).collect(),
        parties: parties(&teams, &shell),
        shell,
        frame,
        of,
        form,
    })
}

fn filled(form: Form, of: &ObjectType) -> Form {
    let ObjectTypeWish { name, plural, help, glyph, grants, columns, active } = &of.wish;
    let form = form.or("name_en", &name.en).or("name_ja", &name.ja).or("plural_en", &plural.en);
    let form = form.or("plural_ja", &plural.ja).or("help_en", &help.en).or("help_ja", &help.ja);
    let form = form.or("glyph", glyph.name()).or("version", of.version);
    let form = if *active { form.or("active", "on") } else { form };
    let form = grants.iter().fold(form, |form, grant| form.or(&party_name(grant.party), grant.right.name()));
    columns.iter().fold(form, |form, column| form.with("column", column))
}

fn parties(teams: &[Team], shell: &views::Shell) -> Vec<Choice> {
    let roles = ROLES.map(|role| Choice::new(party_name(Party::Role(role)), shell.say(role.key())));
    let teams = teams
        .iter()
        .map(|team| Choice::new(party_name(Party::Team(team.id)), shell.with("object-type-team", &team.name)));
    roles.into_iter().chain(teams).collect()
}

/// `role-agent`, `team-3`.
fn party_name(party: Party) -> String {
    match party {
        Party::Role(role) => format!("role-{}", role.name()),
        Party::Team(team) => format!("team-{team}"),
    }
}

fn wish(sent: &Sent) -> Result<ObjectTypeWish, Refusal> {
    let label = |en: &str, ja: &str| Label::new(sent.text(en), sent.text(ja));
    let grant = |(name, value): &(String, String)| {
        let party = match name.split_once('-')? {
            ("role", role) => Party::Role(Role::named(role)?),
            ("team", team) => Party::Team(TeamId(team.parse().ok()?)),
            _ => return None,
        };
        let right = Right::named(value).ok_or(Refusal::FormIncomplete);
        (!value.is_empty()).then(|| right.map(|right| Grant { party, right }))
    };
    Ok(ObjectTypeWish {
        name: label("name_en", "name_ja"),
        plural: label("plural_en", "plural_ja"),
        help: label("help_en", "help_ja"),
        glyph: match sent.text("glyph") {
            "" => ObjectGlyph::Tag,
            glyph => ObjectGlyph::named(glyph).ok_or(Refusal::FormIncomplete)?,
        },
        grants: sent.0.iter().filter_map(grant).collect::<Result<_, _>>()?,
        columns: sent.values("column", MOST_COLUMNS + 1).into_iter().map(FieldId).collect(),
        active: match sent.text("active") {
            "" => false,
            "on" => true,
            _ => return Err(Refusal::FormIncomplete),
        },
    })
}

fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name_en",
        _ => "",
    }
}
