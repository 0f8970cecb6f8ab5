//! What every page has around it.

use crate::desk::Desk;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::accounts::UserRole;
use testkit::sqlite;

#[tokio::test]
async fn every_answer_is_guarded_and_numbered() {
    let desk = Desk::of(&sqlite().await, UserRole::MissionOfficer).await;
    for path in ["/missions", "/no/such/page", "/sign-in", "/assets/none.css"] {
        let answer = desk.get(path).await;
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(
            answer.headers[header::X_CONTENT_TYPE_OPTIONS],
            "nosniff",
            "{path}"
        );
        assert_eq!(answer.headers["x-request-id"].len(), 16, "{path}");
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .unwrap()
            .split('\'')
            .next()
            .unwrap();
        if answer.body.contains("<script") {
            assert!(
                answer.body.contains(&format!("nonce=\"{nonce}\"")),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn errors_are_pages_in_the_readers_language_with_ways_out() {
    let desk = Desk::of(&sqlite().await, UserRole::MissionOfficer).await;
    let missing = desk.get("/no/such/page?lang=de").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    missing
        .says("Diese Seite gibt es nicht")
        .says("href=\"/missions\"");
    let method = desk.post("/missions?lang=zh-Hans", &[]).await;
    assert_eq!(method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(method.headers.contains_key(header::ALLOW));
    method.says("此处不支持该操作");
}

#[tokio::test]
async fn forms_of_other_sites_are_refused() {
    let desk = Desk::of(&sqlite().await, UserRole::MissionOfficer).await;
    let answer = desk
        .post_from("/missions/new", &[("code", "EVIL")], "cross-site")
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    answer.says("came from another site");
}

#[tokio::test]
async fn a_chosen_language_and_theme_are_remembered() {
    let desk = Desk::of(&sqlite().await, UserRole::MissionOfficer).await;
    let answer = desk.get("/missions?lang=de&theme=dark").await;
    answer
        .says("<html lang=\"de\" data-theme=\"dark\">")
        .says("Delegationen");
    let cookies: Vec<&str> = answer
        .headers
        .get_all(header::SET_COOKIE)
        .iter()
        .map(|value| value.to_str().unwrap())
        .collect();
    assert!(
        cookies.iter().any(|c| c.starts_with("lang=de;")),
        "{cookies:?}"
    );
    assert!(
        cookies.iter().any(|c| c.starts_with("theme=dark;")),
        "{cookies:?}"
    );
    let none = desk.get("/missions?lang=tlh").await;
    assert!(none.headers.get(header::SET_COOKIE).is_none());
}

#[tokio::test]
async fn the_browsers_language_counts_where_none_was_chosen() {
    let desk = Desk::of(&sqlite().await, UserRole::MissionOfficer)
        .await
        .signed_out();
    let request = Request::get("/no/such/page").header(
        header::ACCEPT_LANGUAGE,
        "fr, de;q=0.4, zh-CN;q=0.9, en;q=0.8",
    );
    let answer = desk.send(request.body(Body::empty()).unwrap()).await;
    answer.says("<html lang=\"zh-Hans\"");
}

#[tokio::test]
async fn pages_are_small_on_the_wire_and_assets_stay() {
    let desk = Desk::of(&sqlite().await, UserRole::MissionOfficer).await;
    let page = desk.get("/missions").await;
    let asset = page.body.split("href=\"").find_map(|part| {
        let path = part.split('"').next()?;
        path.starts_with("/assets/app.").then(|| path.to_owned())
    });
    let request = Request::get(asset.unwrap()).header(header::ACCEPT_ENCODING, "identity");
    let answer = desk.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK);
    let kept = answer.headers[header::CACHE_CONTROL].to_str().unwrap();
    assert!(kept.contains("immutable"), "{kept}");
    answer.says("--paper");
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn a_reader_without_a_session_is_led_to_the_sign_in_and_back() {
    let desk = Desk::of(&sqlite().await, UserRole::MissionOfficer)
        .await
        .signed_out();
    let answer = desk
        .get("/missions/LN-DE-2023/programme?day=2023-10-11")
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let next = "/sign-in?next=%2Fmissions%2FLN-DE-2023%2Fprogramme%3Fday%3D2023-10-11";
    assert_eq!(answer.location, next);
    let answer = desk.post("/missions/new", &[("code", "X1")]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}
