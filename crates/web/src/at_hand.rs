//! The parties at hand: their links, their names beside each other, the entries of pickers.

use std::collections::BTreeMap;

use app::missions::Dossier;
use app::search::Sought;
use app::{App, Caller, Heading};
use axum::Json;
use axum::extract::{Query, State};
use domain::ids::{OrganisationId, PersonId, TypedId};
use domain::language::Language;
use domain::missions::Mission;
use domain::names::Names;
use domain::parties::{Organisation, PartyOrText, PartyRef, Person};
use domain::record::Kind;
use domain::source::Source;
use serde::{Deserialize, Serialize};

use crate::form::{Choice, Submitted};
use crate::kit::{Action, Html, Link, NameView, Words};
use crate::nav::{MissionNav, Section};
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::site::Site;

/// Entries of each kind that a picker holds without searching.
const AT_ONCE: u32 = 200;
/// Entries that a search of a picker answers with.
const FOUND: usize = 20;

/// The address of a party's page.
#[must_use]
pub fn href(party: PartyRef) -> String {
    match party {
        PartyRef::Person(id) => format!("/directory/people/{id}"),
        PartyRef::Organisation(id) => format!("/directory/organisations/{id}"),
    }
}

/// A party as forms send it: `person:ID` or `organisation:ID`.
#[must_use]
pub fn code(party: PartyRef) -> String {
    format!("{}:{}", party.kind().code(), party.uuid())
}

/// The party of a code.
#[must_use]
pub fn party(code: &str) -> Option<PartyRef> {
    let (kind, id) = code.split_once(':')?;
    let id = uuid::Uuid::parse_str(id).ok()?;
    match kind {
        "person" => Some(PartyRef::Person(PersonId::from_uuid(id))),
        "organisation" => Some(PartyRef::Organisation(OrganisationId::from_uuid(id))),
        _ => None,
    }
}

/// The organisation of a code.
#[must_use]
pub fn organisation(code: &str) -> Option<OrganisationId> {
    match party(code)? {
        PartyRef::Organisation(id) => Some(id),
        PartyRef::Person(_) => None,
    }
}

/// A party's name with its link; its id where nothing is known of it.
#[must_use]
pub fn bearer(language: Language, names: Option<&Names>, party: PartyRef) -> NameView {
    match names {
        Some(names) => NameView::new(language, names).link(href(party)),
        None => NameView::printed(language, &party.uuid().to_string()),
    }
}

/// A party of a dossier, or its description.
#[must_use]
pub fn described(dossier: &Dossier, language: Language, party: &PartyOrText) -> Html {
    match party {
        PartyOrText::Party(party) => bearer(language, dossier.names_of(*party), *party).into(),
        PartyOrText::Described(text) => Words::new(language, text).alone().into(),
    }
}

/// Where a fact comes from, with its link if it has one.
#[must_use]
pub fn cited(source: &Source) -> Html {
    let web = |address: &&String| address.starts_with("https://") || address.starts_with("http://");
    match source.address.as_ref().filter(web) {
        Some(address) => Link::new(address.clone(), source.title.clone()).into(),
        None => source.title.as_str().into(),
    }
}

/// The way to delete a record; it can be brought back.
#[must_use]
pub fn delete(page: &Page, kind: Kind, id: impl TypedId, version: i64, next: &str) -> Action {
    Action::post(
        page.t("common-action-delete"),
        format!("/records/{}/{}/delete", kind.code(), id.uuid()),
    )
    .danger()
    .with(crate::form::VERSION, version)
    .with("next", next)
}

/// The way to everything that ever happened to a record, for those who may read the trail.
#[must_use]
pub fn history(page: &Page, kind: Kind, id: impl TypedId) -> Option<Action> {
    page.account.as_ref().filter(|account| account.audits)?;
    let way = format!("/records/{}/{}/history", kind.code(), id.uuid());
    Some(Action::open(page.t("records-history"), way))
}

/// Where the undo of an edit is posted: back to the version before.
#[must_use]
pub fn undo(kind: Kind, id: uuid::Uuid, version: i64) -> String {
    let kind = kind.code();
    format!(
        "/records/{kind}/{id}/revert?version={version}&to={}",
        version - 1
    )
}

/// Which parties a picker offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Only {
    /// People and organisations.
    All,
    /// People.
    People,
    /// Organisations.
    Organisations,
}

impl Only {
    fn kinds(self) -> &'static [Kind] {
        match self {
            Self::All => &[Kind::Organisation, Kind::Person],
            Self::People => &[Kind::Person],
            Self::Organisations => &[Kind::Organisation],
        }
    }

    fn takes(self, party: PartyRef) -> bool {
        self.kinds().contains(&party.kind())
    }

    /// The address at which a picker searches all of them.
    #[must_use]
    pub fn search(self) -> &'static str {
        match self {
            Self::All => "/pick/parties?only=all",
            Self::People => "/pick/parties?only=people",
            Self::Organisations => "/pick/parties?only=organisations",
        }
    }
}

