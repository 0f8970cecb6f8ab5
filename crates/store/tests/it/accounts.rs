//! Agencies, users, memberships, sessions, links, feeds and the brakes on guessing.

use domain::accounts::{Membership, Team, User, UserRole};
use domain::chance::Clock as _;
use domain::ids::{FeedId, MissionId, SessionId, TeamId, TypedId, UserId};
use domain::language::Language;
use domain::time::ZoneName;
use jiff::SignedDuration;
use jiff::civil::date;
use store::feeds::Feed;
use store::sessions::{LinkPurpose, OneTimeLink, Session};
use store::throttle::{Limit, Scope};
use store::{StoreError, house};
use testkit::{Trial, on_both};
use uuid::Uuid;

fn user(trial: &Trial, email: &str) -> User {
    User {
        id: UserId::new(&*trial.clock, &*trial.chance),
        email: email.into(),
        name: "王伟".into(),
        language: Language::ZhHans,
        zone: ZoneName::new("Asia/Shanghai").unwrap(),
        active: true,
    }
}

async fn keep(trial: &Trial, user: &User) {
    let mut tx = trial.store.write(house(), &trial.stamp()).await.unwrap();
    tx.create_user(user).await.unwrap();
    let _ = tx.commit(()).await.unwrap();
}

#[tokio::test]
async fn an_address_signs_one_user_in_however_it_is_spelled() {
    on_both(|trial| async move {
        let mut wang = user(&trial, "wang@example.org");
        keep(&trial, &wang).await;
        let mut tx = trial.store.write(house(), &trial.stamp()).await.unwrap();
        tx.set_password(wang.id, "$argon2id$x").await.unwrap();
        let found = tx
            .account_by_email(" WANG@example.org ")
            .await
            .unwrap()
            .unwrap();
        assert_eq!((found.user.clone(), found.version), (wang.clone(), 2));
        assert_eq!(found.password.as_deref(), Some("$argon2id$x"));
        wang.email = "w.wei@example.org".into();
        assert!(matches!(
            tx.update_user(&wang, 1).await,
            Err(StoreError::Missing)
        ));
        tx.update_user(&wang, 2).await.unwrap();
        assert!(
            tx.account_by_email("wang@example.org")
                .await
                .unwrap()
                .is_none()
        );
        assert_eq!(
            tx.account_by_email("w.wei@example.org")
                .await
                .unwrap()
                .unwrap()
                .user,
            wang
        );
        assert_eq!(tx.account(wang.id).await.unwrap().version, 3);
        let _ = tx.commit(()).await.unwrap();

        let mut tx = trial.store.write(house(), &trial.stamp()).await.unwrap();
        let twin = tx.create_user(&user(&trial, "W.Wei@example.org")).await;
        assert!(matches!(twin, Err(StoreError::Taken(_))));
        drop(tx);
        let mut reader = trial.store.read(house()).await.unwrap();
        assert_eq!(reader.verify_chain().await.unwrap(), 5);
        assert_eq!(reader.agencies().await.unwrap().len(), 2);
        assert_eq!(reader.agency_by_code("first").await.unwrap(), trial.agency);
    })
    .await;
}

