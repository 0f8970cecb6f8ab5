//! Parties with similar names: a warning before a double is made, and a hint beside a name that
//! nobody has identified. The program suggests; people decide, or leave it open.

use app::parties::{Alike, Reason};
use app::{AppError, Refusal};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::ids::{OrganisationId, PersonId, UserId};
use domain::language::Language;
use domain::names::{Candidate, Certainty, Identity, Names};
use domain::parties::{Organisation, PartyRef, Person};
use domain::record::Kind;
use jiff::civil::Date;

use crate::at_hand;
use crate::flash::Flash;
use crate::form::{Form, Submitted};
use crate::kit::{Action, Html, NameView, component};
use crate::problem::Problem;
use crate::seat::Seat;
use crate::site::Site;

/// From this likeness on, a new party may be a double.
const DOUBLE: f64 = 0.85;
/// Suggestions beside a name.
const SHOWN: usize = 5;
/// The tick that says it is another party all the same.
const ANYWAY: &str = "anyway";

/// Suggested parties with the reasons.
#[derive(Template)]
#[template(path = "parties/alike.html")]
pub(super) struct Suggestions {
    title: String,
    hint: String,
    list: Vec<Suggested>,
}

component!(Suggestions);

struct Suggested {
    name: NameView,
    reasons: String,
    /// What may be done with it.
    way: Option<Action>,
}

impl Suggestions {
    /// The likest parties, each with a way to note it as a candidate of `of`.
    pub fn beside(language: Language, list: &[Alike], of: Option<PartyRef>) -> Self {
        let note = |alike: &Alike| {
            let of = of?;
            let address = format!("{}/candidates", at_hand::href(of));
            let label = i18n::t(language, "parties-candidate-note", &[]);
            let why = reasons(language, alike);
            let name = alike.names.display(language).text.clone();
            let action = Action::post(label, address);
            Some(action.with("name", name).with("why", why))
        };
        let title = i18n::t(language, "parties-alike", &[]);
        let hint = i18n::t(language, "parties-alike-hint", &[]);
        Self::new(language, (title, hint), list, &note)
    }

    /// The likest parties, each with the way to compare it with the one whose merging has this
    /// address.
    pub fn to_merge(language: Language, list: &[Alike], address: &str) -> Self {
        let compare = |alike: &Alike| {
            let label = i18n::t(language, "merge-compare", &[]);
            let with = at_hand::code(alike.party);
            Some(Action::open(label, format!("{address}?with={with}")))
        };
        let title = i18n::t(language, "merge-likely", &[]);
        let hint = i18n::t(language, "merge-likely-hint", &[]);
        Self::new(language, (title, hint), list, &compare)
    }

    fn new(
        language: Language,
        (title, hint): (String, String),
        list: &[Alike],
        way: &dyn Fn(&Alike) -> Option<Action>,
    ) -> Self {
        let list = list.iter().take(SHOWN).map(|alike| Suggested {
            name: at_hand::bearer(language, Some(&alike.names), alike.party),
            reasons: reasons(language, alike),
            way: way(alike),
        });
        Self {
            title,
            hint,
            list: list.collect(),
        }
    }
}

/// The reasons in words.
fn reasons(language: Language, alike: &Alike) -> String {
    let pair = |key: &str, asked: &String, known: &String| {
        i18n::t(
            language,
            key,
            &[("asked", asked.into()), ("known", known.into())],
        )
    };
    let words: Vec<String> = alike
        .reasons
        .iter()
        .take(3)
        .map(|reason| match reason {
            Reason::SameName => i18n::t(language, "parties-reason-same", &[]),
            Reason::SameWords => i18n::t(language, "parties-reason-words", &[]),
            Reason::SameReading => i18n::t(language, "parties-reason-reading", &[]),
            Reason::Initials => i18n::t(language, "parties-reason-initials", &[]),
            Reason::SharedWord { word } => {
                i18n::t(language, "parties-reason-shared", &[("word", word.into())])
            }
            Reason::SimilarSpelling { asked, known, .. } => {
                pair("parties-reason-spelling", asked, known)
            }
            Reason::SimilarSound { asked, known, .. } => pair("parties-reason-sound", asked, known),
        })
        .collect();
    words.join(i18n::t(language, "parties-reason-and", &[]).as_str())
}

/// Asks whether the person may make such a record, before a form is shown.
pub(super) fn ask_create(seat: &Seat, kind: Kind) -> Result<(), Problem> {
    Ok(seat
        .caller
        .ask(Right::Create, Subject::Record(kind), None)?)
}

/// Who confirms names, and on which day.
pub(super) fn stands_for(site: &Site, seat: &Seat) -> Option<(UserId, Date)> {
    let today = seat.caller.zone.local(site.clock().now()).date();
    seat.caller.user.map(|user| (user, today))
}

