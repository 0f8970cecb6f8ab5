//! Agreements: on both engines.

use crate::guests::{held, item, refused};
use crate::office::{keep, office, organisation, program};
use app::agreements::Standing;
use app::guests::Who;
use app::{App, AppError};
use domain::agreements::{Agreement, AgreementKind, AgreementStage, AgreementState};
use domain::ids::{AgreementId, ItemId, MissionId, OrganisationId, TypedId};
use domain::language::Language;
use domain::names::Names;
use domain::parties::PartyRef;
use domain::programme::{ItemState, Side};
use domain::text::Localised;
use domain::time::When;
use jiff::civil::{Date, date};
use testkit::{Trial, on_both};

fn draft(mission: MissionId, state: AgreementState) -> Agreement {
    Agreement {
        id: AgreementId::from_uuid(uuid::Uuid::nil()),
        mission: Some(mission),
        title: Localised::new(Language::En, "Cooperation agreement"),
        kind: AgreementKind::Agreement,
        parties: vec![],
        ceremony: None,
        state,
        amounts: vec![],
        languages: vec!["zh-Hans".into(), "de".into()],
        predecessor: None,
        note: Localised::default(),
        source: None,
    }
}

fn signed(day: Date, ceremony: Option<ItemId>) -> AgreementState {
    AgreementState::Signed {
        when: When::Day { date: day },
        ceremony,
        place: None,
    }
}

/// Our side on record, their side as printed.
async fn table(app: &App, trial: &Trial) -> Vec<Standing> {
    let park = organisation(
        app,
        Names::of_record(Language::En, "Industrial Park").unwrap(),
    );
    keep(app, trial, &park).await;
    let stand = |who, side| Standing {
        who,
        side,
        signatory: None,
    };
    let printed = Who::Printed {
        text: "Ered Group".into(),
        language: Language::En,
        person: false,
    };
    vec![
        stand(Who::OnRecord(PartyRef::Organisation(park.id)), Side::Home),
        stand(printed, Side::Host),
    ]
}

#[tokio::test]
async fn an_agreement_goes_its_way_and_is_signed_once() {
    on_both(|trial| async move {
        let app = office(&trial);
        let ceremony = item(&app, &trial, ItemState::Confirmed).await;
        let parties = table(&app, &trial).await;
        let caller = program(&trial);
        let draft = draft(ceremony.mission, AgreementState::Drafting);
        let made = app
            .draft_agreement(&caller, &draft, &parties)
            .await
            .unwrap();
        let id = AgreementId::from_uuid(made.id);
        let step =
            async |version, to: AgreementState| app.step_agreement(&caller, id, version, &to).await;
        let day = date(2026, 3, 2);
        let early = step(1, signed(day, None)).await;
        assert_eq!(refused(early), "refused-agreement-stage");
        step(1, AgreementState::Review).await.unwrap();
        step(2, AgreementState::TextFinal).await.unwrap();
        step(3, AgreementState::Cleared).await.unwrap();
        let tomorrow = step(4, signed(date(2026, 3, 3), None)).await;
        assert_eq!(refused(tomorrow), "refused-signing-not-yet");
        let unheld = step(4, signed(day, Some(ceremony.id))).await;
        assert_eq!(refused(unheld), "refused-ceremony-not-held");
        step(4, signed(day, None)).await.unwrap();
        let again = step(5, signed(day, None)).await;
        assert_eq!(refused(again), "refused-already-signed");
        let stale = step(4, AgreementState::Review).await;
        assert!(stale.is_err());
    })
    .await;
}

#[tokio::test]
async fn what_was_signed_stays_and_a_final_text_that_changes_is_reviewed() {
    on_both(|trial| async move {
        let app = office(&trial);
        let item = item(&app, &trial, held()).await;
        let parties = table(&app, &trial).await;
        let caller = program(&trial);
        let history = draft(item.mission, signed(date(2026, 3, 1), Some(item.id)));
        let made = app
            .draft_agreement(&caller, &history, &parties)
            .await
            .unwrap();
        let id = AgreementId::from_uuid(made.id);
        let now = app.get::<Agreement>(&caller, id).await.unwrap();
        assert_eq!(now.parties.len(), 2);
        let book = app.agreement_book(&caller).await.unwrap();
        let host = now.parties[1].organisation;
        assert!(book.organisations[&host].names.is_unresolved());
        let same: Vec<Standing> = now.parties.iter().map(stands).collect();
        let mut changed = now.record.clone();
        changed.kind = AgreementKind::InvestmentContract;
        let refusal = app.rewrite_agreement(&caller, &changed, 1, &same).await;
        assert_eq!(refused(refusal), "refused-signed-as-is");

        let other = draft(item.mission, AgreementState::Cleared);
        let made = app.draft_agreement(&caller, &other, &same).await.unwrap();
        let id = AgreementId::from_uuid(made.id);
        let mut cleared = app.get::<Agreement>(&caller, id).await.unwrap().record;
        let book = app.agreement_book(&caller).await.unwrap();
        let before: Vec<_> = book.signed_before(&cleared).map(|a| a.id).collect();
        assert_eq!(before, [now.id], "the same parties have signed before");
        cleared.kind = AgreementKind::Memorandum;
        app.rewrite_agreement(&caller, &cleared, 1, &same)
            .await
            .unwrap();
        let after = app.get::<Agreement>(&caller, id).await.unwrap();
        assert_eq!(after.state.stage(), AgreementStage::Review);
    })
    .await;
}

fn stands(party: &domain::agreements::AgreementParty) -> Standing {
    Standing {
        who: Who::OnRecord(PartyRef::Organisation(party.organisation)),
        side: party.side,
        signatory: party.signatory.clone(),
    }
}

#[tokio::test]
async fn an_agreement_needs_two_different_parties_on_record() {
    on_both(|trial| async move {
        let app = office(&trial);
        let item = item(&app, &trial, held()).await;
        let mut parties = table(&app, &trial).await;
        let caller = program(&trial);
        let draft = draft(item.mission, AgreementState::Drafting);
        let one = app.draft_agreement(&caller, &draft, &parties[..1]).await;
        assert_eq!(refused(one), "refused-party-missing");
        parties[1].who = parties[0].who.clone();
        let twice = app.draft_agreement(&caller, &draft, &parties).await;
        assert_eq!(refused(twice), "refused-party-twice");
        let nobody = OrganisationId::from_uuid(uuid::Uuid::from_u128(7));
        parties[1].who = Who::OnRecord(PartyRef::Organisation(nobody));
        let gone = app.draft_agreement(&caller, &draft, &parties).await;
        assert!(matches!(gone, Err(AppError::Missing)), "{gone:?}");
        assert!(
            app.agreement_book(&caller)
                .await
                .unwrap()
                .agreements
                .is_empty()
        );
    })
    .await;
}
