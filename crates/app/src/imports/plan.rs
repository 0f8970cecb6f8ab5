//! The plan: every record that an import would write, made without writing.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{ItemId, OrganisationId, PersonId, UserId};
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Request};
use domain::missions::Mission;
use domain::names::{Certainty, Identity, Name, NameRole, Names};
use domain::participants::Profile;
use domain::parties::{Organisation, OrganisationKind, PartyRef, Person, Post, RegistryId};
use domain::programme::Participation;
use domain::record::Stored;
use formats::workbook::{self, Problem, Workbook};

use super::known::Known;
use super::{ImportCounts, row_refused};
use crate::caller::Caller;
use crate::error::{Refusal, Result};
use crate::office::App;

/// Everything that an import would write.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) organisations: Vec<Organisation>,
    pub(super) people: Vec<Person>,
    /// People who are there already and whose languages nobody knew, with their versions.
    pub(super) changed_people: Vec<(Person, i64)>,
    pub(super) posts: Vec<Post>,
    /// The mission with its head, if the workbook names one and it has none; with its version.
    pub(super) mission: Option<(Mission, i64)>,
    pub(super) participations: Vec<Participation>,
    /// The session, with the version of the one that it replaces.
    pub(super) session: Option<(Matchmaking, Option<i64>)>,
    /// What participants say of themselves.
    pub(super) profiles: Vec<Profile>,
    /// Profiles that are there already and change, or come back.
    pub(super) changed_profiles: Vec<Stored<Profile>>,
    pub(super) requests: Vec<Request>,
    /// Requests that are there already and change, with their versions.
    pub(super) changed_requests: Vec<(Request, i64)>,
    /// What is wrong with single cells, seen with what the session holds.
    pub(super) problems: Vec<Problem>,
    pub(super) counts: ImportCounts,
}

/// What the rows of the workbook became.
#[derive(Default)]
pub(super) struct Rows {
    /// Organisations by row.
    pub(super) organisations: BTreeMap<u32, OrganisationId>,
    /// Organisations that only a participant's row names.
    pub(super) named: BTreeMap<String, OrganisationId>,
    /// People by row, with the organisation for which they come.
    pub(super) people: BTreeMap<u32, (PersonId, Option<OrganisationId>)>,
    /// Who takes part by this workbook.
    pub(super) parts: BTreeSet<(PartyRef, Option<ItemId>)>,
    /// Rows of organisations that became profiles of participants.
    pub(super) profiled: BTreeSet<u32>,
    /// How many got a place of precedence on our side and on theirs.
    pub(super) ranked: (u32, u32),
}

/// What the making of a plan needs.
pub(super) struct Maker<'a> {
    pub(super) app: &'a App,
    pub(super) language: Language,
    /// Who imports.
    pub(super) user: Option<UserId>,
    pub(super) known: &'a Known,
    pub(super) plan: Plan,
    pub(super) rows: Rows,
}

impl Plan {
    /// Plans the import of a workbook without errors.
    pub(super) fn of(
        app: &App,
        caller: &Caller,
        known: &Known,
        workbook: &Workbook,
    ) -> Result<Self> {
        if !workbook.is_importable() {
            return Err(Refusal::new("refused-import-errors").into());
        }
        let mut maker = Maker {
            app,
            language: caller.language,
            user: caller.user,
            known,
            plan: Plan::default(),
            rows: Rows::default(),
        };
        for row in &workbook.organisations {
            maker.organisation(row)?;
        }
        for row in &workbook.participants {
            maker.participant(row)?;
        }
        maker.session(workbook)?;
        maker.remark(workbook);
        Ok(maker.plan)
    }
}

