//! Signing in, inviting, giving roles and taking them back, on both engines.

use crate::office::{HERE, caller, office, program};
use app::accounts::{Grant, Invitation, Visitor};
use app::{App, AppError, Caller};
use domain::accounts::UserRole;
use domain::ids::AgencyId;
use domain::language::Language;
use domain::time::ZoneName;
use jiff::SignedDuration;
use jiff::civil::date;
use testkit::on_both;
use uuid::Uuid;

const GOOD: &str = "correct horse battery";
fn grant(role: UserRole) -> Grant {
    Grant {
        role,
        mission: None,
        until: None,
        team: None,
    }
}

fn invitation(email: &str, role: UserRole) -> Invitation {
    Invitation {
        email: email.into(),
        name: "王伟".into(),
        language: Language::ZhHans,
        zone: ZoneName::new("Asia/Shanghai").unwrap(),
        grant: grant(role),
    }
}

fn key<T: std::fmt::Debug>(answer: Result<T, AppError>) -> &'static str {
    match answer {
        Err(AppError::Refused(refusal)) => refusal.key,
        other => panic!("{other:?}"),
    }
}

/// Invites somebody who sets the good password.
async fn settled(app: &App, caller: &Caller, email: &str, role: UserRole) -> Uuid {
    let (id, link) = app.invite(caller, &invitation(email, role)).await.unwrap();
    app.accept_link(link.unwrap().as_str(), GOOD, HERE)
        .await
        .unwrap();
    id
}

