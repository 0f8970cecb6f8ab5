//! Both engines end with the same tables; strange schemas are refused.

use std::collections::BTreeMap;
use store::db::Engine;
use store::{Store, StoreError, schema_version};
use testkit::{FrozenClock, Trial, on_both};

async fn run(trial: &Trial, statement: &'static str) {
    match trial.store.engine() {
        Engine::Sqlite => {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(trial.address());
            let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
            sqlx::raw_sql(statement).execute(&pool).await.unwrap();
            pool.close().await;
        }
        Engine::Postgres => {
            let pool = sqlx::PgPool::connect(&trial.address()).await.unwrap();
            sqlx::raw_sql(statement).execute(&pool).await.unwrap();
            pool.close().await;
        }
    }
}

/// Tables with their columns: name, type in one spelling, whether it may be empty.
async fn columns(trial: &Trial) -> BTreeMap<String, Vec<(String, String, bool)>> {
    let rows: Vec<(String, String, String, bool)> = match trial.store.engine() {
        Engine::Sqlite => {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(trial.address());
            let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
            sqlx::query_as(
                "SELECT t.name, c.name, c.type, c.\"notnull\" = 0 FROM pragma_table_list t, \
                 pragma_table_info(t.name) c WHERE t.type = 'table' AND t.schema = 'main'",
            )
            .fetch_all(&pool)
            .await
            .unwrap()
        }
        Engine::Postgres => {
            let pool = sqlx::PgPool::connect(&trial.address()).await.unwrap();
            sqlx::query_as(
                "SELECT table_name::text, column_name::text, upper(data_type::text), \
                 is_nullable = 'YES' FROM information_schema.columns WHERE table_schema = 'public'",
            )
            .fetch_all(&pool)
            .await
            .unwrap()
        }
    };
    let mut tables: BTreeMap<String, Vec<(String, String, bool)>> = BTreeMap::new();
    for (table, column, kind, nullable) in rows {
        // The number of a search document is SQLite's own, its vector PostgreSQL's.
        if column == "docid" || column == "vector" || table.starts_with("sqlite_") {
            continue;
        }
        let kind = match kind.as_str() {
            "UUID" | "BYTEA" | "BLOB" => "bytes",
            "BIGINT" | "BOOLEAN" | "INTEGER" => "number",
            _ => "text",
        };
        tables
            .entry(table)
            .or_default()
            .push((column, kind.to_owned(), nullable));
    }
    for columns in tables.values_mut() {
        columns.sort();
    }
    tables
}

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    if std::env::var_os("LEGATION_SKIP_POSTGRES").is_some() {
        eprintln!("left out: there is nothing to compare with");
        return;
    }
    let (sqlite, postgres) = (testkit::sqlite().await, testkit::postgres().await);
    let (left, right) = (columns(&sqlite).await, columns(&postgres).await);
    assert!(left.len() > 30, "{:?}", left.keys());
    assert_eq!(left, right);
    let counted: Vec<_> = sqlite.store.size().await.unwrap().rows;
    // `schema_version` is about the database, not in it.
    assert_eq!(counted.len() + 1, left.len());
}

#[tokio::test]
async fn migrating_again_does_nothing_and_two_at_once_do_no_harm() {
    on_both(|trial| async move {
        let clock = FrozenClock::at("2026-01-01T00:00:00Z");
        let second = trial.second_node().await;
        let (one, two) = tokio::join!(trial.store.migrate(&clock), second.migrate(&clock));
        for migrated in [one.unwrap(), two.unwrap()] {
            assert_eq!(
                (migrated.from, migrated.to),
                (schema_version(), schema_version())
            );
            assert_eq!(migrated.copy, None);
        }
        trial.store.check_schema().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_empty_database_is_older_until_it_is_migrated() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::sqlite(&folder.path().join("new.db")).await.unwrap();
    assert!(matches!(
        store.check_schema().await,
        Err(StoreError::OlderSchema { found: 0, .. })
    ));
    let clock = FrozenClock::at("2026-01-01T00:00:00Z");
    assert_eq!(store.migrate(&clock).await.unwrap().from, 0);
    store.check_schema().await.unwrap();
}

#[tokio::test]
async fn a_newer_schema_and_an_edited_migration_are_refused() {
    on_both(|trial| async move {
        let clock = FrozenClock::at("2026-01-01T00:00:00Z");
        run(
            &trial,
            "UPDATE schema_version SET name = 'x', digest = hash FROM audit_head",
        )
        .await;
        let edited = trial.store.migrate(&clock).await;
        assert!(
            matches!(edited, Err(StoreError::ChangedMigration { version: 1 })),
            "{edited:?}"
        );
        run(&trial, "UPDATE schema_version SET version = version + 998").await;
        for refused in [
            trial.store.migrate(&clock).await.map(|_| ()),
            trial.store.check_schema().await,
        ] {
            let error = refused.unwrap_err();
            assert!(
                matches!(error, StoreError::NewerSchema { found, .. } if found > 998),
                "{error}"
            );
            assert!(
                error
                    .to_string()
                    .contains(&format!("{}", 998 + schema_version()))
            );
        }
    })
    .await;
}
