//! Moving to another team.

use crate::desk_work::*;
use desk::Refusal;
use desk::people::TeamId;
use desk::ticket::View;
use service::ticket;

testing::on_both! {
    async fn a_moved_ticket_is_the_other_teams_and_lets_go_of_who_cannot_answer_there(world: World) {
        let cast = world.cast().await;
        let asked = asked(&world, &cast).await;
        let (number, chika, billing) = (asked.number, cast.chika, cast.billing);
        by(&world, chika, move |tx| ticket::assign(tx, number, Some(chika), None)).await.unwrap();
        let moved = by(&world, chika, move |tx| ticket::move_to_team(tx, number, billing, None)).await.unwrap();
        assert_eq!((moved.team, moved.assignee), (billing, None));
        assert_eq!(last_kinds(&world, &asked, 2).await, ["team_changed", "assignee_changed"]);
        let log = log(&world, &asked).await;
        assert_eq!(log[log.len() - 1].cause, Some(log[log.len() - 2].place.position), "the one follows from the other");
        let counts = seen_by(&world, cast.ben, ticket::counts).await.unwrap();
        assert_eq!((counts.of(View::Team(cast.support)), counts.of(View::Team(billing))), (0, 1));
        assert_counters_follow(&world).await;
    }

    async fn who_answers_in_both_teams_keeps_the_ticket(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let (ben, billing) = (cast.ben, cast.billing);
        by(&world, ben, move |tx| ticket::assign(tx, number, Some(ben), None)).await.unwrap();
        let moved = by(&world, ben, move |tx| ticket::move_to_team(tx, number, billing, None)).await.unwrap();
        assert_eq!(moved.assignee, Some(ben));
    }

    async fn a_ticket_is_not_moved_to_nowhere_or_by_nobody(world: World) {
        let cast = world.cast().await;
        let number = asked(&world, &cast).await.number;
        let billing = cast.billing;
        assert_missing(by(&world, cast.chika, move |tx| ticket::move_to_team(tx, number, TeamId(4711), None)).await);
        assert_refused(by(&world, cast.dai, move |tx| ticket::move_to_team(tx, number, billing, None)).await, Refusal::NotAllowed);
        assert_missing(by(&world, cast.eve, move |tx| ticket::move_to_team(tx, number, billing, None)).await);
    }
}
