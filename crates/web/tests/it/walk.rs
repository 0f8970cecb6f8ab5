//! Every address of the site, asked by every role with the ids of another agency: nothing shows,
//! nothing changes, and what is another's answers exactly like what is not there.
//!
//! The addresses are read from the source, so that a new one cannot be forgotten.

use crate::desk::{Answer, Desk};
use axum::http::{Method, StatusCode};
use domain::accounts::{Membership, Team, User, UserRole};
use domain::ids::{LegId, TeamId, TypedId, UserId};
use domain::language::Language;
use domain::record::{Kind, Links, Record};
use domain::time::ZoneName;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use store::search::SearchDocument;
use store::{Store, house};
use testkit::Trial;
use uuid::Uuid;

/// What the other agency keeps and nobody here may ever read.
const SECRET: &str = "CANARY-7731";

/// An address with its methods.
struct Route {
    path: String,
    methods: Vec<Method>,
}

/// Addresses that are left out, each for a reason.
fn is_left_out(path: &str) -> bool {
    // The gallery exists in debug builds only, the demonstration's door in demonstrations only;
    // assets are public files; the stream of news never ends.
    ["/gallery", "/demo/", "/assets/", "/live"]
        .iter()
        .any(|start| path.starts_with(start))
}

/// Addresses that work without a session.
fn is_public(path: &str) -> bool {
    [
        "/sign-in",
        "/welcome/",
        "/calendar/",
        "/agenda/",
        "/m/",
        "/d/",
    ]
    .iter()
    .any(|start| path.starts_with(start))
        || path == "/"
}

/// Addresses that count and note what was tried, by design.
fn notes_tries(path: &str) -> bool {
    ["/sign-in", "/welcome/", "/m/", "/agenda/"]
        .iter()
        .any(|start| path.starts_with(start))
        || path == "/account/password"
}

fn routes() -> Vec<Route> {
    let mut routes = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut routes,
    );
    routes.sort_by(|a, b| a.path.cmp(&b.path));
    routes
}

fn collect(folder: &Path, routes: &mut Vec<Route>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, routes);
        } else if path.extension().is_some_and(|e| e == "rs") {
            scan(&std::fs::read_to_string(&path).unwrap(), routes);
        }
    }
}

/// Finds `.route("…", get(…).post(…))`.
fn scan(source: &str, routes: &mut Vec<Route>) {
    for part in source.split(".route(").skip(1) {
        let Some(path) = part
            .trim_start()
            .strip_prefix('"')
            .and_then(|p| p.split('"').next())
        else {
            continue;
        };
        let mut depth = 1;
        let end = part.find(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth == 0
        });
        let handlers = &part[..end.unwrap_or(part.len())];
        let mut methods = Vec::new();
        for (word, method) in [
            ("get(", Method::GET),
            ("post(", Method::POST),
            ("posting(", Method::POST),
            ("put(", Method::PUT),
            ("delete(", Method::DELETE),
            ("patch(", Method::PATCH),
        ] {
            let known = |at: usize| {
                !handlers[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
            };
            if handlers.match_indices(word).any(|(at, _)| known(at)) && !methods.contains(&method) {
                methods.push(method);
            }
        }
        assert!(
            !methods.is_empty(),
            "no method found for {path}: {handlers}"
        );
        if !is_left_out(path) {
            routes.push(Route {
                path: path.to_owned(),
                methods,
            });
        }
    }
}

