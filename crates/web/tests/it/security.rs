//! What protects those who sit at a browser: headers, cookies, sessions, and no script but ours.

mod html;

use crate::browser::{HOST, House, Multipart, PASSWORD, Reply};
use crate::roles::{At, Scene, TABLE, knock, more};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use html::{Tag, tags};

const CHIKA: &str = "chika@hinode.example";

/// Every page that can be fetched, as its address and what came: by the administrator, a requester and nobody.
async fn pages(house: &House) -> Vec<(String, Reply)> {
    let (more, cast) = (more(house).await, house.cast);
    let visitors = [
        (house.agent(cast.aya).await, Some(cast.aya)),
        (house.requester("kei@customer.example").await, None),
        (house.browser(), None),
    ];
    let mut pages = Vec::new();
    for (browser, me) in visitors {
        let mut scene = Scene::new(house, more, At::Support, me);
        for row in TABLE.iter().filter(|row| row.0.starts_with("get ")) {
            pages.push(knock(&mut browser.clone(), &mut scene, row).await);
        }
        for path in ["/nowhere", "/tickets/999999", "/tickets/999999999999999999999", "/r/100001/1.x", "/login/"] {
            pages.push((path.to_owned(), browser.clone().get(path).await));
        }
    }
    pages
}

/// A mail's own document, which stands in a frame with a policy of its own.
fn is_mail(path: &str) -> bool {
    path.ends_with("/body")
}

