//! An agreement as typed.

use app::agreements::Standing;
use app::guests::Who;
use domain::agreements::{Agreement, AgreementKind, AgreementParty, AgreementState, Signatory};
use domain::ids::{AgreementId, ItemId, TypedId};
use domain::language::Language;
use domain::parties::PartyRef;
use domain::programme::Side;

use super::form::Ground;
use crate::at_hand;
use crate::form::Submitted;
use crate::guests::read_source;
use crate::page::Page;

/// The agreement and its parties; nothing where a field that decides is missing.
pub(super) fn read(
    page: &Page,
    submitted: &mut Submitted,
    ground: &Ground,
) -> Option<(Agreement, Vec<Standing>)> {
    let before = ground.agreement().map(|stored| &stored.record);
    let title = submitted.required_localised("title");
    let kind = submitted.required_choice("kind", AgreementKind::from_code);
    let mut parties = side(page.language, submitted, before, Side::Home);
    parties.extend(side(page.language, submitted, before, Side::Host));
    let ceremony = submitted.choice("ceremony", |id| id.parse::<ItemId>().ok());
    let state = match before {
        Some(before) => Some(before.state.clone()),
        None => super::step::read_first(page, submitted, ceremony),
    };
    let amounts = super::amounts::read(submitted);
    let languages = submitted.several("languages", |tag| {
        let tag = domain::language::LanguageTag::new(tag).ok()?;
        Some(tag.as_str().to_owned())
    });
    let agreement = Agreement {
        // A new one gets its own id when it is laid down.
        id: ground
            .id
            .unwrap_or_else(|| AgreementId::from_uuid(uuid::Uuid::nil())),
        mission: ground.dossier.as_ref().map(|dossier| dossier.mission.id),
        title,
        kind: kind?,
        parties: Vec::new(),
        ceremony,
        state: state.unwrap_or(AgreementState::Drafting),
        amounts,
        languages,
        predecessor: submitted.id("predecessor"),
        note: submitted.localised_lines("note"),
        source: read_source(submitted),
    };
    Some((agreement, parties))
}

fn side(
    language: Language,
    submitted: &mut Submitted,
    before: Option<&Agreement>,
    side: Side,
) -> Vec<Standing> {
    let mut parties = Vec::new();
    for row in submitted.rows(side.code()) {
        let known = submitted.choice(&format!("{row}.party"), at_hand::organisation);
        let printed = submitted.line(&format!("{row}.party.printed"));
        let person = submitted.choice(&format!("{row}.signatory"), at_hand::party);
        let who = match known {
            Some(body) => Who::OnRecord(PartyRef::Organisation(body)),
            None if printed.is_empty() => {
                if person.is_some() {
                    submitted.refuse(&format!("{row}.party"), "form-error-required");
                }
                continue;
            }
            None => Who::Printed {
                text: printed,
                language,
                person: false,
            },
        };
        let signatory = match person {
            Some(PartyRef::Person(person)) => Some(Signatory {
                person,
                post: before.and_then(|before| post_of(&before.parties, person)),
            }),
            _ => None,
        };
        parties.push(Standing {
            who,
            side,
            signatory,
        });
    }
    if parties.is_empty() {
        submitted.refuse(side.code(), "agreements-side-empty");
    }
    parties
}

/// The post by which somebody signs stays when the form does not speak of it.
fn post_of(
    parties: &[AgreementParty],
    person: domain::ids::PersonId,
) -> Option<domain::ids::PostId> {
    let mut signatories = parties.iter().filter_map(|party| party.signatory.as_ref());
    signatories
        .find(|s| s.person == person)
        .and_then(|s| s.post)
}