macro_rules! foreign {
    ($($name:ident = $kind:ident;)*) => {
        $(
            #[derive(Clone, Serialize, Deserialize)]
            struct $name { id: LegId, of: Option<Uuid>, secret: String }
            impl Record for $name {
                const KIND: Kind = Kind::$kind;
                type Id = LegId;
                fn id(&self) -> LegId { self.id }
                fn links(&self) -> Links {
                    let code = (Self::KIND == Kind::Mission).then(|| "FOREIGN".to_owned());
                    Links { mission: self.of, code, ..Links::default() }
                }
            }
        )*
        /// One record of every kind in the other agency.
        async fn plant(trial: &Trial, tx: &mut store::Tx) -> BTreeMap<&'static str, Uuid> {
            let mut ids = BTreeMap::new();
            let mut mission = None;
            $(
                let record = $name { id: LegId::new(&*trial.clock, &*trial.chance), of: mission, secret: SECRET.into() };
                tx.insert(&record).await.unwrap();
                let id = record.id.uuid();
                if Kind::$kind == Kind::Mission { mission = Some(id); }
                let document = SearchDocument { kind: Kind::$kind, record: id, mission, spelt: SECRET.into(), card: format!(r#"{{"heading":{{"text":{{"en":"{SECRET}"}}}},"texts":[]}}"#), tokens: vec!["verborgen".into()], line: None };
                tx.index(&[document]).await.unwrap();
                ids.insert(Kind::$kind.code(), id);
            )*
            ids
        }
    };
}

foreign! {
    ForeignMission = Mission;
    ForeignOrganisation = Organisation;
    ForeignPerson = Person;
    ForeignPost = Post;
    ForeignLeg = Leg;
    ForeignItem = Item;
    ForeignParticipation = Participation;
    ForeignMeeting = Meeting;
    ForeignAsk = Ask;
    ForeignCommitment = Commitment;
    ForeignAgreement = Agreement;
    ForeignDocument = Document;
    ForeignMatchmaking = Matchmaking;
    ForeignRequest = Request;
    ForeignTimetable = Timetable;
    ForeignProfile = Profile;
}

/// Fills the other agency: every kind of record, a user, a team.
async fn fill_other(trial: &Trial) -> BTreeMap<&'static str, Uuid> {
    let mut tx = trial
        .store
        .write(trial.other, &trial.stamp())
        .await
        .unwrap();
    let mut ids = plant(trial, &mut tx).await;
    assert_eq!(ids.len(), Kind::ALL.len());
    let user = User {
        id: UserId::new(&*trial.clock, &*trial.chance),
        email: "foreign@example.org".into(),
        name: SECRET.into(),
        language: Language::En,
        zone: ZoneName::utc(),
        active: true,
    };
    let team = Team {
        id: TeamId::new(&*trial.clock, &*trial.chance),
        name: SECRET.into(),
    };
    let member = domain::ids::uuid_v7(&*trial.clock, &*trial.chance);
    tx.create_user(&user).await.unwrap();
    tx.create_team(&team).await.unwrap();
    let membership = Membership {
        agency: trial.other,
        user: user.id,
        role: UserRole::Administrator,
        mission: None,
        until: None,
        team: Some(team.id),
    };
    tx.grant(member, &membership).await.unwrap();
    ids.insert("member", member);
    ids.insert("team", team.id.uuid());
    ids.insert("agency", trial.other.uuid());
    let _ = tx.commit(()).await.unwrap();
    ids
}

/// The addresses of a route with another's ids in it, and the same with ids of nothing.
fn variants(path: &str, ids: &BTreeMap<&'static str, Uuid>) -> Vec<(String, String)> {
    let kinds: Vec<&str> = if path.contains("{kind}") {
        Kind::ALL.map(Kind::code).to_vec()
    } else {
        vec![""]
    };
    let mut variants = Vec::new();
    for kind in kinds {
        for (code, nothing) in [("FOREIGN", "NO-SUCH"), ("SPRING-26", "SPRING-26")] {
            let path = path.replace("{kind}", kind);
            let has_code = path.contains("{code}");
            let (theirs, none) = (
                path.replace("{code}", code),
                path.replace("{code}", nothing),
            );
            let own = code == "SPRING-26";
            if own && (!has_code || !theirs.contains('{')) {
                continue;
            }
            for id in likely(&theirs, kind, ids) {
                variants.push((
                    filled(&theirs, &id.to_string()),
                    filled(&none, &Uuid::from_u128(0x0193 << 112 | 7).to_string()),
                ));
                if !theirs.contains('{') {
                    break;
                }
            }
        }
    }
    variants
}

