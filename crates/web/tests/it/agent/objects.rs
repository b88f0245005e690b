//! `/objects`, `/admin/objects`, and fields of people on their pages.

use super::{asked, followed, value};
use crate::browser::{House, Multipart, encoded};
use testing::on_both;

/// A kind of object with a serial number and an owner: its id and those of its fields.
pub async fn assets(house: &House) -> (String, String, String) {
    let mut aya = house.agent(house.cast.aya).await;
    let form =
        "name_en=Asset&plural_en=Assets&glyph=tag&active=on&role-light=see&role-agent=edit&role-supervisor=manage";
    let reply = aya.post("/admin/objects", form).await;
    let of = reply.location().rsplit('-').next().unwrap().to_owned();
    let mut field = async |kind: &str, name: &str| {
        let form = encoded(&[
            ("of", &format!("object-{of}")),
            ("kind", kind),
            ("label_en", name),
            ("active", "on"),
            ("agent", "optional"),
        ]);
        assert_eq!(aya.post("/admin/fields", &form).await.status, 303);
        let page = aya.get(&format!("/admin/fields?of=object-{of}")).await.text();
        let at = page.rfind("id=\"field-").unwrap() + "id=\"field-".len();
        page[at..].split('"').next().unwrap().to_owned()
    };
    let (serial, owner) = (field("text", "Serial").await, field("person", "Owner").await);
    let form = format!(
        "name_en=Asset&plural_en=Assets&glyph=tag&active=on&version=1&column={serial}&role-light=see&role-agent=edit&role-supervisor=manage"
    );
    assert_eq!(aya.post(&format!("/admin/objects/{of}"), &form).await.status, 303);
    (of, serial, owner)
}

