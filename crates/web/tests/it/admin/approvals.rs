//! How approvals are had, as people write it.

use super::{reason, value};
use crate::browser::{House, encoded};
use axum::http::StatusCode;

fn form(needed: &str, remind: &str, limit: &str) -> String {
    let form = [("name", "Purchase"), ("question_en", "May we?"), ("approver", "manager"), ("at_limit", "wait")];
    let rest = [("needed", needed), ("quorum", ""), ("remind", remind), ("limit", limit)];
    encoded(&[&form[..], &rest].concat())
}

testing::on_both! {
    async fn times_are_read_as_those_of_service_levels_and_a_number_alone_is_hours(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        assert_eq!(value(&aya.get("/admin/approvals/new").await.text(), "remind"), "24 h");
        let table = [(["24時間", "2営業日"], ["24 h", "48 h"]), (["４", ""], ["4 h", ""]), (["1:00", "1d 30m 30m"], ["1 h", "25 h"])];
        for (at, (typed, kept)) in table.into_iter().enumerate() {
            let made = aya.post("/admin/approvals", &form("one", typed[0], typed[1])).await;
            assert_eq!(made.location(), "/admin/approvals", "{typed:?}: {}", made.text());
            let page = aya.get(&format!("/admin/approvals/{}", at + 1)).await.text();
            assert_eq!(["remind", "limit"].map(|field| value(&page, field)), kept, "{typed:?}");
        }
    }

    async fn what_cannot_be_read_is_refused_beside_its_field(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let all = ["remind", "limit", "quorum"];
        let table = [
            (form("one", "1時間", "30分"), "limit", "whole hours"),
            (form("one", "soon", ""), "remind", "whole hours"),
            (form("one", "", "9999"), "limit", "at most a year"),
            (form("some", "", ""), "quorum", "how many must say yes"),
        ];
        for (sent, field, words) in table {
            let refused = aya.post("/admin/approvals", &sent).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            let page = refused.text();
            assert!(reason(&page, field).is_some_and(|reason| reason.contains(words)), "{field}: {page}");
            assert!(all.iter().all(|other| *other == field || reason(&page, other).is_none()), "{field} alone");
        }
        assert_eq!(value(&aya.post("/admin/approvals", &form("one", "1時間", "30分")).await.text(), "limit"), "30分");
    }
}
