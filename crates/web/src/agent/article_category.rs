//! `/articles/categories`: made, changed, taken away.

use super::article::lines;
use super::asked::{Asked, ask};
use super::fields::Fields;
use super::here::Here;
use super::id::Id;
use super::said::Said;
use crate::Web;
use crate::admin::tried::{Again, above, tried};
use crate::answer::Answer;
use axum::extract::State;
use axum::http::StatusCode;
use desk::form::Label;
use desk::knowledge::{ArticleCategoryId, ArticleCategoryWish};
use desk::{Error, Permission, Refusal};
use service::knowledge;
use views::admin::{Choice, Form};
use views::agent::At;
use views::agent::article::ArticleCategories;

const INDEX: &str = "/articles/categories";

pub async fn index(State(web): State<Web>, here: Here) -> Answer {
    page(&web, &here, None, None).await
}

pub async fn show(State(web): State<Web>, here: Here, Id(id): Id<ArticleCategoryId>) -> Answer {
    page(&web, &here, Some(id), None).await
}

pub async fn create(State(web): State<Web>, here: Here, fields: Fields) -> Answer {
    let wish = wish(&fields);
    let done = web.desk.change(here.seat.actor.clone(), move |tx| knowledge::create_article_category(tx, wish?)).await;
    settled(&web, &here, None, tried(&here, done, &fields, beside)?).await
}

pub async fn update(State(web): State<Web>, here: Here, Id(id): Id<ArticleCategoryId>, fields: Fields) -> Answer {
    let (wish, version) = (wish(&fields), fields.value("version"));
    let done =
        web.desk.change(here.seat.actor.clone(), move |tx| knowledge::change_article_category(tx, id, version?, wish?));
    settled(&web, &here, Some(id), tried(&here, done.await, &fields, beside)?).await
}

pub async fn destroy(State(web): State<Web>, here: Here, Id(id): Id<ArticleCategoryId>, fields: Fields) -> Answer {
    let done = web.desk.change(here.seat.actor.clone(), move |tx| knowledge::remove_article_category(tx, id)).await;
    settled(&web, &here, Some(id), tried(&here, done, &fields, above)?).await
}

async fn settled<T>(web: &Web, here: &Here, id: Option<ArticleCategoryId>, tried: Result<T, Again>) -> Answer {
    match tried {
        Ok(_) => Ok(here.go(INDEX, Said::Saved)),
        Err(Again { status, form }) => page(web, here, id, Some((status, form))).await,
    }
}

async fn page(web: &Web, here: &Here, id: Option<ArticleCategoryId>, again: Option<(StatusCode, Form)>) -> Answer {
    let asked = ask(web, here, At::Articles, move |read| {
        read.actor().may(Permission::WriteArticles)?;
        let all = knowledge::article_categories(read)?;
        let category = id.and_then(|id| all.tree.find(id)).cloned();
        if category.is_some() == id.is_some() { Ok((all, category)) } else { Err(Error::Missing) }
    });
    let Asked { shell, frame, found: (all, category) } = asked.await?;
    let language = shell.words.language();
    let (status, form) = again.map_or((None, Form::default()), |(status, form)| (Some(status), form));
    let beneath = id.map(|id| all.tree.beneath(id)).unwrap_or_default();
    let parents = all.tree.iter().filter(|(depth, one)| *depth < 2 && !beneath.contains(&one.id));
    let parents = parents.map(|(_, one)| Choice::new(one.id, all.tree.path(one.id, language)));
    let view = ArticleCategories {
        categories: lines(&all, language),
        parents: [Choice::new("", shell.say("article-category-top"))].into_iter().chain(parents).collect(),
        form: match &category {
            Some(category) => {
                let ArticleCategoryWish { name, parent, position } = &category.wish;
                form.or("name_en", &name.en)
                    .or("name_ja", &name.ja)
                    .or("parent", parent.map(|id| id.to_string()).unwrap_or_default())
                    .or("position", position.map(|place| place.to_string()).unwrap_or_default())
                    .or("version", category.version)
            }
            None => form,
        },
        category,
        shell,
        frame,
    };
    Ok(match status {
        Some(status) => here.show_again(status, &view),
        None => here.show(&view),
    })
}

fn wish(fields: &Fields) -> Result<ArticleCategoryWish, Refusal> {
    Ok(ArticleCategoryWish {
        name: Label::new(fields.text("name_en"), fields.text("name_ja")),
        parent: fields.maybe("parent")?.map(ArticleCategoryId),
        position: fields.maybe::<i64>("position")?.map(|place| place.clamp(1, 10_000)),
    })
}

const fn beside(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NameEmpty | Refusal::NameTooLong => "name_en",
        Refusal::CategoryTooDeep => "parent",
        _ => "",
    }
}