/// Puts an id in the place of every parameter.
fn filled(path: &str, id: &str) -> String {
    let parts = path
        .split('/')
        .map(|part| match (part.find('{'), part.find('}')) {
            (Some(from), Some(to)) => format!("{}{id}{}", &part[..from], &part[to + 1..]),
            _ => part.to_owned(),
        });
    parts.collect::<Vec<_>>().join("/")
}

/// The ids that a parameter after these words most likely means; all of them where it is unclear.
fn likely(path: &str, kind: &str, ids: &BTreeMap<&'static str, Uuid>) -> Vec<Uuid> {
    let before = path.split("/{").next().unwrap_or_default();
    let word = before.rsplit('/').next().unwrap_or_default();
    let name = match word {
        _ if !kind.is_empty() => kind,
        "organisations" => "organisation",
        "people" => "person",
        "posts" => "post",
        "legs" => "leg",
        "items" => "item",
        "guests" | "delegation" | "parts" => "participation",
        "meetings" => "meeting",
        "asks" => "ask",
        "commitments" => "commitment",
        "agreements" => "agreement",
        "documents" => "document",
        "accounts" => "member",
        "teams" => "team",
        "agency" => "agency",
        _ => "",
    };
    match ids.get(name) {
        Some(id) => vec![*id],
        None => ids.values().copied().collect(),
    }
}

/// What a form of somebody nosy carries.
fn fields(ids: &BTreeMap<&'static str, Uuid>) -> Vec<(String, String)> {
    let mut fields = vec![
        ("_version".to_owned(), "1".to_owned()),
        ("version".to_owned(), "1".to_owned()),
        ("to".to_owned(), "0".to_owned()),
        ("party".to_owned(), format!("person:{}", ids["person"])),
        ("email".to_owned(), "nosy@example.org".to_owned()),
        ("state".to_owned(), "confirmed".to_owned()),
    ];
    fields.extend(
        ids.iter()
            .map(|(name, id)| ((*name).to_owned(), id.to_string())),
    );
    fields
}

async fn send(desk: &Desk, method: &Method, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    if method == Method::GET {
        desk.get(path).await
    } else {
        desk.post(path, &fields).await
    }
}

/// The ends of the three chains: every write of a record moves one of them.
async fn heads(trial: &Trial, store: &Store) -> [i64; 3] {
    let mut heads = [0; 3];
    for (head, agency) in heads.iter_mut().zip([trial.other, trial.agency, house()]) {
        *head = store
            .read(agency)
            .await
            .unwrap()
            .trail_head()
            .await
            .unwrap()
            .0;
    }
    heads
}

/// A body without what differs in every answer.
fn plain(answer: &Answer, path: &str) -> String {
    let mut body = answer.body.replace(path, "PATH");
    let encoded: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
    body = body.replace(&encoded, "PATH");
    let id = answer.headers["x-request-id"].to_str().unwrap();
    body = body.replace(id, "ID");
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    body.replace(nonce, "NONCE")
        .replace(&nonce.replace('+', "&#43;"), "NONCE")
}

