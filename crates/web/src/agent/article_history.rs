//! `/articles/{article}/versions`: what an article was, and back to it.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::said::Said;
use crate::Web;
use crate::answer::Answer;
use axum::extract::State;
use base::Language;
use desk::knowledge::{ArticleId, ArticleText, ArticleVersion, Fate, compared};
use service::knowledge::{self, ArticleTold};
use views::agent::At;
use views::agent::article::{ArticleCompared, ArticleHistory, VersionLine};

pub async fn index(State(web): State<Web>, here: Here, Id(id): Id<ArticleId>) -> Answer {
    let Asked { shell, frame, found } =
        ask(&web, &here, At::Articles, move |read| knowledge::article_history(read, id)).await?;
    let language = shell.words.language();
    Ok(here.show(&ArticleHistory {
        versions: found.versions.iter().map(|version| line(&found, version, language)).collect(),
        title: found.versions.first().map(|version| title(version, language)).unwrap_or_default(),
        article: &found.article,
        shell,
        frame,
    }))
}

/// Beside the version before it.
pub async fn show(State(web): State<Web>, here: Here, Id((id, number)): Id<(ArticleId, i64)>) -> Answer {
    let Asked { shell, frame, found } =
        ask(&web, &here, At::Articles, move |read| knowledge::article_version(read, id, number)).await?;
    let language = shell.words.language();
    let (now, before) = (&found.versions[0], found.versions.get(1));
    Ok(here.show(&ArticleCompared {
        changes: Language::ALL.into_iter().filter_map(|language| changes(now, before, language)).collect(),
        line: line(&found, now, language),
        title: title(now, language),
        article: &found.article,
        shell,
        frame,
    }))
}

pub async fn restore(
    State(web): State<Web>,
    here: Here,
    Id((id, number)): Id<(ArticleId, i64)>,
    fields: Fields,
) -> Answer {
    let version = fields.value("version");
    let done = web
        .desk
        .change(here.seat.actor.clone(), move |tx| knowledge::restore_article_version(tx, id, number, version?));
    done.await.map(|()| here.go(&super::article::path(id), Said::Saved)).map_err(|error| here.fail(error))
}

fn line(found: &ArticleTold, version: &ArticleVersion, language: Language) -> VersionLine {
    VersionLine {
        version: version.version,
        at: version.at,
        by: version.by.and_then(|by| found.people.get(&by).cloned()).unwrap_or_default(),
        state: version.state,
        title: title(version, language),
    }
}

fn title(version: &ArticleVersion, language: Language) -> String {
    version.texts.shown(language, language).map(|(_, text)| text.title.clone()).unwrap_or_default()
}

/// None: it is in neither.
fn changes(
    now: &ArticleVersion,
    before: Option<&ArticleVersion>,
    language: Language,
) -> Option<(Language, Vec<(Fate, String)>)> {
    let all = |text: &ArticleText| format!("{}\n\n{}", text.title, text.html.to_text());
    let (after, before) = (now.texts.0.get(&language), before.and_then(|before| before.texts.0.get(&language)));
    if after.is_none() && before.is_none() {
        return None;
    }
    let (before, after) = (before.map(all).unwrap_or_default(), after.map(all).unwrap_or_default());
    Some((language, compared(&before, &after).into_iter().map(|(fate, line)| (fate, line.to_owned())).collect()))
}
