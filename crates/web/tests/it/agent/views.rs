//! `/views`

use super::{asked, followed, value};
use crate::browser::{Browser, House, encoded};
use desk::form::{Asks, FieldId, FieldWish, Holder, Label, Nature};
use desk::object::{Grant, ObjectGlyph, ObjectTypeWish};
use desk::people::Profile;
use service::people;
use testing::{email, on_both};

const URGENT: &str = "name_en=Hot&audience=mine&glyph=flag&tone=1&parent=&how-0=all&field-0.0=priority&operator-0.0=any_of&value-0.0=urgent";

/// A line of text that people have defined.
async fn own_field(house: &House) -> FieldId {
    let by = house.world.actor(house.cast.aya).await;
    let wish = FieldWish {
        key: "serial".into(),
        nature: Nature::Text,
        label: Label::new("Serial", ""),
        help: Label::default(),
        asks: Asks::default(),
        active: true,
    };
    let made = house.world.desk.change(by, |tx| service::form::create_field(tx, Holder::Ticket, wish, ""));
    made.await.unwrap().id
}

on_both! {
    async fn a_view_is_built_row_by_row_without_a_script(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut chika = house.agent(cast.chika).await;
        let page = chika.get("/views/new").await.text();
        assert!(page.contains("name=\"field-0.0\"") && page.contains("name=\"how-0\""), "{page}");
        let page = chika.post("/views", "act=row:0&how-0=all&field-0.0=subject&operator-0.0=contains&value-0.0=kettle").await;
        assert_eq!(page.status, 200);
        let page = page.text();
        assert!(page.contains("name=\"field-0.1\"") && page.contains("value=\"kettle\""), "what was typed stays: {page}");
        let page = chika.post("/views", "act=draw&how-0=all&field-0.0=subject&operator-0.0=contains&value-0.0=kettle").await.text();
        assert!(page.contains("found-rows") && page.contains("The kettle leaks"), "what it finds is shown: {page}");
        let row = "act=draw&how-0=all&field-0.0=created_at&operator-0.0=when&value-0.0=between&date-0.0";
        for (days, found) in [("2020-01-01&until-0.0=2020-12-31", false), ("2020-01-01&until-0.0=2099-12-31", true)] {
            let page = chika.post("/views", &format!("{row}={days}")).await.text();
            assert!(page.contains("name=\"date-0.0\" value=\"2020-01-01\"") && page.contains("name=\"until-0.0\""), "{page}");
            assert_eq!(page.contains("The kettle leaks"), found, "{days}: {page}");
        }
    }

    async fn what_is_typed_in_the_language_of_the_search_becomes_rows(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        let rows = "act=say&how-0=all&field-0.0=subject&operator-0.0=contains&value-0.0=kettle";
        let page = chika.post("/views", &format!("{rows}&say=priority:urgent+created:today+(is:unread+OR+assignee:me)")).await;
        assert_eq!(page.status, 200);
        let page = page.text();
        assert!(page.contains("value=\"kettle\"") && page.contains("name=\"field-0.1\"") && page.contains("name=\"how-0.3\""), "{page}");
        assert!(!page.contains("is:unread"), "what has become rows is no longer there to be typed: {page}");
        for (typed, why) in [("priority:hottest", "does not take this value"), ("to%3Akei", "can only be searched for"), ("tag:none-such", "takes a name that exists"), ("(a", "never closed")] {
            let page = chika.post("/views", &format!("{rows}&say={typed}")).await.text();
            assert!(page.contains("say-why") && page.contains("value=\"kettle\"") && !page.contains("name=\"field-0.1\""), "{typed}: {page}");
            if why != "never closed" { assert!(page.contains(why), "{typed}: {page}"); }
        }
        let page = chika.get("/views/new?say=subject:kettle+priority:low").await.text();
        assert!(page.contains("value=\"kettle\"") && page.contains("name=\"field-0.1\""), "{page}");
        let page = chika.get("/views/new?say=to:kei").await.text();
        assert!(page.contains("say-why") && page.contains("value=\"to:kei\""), "{page}");
        let page = chika.post("/views", &format!("{rows}&say=&say-why=%3Cb%3E")).await.text();
        assert!(!page.contains("say-why\" role"), "nobody else writes the reason: {page}");
    }

    async fn an_organisation_in_a_row_is_chosen_by_its_whole_name_and_called_as_it_is_now(world: World) {
        let house = House::open(world).await;
        let (ben, mut chika) = (house.cast.ben, house.agent(house.cast.chika).await);
        let by = house.world.actor(ben).await;
        let made = house.world.desk.change(by.clone(), |tx| {
            Ok((people::create_organization(tx, "Kyaku Ltd")?.id, people::create_organization(tx, "Parts KK")?.id))
        });
        let (from, into) = made.await.unwrap();
        let row = "how-0=all&field-0.0=organization&operator-0.0=any_of";
        let begun = chika.post("/views", &format!("act=draw&{row}&value-0.0={into}&find-0.0=kya")).await.text();
        assert!(begun.contains("called exactly so") && begun.contains("<q>Kyaku Ltd</q>"), "{begun}");
        assert!(begun.contains("name=\"find-0.0\" value=\"kya\""), "what was typed stays: {begun}");
        assert!(!begun.contains(&format!("name=\"value-0.0\" value=\"{from}\"")), "{begun}");
        let form = "name_en=Hot&audience=mine&glyph=flag&tone=1&parent=";
        let saved = chika.post("/views", &format!("{form}&act=save&{row}&value-0.0={into}&find-0.0=kya")).await;
        assert_eq!(saved.status, 422, "nothing is left out without a word");
        let chip = |name: &str| format!("name=\"value-0.0\" value=\"{from}\" checked data-redraw><span class=\"clip\">{name}</span>");
        let whole = chika.post("/views", &format!("act=draw&{row}&find-0.0=KYAKU+ltd")).await.text();
        assert!(whole.contains(&chip("Kyaku Ltd")) && !whole.contains("called exactly so"), "{whole}");
        house.world.desk.change(by, move |tx| people::merge_organizations(tx, from, into)).await.unwrap();
        let merged = chika.post("/views", &format!("act=draw&{row}&value-0.0={from}")).await.text();
        assert!(merged.contains(&chip("Parts KK")), "{merged}");
    }

    async fn people_and_objects_in_a_row_are_chosen_by_whole_names(world: World) {
        let house = House::open(world).await;
        let (kei, mut ben) = (house.cast.kei, house.agent(house.cast.ben).await);
        let (aya, by) = (house.world.actor(house.cast.aya).await, house.world.actor(house.cast.ben).await);
        let made = house.world.desk.change(aya, |tx| {
            let of = service::object::create_object_type(tx, ObjectTypeWish {
                name: Label::new("Asset", ""), plural: Label::default(), help: Label::default(), glyph: ObjectGlyph::Tag,
                grants: Grant::usual(), columns: Vec::new(), active: true,
            })?;
            let kettle = service::object::create_object(tx, of, "Kettle 4711", &service::form::Filling::default())?;
            let (key, label, help) = ("asset".into(), Label::new("Asset", ""), Label::default());
            let wish = FieldWish { key, nature: Nature::Object { of }, label, help, asks: Asks::default(), active: true };
            Ok((service::form::create_field(tx, Holder::Ticket, wish, "")?.id, kettle))
        });
        let (field, kettle) = made.await.unwrap();
        let (asset, kei_by_id, kettle_by_id) = (format!("field_{field}_object"), format!("#{kei}"), format!("#{kettle}"));
        let asset = asset.as_str();
        let row = |field: &str, typed: &str| {
            encoded(&[("how-0", "all"), ("field-0.0", field), ("operator-0.0", "any_of"), ("find-0.0", typed)])
        };
        for (field, typed, id) in [
            ("requester", "KEI　tanaka", kei.0),
            ("requester", "Tanaka Kei", kei.0),
            ("participants", "kei@customer.example", kei.0),
            ("requester", "Kei Tanaka <kei@customer.example>", kei.0),
            ("requester", kei_by_id.as_str(), kei.0),
            (asset, "kettle 4711", kettle.0),
            (asset, kettle_by_id.as_str(), kettle.0),
        ] {
            let page = ben.post("/views", &format!("act=draw&{}", row(field, typed))).await.text();
            assert!(page.contains(&format!("name=\"value-0.0\" value=\"{id}\" checked")), "{typed}: {page}");
        }
        let form = "name_en=Hot&audience=mine&glyph=flag&tone=1&parent=&act=save";
        let whole = "<q>Kei Tanaka &#60;kei@customer.example&#62;</q>";
        for (field, typed, why, near) in [
            ("requester", "kei", "Nobody is found by this", whole),
            (asset, "kettle", "No object is found by this", "<q>Kettle 4711</q>"),
        ] {
            let page = ben.post("/views", &format!("act=draw&{}", row(field, typed))).await.text();
            assert!(page.contains(why) && page.contains(near), "{typed}: {page}");
            assert!(page.contains(&format!("value=\"{typed}\"")) && !page.contains("name=\"value-0.0\""), "{typed}: {page}");
            assert_eq!(ben.post("/views", &format!("{form}&{}", row(field, typed))).await.status, 422);
        }
        let wish = Profile { name: "Kei Tanaka".into(), language: None, time_zone: None, organization: None };
        house.world.desk.change(by, |tx| people::create_person(tx, email("k.tanaka@private.example"), wish)).await.unwrap();
        let page = ben.post("/views", &format!("act=draw&{}", row("requester", "Kei Tanaka"))).await.text();
        assert!(page.contains("It is not clear who is meant") && page.contains(whole), "{page}");
    }

    async fn a_saved_view_has_a_list_and_a_place_in_the_tree(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        let reply = chika.post("/views", &format!("{URGENT}&act=save")).await;
        assert_eq!(reply.status, 303);
        let list = reply.location().to_owned();
        let page = followed(&mut chika, reply).await;
        assert!(page.contains("Hot") && page.contains("No ticket here"), "{page}");
        assert!(chika.get("/queues").await.text().contains(&list), "it stands in the tree");
        assert!(chika.get("/views").await.text().contains(&list));
        let edit = list.replace("/tickets?view=saved-", "/views/");
        assert!(chika.get(&edit).await.text().contains("value=\"Hot\""));
        assert_eq!(house.agent(house.cast.ben).await.get(&edit).await.status, 404, "nobody else's");
        assert_eq!(house.agent(house.cast.ben).await.get(&list).await.status, 404);
        let reply = chika.post(&format!("{edit}/remove"), "").await;
        assert!(followed(&mut chika, reply).await.contains("View removed"));
        assert_eq!(chika.get(&list).await.status, 404);
        chika.post(&format!("{edit}/restore"), "").await;
        assert_eq!(chika.get(&list).await.status, 200);
    }

    async fn views_within_views_are_lists_within_lists(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        let mut within = String::new();
        for name in ["Hot", "Hotter", "Hottest", "Mild"] {
            if name == "Mild" {
                within.clear();
            }
            let form = URGENT.replace("=Hot", &format!("={name}")).replace("parent=", &format!("parent={within}"));
            let reply = chika.post("/views", &format!("{form}&act=save")).await;
            within = reply.location().replace("/tickets?view=saved-", "");
        }
        let tree = chika.get("/queues").await.text();
        let (_, views) = tree.split_once(r#"data-sortable="/views/order">"#).expect("the views");
        let depth = |name: &str| {
            let (before, _) = views.split_once(&format!(">{name}</span>")).expect(name);
            before.matches("<ul").count() - before.matches("</ul>").count()
        };
        assert_eq!(["Hot", "Hotter", "Hottest", "Mild"].map(depth), [0, 1, 2, 0], "{tree}");
        assert_eq!(tree.matches("<details").count(), tree.matches("</details>").count());
        assert!(tree.contains(r#"<summary aria-label="Views in Hotter">"#), "{tree}");
    }

    async fn an_administrator_gives_a_view_to_roles(world: World) {
        let house = House::open(world).await;
        let mut aya = house.agent(house.cast.aya).await;
        let form = URGENT.replace("audience=mine", "audience=roles");
        let drawn = aya.post("/views", &format!("{form}&role=light&act=draw")).await.text();
        assert!(drawn.contains(r#"name="role" value="light" checked"#) && drawn.contains(r#"name="role" value="novice">"#), "{drawn}");
        assert!(!aya.get("/views/new").await.text().contains(r#"name="role""#), "asked where it is for roles");
        for (roles, status) in [("", 422), ("&role=captain", 422), ("&role=light", 303)] {
            let reply = aya.post("/views", &format!("{form}{roles}&act=save")).await;
            assert_eq!(reply.status, status, "{roles}");
        }
        let mut ben = house.agent(house.cast.ben).await;
        assert!(!ben.get("/views/new").await.text().contains(r#"value="roles""#), "no supervisor's to give");
        assert_eq!(ben.post("/views", &format!("{form}&role=light&act=save")).await.status, 403);
        let index = aya.get("/views").await.text();
        assert!(index.contains("Hot") && index.contains("Light agent"), "{index}");
        let at = index.find("view=saved-").unwrap() + "view=saved-".len();
        let id: String = index[at..].chars().take_while(char::is_ascii_digit).collect();
        let list = format!("/tickets?view=saved-{id}");
        assert!(!aya.get("/queues").await.text().contains(&list), "not in the administrator's own tree");
        assert!(aya.get(&format!("/views/{id}")).await.text().contains(r#"name="role" value="light" checked"#));
        let mut dai = house.agent(house.cast.dai).await;
        assert!(dai.get("/queues").await.text().contains(&list));
        assert_eq!(dai.get(&list).await.status, 200);
        for other in [house.cast.ben, house.cast.chika] {
            let mut other = house.agent(other).await;
            assert!(!other.get("/queues").await.text().contains(&list));
            for path in [list.clone(), format!("/views/{id}")] {
                assert_eq!(other.get(&path).await.status, 404, "{path}");
            }
        }
    }

    async fn numbers_are_switched_off_for_a_view_and_for_oneself(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut chika = house.agent(cast.chika).await;
        let reply = chika.post("/views", &format!("{URGENT}&uncounted=on&act=save")).await;
        let edit = reply.location().replace("/tickets?view=saved-", "/views/");
        assert!(chika.get(&edit).await.text().contains(r#"name="uncounted" value="on" checked"#));
        let numbered = |tree: &str| {
            let line = tree.split("<li>").find(|line| line.contains("/tickets?view=open\"")).expect("all that is open");
            line.contains(r#"class="count"#)
        };
        let tree = chika.get("/queues").await.text();
        assert!(tree.contains(r#"data-live="counter""#) && numbered(&tree), "{tree}");
        assert_eq!(chika.post("/me/numbers", "numbers=perhaps").await.status, 422);
        assert_eq!(chika.post("/me/numbers", "numbers=off").await.status, 303);
        let tree = chika.get("/queues").await.text();
        assert!(tree.contains(r#"data-live="inbox""#) && !numbered(&tree), "{tree}");
        let page = chika.get("/me").await.text();
        assert!(page.contains(r#"name="numbers" value="off" aria-pressed="true""#), "{page}");
        for path in ["/", "/tickets?view=open"] {
            assert_eq!(chika.get(path).await.status, 200, "{path}");
        }
        assert!(house.agent(cast.ben).await.get("/queues").await.text().contains(r#"data-live="counter""#));
        chika.post("/me/numbers", "numbers=on").await;
        assert!(numbered(&chika.get("/queues").await.text()));
    }

    async fn what_cannot_be_saved_is_shown_again_with_the_reason(world: World) {
        let house = House::open(world).await;
        let mut chika = house.agent(house.cast.chika).await;
        for (form, reason) in [
            (URGENT.replace("name_en=Hot", "name_en="), "name-reason"),
            (URGENT.replace("&value-0.0=urgent", ""), "A row has no value"),
            (URGENT.replace("audience=mine", "audience=team-x"), "form"),
        ] {
            let reply = chika.post("/views", &format!("{form}&act=save")).await;
            assert_eq!(reply.status, 422, "{form}");
            assert!(reply.text().contains(reason), "{form}: {}", reply.text());
        }
        let everyone = chika.post("/views", &format!("{}&act=save", URGENT.replace("audience=mine", "audience=everyone"))).await;
        assert_eq!(everyone.status, 403);
    }
}

on_both! {
    async fn a_list_is_taken_along_as_a_file(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        asked(&house, "=1+1 is \"two\"", cast.kei, cast.support).await;
        for _ in 0..3 {
            asked(&house, "返金", cast.mio, cast.billing).await;
        }
        let mut dai = house.agent(cast.dai).await;
        let reply = dai.get("/tickets/export?view=open").await;
        assert!(reply.header("content-disposition").contains("All open 2026-03-01.csv"), "{}", reply.everything());
        let file = reply.text();
        assert_eq!(file.lines().count(), 2, "a head, and what Dai may see: {file}");
        assert!(file.contains("\"'=1+1 is \"\"two\"\"\""), "no formula: {file}");
        let whole = house.agent(cast.ben).await.get("/tickets/export?view=open").await.text();
        assert!(whole.lines().count() == 5 && whole.contains("\"佐藤 美緒\""), "{whole}");
        let sheet = house.agent(cast.ben).await.get("/tickets/export?view=open&format=xlsx").await;
        assert!(sheet.header("content-disposition").contains(".xlsx"), "{}", sheet.status);
        let mut book = zip::ZipArchive::new(std::io::Cursor::new(sheet.body.to_vec())).expect("a workbook is a zip");
        let mut part = |name: &str| std::io::read_to_string(book.by_name(name).unwrap()).unwrap();
        assert!(part("xl/workbook.xml").contains("name=\"All open\""), "{}", part("xl/workbook.xml"));
        assert!(part("xl/worksheets/sheet1.xml").contains("<cols>"), "a column is as wide as what stands in it");
        let version = value(&dai.get("/me").await.text(), "version").to_owned();
        let japanese = [("version", &*version), ("name", "Dai"), ("language", "ja"), ("time_zone", "Asia/Tokyo")];
        assert_eq!(dai.post("/me", &encoded(&japanese)).await.status, 303);
        let named = dai.get("/tickets/export?view=open").await.header("content-disposition").to_owned();
        assert!(named.ends_with("filename*=UTF-8''%E6%9C%AA%E5%AE%8C%E4%BA%86%E3%81%99%E3%81%B9%E3%81%A6%202026-03-01.csv"), "{named}");
        assert!(house.agent(cast.aya).await.get("/admin/audit").await.text().contains("exported the list"));
    }

    async fn a_file_has_the_columns_of_the_list_in_its_order_or_all_there_are(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let field = own_field(&house).await;
        asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let last = asked(&house, "Another", cast.mio, cast.billing).await.number;
        let by = house.world.actor(cast.ben).await;
        let filled = house.world.desk.change(by, move |tx| service::form::set_typed(tx, last, field, &["=SN-1".into()], "UTC", None));
        filled.await.unwrap();
        let mut ben = house.agent(cast.ben).await;
        ben.post("/tickets/columns", &format!("view=open&order=subject&column=team&column=number&column=field-{field}&column=requester&act=save")).await;
        let file = ben.get("/tickets/export?view=open").await.text();
        let lines: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[0], "\"Number\",\"Subject\",\"Status\",\"Team\",\"Serial\",\"Requester\"", "a field stands where one puts it");
        assert_eq!(lines[1], format!("{last},\"Another\",\"New\",\"Billing\",\"'=SN-1\",\"佐藤 美緒\""));
        assert!(lines.len() == 3 && lines[2].contains("\"The kettle leaks\"") && lines[2].ends_with(",,\"Kei Tanaka\""), "{file}");
        let turned = ben.get("/tickets/export?view=open&order=last_subject").await.text();
        assert!(turned.find("The kettle leaks") < turned.find("Another"), "in the order that the address says: {turned}");
        // Whatever is chosen, all there are can be had.
        let whole = ben.get("/tickets/export?view=open&columns=all").await.text();
        let head = whole.trim_start_matches('\u{feff}').lines().next().unwrap();
        assert!(head.starts_with("\"Number\",\"Subject\",\"Status\",\"Requester\",\"Organization\"") && head.ends_with("\"Solved\",\"Serial\""), "{head}");
        assert_eq!(head.matches("\"Number\"").count(), 1, "none stands there twice");
        for name in ["Due date", "Topic", "Mailbox", "Brand", "Tier", "Language", "Last reply", "First reply", "SLA", "Approval", "Minutes worked"] {
            assert!(head.contains(&format!("\"{name}\"")), "{name}: {head}");
        }
        assert!(whole.lines().nth(1).is_some_and(|line| line.contains("\"Standard\"")), "words are said: {whole}");
        let mut chika = house.agent(cast.chika).await;
        chika.post("/tickets/columns", "view=open&order=last_solved&column=tier&column=brand&column=minutes&column=replied&act=save").await;
        let page = chika.get("/tickets?view=open").await.text();
        assert!(page.contains("title=\"Tier\">Standard</span>") && page.contains("The kettle leaks"), "{page}");
        assert!(page.contains("order=") && page.contains(">Minutes worked<"), "{page}");
        for format in ["csv", "xlsx"] {
            assert_eq!(ben.get(&format!("/tickets/export?view=open&columns=some&format={format}")).await.status, 422);
            assert_eq!(ben.get(&format!("/tickets/export?view=open&columns=all&format={format}")).await.status, 200);
        }
        let page = ben.get("/tickets?view=open&q=kettle").await.text();
        assert!(page.contains("/tickets/export?view=open&#38;q=kettle&#38;columns=all&amp;format=xlsx"), "{page}");
        // A field that is gone leaves no column behind.
        let by = house.world.actor(cast.ben).await;
        let emptied = house.world.desk.change(by, move |tx| service::form::set_typed(tx, last, field, &[String::new()], "UTC", None));
        emptied.await.unwrap();
        let by = house.world.actor(cast.aya).await;
        house.world.desk.change(by, move |tx| service::form::remove_field(tx, field)).await.unwrap();
        let file = ben.get("/tickets/export?view=open").await.text();
        assert!(!file.contains("Serial") && file.contains("\"Billing\""), "{file}");
    }

    async fn the_file_of_a_grouped_list_goes_by_its_headings_and_says_them(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        for (subject, who, team) in [("A lid", cast.kei, cast.billing), ("A kettle", cast.mio, cast.support), ("A mill", cast.kei, cast.billing)] {
            asked(&house, subject, who, team).await;
        }
        let mut ben = house.agent(cast.ben).await;
        let file = async |ben: &mut Browser, address: &str| {
            let file = ben.get(&format!("/tickets/export?view=open{address}")).await.text();
            file.trim_start_matches('\u{feff}').lines().map(str::to_owned).collect::<Vec<_>>()
        };
        ben.post("/tickets/columns", "view=open&order=subject&column=team&column=requester&act=save").await;
        ben.post("/tickets/arrange", "view=open&grouping=team&order=subject").await;
        ben.post("/tickets/folds", &format!("view=open&grouping=team&fold={}", cast.billing)).await;
        let lines = file(&mut ben, "").await;
        assert_eq!(lines[0], "\"Team\",\"Number\",\"Subject\",\"Status\",\"Requester\"");
        let told = |lines: &[String]| lines[1..].iter().map(|line| line.split(',').step_by(2).take(2).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
        assert_eq!(told(&lines), ["\"Support\" \"A kettle\"", "\"Billing\" \"A lid\"", "\"Billing\" \"A mill\""]);
        assert_eq!(told(&file(&mut ben, "&order=last_subject").await)[1..], ["\"Billing\" \"A mill\"", "\"Billing\" \"A lid\""]);
        assert_eq!(told(&file(&mut ben, "&q=from%3Akei").await), ["\"Billing\" \"A lid\"", "\"Billing\" \"A mill\""], "what it is narrowed to");
        ben.post("/tickets/arrange", "view=open&grouping=created_day&order=subject").await;
        let lines = file(&mut ben, "").await;
        assert!(lines[0].starts_with("\"Day it came in\"") && lines[1].starts_with("2026-03-01,"), "{lines:?}");
        let sheet = ben.get("/tickets/export?view=open&format=xlsx").await;
        assert!(sheet.body.starts_with(b"PK"), "{}", sheet.status);
        ben.post("/tickets/arrange", "view=open&grouping=tier&order=subject").await;
        let lines = file(&mut ben, "").await;
        assert!(lines[0].starts_with("\"Tier\"") && lines[1].starts_with("\"Standard\","), "{lines:?}");
        let page = ben.get("/tickets?view=open").await.text();
        assert!(page.contains("in=standard"), "the heading leads to its tickets: {page}");
        assert_eq!(ben.get("/tickets?view=open&group=tier&in=standard").await.status, 200);
        ben.post("/tickets/arrange", "view=open&grouping=&order=subject").await;
        assert!(file(&mut ben, "").await[0].starts_with("\"Number\""));
    }

    async fn a_press_on_the_heading_of_an_own_field_sorts_by_it_and_a_second_one_the_other_way_round(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let field = own_field(&house).await;
        let mut numbers = Vec::new();
        for (subject, serial) in [("The kettle leaks", "SN-2"), ("Another", "SN-1"), ("Nothing stands in it", "")] {
            let number = asked(&house, subject, cast.kei, cast.support).await.number;
            if !serial.is_empty() {
                let (by, typed) = (house.world.actor(cast.ben).await, [serial.to_owned()]);
                let filled = house.world.desk.change(by, move |tx| service::form::set_typed(tx, number, field, &typed, "UTC", None));
                filled.await.unwrap();
            }
            numbers.push(number);
        }
        let mut ben = house.agent(cast.ben).await;
        ben.post("/tickets/columns", &format!("view=open&order=newest&column=number&column=field-{field}&act=save")).await;
        let (up, down) = (format!("field-{field}"), format!("last_field-{field}"));
        let link = |order: &str| format!("/tickets?view=open&#38;order={order}");
        let page = ben.get("/tickets?view=open").await.text();
        assert!(page.contains(&link(&up)) && !page.contains(&link(&down)), "{page}");
        assert!(page.contains(&format!("<option value=\"{down}\">Serial, falling</option>")), "{page}");
        let page = ben.get(&format!("/tickets?view=open&order={up}")).await.text();
        assert!(page.contains(&link(&down)) && page.contains(&format!("<option value=\"{up}\" selected>")), "{page}");
        let order = |page: &str| {
            let mut found: Vec<_> = numbers.iter().map(|number| (page.find(&format!("/tickets/{number}?")), *number)).collect();
            found.sort();
            found.into_iter().map(|(_, number)| number).collect::<Vec<_>>()
        };
        assert_eq!(order(&page), [numbers[1], numbers[0], numbers[2]]);
        let page = ben.get(&format!("/tickets?view=open&order={down}")).await.text();
        assert_eq!(order(&page), [numbers[0], numbers[1], numbers[2]], "where nothing stands comes last both ways");
        let file = ben.get(&format!("/tickets/export?view=open&order={up}")).await.text();
        assert!(file.find("Another") < file.find("The kettle leaks") && file.find("The kettle leaks") < file.find("Nothing stands"), "{file}");
        // For oneself, and in a view.
        ben.post("/tickets/columns", &format!("view=open&order={down}&column=number&column=field-{field}&act=save")).await;
        assert!(ben.get("/tickets/columns?view=open").await.text().contains(&format!("<option value=\"{down}\" selected>")));
        assert_eq!(order(&ben.get("/tickets?view=open").await.text()), [numbers[0], numbers[1], numbers[2]]);
        let made = ben.post("/views", &format!("{URGENT}&own_layout=on&order={up}&column=number&act=save")).await;
        assert_eq!(made.status, 303, "{}", made.text());
        let id = made.location().split("saved-").nth(1).map(str::to_owned);
        if let Some(id) = id {
            assert!(ben.get(&format!("/views/{id}")).await.text().contains(&format!("<option value=\"{up}\" selected>")));
        }
        // What is no order is refused, and a field that has none leaves the usual one.
        assert_eq!(ben.post("/tickets/arrange", "view=open&order=field-x").await.status, 422);
        assert_eq!(ben.get("/tickets?view=open&order=field-987654").await.status, 200);
        assert_eq!(ben.get(&format!("/tickets?view=open&order={up}&after=-5-1-1")).await.status, 200);
    }

    async fn columns_are_ones_own(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let (mut chika, mut ben) = (house.agent(cast.chika).await, house.agent(cast.ben).await);
        assert!(ben.get("/tickets?view=open").await.text().contains("row-from"));
        chika.post("/tickets/columns", "view=open&order=first_created&column=team&column=messages&act=save").await;
        let page = chika.get("/tickets?view=open").await.text();
        assert!(!page.contains("row-from") && page.contains("row-word clip\">Support") && page.contains("row-count\">1"), "{page}");
        assert!(ben.get("/tickets?view=open").await.text().contains("row-from"), "nobody else's changed");
        let page = chika.post("/tickets/columns", "view=open&order=newest&column=team&column=messages&act=earlier:messages").await.text();
        assert!(page.find("name=\"column\" value=\"messages\"") < page.find("name=\"column\" value=\"team\""), "{page}");
        chika.post("/tickets/columns", "view=open&order=newest&act=reset").await;
        assert!(chika.get("/tickets?view=open").await.text().contains("row-from"));
    }

    async fn a_star_is_seen_by_oneself_alone(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        let number = asked(&house, "The kettle leaks", cast.kei, cast.support).await.number;
        let (mut chika, mut ben) = (house.agent(cast.chika).await, house.agent(cast.ben).await);
        const LIST: &str = "/tickets?view=starred";
        assert!(!chika.get("/queues").await.text().contains(LIST), "nothing is starred yet");
        chika.post(&format!("/tickets/{number}/star"), "star=on").await;
        assert!(chika.get("/queues").await.text().contains(LIST) && !ben.get("/queues").await.text().contains(LIST));
        let narrowed = format!("{LIST}&q=kettle");
        assert!(chika.get(LIST).await.text().contains("The kettle leaks") && !ben.get(LIST).await.text().contains("row-star"));
        assert!(chika.get(&narrowed).await.text().contains("The kettle leaks"));
        assert!(chika.get("/tickets?view=open").await.text().contains("row-star"));
        assert!(!ben.get("/tickets?view=open").await.text().contains("row-star"));
        assert!(!ben.get(&format!("/tickets/{number}")).await.text().contains("put a star"), "it stands in no timeline");
        chika.post(&format!("/tickets/{number}/star"), "star=off").await;
        assert!(!chika.get("/tickets?view=open").await.text().contains("row-star"));
    }

    async fn a_colour_is_built_with_conditions_and_marks_its_tickets(world: World) {
        let house = House::open(world).await;
        let cast = house.cast;
        asked(&house, "The kettle leaks", cast.kei, cast.support).await;
        let mut chika = house.agent(cast.chika).await;
        let all = "name_en=All&audience=mine&glyph=flag&tone=1&parent=&how-0=all&act=save";
        let list = chika.post("/views", all).await.location().to_owned();
        let view = list.replace("/tickets?view=saved-", "/views/");
        let form = "label_en=About+kettles&label_ja=&tone=danger&spot=&how-0=all&field-0.0=subject&operator-0.0=contains&value-0.0=kettle";
        let page = chika.post(&format!("{view}/highlights"), &format!("{form}&act=row:0")).await.text();
        assert!(page.contains("value=\"kettle\"") && page.contains("name=\"field-0.1\""), "what was typed stays: {page}");
        let reply = chika.post(&format!("{view}/highlights"), &format!("{form}&act=save")).await;
        assert_eq!(reply.location(), view);
        assert!(chika.get(&view).await.text().contains("badge danger"), "the view tells its colours");
        let page = chika.get(&list).await.text();
        assert!(page.contains("data-tone=\"danger\" title=\"About kettles\"") && page.contains(">About kettles</span>"), "{page}");
        // A cell of a field that people have defined.
        let field = own_field(&house).await;
        let cell = form.replace("spot=", &format!("spot=field-{field}")).replace("tone=danger", "tone=success");
        assert_eq!(chika.post(&format!("{view}/highlights"), &format!("{cell}&act=save")).await.status, 303);
        assert!(chika.get(&view).await.text().contains("Serial"), "the view tells which");
        let word = list.replace("/tickets?view=", "");
        let shown = format!("view={word}&order=newest&column=field-{field}&column=number");
        let page = chika.post("/tickets/columns", &format!("{shown}&act=earlier:number")).await.text();
        assert!(page.find("value=\"number\" checked") < page.find(&format!("value=\"field-{field}\" checked")), "{page}");
        chika.post("/tickets/columns", &format!("{shown}&act=save")).await;
        let page = chika.get(&list).await.text();
        assert!(page.contains("row-word clip\" data-tone=\"success\" title=\"Serial\""), "{page}");
        let nameless = form.replace("About+kettles", "+");
        let page = chika.post(&format!("{view}/highlights"), &format!("{nameless}&act=save")).await;
        assert_eq!(page.status, 422);
        let long = form.replace("About+kettles", &"x".repeat(81));
        assert_eq!(chika.post(&format!("{view}/highlights"), &format!("{long}&act=save")).await.status, 422);
        assert_eq!(house.agent(cast.ben).await.get(&format!("{view}/highlights/new")).await.status, 404, "nobody else's");
    }
}
