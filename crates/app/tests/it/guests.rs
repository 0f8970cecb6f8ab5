//! Who is invited, who answers, who came: on both engines.

use crate::office::{caller, keep, mission, office, organisation, person, program};
use app::guests::{Outcome, Part, Who};
use app::{App, AppError};
use domain::accounts::UserRole;
use domain::count::{Count, Relation};
use domain::ids::{ItemId, MissionId, ParticipationId, TypedId};
use domain::language::Language;
use domain::names::Names;
use domain::parties::PartyRef;
use domain::programme::{
    Interpretation, Item, ItemKind, ItemState, ParticipationState, Role, Side, Visibility,
};
use domain::text::Localised;
use domain::time::When;
use testkit::{Trial, on_both};

/// An item of a new mission.
pub async fn item(app: &App, trial: &Trial, state: ItemState) -> Item {
    let code = format!("M-{}", &app.new_id::<MissionId>().to_string()[24..]);
    let mission = mission(app, &code, "To Hamburg");
    keep(app, trial, &mission).await;
    let item = Item {
        id: app.new_id(),
        mission: mission.id,
        leg: None,
        kind: ItemKind::Talks,
        title: Localised::new(Language::En, "Talks"),
        when: When::Day {
            date: jiff::civil::date(2026, 3, 1),
        },
        state,
        venue: Localised::default(),
        room: String::new(),
        hosts: vec![],
        official: true,
        languages: vec![],
        interpretation: Interpretation::Unknown,
        visibility: Visibility::Participants,
        counts: vec![],
        note: Localised::default(),
        source: None,
    };
    keep(app, trial, &item).await;
    item
}

/// The state of an item that was held.
pub fn held() -> ItemState {
    ItemState::Held {
        source: None,
        was_planned: true,
    }
}

/// The key of a refusal.
pub fn refused<T: std::fmt::Debug>(answer: Result<T, AppError>) -> &'static str {
    match answer.unwrap_err() {
        AppError::Refused(refusal) => refusal.key,
        other => panic!("{other:?}"),
    }
}

fn guest(who: Who) -> Part {
    Part {
        who,
        organisation: None,
        posts: vec![],
        role: Role::Guest,
        side: Side::Host,
        rank: None,
        count: None,
        note: String::new(),
        source: None,
    }
}

fn printed(text: &str) -> Who {
    Who::Printed {
        text: text.into(),
        language: Language::En,
        person: false,
    }
}

async fn answer(
    app: &App,
    trial: &Trial,
    part: ParticipationId,
    state: ParticipationState,
) -> Result<app::Saved, AppError> {
    let caller = program(trial);
    let now = app
        .get::<domain::programme::Participation>(&caller, part)
        .await?;
    let outcome = Outcome {
        part,
        version: now.version,
        state,
    };
    app.answer_part(&caller, &outcome).await
}

async fn added(app: &App, trial: &Trial, item: &Item, part: &Part) -> ParticipationId {
    let nominated = ParticipationState::Nominated;
    let caller = program(trial);
    let saved = app
        .add_part(&caller, item.mission, Some(item.id), part, &nominated)
        .await
        .unwrap();
    ParticipationId::from_uuid(saved.id)
}

#[tokio::test]
async fn a_name_nobody_identified_becomes_a_guest_and_stays_unresolved() {
    on_both(|trial| async move {
        let app = office(&trial);
        let item = item(&app, &trial, ItemState::Confirmed).await;
        let mut part = guest(printed("Renos Company"));
        part.count = Some(Count {
            value: 90,
            relation: Relation::MoreThan,
            unit: Localised::new(Language::En, "guests"),
        });
        let id = added(&app, &trial, &item, &part).await;
        let code = item.mission;
        let dossier = app.dossier(&program(&trial), code).await.unwrap();
        let kept = dossier.participations.iter().find(|p| p.id == id).unwrap();
        let names = dossier.names_of(kept.party).unwrap();
        assert!(names.is_unresolved() && names.candidates().is_empty());
        assert_eq!(names.display(Language::ZhHans).text, "Renos Company");
        assert_eq!(kept.count, part.count, "a published count stays as it is");
        // The same party is not invited twice to one item.
        part.who = Who::OnRecord(kept.party);
        let nominated = ParticipationState::Nominated;
        let twice = app
            .add_part(&program(&trial), code, Some(item.id), &part, &nominated)
            .await;
        assert_eq!(refused(twice), "refused-part-twice");
    })
    .await;
}

