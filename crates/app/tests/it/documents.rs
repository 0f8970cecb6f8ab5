//! Documents: previews leave nothing behind, issued versions are numbered and kept.

use crate::office::{caller, mission, office, organisation, person, program};
use app::documents::{Form, NotPrinted, Order, Printer};
use app::{App, AppError, Caller};
use domain::accounts::UserRole;
use domain::count::{Count, Relation};
use domain::documents::Document;
use domain::ids::{DocumentId, ItemId, TypedId};
use domain::language::Language;
use domain::missions::Mission;
use domain::names::{Identity, Name, NameRole, Names};
use domain::papers::{Audience, Binding, Paper, PaperKind, Standing};
use domain::parties::PartyRef;
use domain::programme::{
    Interpretation, Item, ItemKind, ItemState, Participation, ParticipationState, Role, Side,
    Visibility,
};
use domain::returned::{Cost, CostKind, Observance, Returned, Rule};
use domain::text::Localised;
use domain::time::When;
use jiff::civil::date;
use std::sync::Arc;
use testkit::{Trial, on_both};

const ORIGIN: &str = "https://legation.example";
const GENERAL: Order = Order {
    kind: PaperKind::Programme,
    language: Language::De,
    subject: None,
};

/// Writes the paper itself, so that a test can read it back.
struct Typewriter;

impl Printer for Typewriter {
    fn print(&self, paper: &Paper, _: Language, form: Form) -> Result<Vec<u8>, NotPrinted> {
        let text = serde_json::to_string(paper).map_err(|error| NotPrinted(error.to_string()))?;
        Ok(format!("{}\n{text}", form.code()).into_bytes())
    }
}

fn read(content: &[u8]) -> Paper {
    let text = std::str::from_utf8(content).unwrap();
    serde_json::from_str(text.split_once('\n').unwrap().1).unwrap()
}

fn item(app: &App, mission: &Mission, title: &str, state: ItemState) -> Item {
    Item {
        id: app.new_id(),
        mission: mission.id,
        leg: None,
        kind: ItemKind::Roundtable,
        title: Localised::new(Language::En, title),
        when: When::Day {
            date: date(2023, 10, 11),
        },
        state,
        venue: Localised::default(),
        room: String::new(),
        hosts: vec![],
        official: true,
        languages: vec![],
        interpretation: Interpretation::Unknown,
        visibility: Visibility::Participants,
        counts: vec![],
        note: Localised::default(),
        source: None,
    }
}

fn part(
    app: &App,
    mission: &Mission,
    item: Option<ItemId>,
    party: PartyRef,
    (role, side): (Role, Side),
) -> Participation {
    Participation {
        id: app.new_id(),
        mission: mission.id,
        item,
        party,
        organisation: None,
        posts: vec![],
        role,
        side,
        state: ParticipationState::Attended,
        rank: None,
        count: None,
        note: String::new(),
        source: None,
    }
}

/// A mission with a leader, a host, a held roundtable, an item for the office only and one that
/// nobody has dated.
struct Visit {
    app: App,
    mission: Mission,
    leader: PartyRef,
    host: PartyRef,
}

async fn visit(trial: &Trial) -> Visit {
    let app = office(trial).with_printer(Arc::new(Typewriter));
    let clerk = program(trial);
    let mission = mission(&app, "LN-DE-2023", "Visit");
    let names = |zh: &str, en: &str| {
        let names = vec![
            Name::new(Language::ZhHans, NameRole::OfRecord, zh),
            Name::new(Language::En, NameRole::OfRecord, en),
        ];
        let certainty = domain::names::Certainty::High;
        Names::new(names, Identity::Known { certainty }).unwrap()
    };
    let leader = person(&app, names("郝鹏", "Hao Peng"));
    let host = organisation(
        &app,
        Names::as_printed(Language::En, "Bornheim City Council").unwrap(),
    );
    let (leader_ref, host_ref) = (PartyRef::Person(leader.id), PartyRef::Organisation(host.id));
    let held = ItemState::Held {
        source: None,
        was_planned: false,
    };
    let mut roundtable = item(&app, &mission, "Roundtable", held);
    roundtable.counts = vec![Count {
        value: 90,
        relation: Relation::MoreThan,
        unit: Localised::new(Language::De, "Gäste"),
    }];
    let mut secret = item(&app, &mission, "Preparation", ItemState::Confirmed);
    secret.visibility = Visibility::Internal;
    let mut loose = item(&app, &mission, "Interview", ItemState::Tentative);
    loose.when = When::NotPublished {
        note: "to be agreed".into(),
    };
    let parts = [
        part(&app, &mission, None, leader_ref, (Role::Leader, Side::Home)),
        part(
            &app,
            &mission,
            Some(roundtable.id),
            leader_ref,
            (Role::Speaker, Side::Home),
        ),
        part(
            &app,
            &mission,
            Some(roundtable.id),
            host_ref,
            (Role::Guest, Side::Host),
        ),
    ];
    app.create(&clerk, "test", leader).await.unwrap();
    app.create(&clerk, "test", host).await.unwrap();
    app.create(&clerk, "test", mission.clone()).await.unwrap();
    for item in [roundtable, secret, loose] {
        app.create(&clerk, "test", item).await.unwrap();
    }
    for part in parts {
        app.create(&clerk, "test", part).await.unwrap();
    }
    Visit {
        app,
        mission,
        leader: leader_ref,
        host: host_ref,
    }
}

