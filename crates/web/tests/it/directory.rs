//! The directory, search, history and undo in the browser.

use crate::desk::{Answer, Desk};
use axum::http::{StatusCode, header};
use domain::accounts::UserRole;
use testkit::on_both;

const BRANDL: &[(&str, &str)] = &[
    ("names.0.text", "Stefan Brandl"),
    ("names.0.language", "de"),
    ("names.0.role", "of_record"),
    ("names.0.source", "Company page"),
    ("names.1.text", "斯蒂芬·布兰德尔"),
    ("names.1.language", "zh-Hans"),
    ("names.1.role", "of_record"),
    ("identity", "high"),
    ("languages", "de, en"),
];

const RENOS: &[(&str, &str)] = &[
    ("names.0.text", "Renos Company"),
    ("names.0.language", "en"),
    ("names.0.role", "as_printed"),
    ("identity", "unresolved"),
    ("kind", "company"),
];

const RHENUS: &[(&str, &str)] = &[
    ("names.0.text", "Rhenus SE & Co. KG"),
    ("names.0.language", "de"),
    ("names.0.role", "of_record"),
    ("identity", "high"),
    ("kind", "company"),
    ("country", "de"),
];

/// The page, which must have been shown.
fn body(answer: Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.body
}

/// Where the answer to a form leads.
fn led(answer: Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location
}

/// The message for the next page.
pub fn flash(answer: &Answer) -> web::flash::Flash {
    let cookies = answer.headers.get_all(header::SET_COOKIE).iter();
    cookies
        .filter_map(|v| v.to_str().ok()?.strip_prefix("flash=")?.split(';').next())
        .find_map(web::flash::Flash::read)
        .unwrap()
}

async fn add(officer: &Desk, path: &str, fields: &[(&str, &str)]) -> String {
    led(officer.post(path, fields).await)
}

#[tokio::test]
async fn a_person_is_entered_found_edited_and_taken_back() {
    on_both(|trial| async move {
        let officer = Desk::of(&trial, UserRole::MissionOfficer).await;
        let empty = body(officer.get("/directory").await);
        assert!(empty.contains("The directory is empty"), "{empty}");
        assert!(body(officer.get("/directory/people/new").await).contains("names.0.text"));
        let page = add(&officer, "/directory/people/new", BRANDL).await;
        let shown = body(officer.get(&format!("{page}?lang=zh-Hans")).await);
        for text in [
            "斯蒂芬·布兰德尔",
            "Stefan Brandl",
            "Company page",
            "正式名称",
        ] {
            assert!(shown.contains(text), "{text} is not in {shown}");
        }
        for query in ["brandl", "布兰", "bulan", "stef bra"] {
            let path = format!(
                "/search?q={}",
                form_urlencoded::byte_serialize(query.as_bytes()).collect::<String>()
            );
            let found = body(officer.get(&path).await);
            assert!(found.contains(&page), "{query} does not lead to {page}");
            assert!(found.contains("<mark>"), "{query} marks nothing");
        }
        assert!(body(officer.get("/directory/people?q=brandl").await).contains(&page));
        assert!(!body(officer.get("/directory/organisations?q=brandl").await).contains(&page));

        let mut changed = BRANDL.to_vec();
        changed.push(("honorific", "Dr."));
        changed.push(("_version", "1"));
        let edited = officer.post(&format!("{page}/edit"), &changed).await;
        let undo = flash(&edited).undo_path().unwrap().to_owned();
        assert_eq!(led(edited), page);
        assert!(body(officer.get(&page).await).contains("Dr."));
        let late = officer.post(&format!("{page}/edit"), &changed).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_eq!(led(officer.post(&undo, &[]).await), page);
        assert!(!body(officer.get(&page).await).contains("Dr."));
    })
    .await;
}

#[tokio::test]
async fn a_form_keeps_what_was_typed_and_says_what_is_wrong() {
    on_both(|trial| async move {
        let officer = Desk::of(&trial, UserRole::MissionOfficer).await;
        let mut wrong = RENOS.to_vec();
        wrong[2] = ("names.0.role", "of_record");
        wrong.push(("country", "Germany"));
        wrong.push(("seat", "Somewhere"));
        let answer = officer.post("/directory/organisations/new", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.body.contains("has no name of record"),
            "{}",
            answer.body
        );
        assert!(answer.body.contains("Somewhere"));
        let mut wrong = RHENUS.to_vec();
        wrong.pop();
        wrong.push(("country", "Germany"));
        let answer = officer.post("/directory/organisations/new", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.body.contains("is not a country code"),
            "{}",
            answer.body
        );
    })
    .await;
}