#[tokio::test]
async fn attendance_is_recorded_only_of_what_was_held() {
    on_both(|trial| async move {
        let app = office(&trial);
        let planned = item(&app, &trial, ItemState::Confirmed).await;
        let id = added(&app, &trial, &planned, &guest(printed("SAP"))).await;
        let attended = ParticipationState::Attended;
        let early = answer(&app, &trial, id, attended.clone()).await;
        assert_eq!(refused(early), "refused-not-held");
        answer(&app, &trial, id, ParticipationState::Accepted)
            .await
            .unwrap();

        let held = item(&app, &trial, held()).await;
        let id = added(&app, &trial, &held, &guest(printed("Linde"))).await;
        answer(&app, &trial, id, attended).await.unwrap();
        let late = answer(&app, &trial, id, ParticipationState::Accepted).await;
        assert_eq!(refused(late), "refused-attendance-recorded");
    })
    .await;
}

#[tokio::test]
async fn a_sheet_of_attendance_is_recorded_as_a_whole_or_not_at_all() {
    on_both(|trial| async move {
        let app = office(&trial);
        let item = item(&app, &trial, held()).await;
        let first = added(&app, &trial, &item, &guest(printed("Siemens"))).await;
        let second = added(&app, &trial, &item, &guest(printed("Sulzer"))).await;
        let outcome = |part, version| Outcome {
            part,
            version,
            state: ParticipationState::Attended,
        };
        let caller = program(&trial);
        let stale = [outcome(first, 1), outcome(second, 7)];
        let lost = app.record_attendance(&caller, &stale).await;
        assert!(matches!(lost, Err(AppError::Conflict(_))), "{lost:?}");
        let states = async |app: &App| {
            let dossier = app.dossier(&program(&trial), item.mission).await.unwrap();
            let all = dossier.part_in(item.id);
            all.map(|p| p.state.code()).collect::<Vec<_>>()
        };
        assert_eq!(states(&app).await, ["nominated", "nominated"]);
        let fresh = [outcome(first, 1), outcome(second, 1)];
        assert_eq!(app.record_attendance(&caller, &fresh).await.unwrap(), 2);
        assert_eq!(states(&app).await, ["attended", "attended"]);
    })
    .await;
}

#[tokio::test]
async fn all_nominated_are_invited_at_once_and_nobody_else() {
    on_both(|trial| async move {
        let app = office(&trial);
        let item = item(&app, &trial, ItemState::Confirmed).await;
        let accepted = added(&app, &trial, &item, &guest(printed("BMW"))).await;
        answer(&app, &trial, accepted, ParticipationState::Accepted)
            .await
            .unwrap();
        added(&app, &trial, &item, &guest(printed("SAP"))).await;
        let delegate = caller(&trial, UserRole::Delegate, None);
        let refused = app.invite_nominated(&delegate, item.mission, None).await;
        assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
        let protocol = caller(&trial, UserRole::ProtocolOfficer, None);
        let invited = app.invite_nominated(&protocol, item.mission, None).await;
        assert_eq!(invited.unwrap(), 1);
        let none: Option<ItemId> = Some(item.id);
        let again = app.invite_nominated(&protocol, item.mission, none).await;
        assert_eq!(again.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn nobody_takes_part_by_somebody_elses_post_or_in_their_own_place() {
    on_both(|trial| async move {
        let app = office(&trial);
        let item = item(&app, &trial, held()).await;
        let mayor = person(&app, Names::of_record(Language::ZhHans, "陈绍旺").unwrap());
        let other = person(&app, Names::of_record(Language::En, "Jens Rigg").unwrap());
        let city = organisation(&app, Names::of_record(Language::En, "Dalian").unwrap());
        keep(&app, &trial, &mayor).await;
        keep(&app, &trial, &other).await;
        keep(&app, &trial, &city).await;
        let post = domain::parties::Post {
            id: app.new_id(),
            person: mayor.id,
            organisation: Some(city.id),
            title: Localised::new(Language::En, "Mayor"),
            from: None,
            to: None,
            seen: None,
            main: true,
            source: None,
        };
        keep(&app, &trial, &post).await;
        let mut part = guest(Who::OnRecord(PartyRef::Person(other.id)));
        part.posts = vec![post.id];
        let nominated = ParticipationState::Nominated;
        let caller = program(&trial);
        let foreign = app
            .add_part(&caller, item.mission, Some(item.id), &part, &nominated)
            .await;
        assert_eq!(refused(foreign), "refused-post-foreign");
        part.who = Who::OnRecord(PartyRef::Person(mayor.id));
        let id = added(&app, &trial, &item, &part).await;
        let by = PartyRef::Person(mayor.id);
        let own = answer(&app, &trial, id, ParticipationState::Substituted { by }).await;
        assert_eq!(refused(own), "refused-own-substitute");
        let by = PartyRef::Person(other.id);
        answer(&app, &trial, id, ParticipationState::Substituted { by })
            .await
            .unwrap();
    })
    .await;
}
