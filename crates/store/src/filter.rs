//! Which records a list shows, and in which order.

use crate::db::Query;
use uuid::Uuid;

/// Whether deleted records are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Deleted {
    /// No: the usual case.
    #[default]
    Hidden,
    /// Only them: the bin.
    Only,
    /// Both.
    Shown,
}

/// By what a list is ordered; the id decides between equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The sort key that the record gave.
    #[default]
    SortKey,
    /// The time it was made.
    Created,
    /// The time it was last changed.
    Updated,
}

impl Order {
    pub(crate) fn column(self) -> &'static str {
        match self {
            Order::SortKey => "sort_key",
            Order::Created => "created_at",
            Order::Updated => "updated_at",
        }
    }
}

/// Where a page of a list ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The value of the ordering column: a sort key, or microseconds.
    pub(crate) key: Key,
    /// The record.
    pub(crate) id: Uuid,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Key {
    Text(String),
    Micros(i64),
}

/// What a list shows. Start with [`Filter::all`] or [`Filter::of_mission`] and narrow it.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this mission.
    pub mission: Option<Uuid>,
    /// Of these parents; none means any.
    pub parents: Option<Vec<Uuid>>,
    /// With one of these codes; none means any.
    pub codes: Option<Vec<String>>,
    /// With these ids; none means any.
    pub ids: Option<Vec<Uuid>>,
    /// Whether deleted ones are shown.
    pub deleted: Deleted,
    /// The order.
    pub order: Order,
    /// The last first.
    pub descending: bool,
    /// After this place: the next page.
    pub after: Option<Place>,
    /// At most so many; all when nothing is said.
    pub limit: Option<u32>,
    /// So many are passed over first; only with a limit.
    pub skip: u32,
}

impl Filter {
    /// Everything of a kind that is not deleted.
    pub fn all() -> Self {
        Self::default()
    }

    /// What belongs to a mission.
    pub fn of_mission(mission: impl domain::ids::TypedId) -> Self {
        Self {
            mission: Some(mission.uuid()),
            ..Self::default()
        }
    }

    /// What belongs to a parent.
    pub fn of_parent(parent: impl domain::ids::TypedId) -> Self {
        Self {
            parents: Some(vec![parent.uuid()]),
            ..Self::default()
        }
    }

    /// The same with or without deleted records.
    #[must_use]
    pub fn deleted(mut self, deleted: Deleted) -> Self {
        self.deleted = deleted;
        self
    }

    /// The same in another order.
    #[must_use]
    pub fn order(mut self, order: Order, descending: bool) -> Self {
        self.order = order;
        self.descending = descending;
        self
    }

    /// One page of the same.
    #[must_use]
    pub fn page(mut self, after: Option<Place>, limit: u32) -> Self {
        self.after = after;
        self.limit = Some(limit);
        self
    }

    /// So many of the same after passing over some: pages with numbers. Slower than
    /// [`Filter::page`] the further back they are.
    #[must_use]
    pub fn slice(mut self, skip: usize, limit: usize) -> Self {
        self.skip = u32::try_from(skip).unwrap_or(u32::MAX);
        self.limit = Some(u32::try_from(limit).unwrap_or(u32::MAX));
        self
    }

    /// Adds the conditions, without order and limit.
    pub(crate) fn conditions(&self, mut query: Query) -> Query {
        if let Some(mission) = self.mission {
            query = query.sql(" AND mission_id = ").bind(mission);
        }
        if let Some(parents) = &self.parents {
            query = one_of(query.sql(" AND parent_id IN "), parents.iter().copied());
        }
        if let Some(codes) = &self.codes {
            query = one_of(query.sql(" AND code IN "), codes.iter().map(String::as_str));
        }
        if let Some(ids) = &self.ids {
            query = one_of(query.sql(" AND id IN "), ids.iter().copied());
        }
        match self.deleted {
            Deleted::Hidden => query.sql(" AND deleted_at IS NULL"),
            Deleted::Only => query.sql(" AND deleted_at IS NOT NULL"),
            Deleted::Shown => query,
        }
    }

    /// Adds where the page starts, the order and the limit.
    pub(crate) fn page_of(&self, mut query: Query) -> Query {
        let column = self.order.column();
        if let Some(place) = &self.after {
            query = query.sql(" AND (").sql(column).sql(", id)");
            query = query.sql(if self.descending { " < (" } else { " > (" });
            query = match &place.key {
                Key::Text(text) => query.bind(text.as_str()),
                Key::Micros(micros) => query.bind(*micros),
            };
            query = query.sql(", ").bind(place.id).sql(")");
        }
        let direction = if self.descending { " DESC" } else { "" };
        query = query.sql(" ORDER BY ").sql(column).sql(direction);
        query = query.sql(", id").sql(direction);
        if let Some(limit) = self.limit {
            query = query.sql(" LIMIT ").bind(i64::from(limit));
            if self.skip > 0 {
                query = query.sql(" OFFSET ").bind(i64::from(self.skip));
            }
        }
        query
    }
}

/// Adds a list of values. Its length is rounded up by repeating the last value, so that the
/// database sees few different statements; an empty list matches nothing.
pub(crate) fn one_of<V: Into<crate::db::Value> + Clone>(
    query: Query,
    values: impl IntoIterator<Item = V>,
) -> Query {
    let mut values: Vec<V> = values.into_iter().collect();
    let Some(last) = values.last().cloned() else {
        return query.sql("(NULL)");
    };
    values.resize(values.len().next_power_of_two(), last);
    query.row(values.into_iter().map(Into::into))
}
