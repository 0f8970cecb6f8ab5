//! Style sheet, scripts and vendored files, embedded and served under addresses that change
//! with their content, so that browsers may keep them for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

struct Asset {
    name: &'static str,
    kind: &'static str,
    body: &'static [u8],
}

const JS: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";

macro_rules! assets {
    ($($name:literal: $kind:expr),* $(,)?) => {
        static ASSETS: &[Asset] = &[$(Asset {
            name: $name,
            kind: $kind,
            body: include_bytes!(concat!("../assets/", $name)),
        }),*];
    };
}

assets! {
    "app.css": CSS,
    "imports.css": CSS,
    "sides.css": CSS,
    "documents.css": CSS,
    "print.css": CSS,
    "app.js": JS,
    "board.css": CSS,
    "participants.css": CSS,
    "timetable.css": CSS,
    "timetable.js": JS,
    "hand.js": JS,
    "mark.svg": "image/svg+xml",
    "vendor/htmx-4.0.1.min.js": JS,
}

struct Served {
    file: String,
    asset: &'static Asset,
}

static SERVED: LazyLock<Vec<Served>> = LazyLock::new(|| ASSETS.iter().map(served).collect());

fn served(asset: &'static Asset) -> Served {
    let digest = Sha256::digest(asset.body);
    let hash: String = digest.iter().take(6).map(|b| format!("{b:02x}")).collect();
    let base = asset.name.rsplit('/').next().unwrap_or(asset.name);
    let (stem, ending) = base.rsplit_once('.').unwrap_or((base, "bin"));
    Served {
        file: format!("{stem}.{hash}.{ending}"),
        asset,
    }
}

/// The address of an asset by its name in `assets/`; an unknown name leads to a missing page.
#[must_use]
pub fn url(name: &str) -> String {
    let file = SERVED
        .iter()
        .find(|served| served.asset.name == name)
        .map_or("missing", |served| &served.file);
    format!("/assets/{file}")
}

/// Answers with an asset.
pub async fn serve(Path(file): Path<String>) -> Response {
    let Some(served) = SERVED.iter().find(|served| served.file == file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    (
        [
            (header::CONTENT_TYPE, served.asset.kind),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        ],
        served.asset.body,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_carry_the_hash_of_the_content() {
        let address = url("app.css");
        let hash = address
            .strip_prefix("/assets/app.")
            .and_then(|r| r.strip_suffix(".css"));
        assert_eq!(hash.map(str::len), Some(12), "{address}");
        assert_ne!(url("app.css"), url("print.css"));
        assert_eq!(url("no-such-file"), "/assets/missing");
    }

    #[tokio::test]
    async fn files_are_kept_for_ever_and_old_addresses_are_gone() {
        let file = url("app.js").replace("/assets/", "");
        let response = serve(Path(file)).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], JS);
        assert!(
            response.headers()[header::CACHE_CONTROL]
                .to_str()
                .is_ok_and(|v| v.contains("immutable"))
        );
        let old = serve(Path("app.000000000000.js".to_owned())).await;
        assert_eq!(old.status(), StatusCode::NOT_FOUND);
    }
}
