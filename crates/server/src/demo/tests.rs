//! The demonstration must hold every fact of its sources, on both engines.
#![allow(clippy::too_many_lines, reason = "a test tells one story")]

use super::prepare;
use app::missions::Dossier;
use app::{App, Caller, Door};
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Request};
use domain::names::{NameRole, Names};
use domain::parties::PartyRef;
use domain::programme::Side;
use domain::time::When;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use store::Filter;
use testkit::{Trial, on_both};

async fn office(trial: &Trial) -> (App, Caller) {
    let app = App::new(
        trial.store.clone(),
        trial.clock.clone(),
        trial.chance.clone(),
    );
    let demo = prepare(&app).await.unwrap();
    let again = prepare(&app).await.unwrap();
    assert_eq!(
        demo.agency, again.agency,
        "a second start finds the first one's records"
    );
    (app, Caller::program(demo.agency.id, Door::CommandLine))
}

fn when(when: &When) -> String {
    match when {
        When::Exact { start, end, zone } => format!("{start} to {end} {zone}"),
        When::Day { date } => date.to_string(),
        When::Span { from, to } => format!("{from} or later, by {to}"),
        When::NotPublished { note } => format!("not published: {note}"),
    }
}

fn names(names: &Names) -> String {
    let record: Vec<_> = Language::ALL
        .into_iter()
        .filter_map(|l| names.record_in(l))
        .collect();
    let mut text = match record.first() {
        Some(_) => record
            .iter()
            .map(|n| n.text.as_str())
            .collect::<Vec<_>>()
            .join(" / "),
        None => format!("[unresolved] {}", names.display(Language::En).text),
    };
    for printed in names.printed() {
        assert!(printed.source.is_some(), "a printed form has its source");
        write!(text, " (printed “{}”)", printed.text).unwrap();
    }
    for name in names
        .all()
        .iter()
        .filter(|n| n.role == NameRole::Transliterated)
    {
        write!(text, " (by sound {})", name.text).unwrap();
    }
    for candidate in names.candidates() {
        write!(
            text,
            " [perhaps {}: {}]",
            candidate.name,
            candidate.certainty.code()
        )
        .unwrap();
    }
    text
}

fn party(dossier: &Dossier, party: PartyRef) -> &str {
    dossier.name_of(party, Language::En)
}

/// Facts in the order of the alphabet, each with its details: what was entered in one moment has
/// no order of its own under a clock that stands still.
fn ordered(text: &str) -> String {
    let mut blocks: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines() {
        match blocks.last_mut() {
            Some((_, details)) if line.starts_with("  ") => details.push(line),
            _ => blocks.push((line, Vec::new())),
        }
    }
    for (_, details) in &mut blocks {
        details.sort_unstable();
    }
    blocks.sort_unstable();
    let lines = blocks
        .iter()
        .flat_map(|(line, details)| [*line].into_iter().chain(details.iter().copied()));
    lines.collect::<Vec<_>>().join("\n")
}

