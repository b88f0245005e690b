//! `/articles`: the knowledge base, as those who answer read and write it.

use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::lists::row;
use super::said::Said;
use crate::Web;
use crate::admin::tried::{Again, tried};
use crate::answer::{Answer, Speak, html};
use axum::extract::State;
use axum::http::StatusCode;
use base::{CleanHtml, Language, Moment};
use desk::form::HTML;
use desk::knowledge::{
    Article, ArticleCategoryId, ArticleId, ArticleState, ArticleText, ArticleTexts, ArticleWish, CategoryTree,
};
use desk::{Permission, Refusal};
use service::knowledge::{self, Articles, ArticlesAsked, Categories};
use service::ticket;
use views::admin::{Choice, Form};
use views::agent::At;
use views::agent::article::{ArticleList, ArticleRow, ArticleShown, CategoryLine, WriteArticle};
use views::agent::new::Options;

const LENGTH: usize = 50;
const PROPOSED: usize = 8;

/// `?q=`, `?state=`, `?category=`; the next page begins after `?at=` and `?id=`.
pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    let asked = ArticlesAsked {
        find: here.query.text("q").trim().to_owned(),
        state: ArticleState::named(here.query.text("state")),
        category: here.query.value("category").ok().map(ArticleCategoryId),
        after: after(&here.query),
        ..ArticlesAsked::default()
    };
    let (language, wanted) = (here.seat.words.language(), asked.clone());
    let found = ask(&web, &here, At::Articles, move |read| {
        Ok((knowledge::article_categories(read)?, knowledge::articles(read, &wanted, language, LENGTH)?))
    });
    let Asked { shell, frame, found: (categories, articles) } = found.await?;
    Ok(here.show(&ArticleList {
        next: articles.next.map(|(at, id)| next_path(&asked, at, id)),
        more: articles.more,
        rows: rows(articles, &categories.tree, language),
        total: categories.total(),
        categories: lines(&categories, language),
        find: asked.find,
        state: asked.state,
        category: asked.category.map(|id| id.0),
        shell,
        frame,
    }))
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<ArticleId>) -> Answer {
    page(&web, &here, id, None).await
}

/// `/articles/options?find=`: proposals while a title is typed.
pub async fn options(State(web): State<Web>, here: Here) -> Answer {
    let (find, language) = (here.query.text("find").trim().to_owned(), here.seat.words.language());
    let asked = web.desk.ask(here.seat.actor.clone(), move |read| match find.as_str() {
        "" => Ok(Vec::new()),
        find => knowledge::propose_articles(read, find, language, PROPOSED),
    });
    let found = asked.await.speak(&here.seat)?;
    Ok(html(&Options { people: found.into_iter().map(|line| (line.title, String::new())).collect() }))
}

/// `?category=` is filled in.
pub async fn new(State(web): State<Web>, here: Here) -> Answer {
    let form = Form::default().with("category", here.query.text("category")).with("state", ArticleState::Draft.name());
    blank(&web, &here, None, form, None).await
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let wish = wish(&fields);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| knowledge::create_article(tx, wish?)).await;
    match tried(&here, done, &fields, |refusal| beside(refusal, &fields))? {
        Ok(id) => Ok(here.go(&path(id), Said::Saved)),
        Err(Again { status, form }) => blank(&web, &here, None, again(form, &fields), Some(status)).await,
    }
}

pub async fn edit(State(web): State<Web>, here: Here, Id(id): Id<ArticleId>) -> Answer {
    blank(&web, &here, Some(id), Form::default(), None).await
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<ArticleId>, fields: Fields) -> Answer {
    let (wish, version) = (wish(&fields), fields.value("version"));
    let done = web.desk.change(here.seat.actor.clone(), move |tx| knowledge::change_article(tx, id, version?, wish?));
    match tried(&here, done.await, &fields, |refusal| beside(refusal, &fields))? {
        Ok(()) => Ok(here.go(&path(id), Said::Saved)),
        Err(Again { status, form }) => blank(&web, &here, Some(id), again(form, &fields), Some(status)).await,
    }
}

/// `POST /articles/{article}/state`: what it becomes by one press.
pub async fn state(State(web): State<Web>, here: Here, Id(id): Id<ArticleId>, fields: Fields) -> Answer {
    let (version, state) = (fields.value("version"), ArticleState::named(fields.text("state")));
    let done = web.desk.change(here.seat.actor.clone(), move |tx| {
        knowledge::set_article_state(tx, id, version?, state.ok_or(Refusal::FormIncomplete)?)
    });
    match tried(&here, done.await, &fields, |_| "")? {
        Ok(()) => Ok(here.go(&path(id), Said::Saved)),
        Err(Again { status, form }) => page(&web, &here, id, Some((status, form))).await,
    }
}

async fn page(web: &Web, here: &Here, id: ArticleId, again: Option<(StatusCode, Form)>) -> Answer {
    let asked = ask(web, here, At::Articles, move |read| {
        let found = knowledge::article(read, id)?;
        Ok((found, knowledge::answered(read, id)?, ticket::statuses(read)?, ticket::tags(read)?))
    });
    let Asked { shell, frame, found: (found, (answered, lines), statuses, tags) } = asked.await?;
    let own = shell.words.language();
    let wanted = Language::from_tag(here.query.text("language")).unwrap_or(shell.words.language());
    let language = found.article.texts.shown(wanted, found.language).map_or(wanted, |(language, _)| language);
    let public = found.article.state == ArticleState::Public;
    let (status, form) = again.unwrap_or((StatusCode::OK, Form::default()));
    let view = ArticleShown {
        category: category_of(&found.article, &found.tree, shell.words.language()),
        help: public.then(|| format!("/help/articles/{}", found.article.slug())),
        by: found.by.clone(),
        answered,
        rows: lines.iter().map(|line| row(line, &statuses, &tags, own, None)).collect(),
        article: &found.article,
        language,
        form,
        shell,
        frame,
    };
    Ok(if status == StatusCode::OK { here.show(&view) } else { here.show_again(status, &view) })
}

