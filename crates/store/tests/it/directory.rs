//! The lines of the directory: narrowed, counted, in the order of each language, a page at a time.

use domain::language::Language;
use domain::record::Kind;
use store::directory::{Line, Lines, Narrowing};
use store::search::SearchDocument;
use testkit::{Trial, on_both};
use uuid::Uuid;

fn party(n: u128, kind: Kind, (class, country): (&'static str, &str)) -> SearchDocument {
    let place = |by: u128| vec![u8::try_from(by % 251).unwrap(), 7];
    SearchDocument {
        kind,
        record: Uuid::from_u128(n),
        mission: None,
        spelt: String::new(),
        card: String::new(),
        tokens: vec![format!("t{n}")],
        line: Some(Line {
            class,
            country: country.to_owned(),
            unresolved: n.is_multiple_of(5),
            places: [place(n), place(250 - n), place(n * 100)],
        }),
    }
}

/// The slow twin: all lines, narrowed and sorted by hand.
fn expected(
    all: &[SearchDocument],
    lines: &Lines<'_>,
    language: Language,
    (skip, limit): (usize, usize),
) -> (usize, Vec<Uuid>) {
    let slot = Language::ALL.iter().position(|l| *l == language).unwrap();
    let line = |one: &SearchDocument| one.line.clone().unwrap();
    let mut kept: Vec<&SearchDocument> = all
        .iter()
        .filter(|one| lines.kinds.contains(&one.kind))
        .filter(|one| {
            lines
                .narrowing
                .class
                .is_none_or(|class| class == line(one).class)
        })
        .filter(|one| {
            lines
                .narrowing
                .country
                .is_none_or(|c| c == line(one).country)
        })
        .filter(|one| !lines.narrowing.unresolved || line(one).unresolved)
        .filter(|one| lines.among.is_none_or(|ids| ids.contains(&one.record)))
        .collect();
    kept.sort_by_key(|one| (line(one).places[slot].clone(), one.record));
    let page = kept.iter().skip(skip).take(limit).map(|one| one.record);
    (kept.len(), page.collect())
}

async fn keep(trial: &Trial, documents: &[SearchDocument]) {
    let mut tx = trial
        .store
        .write(trial.agency, &trial.stamp())
        .await
        .unwrap();
    tx.index(documents).await.unwrap();
    let _ = tx.commit(()).await.unwrap();
}

#[tokio::test]
async fn every_filter_order_and_page_is_as_if_sorted_by_hand() {
    on_both(|trial| async move {
        let documents: Vec<_> = (1..=60)
            .map(|n| match n % 3 {
                0 => party(n, Kind::Person, ("", "")),
                1 => party(n, Kind::Organisation, ("company", "CN")),
                _ => party(n, Kind::Organisation, ("chamber", "DE")),
            })
            .collect();
        keep(&trial, &documents).await;
        let both = [Kind::Organisation, Kind::Person];
        let some = [3, 4, 5, 40, 700].map(Uuid::from_u128);
        let all = Lines {
            kinds: &both,
            ..Lines::default()
        };
        let asked = [
            all.clone(),
            Lines {
                kinds: &[Kind::Person],
                ..Lines::default()
            },
            Lines {
                narrowing: Narrowing {
                    class: Some("company"),
                    ..Narrowing::default()
                },
                ..all.clone()
            },
            Lines {
                narrowing: Narrowing {
                    country: Some("DE"),
                    unresolved: true,
                    ..Narrowing::default()
                },
                ..all.clone()
            },
            Lines {
                among: Some(&some),
                ..all.clone()
            },
        ];
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        for lines in &asked {
            for language in Language::ALL {
                for page in [(0, 10), (10, 10), (55, 10), (0, 100), (100, 5)] {
                    let (total, ids) = expected(&documents, lines, language, page);
                    assert_eq!(reader.count_lines(lines).await.unwrap(), total);
                    let found = reader.lines(lines, language, page).await.unwrap();
                    let found: Vec<Uuid> = found.into_iter().map(|(_, id)| id).collect();
                    assert_eq!(found, ids, "{lines:?} {language:?} {page:?}");
                }
            }
        }
        assert_eq!(reader.countries().await.unwrap(), ["CN", "DE"]);
        let mut other = trial.store.read(trial.other).await.unwrap();
        assert_eq!(other.count_lines(&all).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_changed_party_has_one_line_and_a_deleted_one_none() {
    on_both(|trial| async move {
        keep(&trial, &[party(1, Kind::Person, ("", ""))]).await;
        keep(&trial, &[party(1, Kind::Person, ("", "DE"))]).await;
        keep(&trial, &[party(2, Kind::Person, ("", "CN"))]).await;
        let lines = Lines {
            kinds: &[Kind::Person],
            ..Lines::default()
        };
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        assert_eq!(reader.count_lines(&lines).await.unwrap(), 2);
        assert_eq!(reader.countries().await.unwrap(), ["CN", "DE"]);
        drop(reader);
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        tx.unindex(Kind::Person, &[Uuid::from_u128(2)])
            .await
            .unwrap();
        let _ = tx.commit(()).await.unwrap();
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        let left = reader.lines(&lines, Language::En, (0, 10)).await.unwrap();
        assert_eq!(left, [(Kind::Person, Uuid::from_u128(1))]);
    })
    .await;
}