#[tokio::test]
async fn a_role_is_given_changed_and_taken_back() {
    on_both(|trial| async move {
        let wang = user(&trial, "wang@example.org");
        keep(&trial, &wang).await;
        let team = Team {
            id: TeamId::new(&*trial.clock, &*trial.chance),
            name: "Europe".into(),
        };
        let mut membership = Membership {
            agency: trial.agency,
            user: wang.id,
            role: UserRole::MissionOfficer,
            mission: None,
            until: Some(date(2026, 5, 1)),
            team: Some(team.id),
        };
        let id = Uuid::from_u128(1);
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        tx.create_team(&team).await.unwrap();
        tx.grant(id, &membership).await.unwrap();
        let member = tx.member(id).await.unwrap();
        assert_eq!(member.membership, membership);
        assert!(!tx.has_administrator(trial.agency).await.unwrap());
        membership.role = UserRole::Administrator;
        membership.until = None;
        tx.change_grant(&member, &membership).await.unwrap();
        assert!(tx.has_administrator(trial.agency).await.unwrap());
        assert!(matches!(
            tx.change_grant(&member, &membership).await,
            Err(StoreError::Missing)
        ));
        let _ = tx.commit(()).await.unwrap();

        let mut reader = trial.store.read(trial.other).await.unwrap();
        assert!(matches!(reader.member(id).await, Err(StoreError::Missing)));
        assert!(reader.members().await.unwrap().is_empty());
        assert!(reader.teams().await.unwrap().is_empty());
        assert_eq!(
            reader.memberships_of(wang.id).await.unwrap()[0].membership,
            membership
        );
        drop(reader);

        let mut tx = trial
            .store
            .write(trial.other, &trial.stamp())
            .await
            .unwrap();
        assert!(matches!(
            tx.grant(Uuid::from_u128(2), &membership).await,
            Err(StoreError::Missing)
        ));
        assert!(matches!(
            tx.delete_team(team.id).await,
            Err(StoreError::Missing)
        ));
        drop(tx);
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        let member = tx.member(id).await.unwrap();
        tx.revoke_grant(&member).await.unwrap();
        assert!(tx.memberships_of(wang.id).await.unwrap().is_empty());
        assert!(!tx.has_administrator(trial.agency).await.unwrap());
        assert_eq!(tx.members().await.unwrap()[0].1, wang);
        tx.rename_team(&Team {
            name: "Europa".into(),
            ..team.clone()
        })
        .await
        .unwrap();
        assert_eq!(tx.teams().await.unwrap()[0].name, "Europa");
        tx.delete_team(team.id).await.unwrap();
        assert!(tx.teams().await.unwrap().is_empty());
        let _ = tx.commit(()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn sessions_end_by_time_by_owner_and_by_rotation() {
    on_both(|trial| async move {
        let wang = user(&trial, "wang@example.org");
        keep(&trial, &wang).await;
        let start = trial.clock.now();
        let hour = SignedDuration::from_hours(1);
        let end = start.checked_add(hour).unwrap();
        let open = || Session {
            id: SessionId::new(&*trial.clock, &*trial.chance),
            user: wang.id,
            agency: Some(trial.agency),
            created_at: start,
            seen_at: start,
            expires_at: end,
            user_agent: "Firefox on Linux".into(),
        };
        let (phone, desk) = (open(), open());
        let mut tx = trial.store.write(house(), &trial.stamp()).await.unwrap();
        tx.open_session(&phone, b"phone").await.unwrap();
        tx.open_session(&desk, b"desk").await.unwrap();
        assert_eq!(
            tx.session(b"phone", start).await.unwrap(),
            Some(phone.clone())
        );
        assert_eq!(tx.session(b"guess", start).await.unwrap(), None);
        assert_eq!(tx.session(b"phone", end).await.unwrap(), None);
        assert_eq!(tx.sessions_of(wang.id, start).await.unwrap().len(), 2);
        tx.rotate_session(&desk, b"desk 2").await.unwrap();
        assert_eq!(tx.session(b"desk", start).await.unwrap(), None);
        assert!(tx.session(b"desk 2", start).await.unwrap().is_some());
        let stranger = UserId::new(&*trial.clock, &*trial.chance);
        assert!(matches!(
            tx.revoke_session(stranger, phone.id).await,
            Err(StoreError::Missing)
        ));
        tx.revoke_session(wang.id, phone.id).await.unwrap();
        assert!(matches!(
            tx.revoke_session(wang.id, phone.id).await,
            Err(StoreError::Missing)
        ));
        assert!(matches!(
            tx.touch_session(phone.id, end).await,
            Err(StoreError::Missing)
        ));
        assert_eq!(tx.session(b"phone", start).await.unwrap(), None);
        tx.touch_session(desk.id, end.checked_add(hour).unwrap())
            .await
            .unwrap();
        assert!(tx.session(b"desk 2", end).await.unwrap().is_some());
        assert_eq!(tx.revoke_sessions(wang.id, Some(desk.id)).await.unwrap(), 0);
        assert_eq!(tx.revoke_sessions(wang.id, None).await.unwrap(), 1);
        let _ = tx.commit(()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_one_time_link_works_once_and_in_time() {
    on_both(|trial| async move {
        let wang = user(&trial, "wang@example.org");
        keep(&trial, &wang).await;
        let link = OneTimeLink {
            purpose: LinkPurpose::Invitation,
            user: wang.id,
            agency: Some(trial.agency),
            expires_at: trial
                .clock
                .now()
                .checked_add(SignedDuration::from_hours(1))
                .unwrap(),
        };
        let mut tx = trial.store.write(house(), &trial.stamp()).await.unwrap();
        for token in [b"one", b"two", b"six"] {
            tx.keep_link(&link, token).await.unwrap();
        }
        let now = trial.clock.now();
        assert_eq!(tx.link(b"one", now).await.unwrap(), link);
        assert_eq!(tx.use_link(b"one").await.unwrap(), link);
        assert!(matches!(
            tx.use_link(b"one").await,
            Err(StoreError::Missing)
        ));
        assert!(matches!(
            tx.link(b"one", now).await,
            Err(StoreError::Missing)
        ));
        assert!(matches!(
            tx.use_link(b"other").await,
            Err(StoreError::Missing)
        ));
        let _ = tx.commit(()).await.unwrap();
        trial.clock.advance(SignedDuration::from_hours(1));
        let mut tx = trial.store.write(house(), &trial.stamp()).await.unwrap();
        assert!(matches!(
            tx.use_link(b"two").await,
            Err(StoreError::Missing)
        ));
        assert_eq!(tx.drop_links(wang.id).await.unwrap(), 2);
        let _ = tx.commit(()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn guessing_is_slowed_down_and_forgotten_after_success() {
    on_both(|trial| async move {
        let limit = Limit {
            free: 3,
            window: SignedDuration::from_mins(15),
            wait: SignedDuration::from_secs(10),
            longest: SignedDuration::from_secs(30),
        };
        let count = || async {
            let mut tx = trial.store.write(house(), &trial.stamp()).await.unwrap();
            let before = tx
                .blocked_until(Scope::Account, "a@example.org")
                .await
                .unwrap();
            let after = tx
                .count_try(Scope::Account, " A@example.org", limit)
                .await
                .unwrap();
            let _ = tx.commit(()).await.unwrap();
            let wait = after.map(|until| until.duration_since(trial.clock.now()).as_secs());
            (before.is_some(), wait)
        };
        assert_eq!(count().await, (false, None));
        assert_eq!(count().await, (false, None));
        assert_eq!(count().await, (false, Some(10)));
        assert_eq!(count().await, (true, Some(20)));
        assert_eq!(count().await, (true, Some(30)));
        trial.clock.advance(SignedDuration::from_secs(31));
        assert_eq!(count().await, (false, Some(30)));
        trial.clock.advance(SignedDuration::from_mins(16));
        assert_eq!(count().await, (false, None));
        let mut tx = trial.store.write(house(), &trial.stamp()).await.unwrap();
        assert_eq!(
            tx.blocked_until(Scope::Address, "a@example.org")
                .await
                .unwrap(),
            None
        );
        tx.count_try(Scope::Account, "a@example.org", limit)
            .await
            .unwrap();
        tx.forget_tries(Scope::Account, "a@example.org")
            .await
            .unwrap();
        assert_eq!(
            tx.count_try(Scope::Account, "a@example.org", limit)
                .await
                .unwrap(),
            None
        );
        let later = trial
            .clock
            .now()
            .checked_add(SignedDuration::from_secs(1))
            .unwrap();
        assert_eq!(tx.sweep_tries(later).await.unwrap(), 1);
        let _ = tx.commit(()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_feed_link_works_until_it_is_revoked() {
    on_both(|trial| async move {
        let feed = Feed {
            id: FeedId::new(&*trial.clock, &*trial.chance),
            agency: trial.agency,
            subject: "person".into(),
            subject_id: Uuid::from_u128(5),
            mission: None,
            created_at: trial.clock.now(),
        };
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        tx.open_feed(&feed, b"token").await.unwrap();
        let _ = tx.commit(()).await.unwrap();
        let mut reader = trial.store.read(house()).await.unwrap();
        assert_eq!(reader.feed_by_token(b"token").await.unwrap(), feed);
        assert!(matches!(
            reader.feed_by_token(b"guess").await,
            Err(StoreError::Missing)
        ));
        drop(reader);
        let mut tx = trial
            .store
            .write(trial.other, &trial.stamp())
            .await
            .unwrap();
        assert!(matches!(
            tx.revoke_feed(feed.id).await,
            Err(StoreError::Missing)
        ));
        assert!(tx.feeds(None).await.unwrap().is_empty());
        drop(tx);
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        let elsewhere = MissionId::from_uuid(Uuid::from_u128(1));
        assert!(tx.feeds(Some(elsewhere)).await.unwrap().is_empty());
        assert_eq!(tx.feeds(None).await.unwrap(), std::slice::from_ref(&feed));
        tx.revoke_feed(feed.id).await.unwrap();
        let _ = tx.commit(()).await.unwrap();
        let mut reader = trial.store.read(house()).await.unwrap();
        assert!(matches!(
            reader.feed_by_token(b"token").await,
            Err(StoreError::Missing)
        ));
    })
    .await;
}