/// What is wrong with one answer to somebody nosy, if anything is.
async fn ask(
    trial: &Trial,
    desk: &Desk,
    (route, method): (&Route, &Method),
    (theirs, nothing): (&str, &str),
    ids: &BTreeMap<&'static str, Uuid>,
) -> (StatusCode, Vec<String>) {
    let fields = fields(ids);
    let asked = if theirs == route.path {
        let (mission, item) = (ids["mission"], ids["item"]);
        format!("{theirs}?q=verborgen&mission={mission}&id={item}&item={item}&of={item}")
    } else {
        theirs.to_owned()
    };
    let before = heads(trial, &trial.store).await;
    let answer = send(desk, method, &asked, &fields).await;
    let after = heads(trial, &trial.store).await;
    let status = answer.status;
    let mut findings = Vec::new();
    let mut find = |wrong: bool, what: String| {
        if wrong {
            findings.push(format!("{method} {theirs} {status}: {what}"));
        }
    };
    find(status.is_server_error(), "fails".into());
    find(
        status == StatusCode::METHOD_NOT_ALLOWED,
        "is no address".into(),
    );
    find(
        answer.body.contains(SECRET),
        "shows another agency's secret".into(),
    );
    find(after[0] != before[0], "wrote to the other agency".into());
    let refused = status.is_client_error();
    find(
        refused && !notes_tries(&route.path) && after != before,
        "was refused and wrote".into(),
    );
    // The door answers 429 sooner or later, to everybody alike.
    if theirs != nothing && !notes_tries(&route.path) {
        let missing = send(desk, method, nothing, &fields).await;
        find(!refused, "is not refused".into());
        find(
            status != missing.status,
            format!("differs from {} {nothing}", missing.status),
        );
        let same = plain(&answer, theirs) == plain(&missing, nothing);
        find(!same, format!("does not look like {nothing}"));
    }
    (status, findings)
}

async fn walk(trial: &Trial, roles: &[UserRole]) {
    let ids = fill_other(trial).await;
    let officer = Desk::of(trial, UserRole::MissionOfficer).await;
    let made = officer
        .post("/missions/new", &crate::programme::MISSION)
        .await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let routes = routes();
    assert!(routes.len() >= 60, "only {} routes found", routes.len());
    let mut findings = Vec::new();
    for role in roles {
        let desk = match role {
            UserRole::MissionOfficer => officer.again(),
            role => Desk::of(trial, *role).await,
        };
        let mut before = trial.store.sums().await.unwrap();
        for route in routes.iter().filter(|route| route.path != "/sign-out") {
            let mut only_refused = !notes_tries(&route.path);
            for method in &route.methods {
                for (theirs, nothing) in variants(&route.path, &ids) {
                    let pair = (theirs.as_str(), nothing.as_str());
                    let (status, found) = ask(trial, &desk, (route, method), pair, &ids).await;
                    only_refused &= status.is_client_error();
                    findings.extend(found.into_iter().map(|what| format!("{role:?} {what}")));
                }
            }
            let after = trial.store.sums().await.unwrap();
            if only_refused && after != before {
                findings.push(format!("{role:?} {} was refused and wrote", route.path));
            }
            before = after;
        }
    }
    assert!(
        findings.is_empty(),
        "{} findings:\n{}",
        findings.len(),
        findings.join("\n")
    );
    assert_eq!(
        trial.store.verify().await.unwrap().problems,
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn nobody_sees_or_changes_anything_of_another_agency() {
    walk(&testkit::sqlite().await, UserRole::ALL).await;
}

#[tokio::test]
async fn nobody_sees_or_changes_anything_of_another_agency_on_a_server() {
    if std::env::var_os("LEGATION_SKIP_POSTGRES").is_some() {
        eprintln!("left out: there is no PostgreSQL");
        return;
    }
    walk(&testkit::postgres().await, &[UserRole::Administrator]).await;
}

#[tokio::test]
async fn without_a_session_only_public_addresses_answer() {
    let trial = testkit::sqlite().await;
    let ids = fill_other(&trial).await;
    let desk = Desk::of(&trial, UserRole::Viewer).await.signed_out();
    let before = trial.store.sums().await.unwrap();
    let mut private = 0;
    for route in routes().iter().filter(|route| !is_public(&route.path)) {
        for method in &route.methods {
            let (path, _) = variants(&route.path, &ids).remove(0);
            let answer = send(&desk, method, &path, &fields(&ids)).await;
            let turned_away = match *method {
                Method::GET => {
                    answer.status == StatusCode::SEE_OTHER
                        && answer.location.starts_with("/sign-in?next=")
                }
                _ => answer.status == StatusCode::UNAUTHORIZED,
            };
            assert!(turned_away, "{method} {path}: {}", answer.status);
            private += 1;
        }
    }
    assert!(private > 60, "{private}");
    assert_eq!(trial.store.sums().await.unwrap(), before);
}
