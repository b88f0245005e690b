//! New tickets find somebody: in turns, by load, through a substitute, or by taking the next one.

use crate::desk_work::*;
use desk::condition::Condition;
use desk::people::{PersonId, TeamId};
use desk::sla::{CalendarWish, Hours};
use desk::ticket::{
    Absence, Because, Category, Duties, Duty, Effort, Need, Origin, Priority, Routing, SkillWish, TicketNumber, Via,
    Way,
};
use desk::{Event, Refusal};
use service::conversation::{Incoming, incoming};
use service::ticket::RoutingTrial;
use service::{Actor, readers, ticket};
use std::time::Duration;
use testing::{Cast, World};

async fn wish(world: &World, cast: &Cast, way: Way, most: i64) {
    wishing(world, cast, move |seen| Routing { way, most, ..seen }).await;
}

async fn wishing(world: &World, cast: &Cast, wish: impl Fn(Routing) -> Routing + Send + 'static) {
    let team = cast.support;
    by(world, cast.aya, move |tx| {
        let seen = ticket::routings_of_all(tx)?.into_iter().find(|one| one.team == team).unwrap();
        ticket::set_routing(tx, &wish(seen))
    })
    .await
    .unwrap();
}

/// Asked for by tickets whose subject has the word.
fn skill(word: &str, need: Need, least: i64, levels: &[(PersonId, i64)]) -> SkillWish {
    let condition = format!(r#"{{"all":[{{"field":"subject","operator":"contains","value":["{word}"]}}]}}"#);
    let condition = if word.is_empty() { Condition::everything() } else { Condition::read(&condition).unwrap() };
    SkillWish { name: "Grinders".into(), condition, need, least, levels: levels.iter().copied().collect() }
}

async fn why(world: &World, number: TicketNumber) -> Vec<(PersonId, Because, i64)> {
    let ticket = now(world, number).await;
    let of = |event: Event| match event {
        Event::TicketRouted { person, because, lacking, .. } => Some((person, because, lacking.unwrap())),
        _ => None,
    };
    log(world, &ticket).await.into_iter().filter_map(|one| of(one.event)).collect()
}

/// The clock looks.
async fn ticks(world: &World) {
    system(world, |tx| service::schedule::tick(tx, "here")).await;
}

async fn followed(world: &World) {
    while world.desk.ask(Actor::System, |read| readers::must_wait(read, ticket::ROUTER)).await.unwrap() {
        system(world, |tx| readers::follow(tx, ticket::ROUTER, ticket::follow_routing)).await;
    }
}

async fn given(world: &World, cast: &Cast) -> (TicketNumber, Option<PersonId>) {
    let number = asked(world, cast).await.number;
    world.clock.advance(Duration::from_secs(1));
    followed(world).await;
    (number, now(world, number).await.assignee)
}

async fn away(world: &World, who: PersonId, substitute: Option<PersonId>) {
    let absence = absent(world, 0, 3, substitute);
    by(world, who, move |tx| ticket::set_absence(tx, Some(absence))).await.unwrap();
}

/// From so many days on until so many.
fn absent(world: &World, from: u64, until: u64, substitute: Option<PersonId>) -> Absence {
    let day = |days: u64| world.desk.now().plus(Duration::from_secs(days * 86_400));
    Absence { from: day(from), until: day(until), substitute }
}

testing::on_both! {
    async fn each_in_turn_and_the_ticket_says_why(world: World) {
        let cast = world.cast().await;
        assert_eq!(given(&world, &cast).await.1, None, "nobody has wished anything");
        wish(&world, &cast, Way::Turn, 0).await;
        let mut had = Vec::new();
        for _ in 0..6 {
            had.push(given(&world, &cast).await.1.unwrap());
        }
        assert_eq!(had[..3], had[3..]);
        // Whoever administers belongs to the team they have a level in.
        assert_eq!(std::collections::BTreeSet::from_iter(had), [cast.aya, cast.ben, cast.chika].into());
        let (number, person) = given(&world, &cast).await;
        let ticket = now(&world, number).await;
        let routed = log(&world, &ticket).await.into_iter().find_map(|one| match one.event {
            Event::TicketRouted { person, among, .. } => Some((person, among)),
            _ => None,
        });
        assert_eq!(routed, person.map(|person| (person, 3)));
    }

    async fn who_is_away_or_has_enough_is_passed_by(world: World) {
        let cast = world.cast().await;
        wish(&world, &cast, Way::Load, 2).await;
        away(&world, cast.aya, None).await;
        away(&world, cast.ben, None).await;
        for has in [Some(cast.chika), Some(cast.chika), None] {
            assert_eq!(given(&world, &cast).await.1, has);
        }
        by(&world, cast.ben, |tx| ticket::set_absence(tx, None)).await.unwrap();
        assert_eq!(given(&world, &cast).await.1, Some(cast.ben));
    }

    async fn an_absence_begins_and_ends_by_itself(world: World) {
        let cast = world.cast().await;
        wish(&world, &cast, Way::Load, 0).await;
        away(&world, cast.aya, None).await;
        away(&world, cast.ben, None).await;
        let planned = absent(&world, 1, 2, None);
        by(&world, cast.chika, move |tx| ticket::set_absence(tx, Some(planned))).await.unwrap();
        assert_eq!(seen_by(&world, cast.chika, ticket::absence).await.unwrap(), Some(planned), "planned is known");
        assert_eq!(given(&world, &cast).await.1, Some(cast.chika), "but holds nobody back before it begins");
        world.clock.advance(Duration::from_secs(86_400));
        assert_eq!(given(&world, &cast).await.1, None);
        world.clock.advance(Duration::from_secs(86_400));
        assert_eq!(given(&world, &cast).await.1, Some(cast.chika), "back again");
        assert_eq!(seen_by(&world, cast.chika, ticket::absence).await.unwrap(), None, "what is over is forgotten");
        for (from, until, refused) in [(2, 2, Refusal::AbsenceEndsFirst), (3, 2, Refusal::AbsenceEndsFirst), (0, 0, Refusal::AbsenceInThePast)] {
            let wrong = absent(&world, from, until, None);
            assert_refused(by(&world, cast.chika, move |tx| ticket::set_absence(tx, Some(wrong))).await, refused);
        }
    }

    async fn an_administrator_says_that_somebody_is_away(world: World) {
        let cast = world.cast().await;
        let (ben, chika) = (cast.ben, cast.chika);
        wish(&world, &cast, Way::Load, 0).await;
        let sets = async |who: PersonId, whom: PersonId, absence: Option<Absence>| by(&world, who, move |tx| ticket::set_absence_of(tx, whom, absence)).await;
        let away = absent(&world, 0, 3, Some(ben));
        assert_refused(sets(ben, chika, Some(away)).await, Refusal::NotAllowed);
        for (substitute, refused) in [(cast.dai, Refusal::SubstituteMayNotAnswer), (chika, Refusal::SubstituteUnknown)] {
            let wrong = Absence { substitute: Some(substitute), ..away };
            assert_refused(sets(cast.aya, chika, Some(wrong)).await, refused);
        }
        sets(cast.aya, chika, Some(away)).await.unwrap();
        assert_eq!(seen_by(&world, chika, ticket::absence).await.unwrap(), Some(away), "they see it themselves");
        assert_eq!(seen_by(&world, cast.aya, move |read| ticket::absence_of(read, chika)).await.unwrap(), Some(away));
        assert_eq!(seen_by(&world, ben, ticket::away).await.unwrap(), [(chika, away.until)].into());
        sets(cast.aya, ben, Some(Absence { substitute: None, ..away })).await.unwrap();
        assert_eq!(given(&world, &cast).await.1, Some(cast.aya));
        sets(cast.aya, chika, None).await.unwrap();
        assert_eq!(given(&world, &cast).await.1, Some(chika), "who has the fewest");
    }

    async fn who_lacks_what_a_ticket_asks_for_gets_none_and_who_is_best_goes_first(world: World) {
        let cast = world.cast().await;
        wish(&world, &cast, Way::Load, 0).await;
        let (aya, ben, chika) = (cast.aya, cast.ben, cast.chika);
        let required = skill("", Need::Required, 2, &[(ben, 2), (chika, 5), (aya, 1)]);
        let id = by(&world, aya, move |tx| ticket::create_skill(tx, required)).await.unwrap();
        let mut had = std::collections::BTreeSet::new();
        for _ in 0..2 {
            let (number, who) = given(&world, &cast).await;
            assert_eq!(why(&world, number).await[0].2, 1, "Aya knows too little");
            had.insert(who.unwrap());
        }
        assert_eq!(had, [ben, chika].into());
        let preferred = skill("", Need::Preferred, 2, &[(chika, 5), (ben, 2)]);
        by(&world, aya, move |tx| ticket::change_skill(tx, id, 1, preferred)).await.unwrap();
        for _ in 0..3 {
            let (number, who) = given(&world, &cast).await;
            assert_eq!((who, why(&world, number).await[0].1), (Some(chika), Because::Skill));
        }
        let elsewhere = skill("nobody asks that", Need::Required, 5, &[]);
        by(&world, aya, move |tx| ticket::change_skill(tx, id, 2, elsewhere)).await.unwrap();
        assert_eq!(given(&world, &cast).await.1, Some(aya), "who has the fewest");
        let nobody = skill("", Need::Required, 5, &[(ben, 4)]);
        by(&world, aya, move |tx| ticket::change_skill(tx, id, 3, nobody)).await.unwrap();
        assert_eq!(given(&world, &cast).await.1, None, "it stays with the team");
        let shares = seen_by(&world, aya, {
            let wish = Routing { way: Way::Turn, ..Routing::none(cast.support) };
            move |read| ticket::try_routing(read, &wish)
        });
        assert!(shares.await.unwrap().shares.iter().all(|one| one.tickets == 0), "tried on the past with what it asks for");
    }

    async fn who_pauses_a_channel_gets_none_of_it_unless_it_is_fixed(world: World) {
        let cast = world.cast().await;
        wish(&world, &cast, Way::Load, 0).await;
        let (aya, ben, chika) = (cast.aya, cast.ben, cast.chika);
        let via = Via::of(asked(&world, &cast).await.origin);
        followed(&world).await;
        for person in [aya, ben] {
            by(&world, person, move |tx| ticket::pause_channel(tx, via, true)).await.unwrap();
        }
        let (number, who) = given(&world, &cast).await;
        assert_eq!(who, Some(chika));
        let told = log(&world, &now(&world, number).await).await;
        assert!(told.iter().any(|one| matches!(one.event, Event::TicketRouted { away: 2, load: None, .. })));
        let fixed = Duties { vias: [(via, Duty { locked: true, ..Duty::default() })].into(), ..Duties::default() };
        by(&world, aya, move |tx| ticket::set_duties(tx, chika, fixed)).await.unwrap();
        assert_refused(by(&world, chika, move |tx| ticket::pause_channel(tx, via, true)).await, Refusal::ChannelLocked);
        assert!(by(&world, chika, |tx| ticket::pause_channel(tx, Via::Chat, true)).await.unwrap().of(Via::Chat).paused);
        assert_eq!(given(&world, &cast).await.1, Some(chika), "chat is another matter");
        // Who has paused it takes none with a press either.
        assert_refused(by(&world, ben, ticket::take_next).await, Refusal::NothingToTake);
        assert_refused(by(&world, ben, move |tx| ticket::set_duties(tx, chika, Duties::default())).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.kei, move |tx| ticket::pause_channel(tx, via, true)).await);
        by(&world, ben, move |tx| ticket::pause_channel(tx, via, false)).await.unwrap();
        assert_eq!(given(&world, &cast).await.1, Some(ben));
    }

    async fn effort_is_weighed_and_nobody_gets_more_than_they_can_have(world: World) {
        let cast = world.cast().await;
        wish(&world, &cast, Way::Load, 0).await;
        let (aya, ben, chika) = (cast.aya, cast.ben, cast.chika);
        let effort = Effort::new(|_| 2, |priority| if priority == Priority::Urgent { 8 } else { 0 }).unwrap();
        assert_refused(by(&world, ben, { let effort = effort.clone(); move |tx| ticket::set_effort(tx, &effort) }).await, Refusal::NotAllowed);
        by(&world, aya, move |tx| ticket::set_effort(tx, &effort)).await.unwrap();
        by(&world, aya, move |tx| ticket::set_duties(tx, aya, Duties { most: 2, ..Duties::default() })).await.unwrap();
        let (mut had, mut heavy) = (std::collections::BTreeSet::new(), None);
        for _ in 0..3 {
            let (number, who) = given(&world, &cast).await;
            had.extend(who);
            if heavy.is_none() && who != Some(aya) {
                heavy = who;
                by(&world, aya, move |tx| ticket::set_priority(tx, number, Priority::Urgent, None)).await.unwrap();
            }
        }
        assert_eq!(had, [aya, ben, chika].into());
        // One has ten points in hand with an urgent ticket, and Aya can have no more than two.
        let free = [ben, chika].into_iter().find(|one| Some(*one) != heavy).unwrap();
        for _ in 0..2 {
            let (number, who) = given(&world, &cast).await;
            assert_eq!(who, Some(free));
            let told = log(&world, &now(&world, number).await).await;
            assert!(told.iter().any(|one| matches!(one.event, Event::TicketRouted { full: 1, load: Some(_), effort: Some(2), .. })));
        }
        let here = Duties { vias: Via::ALL.iter().map(|via| (*via, Duty { most: 6, ..Duty::default() })).collect(), ..Duties::default() };
        for person in [ben, chika] {
            let here = here.clone();
            by(&world, aya, move |tx| ticket::set_duties(tx, person, here)).await.unwrap();
        }
        assert_eq!(given(&world, &cast).await.1, None, "everybody has enough");
        let much = Duties { most: -1, ..Duties::default() };
        assert_refused(by(&world, aya, move |tx| ticket::set_duties(tx, ben, much)).await, Refusal::LoadInvalid);
        let wish = Routing { way: Way::Load, ..Routing::none(cast.support) };
        let shares = seen_by(&world, aya, move |read| ticket::try_routing(read, &wish)).await.unwrap().shares;
        assert!(shares.iter().map(|one| one.effort).sum::<i64>() > shares.iter().map(|one| one.tickets).sum());
    }

    async fn a_skill_is_kept_by_who_may_and_as_it_was_seen(world: World) {
        let cast = world.cast().await;
        let wish = || skill("grinder", Need::Required, 1, &[]);
        assert_refused(by(&world, cast.ben, { let wish = wish(); move |tx| ticket::create_skill(tx, wish) }).await, Refusal::NotAllowed);
        let id = by(&world, cast.aya, { let wish = wish(); move |tx| ticket::create_skill(tx, wish) }).await.unwrap();
        for (wrong, refusal) in [
            (SkillWish { least: 6, ..wish() }, Refusal::LevelInvalid),
            (SkillWish { name: String::new(), ..wish() }, Refusal::NameEmpty),
        ] {
            assert_refused(by(&world, cast.aya, move |tx| ticket::change_skill(tx, id, 1, wrong)).await, refusal);
        }
        let stranger = SkillWish { levels: [(cast.kei, 3)].into(), ..wish() };
        assert_missing(by(&world, cast.aya, move |tx| ticket::change_skill(tx, id, 1, stranger)).await);
        let other = SkillWish { least: 2, ..wish() };
        by(&world, cast.aya, { let other = other.clone(); move |tx| ticket::change_skill(tx, id, 1, other) }).await.unwrap();
        assert_conflict(by(&world, cast.aya, move |tx| ticket::change_skill(tx, id, 1, wish())).await);
        assert_eq!(seen_by(&world, cast.aya, move |read| ticket::skill(read, id)).await.unwrap().wish, other);
        by(&world, cast.aya, move |tx| ticket::remove_skill(tx, id)).await.unwrap();
        assert_missing(seen_by(&world, cast.aya, move |read| ticket::skill(read, id)).await);
    }

    async fn who_is_not_at_work_is_passed_by_where_the_team_looks_at_that(world: World) {
        let cast = world.cast().await;
        let (aya, ben, chika, kei) = (cast.aya, cast.ben, cast.chika, cast.kei);
        wishing(&world, &cast, |seen| Routing { way: Way::Load, online: true, ..seen }).await;
        assert_eq!(given(&world, &cast).await.1, None, "nobody is signed in");
        by(&world, ben, move |tx| service::access::sign_in(tx, ben, "", "")).await.unwrap();
        assert_eq!(given(&world, &cast).await.1, Some(ben));
        world.clock.advance(Duration::from_secs(16 * 60));
        assert_eq!(given(&world, &cast).await.1, None, "that was long ago");
        // It is a Sunday.
        let weekdays = CalendarWish { name: "Weekdays".into(), hours: Hours::usual("UTC") };
        let calendar = by(&world, aya, move |tx| service::sla::create_calendar(tx, weekdays)).await.unwrap();
        wishing(&world, &cast, |seen| Routing { online: false, hours: true, ..seen }).await;
        for person in [aya, ben] {
            by(&world, aya, move |tx| ticket::set_working_hours(tx, person, None, Some(calendar))).await.unwrap();
        }
        for _ in 0..3 {
            assert_eq!(given(&world, &cast).await.1, Some(chika));
        }
        by(&world, aya, move |tx| ticket::set_working_hours(tx, ben, Some(calendar), None)).await.unwrap();
        assert_eq!(given(&world, &cast).await.1, Some(ben));
        assert_missing(by(&world, aya, move |tx| ticket::set_working_hours(tx, kei, None, Some(calendar))).await);
        assert_refused(by(&world, chika, move |tx| ticket::set_working_hours(tx, chika, None, None)).await, Refusal::NotAllowed);
    }

    async fn what_lies_untouched_goes_on_and_at_last_back_to_the_team(world: World) {
        let cast = world.cast().await;
        wishing(&world, &cast, |seen| Routing { way: Way::Turn, patience: 30, ..seen }).await;
        let (number, first) = given(&world, &cast).await;
        world.clock.advance(Duration::from_secs(29 * 60));
        ticks(&world).await;
        assert_eq!(now(&world, number).await.assignee, first);
        let mut had = vec![first];
        for _ in 0..3 {
            world.clock.advance(Duration::from_secs(31 * 60));
            ticks(&world).await;
            had.push(now(&world, number).await.assignee);
        }
        assert_eq!(had.last(), Some(&None), "everybody has had it");
        let distinct: std::collections::BTreeSet<_> = had.iter().flatten().collect();
        assert_eq!(distinct.len(), 3, "nobody twice");
        let told = log(&world, &now(&world, number).await).await;
        assert_eq!(told.iter().filter(|one| matches!(one.event, Event::AssignmentTimedOut { minutes: 30, .. })).count(), 3);
        // What the team does not wish any more takes nothing from anybody.
        let (number, who) = given(&world, &cast).await;
        wishing(&world, &cast, |seen| Routing { way: Way::Off, ..seen }).await;
        world.clock.advance(Duration::from_secs(3_600));
        ticks(&world).await;
        assert_eq!(now(&world, number).await.assignee, who);
        wishing(&world, &cast, |seen| Routing { way: Way::Turn, ..seen }).await;
        // Whoever touches it keeps it.
        let (number, who) = given(&world, &cast).await;
        let person = who.unwrap();
        by(&world, person, move |tx| ticket::set_priority(tx, number, Priority::High, None)).await.unwrap();
        world.clock.advance(Duration::from_secs(3_600));
        ticks(&world).await;
        assert_eq!(now(&world, number).await.assignee, who);
        let much = Routing { patience: 10_081, ..Routing::none(cast.billing) };
        assert_refused(by(&world, cast.aya, move |tx| ticket::set_routing(tx, &much)).await, Refusal::PatienceInvalid);
    }

    async fn a_substitute_takes_over_when_the_requester_writes(world: World) {
        let cast = world.cast().await;
        let (number, kei, chika) = (asked(&world, &cast).await.number, cast.kei, cast.chika);
        by(&world, cast.ben, move |tx| ticket::assign(tx, number, Some(chika), None)).await.unwrap();
        followed(&world).await;
        away(&world, chika, Some(cast.ben)).await;
        followed(&world).await;
        assert_eq!(now(&world, number).await.assignee, Some(chika));
        system(&world, move |tx| incoming(tx, number, Incoming::said(kei, Origin::Mail, "Any news?"))).await;
        followed(&world).await;
        assert_eq!(now(&world, number).await.assignee, Some(cast.ben));
    }

    async fn a_substitute_may_answer_and_who_is_away_too_has_one_of_their_own(world: World) {
        let cast = world.cast().await;
        for who in [cast.dai, cast.eve] {
            let absence = absent(&world, 0, 3, Some(who));
            assert_refused(by(&world, cast.chika, move |tx| ticket::set_absence(tx, Some(absence))).await, Refusal::SubstituteMayNotAnswer);
        }
        let offered = by(&world, cast.chika, |tx| ticket::substitutes(tx)).await.unwrap();
        let offered: Vec<_> = offered.into_iter().map(|(person, _)| person).collect();
        assert!(offered.contains(&cast.aya) && offered.contains(&cast.ben));
        assert!([cast.chika, cast.dai, cast.eve].iter().all(|person| !offered.contains(person)), "{offered:?}");
        let (number, kei, chika) = (asked(&world, &cast).await.number, cast.kei, cast.chika);
        by(&world, cast.ben, move |tx| ticket::assign(tx, number, Some(chika), None)).await.unwrap();
        away(&world, chika, Some(cast.ben)).await;
        away(&world, cast.ben, Some(cast.aya)).await;
        let writes = || system(&world, move |tx| incoming(tx, number, Incoming::said(kei, Origin::Mail, "Any news?")));
        writes().await;
        followed(&world).await;
        assert_eq!(now(&world, number).await.assignee, Some(cast.aya), "whoever stands in for whoever stands in");
        by(&world, cast.ben, move |tx| ticket::assign(tx, number, Some(chika), None)).await.unwrap();
        away(&world, cast.ben, Some(chika)).await;
        writes().await;
        followed(&world).await;
        assert_eq!(now(&world, number).await.assignee, None, "two who stand in for each other");
        let told = log(&world, &now(&world, number).await).await;
        assert!(told.iter().any(|one| matches!(one.event, Event::NobodyStandsIn { person, .. } if person == chika)));
        by(&world, cast.aya, move |tx| ticket::assign(tx, number, Some(chika), None)).await.unwrap();
        wish(&world, &cast, Way::Load, 0).await;
        writes().await;
        followed(&world).await;
        assert_eq!(now(&world, number).await.assignee, Some(cast.aya), "it finds somebody as a new one would");
    }

    async fn the_next_ticket_is_the_most_important_one(world: World) {
        let cast = world.cast().await;
        let (old, urgent) = (asked(&world, &cast).await.number, asked(&world, &cast).await.number);
        by(&world, cast.ben, move |tx| ticket::set_priority(tx, urgent, Priority::Urgent, None)).await.unwrap();
        for number in [urgent, old] {
            let taken = by(&world, cast.chika, ticket::take_next).await.unwrap();
            assert_eq!((taken.number, taken.assignee), (number, Some(cast.chika)));
        }
        assert_refused(by(&world, cast.chika, ticket::take_next).await, Refusal::NothingToTake);
        asked(&world, &cast).await;
        assert_refused(by(&world, cast.eve, ticket::take_next).await, Refusal::NothingToTake);
        assert_refused(by(&world, cast.dai, ticket::take_next).await, Refusal::NotAllowed);
        wish(&world, &cast, Way::Off, 2).await;
        assert_refused(by(&world, cast.chika, ticket::take_next).await, Refusal::NothingToTake);
    }

    async fn a_wish_is_tried_on_the_past_and_kept_by_who_may(world: World) {
        let cast = world.cast().await;
        let first = asked(&world, &cast).await.number;
        for _ in 1..5 {
            asked(&world, &cast).await;
        }
        let wish = Routing { way: Way::Turn, ..Routing::none(cast.support) };
        let shares = |tried: RoutingTrial| {
            let mut tickets: Vec<i64> = tried.shares.iter().map(|one| one.tickets).collect();
            tickets.sort_unstable();
            (tickets, tried.left)
        };
        let tried = |wish| seen_by(&world, cast.aya, move |read| ticket::try_routing(read, &wish));
        assert_eq!(shares(tried(wish).await.unwrap()), (vec![1, 2, 2], 0));
        assert_eq!(shares(tried(Routing { most: 1, ..wish }).await.unwrap()), (vec![1, 1, 1], 2), "nobody solves any");
        // Limits and pauses are those of today; whatever is solved makes room.
        let via = Via::of(now(&world, first).await.origin);
        by(&world, cast.ben, move |tx| ticket::pause_channel(tx, via, true)).await.unwrap();
        let little = Duties { most: 1, ..Duties::default() };
        let chika = cast.chika;
        by(&world, cast.aya, move |tx| ticket::set_duties(tx, chika, little)).await.unwrap();
        assert_eq!(shares(tried(Routing { most: 3, ..wish }).await.unwrap()), (vec![0, 1, 3], 1));
        let solved = status(&world, Category::Solved).await;
        by(&world, cast.aya, move |tx| ticket::set_status(tx, first, solved, None)).await.unwrap();
        world.clock.advance(Duration::from_secs(60));
        asked(&world, &cast).await;
        assert_eq!(shares(tried(Routing { most: 3, ..wish }).await.unwrap()).1, 1, "the first made room for the sixth");
        assert_refused(by(&world, cast.ben, move |tx| ticket::set_routing(tx, &wish)).await, Refusal::NotAllowed);
        let much = Routing { most: 5_000, ..wish };
        assert_refused(by(&world, cast.aya, move |tx| ticket::set_routing(tx, &much)).await, Refusal::MostInvalid);
        by(&world, cast.aya, move |tx| ticket::set_routing(tx, &wish)).await.unwrap();
        let other = Routing { way: Way::Load, ..wish };
        assert_conflict(by(&world, cast.aya, move |tx| ticket::set_routing(tx, &other)).await);
        assert_missing(by(&world, cast.aya, |tx| ticket::set_routing(tx, &Routing::none(TeamId(99_999)))).await);
    }
}
