//! Backups carry everything from any engine to any engine, and damage to them is noticed.

use crate::common::{Note, child, keep, note, part};
use domain::ids::{OrganisationId, TypedId};
use domain::record::Kind;
use sha2::{Digest, Sha256};
use std::io::{Read as _, Write as _};
use store::restore::verify_backup;
use store::search::{SearchDocument, SearchQuery};
use store::{Store, StoreError};
use testkit::{FrozenClock, Trial, on_both};
use uuid::Uuid;

async fn fill(trial: &Trial) -> Note {
    let kept = note(trial, "A", "南京 \u{1F600} \"quoted\"\n");
    keep(trial, &kept).await;
    let mut tx = trial
        .store
        .write(trial.agency, &trial.stamp())
        .await
        .unwrap();
    let parts: Vec<_> = (0..1203)
        .map(|i| part(trial, kept.id, &i.to_string()))
        .collect();
    tx.insert_many(&parts).await.unwrap();
    tx.keep_blob(&store::blobs::Blob {
        id: domain::ids::DocumentId::new(&*trial.clock, &*trial.chance),
        name: "a.pdf".into(),
        mime: "application/pdf".into(),
        content: (0..=255).cycle().take(70_000).collect(),
    })
    .await
    .unwrap();
    tx.index(&[SearchDocument {
        kind: Kind::Mission,
        record: Uuid::from_u128(1),
        mission: None,
        spelt: "nanjing".into(),
        card: "Nanjing".into(),
        tokens: vec!["南京".into()],
        line: Some(store::directory::Line {
            class: "",
            country: "CN".into(),
            unresolved: false,
            places: [vec![1], vec![2], vec![3]],
        }),
    }])
    .await
    .unwrap();
    let job = domain::ids::JobId::new(&*trial.clock, &*trial.chance);
    tx.enqueue(&store::jobs::NewJob::now(job, "print", "{}"))
        .await
        .unwrap();
    let _ = tx.commit(()).await.unwrap();
    kept
}

/// An empty store on the same or the other engine.
async fn empty(folder: &std::path::Path, name: &str) -> Store {
    Store::sqlite(&folder.join(name)).await.unwrap()
}

fn unpack(bytes: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes)
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn pack(text: &str) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(text.as_bytes()).unwrap();
    out.finish().unwrap()
}

#[tokio::test]
async fn a_backup_of_either_engine_fills_an_empty_database_with_the_same() {
    on_both(|trial| async move {
        let kept = fill(&trial).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("all.legation");
        let made = trial.store.backup(&file, &*trial.clock).await.unwrap();
        assert_eq!(verify_backup(&file).unwrap(), made);
        assert_eq!(made.tables, trial.store.sums().await.unwrap());
        let legs = made.tables.iter().find(|t| t.table == "leg").unwrap();
        assert_eq!(legs.rows, 1203);

        let clock = FrozenClock::at("2026-04-01T00:00:00Z");
        let copy = empty(folder.path(), "copy.db").await;
        assert_eq!(copy.restore(&file, &clock).await.unwrap(), made);
        let verified = copy.verify().await.unwrap();
        assert_eq!(verified.problems, Vec::<String>::new());
        assert_eq!(verified.tables, made.tables);
        assert_eq!(verified, trial.store.verify().await.unwrap());
        let mut reader = copy.read(trial.agency).await.unwrap();
        assert_eq!(reader.get::<Note>(kept.id).await.unwrap().record, kept);
        let groups = [names::Group {
            alternatives: vec![names::Term {
                text: "南京".into(),
                prefix: false,
            }],
        }];
        let asked = SearchQuery {
            groups: &groups,
            limit: 5,
            ..SearchQuery::default()
        };
        let hits = reader.search(&asked).await.unwrap();
        let cards = reader.cards(&hits).await.unwrap();
        assert_eq!(cards[&Uuid::from_u128(1)], "Nanjing");
        assert_eq!(reader.countries().await.unwrap(), ["CN"]);
        drop(reader);
        let again = copy.restore(&file, &clock).await.unwrap_err();
        assert!(again.to_string().contains("not empty"), "{again}");
    })
    .await;
}

#[tokio::test]
async fn sqlite_moves_to_postgres_without_losing_a_row() {
    if std::env::var_os("LEGATION_SKIP_POSTGRES").is_some() {
        eprintln!("left out: there is nowhere to move");
        return;
    }
    let (from, to) = (testkit::sqlite().await, testkit::postgres().await);
    fill(&from).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.legation");
    from.store.backup(&file, &*from.clock).await.unwrap();
    // The trial's database knows its two agencies, so it is no empty place.
    assert!(matches!(
        to.store.restore(&file, &*to.clock).await,
        Err(StoreError::Backup(_))
    ));
    let fresh = to.fresh_database().await;
    fresh.restore(&file, &*to.clock).await.unwrap();
    assert_eq!(
        fresh.sums().await.unwrap(),
        from.store.sums().await.unwrap()
    );
    assert_eq!(fresh.verify().await.unwrap().problems, Vec::<String>::new());
    fresh.close().await;
}

