//! Lists that can be searched, filtered, sorted, paged and exported, and that say what to do
//! when they are empty.

mod asked;

use askama::Template;
use domain::language::Language;
use i18n::Text;

pub use asked::Asked;

use crate::form::Choice;
use crate::kit::{Action, Empty, Html, Link, component};

/// Rows on a page of a list.
pub const PAGE: usize = 50;

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in addresses.
    pub key: String,
    /// Its heading.
    pub label: String,
    /// Whether the list can be sorted by it.
    pub sorts: bool,
    /// Whether it holds numbers.
    pub number: bool,
}

/// A filter above a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Its name in addresses.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The entries.
    pub choices: Vec<Choice>,
    /// The chosen one.
    pub value: String,
}

/// A heading as the template shows it.
pub struct Heading {
    /// The column.
    pub column: Column,
    /// Where a click on it leads.
    pub href: String,
    /// `ascending`, `descending` or `none`.
    pub order: &'static str,
}

/// A list, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/list.html")]
pub struct List {
    /// The language of its words.
    pub language: Language,
    /// Its id on the page; lists that share a page need different ones.
    pub id: String,
    /// What was asked.
    pub asked: Asked,
    /// What it lists, for screen readers.
    pub caption: String,
    /// Whether it can be searched.
    pub searches: bool,
    /// The filters.
    pub filters: Vec<Filter>,
    /// Parameters that searching keeps.
    pub kept: Vec<(String, String)>,
    /// The columns; the first names the row.
    pub columns: Vec<Column>,
    /// The rows of this page, a cell for each column.
    pub rows: Vec<Vec<Html>>,
    /// How many rows there are on all pages.
    pub total: usize,
    /// The same list as files.
    pub exports: Vec<Link>,
    /// Buttons above the list.
    pub actions: Vec<Action>,
    /// What to say while the list has nothing at all.
    pub empty: Empty,
}

component!(List);

impl List {
    /// A list without columns yet; `empty` says what to do next.
    #[must_use]
    pub fn new(language: Language, asked: Asked, caption: impl Into<Text>, empty: Empty) -> Self {
        Self {
            language,
            id: "list".to_owned(),
            asked,
            caption: caption.into().render(language),
            searches: true,
            filters: Vec::new(),
            kept: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            total: 0,
            exports: Vec::new(),
            actions: Vec::new(),
            empty,
        }
    }

    /// Gives it another id, for a second list on a page.
    #[must_use]
    pub fn named(mut self, id: &str) -> Self {
        id.clone_into(&mut self.id);
        self
    }

    /// Adds a column by which the list can be sorted.
    #[must_use]
    pub fn column(mut self, key: &str, label: impl Into<Text>) -> Self {
        self.columns.push(Column {
            key: key.to_owned(),
            label: label.into().render(self.language),
            sorts: true,
            number: false,
        });
        self
    }

    /// Adds a column by which it cannot be sorted.
    #[must_use]
    pub fn plain_column(self, key: &str, label: impl Into<Text>) -> Self {
        let mut list = self.column(key, label);
        if let Some(last) = list.columns.last_mut() {
            last.sorts = false;
        }
        list
    }

    /// Adds a column of numbers.
    #[must_use]
    pub fn number_column(self, key: &str, label: impl Into<Text>) -> Self {
        let mut list = self.column(key, label);
        if let Some(last) = list.columns.last_mut() {
            last.number = true;
        }
        list
    }

    /// Adds a filter.
    #[must_use]
    pub fn filter(mut self, name: &str, label: impl Into<Text>, choices: Vec<Choice>) -> Self {
        let value = self.asked.filter(name).unwrap_or_default().to_owned();
        self.filters.push(Filter {
            name: name.to_owned(),
            label: label.into().render(self.language),
            choices,
            value,
        });
        self
    }

    /// Keeps a parameter that is not a filter of its own, such as the view of a page.
    #[must_use]
    pub fn keeping(mut self, name: &str, value: &str) -> Self {
        self.kept.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Html>) {
        self.rows.push(cells);
    }

    /// Says how many rows there are on all pages.
    #[must_use]
    pub fn total(mut self, total: usize) -> Self {
        self.total = total;
        self
    }

    /// Offers the list as a file.
    #[must_use]
    pub fn export(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.exports.push(Link::new(href, label));
        self
    }

    /// Adds a button above the list.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }

