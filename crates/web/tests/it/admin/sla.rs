//! Promised times, as people write them.

use super::value;
use crate::browser::{House, encoded};

testing::on_both! {
    async fn a_day_is_as_long_as_the_longest_of_the_chosen_calendar(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let week = [("name", "Office"), ("zone", "Asia/Tokyo"), ("hours_0", "9時〜12時、13時〜19時"), ("hours_1", "9:00-12:00")];
        let made = aya.post("/admin/calendars", &encoded(&week)).await;
        let office = made.location().rsplit('/').next().unwrap();
        for (policy, calendar, kept) in [("1", office, ["18h", "9h"]), ("2", "", ["48h", "24h"])] {
            let form = [("act", "save"), ("name", policy), ("how-0", "all"), ("calendar", calendar), ("time_resolution_normal", "2営業日")];
            let step = [("step_when", "before"), ("step_amount", "1 business day"), ("step_tell", "team")];
            assert_eq!(aya.post("/admin/sla", &encoded(&[&form[..], &step].concat())).await.location(), "/admin/sla");
            let page = aya.get(&format!("/admin/sla/{policy}")).await.text();
            assert_eq!(["time_resolution_normal", "step_amount"].map(|field| value(&page, field)), kept, "{calendar:?}");
        }
    }
}