#[tokio::test]
async fn an_invitation_leads_to_a_session_and_works_once() {
    on_both(|trial| async move {
        let (app, program) = (office(&trial), program(&trial));
        let new = invitation(" Wang@Example.org", UserRole::MissionOfficer);
        let (_, link) = app.invite(&program, &new).await.unwrap();
        let link = link.unwrap();
        let user = app.welcome(link.as_str(), HERE).await.unwrap();
        assert_eq!(
            (user.email.as_str(), user.name.as_str()),
            ("wang@example.org", "王伟")
        );
        let short = app.accept_link(link.as_str(), "short", HERE).await;
        assert_eq!(key(short.map(|_| ())), "refused-password-short");
        let (token, _) = app.accept_link(link.as_str(), GOOD, HERE).await.unwrap();
        let signed_in = app.signed_in(token.as_str()).await.unwrap().unwrap();
        assert_eq!(signed_in.user, user);
        assert_eq!(signed_in.agency.id, trial.agency);
        assert_eq!(signed_in.membership.role, UserRole::MissionOfficer);
        let again = app.accept_link(link.as_str(), GOOD, HERE).await;
        assert!(matches!(again, Err(AppError::Missing)));
        let twice = app.invite(&program, &new).await;
        assert_eq!(key(twice.map(|_| ())), "refused-member-already");

        // Serving a second agency needs no second password.
        let other = Caller {
            agency: trial.other,
            ..program.clone()
        };
        let (_, none) = app.invite(&other, &new).await.unwrap();
        assert_eq!(none, None);
        let agencies = app.own_agencies(&signed_in).await.unwrap();
        assert_eq!(agencies.len(), 2);
        let token = app.switch_agency(&signed_in, trial.other).await.unwrap();
        let there = app.signed_in(token.as_str()).await.unwrap().unwrap();
        assert_eq!(there.agency.id, trial.other);
        let nowhere: AgencyId = app.new_id();
        assert!(matches!(
            app.switch_agency(&there, nowhere).await,
            Err(AppError::Missing)
        ));
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_tells_nobody_whether_an_account_exists() {
    on_both(|trial| async move {
        let (app, program) = (office(&trial), program(&trial));
        settled(&app, &program, "wang@example.org", UserRole::Viewer).await;
        let id = settled(&app, &program, "gone@example.org", UserRole::Viewer).await;
        app.remove_member(&program, id, 1).await.unwrap();
        app.invite(&program, &invitation("new@example.org", UserRole::Viewer))
            .await
            .unwrap();
        let mut answers = Vec::new();
        for (email, password) in [
            ("nobody@example.org", GOOD),
            ("wang@example.org", "wrong horse battery"),
            ("gone@example.org", GOOD),
            ("new@example.org", GOOD),
            ("", ""),
        ] {
            let answer = app.sign_in(email, password, HERE).await.unwrap_err();
            answers.push(format!("{answer:?}"));
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
        assert!(answers[0].contains("refused-sign-in"));
        assert!(app.sign_in("WANG@example.org ", GOOD, HERE).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn guessing_waits_longer_and_longer_and_the_owner_gets_in_again() {
    on_both(|trial| async move {
        let (app, program) = (office(&trial), program(&trial));
        settled(&app, &program, "wang@example.org", UserRole::Viewer).await;
        // Known and unknown accounts are slowed down alike.
        for email in ["wang@example.org", "nobody@example.org"] {
            let mut keys = Vec::new();
            for _ in 0..7 {
                keys.push(key(app
                    .sign_in(email, "wrong horse battery", HERE)
                    .await
                    .map(|_| ())));
            }
            assert_eq!(keys[..6], ["refused-sign-in"; 6], "{email}");
            assert_eq!(keys[6], "refused-wait", "{email}");
        }
        let right = app.sign_in("wang@example.org", GOOD, HERE).await;
        assert_eq!(key(right.map(|_| ())), "refused-wait");
        trial.clock.advance(SignedDuration::from_secs(31));
        app.sign_in("wang@example.org", GOOD, HERE).await.unwrap();
        // Success is forgotten with the failures.
        let wrong = app
            .sign_in("wang@example.org", "wrong horse battery", HERE)
            .await;
        assert_eq!(key(wrong.map(|_| ())), "refused-sign-in");
    })
    .await;
}

#[tokio::test]
async fn one_address_cannot_try_every_account_or_every_link() {
    let trial = testkit::sqlite().await;
    let app = office(&trial);
    let there = Visitor {
        address: "198.51.100.7",
        ..HERE
    };
    let mut keys = Vec::new();
    for n in 0..45 {
        let email = format!("guess{n}@example.org");
        keys.push(key(app
            .sign_in(&email, "wrong horse battery", there)
            .await
            .map(|_| ())));
    }
    assert_eq!(keys.iter().position(|k| *k == "refused-wait"), Some(40));
    assert!(
        app.sign_in("x@example.org", "y", HERE)
            .await
            .is_err_and(|e| e.to_string().contains("refused-sign-in"))
    );
    let mut waits = 0;
    for n in 0..20 {
        match app.welcome(&format!("guess{n}"), there).await {
            Err(AppError::Missing) => {}
            Err(AppError::Refused(refusal)) => {
                assert_eq!(refusal.key, "refused-wait");
                waits += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(waits, 5);
}

#[tokio::test]
async fn a_session_ends_without_use_and_after_a_week_in_any_case() {
    let trial = testkit::sqlite().await;
    let (app, program) = (office(&trial), program(&trial));
    settled(&app, &program, "wang@example.org", UserRole::Viewer).await;
    let (idle, _) = app.sign_in("wang@example.org", GOOD, HERE).await.unwrap();
    let (used, _) = app.sign_in("wang@example.org", GOOD, HERE).await.unwrap();
    let mut hours = 0;
    while app.signed_in(used.as_str()).await.unwrap().is_some() {
        trial.clock.advance(SignedDuration::from_hours(6));
        hours += 6;
        assert!(hours < 1_000, "it never ends");
        if hours == 12 {
            assert!(app.signed_in(idle.as_str()).await.unwrap().is_none());
        }
    }
    assert_eq!(hours, 7 * 24);
}

#[tokio::test]
async fn signing_in_again_ends_the_session_that_the_browser_carried() {
    let trial = testkit::sqlite().await;
    let (app, program) = (office(&trial), program(&trial));
    settled(&app, &program, "wang@example.org", UserRole::Viewer).await;
    let (first, _) = app.sign_in("wang@example.org", GOOD, HERE).await.unwrap();
    let carrying = Visitor {
        token: Some(first.as_str()),
        ..HERE
    };
    let (second, user) = app
        .sign_in("wang@example.org", GOOD, carrying)
        .await
        .unwrap();
    assert_ne!(first, second);
    assert!(app.signed_in(first.as_str()).await.unwrap().is_none());
    let who = app.signed_in(second.as_str()).await.unwrap().unwrap();
    app.end_session(user.id, who.session).await.unwrap();
    assert!(app.signed_in(second.as_str()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_new_password_ends_all_other_sessions() {
    on_both(|trial| async move {
        let (app, program) = (office(&trial), program(&trial));
        settled(&app, &program, "wang@example.org", UserRole::Viewer).await;
        let (phone, _) = app.sign_in("wang@example.org", GOOD, HERE).await.unwrap();
        let (desk, _) = app.sign_in("wang@example.org", GOOD, HERE).await.unwrap();
        let who = app.signed_in(desk.as_str()).await.unwrap().unwrap();
        // The one from the invitation counts as well.
        assert_eq!(app.own_sessions(&who).await.unwrap().len(), 3);
        let new = "battery horse correct";
        let wrong = app.change_password(&who, ("guess", new), HERE).await;
        assert_eq!(key(wrong), "refused-password-wrong");
        let easy = app
            .change_password(&who, (GOOD, "passwordpassword"), HERE)
            .await;
        assert_eq!(key(easy), "refused-password-easy");
        let token = app.change_password(&who, (GOOD, new), HERE).await.unwrap();
        for old in [&phone, &desk] {
            assert!(app.signed_in(old.as_str()).await.unwrap().is_none());
        }
        let who = app.signed_in(token.as_str()).await.unwrap().unwrap();
        assert_eq!(app.own_sessions(&who).await.unwrap().len(), 1);
        assert!(app.sign_in("wang@example.org", new, HERE).await.is_ok());
        assert_eq!(
            key(app
                .sign_in("wang@example.org", GOOD, HERE)
                .await
                .map(|_| ())),
            "refused-sign-in"
        );
        assert_eq!(app.end_other_sessions(&who).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_changed_role_ends_the_sessions_that_carried_the_old_one() {
    on_both(|trial| async move {
        let (app, program) = (office(&trial), program(&trial));
        let id = settled(&app, &program, "wang@example.org", UserRole::MissionOfficer).await;
        let (token, _) = app.sign_in("wang@example.org", GOOD, HERE).await.unwrap();
        app.change_member(&program, (id, 1), &grant(UserRole::Viewer))
            .await
            .unwrap();
        assert!(app.signed_in(token.as_str()).await.unwrap().is_none());
        let stale = app
            .change_member(&program, (id, 1), &grant(UserRole::Viewer))
            .await;
        assert_eq!(key(stale), "refused-member-changed");
        let partner = app
            .change_member(&program, (id, 2), &grant(UserRole::Partner))
            .await;
        assert_eq!(key(partner), "refused-partner-mission");
        let ending = Grant {
            until: Some(date(2026, 3, 2)),
            ..grant(UserRole::Viewer)
        };
        app.change_member(&program, (id, 2), &ending).await.unwrap();
        let (token, _) = app.sign_in("wang@example.org", GOOD, HERE).await.unwrap();
        // The last day is over at midnight where they sit: it is 16:00 UTC.
        trial.clock.advance(SignedDuration::from_hours(7));
        assert!(app.signed_in(token.as_str()).await.unwrap().is_some());
        trial.clock.advance(SignedDuration::from_hours(1));
        assert!(app.signed_in(token.as_str()).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    on_both(|trial| async move {
        let (app, program) = (office(&trial), program(&trial));
        let first = settled(&app, &program, "a@example.org", UserRole::Administrator).await;
        assert_eq!(
            key(app.remove_member(&program, first, 1).await),
            "refused-last-administrator"
        );
        let demoted = app
            .change_member(&program, (first, 1), &grant(UserRole::Viewer))
            .await;
        assert_eq!(key(demoted), "refused-last-administrator");
        let second = settled(&app, &program, "b@example.org", UserRole::Administrator).await;
        app.remove_member(&program, first, 1).await.unwrap();
        assert_eq!(
            key(app.remove_member(&program, second, 1).await),
            "refused-last-administrator"
        );
        app.change_member(&program, (first, 2), &grant(UserRole::Administrator))
            .await
            .unwrap();
        app.remove_member(&program, second, 1).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn only_administrators_see_accounts_and_only_their_own() {
    on_both(|trial| async move {
        let (app, program) = (office(&trial), program(&trial));
        let id = settled(&app, &program, "wang@example.org", UserRole::Viewer).await;
        let before = trial.store.sums().await.unwrap();
        for role in UserRole::ALL {
            if *role == UserRole::Administrator {
                continue;
            }
            let who = caller(&trial, *role, None);
            assert!(matches!(app.members(&who).await, Err(AppError::Missing)));
            assert!(matches!(app.teams(&who).await, Err(AppError::Missing)));
            let new = invitation("x@example.org", UserRole::Administrator);
            assert!(matches!(
                app.invite(&who, &new).await,
                Err(AppError::Missing)
            ));
            let raised = app
                .change_member(&who, (id, 1), &grant(UserRole::Administrator))
                .await;
            assert!(matches!(raised, Err(AppError::Missing)));
            assert!(matches!(
                app.remove_member(&who, id, 1).await,
                Err(AppError::Missing)
            ));
            assert!(matches!(
                app.password_link(&who, id).await,
                Err(AppError::Missing)
            ));
            assert!(matches!(
                app.name_team(&who, None, "x").await,
                Err(AppError::Missing)
            ));
        }
        let foreign = Caller {
            agency: trial.other,
            ..program.clone()
        };
        assert!(matches!(
            app.member(&foreign, id).await,
            Err(AppError::Missing)
        ));
        assert!(matches!(
            app.remove_member(&foreign, id, 1).await,
            Err(AppError::Missing)
        ));
        assert!(matches!(
            app.password_link(&foreign, id).await,
            Err(AppError::Missing)
        ));
        assert_eq!(trial.store.sums().await.unwrap(), before);
        assert_eq!(app.members(&program).await.unwrap().len(), 1);

        // An administrator of one agency cannot take over an account that opens another's doors.
        app.invite(&foreign, &invitation("wang@example.org", UserRole::Viewer))
            .await
            .unwrap();
        assert_eq!(
            key(app.password_link(&program, id).await),
            "refused-member-elsewhere"
        );
    })
    .await;
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_a_link_that_replaces_older_ones() {
    let trial = testkit::sqlite().await;
    let (app, program) = (office(&trial), program(&trial));
    let id = settled(&app, &program, "wang@example.org", UserRole::Viewer).await;
    let (token, _) = app.sign_in("wang@example.org", GOOD, HERE).await.unwrap();
    let old = app.password_link(&program, id).await.unwrap();
    let new = app.password_link(&program, id).await.unwrap();
    assert!(matches!(
        app.welcome(old.as_str(), HERE).await,
        Err(AppError::Missing)
    ));
    trial.clock.advance(SignedDuration::from_hours(71));
    app.accept_link(new.as_str(), "battery horse correct", HERE)
        .await
        .unwrap();
    assert!(app.signed_in(token.as_str()).await.unwrap().is_none());
    let late = app.password_link(&program, id).await.unwrap();
    trial.clock.advance(SignedDuration::from_hours(73));
    assert!(matches!(
        app.welcome(late.as_str(), HERE).await,
        Err(AppError::Missing)
    ));
}

#[tokio::test]
async fn teams_and_the_own_account_are_changed() {
    on_both(|trial| async move {
        let (app, program) = (office(&trial), program(&trial));
        assert_eq!(
            key(app.name_team(&program, None, "  ").await),
            "refused-name-missing"
        );
        app.name_team(&program, None, "Europe").await.unwrap();
        assert_eq!(
            key(app.name_team(&program, None, "Europe").await),
            "refused-taken"
        );
        let team = app.teams(&program).await.unwrap().remove(0);
        app.name_team(&program, Some(team.id), "欧洲组")
            .await
            .unwrap();
        let (id, link) = app
            .invite(
                &program,
                &Invitation {
                    grant: Grant {
                        team: Some(team.id),
                        ..grant(UserRole::Viewer)
                    },
                    ..invitation("wang@example.org", UserRole::Viewer)
                },
            )
            .await
            .unwrap();
        assert_eq!(
            app.member(&program, id).await.unwrap().0.membership.team,
            Some(team.id)
        );
        app.delete_team(&program, team.id).await.unwrap();
        assert!(app.teams(&program).await.unwrap().is_empty());
        let (token, user) = app
            .accept_link(link.unwrap().as_str(), GOOD, HERE)
            .await
            .unwrap();
        let who = app.signed_in(token.as_str()).await.unwrap().unwrap();
        let mut new = user.clone();
        new.name = "Wang Wei".into();
        new.language = Language::De;
        // What is not theirs to change stays as it is.
        new.email = "other@example.org".into();
        new.active = false;
        app.change_self(&who, &new).await.unwrap();
        let now = app.signed_in(token.as_str()).await.unwrap().unwrap().user;
        assert_eq!(
            (now.name.as_str(), now.language),
            ("Wang Wei", Language::De)
        );
        assert_eq!((now.email, now.active), (user.email, true));
        new.name = " ".into();
        assert_eq!(
            key(app.change_self(&who, &new).await),
            "refused-name-missing"
        );
    })
    .await;
}

#[tokio::test]
async fn the_first_administrator_is_appointed_from_the_command_line() {
    on_both(|trial| async move {
        let app = office(&trial);
        let new = invitation("a@example.org", UserRole::Administrator);
        let first = app
            .appoint(("third", "Third office"), &new)
            .await
            .unwrap()
            .unwrap();
        // A lost link is replaced by asking again.
        let second = app
            .appoint(("third", "ignored"), &new)
            .await
            .unwrap()
            .unwrap();
        assert!(matches!(
            app.welcome(first.as_str(), HERE).await,
            Err(AppError::Missing)
        ));
        let (token, _) = app.accept_link(second.as_str(), GOOD, HERE).await.unwrap();
        let who = app.signed_in(token.as_str()).await.unwrap().unwrap();
        assert_eq!(who.agency.name, "Third office");
        assert_eq!(who.membership.role, UserRole::Administrator);
        assert_eq!(
            app.appoint(("fourth", "Fourth office"), &new)
                .await
                .unwrap(),
            None
        );
    })
    .await;
}

#[tokio::test]
async fn the_trail_tells_how_an_account_was_and_is_and_no_secret() {
    on_both(|trial| async move {
        let (app, program) = (office(&trial), program(&trial));
        let id = settled(&app, &program, "wang@example.org", UserRole::MissionOfficer).await;
        app.name_team(&program, None, "Protocol").await.unwrap();
        let team = app.teams(&program).await.unwrap()[0].id;
        let changed = Grant {
            until: Some(date(2026, 9, 30)),
            team: Some(team),
            ..grant(UserRole::Viewer)
        };
        app.change_member(&program, (id, 1), &changed)
            .await
            .unwrap();
        app.remove_member(&program, id, 2).await.unwrap();
        let told = app.trail(&program, &Default::default()).await.unwrap();
        let of = |intention: &str| {
            let mut all = Vec::new();
            for step in told.steps.iter().filter(|s| s.intention == intention) {
                for change in &step.changes {
                    let side = |side: &Option<String>| side.clone().unwrap_or_default();
                    let path = change.path.join(".");
                    all.push(format!(
                        "{path}: {} > {}",
                        side(&change.before),
                        side(&change.after)
                    ));
                }
            }
            all.sort();
            all
        };
        assert_eq!(
            of("member.change"),
            [
                "role: mission_officer > viewer".to_owned(),
                format!("team:  > {team}"),
                "until:  > 2026-09-30".to_owned(),
            ]
        );
        assert!(of("member.remove").contains(&"role: viewer > ".to_owned()));
        let invited = of("member.invite");
        assert!(invited.contains(&"email:  > wang@example.org".to_owned()));
        assert!(invited.contains(&"role:  > mission_officer".to_owned()));
        let name = told.named.get(&domain::ids::TypedId::uuid(&team)).unwrap();
        assert_eq!(name.for_reader(Language::En), "Protocol");
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        let entries = reader.trail(&Default::default()).await.unwrap();
        let bodies = entries.iter().filter_map(|entry| entry.after.as_ref());
        for body in bodies {
            assert!(!body.body.contains("argon2") && !body.body.contains("password"));
        }
        drop(reader);
        assert!(trial.store.verify().await.unwrap().problems.is_empty());
    })
    .await;
}
