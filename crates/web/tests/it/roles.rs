//! Every route, knocked at by everybody.

mod live;
mod scene;
mod table;

pub use scene::{At, More, Scene, more};
pub use table::{Row, Sent, TABLE, route};

use crate::browser::{Browser, House, Multipart, Reply};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use desk::people::PersonId;
use scene::{NOTE, SUPPORT_WORDS, VAULT_WORDS};
use std::collections::BTreeSet;
use testing::World;
use web::Door;

/// The columns of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Anonymous,
    Stranger,
    Requester,
    Light,
    Teamless,
    Elsewhere,
    Agent,
    Supervisor,
    Administrator,
}

impl Who {
    const ALL: [Self; 9] = [
        Self::Anonymous,
        Self::Stranger,
        Self::Requester,
        Self::Light,
        Self::Teamless,
        Self::Elsewhere,
        Self::Agent,
        Self::Supervisor,
        Self::Administrator,
    ];

    /// The agents among them.
    const fn person(self, house: &House, more: More) -> Option<PersonId> {
        let cast = house.cast;
        match self {
            Self::Anonymous | Self::Stranger | Self::Requester => None,
            Self::Light => Some(cast.dai),
            Self::Teamless => Some(cast.eve),
            Self::Elsewhere => Some(more.fumi),
            Self::Agent => Some(cast.chika),
            Self::Supervisor => Some(cast.ben),
            Self::Administrator => Some(cast.aya),
        }
    }

    async fn browser(self, house: &House, more: More) -> Browser {
        match (self, self.person(house, more)) {
            (_, Some(agent)) => house.agent(agent).await,
            (Self::Stranger, None) => house.requester("stranger@elsewhere.example").await,
            (Self::Requester, None) => house.requester("kei@customer.example").await,
            (_, None) => house.browser(),
        }
    }

    fn answer(self, answers: &str) -> char {
        answers.chars().nth(self as usize).expect("a letter for everybody")
    }

    const fn role(self) -> Option<desk::Role> {
        match self {
            Self::Anonymous | Self::Stranger | Self::Requester => None,
            Self::Light => Some(desk::Role::Light),
            Self::Teamless | Self::Elsewhere | Self::Agent => Some(desk::Role::Agent),
            Self::Supervisor => Some(desk::Role::Supervisor),
            Self::Administrator => Some(desk::Role::Administrator),
        }
    }

    /// Words that must not be in any answer to them.
    fn secrets(self) -> Vec<&'static str> {
        let support: &[&str] = match self {
            Self::Anonymous | Self::Stranger | Self::Teamless | Self::Elsewhere => &SUPPORT_WORDS,
            Self::Requester => &SUPPORT_WORDS[NOTE..=NOTE],
            Self::Light | Self::Agent | Self::Supervisor | Self::Administrator => &[],
        };
        let vault: &[&str] = if self == Self::Administrator { &[] } else { &VAULT_WORDS };
        [support, vault].concat()
    }
}

/// The letters that keep the promise. A ticket of the Vault is there for the administrator alone, one of nobody for
/// nobody; what becomes of other things that are not there is their own tests' affair.
fn promised(row: &Row, who: Who, at: At) -> Vec<char> {
    let letter = who.answer(row.1);
    let of_a_ticket = ["{number}", "/messages/{id}", "/attachments/{id}", "/sides/{side}", "/releases/{waiting}"]
        .iter()
        .any(|part| row.0.contains(part));
    match (at, letter) {
        // Nobody is asked what they want to see before it is known who they are.
        (At::Support, _) | (_, 'd' | 'u') => vec![letter],
        (At::Vault | At::Nowhere, _) if row.1.contains('m') => vec![letter, 'm'],
        (At::Vault, _) if !of_a_ticket || who == Who::Administrator || row.0.contains("{link}") => vec![letter],
        (At::Nowhere, _) if !of_a_ticket || row.0.contains('?') => vec!['y', 'r', 'n', '-', 'd'],
        (At::Vault, _) if row.0.contains("q={number}") => vec![letter],
        (At::Vault | At::Nowhere, _) => vec!['-'],
    }
}