async fn blank(web: &Web, here: &Here, id: Option<ArticleId>, form: Form, status: Option<StatusCode>) -> Answer {
    let asked = ask(web, here, At::Articles, move |read| {
        read.actor().may(Permission::WriteArticles)?;
        let page = id.map(|id| knowledge::article(read, id)).transpose()?;
        Ok((knowledge::article_categories(read)?, page.map(|page| page.article)))
    });
    let Asked { shell, frame, found: (categories, article) } = asked.await?;
    let language = shell.words.language();
    let none = Choice::new("", shell.say("article-category-none"));
    let choices = categories.tree.iter().map(|(_, one)| Choice::new(one.id, categories.tree.path(one.id, language)));
    let view = WriteArticle {
        categories: [none].into_iter().chain(choices).collect(),
        meanwhile: article.as_ref().filter(|_| status == Some(StatusCode::CONFLICT)).map(told),
        form: match &article {
            Some(article) => filled(form, article),
            None => form,
        },
        article: article.as_ref(),
        shell,
        frame,
    };
    Ok(match status {
        Some(status) => here.show_again(status, &view),
        None => here.show(&view),
    })
}

/// What is kept, where nothing was typed.
fn filled(form: Form, article: &Article) -> Form {
    let mut form = form
        .or("category", article.category.map(|id| id.to_string()).unwrap_or_default())
        .or("state", article.state.name())
        .or("version", article.version);
    for (language, text) in &article.texts.0 {
        let tag = language.tag();
        form = form.or(&format!("title_{tag}"), &text.title).or(&format!("html_{tag}"), text.html.as_str());
    }
    form
}

/// What was typed goes back into the editors.
fn again(form: Form, fields: &Fields) -> Form {
    Language::ALL.into_iter().fold(form, |form, language| {
        let name = format!("html_{}", language.tag());
        form.without(&name).with(&name, text(fields, language).html.as_str())
    })
}

/// All of it as plain text.
fn told(article: &Article) -> String {
    let one = |text: &ArticleText| format!("{}\n\n{}", text.title, text.html.to_text());
    article.texts.0.values().map(one).collect::<Vec<_>>().join("\n\n\n")
}

fn wish(fields: &Fields) -> Result<ArticleWish, Refusal> {
    Ok(ArticleWish {
        category: fields.maybe("category")?.map(ArticleCategoryId),
        state: ArticleState::named(fields.text("state")).ok_or(Refusal::FormIncomplete)?,
        texts: ArticleTexts(Language::ALL.map(|language| (language, text(fields, language))).into()),
    })
}

/// Where no editor was at work, a text that says what it said before keeps its form.
fn text(fields: &Fields, language: Language) -> ArticleText {
    let tag = language.tag();
    let typed = fields.text(&format!("text_{tag}"));
    let html = match typed.strip_prefix(HTML) {
        Some(html) => CleanHtml::words(html),
        None => {
            let before = CleanHtml::words(fields.text(&format!("html_{tag}")));
            let same = before.to_text().trim() == typed.replace("\r\n", "\n").trim();
            if same { before } else { CleanHtml::words(CleanHtml::from_text(typed).as_str()) }
        }
    };
    ArticleText { title: fields.text(&format!("title_{tag}")).to_owned(), html }
}

/// Beside the title that is missing or too long.
fn beside(refusal: Refusal, fields: &Fields) -> &'static str {
    let (en, ja) = (fields.text("title_en"), fields.text("title_ja"));
    match refusal {
        Refusal::ArticleUntitled if !en.trim().is_empty() => "title_ja",
        Refusal::ArticleTitleTooLong if ja.chars().count() > en.chars().count() => "title_ja",
        Refusal::ArticleUntitled | Refusal::ArticleTitleTooLong => "title_en",
        _ => "",
    }
}

fn rows(articles: Articles, tree: &CategoryTree, language: Language) -> Vec<ArticleRow> {
    let row = |line: knowledge::Line| ArticleRow {
        id: line.id.0,
        title: line.title,
        opening: line.opening,
        language: line.language,
        languages: line.languages,
        category: line.category.map(|id| tree.path(id, language)).unwrap_or_default(),
        state: line.state,
        updated_at: line.updated_at,
    };
    articles.lines.into_iter().map(row).collect()
}

pub(super) fn lines(categories: &Categories, language: Language) -> Vec<CategoryLine> {
    let line = |(depth, one): (usize, &desk::knowledge::ArticleCategory)| CategoryLine {
        id: one.id.0,
        name: one.wish.name.shown(language).to_owned(),
        depth,
        articles: categories.counted(one.id),
    };
    categories.tree.iter().map(line).collect()
}

fn category_of(article: &Article, tree: &CategoryTree, language: Language) -> String {
    article.category.map(|id| tree.path(id, language)).unwrap_or_default()
}

pub(crate) fn after(query: &Fields) -> Option<(Moment, ArticleId)> {
    Some((Moment(query.value("at").ok()?), ArticleId(query.value("id").ok()?)))
}

fn next_path(asked: &ArticlesAsked, at: Moment, id: ArticleId) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some(category) = asked.category {
        query.append_pair("category", &category.to_string());
    }
    if let Some(state) = asked.state {
        query.append_pair("state", state.name());
    }
    query.append_pair("at", &at.0.to_string()).append_pair("id", &id.to_string());
    format!("/articles?{}", query.finish())
}

pub fn path(id: ArticleId) -> String {
    format!("/articles/{id}")
}
