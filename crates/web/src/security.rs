//! Headers that every answer carries, and the guard against requests from other sites.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::chance::Chance;

/// A fresh nonce for the scripts and styles of one page.
#[must_use]
pub fn nonce(chance: &dyn Chance) -> String {
    let mut bytes = [0_u8; 16];
    chance.fill(&mut bytes);
    STANDARD.encode(bytes)
}

/// A fresh number by which people and logs name a request.
#[must_use]
pub fn request_id(chance: &dyn Chance) -> String {
    let mut bytes = [0_u8; 8];
    chance.fill(&mut bytes);
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Puts the security headers on an answer.
pub fn add_headers(headers: &mut HeaderMap, nonce: &str, secure: bool) {
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
         manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), payment=()",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    headers
        .entry(header::REFERRER_POLICY)
        .or_insert(HeaderValue::from_static("same-origin"));
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if secure {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

/// Whether a request may change something: it comes from our own pages or from no browser.
///
/// Browsers state their relation in `Sec-Fetch-Site`; older ones only the origin, which must
/// then be ours. A request with neither is not made by a page of another site.
#[must_use]
pub fn same_site(method: &Method, headers: &HeaderMap, public_origin: Option<&str>) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = text("origin");
    if let (Some(origin), Some(public)) = (origin, public_origin)
        && origin.eq_ignore_ascii_case(public.trim_end_matches('/'))
    {
        return true;
    }
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => true,
        Some(_) => false,
        None => match origin {
            None => true,
            Some(origin) => {
                let host = origin.split_once("://").map(|(_, host)| host);
                host.is_some() && host == text("host")
            }
        },
    }
}

/// Whether a form comes from a page that tells nobody where it is, in a browser too old to state
/// its relation: pages behind a participant's link. Who knows their address needs no other proof.
#[must_use]
pub fn is_confided(path: &str, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    path.starts_with(crate::participants::PAGES)
        && text("sec-fetch-site").is_none()
        && text("origin") == Some("null")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn judged(
        method: Method,
        headers: &[(&'static str, &'static str)],
        public: Option<&str>,
    ) -> bool {
        let map = headers
            .iter()
            .map(|&(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect();
        same_site(&method, &map, public)
    }

    #[test]
    fn reading_is_always_possible() {
        assert!(judged(
            Method::GET,
            &[("sec-fetch-site", "cross-site")],
            None
        ));
    }

    #[test]
    fn other_sites_cannot_change_anything() {
        for site in ["cross-site", "same-site", "surprise"] {
            assert!(
                !judged(Method::POST, &[("sec-fetch-site", site)], None),
                "{site}"
            );
        }
        assert!(judged(
            Method::POST,
            &[("sec-fetch-site", "same-origin")],
            None
        ));
        assert!(judged(Method::POST, &[("sec-fetch-site", "none")], None));
    }

    #[test]
    fn older_browsers_are_judged_by_origin_and_host() {
        let host = ("host", "legation.example");
        assert!(judged(
            Method::POST,
            &[("origin", "https://legation.example"), host],
            None
        ));
        assert!(!judged(
            Method::POST,
            &[("origin", "https://evil.example"), host],
            None
        ));
        assert!(!judged(Method::POST, &[("origin", "null"), host], None));
        assert!(judged(Method::POST, &[host], None), "no browser");
    }

    #[test]
    fn behind_a_proxy_the_configured_origin_counts() {
        let request = [
            ("origin", "https://desk.example"),
            ("host", "10.0.0.1:8080"),
        ];
        assert!(judged(
            Method::POST,
            &request,
            Some("https://desk.example/")
        ));
        assert!(!judged(
            Method::POST,
            &request,
            Some("https://other.example")
        ));
        assert!(!judged(Method::POST, &request, None));
    }

    #[test]
    fn every_answer_is_guarded() {
        let mut headers = HeaderMap::new();
        add_headers(&mut headers, "abc", true);
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("script-src 'self' 'nonce-abc'"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        assert!(headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
        let mut kept = HeaderMap::new();
        kept.insert(header::CACHE_CONTROL, HeaderValue::from_static("public"));
        add_headers(&mut kept, "abc", false);
        assert_eq!(kept[header::CACHE_CONTROL], "public");
        assert!(!kept.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }
}