fn facts(dossier: &Dossier) -> String {
    let mut text = String::new();
    let mission = &dossier.mission;
    let head = PartyRef::Person(mission.head.unwrap());
    writeln!(
        text,
        "{}: {}",
        mission.code,
        mission.title.for_reader(Language::En)
    )
    .unwrap();
    writeln!(
        text,
        "{}; led by {}",
        when(&mission.when),
        party(dossier, head)
    )
    .unwrap();
    writeln!(text, "{}", mission.note.for_reader(Language::En)).unwrap();
    for theme in &mission.themes {
        writeln!(text, "theme: {}", theme.for_reader(Language::En)).unwrap();
    }
    for leg in &dossier.legs {
        writeln!(
            text,
            "leg {}: {}; {}",
            leg.position,
            names(&leg.place),
            when(&leg.when)
        )
        .unwrap();
    }
    for person in dossier.people.values() {
        writeln!(text, "person: {}", names(&person.names)).unwrap();
        for post in dossier.posts_of(person.id) {
            writeln!(text, "  {}", post.title.for_reader(Language::En)).unwrap();
        }
    }
    for organisation in dossier.organisations.values() {
        writeln!(
            text,
            "organisation: {}; {}",
            names(&organisation.names),
            organisation.note
        )
        .unwrap();
    }
    for part in dossier.members().chain(dossier.mentioned()) {
        writeln!(text, "{}: {}", part.role.code(), party(dossier, part.party)).unwrap();
    }
    items(dossier, &mut text);
    for commitment in &dossier.commitments {
        let by = dossier.text_of(&commitment.by, Language::En);
        let words = commitment.text.for_reader(Language::En);
        writeln!(text, "{} by {by}: {words}", commitment.kind.code()).unwrap();
    }
    for agreement in &dossier.agreements {
        writeln!(
            text,
            "{} {}",
            agreement.state.stage().code(),
            agreement.kind.code()
        )
        .unwrap();
        for one in &agreement.parties {
            let name = party(dossier, PartyRef::Organisation(one.organisation));
            writeln!(text, "  {}: {name}", one.side.code()).unwrap();
        }
    }
    text
}

fn items(dossier: &Dossier, text: &mut String) {
    for item in &dossier.items {
        let title = item.title.for_reader(Language::En);
        let place = item
            .leg
            .and_then(|l| dossier.leg(l))
            .map(|l| l.place.display(Language::En).text.clone());
        let place = place.unwrap_or_else(|| "place not published".into());
        writeln!(
            text,
            "{} {}: {title}; {}; {place}",
            item.state.code(),
            item.kind.code(),
            when(&item.when)
        )
        .unwrap();
        for count in &item.counts {
            writeln!(
                text,
                "  {} {} {}",
                count.relation.code(),
                count.value,
                count.unit.for_reader(Language::En)
            )
            .unwrap();
        }
        for host in &item.hosts {
            writeln!(
                text,
                "  host {}",
                party(dossier, PartyRef::Organisation(*host))
            )
            .unwrap();
        }
        for part in dossier.part_in(item.id) {
            writeln!(
                text,
                "  {} {}",
                part.role.code(),
                party(dossier, part.party)
            )
            .unwrap();
        }
        for ask in dossier.asks.iter().filter(|ask| ask.item == item.id) {
            let mark = if ask.concrete { "concrete ask" } else { "ask" };
            let of = dossier.text_of(&ask.of, Language::En);
            writeln!(
                text,
                "  {mark} of {of}: {}",
                ask.text.for_reader(Language::En)
            )
            .unwrap();
        }
    }
}

#[tokio::test]
async fn the_visit_of_2023_has_every_fact_in_its_place() {
    on_both(|trial| async move {
        let (app, caller) = office(&trial).await;
        let dossier = app.dossier_by_code(&caller, "LN-DE-2023").await.unwrap();
        insta::assert_snapshot!("visit", ordered(&facts(&dossier)));
        // The two visits of 13 October were first planned, then held.
        let visits = dossier
            .items
            .iter()
            .filter(|i| i.when.first_day().is_some_and(|d| d.day() == 13));
        let versions: Vec<_> = visits.map(|i| (i.state.is_held(), i.version)).collect();
        assert_eq!(versions, [(true, 2), (true, 2)]);
    })
    .await;
}

