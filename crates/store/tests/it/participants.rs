//! The links of participants: one each, kept as hashes.

use domain::chance::Clock as _;
use domain::ids::{MatchmakingId, MissionId, OrganisationId, TypedId};
use domain::record::{Kind, Links, Record};
use jiff::SignedDuration;
use store::participants::{NewParticipantLink, ParticipantDoor, ParticipantLink};
use store::{StoreError, house};
use testkit::on_both;
use uuid::Uuid;

/// A session and a firm, as far as a link needs them.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
struct Session(Uuid, MissionId);

impl Record for Session {
    const KIND: Kind = Kind::Matchmaking;
    type Id = MatchmakingId;
    fn id(&self) -> MatchmakingId {
        MatchmakingId::from_uuid(self.0)
    }
    fn links(&self) -> Links {
        Links {
            mission: Some(self.1.uuid()),
            ..Links::default()
        }
    }
}

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
struct Firm(Uuid);

impl Record for Firm {
    const KIND: Kind = Kind::Organisation;
    type Id = OrganisationId;
    fn id(&self) -> OrganisationId {
        OrganisationId::from_uuid(self.0)
    }
    fn links(&self) -> Links {
        Links::default()
    }
}

/// Another node finds the link of a token, or nothing.
async fn knock(
    trial: &testkit::Trial,
    door: ParticipantDoor,
    token: &[u8],
) -> Result<ParticipantLink, StoreError> {
    let mut reader = trial.store.read(house()).await.unwrap();
    reader.participant_link(door, token).await
}

#[tokio::test]
async fn a_participant_has_one_link_and_a_new_one_takes_its_place() {
    on_both(|trial| async move {
        let (note, part) = (
            crate::common::note(&trial, "FAIR", "fair"),
            Uuid::from_u128(8),
        );
        let (session, firm) = (Session(part, note.id), Firm(part));
        let link = |token: &[u8], calendar: &[u8]| NewParticipantLink {
            link: ParticipantLink {
                agency: trial.agency,
                matchmaking: MatchmakingId::from_uuid(part),
                organisation: OrganisationId::from_uuid(part),
                mission: note.id,
                created_at: trial.clock.now(),
                expires_at: trial.clock.now() + SignedDuration::from_hours(1),
                revoked_at: None,
                opened_at: None,
                seen_at: None,
            },
            token: token.to_vec(),
            calendar: calendar.to_vec(),
        };
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        tx.insert(&note).await.unwrap();
        tx.insert(&session).await.unwrap();
        tx.insert(&firm).await.unwrap();
        tx.keep_participant_links(&[link(b"first", b"calendar")])
            .await
            .unwrap();
        let _ = tx.commit(()).await.unwrap();
        let found = knock(&trial, ParticipantDoor::Pages, b"first")
            .await
            .unwrap();
        assert_eq!(found, link(b"", b"").link);
        assert!(found.works_at(trial.clock.now()));
        assert!(!found.works_at(found.expires_at));
        let calendar = knock(&trial, ParticipantDoor::Calendar, b"calendar").await;
        assert_eq!(calendar.unwrap(), found);
        // Neither token opens the other's door.
        for (door, token) in [
            (ParticipantDoor::Calendar, &b"first"[..]),
            (ParticipantDoor::Pages, b"calendar"),
        ] {
            let answer = knock(&trial, door, token).await;
            assert!(matches!(answer, Err(StoreError::Missing)));
        }
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        tx.touch_participant_link(&found).await.unwrap();
        tx.keep_participant_links(&[link(b"second", b"calendar 2")])
            .await
            .unwrap();
        let _ = tx.commit(()).await.unwrap();
        let old = knock(&trial, ParticipantDoor::Pages, b"first").await;
        assert!(matches!(old, Err(StoreError::Missing)));
        let new = knock(&trial, ParticipantDoor::Pages, b"second")
            .await
            .unwrap();
        assert_eq!(new.opened_at, Some(trial.clock.now()));
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        // Another participant takes the link over, in the sessions named, and gives it back.
        let other = Uuid::from_u128(9);
        tx.insert(&Firm(other)).await.unwrap();
        let owners = async |tx: &mut store::Tx| {
            let links = tx.participant_links(found.matchmaking).await.unwrap();
            let owners = links.iter().map(|link| link.organisation.uuid());
            owners.collect::<Vec<_>>()
        };
        for (from, to, sessions, owner) in [
            (part, other, &[][..], part),
            (part, other, &[found.matchmaking][..], other),
            (other, part, &[found.matchmaking][..], part),
        ] {
            tx.move_participant_links(from, to, sessions).await.unwrap();
            assert_eq!(owners(&mut tx).await, [owner]);
        }
        tx.revoke_participant_link(found.matchmaking, found.organisation)
            .await
            .unwrap();
        let twice = tx
            .revoke_participant_link(found.matchmaking, found.organisation)
            .await;
        assert!(matches!(twice, Err(StoreError::Missing)));
        let all = tx.participant_links(found.matchmaking).await.unwrap();
        assert_eq!(all.len(), 1);
        assert!(!all[0].works_at(trial.clock.now()));
    })
    .await;
}