    /// Where the list is without search and filters.
    #[must_use]
    pub fn cleared(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.kept);
        match query.finish() {
            query if query.is_empty() => self.asked.path.clone(),
            query => format!("{}?{query}", self.asked.path),
        }
    }

    /// Whether a search or filter of the reader narrows it.
    #[must_use]
    pub fn narrowed(&self) -> bool {
        let kept = |name: &String| self.kept.iter().any(|(k, _)| k == name);
        !self.asked.q.is_empty() || self.asked.filters.keys().any(|name| !kept(name))
    }

    /// A message of the kit, for the template.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        i18n::t(self.language, key, &[])
    }

    /// The headings with their links.
    #[must_use]
    pub fn headings(&self) -> Vec<Heading> {
        self.columns
            .iter()
            .map(|column| {
                let now = self.asked.sort.as_deref() == Some(column.key.as_str());
                let down = now && !self.asked.down;
                Heading {
                    column: column.clone(),
                    href: self.asked.address(Some((&column.key, down)), 1),
                    order: match (now, self.asked.down) {
                        (false, _) => "none",
                        (true, false) => "ascending",
                        (true, true) => "descending",
                    },
                }
            })
            .collect()
    }

    /// The label of a cell, for phones, where rows are cards.
    #[must_use]
    pub fn label_of(&self, cell: &usize) -> &str {
        self.columns.get(*cell).map_or("", |column| &column.label)
    }

    /// Whether a cell holds a number.
    #[must_use]
    pub fn is_number(&self, cell: &usize) -> bool {
        self.columns.get(*cell).is_some_and(|column| column.number)
    }

    /// How many rows are shown of how many.
    #[must_use]
    pub fn count(&self) -> String {
        if self.pages() < 2 {
            return Text::new("list-count")
                .with("count", self.total)
                .render(self.language);
        }
        Text::new("list-range")
            .with("from", self.asked.offset() + 1)
            .with("to", self.asked.offset() + self.rows.len())
            .with("count", self.total)
            .render(self.language)
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.total.div_ceil(PAGE)
    }

    /// The page before, if any.
    #[must_use]
    pub fn previous(&self) -> Option<String> {
        let page = self.asked.page.checked_sub(1).filter(|page| *page > 0)?;
        Some(self.asked.address(self.asked.present_sort(), page))
    }

    /// The page after, if any.
    #[must_use]
    pub fn next(&self) -> Option<String> {
        let page = self.asked.page + 1;
        (page <= self.pages()).then(|| self.asked.address(self.asked.present_sort(), page))
    }

    /// "Page 2 of 7".
    #[must_use]
    pub fn position(&self) -> String {
        Text::new("list-page")
            .with("page", self.asked.page)
            .with("pages", self.pages())
            .render(self.language)
    }

    /// The sort order as it is sent, so that searching keeps it.
    #[must_use]
    pub fn sort_value(&self) -> String {
        match self.asked.present_sort() {
            Some((column, down)) => format!("{}{column}", if down { "-" } else { "" }),
            None => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(query: &str, total: usize) -> List {
        let empty = Empty {
            title: "No guests yet".to_owned(),
            hint: "Add the first.".to_owned(),
            action: None,
        };
        let asked = Asked::read("/guests", query);
        let mut list = List::new(Language::En, asked, Text::verbatim("Guests"), empty)
            .column("name", Text::verbatim("Name"))
            .number_column("seats", Text::verbatim("Seats"))
            .filter(
                "state",
                Text::verbatim("State"),
                vec![Choice::new("in", "invited")],
            )
            .total(total);
        for n in 0..total.min(PAGE) {
            list.row(vec![Html::words("Ms <A>"), Html::words(&n.to_string())]);
        }
        list
    }

    #[test]
    fn the_address_keeps_what_was_asked() {
        let list = list("q=M%C3%BCller&state=in&sort=-name&page=2&lang=de", 120);
        assert_eq!(list.asked.q, "Müller");
        assert_eq!(list.asked.offset(), 50);
        assert_eq!(
            list.next().as_deref(),
            Some("/guests?q=M%C3%BCller&state=in&sort=-name&page=3")
        );
        assert_eq!(
            list.previous().as_deref(),
            Some("/guests?q=M%C3%BCller&state=in&sort=-name")
        );
        assert_eq!(list.headings()[0].order, "descending");
        assert_eq!(
            list.headings()[0].href,
            "/guests?q=M%C3%BCller&state=in&sort=name"
        );
        assert_eq!(
            list.headings()[1].href,
            "/guests?q=M%C3%BCller&state=in&sort=seats"
        );
    }

    #[test]
    fn pages_end_where_the_list_ends() {
        assert_eq!(list("page=3", 120).next(), None);
        assert_eq!(list("", 120).previous(), None);
        assert_eq!(list("page=0", 120).asked.page, 1);
        assert_eq!(list("page=x", 120).asked.page, 1);
        assert_eq!(list("", 120).count(), "1–50 of 120");
        assert_eq!(list("", 1).count(), "1 entry");
        let all: Vec<usize> = (0..120).collect();
        assert_eq!(Asked::read("/", "page=3").slice(&all).len(), 20);
        assert_eq!(Asked::read("/", "page=99").slice(&all).len(), 0);
    }

    #[test]
    fn an_empty_list_says_what_to_do_and_a_narrow_one_how_to_widen_it() {
        let html = list("", 0).to_string();
        assert!(html.contains("Add the first."), "{html}");
        assert!(!html.contains("<table"));
        let html = list("q=zzz", 0).to_string();
        assert!(html.contains("Nothing matches."), "{html}");
        assert!(html.contains("href=\"/guests\""), "{html}");
        assert!(!html.contains("Add the first."), "{html}");
    }

    #[test]
    fn cells_carry_their_heading_for_phones() {
        let html = list("", 2).to_string();
        assert!(html.contains("data-label=\"Seats\""), "{html}");
        assert!(html.contains("Ms &lt;A&gt;"), "{html}");
    }
}
