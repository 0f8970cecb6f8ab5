//! Fields that missions, cities and programme items share: sources and counts.

use domain::count::{Count, Relation};
use domain::ids::PersonId;
use domain::language::Language;
use domain::parties::PartyRef;
use domain::source::Source;
use domain::text::Localised;

use crate::at_hand;
use crate::form::{Choice, Fields, LineKind, Submitted};

/// The largest count that is read.
const MOST: i64 = 10_000_000;

/// Fields of one source under the present beginning of names.
pub fn source(fields: &mut Fields, source: Option<&Source>) {
    let title = source.map_or("", |source| &source.title);
    let address = source
        .and_then(|source| source.address.as_deref())
        .unwrap_or_default();
    fields.line("source_title", "missions-source", title);
    fields
        .line("source_address", "missions-source-address", address)
        .kind(LineKind::Address)
        .half();
    let published = source.and_then(|source| source.published);
    fields
        .date("source_published", "missions-source-published", published)
        .half();
}

/// Reads a source; none where it has no title.
pub fn read_source(submitted: &mut Submitted, prefix: &str) -> Option<Source> {
    let title = submitted.line(&format!("{prefix}source_title"));
    let address = submitted.line(&format!("{prefix}source_address"));
    let published = submitted.date(&format!("{prefix}source_published"));
    if title.is_empty() && address.is_empty() {
        return None;
    }
    Some(Source {
        // A page without a title is known by its address.
        title: if title.is_empty() {
            address.clone()
        } else {
            title
        },
        address: Some(address).filter(|address| is_web(address)),
        published,
    })
}

/// Whether an address may stand as a link: only the web.
fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// The person of a picker's code.
#[must_use]
pub fn person(code: &str) -> Option<PersonId> {
    match at_hand::party(code)? {
        PartyRef::Person(id) => Some(id),
        PartyRef::Organisation(_) => None,
    }
}

/// Fields of one count as published.
pub fn count(fields: &mut Fields, language: Language, count: Option<&Count>) {
    let relations = Relation::ALL.iter().map(|relation| relation.code());
    fields
        .choice(
            "relation",
            "missions-size-relation",
            count.map_or("exactly", |count| count.relation.code()),
            Choice::of_codes(language, "missions-relation-", relations),
        )
        .half();
    fields
        .number(
            "value",
            "programme-count-value",
            count.map(|count| i64::from(count.value)),
        )
        .half();
    let unit = count.map(|count| count.unit.clone()).unwrap_or_default();
    fields.localised("unit", "missions-unit", &unit);
}

/// Reads a count; none where it has no number.
pub fn read_count(submitted: &mut Submitted, prefix: &str) -> Option<Count> {
    let value = submitted.number(&format!("{prefix}value"), 0, MOST)?;
    let relation = submitted.choice(&format!("{prefix}relation"), Relation::from_code);
    Some(Count {
        value: u32::try_from(value).unwrap_or(u32::MAX),
        relation: relation.unwrap_or(Relation::Exactly),
        unit: submitted.localised(&format!("{prefix}unit")),
    })
}

/// A group of texts in several languages, such as objectives.
pub fn texts(
    fields: &mut Fields,
    name: &str,
    labels: (&'static str, &'static str),
    all: &[Localised],
) {
    fields.group(name, labels.0, all, |row, text| {
        let empty = Localised::default();
        row.localised("text", labels.1, text.unwrap_or(&empty));
    });
}

/// Reads a group of texts; empty rows are left out.
pub fn read_texts(submitted: &mut Submitted, name: &str) -> Vec<Localised> {
    let rows = submitted.rows(name);
    rows.iter()
        .map(|row| submitted.localised(&format!("{row}.text")))
        .filter(|text| !text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (Option<Source>, Option<Count>) {
        let mut submitted = Submitted::parse(body.as_bytes());
        (
            read_source(&mut submitted, ""),
            read_count(&mut submitted, "size."),
        )
    }

    #[test]
    fn a_source_needs_a_title_or_an_address() {
        assert_eq!(read("source_title=+&source_published=2023-10-11").0, None);
        let (source, _) = read("source_address=https%3A%2F%2Fdl.gov.cn%2Fx");
        assert_eq!(
            source.map(|s| s.title).as_deref(),
            Some("https://dl.gov.cn/x")
        );
    }

    #[test]
    fn an_address_that_is_not_of_the_web_is_no_link() {
        let (source, _) = read("source_title=T&source_address=javascript%3Aalert(1)");
        assert_eq!(source, Some(Source::titled("T")));
    }

    #[test]
    fn a_count_keeps_how_it_was_meant() {
        let (_, count) = read("size.value=90&size.relation=more_than&size.unit.en=guests");
        let count = count.map(|c| {
            (
                c.value,
                c.relation,
                c.unit.get(Language::En).map(str::to_owned),
            )
        });
        assert_eq!(
            count,
            Some((90, Relation::MoreThan, Some("guests".to_owned())))
        );
        assert_eq!(read("size.relation=about").1, None);
    }
}
