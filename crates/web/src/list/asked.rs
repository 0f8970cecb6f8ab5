//! What a reader asks of a list: words, filters, order, page.

use std::collections::BTreeMap;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::PAGE;

/// What a reader asked of a list: words, filters, order, page. Handlers take it as an argument.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// The path of the list.
    pub path: String,
    /// The words searched for.
    pub q: String,
    /// The column to sort by, if another than usual.
    pub sort: Option<String>,
    /// Whether it is sorted downwards.
    pub down: bool,
    /// The page, from 1.
    pub page: usize,
    /// Every other parameter: the filters.
    pub filters: BTreeMap<String, String>,
}

impl Asked {
    /// Reads path and query.
    #[must_use]
    pub fn read(path: &str, query: &str) -> Self {
        let mut asked = Self {
            path: path.to_owned(),
            page: 1,
            ..Self::default()
        };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "q" => value.trim().clone_into(&mut asked.q),
                "sort" => {
                    asked.down = value.starts_with('-');
                    let column = value.trim_start_matches('-');
                    asked.sort = (!column.is_empty()).then(|| column.to_owned());
                }
                "page" => asked.page = value.parse().unwrap_or(1).max(1),
                "lang" | "theme" => {}
                _ if value.is_empty() => {}
                _ => {
                    asked.filters.insert(name.into_owned(), value.into_owned());
                }
            }
        }
        asked
    }

    /// The value of a filter.
    #[must_use]
    pub fn filter(&self, name: &str) -> Option<&str> {
        self.filters.get(name).map(String::as_str)
    }

    /// How many rows come before this page.
    #[must_use]
    pub fn offset(&self) -> usize {
        (self.page - 1).saturating_mul(PAGE)
    }

    /// The rows of this page of a list that is held whole.
    #[must_use]
    pub fn slice<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        let from = self.offset().min(all.len());
        &all[from..(from + PAGE).min(all.len())]
    }

    pub(super) fn address(&self, sort: Option<(&str, bool)>, page: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.q.is_empty() {
            query.append_pair("q", &self.q);
        }
        for (name, value) in &self.filters {
            query.append_pair(name, value);
        }
        if let Some((column, down)) = sort {
            query.append_pair("sort", &format!("{}{column}", if down { "-" } else { "" }));
        }
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        let query = query.finish();
        if query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{query}", self.path)
        }
    }

    pub(super) fn present_sort(&self) -> Option<(&str, bool)> {
        self.sort.as_deref().map(|column| (column, self.down))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::read(
            parts.uri.path(),
            parts.uri.query().unwrap_or_default(),
        ))
    }
}