#[tokio::test]
async fn the_sample_mission_is_of_the_promised_size() {
    on_both(|trial| async move {
        let (app, caller) = office(&trial).await;
        let dossier = app.dossier_by_code(&caller, "SAMPLE-SPRING").await.unwrap();
        assert!(dossier.mission.sample);
        let zones: BTreeSet<_> = dossier.legs.iter().map(|leg| leg.zone.as_str()).collect();
        assert_eq!(
            (dossier.legs.len(), zones.len(), dossier.members().count()),
            (3, 2, 24)
        );
        let filter = Filter::of_mission(dossier.mission.id);
        let sessions = app
            .list::<Matchmaking>(&caller, filter.clone())
            .await
            .unwrap();
        let all = sessions.iter().flat_map(|s| s.participants.iter());
        let firms: BTreeSet<_> = all.clone().map(|p| p.organisation).collect();
        let home: BTreeSet<_> = all
            .filter(|p| p.side == Side::Home)
            .map(|p| p.organisation)
            .collect();
        assert_eq!((sessions.len(), firms.len(), home.len()), (3, 60, 12));
        let requests = app.list::<Request>(&caller, filter).await.unwrap();
        let pairs: BTreeSet<_> = requests
            .iter()
            .map(|r| (r.matchmaking, r.from, r.to))
            .collect();
        assert_eq!((requests.len(), pairs.len()), (300, 300));
    })
    .await;
}

/// A newcomer sees who comes, who interprets and what is wished for; and it matters.
#[tokio::test]
async fn the_sample_sessions_have_people_interpreters_and_wishes() {
    let trial = testkit::sqlite().await;
    let (app, caller) = office(&trial).await;
    let dossier = app.dossier_by_code(&caller, "SAMPLE-SPRING").await.unwrap();
    for session in app.sessions(&caller, &dossier).await.unwrap() {
        let file = app.session_file(&caller, session.id).await.unwrap();
        let title = session.title.for_reader(Language::En).to_owned();
        let interpreters = &file.session.interpreters;
        assert!(interpreters.len() >= 2, "{title}");
        assert!(file.has_wishes(), "{title}");
        let mut named = file.session.participants.iter();
        assert!(named.any(|one| one.people.len() > 1), "{title}");
        let invented = |one: &domain::parties::Person| {
            one.source
                .as_ref()
                .is_some_and(|s| s.title.contains("invented"))
        };
        assert!(file.people.values().all(|one| invented(one)), "{title}");
        let asked = file.requests.iter().filter(|r| r.from_person.is_some());
        for request in asked.clone() {
            let firm = file.session.participant(request.from).unwrap();
            assert!(
                firm.people.contains(&request.from_person.unwrap()),
                "{title}"
            );
        }
        assert_eq!(asked.count(), 2, "{title}");
        let accepted = file
            .requests
            .iter()
            .filter(|r| r.state == domain::matchmaking::RequestState::Accepted);
        let needed: Vec<_> = accepted.filter_map(|r| file.needed(r)).collect();
        let knows = |pair| interpreters.iter().any(|one| one.knows(pair));
        assert!(needed.iter().all(knows), "{title}: nobody could interpret");
        assert!(
            (10..30).contains(&needed.len()),
            "{title}: {}",
            needed.len()
        );
    }
}

/// Taken along as a workbook and read in again, each of them shows nothing new.
#[tokio::test]
async fn a_sample_session_read_into_itself_shows_nothing_new() {
    let trial = testkit::sqlite().await;
    let (app, caller) = office(&trial).await;
    let dossier = app.dossier_by_code(&caller, "SAMPLE-SPRING").await.unwrap();
    let into = app::imports::ImportInto {
        mission: dossier.mission.id,
        item: None,
    };
    for session in app.sessions(&caller, &dossier).await.unwrap() {
        let title = session.title.for_reader(Language::En);
        let workbook = app.session_workbook(&caller, session.id).await.unwrap();
        let bytes = formats::workbook::write(&workbook, Language::En).unwrap();
        let limits = formats::workbook::Limits::default();
        let read = formats::workbook::read(bytes.as_slice(), limits).unwrap();
        let planned = app.plan_import(&caller, into, &read).await.unwrap();
        assert_eq!(planned.problems, [], "{title}");
        let counts = serde_json::to_value(&planned.counts).unwrap();
        for (what, tally) in counts.as_object().unwrap() {
            let new = [tally, &tally["new"], &tally["changed"]];
            let new = new.map(|one| one.as_u64().unwrap_or(0));
            assert_eq!(new, [0, 0, 0], "{what} of {title}");
        }
        assert!(planned.counts.participations.known > 0, "{title}");
    }
}

