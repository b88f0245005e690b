//! `/palette`: places by name, a ticket by its number, people and organisations by what their name begins with, articles by
//! their words, drafts for whoever asks for them; and at a ticket its tags and macros by name.

use super::here::Here;
use crate::Web;
use crate::answer::{Answer, Failure, Speak, html};
use axum::extract::State;
use base::{Language, words};
use desk::form::Label;
use desk::object::ObjectType;
use desk::people::{Organization, Team};
use desk::ticket::{SavedView, Ticket, TicketNumber, View};
use desk::{Done, Error, Level, Permission};
use service::conversation::Unsent;
use service::knowledge::{self, Articles, ArticlesAsked};
use service::object::{Proposed, object_types, propose_objects};
use service::people::{PersonLine, list};
use service::search::{Beside, Order, Wish, folded, understood};
use service::{Read, conversation, people, ticket};
use views::agent::new::Options;
use views::agent::palette::{Find, Group, Palette, Put};

/// People that are proposed at most; shorter beginnings find nobody in particular.
const MOST: usize = 6;
/// Drafts that are looked through.
const DRAFTS: usize = 200;

pub async fn show(State(web): State<Web>, here: Here) -> Answer {
    let wanted = here.query.text("q").trim().to_lowercase();
    let same = folded(&wanted);
    let places = places(&here, &same);
    let (tickets, houses) = said(&web, &here, here.query.text("q").trim(), Beside::Names).await?;
    let language = here.seat.words.language();
    let at = TicketNumber::typed(here.query.text("ticket"));
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| found(read, &wanted, at, language)).await;
    let Found { teams, views, ticket, drafts, people, organizations, things, kinds, articles, puts } =
        asked.speak(&here.seat)?;
    let kinds = kinds.into_iter().map(|of| Find {
        icon: of.wish.glyph.name(),
        path: super::object::list_path(of.id),
        name: of.plural(language).to_owned(),
        language: None,
        hint: String::new(),
    });
    let things = things.into_iter().map(|one| Find {
        icon: one.of.wish.glyph.name(),
        path: super::object::path(one.object.id),
        hint: one.of.name(language).to_owned(),
        name: one.object.name,
        language: None,
    });
    let actor = &here.seat.actor;
    let teams = teams.into_iter().filter(|team| actor.level(team.id) > Level::None).map(|team| Find {
        icon: "team",
        path: format!("/tickets?view={}", View::Team(team.id).name()),
        name: team.name,
        language: None,
        hint: String::new(),
    });
    // Whose name begins so, then those in whose name the words stand elsewhere.
    let known: Vec<_> = organizations.iter().map(|one| one.id).collect();
    let houses = houses.into_iter().filter(|one| !known.contains(&one.id));
    let organizations = organizations.into_iter().chain(houses).take(MOST);
    // What is called so comes before what only says so; a number is that of a ticket.
    let go = places.into_iter().chain(views).chain(kinds).chain(teams);
    let (called, others): (Vec<Find>, Vec<Find>) = go.partition(|find| begins(&find.name, &same));
    let groups = [
        ("palette-tickets", ticket.into_iter().map(of_ticket).collect::<Vec<_>>()),
        ("palette-go", called),
        ("drafts-mine", drafts.into_iter().map(of_draft).collect()),
        ("palette-tickets", tickets.into_iter().map(of_ticket).collect()),
        ("palette-people", people.into_iter().map(of_person).collect()),
        ("organizations-title", organizations.map(of_organization).collect()),
        ("objects-title", things.collect()),
        ("articles-title", articles.lines.into_iter().map(of_article).collect()),
        ("palette-go", others),
    ];
    let groups = groups.into_iter().filter(|(_, finds)| !finds.is_empty());
    let groups = groups.map(|(key, finds)| Group { key, finds, puts: Vec::new() });
    // Whoever says that a tag or a macro is meant has it before all else.
    let (other, meant): (Vec<Put>, Vec<Put>) = puts.into_iter().partition(|put| holds(&put.name, &same));
    let at_hand = |puts: Vec<Put>| (!puts.is_empty()).then(|| Group { key: "palette-ticket", finds: Vec::new(), puts });
    let groups = at_hand(meant).into_iter().chain(groups).chain(at_hand(other));
    Ok(html(&Palette { shell: here.shell(), groups: groups.collect() }))
}

