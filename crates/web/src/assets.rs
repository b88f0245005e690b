//! The built browser part: named by content, kept by browsers for a year.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../ui/dist"]
struct Files;

/// Logical name → path: `workspace.css` → `/assets/workspace-3f9a….css`.
pub static ASSETS: LazyLock<views::Assets> = LazyLock::new(|| {
    let names = table("manifest.json").into_iter();
    views::Assets::new(
        names.map(|(name, file)| (name, format!("/assets/{}", file.trim_start_matches("/assets/")))),
        table("icons.json"),
    )
});

fn table(file: &str) -> HashMap<String, String> {
    Files::get(file).and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
}

/// What a file holds, by its path.
pub fn bytes(path: &str) -> Option<Vec<u8>> {
    Some(Files::get(path.trim_start_matches("/assets/"))?.data.into_owned())
}

/// A file by its logical name, as it is held: in a release it is a part of the program, and nothing is copied.
pub fn held(name: &str) -> Option<std::borrow::Cow<'static, [u8]>> {
    Some(Files::get(ASSETS.path(name).trim_start_matches("/assets/"))?.data)
}

pub async fn show(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(file) = Files::get(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let mime = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json" | "webmanifest") => "application/json",
        _ => "application/octet-stream",
    };
    let tag = format!("\"{}\"", base::Digest::of(&file.metadata.sha256_hash()).as_str());
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let mut response = file.data.into_response();
    let head = response.headers_mut();
    head.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    head.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        head.insert(header::ETAG, tag);
    }
    response
}
