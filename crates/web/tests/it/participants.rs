//! Participants by link, without a session: their pages, and everything that must not work.

use crate::desk::{Answer, Desk};
use crate::timetable::{Scene, scene};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::accounts::UserRole;
use testkit::on_both;

/// The tokens on the page of fresh links, in its order.
fn tokens(page: &Answer) -> Vec<String> {
    let parts = page.body.split("/m/").skip(1);
    let token = |part: &str| -> String {
        let end = part.find(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
        part[..end.unwrap()].to_owned()
    };
    parts.map(token).filter(|token| token.len() == 32).collect()
}

/// Links of all three firms, in the order of the session's list.
async fn links(scene: &Scene) -> Vec<String> {
    let page = scene
        .officer
        .post(&format!("{}/links", scene.session), &[("which", "missing")])
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.says("shown this once").says("data:image/svg+xml");
    let tokens = tokens(&page);
    assert_eq!(tokens.len(), 3);
    tokens
}

fn led(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location.clone()
}

/// Somebody with a phone and no account.
struct Phone {
    desk: Desk,
    base: String,
}

impl Phone {
    fn of(scene: &Scene, token: &str) -> Self {
        Self {
            desk: scene.officer.signed_out(),
            base: format!("/m/{token}"),
        }
    }

    async fn get(&self, tail: &str) -> Answer {
        self.desk.get(&format!("{}{tail}", self.base)).await
    }

    async fn post(&self, tail: &str, fields: &[(&str, &str)]) -> Answer {
        self.desk
            .post(&format!("{}{tail}", self.base), fields)
            .await
    }
}

const ABOUT: [(&str, &str); 5] = [
    ("offers", "Large bearings\nCastings"),
    ("needs", "Software"),
    ("sectors", "machinery"),
    ("regions", "Germany, Turkey"),
    ("languages", "en"),
];

#[tokio::test]
async fn from_the_profile_to_an_agreed_meeting_without_an_account() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let tokens = links(&scene).await;
        let (anda, bosfor) = (Phone::of(&scene, &tokens[0]), Phone::of(&scene, &tokens[1]));
        anda.get("")
            .await
            .says("Anda Machines")
            .says("3 participants")
            .says("Two minutes");
        let form = anda.get("/profile").await;
        let mut fields = ABOUT.to_vec();
        let version = form.field("_version");
        fields.push(("_version", &version));
        assert!(led(&anda.post("/profile", &fields).await).ends_with("/partners"));
        // The same page sent again meets a newer profile: both sides are shown, nothing is lost.
        let mut other = fields.clone();
        other[0].1 = "Gears";
        let overtaken = anda.post("/profile", &other).await;
        assert_eq!(overtaken.status, StatusCode::CONFLICT);
        overtaken.says("Large bearings").says("Gears");
        // What is refused keeps what was typed.
        let long = "x".repeat(200);
        let refused = anda
            .post("/profile", &[("offers", &long), ("_version", "1")])
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says(&long).says("At most 160 characters");
        bosfor
            .post(
                "/profile",
                &[("needs", "bearing"), ("languages", "tr"), ("_version", "0")],
            )
            .await;
        let partners = anda.get("/partners").await;
        partners
            .says("Bosfor Kimya")
            .says("They need “bearing”; you offer “Large bearings”.")
            .says("No common language");
        let ask = format!("/partners/{}/ask", scene.firms[1]);
        let sent = anda
            .post(
                &ask,
                &[("wish", "3"), ("message", "Ø 2 m"), ("back", "/partners")],
            )
            .await;
        assert_eq!(led(&sent), format!("{}/partners", anda.base));
        anda.get("/partners").await.keeps_silent_on("Bosfor Kimya");
        let waiting = bosfor.get("/requests").await;
        waiting
            .says("Ø 2 m")
            .says("Waits for you")
            .says("Very important");
        let request = scene.find(0, 1).await;
        let answer = format!("/requests/{request}/answer");
        led(&bosfor
            .post(&answer, &[("answer", "yes"), ("wish", "2")])
            .await);
        anda.get("/requests").await.says("Agreed");
        let office = scene
            .officer
            .get(&format!("{}?view=requests", scene.session))
            .await;
        office.says("3 / 2").says("Accepted");
        // A third firm neither sees nor answers it.
        let ege = Phone::of(&scene, &tokens[2]);
        ege.get("/requests").await.keeps_silent_on("Ø 2 m");
        let nosy = ege.post(&answer, &[("answer", "no")]).await;
        assert_eq!(nosy.status, StatusCode::NOT_FOUND);
        let nosy = ege
            .post(&format!("/requests/{request}/withdraw"), &[])
            .await;
        assert_eq!(nosy.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn suggestions_are_put_aside_and_brought_back() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let tokens = links(&scene).await;
        let anda = Phone::of(&scene, &tokens[0]);
        let ege = Phone::of(&scene, &tokens[2]);
        anda.post("/profile", &[("offers", "Castings"), ("_version", "0")])
            .await;
        ege.post("/profile", &[("needs", "castings"), ("_version", "0")])
            .await;
        let base = format!("/partners/{}", scene.firms[2]);
        anda.get("/partners").await.says("They need “castings”");
        led(&anda
            .post(&format!("{base}/aside"), &[("back", "/partners")])
            .await);
        anda.get("/partners")
            .await
            .keeps_silent_on("They need")
            .says("Suggest again");
        ege.get("/partners").await.keeps_silent_on("Anda Machines");
        led(&anda.post(&format!("{base}/back"), &[]).await);
        anda.get("/partners").await.says("They need “castings”");
        anda.get("/everybody?q=ege")
            .await
            .says("Ege Makine")
            .keeps_silent_on("Bosfor");
        anda.get("/everybody?q=casting")
            .await
            .says("Ege Makine")
            .keeps_silent_on("Bosfor");
        anda.get(&base)
            .await
            .says("castings")
            .says("Ask for a meeting");
        // Where an act leads back is always behind the same link.
        let away = anda
            .post(&format!("{base}/aside"), &[("back", "//evil.example")])
            .await;
        assert_eq!(led(&away), format!("{}/requests", anda.base));
    })
    .await;
}