/// Parties on record of which a new one may be a double; none once the person said it is not.
pub(super) async fn doubles(
    site: &Site,
    seat: &Seat,
    kind: Kind,
    names: &Names,
    submitted: &Submitted,
) -> Result<Vec<Alike>, Problem> {
    if submitted.check(ANYWAY) {
        return Ok(Vec::new());
    }
    let texts: Vec<&str> = names.all().iter().map(|n| n.text.as_str()).collect();
    let mut alike = site.app().alike(&seat.caller, kind, &texts, None).await?;
    alike.retain(|one| one.score >= DOUBLE);
    Ok(alike)
}

/// Warns of possible doubles above a form, and lets the person say that it is another party.
pub(super) fn warn(form: &mut Form, submitted: &mut Submitted, doubles: &[Alike]) -> Html {
    if doubles.is_empty() {
        return Html::default();
    }
    form.check(ANYWAY, "parties-anyway", false);
    submitted.refuse(ANYWAY, "parties-double");
    Html::of(&Suggestions::beside(form.language, doubles, None))
}

/// Notes a suggestion as a candidate of an unresolved organisation.
pub(super) async fn note_organisation(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<OrganisationId>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let candidate = read(&mut submitted)?;
    let which = (Right::Edit, id, None);
    let saved = site
        .app()
        .change::<Organisation>(
            &seat.caller,
            "organisation.candidate",
            which,
            |mut record| {
                record.names = with_candidate(&record.names, candidate.clone())?;
                Ok(record)
            },
        )
        .await?;
    let undo = at_hand::undo(Kind::Organisation, saved.id, saved.version);
    let address = at_hand::href(PartyRef::Organisation(id));
    Ok(Flash::done("common-saved").undo(&undo).to(&address))
}

/// Notes a suggestion as a candidate of an unresolved person.
pub(super) async fn note_person(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<PersonId>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let candidate = read(&mut submitted)?;
    let which = (Right::Edit, id, None);
    let saved = site
        .app()
        .change::<Person>(&seat.caller, "person.candidate", which, |mut record| {
            record.names = with_candidate(&record.names, candidate.clone())?;
            Ok(record)
        })
        .await?;
    let undo = at_hand::undo(Kind::Person, saved.id, saved.version);
    let address = at_hand::href(PartyRef::Person(id));
    Ok(Flash::done("common-saved").undo(&undo).to(&address))
}

fn read(submitted: &mut Submitted) -> Result<Candidate, Problem> {
    let candidate = Candidate {
        name: submitted.required_line("name"),
        certainty: Certainty::Guess,
        why: submitted.line("why"),
    };
    if submitted.is_fine() {
        Ok(candidate)
    } else {
        Err(Problem::refused("form-error-required"))
    }
}

/// The same names with one more candidate; a bearer who is known has none.
fn with_candidate(names: &Names, candidate: Candidate) -> Result<Names, Refusal> {
    let Identity::Unresolved { candidates } = names.identity() else {
        return Err(Refusal::new("refused-identified"));
    };
    let mut candidates = candidates.clone();
    if !candidates.iter().any(|c| c.name == candidate.name) {
        candidates.push(candidate);
    }
    let identity = Identity::Unresolved { candidates };
    Names::new(names.all().to_vec(), identity).map_err(|_| Refusal::new("refused-identified"))
}

/// Parties that an unresolved one might be; none for known ones.
pub(super) async fn suggestions(
    site: &Site,
    seat: &Seat,
    party: PartyRef,
    names: &Names,
) -> Result<Suggestions, Problem> {
    let language = seat.page.language;
    let mut list = Vec::new();
    if names.is_unresolved() {
        let texts: Vec<&str> = names.all().iter().map(|n| n.text.as_str()).collect();
        let asked = site
            .app()
            .alike(&seat.caller, party.kind(), &texts, Some(party))
            .await;
        list = match asked {
            Ok(list) => list,
            Err(AppError::Forbidden | AppError::Missing) => Vec::new(),
            Err(other) => return Err(other.into()),
        };
        list.retain(|alike| {
            !names
                .candidates()
                .iter()
                .any(|c| alike.names.all().iter().any(|name| name.text == c.name))
        });
    }
    let edits = super::may(&seat.caller, Right::Edit, party.kind());
    Ok(Suggestions::beside(language, &list, edits.then_some(party)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn candidate(name: &str) -> Candidate {
        Candidate {
            name: name.to_owned(),
            certainty: Certainty::Guess,
            why: String::new(),
        }
    }

    #[test]
    fn only_an_unresolved_bearer_gains_candidates_and_each_once() {
        let printed = Names::as_printed(Language::En, "Renos Company").unwrap();
        let once = with_candidate(&printed, candidate("Rhenus")).unwrap();
        let twice = with_candidate(&once, candidate("Rhenus")).unwrap();
        assert_eq!(twice.candidates().len(), 1);
        let known = Names::of_record(Language::De, "Rhenus").unwrap();
        assert!(with_candidate(&known, candidate("Renos")).is_err());
    }
}
