//! The door, the own account and the users of an agency, through the pages.

use crate::desk::{Answer, Desk};
use axum::http::{StatusCode, header};
use domain::accounts::UserRole;
use jiff::SignedDuration;
use testkit::{on_both, sqlite};

const GOOD: &str = "correct horse battery";
const INVITED: [(&str, &str); 5] = [
    ("email", "wang@example.org"),
    ("name", "王伟"),
    ("language", "zh-Hans"),
    ("zone", "Asia/Shanghai"),
    ("role", "viewer"),
];

/// The path of the link that a page shows.
fn link(page: &Answer) -> String {
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let at = page.body.find("/welcome/").expect("a link");
    page.body[at..].split('"').next().unwrap().to_owned()
}

/// The session cookie that an answer sets.
fn session(answer: &Answer) -> Option<String> {
    let cookies = answer.headers.get_all(header::SET_COOKIE);
    cookies
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find(|value| value.starts_with("session="))
        .map(|value| value.split(';').next().unwrap().to_owned())
}

#[tokio::test]
async fn somebody_is_invited_sets_a_password_and_signs_in() {
    on_both(|trial| async move {
        let admin = Desk::of(&trial, UserRole::Administrator).await;
        let nobody = admin.signed_out();
        let page = admin.post("/accounts/new", &INVITED).await;
        page.says("王伟").says("72");
        let link = link(&page);
        nobody
            .get(&link)
            .await
            .says("wang@example.org")
            .says("王伟");
        let differs = nobody
            .post(&link, &[("password", GOOD), ("repeated", "other")])
            .await;
        assert_eq!(differs.status, StatusCode::UNPROCESSABLE_ENTITY);
        differs
            .says("The two passwords differ")
            .keeps_silent_on(GOOD);
        let short = nobody
            .post(&link, &[("password", "short"), ("repeated", "short")])
            .await;
        short.says("At least 12 characters, please.");
        let done = nobody
            .post(&link, &[("password", GOOD), ("repeated", GOOD)])
            .await;
        assert_eq!(
            (done.status, done.location.as_str()),
            (StatusCode::SEE_OTHER, "/missions")
        );
        let first = session(&done).unwrap();
        assert_eq!(nobody.get(&link).await.status, StatusCode::NOT_FOUND);
        let seen = nobody.with_cookie(&first).get("/account").await;
        seen.says("wang@example.org");

        let fields = [
            ("email", "Wang@Example.org"),
            ("password", GOOD),
            ("next", "/directory"),
        ];
        let entered = nobody.post("/sign-in", &fields).await;
        assert_eq!(
            (entered.status, entered.location.as_str()),
            (StatusCode::SEE_OTHER, "/directory")
        );
        let cookies: Vec<_> = entered.headers.get_all(header::SET_COOKIE).iter().collect();
        assert!(
            cookies
                .iter()
                .any(|c| c.to_str().unwrap().contains("HttpOnly; SameSite=Lax"))
        );
        assert!(
            cookies
                .iter()
                .any(|c| c.to_str().unwrap().starts_with("lang=zh-Hans"))
        );
        let second = session(&entered).unwrap();
        assert_ne!(first, second);

        // A viewer does not even know that there are accounts.
        let viewer = nobody.with_cookie(&second);
        assert_eq!(viewer.get("/accounts").await.status, StatusCode::NOT_FOUND);
        let out = viewer.post("/sign-out", &[]).await;
        assert_eq!(session(&out).unwrap(), "session=");
        assert_eq!(viewer.get("/account").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn every_failed_sign_in_looks_the_same_and_too_many_must_wait() {
    let trial = sqlite().await;
    let desk = Desk::of(&trial, UserRole::Administrator).await.signed_out();
    let knock = |email: &'static str| {
        let desk = &desk;
        async move {
            desk.post(
                "/sign-in",
                &[("email", email), ("password", "wrong horse battery")],
            )
            .await
        }
    };
    let (known, unknown) = (
        knock("administrator@example.org").await,
        knock("nobody@example.org").await,
    );
    for answer in [&known, &unknown] {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(session(answer).is_none());
        answer
            .says("do not fit together")
            .keeps_silent_on("wrong horse battery");
    }
    let cut = |answer: &Answer| {
        let form = answer.body.split("<form").nth(1).unwrap().to_owned();
        form.replace("administrator@", "X@")
            .replace("nobody@", "X@")
    };
    assert_eq!(cut(&known), cut(&unknown));
    for _ in 0..5 {
        knock("nobody@example.org").await;
    }
    let waits = knock("nobody@example.org").await;
    assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS);
    waits.says("Too many tries");
    trial.clock.advance(SignedDuration::from_secs(31));
    assert_eq!(
        knock("nobody@example.org").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn the_sign_in_leads_nowhere_else() {
    let desk = Desk::of(&sqlite().await, UserRole::Viewer)
        .await
        .signed_out();
    desk.get("/sign-in?next=//evil.example")
        .await
        .keeps_silent_on("evil.example\"");
    let page = desk.get("/sign-in?next=/missions/A").await;
    assert_eq!(page.field("next"), "/missions/A");
    page.says("<html lang=\"en\"")
        .says("Deutsch")
        .says("中文")
        .keeps_silent_on("/demo/sign-in");
}

#[tokio::test]
async fn the_own_account_is_changed_and_other_places_are_signed_out() {
    on_both(|trial| async move {
        let admin = Desk::of(&trial, UserRole::Administrator).await;
        let nobody = admin.signed_out();
        let link = link(&admin.post("/accounts/new", &INVITED).await);
        nobody
            .post(&link, &[("password", GOOD), ("repeated", GOOD)])
            .await;
        let enter = || {
            nobody.post(
                "/sign-in",
                &[("email", "wang@example.org"), ("password", GOOD)],
            )
        };
        let (phone, desk) = (enter().await, enter().await);
        let phone = nobody.with_cookie(&session(&phone).unwrap());
        let desk = nobody.with_cookie(&session(&desk).unwrap());
        let page = desk.get("/account?lang=en").await;
        assert_eq!(page.body.matches("/end\"").count(), 2);

        let saved = desk
            .post(
                "/account",
                &[
                    ("name", "Wang Wei"),
                    ("language", "de"),
                    ("zone", "Europe/Berlin"),
                ],
            )
            .await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
        let wrong = desk
            .post(
                "/account?lang=en",
                &[("name", ""), ("language", "tlh"), ("zone", "Mars/Base")],
            )
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong
            .says("Please fill this in")
            .says("This time zone is not known");

        let new = "battery horse correct";
        let fields = [("old", "guess"), ("password", new), ("repeated", new)];
        desk.post("/account/password?lang=en", &fields)
            .await
            .says("This is not the present password");
        let fields = [("old", GOOD), ("password", new), ("repeated", new)];
        let changed = desk.post("/account/password", &fields).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
        for old in [&phone, &desk] {
            assert_eq!(old.get("/account").await.status, StatusCode::SEE_OTHER);
        }
        let desk = nobody.with_cookie(&session(&changed).unwrap());
        desk.get("/account")
            .await
            .says("Wang Wei")
            .says("Europe/Berlin");

        let again = nobody
            .post(
                "/sign-in",
                &[("email", "wang@example.org"), ("password", new)],
            )
            .await;
        let phone = nobody.with_cookie(&session(&again).unwrap());
        let page = desk.get("/account").await;
        let end = page
            .body
            .split("action=\"")
            .filter_map(|p| p.split('"').next())
            .find(|p| p.ends_with("/end"));
        assert_eq!(
            desk.post(end.unwrap(), &[]).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(phone.get("/account").await.status, StatusCode::SEE_OTHER);
        assert_eq!(desk.get("/account").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_gives_roles_and_takes_them_back() {
    on_both(|trial| async move {
        let admin = Desk::of(&trial, UserRole::Administrator).await;
        admin.post("/accounts/new", &INVITED).await;
        let twice = admin.post("/accounts/new", &INVITED).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        twice.says("This person is a member already").says("王伟");
        admin.post("/accounts/teams", &[("name", "欧洲组")]).await;
        admin.get("/accounts/teams").await.says("欧洲组");
        let list = admin.get("/accounts?q=wang").await;
        list.says("王伟")
            .says("Viewer")
            .keeps_silent_on("Lin Yue</a>");
        let at = list.body.find("href=\"/accounts/0").unwrap();
        let path = list.body[at + 6..].split('"').next().unwrap().to_owned();
        let form = admin.get(&path).await;
        let version = form.field("_version");
        let partner = admin
            .post(&path, &[("_version", &version), ("role", "partner")])
            .await;
        partner.says("A partner is let into one mission");
        let changed = admin
            .post(
                &path,
                &[
                    ("_version", &version),
                    ("role", "delegate"),
                    ("until", "2026-12-31"),
                ],
            )
            .await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
        let stale = admin
            .post(&path, &[("_version", &version), ("role", "viewer")])
            .await;
        stale.says("Somebody changed this member meanwhile");
        admin
            .get("/accounts")
            .await
            .says("Member of the delegation")
            .says("31 December 2026");

        let version = admin.get(&path).await.field("_version");
        let removed = admin
            .post(&format!("{path}/remove"), &[("_version", &version)])
            .await;
        assert_eq!(removed.location, "/accounts");
        admin.get("/accounts?state=removed").await.says("王伟");
        let restored = admin.post(&format!("{path}/restore"), &[]).await;
        assert_eq!(restored.status, StatusCode::SEE_OTHER);
        assert_eq!(
            admin.post(&format!("{path}/restore"), &[]).await.status,
            StatusCode::NOT_FOUND
        );
        let page = admin.post(&format!("{path}/link"), &[]).await;
        link(&page);

        let own = admin.get("/accounts?q=administrator").await;
        let at = own.body.find("href=\"/accounts/0").unwrap();
        let own = own.body[at + 6..].split('"').next().unwrap().to_owned();
        let demoted = admin
            .post(&own, &[("_version", "1"), ("role", "viewer")])
            .await;
        demoted.says("Somebody must administer the office");
        let kept = admin
            .post(&own, &[("_version", "1"), ("role", "administrator")])
            .await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
        let renewed = admin.with_cookie(&session(&kept).unwrap());
        assert_eq!(admin.get("/accounts").await.status, StatusCode::SEE_OTHER);
        assert_eq!(renewed.get("/accounts").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_accounts_speak_three_languages() {
    let trial = sqlite().await;
    let admin = Desk::of(&trial, UserRole::Administrator).await;
    for path in [
        "/sign-in",
        "/account",
        "/accounts",
        "/accounts/new",
        "/accounts/teams",
    ] {
        for (language, words) in [
            ("en", "Skip to content"),
            ("de", "Zum Inhalt"),
            ("zh-Hans", "跳"),
        ] {
            let page = admin.get(&format!("{path}?lang={language}")).await;
            assert_eq!(page.status, StatusCode::OK, "{path} {language}");
            page.says(words).says(&format!("<html lang=\"{language}\""));
            page.keeps_silent_on("accounts-").keeps_silent_on("⟨");
        }
    }
}