#[tokio::test]
async fn the_three_languages_are_the_readers_choice() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let tokens = links(&scene).await;
        let desk = scene.officer.signed_out();
        for (accepted, words) in [
            ("zh-CN,zh;q=0.9", "填写供需信息"),
            ("de-AT,en;q=0.5", "Angebot und Bedarf nennen"),
            ("fr, en;q=0.1", "Say what you offer and need"),
        ] {
            let request = Request::get(format!("/m/{}", tokens[0]))
                .header(header::ACCEPT_LANGUAGE, accepted)
                .body(Body::empty())
                .unwrap();
            desk.send(request).await.says(words);
        }
        let chosen = desk.get(&format!("/m/{}?lang=zh-Hans", tokens[0])).await;
        chosen.says("填写供需信息");
    })
    .await;
}

#[tokio::test]
async fn a_link_is_confided_and_a_wrong_one_says_nothing() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let tokens = links(&scene).await;
        let desk = scene.officer.signed_out();
        for tail in [
            "",
            "/profile",
            "/partners",
            "/requests",
            "/timetable",
            "/everybody",
        ] {
            let page = desk.get(&format!("/m/{}{tail}", tokens[0])).await;
            assert_eq!(page.status, StatusCode::OK, "{tail}: {}", page.body);
            assert_eq!(
                page.headers[header::REFERRER_POLICY],
                "no-referrer",
                "{tail}"
            );
            assert_eq!(page.headers[header::CACHE_CONTROL], "no-store", "{tail}");
            assert!(
                page.headers["x-robots-tag"]
                    .to_str()
                    .unwrap()
                    .contains("noindex")
            );
            page.keeps_silent_on("<script");
        }
        // Other pages keep the usual policy.
        let sign_in = desk.get("/sign-in").await;
        assert_eq!(sign_in.headers[header::REFERRER_POLICY], "same-origin");
        // An old browser that hides where it comes from may post; another site may not.
        let path = format!("/m/{}/profile", tokens[0]);
        let post = |site: Option<&str>| {
            let request = Request::post(&path).header(header::ORIGIN, "null");
            let request = match site {
                Some(site) => request.header("sec-fetch-site", site),
                None => request,
            };
            request.body(Body::from("offers=Tea&_version=0")).unwrap()
        };
        let foreign = desk.send(post(Some("cross-site"))).await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN);
        led(&desk.send(post(None)).await);
        // Revoked, mistyped, and of another kind: the same page, with what helps.
        let revoke = format!("{}/links/{}/revoke", scene.session, scene.firms[0]);
        led(&scene.officer.post(&revoke, &[]).await);
        // The trail says it in words, with the name of the company.
        scene
            .officer
            .get("/audit")
            .await
            .says("Link made for Bosfor Kimya")
            .says("Link of Anda Machines revoked");
        let gone = desk.get(&format!("/m/{}", tokens[0])).await;
        let wrong = desk.get(&format!("/m/{}", "A".repeat(32))).await;
        for page in [&gone, &wrong] {
            assert_eq!(page.status, StatusCode::NOT_FOUND);
            assert_eq!(page.headers[header::REFERRER_POLICY], "no-referrer");
            page.says("ask the organiser for a new one");
        }
        let mut answers = Vec::new();
        for n in 0..20 {
            answers.push(desk.get(&format!("/m/{n:032}")).await.status);
        }
        assert!(
            answers.contains(&StatusCode::TOO_MANY_REQUESTS),
            "{answers:?}"
        );
        let fine = desk.get(&format!("/m/{}", tokens[1])).await;
        assert_eq!(fine.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn after_booking_everything_is_read_only_and_says_so() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let tokens = links(&scene).await;
        let (anda, bosfor) = (Phone::of(&scene, &tokens[0]), Phone::of(&scene, &tokens[1]));
        let ask = format!("/partners/{}/ask", scene.firms[1]);
        led(&anda.post(&ask, &[("wish", "2")]).await);
        // The office ends booking.
        let booking = scene
            .officer
            .get(&format!("{}/booking", scene.session))
            .await;
        let version = booking.field("_version");
        let fields = [
            ("open", "yes"),
            ("across", "yes"),
            ("until_date", "2026-03-01"),
            ("until_time", "18:00"),
            ("wishes", "strong"),
            ("sector", "nothing"),
            ("region", "little"),
            ("language", "little"),
            ("earlier", "known"),
            ("_version", version.as_str()),
        ];
        let path = format!("{}/booking", scene.session);
        led(&scene.officer.post(&path, &fields).await);
        bosfor
            .get("/requests")
            .await
            .says("is over")
            .keeps_silent_on("Accept<");
        let request = scene.find(0, 1).await;
        let late = bosfor
            .post(
                &format!("/requests/{request}/answer"),
                &[("answer", "yes"), ("wish", "2")],
            )
            .await;
        led(&late);
        anda.get("/requests").await.keeps_silent_on("Agreed");
        let mut wrong = fields;
        wrong[3].1 = "6 pm";
        let refused = scene.officer.post(&path, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("Write a time such as 18:00").says("6 pm");
    })
    .await;
}

