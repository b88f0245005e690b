//! How the index stays current, and what it does when it is lost.

use super::*;
use desk::ticket::Category;
use std::path::Path;

async fn index_in(world: &World, folder: &Path) -> (Arc<Finder>, Feed) {
    let finder = Arc::new(Finder::default());
    let mut feed = Feed::into(finder.clone(), folder.to_owned());
    read_on(world, &mut feed).await;
    (finder, feed)
}

testing::on_both! {
    async fn what_happens_is_found_after_the_next_step(world: World) {
        let cast = world.cast().await;
        let (finder, mut feed) = index(&world).await;
        let number = written(&world, cast.kei, cast.support, "One", "wombat").await;
        assert!(numbers(&world, &finder, cast.chika, "wombat").await.is_empty());
        read_on(&world, &mut feed).await;
        assert_eq!(numbers(&world, &finder, cast.chika, "wombat").await, [number]);
        let done = status(&world, Category::Solved).await;
        by(&world, cast.chika, move |tx| ticket::set_status(tx, number, done, None)).await.unwrap();
        by(&world, cast.chika, move |tx| ticket::rename(tx, number, "Quokka", None)).await.unwrap();
        read_on(&world, &mut feed).await;
        assert!(numbers(&world, &finder, cast.chika, "is:open").await.is_empty());
        assert_eq!(numbers(&world, &finder, cast.chika, "subject:quokka wombat").await, [number]);
    }

    async fn a_person_who_is_renamed_is_found_by_the_new_name(world: World) {
        let cast = world.cast().await;
        let number = written(&world, cast.stranger, cast.support, "One", "wombat").await;
        let (finder, mut feed) = index(&world).await;
        by(&world, cast.aya, move |tx| {
            let profile = desk::people::Profile { name: "Haru Quokka".into(), language: None, time_zone: None, organization: None };
            service::people::edit_person(tx, cast.stranger, profile, 1).map(drop)
        }).await.unwrap();
        read_on(&world, &mut feed).await;
        assert_eq!(numbers(&world, &finder, cast.chika, "from:quokka").await, [number]);
    }

    async fn the_index_goes_on_where_it_stood(world: World) {
        let cast = world.cast().await;
        let folder = tempfile::tempdir().unwrap();
        written(&world, cast.kei, cast.support, "One", "wombat").await;
        let (_, feed) = index_in(&world, folder.path()).await;
        let place = feed.place();
        drop(feed);
        let number = written(&world, cast.kei, cast.support, "Two", "quokka").await;
        let finder = Arc::new(Finder::default());
        let mut feed = Feed::into(finder.clone(), folder.path().to_owned());
        feed.step(&world.desk).await.unwrap();
        assert!(is_current(&finder), "no walk begins again");
        assert!(feed.place() >= place);
        read_on(&world, &mut feed).await;
        assert_eq!(numbers(&world, &finder, cast.chika, "quokka").await, [number]);
        assert_eq!(numbers(&world, &finder, cast.chika, "wombat").await.len(), 1);
    }

    async fn an_index_that_is_lost_while_it_runs_is_built_again(world: World) {
        let cast = world.cast().await;
        let folder = tempfile::tempdir().unwrap();
        let number = written(&world, cast.kei, cast.support, "One", "wombat").await;
        let (finder, mut feed) = index_in(&world, folder.path()).await;
        std::fs::remove_dir_all(folder.path().join("0")).unwrap();
        read_on(&world, &mut feed).await;
        assert!(is_current(&finder));
        assert_eq!(numbers(&world, &finder, cast.chika, "wombat").await, [number]);
        assert!(folder.path().join("0/meta.json").exists());
    }

    async fn a_torn_index_is_built_again_at_the_start(world: World) {
        let cast = world.cast().await;
        let folder = tempfile::tempdir().unwrap();
        let number = written(&world, cast.kei, cast.support, "One", "wombat").await;
        let (_, feed) = index_in(&world, folder.path()).await;
        drop(feed);
        std::fs::write(folder.path().join("0/meta.json"), b"{\"torn\":").unwrap();
        let (finder, _feed) = index_in(&world, folder.path()).await;
        assert_eq!(numbers(&world, &finder, cast.chika, "wombat").await, [number]);
    }

    async fn an_index_of_another_database_is_built_again(world: World) {
        let cast = world.cast().await;
        let folder = tempfile::tempdir().unwrap();
        let other = World::on(testing::Database::sqlite());
        let theirs = other.cast().await;
        for n in 0..50 {
            written(&other, theirs.kei, theirs.support, &format!("{n}"), "wombat").await;
        }
        let (_, feed) = index_in(&other, folder.path()).await;
        drop(feed);
        let number = written(&world, cast.kei, cast.support, "One", "quokka").await;
        let (finder, _feed) = index_in(&world, folder.path()).await;
        assert_eq!(numbers(&world, &finder, cast.chika, "quokka").await, [number]);
        assert!(numbers(&world, &finder, cast.chika, "wombat").await.is_empty());
    }

    async fn two_processes_keep_an_index_each(world: World) {
        let cast = world.cast().await;
        let folder = tempfile::tempdir().unwrap();
        let number = written(&world, cast.kei, cast.support, "One", "wombat").await;
        let (one, _first) = index_in(&world, folder.path()).await;
        let (two, _second) = index_in(&world, folder.path()).await;
        for finder in [one, two] {
            assert_eq!(numbers(&world, &finder, cast.chika, "wombat").await, [number]);
        }
        assert!(folder.path().join("1/meta.json").exists());
    }

    async fn what_was_said_on_a_merged_ticket_is_found_in_the_other(world: World) {
        let cast = world.cast().await;
        let one = written(&world, cast.kei, cast.support, "One", "wombat").await;
        let two = written(&world, cast.kei, cast.support, "Two", "quokka").await;
        let (finder, mut feed) = index(&world).await;
        by(&world, cast.chika, move |tx| ticket::merge(tx, one, two, None).map(drop)).await.unwrap();
        read_on(&world, &mut feed).await;
        assert_eq!(numbers(&world, &finder, cast.chika, "wombat").await, [two]);
    }
}
