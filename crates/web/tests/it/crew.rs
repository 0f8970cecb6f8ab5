//! People and interpreters of a session in the browser: the form, the request, the board.

use crate::timetable::{Scene, scene};
use axum::http::StatusCode;
use domain::ids::PersonId;
use domain::interpreting::{Attendee, Interpreting, LanguagePair};
use domain::language::Language;
use domain::matchmaking::{Placement, Timetable};
use domain::names::Names;
use domain::parties::Person;
use domain::text::Localised;
use testkit::on_both;

pub async fn person(scene: &Scene, name: &str) -> PersonId {
    let person = Person {
        id: scene.officer.app.new_id(),
        names: Names::as_printed(Language::En, name).unwrap(),
        reading: Localised::default(),
        honorific: String::new(),
        languages: vec![],
        email: String::new(),
        telephone: String::new(),
        note: String::new(),
        source: None,
        merged_into: None,
    };
    let id = person.id;
    let app = &scene.officer.app;
    app.create(&scene.program, "test", person).await.unwrap();
    id
}

#[tokio::test]
async fn people_are_chosen_asked_for_and_shown() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let officer = &scene.officer;
        let [li, wang] = [
            person(&scene, "Li Wei").await,
            person(&scene, "Wang Fang").await,
        ];
        let way = format!("{}/people", scene.session);
        let form = officer.get(&way).await;
        form.says("People and interpreters").says("Bosfor Kimya");
        let version = form.field("_version");
        let (wang_code, li_code) = (format!("person:{wang}"), format!("person:{li}"));
        let firm = scene.firms[0].to_string();
        let mut fields = vec![
            ("_version", version.as_str()),
            ("interpreters.0.person", wang_code.as_str()),
            ("interpreters.0.languages", "zh and de"),
            ("interpreters.0.longest_run", "3"),
            ("interpreters.0.unavailable", "9"),
            ("people.0.person", &li_code),
            ("people.0.of", &firm),
            ("people.0.unavailable", "2"),
        ];
        let again = officer.post(&way, &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        again
            .says("such as zh/de, with commas")
            .says("Give numbers of slots from 1 to 3")
            .says("zh and de");
        fields[2].1 = "zh/de, zh/en";
        fields[4].1 = "3";
        let saved = officer.post(&way, &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let form = officer.get(&way).await;
        form.says("zh-Hans/de, zh-Hans/en").says("Li Wei");
        let file = officer.app.session_file(&scene.program, scene.id()).await;
        let session = file.unwrap().session;
        assert_eq!(session.participants[0].people, [li]);
        assert_eq!(session.participants[0].absent(li), [1]);
        assert_eq!(session.interpreters[0].unavailable, [2]);
        assert_eq!(session.interpreters[0].longest_run, Some(3));

        scene.ask(0, 1).await;
        let request = scene.find(0, 1).await;
        let way = format!("{}/requests/{request}", scene.session);
        let form = officer.get(&way).await;
        form.says("Who must come of the asking side")
            .says("As the two speak: nobody needed")
            .says("Chinese – German");
        let version = form.field("_version");
        let (from, to, li) = (firm, scene.firms[1].to_string(), li.to_string());
        let fields = [
            ("_version", version.as_str()),
            ("from", &from),
            ("to", &to),
            ("from_priority", "3"),
            ("to_priority", "1"),
            ("state", "accepted"),
            ("from_person", &li),
            ("interpreting", "zh-Hans/de"),
        ];
        let saved = officer.post(&way, &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let file = officer.app.session_file(&scene.program, scene.id()).await;
        let file = file.unwrap();
        let asked = file.request(request).unwrap();
        assert_eq!(
            asked.from_person,
            session.participants[0].people.first().copied()
        );
        let pair = LanguagePair::read("zh/de").unwrap();
        assert_eq!(asked.interpreting, Interpreting::Between(pair));

        scene.keep(1, &[(request, 0, 0)], None).await;
        let stored = officer.app.session_file(&scene.program, scene.id()).await;
        let stored = stored.unwrap().timetables.remove(0);
        let which = (domain::access::Action::Edit, stored.id, None);
        let placed = Placement {
            from_person: asked.from_person.map(Attendee::Person),
            interpreter: Some(wang),
            ..Placement::at(request, 0, 0)
        };
        let rule = |timetable: Timetable| {
            Ok(Timetable {
                placements: vec![placed.clone()],
                ..timetable
            })
        };
        let app = &officer.app;
        app.change(&scene.program, "test", which, rule)
            .await
            .unwrap();
        let board = officer.get(&scene.session).await;
        board.says("Li Wei").says("Interpreter: Wang Fang");
        let people = officer.get(&format!("{}?view=people", scene.session)).await;
        people
            .says("Interpreters")
            .says("Anda Machines – Bosfor Kimya");
        let agenda = format!("{}/agenda/{}", scene.session, scene.firms[0]);
        let agenda = officer.get(&agenda).await;
        agenda.says("Who comes").says("Interpreter: Wang Fang");
        let own = format!("{}/interpreters/{wang}", scene.session);
        let own = officer.get(&own).await;
        own.says("Wang Fang")
            .says("Chinese – German")
            .says("Bosfor Kimya")
            .says(&format!("subject=person:{wang}"))
            .says("Calendar link");
        let calendars = "/missions/LN-DE-2027/calendars";
        let subject = format!("person:{wang}");
        let link = officer
            .post(calendars, &[("subject", subject.as_str())])
            .await;
        link.says("Wang Fang").says("webcal://");
        let stranger = format!("person:{}", scene.officer.app.new_id::<PersonId>());
        let refused = officer
            .post(calendars, &[("subject", stranger.as_str())])
            .await;
        assert_ne!(refused.status, StatusCode::OK);
        let nobody = format!("{}/interpreters/{li}", scene.session);
        assert_eq!(officer.get(&nobody).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