#[tokio::test]
async fn everybody_has_the_own_timetable_and_calendar() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let tokens = links(&scene).await;
        for (from, to) in [(0, 1), (0, 2)] {
            led(&scene.ask(from, to).await);
        }
        let placed = [
            (scene.find(0, 1).await, 0, 1),
            (scene.find(0, 2).await, 1, 0),
        ];
        scene.keep(1, &placed, None).await;
        let anda = Phone::of(&scene, &tokens[0]);
        anda.get("/timetable").await.says("Not published yet");
        let board = scene.officer.get(&scene.session).await;
        let preview = scene.preview(&board).await;
        let fields = [
            ("timetable", preview.field("timetable")),
            ("_version", preview.field("_version")),
        ];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        led(&scene
            .officer
            .post(&format!("{}/publish", scene.session), &fields)
            .await);
        let page = anda.get("/timetable").await;
        page.says("Timetable 1")
            .says("Bosfor Kimya")
            .says("Table A 2")
            .says("13:00");
        let ege = Phone::of(&scene, &tokens[2]);
        ege.get("/timetable")
            .await
            .says("Anda Machines")
            .keeps_silent_on("Bosfor Kimya");
        let file = anda.get("/timetable.ics").await;
        assert_eq!(file.body.matches("BEGIN:VEVENT").count(), 2);
        let feed = page.body.split("webcal://").nth(1).unwrap();
        let feed = &feed[feed.find("/agenda/").unwrap()..feed.find('"').unwrap()];
        assert!(
            !feed.contains(&tokens[0]),
            "the calendar has an address of its own"
        );
        let calendar = anda.desk.get(feed).await;
        calendar.says("BEGIN:VCALENDAR").says("Bosfor Kimya");
        assert_eq!(calendar.headers[header::REFERRER_POLICY], "no-referrer");
        let key = feed
            .trim_start_matches("/agenda/")
            .split('.')
            .next()
            .unwrap();
        let pages = anda.desk.get(&format!("/m/{key}")).await;
        assert_eq!(pages.status, StatusCode::NOT_FOUND, "and opens no page");
        let tag = calendar.headers[header::ETAG].clone();
        let again = Request::get(feed).header(header::IF_NONE_MATCH, tag);
        let again = anda.desk.send(again.body(Body::empty()).unwrap()).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    })
    .await;
}