async fn documents(visit: &Visit, caller: &Caller) -> usize {
    let filter = app::Filter::of_mission(visit.mission.id);
    visit
        .app
        .list::<Document>(caller, filter)
        .await
        .unwrap()
        .len()
}

#[tokio::test]
async fn a_preview_is_a_draft_and_leaves_nothing_behind() {
    on_both(|trial| async move {
        let visit = visit(&trial).await;
        let clerk = program(&trial);
        let file = visit
            .app
            .preview(&clerk, "LN-DE-2023", GENERAL, ORIGIN, Form::Pdf)
            .await
            .unwrap();
        assert_eq!(file.name, "LN-DE-2023-programme-de.pdf");
        assert!(file.content.starts_with(b"pdf\n"));
        let Paper::Programme(paper) = read(&file.content) else {
            panic!("a programme");
        };
        assert_eq!(paper.head.version, 1);
        assert_eq!(paper.head.marks, [domain::papers::Mark::Draft]);
        assert_eq!(
            paper.head.link,
            "https://legation.example/d/LN-DE-2023/programme?l=de&v=1"
        );
        assert_eq!(paper.head.agency.as_deref(), Some("The first agency"));
        let titles: Vec<&str> = paper
            .days
            .iter()
            .flat_map(|d| &d.cities)
            .flat_map(|c| &c.untimed)
            .map(|i| i.title.as_str())
            .collect();
        assert_eq!(
            titles,
            ["Roundtable"],
            "what only the office may see is not printed"
        );
        assert_eq!(paper.days[0].cities[0].untimed[0].standing, Standing::Held);
        assert_eq!(paper.undated[0].title, "Interview");
        assert!(
            paper.undated[0]
                .note
                .as_deref()
                .unwrap()
                .contains("to be agreed")
        );
        assert_eq!(documents(&visit, &clerk).await, 0);
    })
    .await;
}

#[tokio::test]
async fn issued_versions_are_numbered_kept_and_superseded() {
    on_both(|trial| async move {
        let visit = visit(&trial).await;
        let clerk = program(&trial);
        let first = visit
            .app
            .issue(&clerk, "LN-DE-2023", GENERAL, ORIGIN)
            .await
            .unwrap();
        let second = visit
            .app
            .issue(&clerk, "LN-DE-2023", GENERAL, ORIGIN)
            .await
            .unwrap();
        let other = Order {
            language: Language::En,
            ..GENERAL
        };
        let other = visit
            .app
            .issue(&clerk, "LN-DE-2023", other, ORIGIN)
            .await
            .unwrap();
        assert_eq!(
            (first.version, second.version, other.version),
            (1, 2, 1),
            "each language counts for itself"
        );
        let versions = visit.app.issued(&clerk, visit.mission.id).await.unwrap();
        let german: Vec<(u32, bool, usize)> = versions
            .iter()
            .filter(|version| version.order == GENERAL)
            .map(|version| {
                (
                    version.number,
                    version.is_superseded(),
                    version.documents.len(),
                )
            })
            .collect();
        assert_eq!(german, [(2, false, 2), (1, true, 2)]);
        let id = DocumentId::from_uuid(first.documents[0]);
        let file = visit
            .app
            .issued_file(&clerk, "LN-DE-2023", id)
            .await
            .unwrap();
        assert_eq!(file.name, "LN-DE-2023-programme-de-v1.pdf");
        let paper = read(&file.content);
        assert_eq!(
            (paper.head().version, paper.head().marks.len()),
            (1, 0),
            "an issued version is no draft"
        );
    })
    .await;
}