/// Each word that is looked for stands somewhere in the name.
fn holds(name: &str, wanted: &str) -> bool {
    let name = folded(name);
    wanted.split_whitespace().all(|word| name.contains(word))
}

/// The name begins as is looked for, or each word of that begins one of the name's.
fn begins(name: &str, wanted: &str) -> bool {
    let name = folded(name);
    let one = |word: &str| name.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word));
    name.starts_with(wanted) || wanted.split_whitespace().all(one)
}

/// Tickets that say what is typed, and with [`Beside::Names`] organisations in whose name it stands; a number is looked up by
/// itself.
async fn said(
    web: &Web,
    here: &Here,
    typed: &str,
    beside: Beside,
) -> Result<(Vec<Ticket>, Vec<Organization>), Failure> {
    if typed.is_empty() || TicketNumber::typed(typed).is_some() {
        return Ok((Vec::new(), Vec::new()));
    }
    let text = typed.to_owned();
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| understood(read, &text)).await;
    let Ok(query) = asked.speak(&here.seat)? else { return Ok((Vec::new(), Vec::new())) };
    let wish = Wish {
        query: query.begun(),
        order: Order::Relevance,
        offset: 0,
        limit: MOST,
        requester: None,
        beside,
        zone: here.seat.zone.clone(),
    };
    let found = web.finder.find(&web.desk, &here.seat.actor, wish).await.speak(&here.seat)?;
    Ok((found.hits.into_iter().map(|hit| hit.line.ticket).collect(), found.organizations))
}

/// `/tickets/options?ticket=`: proposals while one types which ticket is meant, by its number or its words; `but` is not among
/// them.
pub async fn options(State(web): State<Web>, here: Here) -> Answer {
    let typed = here.query.text("ticket").trim();
    let found: Vec<Ticket> = match TicketNumber::typed(typed) {
        Some(number) => {
            let asked = web.desk.ask(here.seat.actor.clone(), move |read| numbered(read, number)).await;
            asked.speak(&here.seat)?.into_iter().collect()
        }
        // Several are known by their numbers already.
        None if typed.split_whitespace().all(|one| TicketNumber::typed(one).is_some()) => Vec::new(),
        None => said(&web, &here, typed, Beside::Nothing).await?.0,
    };
    let but = TicketNumber::typed(here.query.text("but"));
    let known = |ticket: Ticket| (format!("#{}", ticket.number), ticket.subject);
    let others = found.into_iter().filter(|ticket| Some(ticket.number) != but);
    Ok(html(&Options { people: others.map(known).collect() }))
}