#[tokio::test]
async fn the_office_sees_who_is_how_far_and_fills_in_for_others() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let list = format!("{}/participants", scene.session);
        scene
            .officer
            .get(&list)
            .await
            .says("Make missing links")
            .says("None");
        let page = scene
            .officer
            .post(&format!("{}/links", scene.session), &[("which", "missing")])
            .await;
        let pairs: Vec<(String, String)> = scene
            .firms
            .iter()
            .map(ToString::to_string)
            .zip(tokens(&page))
            .collect();
        let pairs: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        let book = scene
            .officer
            .post(&format!("{}/links/workbook", scene.session), &pairs)
            .await;
        assert_eq!(book.status, StatusCode::OK);
        assert!(book.body.starts_with("PK"));
        Phone::of(&scene, pairs[0].1).get("").await;
        let firm = format!("{list}/{}", scene.firms[1]);
        let form = scene.officer.get(&firm).await;
        let version = form.field("_version");
        led(&scene
            .officer
            .post(&firm, &[("offers", "Enamel"), ("_version", &version)])
            .await);
        let seen = scene.officer.get(&list).await;
        seen.says("Filled in for them")
            .says("Seen ")
            .says("Not opened");
        let silent = scene.officer.get(&format!("{list}?progress=silent")).await;
        silent.says("Ege Makine").keeps_silent_on("Bosfor Kimya");
        let reminders = scene.officer.get(&format!("{list}/reminders.xlsx")).await;
        assert!(reminders.body.starts_with("PK"));
        // A viewer reads the list but neither makes links nor sees a button for it.
        let viewer = Desk::of(&trial, domain::accounts::UserRole::Viewer).await;
        viewer
            .get(&list)
            .await
            .says("Bosfor Kimya")
            .keeps_silent_on("Replace");
        let made = viewer
            .post(&format!("{}/links", scene.session), &[("which", "all")])
            .await;
        assert_eq!(made.status, StatusCode::FORBIDDEN);
        // The tokens still work.
        let phone = Phone::of(&scene, pairs[1].1);
        assert_eq!(phone.get("").await.status, StatusCode::OK);
    })
    .await;
}

/// Keeps every word that the program would log.
#[derive(Clone, Default)]
struct Ear(std::sync::Arc<std::sync::Mutex<String>>);

impl tracing::field::Visit for Ear {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        let line = format!("{field}={value:?}\n");
        self.0.lock().unwrap().push_str(&line);
    }
}