/// One try of one route by one person; what came back, and where it went.
pub async fn knock(browser: &mut Browser, scene: &mut Scene<'_>, row: &Row) -> (String, Reply) {
    let (method, path) = row.0.split_once(' ').expect("a method and a path");
    let path = scene.fill(row.0, path).await;
    let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
    let (kind, body) = match row.2 {
        Sent::Nothing => (None, Body::empty()),
        Sent::Form(form) => {
            (Some("application/x-www-form-urlencoded".to_owned()), scene.fill(row.0, form).await.into())
        }
        Sent::Parts(form) => {
            let form = parts(&scene.fill(row.0, form).await);
            (Some(form.content_type()), form.bytes().into())
        }
    };
    let reply = browser.send(method, &path, kind.as_deref(), body).await;
    (path, reply)
}

/// `a=1&b=2` as the parts of a form with files.
pub fn parts(form: &str) -> Multipart {
    form_urlencoded::parse(form.as_bytes())
        .fold(Multipart::default(), |form, (name, value)| form.field(&name, value.as_bytes()))
}

fn seen(reply: &Reply) -> char {
    // Who signs out is led there as well, and told so.
    let door = matches!(reply.door(), "/login" | "/help/sign-in") && !reply.location().contains("notice=");
    match reply.status {
        StatusCode::SEE_OTHER if door => 'd',
        StatusCode::NOT_FOUND => '-',
        StatusCode::FORBIDDEN => 'n',
        StatusCode::UNAUTHORIZED => 'u',
        StatusCode::UNPROCESSABLE_ENTITY => 'r',
        StatusCode::MULTI_STATUS => 'm',
        status if status.is_success() || status.is_redirection() => 'y',
        _ => '?',
    }
}

/// Nothing is drawn where no icon has the name.
const NO_ICON: &str = r#"viewBox="0 0 16 16"></svg>"#;

/// Everything wrong with how one person is answered.
async fn walk(house: &House, more: More, who: Who) -> Vec<String> {
    let mut wrong = Vec::new();
    let me = who.person(house, more);
    let mut scenes = [At::Support, At::Vault, At::Nowhere].map(|at| (at, Scene::new(house, more, at, me)));
    let mut browser = who.browser(house, more).await;
    for row in TABLE {
        let mut nothing_there = None;
        for (at, scene) in scenes.iter_mut().rev() {
            let at = *at;
            if at != At::Support && !row.0.contains('{') {
                continue;
            }
            let (path, reply) = knock(&mut browser.clone(), scene, row).await;
            let (promised, seen) = (promised(row, who, at), seen(&reply));
            if !promised.contains(&seen) {
                wrong.push(format!("{} {path} {at:?}: {seen} ({}) instead of {promised:?}", row.0, reply.status));
            }
            if at == At::Nowhere {
                nothing_there = Some((reply.status, reply.text()));
            } else if matches!(seen, '-' | 'u')
                && nothing_there.as_ref().is_some_and(|nothing| *nothing != (reply.status, reply.text()))
            {
                wrong.push(format!("{} {path} {at:?}: can be told from what does not exist", row.0));
            }
            for secret in told(row, who, at, &reply) {
                wrong.push(format!("{} {path} {at:?}: tells of {secret}", row.0));
            }
            if reply.everything().contains(NO_ICON) {
                wrong.push(format!("{} {path} {at:?}: shows an icon that is not there", row.0));
            }
            if seen == 'y' && !row.0.starts_with("get ") {
                *scene = Scene::new(house, more, at, me);
            }
            if seen == 'y' && row.0.ends_with("out") {
                browser = who.browser(house, more).await;
            }
        }
    }
    wrong
}

/// All of them, for whoever wants to see what that asks of the database.
pub async fn walk_as_everybody(house: &House) {
    let more = more(house).await;
    for who in [Who::Requester, Who::Agent, Who::Supervisor, Who::Administrator] {
        walk(house, more, who).await;
    }
}

