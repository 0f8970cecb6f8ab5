//! An office with callers and a few records to try things on.

use app::accounts::Visitor;
use app::{App, Caller, Door, Saved};
use domain::access::Actor;
use domain::accounts::UserRole;
use domain::ids::{MissionId, OrganisationId, PersonId};
use domain::language::Language;
use domain::missions::{Direction, Mission, MissionCode, MissionState};
use domain::names::Names;
use domain::parties::{Organisation, OrganisationKind, Person};
use domain::text::Localised;
use domain::time::{When, ZoneName};
use testkit::Trial;

/// Somebody at a browser.
pub const HERE: Visitor<'static> = Visitor {
    address: "192.0.2.1",
    browser: "Firefox, Linux",
    token: None,
    request: "r",
};

/// The application over a trial's store.
pub fn office(trial: &Trial) -> App {
    App::new(
        trial.store.clone(),
        trial.clock.clone(),
        trial.chance.clone(),
    )
}

/// The program itself in the agency under test.
pub fn program(trial: &Trial) -> Caller {
    Caller::program(trial.agency, Door::Page)
}

/// A caller with a role, maybe confined to a mission.
pub fn caller(trial: &Trial, role: UserRole, only: Option<MissionId>) -> Caller {
    Caller {
        actor: Actor::with_role(role, only),
        ..program(trial)
    }
}

/// A mission without anything in it.
pub fn mission(app: &App, code: &str, title: &str) -> Mission {
    Mission {
        id: app.new_id(),
        code: MissionCode::new(code).unwrap(),
        title: Localised::new(Language::En, title),
        direction: Direction::Outbound,
        state: MissionState::draft(),
        when: When::Span {
            from: jiff::civil::date(2023, 10, 11),
            to: jiff::civil::date(2023, 10, 13),
        },
        home_zone: ZoneName::new("Asia/Shanghai").unwrap(),
        home: Localised::default(),
        lead: None,
        co_organisers: vec![],
        head: None,
        size: None,
        objectives: vec![],
        themes: vec![],
        note: Localised::default(),
        returned: domain::returned::Returned::default(),
        sample: false,
        sources: vec![],
    }
}

/// A person with names.
pub fn person(app: &App, names: Names) -> Person {
    Person {
        id: app.new_id::<PersonId>(),
        names,
        reading: Localised::default(),
        honorific: String::new(),
        languages: vec![],
        email: String::new(),
        telephone: String::new(),
        note: String::new(),
        source: None,
        merged_into: None,
    }
}

/// An organisation with names.
pub fn organisation(app: &App, names: Names) -> Organisation {
    Organisation {
        id: app.new_id::<OrganisationId>(),
        names,
        kind: OrganisationKind::Company,
        country: None,
        seat: String::new(),
        parent: None,
        registry: vec![],
        sectors: vec![],
        website: String::new(),
        note: String::new(),
        source: None,
        merged_into: None,
    }
}

/// Makes a record as the program itself.
pub async fn keep<R: app::Kept>(app: &App, trial: &Trial, record: &R) -> Saved {
    app.create(&program(trial), "test", record.clone())
        .await
        .unwrap()
}