#[tokio::test]
async fn an_unresolved_name_is_shown_as_such_with_suggestions_and_no_guess_is_forced() {
    on_both(|trial| async move {
        let officer = Desk::of(&trial, UserRole::MissionOfficer).await;
        add(&officer, "/directory/organisations/new", RHENUS).await;
        // It sounds alike, but not so much that a double is feared.
        let page = add(&officer, "/directory/organisations/new", RENOS).await;
        let shown = body(officer.get(&page).await);
        assert!(
            shown.contains("Nobody knows who or what this is"),
            "{shown}"
        );
        assert!(shown.contains("Rhenus"), "{shown}");
        let noted = [("name", "Rhenus SE & Co. KG"), ("why", "sounds alike")];
        let to = led(officer.post(&format!("{page}/candidates"), &noted).await);
        assert_eq!(to, page);
        assert!(body(officer.get(&page).await).contains("sounds alike"));
        let open = body(officer.get("/directory?state=unresolved").await);
        assert!(open.contains(&page));
        // A double is warned of.
        let double = officer.post("/directory/organisations/new", RHENUS).await;
        assert_eq!(double.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            double.body.contains("may be on record already"),
            "{}",
            double.body
        );
        let mut again = RHENUS.to_vec();
        again.push(("anyway", "yes"));
        add(&officer, "/directory/organisations/new", &again).await;
    })
    .await;
}

#[tokio::test]
async fn posts_deletion_history_and_trail() {
    on_both(|trial| async move {
        let officer = Desk::of(&trial, UserRole::MissionOfficer).await;
        let person = add(&officer, "/directory/people/new", BRANDL).await;
        let firm = add(&officer, "/directory/organisations/new", RHENUS).await;
        let id = firm.rsplit('/').next().unwrap();
        let code = format!("organisation:{id}");
        let post = [
            ("title.de", "Vorstand"),
            ("organisation", code.as_str()),
            ("seen", "2023-10-12"),
            ("main", "yes"),
        ];
        let to = led(officer.post(&format!("{person}/posts/new"), &post).await);
        assert_eq!(to, person);
        assert!(body(officer.get(&person).await).contains("Vorstand"));
        let staff = body(officer.get(&firm).await);
        assert!(
            staff.contains("Stefan Brandl") && staff.contains("Vorstand"),
            "{staff}"
        );
        // The post names the firm, so the firm stays.
        let delete = format!("/records/organisation/{id}/delete");
        let kept = officer.post(&delete, &[("next", "/directory")]).await;
        assert_eq!(flash(&kept).tone(), web::flash::Tone::Decide);
        assert_eq!(led(kept), firm);

        let person_id = person.rsplit('/').next().unwrap();
        let delete = format!("/records/person/{person_id}/delete");
        let gone = officer
            .post(&delete, &[("_version", "1"), ("next", "//evil.example/")])
            .await;
        let undo = flash(&gone).undo_path().unwrap().to_owned();
        assert_eq!(led(gone), "/missions");
        assert_eq!(officer.get(&person).await.status, StatusCode::NOT_FOUND);
        let bin = body(officer.get("/directory/people?state=deleted").await);
        assert!(bin.contains("/undelete"), "{bin}");
        assert_eq!(led(officer.post(&undo, &[]).await), person);
        let history = body(
            officer
                .get(&format!("/records/person/{person_id}/history"))
                .await,
        );
        for word in [
            "Brought back",
            "Deleted",
            "Made",
            "Names 1 · Text",
            "Stefan Brandl",
        ] {
            assert!(history.contains(word), "{word} is not in {history}");
        }
        let trail = body(officer.get("/audit").await);
        assert!(
            trail.contains(&format!("/records/person/{person_id}/history")),
            "{trail}"
        );
    })
    .await;
}

#[tokio::test]
async fn who_may_not_sees_or_changes_nothing() {
    on_both(|trial| async move {
        let officer = Desk::of(&trial, UserRole::MissionOfficer).await;
        let person = add(&officer, "/directory/people/new", BRANDL).await;
        let id = person.rsplit('/').next().unwrap();
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        assert!(!body(viewer.get(&person).await).contains("/edit"));
        let refused = viewer.post("/directory/people/new", BRANDL).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let refused = viewer
            .post(&format!("/records/person/{id}/delete"), &[])
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let hidden = viewer.get(&format!("/records/person/{id}/history")).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
        let mut abroad = trial.clone();
        abroad.agency = trial.other;
        let foreign = Desk::of(&abroad, UserRole::Administrator).await;
        for path in [
            person.clone(),
            format!("{person}/edit"),
            format!("/records/person/{id}/history"),
        ] {
            assert_eq!(
                foreign.get(&path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        assert!(!body(foreign.get("/search?q=brandl").await).contains(id));
        let undone = foreign
            .post(&format!("/records/person/{id}/delete"), &[])
            .await;
        assert_eq!(undone.status, StatusCode::NOT_FOUND);
        let away = officer.signed_out().get(&person).await;
        assert!(led(away).starts_with("/sign-in"));
        for bad in [
            "/records/ship/1/history",
            "/directory/people/1",
            "/records/person/x/delete",
        ] {
            let status = officer.get(bad).await.status;
            assert!(status.is_client_error(), "{bad}: {status}");
        }
        assert!(body(officer.get(&person).await).contains("Stefan Brandl"));
    })
    .await;
}
