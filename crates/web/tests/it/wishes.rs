//! Wishes for times in the browser: the session, the request, a company's own page, the run and
//! what it says of its answer.

use crate::desk::{Answer, Desk};
use crate::timetable::{Scene, scene};
use app::timetables::{QUEUE, Run};
use axum::http::StatusCode;
use domain::matchmaking::Matchmaking;
use domain::record::Stored;
use scheduler::{StepLimit, silent, solve};
use store::jobs::Worker;
use testkit::on_both;

fn led(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

fn refused(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

impl Scene {
    async fn record(&self) -> Stored<Matchmaking> {
        let app = &self.officer.app;
        let file = app.session_file(&self.program, self.id()).await;
        file.unwrap().session
    }

    /// The session's form sent with the wishes of the third firm, which is away in the first slot.
    async fn with_wish(&self, slots: &str) -> Answer {
        let way = format!("{}/edit", self.session);
        let form = self.officer.get(&way).await;
        let version = form.field("_version");
        let codes: Vec<String> = (self.firms.iter())
            .map(|id| format!("organisation:{id}"))
            .collect();
        let fields = [
            ("_version", version.as_str()),
            ("title.en", "Matchmaking"),
            (
                "slots",
                "2027-04-13 13:00-13:25\n13:25-13:50\n\n14:30-14:55",
            ),
            ("tables", "1\nA 2"),
            ("participants.0.organisation", &codes[0]),
            ("participants.0.side", "home"),
            ("participants.1.organisation", &codes[1]),
            ("participants.1.side", "host"),
            ("participants.2.organisation", &codes[2]),
            ("participants.2.side", "host"),
            ("participants.2.unavailable", "1"),
            ("participants.2.preferred", slots),
        ];
        self.officer.post(&way, &fields).await
    }

    async fn wish_of_request(&self, preferred: &[&str], window: &str) -> Answer {
        let request = self.find(0, 1).await;
        let way = format!("{}/requests/{request}", self.session);
        let form = self.officer.get(&way).await;
        form.says("Best held at");
        let version = form.field("_version");
        let (from, to) = (self.firms[0].to_string(), self.firms[1].to_string());
        let mut fields = vec![
            ("_version", version.as_str()),
            ("from", &from),
            ("to", &to),
            ("from_priority", "3"),
            ("to_priority", "1"),
            ("state", "accepted"),
            ("window", window),
        ];
        fields.extend(preferred.iter().map(|slot| ("preferred", *slot)));
        self.officer.post(&way, &fields).await
    }
}

#[tokio::test]
async fn wishes_are_entered_kept_when_refused_and_met() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let officer = &scene.officer;
        let again = scene.with_wish("1, 2").await;
        refused(&again);
        again
            .says("At 2027-04-13 13:00 one of the participants cannot meet")
            .says("value=\"1, 2\"");
        let again = scene.with_wish("2-9").await;
        refused(&again);
        again
            .says("Give numbers of slots from 1 to 3")
            .says("value=\"2-9\"");
        led(&scene.with_wish("3").await);
        assert_eq!(scene.record().await.participants[2].preferred, [2]);

        scene.ask(0, 1).await;
        scene.ask(0, 2).await;
        let again = scene.wish_of_request(&["0", "1"], "1").await;
        refused(&again);
        again.says("2027-04-13 13:00 is wished for but is not among the possible slots");
        led(&scene.wish_of_request(&["1"], "").await);
        let request = scene.find(0, 1).await;
        let form = format!("{}/requests/{request}", scene.session);
        let form = officer.get(&form).await;
        let (_, field) = form.body.split_once("Best held at").unwrap();
        let (field, _) = field.split_once("</fieldset>").unwrap();
        assert_eq!(field.matches(" checked").count(), 1, "{field}");

        // A run plans for them unless it is told not to, and meets both.
        let run = officer.get(&format!("{}/run", scene.session)).await;
        run.says("“All in order” plans for them")
            .says("name=\"give_changes\"");
        led(&officer
            .post(&format!("{}/run", scene.session), &[("seconds", "1")])
            .await);
        let worker = Worker {
            name: "w",
            now: officer.app.clock().now(),
            lease: jiff::SignedDuration::from_secs(30),
        };
        let job = officer.app.store().claim_job(&[QUEUE], &worker).await;
        let job = job.unwrap().unwrap();
        let run: Run = serde_json::from_str(&job.payload).unwrap();
        assert!(run.snapshot.problem.goals().is_some());
        let found = solve(&run.snapshot.problem, 1, &StepLimit(20_000), &mut silent());
        let app = &officer.app;
        let kept = app.keep_timetable(&job, "w", &run, &found).await;
        kept.unwrap();
        let quality = officer
            .get(&format!("{}?view=quality", scene.session))
            .await;
        quality.says("2 of 2 wishes for a time are met");
        for view in ["tables", "people"] {
            let shown = officer.get(&format!("{}?view={view}", scene.session)).await;
            shown.says("<small class=\"who\">Time as wished</small>");
        }
        let agenda = |firm: usize| format!("{}/agenda/{}", scene.session, scene.firms[firm]);
        officer.get(&agenda(2)).await.says("Time as wished");
        let german = format!("{}?lang=de", agenda(2));
        officer.get(&german).await.says("Zeit wie gewünscht");
        let list = officer
            .get(&format!("{}?view=requests", scene.session))
            .await;
        list.says("/lists/workbook.xlsx");
        let file = officer
            .get(&format!("{}/lists/workbook.xlsx", scene.session))
            .await;
        assert_eq!(file.status, axum::http::StatusCode::OK);
        let how = file.headers["content-disposition"].to_str().unwrap();
        assert!(how.ends_with("workbook.xlsx\""), "{how}");
    })
    .await;
}

#[tokio::test]
async fn a_company_says_on_its_own_page_when_it_likes_to_meet() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let officer = &scene.officer;
        let links = officer
            .post(&format!("{}/links", scene.session), &[("which", "missing")])
            .await;
        let page = |n: usize| {
            let part = links.body.split("/m/").nth(n).unwrap();
            format!("/m/{}/profile", &part[..32])
        };
        let phone: Desk = officer.signed_out();
        let own = page(3);
        let form = phone.get(&own).await;
        form.says("When would you like best to meet?")
            .says("13:25 – 13:50")
            .keeps_silent_on("13:00 – 13:25");
        let sent =
            |time: &'static str| [("offers", "Castings"), ("times", time), ("_version", "0")];
        let again = phone.post(&own, &sent("2027-04-13T13:00:00")).await;
        refused(&again);
        again
            .says("At 2027-04-13 13:00 one of the participants cannot meet")
            .says("Castings");
        let again = phone.post(&own, &sent("half past one")).await;
        refused(&again);
        led(&phone.post(&own, &sent("2027-04-13T13:25:00")).await);
        let form = phone.get(&own).await;
        let (_, field) = form.body.split_once("When would you like").unwrap();
        assert_eq!(field.matches(" checked").count(), 1, "{field}");
        // The organiser sees the same in the profile that is kept for the company.
        let firm = scene.firms[2];
        let profile = format!("{}/participants/{firm}", scene.session);
        officer.get(&profile).await.says("13:25 – 13:50");
        led(&scene.with_wish("3").await);
        phone
            .get(&own)
            .await
            .says("The organiser has noted for you: 14:30 – 14:55");
    })
    .await;
}
