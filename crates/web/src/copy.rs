//! Where a copy of the database answers what people look at, everybody sees what they themselves have just done: how far
//! the copy must have come for that, the browser brings along, whichever process it speaks to.

use crate::Web;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use std::time::Duration;

const NAME: &str = "kippu-since";
/// A copy that is further behind than ten seconds is not asked at all.
const KEPT: Duration = Duration::from_secs(60);

pub async fn look(State(web): State<Web>, request: Request, next: Next) -> Response {
    if !web.desk.has_copy() {
        return next.run(request).await;
    }
    if request.method().is_safe() {
        let jar = CookieJar::from_headers(request.headers());
        let since = jar.get(NAME).and_then(|cookie| cookie.value().parse().ok()).unwrap_or(0);
        return web.desk.look(since, next.run(request)).await;
    }
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&cookie(web.desk.written()).to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

fn cookie(position: i64) -> Cookie<'static> {
    let age = KEPT.try_into().unwrap_or_default();
    let cookie = Cookie::build((NAME, position.to_string())).path("/").http_only(true);
    cookie.same_site(SameSite::Lax).max_age(age).build()
}
