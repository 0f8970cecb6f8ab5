//! The delegation: leader, members in order of rank, and who is only mentioned.

use app::missions::Dossier;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::parties::PartyRef;
use domain::programme::{Participation, Role, Side};
use domain::record::{Kind, Stored};

use crate::at_hand;
use crate::kit::{Action, Chip, Empty, Header, Html, NameView, Words};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// An office that somebody holds.
struct Office {
    title: Words,
    body: Option<NameView>,
}

/// Somebody on the list.
struct Member {
    rank: Option<u32>,
    name: NameView,
    role: String,
    offices: Vec<Office>,
    body: Option<NameView>,
    state: Chip,
    note: String,
    source: Option<Html>,
    candidates: Vec<String>,
    actions: Vec<Action>,
}

/// A body of our side and where it appears.
struct Appearance {
    name: NameView,
    role: String,
    item: String,
    href: String,
}

#[derive(Template)]
#[template(path = "guests/delegation.html")]
struct Delegation {
    page: Page,
    header: Header,
    leaders: Vec<Member>,
    members: Vec<Member>,
    mentioned: Vec<Member>,
    bodies: Vec<Appearance>,
    common: Option<Html>,
    empty: Empty,
}

/// Shows the delegation.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let mission = Some(dossier.mission.id);
    let subject = Subject::Record(Kind::Participation);
    let may = |right| seat.caller.may(right, subject, mission);
    let (adds, edits, deletes) = (may(Right::Create), may(Right::Edit), may(Right::Delete));
    let page = at_hand::framed(
        seat.page,
        &dossier,
        Section::Delegation,
        "common-nav-delegation",
    );
    // The source that most entries share stands once, below the list.
    let common = dossier.members().find_map(|part| part.source.clone());
    let view = |part: &Stored<Participation>| {
        let mut member = member(&page, &dossier, part);
        if part.source == common {
            member.source = None;
        }
        member.actions = actions(&page, &dossier, part, (edits, deletes));
        member
    };
    let (leaders, members): (Vec<_>, Vec<_>) = dossier
        .members()
        .partition(|part| part.role == Role::Leader);
    Ok(rendered(&Delegation {
        header: header(&page, &dossier, adds),
        leaders: leaders.into_iter().map(view).collect(),
        members: members.into_iter().map(view).collect(),
        mentioned: dossier.mentioned().map(view).collect(),
        bodies: bodies(&page, &dossier),
        common: common.as_ref().map(at_hand::cited),
        empty: empty(&page, &dossier, adds),
        page,
    }))
}

/// Edit and delete, where the reader may.
fn actions(
    page: &Page,
    dossier: &Dossier,
    part: &Stored<Participation>,
    (edits, deletes): (bool, bool),
) -> Vec<Action> {
    let back = format!("/missions/{}/delegation", dossier.mission.code);
    let edit = || Action::open(page.t("common-action-edit"), format!("{back}/{}", part.id));
    let delete = || at_hand::delete(page, Kind::Participation, part.id, part.version, &back);
    let all = [edits.then(edit), deletes.then(delete)];
    all.into_iter().flatten().collect()
}

fn header(page: &Page, dossier: &Dossier, adds: bool) -> Header {
    let language = page.language;
    let code = &dossier.mission.code;
    let size = match &dossier.mission.size {
        Some(count) => {
            let count = i18n::numbers::count(language, count);
            page.t1("guests-size-published", "count", count)
        }
        None => page.t("guests-size-unpublished"),
    };
    let title = dossier.mission.title.for_reader(language);
    let header = Header::new(page.t("common-nav-delegation"))
        .below(format!("/missions/{code}"), title)
        .fact(size)
        .fact(page.n("guests-members-named", dossier.members().count()))
        .action(Action::open(
            page.t("lists-save"),
            format!("/missions/{code}/lists/delegation.xlsx"),
        ));
    if adds {
        let new = format!("/missions/{code}/delegation/new");
        let import = Action::open(page.t("imports-action"), format!("/missions/{code}/import"));
        header
            .action(import)
            .action(Action::open(page.t("guests-add-member"), new).main())
    } else {
        header
    }
}

fn empty(page: &Page, dossier: &Dossier, adds: bool) -> Empty {
    let new = format!("/missions/{}/delegation/new", dossier.mission.code);
    Empty {
        title: page.t("guests-delegation-empty"),
        hint: page.t("guests-delegation-empty-hint"),
        action: adds.then(|| Action::open(page.t("guests-add-member"), new).main()),
    }
}

fn member(page: &Page, dossier: &Dossier, part: &Participation) -> Member {
    let language = page.language;
    let bearer = |party| at_hand::bearer(language, dossier.names_of(party), party);
    let offices = super::posts(dossier, part)
        .into_iter()
        .map(|post| Office {
            title: Words::new(language, &post.title),
            body: post
                .organisation
                .map(|body| bearer(PartyRef::Organisation(body))),
        })
        .collect();
    let candidates = dossier.names_of(part.party).into_iter();
    Member {
        rank: part.rank,
        name: super::name(dossier, language, part),
        role: page.t(&format!("guests-role-{}", part.role.code())),
        offices,
        body: part
            .organisation
            .map(|body| bearer(PartyRef::Organisation(body))),
        state: super::chip(dossier, language, &part.state),
        note: part.note.clone(),
        source: part.source.as_ref().map(at_hand::cited),
        candidates: candidates
            .flat_map(|names| names.candidates())
            .map(|candidate| candidate.name.clone())
            .collect(),
        actions: Vec::new(),
    }
}

/// The cities, departments and companies of our side that appear in items.
fn bodies(page: &Page, dossier: &Dossier) -> Vec<Appearance> {
    let language = page.language;
    dossier
        .items
        .iter()
        .flat_map(|item| dossier.part_in(item.id).map(move |part| (item, part)))
        .filter(|(_, part)| part.side == Side::Home)
        .filter(|(_, part)| matches!(part.party, PartyRef::Organisation(_)))
        .map(|(item, part)| Appearance {
            name: super::name(dossier, language, part),
            role: page.t(&format!("guests-role-{}", part.role.code())),
            item: item.title.for_reader(language).to_owned(),
            href: format!("/missions/{}/items/{}", dossier.mission.code, item.id),
        })
        .collect()
}
