//! Jobs: claimed by one, taken over from the dead, retried, buried, handed back.

use crate::desk_of_mail::open;
use platform::shutdown::Shutdown;
use reactions::{Job, Jobs, Trouble, run, step};
use service::jobs::{self, MOST_ATTEMPTS};
use service::{Actor, Event, Refusal};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use testing::{World, refusal};
use tokio::sync::Notify;

const LEASE: Duration = Duration::from_secs(60);

async fn add(world: &World, how_many: usize) {
    let add = move |tx: &mut service::Tx| {
        let now = tx.now();
        (0..how_many).try_for_each(|n| Ok(store::jobs::add(tx, "count", &n.to_string(), None, now)?))
    };
    world.desk.change(Actor::System, add).await.unwrap();
}

async fn claim(world: &World, holder: &'static str, most: usize) -> Vec<Job> {
    world.desk.change(Actor::System, move |tx| jobs::claim(tx, "count", holder, LEASE, most)).await.unwrap()
}

async fn in_state(world: &World, state: &'static str) -> Vec<Job> {
    world.desk.ask(Actor::System, move |read| Ok(store::jobs::in_state(read, state, 100)?)).await.unwrap()
}

/// Counts its runs, and fails as told.
fn counting(outcome: Result<(), Trouble>) -> (Jobs, Arc<AtomicUsize>) {
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = runs.clone();
    let jobs = Jobs::new().on("count", 4, move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        let outcome = outcome.clone();
        async move { outcome }
    });
    (jobs, runs)
}

