//! Timetables on paper: of whom, in which order, and only what changed.

use crate::board::planned;
use crate::timetables::{Scene, refusal};
use app::documents::Order;
use app::feeds::FeedSubject;
use app::timetables::Step;
use domain::language::{Language, LanguageTag};
use domain::papers::{Audience, MeetingRound, Paper, PaperKind, ProgrammePaper, TimetablePage};
use domain::participants::ProfileWords;
use domain::parties::PartyRef;
use testkit::on_both;

impl Scene {
    pub async fn pages(&self, kind: PaperKind, subject: Option<PartyRef>) -> Vec<TimetablePage> {
        let order = Order {
            kind,
            language: Language::En,
            subject,
        };
        let origin = "https://legation.example";
        let paper = self.app.paper(&self.me, "LN-DE-2027", order, origin).await;
        let Paper::Timetable(paper) = paper.unwrap() else {
            panic!("a timetable");
        };
        assert_eq!(paper.kind, kind);
        paper.pages
    }

    pub async fn publish_now(&self, id: domain::ids::TimetableId) {
        let version = self.file().await.session.version;
        let which = (self.session, version);
        let done = self.app.publish_timetable(&self.me, which, id).await;
        done.unwrap();
    }
}

fn company(page: &TimetablePage) -> (&str, usize, usize) {
    match page {
        TimetablePage::Company {
            name,
            changes,
            meetings,
            ..
        } => (&name.text, changes.len(), meetings.len()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn companies_tables_and_the_board_are_printed() {
    on_both(|trial| async move {
        let (scene, _) = planned(&trial).await;
        let pages = scene.pages(PaperKind::Timetable, None).await;
        let told: Vec<_> = pages.iter().map(company).collect();
        let all = [
            ("Anda Machines", 0, 2),
            ("Bosfor Kimya", 0, 1),
            ("Ege Makine", 0, 1),
        ];
        assert_eq!(told, all);
        let TimetablePage::Company { meetings, .. } = &pages[0] else {
            panic!();
        };
        let first = &meetings[0];
        assert_eq!(
            (first.time.as_str(), first.table.as_str()),
            ("13:00 – 13:25", "1")
        );
        assert_eq!(first.with[0].text, "Bosfor Kimya");
        let one = Some(PartyRef::Organisation(scene.firms[2]));
        let pages = scene.pages(PaperKind::Timetable, one).await;
        assert_eq!(company(&pages[0]), ("Ege Makine", 0, 1));
        assert_eq!(pages.len(), 1);

        let signs = scene.pages(PaperKind::TableSigns, None).await;
        let counts: Vec<_> = signs
            .iter()
            .map(|page| match page {
                TimetablePage::Table { sign, meetings, .. } => (sign.as_str(), meetings.len()),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(counts, [("1", 2), ("2", 0)]);
        let board = scene.pages(PaperKind::TimetableBoard, None).await;
        let TimetablePage::Board { tables, rows, .. } = &board[0] else {
            panic!("{board:?}");
        };
        assert_eq!((tables.len(), rows.len()), (2, 3));
        assert_eq!(rows[1].1[0][1].text, "Ege Makine");
        assert!(rows[2].1.iter().all(Vec::is_empty));
    })
    .await;
}

#[tokio::test]
async fn the_change_sheet_has_only_the_pages_that_changed() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        assert_eq!(scene.pages(PaperKind::TimetableChanges, None).await, []);
        scene.publish_now(first).await;
        assert_eq!(scene.pages(PaperKind::TimetableChanges, None).await, []);
        let step = Step {
            timetable: first,
            request: scene.request(0, 1).await,
            to: Some((2, None)),
        };
        let moved = scene.app.move_meeting(&scene.me, &step).await.unwrap();
        scene.publish_now(moved.timetable).await;
        let pages = scene.pages(PaperKind::TimetableChanges, None).await;
        let mut told: Vec<_> = pages.iter().map(company).collect();
        told.sort_unstable();
        assert_eq!(told, [("Anda Machines", 1, 2), ("Bosfor Kimya", 1, 1)]);
        let TimetablePage::Company { changes, .. } = &pages[0] else {
            panic!();
        };
        assert_eq!(changes[0].before.as_deref(), Some("13:00 – 13:25, table 1"));
        assert_eq!(changes[0].after.as_deref(), Some("13:50 – 14:15, table 1"));
    })
    .await;
}

impl Scene {
    pub async fn programme(
        &self,
        language: Language,
        subject: PartyRef,
    ) -> Result<ProgrammePaper, app::AppError> {
        let kind = match subject {
            PartyRef::Organisation(_) => PaperKind::ProgrammeCompany,
            PartyRef::Person(_) => PaperKind::ProgrammeMember,
        };
        let order = Order {
            kind,
            language,
            subject: Some(subject),
        };
        let origin = "https://legation.example";
        let paper = self
            .app
            .paper(&self.me, "LN-DE-2027", order, origin)
            .await?;
        let Paper::Programme(paper) = paper else {
            panic!("a programme");
        };
        Ok(paper)
    }

    async fn speaks(&self, firm: usize, tags: &[&str]) {
        let tags = tags.iter().map(|tag| LanguageTag::new(tag).unwrap());
        let words = ProfileWords {
            languages: tags.collect(),
            ..ProfileWords::default()
        };
        let whose = (self.session, self.firms[firm]);
        let done = self.app.write_profile_for(&self.me, whose, &words, 0).await;
        done.unwrap();
    }
}

/// The meetings of a programme: day, session, and of each its time, whom it is with, its table.
pub fn rounds(paper: &ProgrammePaper) -> Vec<(String, &MeetingRound)> {
    let days = paper.days.iter();
    days.flat_map(|day| {
        let rounds = day.cities.iter().flat_map(|city| &city.rounds);
        rounds.map(|round| (day.date.clone(), round))
    })
    .collect()
}

#[tokio::test]
async fn the_programme_of_a_company_shows_its_published_meetings() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        scene.speaks(0, &["zh", "en"]).await;
        scene.speaks(1, &["tr"]).await;
        scene.speaks(2, &["en", "tr"]).await;
        let anda = PartyRef::Organisation(scene.firms[0]);
        let before = scene.programme(Language::En, anda).await.unwrap();
        assert!(rounds(&before).is_empty(), "nothing is published yet");
        scene.publish_now(first).await;
        let paper = scene.programme(Language::En, anda).await.unwrap();
        let Audience::Company { name } = &paper.audience else {
            panic!("{:?}", paper.audience);
        };
        assert_eq!(
            name.text, "Anda Machines",
            "it takes part in the session only"
        );
        let told = rounds(&paper);
        let [(day, round)] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!(day, "Tuesday, 13 April 2027");
        assert_eq!(round.session, "Matchmaking");
        let shown: Vec<_> = round
            .meetings
            .iter()
            .map(|one| {
                let with = one.with[0].text.as_str();
                let table = one.table.as_str();
                (one.time.as_str(), with, table, one.interpreter.as_str())
            })
            .collect();
        assert_eq!(
            shown,
            [
                (
                    "13:00 – 13:25",
                    "Bosfor Kimya",
                    "1",
                    "No common language: with an interpreter"
                ),
                ("13:25 – 13:50", "Ege Makine", "1", ""),
            ]
        );
        let zh = scene.programme(Language::ZhHans, anda).await.unwrap();
        assert_eq!(
            rounds(&zh)[0].1.meetings[0].interpreter,
            "无共同语言，需配翻译"
        );
        // The page of the timetable says so too.
        let pages = scene.pages(PaperKind::Timetable, Some(anda)).await;
        let TimetablePage::Company { meetings, .. } = &pages[0] else {
            panic!("{pages:?}");
        };
        assert!(meetings[0].interpreter.starts_with("No common language"));
        let stranger = PartyRef::Organisation(scene.firms[3]);
        let refused = scene.programme(Language::En, stranger).await;
        assert_eq!(refusal(refused), "refused-document-subject");
    })
    .await;
}

