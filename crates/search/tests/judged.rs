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
    let short: Vec<&str> = all.iter().filter(|one| one.rank() < 1.0).map(|one| one.query.as_str()).collect();
    let well = recall >= 0.98 && precision >= 0.98 && rank >= 0.98;
    assert!(well, "recall {recall:.3}, precision {precision:.3}, rank {rank:.3}; not well: {short:?}");
}
