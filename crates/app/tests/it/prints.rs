//! Timetables on paper: of whom, in which order, and only what changed.

use crate::board::planned;
use crate::timetables::Scene;
use app::documents::Order;
use app::timetables::Step;
use domain::language::Language;
use domain::papers::{Paper, PaperKind, TimetablePage};
use domain::parties::PartyRef;
use testkit::on_both;

impl Scene {
    async fn pages(&self, kind: PaperKind, subject: Option<PartyRef>) -> Vec<TimetablePage> {
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

    async fn publish_now(&self, id: domain::ids::TimetableId) {
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
