//! Statements that serve every table alike.

use super::Table;
use crate::db::{Query, Value};

impl Table {
    /// `SELECT` of all columns.
    pub(crate) fn select(&self) -> Query {
        let mut query = Query::new("SELECT ");
        for (i, (name, _)) in self.columns.iter().enumerate() {
            query = query.sql(if i > 0 { ", " } else { "" }).sql(name);
        }
        query.sql(" FROM ").sql(self.name)
    }

    /// The next rows in key order after this key, or the first.
    pub(crate) fn page(&self, after: Option<&[Value]>, limit: i64) -> Query {
        let mut query = self.select();
        if let Some(after) = after {
            query = self
                .key(query.sql(" WHERE ("))
                .sql(") > ")
                .row(after.iter().cloned());
        }
        self.key(query.sql(" ORDER BY ")).sql(" LIMIT ").bind(limit)
    }

    fn key(&self, mut query: Query) -> Query {
        for (i, (name, _)) in self.columns[..self.keys].iter().enumerate() {
            query = query.sql(if i > 0 { ", " } else { "" }).sql(name);
        }
        query
    }

    /// `INSERT` of rows in the order of the columns.
    pub(crate) fn insert(&self, rows: Vec<Vec<Value>>) -> Query {
        let mut query = Query::new("INSERT INTO ").sql(self.name).sql(" (");
        for (i, (name, _)) in self.columns.iter().enumerate() {
            query = query.sql(if i > 0 { ", " } else { "" }).sql(name);
        }
        query.sql(") VALUES ").rows(rows)
    }
}
