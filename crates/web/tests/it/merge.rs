//! Two records of one party, merged and taken apart in the browser.

use crate::desk::Desk;
use axum::http::StatusCode;
use domain::accounts::UserRole;
use testkit::on_both;

fn firm<'a>(name: &'a str, seat: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("names.0.text", name),
        ("names.0.language", "de"),
        ("names.0.role", "of_record"),
        ("identity", "high"),
        ("kind", "company"),
        ("seat", seat),
    ]
}

#[tokio::test]
async fn two_records_stand_side_by_side_become_one_and_are_taken_apart() {
    on_both(|trial| async move {
        let officer = Desk::of(&trial, UserRole::Administrator).await;
        let new = "/directory/organisations/new";
        let kept = officer
            .post(new, &firm("Linde AG", "München"))
            .await
            .location;
        let gone = officer
            .post(new, &firm("Linde Anlagenbau", "Pullach"))
            .await
            .location;
        let id = gone.rsplit('/').next().unwrap();
        let with = format!("organisation:{id}");

        // Choosing the other record leads to the comparison.
        let page = officer.get(&format!("{kept}/merge")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let chosen = officer
            .post(&format!("{kept}/merge"), &[("with", &with)])
            .await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER);
        for language in ["en", "de", "zh-Hans"] {
            let both = officer
                .get(&format!("{}&lang={language}", chosen.location))
                .await;
            assert_eq!(both.status, StatusCode::OK, "{}", both.body);
            for part in [
                "Linde AG",
                "Linde Anlagenbau",
                "name=\"name.de\"",
                "name=\"field.seat\"",
            ] {
                assert!(both.body.contains(part), "{part} is not in {}", both.body);
            }
        }

        let form = [
            ("with", with.as_str()),
            ("_version", "1"),
            ("_gone", "1"),
            ("name.de", "gone"),
            ("field.seat", "kept"),
        ];
        let done = officer.post(&format!("{kept}/merge"), &form).await;
        assert_eq!(
            (done.status, &done.location),
            (StatusCode::SEE_OTHER, &kept)
        );
        let shown = officer.get(&format!("{kept}?lang=en")).await.body;
        assert!(
            shown.contains("<h1>Linde Anlagenbau") || shown.contains("Linde Anlagenbau</h1>"),
            "{shown}"
        );
        assert!(
            shown.contains("München") && shown.contains("Merged into this record"),
            "{shown}"
        );
        // The old address leads to the kept record.
        let old = officer.get(&gone).await;
        assert_eq!((old.status, &old.location), (StatusCode::SEE_OTHER, &kept));
        // A second merge of what is gone finds nothing.
        let again = officer.post(&format!("{kept}/merge"), &form).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);

        let back = officer.post(&format!("{gone}/unmerge"), &[]).await;
        assert_eq!(
            (back.status, &back.location),
            (StatusCode::SEE_OTHER, &gone)
        );
        assert_eq!(officer.get(&gone).await.status, StatusCode::OK);

        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        let page = viewer.get(&kept).await.body;
        assert!(!page.contains("/merge"), "{page}");
        let page = viewer.get(&format!("{kept}/merge?with={with}")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        let refused = viewer.post(&format!("{kept}/merge"), &form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    })
    .await;
}