#[tokio::test]
async fn a_damaged_backup_is_refused_and_writes_nothing() {
    let trial = testkit::sqlite().await;
    fill(&trial).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.legation");
    trial.store.backup(&file, &*trial.clock).await.unwrap();
    let whole = std::fs::read(&file).unwrap();
    let text = unpack(&whole);
    let lines: Vec<&str> = text.lines().collect();
    let without_end = lines[..lines.len() - 1].join("\n");
    let row = lines.iter().position(|l| l.starts_with('[')).unwrap();
    let mut missing_row = lines.clone();
    missing_row.remove(row);
    let schema = format!("\"schema\":{}", store::schema_version());
    let damaged = [
        ("cut", whole[..whole.len() / 2].to_vec()),
        ("flipped", {
            let mut w = whole.clone();
            let m = w.len() / 2;
            w[m] ^= 1;
            w
        }),
        ("no end", pack(&without_end)),
        ("a row less", pack(&missing_row.join("\n"))),
        (
            "an edited row",
            pack(&text.replacen("The first agency", "The wurst agency", 2)),
        ),
        (
            "another table",
            pack(&text.replacen("\"name\":\"mission\"", "\"name\":\"x\"", 1)),
        ),
        ("newer", pack(&text.replacen(&schema, "\"schema\":99", 1))),
        ("not ours", pack("{}\n")),
        ("empty", Vec::new()),
    ];
    for (what, bytes) in damaged {
        let bad = folder.path().join("bad.legation");
        std::fs::write(&bad, bytes).unwrap();
        assert!(verify_backup(&bad).is_err(), "{what}");
        let target = empty(folder.path(), "target.db").await;
        assert!(target.restore(&bad, &*trial.clock).await.is_err(), "{what}");
        if target.check_schema().await.is_ok() {
            let rows: i64 = target
                .size()
                .await
                .unwrap()
                .rows
                .iter()
                .map(|(_, n)| n)
                .sum();
            assert_eq!(rows, 1, "{what}: only the house's empty chain is there");
        }
        target.close().await;
    }
}

/// The backup as the program with this schema version would have written it: before version 3
/// there was no directory, and search documents had other columns.
fn as_of(text: &str, schema: i64) -> String {
    let now = format!("\"schema\":{}", store::schema_version());
    let mut lines = Vec::new();
    let mut table = String::new();
    let old_row = r#"["old","row"]"#;
    let digest = Sha256::digest(format!("{old_row}\n"));
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    for line in text.lines() {
        let mut line = line.replace(&now, &format!("\"schema\":{schema}"));
        if let Ok(mut mark) = serde_json::from_str::<serde_json::Value>(&line)
            && mark.is_object()
            && schema < 3
        {
            if mark["line"] == "table" {
                table = mark["name"].as_str().unwrap().to_owned();
            }
            let sums = mark.get_mut("tables").and_then(|sums| sums.as_array_mut());
            for sum in sums.into_iter().flatten() {
                if sum["table"] == "search_document" {
                    sum["digest"] = digest.clone().into();
                }
            }
            if let Some(sums) = mark.get_mut("tables").and_then(|sums| sums.as_array_mut()) {
                sums.retain(|sum| sum["table"] != "directory_line");
            }
            if table == "search_document" && mark["line"] == "table" {
                mark["columns"] = serde_json::json!(["agency_id", "tokens"]);
            }
            if table == "search_document" && mark["line"] == "end" {
                mark["digest"] = digest.clone().into();
            }
            line = mark.to_string();
        } else if table == "search_document" {
            line = old_row.to_owned();
        }
        if table != "directory_line" || line.contains("\"complete\"") {
            lines.push(line);
        }
    }
    lines.join("\n") + "\n"
}

#[tokio::test]
async fn a_backup_of_an_older_program_is_brought_to_the_tables_of_today() {
    on_both(|trial| async move {
        let kept = fill(&trial).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("all.legation");
        trial.store.backup(&file, &*trial.clock).await.unwrap();
        let text = unpack(&std::fs::read(&file).unwrap());
        for schema in [2, 3] {
            std::fs::write(&file, pack(&as_of(&text, schema))).unwrap();
            assert_eq!(verify_backup(&file).unwrap().schema, schema);
            let copy = empty(folder.path(), &format!("from-{schema}.db")).await;
            let restored = copy.restore(&file, &*trial.clock).await.unwrap();
            assert_eq!(restored.schema, schema);
            copy.check_schema().await.unwrap();
            assert_eq!(copy.verify().await.unwrap().problems, Vec::<String>::new());
            let mut reader = copy.read(trial.agency).await.unwrap();
            assert_eq!(reader.get::<Note>(kept.id).await.unwrap().record, kept);
            drop(reader);
            let sums = copy.sums().await.unwrap();
            let search = sums.iter().find(|sum| sum.table == "search_document");
            assert_eq!(
                search.unwrap().rows,
                u64::from(schema > 2),
                "made anew after version 2"
            );
            copy.close().await;
        }
        // The tables of today cannot be taken back.
        let newer = empty(folder.path(), "newer.db").await;
        newer.migrate(&*trial.clock).await.unwrap();
        let refused = newer.restore(&file, &*trial.clock).await.unwrap_err();
        assert!(refused.to_string().contains("no database yet"), "{refused}");
    })
    .await;
}

child! {
    Organisation: OrganisationId;
}

#[tokio::test]
async fn organisations_below_later_ones_are_restored() {
    on_both(|trial| async move {
        let firms: Vec<_> = (0..250)
            .map(|_| Organisation::under(&trial, None))
            .collect();
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        tx.insert_many(&firms).await.unwrap();
        let mut under = firms[0].clone();
        under.parent = Some(firms[249].id.uuid());
        tx.update(&under, 1).await.unwrap();
        let mut above = firms[249].clone();
        above.parent = Some(firms[1].id.uuid());
        tx.update(&above, 1).await.unwrap();
        let _ = tx.commit(()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("all.legation");
        let made = trial.store.backup(&file, &*trial.clock).await.unwrap();
        let copy = trial.fresh_database().await;
        copy.restore(&file, &*trial.clock).await.unwrap();
        assert_eq!(copy.sums().await.unwrap(), made.tables);
        copy.close().await;
    })
    .await;
}
