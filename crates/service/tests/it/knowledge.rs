//! The knowledge base: who reads what, who writes it, and what becomes of it.

use crate::desk_work::*;
use base::{CleanHtml, Language};
use desk::form::Label;
use desk::knowledge::{
    ArticleCategoryId, ArticleCategoryWish, ArticleId, ArticleState, ArticleText, ArticleTexts, ArticleWish,
    MOST_VERSIONS,
};
use desk::{Actor, Done, Error, Refusal};
use service::knowledge::{self, ArticlesAsked};
use std::time::Duration;
use testing::{Cast, World};

fn wish(state: ArticleState, title: &str, html: &str) -> ArticleWish {
    let text = ArticleText { title: title.into(), html: CleanHtml::words(html) };
    ArticleWish { category: None, state, texts: ArticleTexts([(Language::English, text)].into()) }
}

async fn written(world: &World, cast: &Cast, wish: ArticleWish) -> ArticleId {
    by(world, cast.chika, move |tx| knowledge::create_article(tx, wish)).await.unwrap()
}

fn category(name: &str, parent: Option<ArticleCategoryId>) -> ArticleCategoryWish {
    ArticleCategoryWish { name: Label::new(name, ""), parent, position: None }
}

/// Titles that somebody finds, the best first.
async fn found(world: &World, actor: Actor, find: &'static str) -> Vec<String> {
    let asked = ArticlesAsked { find: find.into(), ..ArticlesAsked::default() };
    let articles = world.desk.ask(actor, move |read| knowledge::articles(read, &asked, Language::English, 50)).await;
    articles.unwrap().lines.into_iter().map(|line| line.title).collect()
}

async fn read(world: &World, actor: Actor, id: ArticleId) -> Done<knowledge::ArticlePage> {
    world.desk.ask(actor, move |read| knowledge::article(read, id)).await
}