/// Whoever holds a link may read its ticket, but no note.
fn told(row: &Row, who: Who, at: At, reply: &Reply) -> Vec<&'static str> {
    let link = row.0.contains("{link}");
    let opened: &[&str] = match (link, at) {
        (true, At::Support) => &SUPPORT_WORDS,
        (true, At::Vault) => &VAULT_WORDS,
        (true, At::Nowhere) | (false, _) => &[],
    };
    let everything = reply.everything();
    let hidden = who.secrets().into_iter().filter(|word| !opened.contains(word) || *word == opened[NOTE]);
    hidden.filter(|word| everything.contains(word)).collect()
}

async fn everything_is_as_promised(world: World, who: Who) {
    let house = House::open(world).await;
    let wrong = walk(&house, more(&house).await, who).await;
    assert!(wrong.is_empty(), "{who:?}\n{}", wrong.join("\n"));
}

testing::on_both! {
    async fn whoever_is_not_signed_in_is_led_to_the_door(world: World) {
        everything_is_as_promised(world, Who::Anonymous).await;
    }

    async fn a_stranger_cannot_tell_what_is_not_theirs_from_what_is_not_there(world: World) {
        everything_is_as_promised(world, Who::Stranger).await;
    }

    async fn a_requester_sees_their_own_request_without_notes(world: World) {
        everything_is_as_promised(world, Who::Requester).await;
    }

    async fn a_light_agent_reads_and_notes(world: World) {
        everything_is_as_promised(world, Who::Light).await;
    }

    async fn an_agent_without_a_team_finds_no_ticket(world: World) {
        everything_is_as_promised(world, Who::Teamless).await;
    }

    async fn an_agent_finds_no_ticket_of_another_team(world: World) {
        everything_is_as_promised(world, Who::Elsewhere).await;
    }

    async fn an_agent_answers_but_sets_nothing_up(world: World) {
        everything_is_as_promised(world, Who::Agent).await;
    }

    async fn a_novice_comes_as_far_as_an_agent(world: World) {
        let house = House::open(world).await;
        let (aya, chika) = (house.world.actor(house.cast.aya).await, house.cast.chika);
        let more = more(&house).await;
        let novice = house.world.desk.change(aya, move |tx| {
            let (_, agent) = service::people::agents(tx)?.into_iter().find(|(one, _)| one.id == chika).expect("an agent");
            service::people::set_role(tx, chika, desk::Role::Novice, agent.version)
        });
        novice.await.expect("Aya may say who is what");
        let wrong = walk(&house, more, Who::Agent).await;
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn a_supervisor_steers_their_own_teams(world: World) {
        everything_is_as_promised(world, Who::Supervisor).await;
    }

    async fn an_administrator_comes_in_everywhere(world: World) {
        everything_is_as_promised(world, Who::Administrator).await;
    }
}

#[test]
fn every_route_stands_in_the_table() {
    let known: BTreeSet<_> = TABLE.iter().map(|row| route(row.0)).collect();
    let there: BTreeSet<_> = web::all_routes().iter().map(|route| (route.method, route.path)).collect();
    let missing: Vec<_> = there.difference(&known).collect();
    let gone: Vec<_> = known.difference(&there).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not in the table: {missing:#?}\nno such route: {gone:#?}");
}

/// The table says of each route at least what its door says.
#[test]
fn the_table_agrees_with_the_doors() {
    for row in TABLE {
        let Some(route) = web::all_routes().iter().find(|one| (one.method, one.path) == route(row.0)) else { continue };
        for who in Who::ALL {
            let letter = who.answer(row.1);
            let agrees = match (route.door, who.role()) {
                (Door::Anybody, _) => letter != 'n',
                (Door::Agents | Door::May(_), None) => matches!(letter, 'd' | 'u'),
                (Door::Agents, Some(_)) => letter != 'd',
                (Door::May(permission), Some(role)) => (letter == 'n') != role.allows(permission),
                (Door::Requesters, Some(_)) => matches!(letter, 'd' | 'u'),
                (Door::Requesters, None) => who != Who::Anonymous || matches!(letter, 'd' | 'u'),
            };
            assert!(agrees, "{row:?}: {who:?} at {:?}", route.door);
        }
    }
}
