//! Search in every script, narrowed by agency, kind and mission.

use domain::record::Kind;
use names::{Group, Term};
use store::directory::{Line, Narrowing};
use store::search::{Hit, SearchDocument, SearchQuery};
use testkit::{Trial, on_both};
use uuid::Uuid;

fn document(
    n: u128,
    kind: Kind,
    mission: Option<u128>,
    title: &str,
    tokens: &[&str],
) -> SearchDocument {
    SearchDocument {
        kind,
        record: Uuid::from_u128(n),
        mission: mission.map(Uuid::from_u128),
        spelt: title.to_lowercase(),
        card: title.into(),
        tokens: tokens.iter().map(|t| (*t).to_owned()).collect(),
        line: None,
    }
}

/// Enters documents into the index.
async fn index(trial: &Trial, documents: &[SearchDocument]) {
    let stamp = trial.stamp();
    let mut tx = trial.store.write(trial.agency, &stamp).await.unwrap();
    tx.index(documents).await.unwrap();
    let _ = tx.commit(()).await.unwrap();
}

fn group(words: &[&str]) -> Group {
    let term = |word: &&str| Term {
        text: word.trim_end_matches('*').to_owned(),
        prefix: word.ends_with('*'),
    };
    Group {
        alternatives: words.iter().map(term).collect(),
    }
}

async fn titles(
    trial: &Trial,
    groups: &[Group],
    kinds: &[Kind],
    mission: Option<u128>,
) -> Vec<String> {
    let mut reader = trial.store.read(trial.agency).await.unwrap();
    let mission = mission.map(Uuid::from_u128);
    let asked = SearchQuery {
        groups,
        kinds,
        mission,
        limit: 10,
        ..SearchQuery::default()
    };
    let hits: Vec<Hit> = reader.search(&asked).await.unwrap();
    let cards = reader.cards(&hits).await.unwrap();
    hits.iter().map(|hit| cards[&hit.record].clone()).collect()
}

