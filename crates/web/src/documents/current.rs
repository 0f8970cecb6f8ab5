//! Where the QR code of a print leads: whether this print is the current version, and the
//! current one to take along.

use app::documents::{Form, Order, Subjects, Version};
use app::missions::Dossier;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::language::Language;
use domain::papers::PaperKind;
use serde::Deserialize;

use crate::at_hand;
use crate::kit::{Action, Chip, Header, Mood};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// What the code says: language, version, subject.
#[derive(Debug, Deserialize)]
pub struct Printed {
    l: String,
    v: u32,
    s: Option<uuid::Uuid>,
}

#[derive(Template)]
#[template(path = "documents/current.html")]
struct Current {
    page: Page,
    header: Header,
    verdict: Chip,
    text: String,
    files: Vec<Action>,
    all: Action,
}

/// Shows whether a print is current.
///
/// # Errors
/// When the mission or its documents are not theirs to see.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, kind)): Path<(String, String)>,
    Query(printed): Query<Printed>,
) -> Result<Response, Problem> {
    let kind = PaperKind::from_code(&kind).ok_or_else(Problem::missing)?;
    let language = Language::from_code(&printed.l).ok_or_else(Problem::missing)?;
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let versions = site.app().issued(&seat.caller, dossier.mission.id).await?;
    let subjects = site.app().subjects(&seat.caller, &dossier).await?;
    let newest = versions
        .iter()
        .filter(|version| is_of(version.order, kind, language, printed.s))
        .max_by_key(|version| version.number);
    let page = at_hand::framed(seat.page, &dossier, Section::Documents, "documents-print");
    let (verdict, text) = judged(&page, printed.v, newest);
    let base = format!("/missions/{}/documents", dossier.mission.code);
    Ok(rendered(&Current {
        header: header(&page, (&dossier, &subjects), newest, kind),
        verdict,
        text,
        files: files(&page, &base, newest),
        all: Action::open(page.t("documents-all"), base),
        page,
    }))
}

fn is_of(order: Order, kind: PaperKind, language: Language, subject: Option<uuid::Uuid>) -> bool {
    order.kind == kind
        && order.language == language
        && order.subject.map(|party| party.uuid()) == subject
}

fn header(
    page: &Page,
    (dossier, subjects): (&Dossier, &Subjects),
    newest: Option<&Version>,
    kind: PaperKind,
) -> Header {
    let title = match newest {
        Some(version) => super::title(page, (dossier, subjects), version.order),
        None => page.t(&format!("documents-kind-{}", kind.code())),
    };
    let mission = &dossier.mission;
    Header::new(title).below(
        format!("/missions/{}", mission.code),
        mission.title.for_reader(page.language),
    )
}

fn judged(page: &Page, printed: u32, newest: Option<&Version>) -> (Chip, String) {
    let chip = |mood, key: &str| Chip::new(mood, page.t(key));
    let newest = newest.map_or(0, |version| version.number);
    let said = |key: &str| {
        page.t2(
            key,
            ("printed", printed.to_string()),
            ("current", newest.to_string()),
        )
    };
    match printed.cmp(&newest) {
        std::cmp::Ordering::Equal => (
            chip(Mood::Confirmed, "documents-current"),
            said("documents-print-current"),
        ),
        std::cmp::Ordering::Less => (
            chip(Mood::Decide, "documents-superseded"),
            said("documents-print-old"),
        ),
        std::cmp::Ordering::Greater => (
            chip(Mood::Tentative, "documents-mark-draft"),
            said("documents-print-draft"),
        ),
    }
}

fn files(page: &Page, base: &str, newest: Option<&Version>) -> Vec<Action> {
    let documents = newest.iter().flat_map(|version| &version.documents);
    documents
        .filter_map(|document| {
            let form = Form::from_media_type(&document.media_type)?;
            let label = page.t1("documents-take", "form", form.code().to_uppercase());
            let action = Action::open(label, format!("{base}/{}", document.id));
            Some(if form == Form::Pdf {
                action.main()
            } else {
                action
            })
        })
        .collect()
}
