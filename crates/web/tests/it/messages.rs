//! What interpreters are told of a publication: named before it, written to after it.

use crate::desk::{Answer, Desk};
use crate::replan::drafted;
use crate::timetable::Scene;
use axum::http::StatusCode;
use domain::access::Action;
use domain::accounts::UserRole;
use domain::ids::PersonId;
use domain::matchmaking::{Matchmaking, Placement, Timetable};
use domain::parties::Person;
use testkit::{Trial, on_both};

/// An address and languages come into a person's record.
async fn known(scene: &Scene, person: PersonId, email: &str, languages: &[&str]) {
    let rule = |mut one: Person| {
        one.email = email.to_owned();
        one.languages = languages.iter().map(|tag| (*tag).to_owned()).collect();
        Ok(one)
    };
    let which = (Action::Edit, person, None);
    let app = &scene.officer.app;
    app.change(&scene.program, "test", which, rule)
        .await
        .unwrap();
}

async fn preview(scene: &Scene) -> Answer {
    let board = scene.officer.get(&scene.session).await;
    scene.preview(&board).await
}

/// Wang interprets the only meeting and reads English, Zhao has nothing to do; published.
async fn told(trial: &Trial) -> (Scene, PersonId) {
    let (scene, people) = drafted(trial, &["Wang Fang", "Zhao Min"]).await;
    known(&scene, people[0], "wang@example.org", &["en"]).await;
    scene.publish_shown().await;
    (scene, people[0])
}

/// Somebody comes to the session for a company.
async fn comes(scene: &Scene, firm: usize, person: PersonId) {
    let firm = scene.firms[firm];
    let rule = move |mut session: Matchmaking| {
        let mut all = session.participants.iter_mut();
        let one = all.find(|one| one.organisation == firm);
        one.unwrap().people = vec![person];
        Ok(session)
    };
    let which = (Action::Edit, scene.id(), None);
    let app = &scene.officer.app;
    app.change(&scene.program, "test", which, rule)
        .await
        .unwrap();
}

