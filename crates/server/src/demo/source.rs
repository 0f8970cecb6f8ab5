//! The source file of the 2023 visit, as typed data.

use domain::count::{Count, Relation};
use domain::language::Language;
use domain::names::{BadNames, Candidate, Certainty, Identity, Name, NameRole, Names};
use domain::source::Source;
use domain::text::Localised;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    pub sources: BTreeMap<String, SourceEntry>,
    pub mission: MissionEntry,
    pub legs: Vec<LegEntry>,
    pub organisations: Vec<OrganisationEntry>,
    pub people: Vec<PersonEntry>,
    pub members: Vec<MemberEntry>,
    pub items: Vec<ItemEntry>,
    pub asks: Vec<AskEntry>,
    pub intents: Vec<IntentEntry>,
    pub agreements: Vec<AgreementEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    pub title: String,
    pub address: Option<String>,
    pub published: Option<Date>,
}

impl SourceEntry {
    pub fn source(&self) -> Source {
        Source {
            title: self.title.clone(),
            address: self.address.clone(),
            published: self.published,
        }
    }
}

/// A text by the short codes `zh`, `en`, `de`.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Texts(BTreeMap<String, String>);

impl Texts {
    pub fn localised(&self) -> Localised {
        let mut text = Localised::default();
        for (code, words) in &self.0 {
            if let Some(language) = Language::from_code(code) {
                text.set(language.tag(), words);
            }
        }
        text
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissionEntry {
    pub code: String,
    pub zone: String,
    pub from: Date,
    pub to: Date,
    pub lead: String,
    pub head: String,
    pub title: Texts,
    pub home: Texts,
    pub note: Texts,
    pub themes: Vec<Texts>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameEntry {
    pub role: NameRole,
    pub lang: String,
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CandidateEntry {
    pub name: String,
    pub certainty: Certainty,
    #[serde(default)]
    pub why: String,
}

/// Names, and either a certainty or candidates.
#[derive(Debug, Deserialize)]
pub struct NamesEntry {
    pub names: Vec<NameEntry>,
    pub certainty: Option<Certainty>,
    #[serde(default)]
    pub candidates: Vec<CandidateEntry>,
}

impl NamesEntry {
    /// The names; printed forms carry the source that printed them.
    pub fn names(&self, source: &Source) -> Result<Names, BadNames> {
        let all = self.names.iter().filter_map(|entry| {
            let language = Language::from_code(&entry.lang)?;
            let name = Name::new(language, entry.role, &entry.text);
            Some(match entry.role {
                NameRole::AsPrinted => name.from_source(source.clone()),
                _ => name,
            })
        });
        let identity = match self.certainty {
            Some(certainty) => Identity::Known { certainty },
            None => Identity::Unresolved {
                candidates: self.candidates.iter().map(candidate).collect(),
            },
        };
        Names::new(all.collect(), identity)
    }
}

fn candidate(entry: &CandidateEntry) -> Candidate {
    Candidate {
        name: entry.name.clone(),
        certainty: entry.certainty,
        why: entry.why.clone(),
    }
}

#[derive(Debug, Deserialize)]
pub struct LegEntry {
    pub key: String,
    pub country: String,
    pub zone: String,
    pub from: Option<Date>,
    pub to: Option<Date>,
    #[serde(default)]
    pub done: bool,
    pub source: String,
    #[serde(flatten)]
    pub names: NamesEntry,
    #[serde(default)]
    pub note: Texts,
}

#[derive(Debug, Deserialize)]
pub struct OrganisationEntry {
    pub key: String,
    pub kind: domain::parties::OrganisationKind,
    pub country: Option<String>,
    #[serde(default)]
    pub seat: String,
    #[serde(flatten)]
    pub names: NamesEntry,
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Deserialize)]
pub struct PersonEntry {
    pub key: String,
    #[serde(flatten)]
    pub names: NamesEntry,
    pub source: Option<String>,
    #[serde(default)]
    pub note: String,
    pub posts: Vec<PostEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostEntry {
    #[serde(default)]
    pub main: bool,
    pub organisation: Option<String>,
    pub title: Texts,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberEntry {
    pub person: String,
    pub role: domain::programme::Role,
    pub organisation: Option<String>,
    pub rank: Option<u32>,
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountEntry {
    pub value: u32,
    pub relation: Relation,
    pub unit: Texts,
}

impl CountEntry {
    pub fn count(&self) -> Count {
        Count {
            value: self.value,
            relation: self.relation,
            unit: self.unit.localised(),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemEntry {
    pub key: String,
    pub kind: domain::programme::ItemKind,
    pub leg: Option<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub unpublished: Option<String>,
    #[serde(default)]
    pub planned_first: bool,
    pub title: Texts,
    #[serde(default)]
    pub note: Texts,
    pub count: Option<CountEntry>,
    #[serde(default)]
    pub hosts: Vec<String>,
    #[serde(default)]
    pub parts: Vec<PartEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartEntry {
    pub party: String,
    pub organisation: Option<String>,
    pub role: domain::programme::Role,
    pub side: domain::programme::Side,
    pub rank: Option<u32>,
    pub source: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskEntry {
    pub item: String,
    pub of: Option<String>,
    pub described: Option<Texts>,
    #[serde(default)]
    pub concrete: bool,
    pub text: Texts,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntentEntry {
    pub side: domain::programme::Side,
    pub by: Option<String>,
    pub described: Option<Texts>,
    pub text: Texts,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgreementEntry {
    pub home: String,
    pub host: String,
    pub title: Texts,
}