on_both! {
    async fn an_object_is_made_on_screen_listed_changed_and_linked(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let (of, serial, owner) = assets(&house).await;
        let number = asked(&house, "The screen is dark", cast.kei, cast.support).await.number;
        let mut chika = house.agent(cast.chika).await;
        let refused = chika.post("/objects", &format!("type={of}&name=+&field-{serial}=SN-1")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("SN-1") && refused.text().contains("name-reason"));
        let wrong = chika.post("/objects", &format!("type={of}&name=ThinkPad&field-{owner}=nobody%40x.example")).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains(&format!("field-{owner}-reason")), "{}", wrong.text());
        let made = chika.post("/objects", &format!("type={of}&name=ThinkPad&field-{serial}=SN-1&field-{owner}=kei%40customer.example")).await;
        let path = made.location().to_owned();
        let page = followed(&mut chika, made).await;
        assert!(page.contains("ThinkPad") && page.contains("SN-1") && page.contains("Kei Tanaka"), "{page}");
        let list = chika.get(&format!("/objects?type={of}&q=sn")).await.text();
        assert!(list.contains("ThinkPad") && list.contains("SN-1") && list.contains("Serial"), "{list}");
        let sorted = chika.get(&format!("/objects?type={of}&sort=field-{serial}")).await.text();
        assert!(sorted.contains("aria-sort=\"ascending\"") && sorted.contains(&format!("sort=field-{serial}-down")), "{sorted}");
        assert!(chika.get(&format!("/people/{}", cast.kei)).await.text().contains("ThinkPad"));
        // Proposed, linked, shown on both sides, and no more proposed.
        let options = chika.get(&format!("/objects/options?find=think&ticket={number}")).await.text();
        let id = path.rsplit('/').next().unwrap();
        assert!(options.contains(&format!("value=\"{id}\"")), "{options}");
        assert_eq!(chika.post(&format!("/tickets/{number}/objects"), "find=think").await.status, 303);
        let ticket = chika.get(&format!("/tickets/{number}")).await.text();
        assert!(ticket.contains("ThinkPad") && ticket.contains("SN-1"), "{ticket}");
        assert!(chika.get(&path).await.text().contains("The screen is dark"));
        assert!(!chika.get(&format!("/objects/options?find=think&ticket={number}")).await.text().contains("ThinkPad"));
        assert_eq!(chika.post(&format!("/tickets/{number}/objects"), &format!("remove={id}")).await.status, 303);
        assert_eq!(chika.post(&format!("/tickets/{number}/objects"), "find=nothing").await.status, 422);
        // Changed, a stale page refused, taken back.
        let version = value(&chika.get(&path).await.text(), "version").to_owned();
        let form = encoded(&[("version", &version), ("name", "ThinkPad X2"), (&format!("field-{serial}"), "SN-2")]);
        assert_eq!(chika.post(&path, &form).await.status, 303);
        let stale = form.replace("X2", "X3");
        assert_eq!(chika.post(&path, &stale).await.status, 409);
        let page = chika.get(&path).await.text();
        let position = value(&page, "position").to_owned();
        assert_eq!(chika.post(&format!("{path}/undo"), &format!("position={position}")).await.status, 303);
        assert!(chika.get(&path).await.text().contains("SN-1"));
    }

    async fn who_has_no_right_finds_nothing(world: World) {
        let house = House::open(world).await;
        let (of, ..) = assets(&house).await;
        let mut aya = house.agent(house.cast.aya).await;
        let made = aya.post("/objects", &format!("type={of}&name=Vault")).await.location().to_owned();
        let closed = "name_en=Asset&glyph=tag&active=on&version=2&role-agent=none&role-light=none";
        assert_eq!(aya.post(&format!("/admin/objects/{of}"), closed).await.status, 303);
        let mut chika = house.agent(house.cast.chika).await;
        for path in [made.as_str(), &format!("/objects?type={of}"), &format!("/objects/new?type={of}"), &format!("/objects/export?type={of}")] {
            assert_eq!(chika.get(path).await.status, 404, "{path}");
        }
        assert!(!chika.get("/objects/options?find=va").await.text().contains("Vault"));
        assert!(!chika.get("/palette?q=vault").await.text().contains("Vault"));
    }

    async fn a_table_of_objects_is_tried_taken_and_exported(world: World) {
        let house = House::open(world).await;
        let (of, serial, _) = assets(&house).await;
        let mut ben = house.agent(house.cast.ben).await;
        let table = "name,serial\nThinkPad,SN-1\n,SN-2\n\"=1+1\",SN-3\n";
        let send = |act: &str| Multipart::of(&[("type", &of), ("act", act), ("table", table)]);
        let tried = ben.upload("/objects/import", &send("try")).await.text();
        assert!(tried.contains("2 new") && tried.contains(&format!("value=\"field-{serial}\" selected")), "{tried}");
        assert!(!ben.get(&format!("/objects?type={of}")).await.text().contains("ThinkPad"));
        assert_eq!(ben.upload("/objects/import", &send("take")).await.status, 200);
        let file = ben.get(&format!("/objects/export?type={of}")).await;
        assert!(file.header("content-type").starts_with("text/csv"));
        assert!(file.header("content-disposition").contains(".csv\""), "{}", file.header("content-disposition"));
        let text = file.text();
        assert!(text.contains("\"ThinkPad\",\"SN-1\"") && text.contains("\"'=1+1\""), "{text}");
        let mut chika = house.agent(house.cast.chika).await;
        assert_eq!(chika.get(&format!("/objects/import?type={of}")).await.status, 403);
    }

    async fn a_field_of_people_is_filled_in_on_their_page_and_in_a_file(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let mut aya = house.agent(cast.aya).await;
        let form = "of=person&kind=choice&label_en=Tier&list=Gold%0ASilver&active=on&agent=required&requester=hidden";
        assert_eq!(aya.post("/admin/fields", form).await.location(), "/admin/fields?of=person");
        let page = aya.get("/admin/fields?of=person").await.text();
        let at = page.find("id=\"field-").unwrap() + "id=\"field-".len();
        let id = page[at..].split('"').next().unwrap().to_owned();
        let mut chika = house.agent(cast.chika).await;
        let path = format!("/people/{}", cast.kei);
        let version = value(&chika.get(&path).await.text(), "version").to_owned();
        let refused = chika.post(&format!("{path}/fields"), &format!("version={version}&field-{id}=")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains(&format!("field-{id}-reason")));
        assert_eq!(chika.post(&format!("{path}/fields"), &format!("version={version}&field-{id}=1")).await.status, 303);
        assert_eq!(chika.post(&format!("{path}/fields"), &format!("version={version}&field-{id}=2")).await.status, 409);
        let noted = chika.post(&format!("{path}/notes"), &encoded(&[("note", "Likes tea")])).await;
        assert_eq!(noted.status, 303);
        let file = chika.get("/people/export").await.text();
        assert!(file.contains("\"Notes\",\"Organization’s notes\"") && file.contains("\"Likes tea\""), "{file}");
        assert!(file.contains("\"Tier\"") && file.lines().any(|line| line.contains("kei@customer.example") && line.contains("\"Gold\"")), "{file}");
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        assert!(chika.get(&format!("/tickets/{number}")).await.text().contains("Gold"));
        assert!(!house.agent(cast.dai).await.get(&path).await.text().contains(&format!("{path}/fields")));
    }
}