#[tokio::test]
async fn two_chinese_characters_a_prefix_and_an_alternative_are_found() {
    on_both(|trial| async move {
        let documents = [
            document(
                1,
                Kind::Organisation,
                None,
                "南京新能源",
                &["南", "京", "南京", "京新", "新能", "能源", "nanjing"],
            ),
            document(
                2,
                Kind::Organisation,
                None,
                "南通造船",
                &["南", "通", "南通", "通造", "造船", "nantong"],
            ),
            document(
                3,
                Kind::Person,
                None,
                "Jörg Straßer",
                &["jörg", "joerg", "jorg", "straßer", "strasser"],
            ),
            document(
                4,
                Kind::Item,
                Some(9),
                "Besuch Nanjing",
                &["besuch", "nanjing"],
            ),
        ];
        index(&trial, &documents).await;

        assert_eq!(
            titles(&trial, &[group(&["南京"])], &[], None).await,
            ["南京新能源"]
        );
        assert_eq!(
            titles(&trial, &[group(&["南"])], &[], None).await,
            ["南通造船", "南京新能源"]
        );
        assert_eq!(
            titles(&trial, &[group(&["nanj*"])], &[], None).await,
            ["Besuch Nanjing", "南京新能源"]
        );
        assert_eq!(
            titles(&trial, &[group(&["nanj"])], &[], None).await,
            Vec::<String>::new()
        );
        assert_eq!(
            titles(
                &trial,
                &[group(&["jörg", "jorg"]), group(&["stras*"])],
                &[],
                None
            )
            .await,
            ["Jörg Straßer"]
        );
        assert_eq!(
            titles(&trial, &[group(&["joerg"]), group(&["南京"])], &[], None).await,
            Vec::<String>::new()
        );
        assert_eq!(
            titles(&trial, &[group(&["nan*"])], &[Kind::Organisation], None)
                .await
                .len(),
            2
        );
        assert_eq!(
            titles(
                &trial,
                &[group(&["nan*"])],
                &[Kind::Person, Kind::Item],
                None
            )
            .await,
            ["Besuch Nanjing"]
        );
        // Another mission's items are left out, what belongs to no mission is not.
        assert_eq!(
            titles(&trial, &[group(&["nan*"])], &[], Some(8))
                .await
                .len(),
            2
        );
        assert_eq!(
            titles(&trial, &[group(&["nan*"])], &[], Some(9))
                .await
                .len(),
            3
        );
        assert_eq!(titles(&trial, &[], &[], None).await, Vec::<String>::new());
        for nasty in ["\"", "' | '", "*", "a OR b", ")", "¤amission"] {
            assert_eq!(
                titles(&trial, &[group(&[nasty])], &[Kind::Person], Some(8))
                    .await
                    .len(),
                usize::from(nasty != "a OR b" && nasty != "¤amission"),
                "{nasty}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_changed_record_is_found_by_its_new_words_only_and_never_elsewhere() {
    on_both(|trial| async move {
        let old = document(1, Kind::Person, None, "Old", &["old", "same"]);
        index(&trial, &[old]).await;
        let stamp = trial.stamp();
        let mut tx = trial.store.write(trial.agency, &stamp).await.unwrap();
        tx.index(&[document(1, Kind::Person, None, "New", &["new", "same"])])
            .await
            .unwrap();
        tx.index(&[document(2, Kind::Person, None, "Gone", &["same"])])
            .await
            .unwrap();
        tx.unindex(Kind::Person, &[Uuid::from_u128(2)])
            .await
            .unwrap();
        let _ = tx.commit(()).await.unwrap();
        assert_eq!(
            titles(&trial, &[group(&["old"])], &[], None).await,
            Vec::<String>::new()
        );
        assert_eq!(
            titles(&trial, &[group(&["same"])], &[], None).await,
            ["New"]
        );
        let mut other = trial.store.read(trial.other).await.unwrap();
        let groups = [group(&["same"])];
        let asked = SearchQuery {
            groups: &groups,
            limit: 10,
            ..SearchQuery::default()
        };
        assert_eq!(other.search(&asked).await.unwrap(), Vec::<Hit>::new());
    })
    .await;
}

/// Parties all of whose names hold the same word, the last of them nothing else.
async fn many_of_one_word(trial: &Trial, count: u128) {
    let documents: Vec<SearchDocument> = (0..count)
        .map(|n| {
            let name = if n + 1 == count {
                "王伟".to_owned()
            } else {
                format!("王伟{n}")
            };
            let tokens = ["王", "伟", "王伟", "wangwei", &n.to_string()];
            document(n + 1, Kind::Person, None, &name, &tokens)
        })
        .collect();
    index(trial, &documents).await;
}

#[tokio::test]
async fn a_whole_name_is_found_among_more_hits_than_are_ranked() {
    on_both(|trial| async move {
        many_of_one_word(&trial, 600).await;
        let typed = names::query_tokens("王伟");
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        let asked = SearchQuery {
            groups: &typed.groups,
            typed: Some(&typed),
            limit: 3,
            ..SearchQuery::default()
        };
        let hits = reader.search(&asked).await.unwrap();
        assert_eq!(hits.len(), 3);
        assert_eq!(hits[0].record, Uuid::from_u128(600));
        // Only among some: as if there were nobody else.
        let among = [
            Uuid::from_u128(7),
            Uuid::from_u128(9),
            Uuid::from_u128(9_999),
        ];
        let asked = SearchQuery {
            among: Some(&among),
            limit: 10,
            ..asked
        };
        let hits = reader.search(&asked).await.unwrap();
        let found: Vec<_> = hits.iter().map(|hit| hit.record).collect();
        assert_eq!(found, among[..2]);
    })
    .await;
}

#[tokio::test]
async fn a_run_of_characters_is_found_without_a_gap_only() {
    on_both(|trial| async move {
        let documents = [
            document(1, Kind::Person, None, "新能 能源", &["新能", "能源"]),
            document(2, Kind::Person, None, "新能源", &["新能", "能源"]),
        ];
        index(&trial, &documents).await;
        let typed = names::query_tokens("新能源");
        let asked = SearchQuery {
            groups: &typed.groups,
            typed: Some(&typed),
            limit: 10,
            ..SearchQuery::default()
        };
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        let hits = reader.search(&asked).await.unwrap();
        let found: Vec<_> = hits.iter().map(|hit| hit.record).collect();
        assert_eq!(found, [Uuid::from_u128(2)]);
    })
    .await;
}

#[tokio::test]
async fn parties_are_narrowed_by_the_index_however_many_are_found_without() {
    on_both(|trial| async move {
        let like = |n: u128| Line {
            class: ["company", "public_body", ""][n as usize % 3],
            country: ["CN", "DE", ""][n as usize / 3 % 3].to_owned(),
            unresolved: n.is_multiple_of(7),
            places: [vec![], vec![], vec![]],
        };
        let documents: Vec<_> = (1..=700)
            .map(|n| SearchDocument {
                line: Some(like(n)),
                ..document(n, Kind::Organisation, None, "Linde", &["linde"])
            })
            .collect();
        index(&trial, &documents).await;
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        let groups = [group(&["lind*"])];
        for class in [None, Some("company"), Some("public_body")] {
            for country in [None, Some("CN"), Some("DE"), Some("D")] {
                for unresolved in [false, true] {
                    let narrowing = Narrowing {
                        class,
                        country,
                        unresolved,
                    };
                    let asked = SearchQuery {
                        groups: &groups,
                        narrowing,
                        limit: 1_000,
                        ..SearchQuery::default()
                    };
                    let hits = reader.search(&asked).await.unwrap();
                    let mut found: Vec<u128> = hits.iter().map(|h| h.record.as_u128()).collect();
                    found.sort_unstable();
                    let fits = |n: &u128| {
                        let line = like(*n);
                        class.is_none_or(|class| class == line.class)
                            && country.is_none_or(|country| country == line.country)
                            && (!unresolved || line.unresolved)
                    };
                    let expected: Vec<u128> = (1..=700).filter(fits).collect();
                    assert_eq!(found, expected, "{narrowing:?}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn common_words_alone_and_together_are_found_and_counted_as_by_hand() {
    on_both(|trial| async move {
        // So many that PostgreSQL counts its tables at the end, and then reads on for a common word.
        let common = |n: u128| {
            let mut words = vec!["guest"];
            words.extend(n.is_multiple_of(2).then_some("even"));
            words.extend((!n.is_multiple_of(2)).then_some("odd"));
            words.extend((n % 1_000 == 1).then_some("rare"));
            words
        };
        let documents: Vec<_> = (1..=6_000)
            .map(|n| document(n, Kind::Person, None, "Guest", &common(n)))
            .collect();
        index(&trial, &documents).await;
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        let mut other = trial.store.read(trial.other).await.unwrap();
        for (words, expected) in [
            (vec!["gues*"], 200),
            (vec!["even"], 200),
            (vec!["even", "odd"], 0),
            (vec!["e*", "o*"], 0),
            (vec!["guest", "rare"], 6),
            (vec!["rar*"], 6),
            (vec!["nobody"], 0),
        ] {
            let groups: Vec<Group> = words.iter().map(|word| group(&[word])).collect();
            let asked = SearchQuery {
                groups: &groups,
                limit: 200,
                ..SearchQuery::default()
            };
            let hits = reader.search(&asked).await.unwrap();
            assert_eq!(hits.len(), expected, "{words:?}");
            assert_eq!(reader.search(&asked).await.unwrap(), hits, "{words:?}");
            assert!(other.search(&asked).await.unwrap().is_empty());
        }
    })
    .await;
}