testing::on_both! {
    async fn two_holders_never_run_the_same_job(world: World) {
        add(&world, 40).await;
        let mut claimed = Vec::new();
        for _ in 0..10 {
            let (one, two) = tokio::join!(claim(&world, "one", 3), claim(&world, "two", 3));
            claimed.extend(one.into_iter().chain(two).map(|job| job.id));
        }
        let all = claimed.len();
        claimed.sort_unstable();
        claimed.dedup();
        assert_eq!((all, claimed.len()), (40, 40));
    }

    async fn a_dead_holders_job_is_taken_over_and_its_late_word_not_heard(world: World) {
        add(&world, 1).await;
        let lost = claim(&world, "dead", 1).await.remove(0);
        assert!(claim(&world, "heir", 1).await.is_empty());
        world.clock.advance(LEASE + Duration::from_secs(1));
        step(&world.desk, &Jobs::new()).await.unwrap();
        let taken = claim(&world, "dead", 1).await.remove(0);
        assert_eq!((taken.id, taken.attempts), (lost.id, 2));
        let late = world.desk.change(Actor::System, move |tx| jobs::finish(tx, &lost, "dead")).await.unwrap();
        assert!(!late, "the number of the try tells them apart, even under one name");
        assert!(world.desk.change(Actor::System, move |tx| jobs::finish(tx, &taken, "dead")).await.unwrap());
    }

    async fn a_holder_who_keeps_its_jobs_keeps_them(world: World) {
        add(&world, 1).await;
        claim(&world, "steady", 1).await;
        for _ in 0..5 {
            world.clock.advance(LEASE / 2);
            world.desk.change(Actor::System, |tx| jobs::keep(tx, "steady", LEASE)).await.unwrap();
            step(&world.desk, &Jobs::new()).await.unwrap();
        }
        assert!(claim(&world, "heir", 1).await.is_empty());
    }

    async fn a_failing_job_is_buried_after_its_tries_and_lives_again_when_somebody_says_so(world: World) {
        let cast = open(&world).await;
        add(&world, 1).await;
        let (failing, runs) = counting(Err(Trouble::Again("not today".into())));
        for _ in 0..MOST_ATTEMPTS + 3 {
            step(&world.desk, &failing).await.unwrap();
            world.clock.advance(Duration::from_secs(3601));
        }
        assert_eq!(runs.load(Ordering::SeqCst), MOST_ATTEMPTS as usize);
        let buried = in_state(&world, "buried").await.remove(0);
        assert_eq!(buried.error, "not today");
        let newest = world.desk.ask(Actor::System, |read| Ok(store::events::newest(read, i64::MAX, 1)?)).await.unwrap();
        assert_eq!(newest[0].event, Event::JobBuried { job: buried.id });

        let chika = world.actor(cast.chika).await;
        assert_eq!(refusal(world.desk.change(chika, move |tx| jobs::retry(tx, buried.id)).await), Refusal::NotAllowed);
        let ben = world.actor(cast.ben).await;
        world.desk.change(ben.clone(), move |tx| jobs::retry(tx, buried.id)).await.unwrap();
        assert_eq!(refusal(world.desk.change(ben, move |tx| jobs::retry(tx, buried.id)).await), Refusal::JobNotBuried);
        let (fine, runs) = counting(Ok(()));
        step(&world.desk, &fine).await.unwrap();
        assert_eq!((runs.load(Ordering::SeqCst), in_state(&world, "waiting").await.len()), (1, 0));
    }

    async fn a_hopeless_job_is_buried_at_once(world: World) {
        add(&world, 1).await;
        let (hopeless, runs) = counting(Err(Trouble::Hopeless("not there".into())));
        step(&world.desk, &hopeless).await.unwrap();
        assert_eq!((runs.load(Ordering::SeqCst), in_state(&world, "buried").await.len()), (1, 1));
    }

    async fn a_job_that_kills_its_process_each_time_is_buried_too(world: World) {
        add(&world, 1).await;
        for _ in 0..MOST_ATTEMPTS {
            assert_eq!(claim(&world, "doomed", 1).await.len(), 1);
            world.clock.advance(LEASE + Duration::from_secs(1));
            step(&world.desk, &Jobs::new()).await.unwrap();
        }
        assert!(claim(&world, "doomed", 1).await.is_empty());
        assert_eq!(in_state(&world, "buried").await.len(), 1);
    }

    async fn a_panic_is_a_failed_try_of_that_job_alone(world: World) {
        add(&world, 2).await;
        let jobs = Jobs::new().on("count", 2, |job| async move { if job.body == "0" { panic!("oh") } else { Ok(()) } });
        step(&world.desk, &jobs).await.unwrap();
        let waiting = in_state(&world, "waiting").await;
        assert_eq!((waiting.len(), waiting[0].body.as_str()), (1, "0"));
        assert!(waiting[0].error.contains("panicked"), "{}", waiting[0].error);
    }

    async fn at_shutdown_what_runs_is_finished_and_what_waits_stays(world: World) {
        add(&world, 3).await;
        let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (tell, wait) = (begun.clone(), go_on.clone());
        let jobs = Jobs::new().on("count", 1, move |_| {
            let (tell, wait) = (tell.clone(), wait.clone());
            async move {
                tell.notify_one();
                wait.notified().await;
                Ok(())
            }
        });
        let shutdown = Shutdown::new();
        let running = tokio::spawn(run(world.desk.clone(), jobs, shutdown.clone()));
        begun.notified().await;
        shutdown.trigger();
        go_on.notify_one();
        running.await.unwrap();
        let waiting = in_state(&world, "waiting").await;
        assert_eq!((waiting.len(), in_state(&world, "running").await.len()), (2, 0));
    }

    async fn what_was_begun_and_not_finished_is_handed_back_without_counting(world: World) {
        add(&world, 1).await;
        claim(&world, "leaving", 1).await;
        world.desk.change(Actor::System, |tx| jobs::hand_back(tx, "leaving")).await.unwrap();
        assert_eq!(claim(&world, "heir", 1).await[0].attempts, 1);
    }

    async fn a_new_job_is_begun_at_the_sound_of_the_bell(world: World) {
        let (jobs, runs) = counting(Ok(()));
        let shutdown = Shutdown::new();
        let running = tokio::spawn(run(world.desk.clone(), jobs, shutdown.clone()));
        add(&world, 5).await;
        for _ in 0..500 {
            if runs.load(Ordering::SeqCst) == 5 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        shutdown.trigger();
        running.await.unwrap();
        assert_eq!(runs.load(Ordering::SeqCst), 5);
    }
}
