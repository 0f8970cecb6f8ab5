//! The lines of the directory: by what the list of parties is narrowed and in which order each
//! language has it, so that a page of it reads no more records than it shows.

use crate::db::{Query, id};
use crate::error::{Result, StoreError};
use crate::filter::one_of;
use crate::search::SearchDocument;
use crate::tx::{Reader, Tx};
use domain::language::Language;
use domain::record::Kind;
use uuid::Uuid;

/// The line of one party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Of which kind an organisation is; empty for people.
    pub class: &'static str,
    /// Its country; empty where none is known.
    pub country: String,
    /// Whether nobody has identified it.
    pub unresolved: bool,
    /// Its place in the order of Chinese, English and German: keys that are compared by bytes.
    pub places: [Vec<u8>; 3],
}

/// By what parties are narrowed, in the directory as in a search; nothing said means all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Narrowing<'a> {
    /// Only organisations of this kind.
    pub class: Option<&'a str>,
    /// Only parties of this country.
    pub country: Option<&'a str>,
    /// Only parties whom nobody has identified.
    pub unresolved: bool,
}

/// Which lines of the directory are asked for.
#[derive(Debug, Clone, Default)]
pub struct Lines<'a> {
    /// Only these kinds of parties.
    pub kinds: &'a [Kind],
    /// Only parties that are so.
    pub narrowing: Narrowing<'a>,
    /// Only these parties; nothing said means all.
    pub among: Option<&'a [Uuid]>,
}

impl Lines<'_> {
    fn conditions(&self, query: Query, reader: &Reader) -> Query {
        let query = query
            .sql(" FROM directory_line WHERE agency_id = ")
            .id(reader.agency)
            .sql(" AND kind IN ");
        let mut query = one_of(query, self.kinds.iter().map(|kind| kind.code()));
        if let Some(class) = self.narrowing.class {
            query = query.sql(" AND class = ").bind(class);
        }
        if let Some(country) = self.narrowing.country {
            query = query.sql(" AND country = ").bind(country);
        }
        if self.narrowing.unresolved {
            query = query.sql(" AND unresolved = ").bind(true);
        }
        match self.among {
            Some(ids) => one_of(query.sql(" AND record_id IN "), ids.iter().copied()),
            None => query,
        }
    }
}

impl Reader {
    /// How many lines there are.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count_lines(&mut self, lines: &Lines<'_>) -> Result<usize> {
        let query = lines.conditions(Query::new("SELECT COUNT(*)"), self);
        let count: i64 = match self.first(query).await? {
            Some(row) => row.get(0)?,
            None => 0,
        };
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// So many lines after passing over some, in the order of a language.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lines(
        &mut self,
        lines: &Lines<'_>,
        language: Language,
        (skip, limit): (usize, usize),
    ) -> Result<Vec<(Kind, Uuid)>> {
        let order = match language {
            Language::ZhHans => " ORDER BY place_zh, record_id LIMIT ",
            Language::En => " ORDER BY place_en, record_id LIMIT ",
            Language::De => " ORDER BY place_de, record_id LIMIT ",
        };
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let query = lines.conditions(Query::new("SELECT kind, record_id"), self);
        let query = query.sql(order).bind(number(limit));
        let query = query.sql(" OFFSET ").bind(number(skip));
        let rows = self.fetch(query).await?;
        let found = rows.iter().map(|row| {
            let code: String = row.get(0)?;
            let kind = Kind::from_code(&code)
                .ok_or_else(|| StoreError::Refused(format!("unknown kind {code}")))?;
            Ok((kind, row.get(1)?))
        });
        found.collect()
    }

    /// The countries of the parties of an agency, by their codes.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn countries(&mut self) -> Result<Vec<String>> {
        // From each country the next one: as many steps in the index as there are countries.
        let query = Query::new(
            "WITH RECURSIVE found (country) AS (SELECT MIN(country) FROM directory_line WHERE \
             country <> '' AND agency_id = ",
        )
        .id(self.agency)
        .sql(
            " UNION ALL SELECT (SELECT MIN(l.country) FROM directory_line l WHERE \
             l.country <> '' AND l.country > found.country AND l.agency_id = ",
        )
        .id(self.agency)
        .sql(
            ") FROM found WHERE found.country IS NOT NULL) SELECT country FROM found WHERE \
             country IS NOT NULL ORDER BY country",
        );
        let rows = self.fetch(query).await?;
        rows.iter().map(|row| row.get(0)).collect()
    }
}

impl Tx {
    pub(crate) async fn put_lines(&mut self, documents: &[SearchDocument]) -> Result<()> {
        let agency = self.agency();
        let rows = documents.iter().filter_map(|document| {
            let line = document.line.as_ref()?;
            let [zh, en, de] = line.places.clone();
            Some(vec![
                id(agency),
                document.kind.code().into(),
                document.record.into(),
                line.class.into(),
                line.country.as_str().into(),
                line.unresolved.into(),
                zh.into(),
                en.into(),
                de.into(),
            ])
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            return Ok(());
        }
        let query = Query::new(
            "INSERT INTO directory_line (agency_id, kind, record_id, class, country, unresolved, \
             place_zh, place_en, place_de) VALUES ",
        )
        .rows(rows)
        .sql(
            " ON CONFLICT (agency_id, kind, record_id) DO UPDATE SET class = excluded.class, \
             country = excluded.country, unresolved = excluded.unresolved, \
             place_zh = excluded.place_zh, place_en = excluded.place_en, \
             place_de = excluded.place_de",
        );
        self.execute(query).await.map(|_| ())
    }

    pub(crate) async fn remove_lines(&mut self, kind: Kind, records: &[Uuid]) -> Result<()> {
        if !matches!(kind, Kind::Organisation | Kind::Person) {
            return Ok(());
        }
        let query = Query::new("DELETE FROM directory_line WHERE agency_id = ")
            .id(self.agency())
            .sql(" AND kind = ")
            .bind(kind.code())
            .sql(" AND record_id IN ");
        self.execute(one_of(query, records.iter().copied()))
            .await
            .map(|_| ())
    }
}
