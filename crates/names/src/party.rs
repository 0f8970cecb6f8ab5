//! The same for all names of a party at once.

use crate::candidates::{Known, Suggestion, candidates};
use crate::matching::matches;
use crate::query::Query;
use crate::tokens::index_tokens;
use domain::names::Names;
use std::collections::BTreeSet;

/// The tokens under which a party is to be indexed: those of all its names, and of the names that
/// an unresolved party might bear.
pub fn party_tokens(names: &Names) -> BTreeSet<String> {
    let mut tokens = BTreeSet::new();
    for name in names.all() {
        tokens.extend(index_tokens(&name.text, name.script));
    }
    for candidate in names.candidates() {
        let script = domain::language::Script::guess(&candidate.name);
        tokens.extend(index_tokens(&candidate.name, script));
    }
    tokens
}

/// Whether a party is a true answer to the query; see [`matches`].
pub fn matches_party(query: &Query, names: &Names) -> bool {
    let own = names.all().iter().map(|n| (n.text.as_str(), n.script));
    let possible = names
        .candidates()
        .iter()
        .map(|c| (c.name.as_str(), domain::language::Script::guess(&c.name)));
    matches(query, own.chain(possible))
}

/// Whom a printed or remembered name might mean among known parties; see [`candidates`].
pub fn suggest<'a, K: Clone>(
    printed: &str,
    parties: impl IntoIterator<Item = (K, &'a Names)>,
) -> Vec<Suggestion<K>> {
    let known = parties.into_iter().map(|(key, names)| Known {
        key,
        names: names.all().iter().map(|n| n.text.as_str()).collect(),
    });
    candidates(printed, known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::query_tokens;
    use domain::language::Language;
    use domain::names::{Candidate, Certainty, Identity, Name, NameRole};

    #[test]
    fn an_unresolved_party_is_found_by_what_it_might_be() {
        let names = Names::new(
            vec![Name::new(
                Language::En,
                NameRole::AsPrinted,
                "Renos Company",
            )],
            Identity::Unresolved {
                candidates: vec![Candidate {
                    name: "Rhenus".into(),
                    certainty: Certainty::Guess,
                    why: "sound".into(),
                }],
            },
        )
        .unwrap();
        assert!(matches_party(&query_tokens("renos"), &names));
        assert!(matches_party(&query_tokens("rhenus"), &names));
        assert!(party_tokens(&names).contains("rhenus"));
        assert!(!matches_party(&query_tokens("linde"), &names));
    }

    #[test]
    fn a_printed_form_suggests_the_name_of_record() {
        let mayor = Names::new(
            vec![
                Name::new(Language::ZhHans, NameRole::OfRecord, "陈绍旺"),
                Name::new(Language::En, NameRole::OfRecord, "Chen Shaowang"),
            ],
            Identity::Known {
                certainty: Certainty::High,
            },
        )
        .unwrap();
        let other = Names::of_record(Language::De, "Olaf Scholz").unwrap();
        let found = suggest("Shaowang Chen", [("mayor", &mayor), ("other", &other)]);
        assert_eq!(found[0].key, "mayor");
        assert_eq!(found.len(), 1);
    }
}