/// The real press over the real records: every kind, in every language, in both forms.
#[tokio::test]
async fn every_document_of_the_demonstration_can_be_printed() {
    use app::documents::{Form, Order};
    use domain::papers::{Paper, PaperKind};
    use std::sync::Arc;
    let trial = testkit::sqlite().await;
    let (app, caller) = office(&trial).await;
    let app = app.with_printer(Arc::new(crate::press::Press::new()));
    for code in ["LN-DE-2023", "SAMPLE-SPRING"] {
        let dossier = app.dossier_by_code(&caller, code).await.unwrap();
        let subjects = app.subjects(&caller, &dossier).await.unwrap();
        for kind in PaperKind::ALL {
            for language in Language::ALL {
                let subject = subjects.for_kind(*kind).first().copied();
                let order = Order {
                    kind: *kind,
                    language,
                    subject,
                };
                let origin = "https://legation.example";
                let paper = app.paper(&caller, code, order, origin).await.unwrap();
                if let Paper::Report(report) = &paper {
                    assert_eq!(report.supported(), Ok(()), "{code} {language}");
                }
                for form in Form::ALL {
                    let file = app
                        .preview(&caller, code, order, origin, form)
                        .await
                        .unwrap();
                    let start: &[u8] = if form == Form::Pdf { b"%PDF-" } else { b"PK" };
                    assert!(
                        file.content.starts_with(start),
                        "{code} {kind:?} {language}"
                    );
                }
            }
        }
    }
}

/// What the published source says of the visit must stand in its report.
#[tokio::test]
async fn the_report_of_the_visit_says_what_the_source_says() {
    use app::documents::Order;
    use domain::papers::{Binding, Paper, PaperKind, VisitOutcome};
    let trial = testkit::sqlite().await;
    let (app, caller) = office(&trial).await;
    let order = Order::general(PaperKind::Report, Language::En);
    let paper = app
        .paper(&caller, "LN-DE-2023", order, "https://legation.example")
        .await
        .unwrap();
    let Paper::Report(report) = paper else {
        panic!("a report");
    };
    assert_eq!(
        report.delegation[0].member.posts.len(),
        2,
        "the leader has two offices"
    );
    assert_eq!(report.agreements.len(), 3);
    assert!(
        report
            .agreements
            .iter()
            .all(|a| !a.home.is_empty() && !a.foreign.is_empty())
    );
    let unresolved = report
        .agreements
        .iter()
        .flat_map(|a| &a.foreign)
        .filter(|name| name.unresolved);
    assert_eq!(unresolved.count(), 2, "Renos and Ered stay as printed");
    let said = report.meetings.iter().flat_map(|m| &m.commitments);
    assert!(said.clone().count() >= 3);
    assert!(
        said.clone()
            .all(|one| one.binding == Binding::StatementOfIntent),
        "nobody committed to anything"
    );
    let asks = report.meetings.iter().flat_map(|m| &m.asks);
    assert_eq!(asks.clone().count(), 11);
    assert_eq!(asks.filter(|ask| ask.concrete).count(), 2);
    let held = report
        .next
        .iter()
        .filter(|visit| visit.outcome == VisitOutcome::Held);
    assert_eq!(
        held.count(),
        2,
        "the two headquarters were planned, then visited"
    );
    let counts = report
        .held
        .iter()
        .flat_map(|day| &day.items)
        .flat_map(|item| &item.attendance);
    let counts: Vec<u32> = counts.map(|count| count.value).collect();
    assert_eq!(counts, [90]);
    let presenters = report
        .held
        .iter()
        .flat_map(|day| &day.items)
        .map(|item| item.presenters.len());
    assert_eq!(presenters.max(), Some(4));
}