#[tokio::test]
async fn two_who_issue_at_once_get_two_numbers() {
    on_both(|trial| async move {
        let visit = visit(&trial).await;
        let clerk = program(&trial);
        let issue = || visit.app.issue(&clerk, "LN-DE-2023", GENERAL, ORIGIN);
        let (one, two) = futures::future::join(issue(), issue()).await;
        let mut numbers = [one.unwrap().version, two.unwrap().version];
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2]);
        assert_eq!(
            documents(&visit, &clerk).await,
            4,
            "two versions in two forms"
        );
    })
    .await;
}

#[tokio::test]
async fn who_may_only_read_issues_nothing_and_another_agency_finds_nothing() {
    on_both(|trial| async move {
        let visit = visit(&trial).await;
        let clerk = program(&trial);
        let issued = visit
            .app
            .issue(&clerk, "LN-DE-2023", GENERAL, ORIGIN)
            .await
            .unwrap();
        let id = DocumentId::from_uuid(issued.documents[0]);
        let viewer = caller(&trial, UserRole::Viewer, None);
        let refused = visit
            .app
            .issue(&viewer, "LN-DE-2023", GENERAL, ORIGIN)
            .await;
        assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
        assert!(
            visit
                .app
                .issued_file(&viewer, "LN-DE-2023", id)
                .await
                .is_ok()
        );
        let partner = caller(&trial, UserRole::Partner, Some(visit.mission.id));
        let refused = visit
            .app
            .preview(&partner, "LN-DE-2023", GENERAL, ORIGIN, Form::Pdf)
            .await;
        assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
        let stranger = Caller {
            agency: trial.other,
            ..program(&trial)
        };
        for answer in [
            visit.app.issued_file(&stranger, "LN-DE-2023", id).await,
            visit
                .app
                .preview(&stranger, "LN-DE-2023", GENERAL, ORIGIN, Form::Pdf)
                .await,
        ] {
            assert!(matches!(answer, Err(AppError::Missing)), "{answer:?}");
        }
        assert_eq!(documents(&visit, &clerk).await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_programme_for_one_is_theirs_and_needs_somebody() {
    on_both(|trial| async move {
        let visit = visit(&trial).await;
        let clerk = program(&trial);
        let dossier = visit
            .app
            .dossier_by_code(&clerk, "LN-DE-2023")
            .await
            .unwrap();
        let subjects = visit.app.subjects(&clerk, &dossier).await.unwrap();
        assert_eq!(
            (subjects.companies, subjects.members),
            (vec![visit.host], vec![visit.leader])
        );
        let company = Order {
            kind: PaperKind::ProgrammeCompany,
            language: Language::ZhHans,
            subject: Some(visit.host),
        };
        let paper = visit
            .app
            .paper(&clerk, "LN-DE-2023", company, ORIGIN)
            .await
            .unwrap();
        let Paper::Programme(paper) = paper else {
            panic!("a programme");
        };
        let Audience::Company { name } = &paper.audience else {
            panic!("for a company");
        };
        assert!(name.unresolved && name.text == "Bornheim City Council");
        assert!(paper.undated.is_empty(), "the interview is not the host's");
        let member = Order {
            kind: PaperKind::ProgrammeMember,
            language: Language::ZhHans,
            subject: Some(visit.leader),
        };
        let Paper::Programme(paper) = visit
            .app
            .paper(&clerk, "LN-DE-2023", member, ORIGIN)
            .await
            .unwrap()
        else {
            panic!("a programme");
        };
        assert_eq!(
            paper.undated.len(),
            1,
            "what names nobody of ours is for everybody"
        );
        for subject in [None, Some(visit.leader)] {
            let nobody = Order { subject, ..company };
            let refused = visit.app.paper(&clerk, "LN-DE-2023", nobody, ORIGIN).await;
            assert!(
                matches!(refused, Err(AppError::Refused(r)) if r.key == "refused-document-subject")
            );
        }
    })
    .await;
}

#[tokio::test]
async fn every_line_of_a_report_names_its_record() {
    on_both(|trial| async move {
        let visit = visit(&trial).await;
        let clerk = program(&trial);
        for language in Language::ALL {
            let order = Order::general(PaperKind::Report, language);
            let Paper::Report(report) = visit
                .app
                .paper(&clerk, "LN-DE-2023", order, ORIGIN)
                .await
                .unwrap()
            else {
                panic!("a report");
            };
            assert_eq!(report.supported(), Ok(()));
            let held: Vec<&str> = report
                .held
                .iter()
                .flat_map(|day| &day.items)
                .map(|i| i.item.title.as_str())
                .collect();
            assert_eq!(held, ["Roundtable"]);
            let planned: Vec<&str> = report
                .only_planned
                .iter()
                .map(|i| i.item.title.as_str())
                .collect();
            assert_eq!(planned, ["Preparation", "Interview"], "planned is not held");
            assert_eq!(
                report.held[0].items[0].attendance[0].relation,
                Relation::MoreThan
            );
            assert_eq!(report.held[0].items[0].speakers.len(), 1);
            let bound = report.meetings.iter().flat_map(|m| &m.commitments);
            assert_eq!(
                bound
                    .filter(|said| said.binding == Binding::Commitment)
                    .count(),
                0
            );
        }
    })
    .await;
}

/// Discipline and costs come from the account in the mission's record, in the reader's language;
/// what the account leaves open stays open.
#[tokio::test]
async fn a_report_gives_account_of_discipline_and_costs() {
    on_both(|trial| async move {
        let visit = visit(&trial).await;
        let clerk = program(&trial);
        let report = async |language| {
            let order = Order::general(PaperKind::Report, language);
            let made = visit.app.paper(&clerk, "LN-DE-2023", order, ORIGIN).await;
            let Ok(Paper::Report(report)) = made else {
                panic!("a report");
            };
            assert_eq!(report.supported(), Ok(()));
            report
        };
        let before = report(Language::En).await;
        assert!(before.discipline.is_empty() && before.costs.is_empty());
        let stored = visit.app.get::<Mission>(&clerk, visit.mission.id).await;
        let stored = stored.unwrap();
        let mut mission = stored.record.clone();
        let cost = |kind, currency: &str, planned, actual| Cost {
            kind,
            currency: currency.into(),
            planned,
            actual,
            note: Localised::default(),
        };
        mission.returned = Returned {
            observances: vec![Observance {
                rule: Rule::Papers,
                on: Some(date(2023, 10, 20)),
                text: Localised::new(Language::ZhHans, "护照已交回")
                    .and(Language::En, "Passports were handed back"),
            }],
            costs: vec![
                cost(CostKind::Lodging, "EUR", Some(640_000), Some(612_050)),
                cost(CostKind::Meals, "EUR", Some(100_000), Some(137_950)),
                cost(CostKind::Travel, "JPY", Some(5_000), None),
            ],
        };
        let saved = visit.app.save(&clerk, "test", mission, stored.version);
        saved.await.unwrap();
        let english = report(Language::En).await;
        assert_eq!(
            english.discipline[0].fact.text,
            "20 October 2023: Passports were handed back"
        );
        let lines: Vec<_> = english
            .costs
            .iter()
            .map(|cost| {
                let text = |text: &Option<String>| text.clone().unwrap_or("-".into());
                (
                    cost.kind.map_or("sum", CostKind::code),
                    text(&cost.planned),
                    text(&cost.actual),
                    text(&cost.difference),
                )
            })
            .collect();
        let told = |kind, planned: &str, actual: &str, difference: &str| {
            (kind, planned.into(), actual.into(), difference.into())
        };
        assert_eq!(
            lines,
            [
                told("lodging", "6,400.00 EUR", "6,120.50 EUR", "−279.50 EUR"),
                told("meals", "1,000.00 EUR", "1,379.50 EUR", "+379.50 EUR"),
                told("travel", "5,000 JPY", "-", "-"),
                told("sum", "7,400.00 EUR", "7,500.00 EUR", "+100.00 EUR"),
            ]
        );
        let chinese = report(Language::ZhHans).await;
        assert_eq!(
            chinese.discipline[0].fact.text,
            "2023年10月20日：护照已交回"
        );
        let german = report(Language::De).await;
        assert_eq!(german.costs[0].actual.as_deref(), Some("6.120,50 EUR"));
        let number = german.costs[0].from[0];
        let mut register = german.references.iter();
        let (_, entry) = register.find(|(at, _)| *at == number).unwrap();
        assert!(entry.record.contains("nach der Rückkehr"), "{entry:?}");
        assert!(entry.link.as_ref().unwrap().ends_with("/returned"));
    })
    .await;
}