impl tracing::Subscriber for Ear {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, attributes: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        attributes.record(&mut self.clone());
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, values: &tracing::span::Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[tokio::test]
async fn no_token_stands_in_a_log_or_in_the_trail() {
    on_both(|trial| async move {
        let ear = Ear::default();
        let listening = tracing::subscriber::set_default(ear.clone());
        let scene = scene(&trial).await;
        let tokens = links(&scene).await;
        let anda = Phone::of(&scene, &tokens[0]);
        for tail in ["", "/partners", "/nothing", "/partners/x", "/timetable.ics"] {
            anda.get(tail).await;
        }
        anda.post("/profile", &[("offers", "Tea"), ("_version", "0")])
            .await;
        trial.store.close().await;
        anda.get("").await;
        tracing::error!(proof = "heard");
        drop(listening);
        let heard = ear.0.lock().unwrap().clone();
        assert!(heard.contains("heard"));
        assert!(!heard.contains(&tokens[0]), "{heard}");
        let again = trial.second_node().await;
        let mut reader = again.read(trial.agency).await.unwrap();
        let trail = reader.trail_since(0, 1_000).await.unwrap();
        assert!(trail.len() > 5);
        assert!(!format!("{trail:?}").contains(&tokens[0]));
    })
    .await;
}

#[tokio::test]
async fn organisers_see_who_put_whom_aside_and_take_it_back() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let tokens = links(&scene).await;
        let anda = Phone::of(&scene, &tokens[0]);
        let roll = format!("{}/participants", scene.session);
        let office = &scene.officer;
        office.get(&roll).await.keeps_silent_on("Who said no");
        let aside = format!("/partners/{}/aside", scene.firms[2]);
        led(&anda.post(&aside, &[("back", "/partners")]).await);
        assert_eq!(scene.ask(2, 0).await.status, StatusCode::SEE_OTHER);
        office
            .get(&roll)
            .await
            .says("Who said no")
            .says("keeps an accepted request out of the timetable")
            .says("Take back");
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        viewer.get(&roll).await.keeps_silent_on("Take back");
        let (by, other) = (scene.firms[0].to_string(), scene.firms[2].to_string());
        let pair = [("by", by.as_str()), ("other", other.as_str())];
        let denied = viewer.post(&format!("{roll}/aside"), &pair).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
        let done = office.post(&format!("{roll}/aside"), &pair).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!(
            crate::directory::flash(&done).text(domain::language::Language::En),
            "Taken back for Anda Machines: Ege Makine may be suggested and met again."
        );
        office
            .get(&done.location)
            .await
            .keeps_silent_on("Who said no");
    })
    .await;
}

#[tokio::test]
async fn a_company_asks_for_one_person_of_another_and_both_see_whom() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let tokens = links(&scene).await;
        let (anda, bosfor) = (Phone::of(&scene, &tokens[0]), Phone::of(&scene, &tokens[1]));
        let mut people = Vec::new();
        for name in ["Li Wei", "Wang Fang", "Zhao Min"] {
            people.push(crate::crew::person(&scene, name).await);
        }
        let (sits, stranger) = (people[..2].to_vec(), people[2].to_string());
        let rule = move |mut session: domain::matchmaking::Matchmaking| {
            session.participants[1].people = sits.clone();
            Ok(session)
        };
        let which = (domain::access::Action::Edit, scene.id(), None);
        let app = &scene.officer.app;
        app.change(&scene.program, "test", which, rule)
            .await
            .unwrap();
        let page = format!("/partners/{}", scene.firms[1]);
        anda.get(&page)
            .await
            .says("Whom you want to meet")
            .says("Anybody of them")
            .says("Wang Fang")
            .keeps_silent_on("Zhao Min");
        let ask = format!("{page}/ask");
        let other = [
            ("wish", "2"),
            ("person", stranger.as_str()),
            ("back", "/requests"),
        ];
        led(&anda.post(&ask, &other).await);
        let file = || app.session_file(&scene.program, scene.id());
        assert!(
            file().await.unwrap().requests.is_empty(),
            "nobody elsewhere can be asked for"
        );
        let wang = people[1].to_string();
        let fine = [
            ("wish", "2"),
            ("person", wang.as_str()),
            ("back", "/requests"),
        ];
        led(&anda.post(&ask, &fine).await);
        anda.get("/requests").await.says("Asked for: Wang Fang");
        bosfor.get("/requests").await.says("Asked for: Wang Fang");
        let request = scene.find(0, 1).await;
        let file = file().await.unwrap();
        assert_eq!(file.request(request).unwrap().to_person, Some(people[1]));
    })
    .await;
}