#[tokio::test]
async fn a_page_for_somebody_who_takes_part_nowhere_is_refused() {
    on_both(|trial| async move {
        let (scene, _) = planned(&trial).await;
        let order = Order {
            kind: PaperKind::Timetable,
            language: Language::En,
            subject: Some(PartyRef::Organisation(scene.firms[3])),
        };
        let paper = scene.app.paper(&scene.me, "LN-DE-2027", order, "x").await;
        assert_eq!(refusal(paper), "refused-document-subject");
        let dossier = scene
            .app
            .dossier_by_code(&scene.me, "LN-DE-2027")
            .await
            .unwrap();
        let subjects = scene.app.subjects(&scene.me, &dossier).await.unwrap();
        let all = scene.firms[..3]
            .iter()
            .map(|id| PartyRef::Organisation(*id));
        assert_eq!(subjects.firms, all.collect::<Vec<_>>());
        assert_eq!(subjects.for_kind(PaperKind::Timetable), subjects.firms);
        let name = subjects.name_of(&dossier, subjects.firms[1], Language::De);
        assert_eq!(name, "Bosfor Kimya");
    })
    .await;
}

#[tokio::test]
async fn the_calendar_of_a_company_holds_its_published_meetings() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let subject = FeedSubject::Company(scene.firms[0]);
        let calendar = || scene.app.calendar(&scene.me, scene.mission, &subject);
        assert!(calendar().await.unwrap().events.is_empty());
        scene.publish_now(first).await;
        let calendar = calendar().await.unwrap();
        assert!(
            calendar.name.starts_with("Anda Machines"),
            "{}",
            calendar.name
        );
        let titles: Vec<_> = calendar.events.iter().map(|e| e.title.as_str()).collect();
        assert_eq!(titles, ["Bosfor Kimya", "Ege Makine"]);
    })
    .await;
}