/// Wang falls ill and Zhao takes over, published at once.
async fn ill(scene: &Scene, person: PersonId) {
    let shown = scene.falls_ill(person, &[]).await;
    shown
        .says("Interpreters with a message: Wang Fang.")
        .says("Interpreters without an address: Zhao Min.");
    let version = shown.field("_version");
    let publish = [("act", "publish"), ("_version", version.as_str())];
    let done = scene.falls_ill(person, &publish).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

#[tokio::test]
async fn before_publishing_it_is_said_which_interpreters_get_a_message() {
    on_both(|trial| async move {
        let (scene, people) = drafted(&trial, &["Wang Fang", "Zhao Min"]).await;
        let way = format!("href=\"/directory/people/{}\"", people[0]);
        preview(&scene)
            .await
            .says("Interpreters without an address: Wang Fang. Enter one in their record")
            .says("<h2>Interpreters without an address</h2>")
            .says(&way)
            .says("New: Anda Machines – Bosfor Kimya, 13:00, table 1")
            .keeps_silent_on("Interpreters with a message")
            .keeps_silent_on("Zhao Min");
        known(&scene, people[0], "wang@example.org", &[]).await;
        preview(&scene)
            .await
            .says("Interpreters with a message: Wang Fang.")
            .says("<h2>Interpreters with a message</h2>")
            .says(&way)
            .keeps_silent_on("Interpreters without an address");
    })
    .await;
}

#[tokio::test]
async fn before_publishing_it_is_said_which_companies_have_no_address() {
    on_both(|trial| async move {
        let (scene, people) = drafted(&trial, &["Wang Fang"]).await;
        let only = "Companies without an address: ";
        preview(&scene)
            .await
            .says(&format!("{only}Anda Machines, Bosfor Kimya. Enter one"))
            .says("<h2>Companies without an address</h2>")
            .keeps_silent_on("<h2>Who is affected</h2>")
            // Its agenda stays empty.
            .keeps_silent_on("Ege Makine");
        let li = crate::crew::person(&scene, "Li Wei").await;
        comes(&scene, 0, li).await;
        preview(&scene)
            .await
            .says(&format!("{only}Anda Machines, Bosfor Kimya."));
        known(&scene, li, "li@example.org", &[]).await;
        let way = format!("href=\"/directory/organisations/{}\"", scene.firms[1]);
        preview(&scene)
            .await
            .says(&format!("{only}Bosfor Kimya. Enter one"))
            .says("<h2>Who is affected</h2>")
            .says(&way);
        scene.publish_shown().await;
        scene
            .falls_ill(people[0], &[])
            .await
            .says(&format!("{only}Bosfor Kimya. Enter one"));
        let ada = crate::crew::person(&scene, "Ada Kaya").await;
        known(&scene, ada, "ada@example.org", &[]).await;
        comes(&scene, 1, ada).await;
        scene.falls_ill(people[0], &[]).await.keeps_silent_on(only);
    })
    .await;
}

#[tokio::test]
async fn interpreters_are_told_their_meetings_and_what_another_takes_over() {
    on_both(|trial| async move {
        let (scene, wang) = told(&trial).await;
        let way = format!("{}/messages", scene.session);
        scene
            .officer
            .get(&way)
            .await
            .says("1 interpreter is concerned too")
            .says("Matchmaking: your timetable as interpreter")
            .says("To Wang Fang")
            .says("13:00 – 13:25, table 1: Anda Machines – Bosfor Kimya · Chinese – German")
            .keeps_silent_on("Zhao Min")
            .keeps_silent_on("has changed");
        ill(&scene, wang).await;
        let shown = scene.officer.get(&way).await;
        shown
            .says("2 interpreters are concerned too")
            .says("Your timetable as interpreter at Matchmaking has changed:")
            .says("table 1 · Interpreter: Zhao Min")
            .says("At present you have no meeting to interpret.")
            // Zhao's record says nothing: Chinese is what they work with.
            .says("Zhao Min：")
            .says("新增：Anda Machines – Bosfor Kimya，")
            .says("no address on record")
            .says("Enter an address in their record");
        let gone = "- Gone: Anda Machines – Bosfor Kimya,";
        assert_eq!(shown.body.matches(gone).count(), 1, "{}", shown.body);
    })
    .await;
}

#[tokio::test]
async fn an_interpreter_whose_meetings_stay_hears_nothing() {
    on_both(|trial| async move {
        let (scene, wang) = told(&trial).await;
        scene.ask(0, 2).await;
        let (first, other) = (scene.find(0, 1).await, scene.find(0, 2).await);
        scene.keep(2, &[(first, 0, 0), (other, 1, 1)], None).await;
        let app = &scene.officer.app;
        let file = app.session_file(&scene.program, scene.id()).await.unwrap();
        let which = (Action::Edit, file.newest().unwrap().id, None);
        let rule = move |mut timetable: Timetable| {
            let stays = |placed: &&mut Placement| placed.request == first;
            let placed = timetable.placements.iter_mut().find(stays);
            placed.unwrap().interpreter = Some(wang);
            Ok(timetable)
        };
        app.change(&scene.program, "test", which, rule)
            .await
            .unwrap();
        let newest = format!("{}?version=2", scene.session);
        let board = scene.officer.get(&newest).await;
        let before = scene.preview(&board).await;
        before
            .says("The agendas of 2 companies change.")
            .keeps_silent_on("Interpreters with");
        let fields = ["timetable", "_version"].map(|name| (name, before.field(name)));
        let fields = fields.each_ref().map(|(name, of)| (*name, of.as_str()));
        let publish = format!("{}/publish", scene.session);
        let done = scene.officer.post(&publish, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let messages = format!("{}/messages", scene.session);
        scene
            .officer
            .get(&messages)
            .await
            .says("concerns 2 participants")
            .keeps_silent_on("To Wang Fang")
            .keeps_silent_on("concerned too");
    })
    .await;
}

#[tokio::test]
async fn messages_to_interpreters_carry_the_link_of_their_calendar() {
    on_both(|trial| async move {
        let (scene, wang) = told(&trial).await;
        ill(&scene, wang).await;
        let way = format!("{}/messages", scene.session);
        let take = async |links: &str| {
            let fields = [("links", links), ("form", "txt")];
            let taken = scene.officer.post(&way, &fields).await;
            assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
            taken
        };
        take("keep")
            .await
            .says("To: Wang Fang <wang@example.org>")
            .says("To: Zhao Min\n")
            .keeps_silent_on("/calendar/");
        let first = take("missing").await;
        assert_eq!(first.body.matches("/calendar/").count(), 2);
        let links: Vec<String> = first.body.split("/calendar/").skip(1).map(link).collect();
        let outside = scene.officer.signed_out();
        let calendars = [
            outside.get(&links[0]).await.body,
            outside.get(&links[1]).await.body,
        ];
        let events = calendars.map(|one| one.matches("BEGIN:VEVENT").count());
        assert_eq!(events, [0, 1], "Zhao interprets now, and Wang does not");
        let again = take("missing").await;
        again
            .says("Your calendar, by the link that you have received")
            .keeps_silent_on("/calendar/");
        let renewed = take("new").await;
        assert_eq!(renewed.body.matches("/calendar/").count(), 2);
        for old in &links {
            let answer = outside.get(old).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{old}");
        }
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        viewer.get(&way).await.says("To Wang Fang");
        let denied = viewer.post(&way, &[("links", "new")]).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
    })
    .await;
}

/// The address of a calendar at the beginning of a text.
fn link(text: &str) -> String {
    let end = text.find(char::is_whitespace).unwrap();
    format!("/calendar/{}", &text[..end])
}
