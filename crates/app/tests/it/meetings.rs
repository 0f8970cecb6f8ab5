//! Meeting records, asks and commitments: on both engines.

use crate::guests::{held, item, refused};
use crate::office::{caller, keep, office, program};
use app::meetings::Minutes;
use app::{App, AppError, Caller};
use domain::accounts::UserRole;
use domain::ids::{MeetingId, TypedId, UserId};
use domain::language::Language;
use domain::meetings::{
    Ask, AskState, Commitment, CommitmentKind, CommitmentState, Meeting, RecordState,
};
use domain::parties::PartyOrText;
use domain::programme::{Item, ItemState, Side};
use domain::text::Localised;
use jiff::civil::date;
use testkit::{Trial, on_both};

async fn write(
    app: &App,
    by: &Caller,
    item: &Item,
    version: Option<i64>,
    text: &str,
) -> Result<app::Saved, AppError> {
    let minutes = Minutes {
        present: vec![],
        summary: Localised::new(Language::En, text),
    };
    app.write_record(by, item.id, version, &minutes).await
}

fn somebody(trial: &Trial, app: &App, role: UserRole) -> Caller {
    Caller {
        user: Some(app.new_id::<UserId>()),
        ..caller(trial, role, None)
    }
}

#[tokio::test]
async fn nobody_approves_words_of_their_own() {
    on_both(|trial| async move {
        let app = office(&trial);
        let item = item(&app, &trial, held()).await;
        let author = somebody(&trial, &app, UserRole::Administrator);
        let editor = somebody(&trial, &app, UserRole::Administrator);
        let verifier = somebody(&trial, &app, UserRole::Verifier);
        let first = write(&app, &author, &item, None, "They agreed.");
        let first = first.await.unwrap();
        let id = MeetingId::from_uuid(first.id);
        // Somebody else rewrites it: now both have words in it.
        let second = write(&app, &editor, &item, Some(1), "They agreed to meet.");
        assert_eq!(second.await.unwrap().version, 2);
        let early = app.approve_record(&verifier, id, 2).await;
        assert_eq!(refused(early), "refused-not-submitted");
        app.submit_record(&editor, id, 2).await.unwrap();
        for own in [&author, &editor] {
            let own = app.approve_record(own, id, 3).await;
            assert_eq!(refused(own), "refused-own-record");
        }
        app.approve_record(&verifier, id, 3).await.unwrap();
        let record = app.get::<Meeting>(&author, id).await.unwrap();
        assert_eq!(record.state, RecordState::Approved);
        assert_eq!(record.approver, verifier.user);
        let later = write(&app, &author, &item, Some(4), "x");
        assert_eq!(refused(later.await), "refused-record-approved");
        app.send_back_record(&verifier, id, 4).await.unwrap();
        write(&app, &author, &item, Some(5), "x").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_meeting_has_one_record_and_it_waits_until_the_meeting_was_held() {
    on_both(|trial| async move {
        let app = office(&trial);
        let item = item(&app, &trial, ItemState::Confirmed).await;
        let author = somebody(&trial, &app, UserRole::Delegate);
        let made = write(&app, &author, &item, None, "Draft.");
        let id = MeetingId::from_uuid(made.await.unwrap().id);
        let twice = write(&app, &author, &item, None, "Again.");
        assert_eq!(refused(twice.await), "refused-record-exists");
        let early = app.submit_record(&author, id, 1).await;
        assert_eq!(refused(early), "refused-record-not-held");
        let viewer = somebody(&trial, &app, UserRole::Viewer);
        let other = write(&app, &viewer, &item, Some(1), "x");
        assert!(matches!(other.await, Err(AppError::Forbidden)));
        let stale = write(&app, &author, &item, Some(9), "x");
        assert!(matches!(stale.await, Err(AppError::Conflict(_))));
    })
    .await;
}

fn ask(app: &App, item: &Item) -> Ask {
    Ask {
        id: app.new_id(),
        mission: item.mission,
        item: item.id,
        side: Side::Home,
        by: None,
        of: PartyOrText::Described(Localised::new(Language::En, "German enterprises")),
        text: Localised::new(Language::En, "Build a production base"),
        concrete: true,
        state: AskState::Open,
        source: None,
    }
}

#[tokio::test]
async fn an_ask_ends_with_words_and_stays_ended() {
    on_both(|trial| async move {
        let app = office(&trial);
        let item = item(&app, &trial, held()).await;
        let ask = ask(&app, &item);
        keep(&app, &trial, &ask).await;
        let caller = program(&trial);
        let on = date(2026, 3, 2);
        let answer = |text: &str| AskState::Answered {
            text: text.into(),
            on,
        };
        let empty = app.answer_ask(&caller, ask.id, 1, &answer(" ")).await;
        assert_eq!(refused(empty), "refused-answer-empty");
        app.answer_ask(&caller, ask.id, 1, &AskState::Accepted)
            .await
            .unwrap();
        app.answer_ask(&caller, ask.id, 2, &answer("They look for a site."))
            .await
            .unwrap();
        let again = app.answer_ask(&caller, ask.id, 3, &AskState::Open).await;
        assert_eq!(refused(again), "refused-ask-closed");
    })
    .await;
}

#[tokio::test]
async fn a_commitment_is_followed_and_an_intent_is_not() {
    on_both(|trial| async move {
        let app = office(&trial);
        let item = item(&app, &trial, held()).await;
        let promise = Commitment {
            id: app.new_id(),
            mission: item.mission,
            item: Some(item.id),
            kind: CommitmentKind::Commitment,
            side: Side::Host,
            by: PartyOrText::Described(Localised::new(Language::En, "Nordwerk")),
            to: None,
            text: Localised::new(Language::En, "Send the drawings"),
            owner: "Ms Lin".into(),
            due: Some(date(2026, 3, 1)),
            state: CommitmentState::Open,
            source: None,
        };
        let caller = program(&trial);
        let mut bare = promise.clone();
        bare.due = None;
        let bare = app.create(&caller, "test", bare).await;
        assert_eq!(refused(bare), "refused-due-missing");
        keep(&app, &trial, &promise).await;
        // The day it is decides: 2 March, one day late.
        assert!(promise.is_overdue(app.today(&caller)));
        let done = CommitmentState::Done {
            evidence: String::new(),
            on: date(2026, 3, 2),
        };
        let unproved = app.step_commitment(&caller, promise.id, 1, &done).await;
        assert_eq!(refused(unproved), "refused-evidence-missing");
        app.step_commitment(&caller, promise.id, 1, &CommitmentState::Lapsed)
            .await
            .unwrap();
        let mut intent = promise.clone();
        intent.id = app.new_id();
        intent.kind = CommitmentKind::Intent;
        (intent.owner, intent.due) = (String::new(), None);
        keep(&app, &trial, &intent).await;
        let step = CommitmentState::InProgress;
        let step = app.step_commitment(&caller, intent.id, 1, &step).await;
        assert_eq!(refused(step), "refused-intent-only");
    })
    .await;
}