impl Maker<'_> {
    fn organisation(&mut self, row: &workbook::Organisation) -> Result<()> {
        let texts = [&row.name_zh, &row.name_en, &row.name_de];
        let known = self
            .known
            .organisation(texts.into_iter().flatten().map(String::as_str));
        let id = match known {
            Some(id) => {
                self.plan.counts.organisations.known += 1;
                id
            }
            None => {
                let names = [
                    (Language::ZhHans, NameRole::OfRecord, row.name_zh.as_deref()),
                    (Language::En, NameRole::OfRecord, row.name_en.as_deref()),
                    (Language::De, NameRole::OfRecord, row.name_de.as_deref()),
                    (Language::En, NameRole::Short, row.short_name.as_deref()),
                ];
                let organisation = Organisation {
                    id: self.app.new_id(),
                    names: self.names(&names, row.row)?,
                    kind: kind(row.kind),
                    country: row.country.clone(),
                    seat: row.city.clone().unwrap_or_default(),
                    parent: None,
                    registry: row
                        .registry_id
                        .iter()
                        .map(|value| registry(value))
                        .collect(),
                    sectors: row.sector.iter().flat_map(|text| sectors(text)).collect(),
                    website: row.website.clone().unwrap_or_default(),
                    note: row.note.clone().unwrap_or_default(),
                    source: None,
                    merged_into: None,
                };
                self.add_organisation(organisation)
            }
        };
        self.rows.organisations.insert(row.row, id);
        Ok(())
    }

    /// An organisation that only a participant's row names.
    pub(super) fn named_organisation(&mut self, name: &str, row: u32) -> Result<OrganisationId> {
        let key = super::known::key(name);
        if let Some(id) = self.rows.named.get(&key) {
            return Ok(*id);
        }
        let id = match self.known.organisation(std::iter::once(name)) {
            Some(id) => {
                self.plan.counts.organisations.known += 1;
                id
            }
            None => {
                let language = if has_han(name) {
                    Language::ZhHans
                } else {
                    Language::En
                };
                let organisation = Organisation {
                    id: self.app.new_id(),
                    names: self.names(&[(language, NameRole::OfRecord, Some(name))], row)?,
                    kind: OrganisationKind::Other,
                    country: None,
                    seat: String::new(),
                    parent: None,
                    registry: Vec::new(),
                    sectors: Vec::new(),
                    website: String::new(),
                    note: String::new(),
                    source: None,
                    merged_into: None,
                };
                self.add_organisation(organisation)
            }
        };
        self.rows.named.insert(key, id);
        Ok(id)
    }

    fn add_organisation(&mut self, organisation: Organisation) -> OrganisationId {
        let id = organisation.id;
        self.plan.counts.organisations.new += 1;
        self.plan.organisations.push(organisation);
        id
    }

    /// The names of a row; a short name is filed in the language of its letters.
    pub(super) fn names(
        &self,
        texts: &[(Language, NameRole, Option<&str>)],
        row: u32,
    ) -> Result<Names> {
        let all = texts.iter().filter_map(|(language, role, text)| {
            let text = (*text)?;
            let language = if *role == NameRole::Short && has_han(text) {
                Language::ZhHans
            } else {
                *language
            };
            Some(Name::new(language, *role, text))
        });
        let identity = Identity::Known {
            certainty: Certainty::High,
        };
        Names::new(all.collect(), identity).map_err(|_| row_refused("refused-import-name", row))
    }

    /// What a new organisation offers and needs stays readable in its remarks, where it has no
    /// profile because it takes part in no session.
    fn remark(&mut self, workbook: &Workbook) {
        let rows = workbook.organisations.iter();
        for row in rows.filter(|row| !self.rows.profiled.contains(&row.row)) {
            let id = self.rows.organisations.get(&row.row);
            let mut new = self.plan.organisations.iter_mut();
            let Some(organisation) = new.find(|one| Some(&one.id) == id) else {
                continue;
            };
            let labelled = |key: &str, text: &Option<String>| {
                let field = workbook::Sheet::Organisations.field(key)?;
                let label = field.label(self.language);
                text.as_ref().map(|text| format!("{label}: {text}"))
            };
            let lines = [
                labelled("offers", &row.offers),
                labelled("needs", &row.needs),
                row.note.clone(),
            ];
            organisation.note = lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
        }
    }
}

fn kind(kind: workbook::OrganisationKind) -> OrganisationKind {
    use workbook::OrganisationKind as From;
    match kind {
        From::Government => OrganisationKind::Government,
        From::Park => OrganisationKind::Park,
        From::Company => OrganisationKind::Company,
        From::Chamber => OrganisationKind::Chamber,
        From::Consulate => OrganisationKind::Consulate,
        From::Embassy => OrganisationKind::Embassy,
        From::Agency => OrganisationKind::PromotionAgency,
        From::Research => OrganisationKind::Research,
        From::Media => OrganisationKind::Press,
        From::Other => OrganisationKind::Other,
    }
}

/// Eighteen letters and digits are a Chinese unified social credit code (GB 32100-2015).
fn registry(value: &str) -> RegistryId {
    let is_usci = value.len() == 18 && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
    RegistryId {
        scheme: if is_usci { "USCC" } else { "register" }.to_owned(),
        value: value.to_owned(),
    }
}

fn sectors(text: &str) -> Vec<String> {
    text.split([',', ';', '，', '；', '、'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

pub(super) fn has_han(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c as u32, 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFD))
}