/// The entries of a picker that can be chosen without searching: the parties of the mission, the
/// first ones of the directory, and whatever the form names already.
///
/// # Errors
/// When the store cannot be reached.
pub async fn choices(
    app: &App,
    caller: &Caller,
    dossier: Option<&Dossier>,
    only: Only,
    chosen: &[PartyRef],
) -> Result<Vec<Choice>, Problem> {
    let mut names = dossier.map(all_names).unwrap_or_default();
    let mut look = app.look(caller).await?;
    let some = || app::Filter::all().page(None, AT_ONCE);
    for body in look.list::<Organisation>(some()).await? {
        names.insert(PartyRef::Organisation(body.id), body.record.names);
    }
    for person in look.list::<Person>(some()).await? {
        names.insert(PartyRef::Person(person.id), person.record.names);
    }
    for party in chosen.iter().filter(|party| only.takes(**party)) {
        if names.contains_key(party) {
            continue;
        }
        let found = match *party {
            PartyRef::Person(id) => look.get::<Person>(id).await.map(|p| p.record.names),
            PartyRef::Organisation(id) => {
                look.get::<Organisation>(id).await.map(|o| o.record.names)
            }
        };
        // A party that is gone meanwhile cannot be chosen; the use case says so.
        names.extend(found.ok().map(|found| (*party, found)));
    }
    names.retain(|party, _| only.takes(*party));
    let language = caller.language;
    let mut all: Vec<Choice> = names
        .iter()
        .map(|(party, names)| choice(language, *party, names))
        .collect();
    i18n::collate::sort_by_name(language, &mut all, |choice| choice.label.clone());
    Ok(all)
}

/// The names of all parties of a mission.
fn all_names(dossier: &Dossier) -> BTreeMap<PartyRef, Names> {
    let people = dossier.people.values();
    let people = people.map(|p| (PartyRef::Person(p.id), p.names.clone()));
    let bodies = dossier.organisations.values();
    let bodies = bodies.map(|o| (PartyRef::Organisation(o.id), o.names.clone()));
    people.chain(bodies).collect()
}

fn choice(language: Language, party: PartyRef, names: &Names) -> Choice {
    let original = names.original(language).map(|n| n.text.clone());
    Choice::new(code(party), names.display(language).text.clone())
        .detail(original.unwrap_or_default())
}

/// The parties that some fields of a form name.
#[must_use]
pub fn named(submitted: &Submitted, fields: &[&str]) -> Vec<PartyRef> {
    fields
        .iter()
        .flat_map(|field| submitted.all(field))
        .filter_map(party)
        .collect()
}

/// What a picker asks.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    only: Only,
}

/// An entry of the answer.
#[derive(Debug, Serialize)]
pub struct Entry {
    value: String,
    label: String,
    detail: String,
}

/// Answers a picker that searches the whole directory.
///
/// # Errors
/// When the directory is not theirs to see.
pub async fn pick(
    State(site): State<Site>,
    seat: Seat,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<Entry>>, Problem> {
    let sought = Sought {
        text: &asked.q,
        kinds: asked.only.kinds(),
        limit: FOUND,
        ..Sought::default()
    };
    let found = site.app().search(&seat.caller, &sought).await?;
    let language = seat.caller.language;
    let entries = found.hits.iter().filter_map(|hit| {
        let party = party(&format!("{}:{}", hit.kind.code(), hit.id))?;
        let Heading::Names(names) = &hit.heading else {
            return None;
        };
        let choice = choice(language, party, names);
        Some(Entry {
            value: choice.value,
            label: choice.label,
            detail: choice.detail,
        })
    });
    Ok(Json(entries.collect()))
}

/// The frame of a page of a mission, kept up to date.
#[must_use]
pub fn framed(page: Page, dossier: &Dossier, section: Section, title: &'static str) -> Page {
    in_mission(page, &dossier.mission, section, title)
}

/// The same for pages that need nothing else of the mission.
#[must_use]
pub fn in_mission(page: Page, mission: &Mission, section: Section, title: &'static str) -> Page {
    let language = page.language;
    page.in_mission(MissionNav {
        code: mission.code.to_string(),
        title: mission.title.for_reader(language).to_owned(),
        sample: mission.sample,
        open: Vec::new(),
    })
    .at(section, title)
    .live(format!("mission={}", mission.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_leads_back_to_its_party() {
        let id = uuid::Uuid::from_u128(7);
        for one in [
            PartyRef::Person(PersonId::from_uuid(id)),
            PartyRef::Organisation(OrganisationId::from_uuid(id)),
        ] {
            assert_eq!(party(&code(one)), Some(one));
        }
        assert_eq!(party("ship:00000000-0000-0000-0000-000000000007"), None);
        assert_eq!(party("person:7"), None);
        assert_eq!(
            organisation(&code(PartyRef::Person(PersonId::from_uuid(id)))),
            None
        );
    }
}