testing::on_both! {
    async fn each_state_has_its_readers_and_nobody_else_learns_that_it_is_there(world: World) {
        let cast = world.cast().await;
        let mut ids = Vec::new();
        for state in ArticleState::ALL {
            ids.push(written(&world, &cast, wish(*state, &format!("Lid {}", state.name()), "<p>About lids.</p>")).await);
        }
        let (light, agent) = (world.actor(cast.dai).await, world.actor(cast.chika).await);
        let readers = [
            (Actor::Anonymous, vec!["public"]),
            (Actor::Requester(cast.kei), vec!["public"]),
            (light, vec!["internal", "public"]),
            (agent, vec!["draft", "internal", "public", "archived"]),
        ];
        for (actor, states) in readers {
            let mut expected: Vec<String> = states.iter().map(|state| format!("Lid {state}")).collect();
            let mut titles = found(&world, actor.clone(), "lids").await;
            expected.sort();
            titles.sort();
            assert_eq!(titles, expected, "{actor:?}");
            for (state, id) in ArticleState::ALL.iter().zip(&ids) {
                assert_eq!(read(&world, actor.clone(), *id).await.is_ok(), states.contains(&state.name()), "{actor:?} {state:?}");
            }
        }
    }

    async fn who_answers_writes_and_nobody_else_does(world: World) {
        let cast = world.cast().await;
        let id = written(&world, &cast, wish(ArticleState::Public, "Lids", "<p>x</p>")).await;
        for (person, may) in [(cast.dai, false), (cast.eve, true), (cast.ben, true), (cast.aya, true)] {
            let made = by(&world, person, move |tx| knowledge::create_article(tx, wish(ArticleState::Draft, "Cups", ""))).await;
            let told = seen_by(&world, person, move |read| knowledge::article_history(read, id)).await;
            assert_eq!((made.is_ok(), told.is_ok()), (may, may));
        }
        for actor in [Actor::Anonymous, Actor::Requester(cast.kei)] {
            assert!(world.desk.change(actor.clone(), |tx| knowledge::create_article(tx, wish(ArticleState::Draft, "A", ""))).await.is_err());
            assert!(world.desk.change(actor.clone(), move |tx| knowledge::set_article_state(tx, id, 1, ArticleState::Draft)).await.is_err());
            assert!(world.desk.ask(actor, move |read| knowledge::article_version(read, id, 1)).await.is_err());
        }
    }

    async fn what_was_saved_meanwhile_is_not_overwritten_and_comes_back(world: World) {
        let cast = world.cast().await;
        let id = written(&world, &cast, wish(ArticleState::Public, "Lids", "<p>one</p>")).await;
        let change = |version, html: &'static str| move |tx: &mut service::Tx| knowledge::change_article(tx, id, version, wish(ArticleState::Public, "Lids", html));
        by(&world, cast.eve, change(1, "<p>two</p>")).await.unwrap();
        assert_conflict(by(&world, cast.chika, change(1, "<p>three</p>")).await);
        by(&world, cast.chika, change(2, "<p>two</p>")).await.unwrap();
        let told = seen_by(&world, cast.chika, move |read| knowledge::article_history(read, id)).await.unwrap();
        assert_eq!(told.versions.len(), 2, "the same once more is no version");
        assert_eq!(told.versions[0].by, Some(cast.eve));
        by(&world, cast.chika, move |tx| knowledge::restore_article_version(tx, id, 1, 2)).await.unwrap();
        let page = read(&world, Actor::Anonymous, id).await.unwrap();
        assert_eq!(page.article.texts.0[&Language::English].html.to_text().trim(), "one");
        assert_eq!(page.by, None, "who wrote it is told to agents alone");
        assert!(found(&world, Actor::Anonymous, "two").await.is_empty());
        for version in 3..MOST_VERSIONS + 5 {
            let html = format!("<p>{version}</p>");
            by(&world, cast.chika, move |tx| knowledge::change_article(tx, id, version, wish(ArticleState::Public, "Lids", &html))).await.unwrap();
        }
        let told = seen_by(&world, cast.chika, move |read| knowledge::article_history(read, id)).await.unwrap();
        assert_eq!(told.versions.len() as i64, MOST_VERSIONS);
    }

    async fn words_are_found_wherever_they_stand_and_signs_mean_nothing(world: World) {
        let cast = world.cast().await;
        written(&world, &cast, wish(ArticleState::Public, "Descale the boiler", "<p>With citric acid, 100% pure.</p>")).await;
        world.clock.advance(Duration::from_secs(60));
        written(&world, &cast, wish(ArticleState::Public, "Return an item", "<p>Boilers too. 返品は14日以内。</p>")).await;
        assert_eq!(found(&world, Actor::Anonymous, "boiler").await, ["Descale the boiler", "Return an item"], "a title counts more");
        assert_eq!(found(&world, Actor::Anonymous, "ＢＯＩＬＥＲＳ citric").await, ["Descale the boiler"]);
        assert_eq!(found(&world, Actor::Anonymous, "返品").await, ["Return an item"]);
        for nothing in ["boiler nothing", "%", "_______", "' OR 1=1 --"] {
            assert_eq!(found(&world, Actor::Anonymous, nothing).await, Vec::<String>::new(), "{nothing}");
        }
        let long: &'static str = Box::leak("boiler ".repeat(5_000).into_boxed_str());
        assert_eq!(found(&world, Actor::Anonymous, long).await.len(), 2);
    }

    async fn lists_go_on_page_by_page_and_categories_hold_what_stands_in_them(world: World) {
        let cast = world.cast().await;
        let (top, inner) = by(&world, cast.chika, |tx| {
            let top = knowledge::create_article_category(tx, category("Machines", None))?;
            Ok((top, knowledge::create_article_category(tx, category("Boilers", Some(top)))?))
        }).await.unwrap();
        for n in 0..5 {
            world.clock.advance(Duration::from_secs(1));
            let place = if n % 2 == 0 { Some(inner) } else { None };
            written(&world, &cast, ArticleWish { category: place, ..wish(ArticleState::Public, &format!("A{n}"), "<p>x</p>") }).await;
        }
        let asked = ArticlesAsked::default();
        let first = world.desk.ask(Actor::Anonymous, move |read| knowledge::articles(read, &asked, Language::English, 3)).await.unwrap();
        assert_eq!(first.lines.iter().map(|line| line.title.as_str()).collect::<Vec<_>>(), ["A4", "A3", "A2"]);
        let asked = ArticlesAsked { after: first.next, ..ArticlesAsked::default() };
        let rest = world.desk.ask(Actor::Anonymous, move |read| knowledge::articles(read, &asked, Language::English, 3)).await.unwrap();
        assert_eq!((rest.lines.len(), rest.next), (2, None));
        for (limit, more) in [(4, true), (5, false)] {
            let asked = ArticlesAsked { find: "x".into(), ..ArticlesAsked::default() };
            let some = world.desk.ask(Actor::Anonymous, move |read| knowledge::articles(read, &asked, Language::English, limit)).await.unwrap();
            assert_eq!((some.lines.len(), some.next, some.more), (limit, None, more), "what is looked for has one page, and says so");
        }
        let asked = ArticlesAsked { category: Some(top), ..ArticlesAsked::default() };
        let within = world.desk.ask(Actor::Anonymous, move |read| knowledge::articles(read, &asked, Language::English, 50)).await.unwrap();
        assert_eq!(within.lines.len(), 3, "with those that stand deeper");
        let all = world.desk.ask(Actor::Anonymous, knowledge::article_categories).await.unwrap();
        assert_eq!((all.counted(top), all.total()), (3, 5));

        assert_refused(by(&world, cast.ben, move |tx| knowledge::remove_article_category(tx, inner)).await, Refusal::CategoryInUse);
        assert_refused(by(&world, cast.chika, move |tx| knowledge::remove_article_category(tx, inner)).await, Refusal::NotAllowed);
        assert_refused(by(&world, cast.chika, move |tx| knowledge::change_article_category(tx, top, 1, category("M", Some(inner)))).await, Refusal::CategoryTooDeep);
        assert_conflict(by(&world, cast.chika, move |tx| knowledge::change_article_category(tx, top, 9, category("M", None))).await);
    }

    async fn a_category_is_removed_or_filled_and_never_both(world: World) {
        let cast = world.cast().await;
        for n in 0..8 {
            let id = by(&world, cast.ben, move |tx| knowledge::create_article_category(tx, category(&format!("C{n}"), None))).await.unwrap();
            let wish = ArticleWish { category: Some(id), ..wish(ArticleState::Public, "Lid", "<p>x</p>") };
            let (written, removed) = tokio::join!(
                by(&world, cast.chika, move |tx| knowledge::create_article(tx, wish)),
                by(&world, cast.ben, move |tx| knowledge::remove_article_category(tx, id)),
            );
            match (written, removed) {
                (Ok(_), Err(Error::Refused(Refusal::CategoryInUse))) | (Err(Error::Missing), Ok(())) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    async fn an_answer_is_offered_what_others_may_read_in_the_language_of_the_requester(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        for state in ArticleState::ALL {
            written(&world, &cast, wish(*state, &format!("Lid {}", state.name()), "<p>About lids.</p>")).await;
        }
        let lines = seen_by(&world, cast.chika, move |read| knowledge::articles_for(read, number, "lid", 8)).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.title.as_str()).collect::<Vec<_>>(), ["Lid public", "Lid internal"]);
        let id = lines[0].id;
        let piece = seen_by(&world, cast.chika, move |read| knowledge::article_piece(read, number, id)).await.unwrap();
        assert_eq!((piece.title.as_str(), piece.html.as_str()), ("Lid public", "<p>About lids.</p>"));
        assert_missing(seen_by(&world, cast.eve, move |read| knowledge::articles_for(read, number, "lid", 8)).await);
        assert_missing(seen_by(&world, cast.eve, move |read| knowledge::article_piece(read, number, id)).await);
    }
}
