//! The names of fields and the words of values in the history of a record.

use std::collections::BTreeMap;

use app::Heading;
use app::audit::FieldChange;
use domain::language::{Language, LanguageTag};
use uuid::Uuid;

/// Where a field is in a record: the names of its parts, the numbers of its rows.
pub(super) fn label(language: Language, path: &[String]) -> String {
    let mut words: Vec<String> = Vec::new();
    for part in path {
        if let Ok(row) = part.parse::<usize>() {
            if let Some(last) = words.last_mut() {
                *last = format!("{last} {}", row + 1);
            }
        } else if part != "all" {
            // `all` is how a set of names keeps its list; the rows belong to the set.
            words.push(part_name(language, part));
        }
    }
    words.join(" · ")
}

fn part_name(language: Language, part: &str) -> String {
    let key = format!("records-field-{part}");
    if i18n::catalogue::has(language, &key) {
        return i18n::t(language, &key, &[]);
    }
    let key = format!("common-language-{part}");
    if i18n::catalogue::has(language, &key) {
        return i18n::t(language, &key, &[]);
    }
    part.replace('_', " ")
}

/// A value as people read it: names instead of ids, words instead of codes.
pub(super) fn value(
    language: Language,
    named: &BTreeMap<Uuid, Heading>,
    path: &[String],
    value: Option<&String>,
) -> String {
    let Some(text) = value else {
        return String::new();
    };
    if let Ok(id) = Uuid::parse_str(text) {
        return match named.get(&id) {
            Some(heading) if !heading.is_empty() => heading.for_reader(language).to_owned(),
            _ => text.clone(),
        };
    }
    match text.as_str() {
        "true" => return i18n::t(language, "common-yes", &[]),
        "false" => return i18n::t(language, "common-no", &[]),
        _ => {}
    }
    let last = path.last().map_or("", String::as_str);
    let prefixes: &[&str] = match (path.first().map(String::as_str), last) {
        (_, "role") => &["parties-role-", "parties-as-", "accounts-role-"],
        (_, "certainty") => &["parties-certainty-"],
        (Some("names" | "place"), "state") => &["records-identity-"],
        (_, "language") if LanguageTag::new(text).is_ok() => &["common-language-"],
        (Some("kind"), _) => &["parties-kind-"],
        (Some("state"), "stage") => &["missions-stage-"],
        _ => &[],
    };
    let known = prefixes.iter().map(|prefix| format!("{prefix}{text}"));
    let known = known
        .into_iter()
        .find(|key| i18n::catalogue::has(language, key));
    known.map_or_else(|| text.clone(), |key| i18n::t(language, &key, &[]))
}

/// A change as label, before and after.
pub(super) fn change(
    language: Language,
    named: &BTreeMap<Uuid, Heading>,
    change: &FieldChange,
) -> (String, String, String) {
    (
        label(language, &change.path),
        value(language, named, &change.path, change.before.as_ref()),
        value(language, named, &change.path, change.after.as_ref()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Localised;

    fn path(path: &str) -> Vec<String> {
        path.split('.').map(str::to_owned).collect()
    }

    #[test]
    fn fields_are_named_in_the_reader_s_language() {
        assert_eq!(label(Language::En, &path("title.de")), "Title · German");
        assert_eq!(
            label(Language::De, &path("names.all.1.text")),
            "Namen 2 · Text"
        );
        assert_eq!(label(Language::En, &path("some_thing")), "some thing");
    }

    #[test]
    fn ids_and_codes_become_words() {
        let id = Uuid::from_u128(9);
        let heading = Heading::Text(Localised::new(Language::En, "Linde"));
        let named = BTreeMap::from([(id, heading)]);
        let show = |at: &str, text: String| value(Language::En, &named, &path(at), Some(&text));
        assert_eq!(show("parent", id.to_string()), "Linde");
        assert_eq!(
            show("parent", Uuid::nil().to_string()),
            Uuid::nil().to_string()
        );
        assert_eq!(show("names.0.role", "of_record".into()), "Name of record");
        assert_eq!(show("role", "mission_officer".into()), "Mission officer");
        assert_eq!(show("official", "true".into()), "Yes");
        assert_eq!(show("seat", "Vilsbiburg".into()), "Vilsbiburg");
    }
}