testing::on_both! {
    async fn every_answer_forbids_what_is_not_ours(world: World) {
        let house = House::open(world).await;
        for (path, reply) in pages(&house).await {
            assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(reply.header("referrer-policy"), "same-origin", "{path}");
            let policy = reply.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe-eval"), "{path}: {policy}");
            assert!(!policy.contains("script-src") || policy.contains("script-src 'self';"), "{path}: {policy}");
            if reply.is_html() && !is_mail(&path) {
                assert!(policy.contains("frame-ancestors 'self'") && !policy.contains("unsafe"), "{path}: {policy}");
            }
            if reply.is_html() {
                assert_eq!(reply.header("cache-control"), "no-store", "{path}");
            }
        }
    }

    async fn no_page_brings_script_or_style_of_its_own(world: World) {
        let house = House::open(world).await;
        for (path, reply) in pages(&house).await.into_iter().filter(|(path, reply)| reply.is_html() && !is_mail(path)) {
            for tag in tags(&reply.text()) {
                assert!(tag.name != "style", "{path}: <style>");
                assert!(tag.name != "script" || (tag.has("src") && tag.text.trim().is_empty()), "{path}: a script with text");
                for (name, value) in &tag.attributes {
                    assert!(name != "style" && !name.starts_with("on") && !name.starts_with("hx-on"), "{path}: <{} {name}>", tag.name);
                    assert!(!value.trim_start().to_lowercase().starts_with("javascript:"), "{path}: <{} {name}={value}>", tag.name);
                }
            }
        }
    }

    async fn nothing_on_a_page_leads_nowhere(world: World) {
        let house = House::open(world).await;
        let mut lost: Vec<String> = Vec::new();
        for (path, reply) in pages(&house).await.into_iter().filter(|(path, reply)| reply.is_html() && !is_mail(path)) {
            let text = reply.text();
            let tags = tags(&text);
            lost.extend(tags.iter().flat_map(leads).filter(|(method, to)| !is_route(method, to)).map(|(method, to)| format!("{path}: {method} {to}")));
        }
        lost.sort();
        lost.dedup();
        assert!(lost.is_empty(), "{lost:#?}");
    }

    async fn every_page_says_its_language_and_its_title(world: World) {
        let house = House::open(world).await;
        for (path, reply) in pages(&house).await.into_iter().filter(|(_, reply)| reply.is_html() && reply.text().contains("<html")) {
            let text = reply.text();
            let page = tags(&text).into_iter().find(|tag| tag.name == "html").expect("there is one");
            assert!(matches!(page.attribute("lang"), Some("en" | "ja")), "{path}");
            let title = tags(&text).into_iter().find(|tag| tag.name == "title").map(|tag| tag.text.clone()).unwrap_or_default();
            assert!(is_mail(&path) || !title.trim().is_empty(), "{path} has no title");
        }
    }

    async fn a_change_from_another_site_is_refused(world: World) {
        let house = House::open(world).await;
        let (aya, before) = (house.agent(house.cast.aya).await, house.world.log_end().await);
        let elsewhere = [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example"), ("origin", "null")];
        for (name, value) in elsewhere {
            let mut browser = aya.clone().saying("sec-fetch-site", "").saying(name, value);
            for (path, form) in [("/logout", ""), ("/admin/teams", "name=Theirs"), ("/login", "email=a%40x.example&password=x"), ("/help/sign-out", "")] {
                assert_eq!(browser.post(path, form).await.status, StatusCode::FORBIDDEN, "{name}: {value} at {path}");
            }
            assert_eq!(browser.put("/tickets/100001/draft", "text=x").await.status, StatusCode::FORBIDDEN, "{name}: {value}");
            assert_eq!(browser.get("/tickets").await.status, StatusCode::OK, "whoever follows a link comes in");
        }
        assert_eq!(house.world.log_end().await, before);
        let mut own = aya.clone().saying("sec-fetch-site", "").saying("origin", &format!("http://{HOST}"));
        assert_eq!(own.post("/admin/teams", "name=Ours").await.status, StatusCode::SEE_OTHER);
    }

    async fn what_nobody_offers_is_refused_in_words(world: World) {
        let house = House::open(world).await;
        let browser = house.agent(house.cast.aya).await;
        for (method, path) in [("DELETE", "/tickets"), ("PATCH", "/me"), ("PUT", "/login"), ("TRACE", "/"), ("POST", "/queues"), ("BREW", "/login")] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let reply = browser.clone().send(method.clone(), path, None, Body::empty()).await;
            assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert!(!reply.text().trim().is_empty(), "{method} {path}");
            assert_eq!(reply.header("x-content-type-options"), "nosniff", "{method} {path}");
        }
        let head = browser.clone().send(Method::HEAD, "/tickets", None, Body::empty()).await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    }

    async fn only_our_own_name_is_answered(world: World) {
        let house = House::open_with(world, |web| web.public_url = Some(format!("https://{HOST}"))).await;
        let mut browser = house.browser();
        assert_eq!(browser.get("/login").await.status, StatusCode::OK);
        for host in ["evil.example", "desk.example.evil.example"] {
            let reply = browser.clone().saying("host", host).get("/login").await;
            assert_eq!(reply.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
            assert!(!reply.text().contains("Hinode"), "a stranger's name learns nothing of us");
        }
        assert_eq!(browser.saying("host", "127.0.0.1:8080").get("/health").await.status, StatusCode::OK);
    }

    async fn a_session_is_a_cookie_no_script_and_no_other_site_can_use(world: World) {
        let house = House::open_with(world, |web| web.public_url = Some(format!("https://{HOST}"))).await;
        house.give_password(house.cast.chika).await;
        let mut browser = house.browser();
        let reply = browser.sign_in(CHIKA, PASSWORD).await;
        let cookie = reply.cookie("kippu").expect("a session begins").to_owned();
        for flag in ["HttpOnly", "SameSite=Lax", "Path=/", "Secure"] {
            assert!(cookie.contains(flag), "{flag}: {cookie}");
        }
        assert_eq!(reply.location(), "/");
        assert_eq!(browser.get("/tickets").await.status, StatusCode::OK);
    }

    async fn over_plain_http_the_cookie_still_comes_back(world: World) {
        let house = House::open(world).await;
        house.give_password(house.cast.chika).await;
        let reply = house.browser().sign_in(CHIKA, PASSWORD).await;
        assert!(!reply.cookie("kippu").expect("a session begins").contains("Secure"));
    }

    async fn a_session_given_by_somebody_else_is_not_kept(world: World) {
        let house = House::open(world).await;
        house.give_password(house.cast.chika).await;
        let mut planted = house.browser().with("kippu", "planted-by-somebody-else");
        planted.sign_in(CHIKA, PASSWORD).await;
        assert_ne!(planted.cookies["kippu"], "planted-by-somebody-else");
        let first = planted.cookies["kippu"].clone();
        planted.sign_in(CHIKA, PASSWORD).await;
        assert_ne!(planted.cookies["kippu"], first, "each sign-in begins a session of its own");
        let mut planter = house.browser().with("kippu", "planted-by-somebody-else");
        assert_eq!(planter.get("/tickets").await.door(), "/login");
    }

    async fn who_signs_out_is_out_wherever_the_cookie_went(world: World) {
        let house = House::open(world).await;
        let mut browser = house.agent(house.cast.chika).await;
        let mut stolen = browser.clone();
        assert_eq!(stolen.get("/tickets").await.status, StatusCode::OK);
        browser.post("/logout", "").await;
        assert!(!browser.cookies.contains_key("kippu"));
        assert_eq!(stolen.get("/tickets").await.door(), "/login");

        let mut requester = house.requester("kei@customer.example").await;
        let mut stolen = requester.clone();
        requester.post("/help/sign-out", "").await;
        assert_eq!(stolen.get("/help/requests").await.door(), "/help/sign-in");
    }

    async fn the_portals_session_does_not_open_the_workspace(world: World) {
        let house = House::open(world).await;
        let portal = house.requester(CHIKA).await.cookies["kippu-portal"].clone();
        let mut browser = house.browser().with("kippu", &portal);
        for path in ["/", "/tickets", "/queues", "/live", "/admin/teams"] {
            assert_eq!(browser.get(path).await.door(), "/login", "{path}");
        }
    }

    async fn who_is_no_agent_any_more_is_out_at_once(world: World) {
        let house = House::open(world).await;
        let (mut chika, mut aya) = (house.agent(house.cast.chika).await, house.agent(house.cast.aya).await);
        assert_eq!(chika.get("/tickets").await.status, StatusCode::OK);
        let agent = house.world.desk.ask(house.world.actor(house.cast.aya).await, service::people::agents).await.unwrap();
        let version = agent.into_iter().find(|(person, _)| person.id == house.cast.chika).map(|(_, agent)| agent.version).unwrap();
        let path = format!("/admin/agents/{}/deactivate", house.cast.chika);
        assert_eq!(aya.post(&path, &format!("version={version}")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(chika.get("/tickets").await.door(), "/login");
    }

    async fn nobody_guesses_on_for_ever(world: World) {
        let house = House::open(world).await;
        let mut browser = house.browser();
        let mut last = browser.sign_in("nobody@nowhere.example", "guess").await;
        for guess in 0..40 {
            if last.status == StatusCode::TOO_MANY_REQUESTS {
                break;
            }
            last = browser.sign_in(&format!("nobody{guess}@nowhere.example"), "guess").await;
        }
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(house.browser().sign_in("other@nowhere.example", "guess").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn whoever_writes_too_often_fills_no_disk(world: World) {
        let house = House::open(world).await;
        let (mut browser, mut refused) = (house.browser(), 0);
        for n in 0..15 {
            let fields = [("name", "Kei"), ("email", "kei@customer.example"), ("subject", "Again"), ("text", "and again")];
            let form = Multipart::of(&fields).file("files", "a.txt", "text/plain", format!("file {n}").as_bytes());
            let reply = browser.upload("/help/requests", &form).await;
            if reply.status == StatusCode::TOO_MANY_REQUESTS {
                assert!(reply.text().contains("and again"), "what was written is still there");
                refused += 1;
            }
        }
        let kept = house.web.blobs.walk(None, 100).await.unwrap().len();
        assert!(refused >= 4 && kept == 15 - refused, "{refused} were refused, and {kept} files kept");
    }

    async fn an_unknown_account_is_answered_like_a_known_one(world: World) {
        let house = House::open(world).await;
        house.give_password(house.cast.chika).await;
        let strip = |reply: &Reply, address: &str| reply.text().replace(address, "");
        let wrong = house.browser().sign_in(CHIKA, "wrong").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for address in ["nobody@hinode.example", "kei@customer.example"] {
            let unknown = house.browser().sign_in(address, PASSWORD).await;
            assert_eq!((unknown.status, strip(&unknown, address)), (wrong.status, strip(&wrong, CHIKA)), "{address}");
            for path in ["/forgot", "/help/sign-in"] {
                let (form, known) = (format!("email={address}"), format!("email={CHIKA}"));
                let (unknown, known) = (house.browser().post(path, &form).await, house.browser().post(path, &known).await);
                assert_eq!((unknown.status, unknown.text()), (known.status, known.text()), "{path}: {address}");
            }
        }
    }

    async fn after_a_change_nobody_is_led_to_another_site(world: World) {
        let house = House::open(world).await;
        for referer in ["http://evil.example/", "http://desk.example.evil.example/", "http://desk.example//evil.example/", "http://desk.example/\\evil.example/", "http://desk.example@evil.example/"] {
            let mut browser = house.browser().saying("referer", referer);
            assert_eq!(browser.post("/help/language", "language=ja").await.location(), "/help", "{referer}");
        }
        let mut browser = house.browser().saying("referer", "http://desk.example/help/requests/new");
        assert_eq!(browser.post("/help/language", "language=ja").await.location(), "/help/requests/new");
    }
}

/// Where an element sends the browser: the method and a path of ours.
fn leads(tag: &Tag) -> Vec<(&str, &str)> {
    let fetched = ["href", "src", "hx-get", "data-offers", "data-src", "data-live-src"]
        .into_iter()
        .filter_map(|name| Some(("get", tag.attribute(name)?)));
    let by = if tag.attribute("formmethod") == Some("get") { "get" } else { "post" };
    let posted =
        [("post", "hx-post"), (by, "formaction")].into_iter().filter_map(|(by, name)| Some((by, tag.attribute(name)?)));
    let kept =
        ["data-draft-url", "data-presence-url"].into_iter().filter_map(|name| Some(("put", tag.attribute(name)?)));
    let sent = (tag.name == "form")
        .then(|| (tag.attribute("method").unwrap_or("get"), tag.attribute("action").unwrap_or_default()));
    fetched.chain(posted).chain(kept).chain(sent).filter(|(_, to)| to.starts_with('/')).collect()
}

fn is_route(method: &str, to: &str) -> bool {
    let path = to.split(['?', '#']).next().unwrap_or(to);
    web::all_routes().iter().any(|route| route.method.eq_ignore_ascii_case(method) && fits(route.path, path))
}

fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len()
        && pattern.iter().zip(&path).all(|(want, have)| want == have || (want.starts_with('{') && !have.is_empty()))
}