fn numbered(read: &mut Read, number: TicketNumber) -> Done<Option<Ticket>> {
    match ticket::visible(read, number) {
        Ok(ticket) => Ok(Some(ticket)),
        Err(Error::Missing | Error::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

struct Found {
    teams: Vec<Team>,
    /// Views that somebody has built, of one's own tree.
    views: Vec<Find>,
    ticket: Option<Ticket>,
    drafts: Vec<Unsent>,
    people: Vec<PersonLine>,
    organizations: Vec<Organization>,
    things: Vec<Proposed>,
    kinds: Vec<ObjectType>,
    articles: Articles,
    puts: Vec<Put>,
}

fn found(read: &mut Read, wanted: &str, at: Option<TicketNumber>, language: Language) -> Done<Found> {
    let ticket = TicketNumber::typed(wanted).map(|number| numbered(read, number)).transpose()?.flatten();
    let people =
        if wanted.is_empty() { Vec::new() } else { list(read, wanted, &people::After::default(), MOST)?.lines };
    let organizations =
        if wanted.is_empty() { Vec::new() } else { people::list_organizations(read, wanted, None, MOST)? };
    let organizations = organizations.into_iter().map(|line| line.organization).collect();
    let mut teams = people::teams(read)?;
    let same = folded(wanted);
    let drafts = begun(read, &same)?;
    teams.retain(|team| holds(&team.name, &same));
    teams.truncate(MOST);
    let things = if wanted.is_empty() { Vec::new() } else { propose_objects(read, wanted, None, MOST)? };
    let mut kinds: Vec<ObjectType> = object_types(read)?.into_iter().map(|(of, _)| of).collect();
    kinds.retain(|of| [&of.wish.name, &of.wish.plural].into_iter().any(|label| called(label, &same)));
    let articles = if wanted.is_empty() {
        Articles::default()
    } else {
        let asked = ArticlesAsked { find: wanted.to_owned(), ..ArticlesAsked::default() };
        knowledge::articles(read, &asked, language, MOST)?
    };
    let all = ticket::tree_of_views(read)?;
    let views = all.iter().filter(|view| holds(view.wish.shown(language), &same)).take(MOST);
    let views = views.map(|view| of_view(view, &all, language)).collect();
    let puts = match at.filter(|_| !wanted.is_empty()) {
        Some(number) => puts(read, number, &same)?,
        None => Vec::new(),
    };
    Ok(Found { teams, views, ticket, drafts, people, organizations, things, kinds, articles, puts })
}

/// What one has begun to write, where drafts are meant: all of it, or what the other words are about.
fn begun(read: &mut Read, wanted: &str) -> Done<Vec<Unsent>> {
    let called = Language::ALL.map(|one| folded(words::of(one).say("drafts-title")));
    let means = |word: &&str| word.chars().count() > 1 && called.iter().any(|name| name.starts_with(*word));
    let (meant, about): (Vec<&str>, Vec<&str>) = wanted.split_whitespace().partition(means);
    if meant.is_empty() {
        return Ok(Vec::new());
    }
    let about = about.join(" ");
    let mut all = conversation::unsent(read, None, DRAFTS)?;
    all.retain(|one| holds(&format!("{} {} {}", one.number, one.subject, one.about), &about));
    all.truncate(MOST);
    Ok(all)
}

/// Macros that a ticket offers, and tags that it does not have, for whoever may change it.
fn puts(read: &mut Read, number: TicketNumber, wanted: &str) -> Done<Vec<Put>> {
    let Some(ticket) = numbered(read, number)? else { return Ok(Vec::new()) };
    if read.actor().may_change(&ticket).is_err() || ticket.trashed_at.is_some() {
        return Ok(Vec::new());
    }
    let meant = |key: &str, name: &str| {
        let does = Language::ALL.map(|one| words::of(one).say(key)).join(" ");
        holds(&format!("{does} {name}"), wanted)
    };
    let macros = conversation::macros_for(read, number)?.into_iter();
    let macros = macros.filter(|one| meant("shortcut-insert-macro", &one.name)).take(MOST).map(|one| Put {
        icon: "bolt",
        what: "macro",
        value: one.shortcut,
        name: one.name,
        key: "shortcut-insert-macro",
    });
    let tags = ticket::tags(read)?.into_iter().filter(|tag| !ticket.tags.contains(&tag.id));
    let tags = tags.filter(|tag| meant("palette-put-tag", &tag.name)).take(MOST).map(|tag| Put {
        icon: "tag",
        what: "tag",
        value: tag.name.clone(),
        name: tag.name,
        key: "palette-put-tag",
    });
    Ok(macros.chain(tags).collect())
}

/// With the view in which it stands.
fn of_view(view: &SavedView, all: &[SavedView], language: Language) -> Find {
    let parent = all.iter().find(|one| Some(one.id) == view.parent);
    Find {
        icon: view.wish.glyph.name(),
        path: format!("/tickets?view={}", View::Saved(view.id).name()),
        name: view.wish.shown(language).to_owned(),
        language: None,
        hint: parent.map_or("", |parent| parent.wish.shown(language)).to_owned(),
    }
}

fn called(label: &Label, wanted: &str) -> bool {
    [&label.en, &label.ja].into_iter().any(|name| !name.is_empty() && holds(name, wanted))
}

/// Every page whose name in either language what was typed is part of; those of the administration once something is.
fn places(here: &Here, wanted: &str) -> Vec<Find> {
    const PLACES: [(&str, &str, &str); 30] = [
        ("/", "home", "home-title"),
        ("/notifications", "bell", "notifications-title"),
        ("/mentions", "at", "mentions-title"),
        ("/tasks", "check", "tasks-mine"),
        ("/tickets/referred", "forward", "referred-mine"),
        ("/drafts", "pencil", "drafts-mine"),
        ("/approvals", "why", "approvals-mine"),
        ("/tickets?view=mine", "inbox", "view-mine"),
        ("/tickets?view=starred", "star", "view-starred"),
        ("/tickets?view=unassigned", "person-off", "view-unassigned"),
        ("/tickets?view=waiting", "status-pending", "view-waiting"),
        ("/tickets?view=snoozed", "snooze", "view-snoozed"),
        ("/tickets?view=open", "list", "view-open"),
        ("/tickets?view=closed", "status-closed", "view-closed"),
        ("/tickets?view=spam", "spam", "view-spam"),
        ("/tickets?view=trash", "trash", "view-trash"),
        ("/views", "view", "views-all"),
        ("/views/new", "plus", "view-new"),
        ("/search", "search", "search-title"),
        ("/tickets/new", "plus", "new-title"),
        ("/tickets/runs", "history", "runs-title"),
        ("/activity", "history", "activity-title"),
        ("/reports/time", "chart", "times-report"),
        ("/people", "people", "people-title"),
        ("/organizations", "building", "organizations-title"),
        ("/articles", "book", "articles-title"),
        ("/me", "person", "me-title"),
        ("/me/notifications", "bell", "wishes-title"),
        ("/me/shortcuts", "keyboard", "shortcut-title"),
        ("/me#tokens", "key", "token-title"),
    ];
    let shell = here.shell();
    let known = |key: &str| Language::ALL.into_iter().any(|one| holds(words::of(one).say(key), wanted));
    let find = |path: &str, icon, key: &str, hint: &str| Find {
        icon,
        name: here.seat.words.say(key).to_owned(),
        language: None,
        hint: hint.to_owned(),
        path: path.to_owned(),
    };
    let releases = shell.may(Permission::Release).then_some(("/releases", "lock", "releases-title"));
    let administration = shell.administers().then_some(("/admin", "settings", "frame-admin"));
    let own = PLACES.into_iter().chain(releases).chain(administration);
    let own = own.filter(|&(_, _, key)| known(key)).map(|(path, icon, key)| find(path, icon, key, ""));
    let areas = shell.areas().into_iter().filter(|_| !wanted.is_empty()).flat_map(|(_, areas)| areas);
    let areas = areas.filter(|area| known(area.key));
    let areas = areas.map(|area| find(area.path, area.icon, area.key, shell.say("frame-admin")));
    own.chain(areas).collect()
}

fn of_ticket(ticket: Ticket) -> Find {
    Find {
        icon: "ticket",
        name: ticket.subject,
        language: ticket.language,
        hint: format!("#{}", ticket.number),
        path: format!("/tickets/{}", ticket.number),
    }
}

fn of_draft(one: Unsent) -> Find {
    Find {
        icon: "pencil",
        path: super::ticket::drafts::path(one.number, &one.talk),
        name: if one.about.is_empty() { one.subject } else { one.about },
        language: one.language,
        hint: format!("#{}", one.number),
    }
}

fn of_article(line: knowledge::Line) -> Find {
    let hint = line.opening.chars().take(60).collect();
    Find { icon: "book", name: line.title, language: Some(line.language), hint, path: super::article::path(line.id) }
}

fn of_person(line: PersonLine) -> Find {
    Find {
        icon: "person",
        name: line.person.shown().to_owned(),
        language: None,
        hint: line.person.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default(),
        path: format!("/people/{}", line.person.id),
    }
}

fn of_organization(organization: Organization) -> Find {
    Find {
        icon: "building",
        path: super::organization::path(organization.id),
        hint: organization.domains.join(", "),
        name: organization.name,
        language: None,
    }
}
