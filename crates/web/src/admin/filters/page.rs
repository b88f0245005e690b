//! The list of filters, and the page of one.

use crate::Web;
use crate::admin::asked::{Asked, ask};
use crate::agent::here::Here;
use crate::agent::sketch::Sketch;
use crate::answer::{Answer, Failure};
use desk::Permission;
use desk::channel::{FilterId, FilterWish, Keep, Sets};
use desk::ticket::Tag;
use service::channel;
use service::ticket::{self, Choices};
use views::Shell;
use views::admin::filters::{FilterPage, Filters, keep_key};
use views::admin::{Choice, Form};
use views::agent::builder::Ground;

/// What stands in the form.
pub struct Shown {
    pub form: Form,
    pub sketch: Sketch,
}

impl Shown {
    pub fn of(wish: &FilterWish, tags: &[Tag]) -> Self {
        let on = |form: Form, name: &str, so: bool| if so { form.with(name, "on") } else { form };
        let Sets { team, priority, kind, topic, assignee, tags: set, fields } = &wish.sets;
        let named = tags.iter().filter(|tag| set.contains(&tag.id)).map(|tag| tag.name.as_str());
        let form = Form::default()
            .with("name", &wish.name)
            .with("way", wish.way.name())
            .with("keep", wish.keep.name())
            .with("team", team.map(|id| id.to_string()).unwrap_or_default())
            .with("priority", priority.map(|one| one.name()).unwrap_or_default())
            .with("kind", kind.map(|one| one.name()).unwrap_or_default())
            .with("topic", topic.map(|id| id.to_string()).unwrap_or_default())
            .with("assignee", assignee.map(|id| id.to_string()).unwrap_or_default())
            .with("tags", named.collect::<Vec<_>>().join(", "));
        let form = fields.iter().fold(form, |form, (field, text)| form.with(&format!("set-{field}"), text));
        let form = on(on(on(form, "active", wish.active), "silent", wish.silent), "stop", wish.stop);
        Self { form, sketch: Sketch::of(&wish.condition).grouped() }
    }

    /// Drawn from a version.
    pub fn at(self, version: i64) -> Self {
        Self { form: self.form.with("version", version), ..self }
    }
}

pub async fn index_of(web: &Web, here: &Here) -> Answer {
    let asked =
        ask(web, here, Permission::Configure, |read| Ok((channel::filters(read)?, ticket::choices(read, &[])?)));
    let Asked { shell, frame, found: (filters, choices) } = asked.await?;
    let told = |wish: &FilterWish| does(&wish.sets, wish.keep, wish.silent, &choices, &shell);
    let filters = filters.into_iter().map(|filter| (filter.clone(), told(&filter.wish))).collect();
    Ok(here.show(&Filters { filters, shell, frame }))
}

pub async fn page(web: &Web, here: &Here, id: Option<FilterId>, shown: Shown) -> Result<FilterPage<'static>, Failure> {
    let asked = ask(web, here, Permission::Configure, move |read| {
        let version = id.map(|id| channel::filter(read, id)).transpose()?.map(|filter| filter.version);
        Ok((version, ticket::choices(read, &[])?))
    });
    let Asked { shell, frame, found: (version, choices) } = asked.await?;
    let form = version.map_or(shown.form.clone(), |version| shown.form.or("version", version));
    let language = shell.words.language();
    let own = choices.book.fields.iter().filter(|field| field.active && !field.nature.is_computed());
    Ok(FilterPage {
        root: shown.sketch.drawn_for(&shell, &choices, Ground::Filter),
        teams: choices.teams.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
        topics: choices.topics.iter().map(|one| Choice::new(one.id, one.wish.name.shown(language))).collect(),
        agents: choices.agents.iter().map(|(id, name)| Choice::new(id, name)).collect(),
        fields: own.map(|field| Choice::new(format!("set-{}", field.id), field.label.shown(language))).collect(),
        id,
        form,
        shell,
        frame,
    })
}

/// What a filter does, or several together, in words.
pub fn does(sets: &Sets, keep: Keep, silent: bool, choices: &Choices, shell: &Shell) -> Vec<String> {
    let language = shell.words.language();
    let say = |key: &str| shell.words.say(key).to_owned();
    let set = |key: &str, value: String| format!("{}: {value}", say(key));
    let mut told = Vec::new();
    if keep != Keep::Kept {
        told.push(say(keep_key(keep)));
    }
    if let Some(team) = sets.team.and_then(|id| choices.teams.iter().find(|one| one.id == id)) {
        told.push(set("field-team", team.name.clone()));
    }
    if let Some(priority) = sets.priority {
        told.push(set("field-priority", shell.priority(priority).to_owned()));
    }
    if let Some(kind) = sets.kind {
        told.push(set("field-kind", say(&format!("kind-{}", kind.name()))));
    }
    if let Some(topic) = sets.topic.and_then(|id| choices.topics.iter().find(|one| one.id == id)) {
        told.push(set("field-topic", topic.wish.name.shown(language).to_owned()));
    }
    if let Some((_, name)) = sets.assignee.and_then(|id| choices.agents.iter().find(|(agent, _)| *agent == id)) {
        told.push(set("field-assignee", name.clone()));
    }
    let tags: Vec<&str> =
        choices.tags.iter().filter(|tag| sets.tags.contains(&tag.id)).map(|tag| tag.name.as_str()).collect();
    if !tags.is_empty() {
        told.push(set("field-tags", tags.join(shell.words.say("admin-list-comma"))));
    }
    for (id, text) in &sets.fields {
        if let Some(field) = choices.book.field(*id) {
            told.push(format!("{}: {text}", field.label.shown(language)));
        }
    }
    if silent {
        told.push(say("filter-silent"));
    }
    told
}
