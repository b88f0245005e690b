//! The judged questions: how well they are answered must not get worse.

#[path = "../judged/mod.rs"]
mod judged;

#[test]
fn judged_questions_find_what_people_want_and_little_else() {
    let all = judged::judge();
    assert!(all.len() >= 150, "{} questions", all.len());
    let (recall, precision) =
        (judged::mean(&all, judged::Judged::recall), judged::mean(&all, judged::Judged::precision));
    let rank = judged::mean(&all, judged::Judged::rank);
    assert!(
        recall >= 0.98 && precision >= 0.93 && rank >= 0.97,
        "recall {recall:.3}, precision {precision:.3}, rank {rank:.3}"
    );
}
