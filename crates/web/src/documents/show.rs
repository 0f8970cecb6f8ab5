//! The page of documents, and issuing.

use app::documents::{Form, Order, Subjects, Version};
use app::missions::Dossier;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::language::Language;
use domain::papers::PaperKind;
use domain::parties::PartyRef;
use domain::record::Kind;

use super::{Asked, origin};
use crate::at_hand;
use crate::flash::Flash;
use crate::form::Submitted;
use crate::kit::{Chip, Header, Html, Link, Mood};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// A kind that is printed for everybody.
struct General {
    code: &'static str,
    title: String,
    hint: String,
    /// Links by language, in the order of the heads.
    previews: Vec<Vec<Link>>,
}

/// A kind that is printed for one company or member.
struct Single {
    code: &'static str,
    title: String,
    hint: String,
    subjects: Vec<(String, String)>,
}

/// An issued version.
struct Row {
    title: String,
    language: String,
    number: String,
    issued: String,
    state: Chip,
    files: Html,
}

#[derive(Template)]
#[template(path = "documents/show.html")]
struct Documents {
    page: Page,
    header: Header,
    address: String,
    languages: Vec<(&'static str, String, bool)>,
    general: Vec<General>,
    singles: Vec<Single>,
    rows: Vec<Row>,
    lists: Vec<Link>,
    takes: bool,
    issues: bool,
}

/// Shows what can be printed and what was issued.
///
/// # Errors
/// When the mission is not theirs to see.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let mission = dossier.mission.id;
    let subject = Subject::Record(Kind::Document);
    let may = |right| seat.caller.may(right, subject, Some(mission));
    seat.caller.ask(Right::View, subject, Some(mission))?;
    let (takes, issues) = (may(Right::Export), may(Right::Create));
    let versions = site.app().issued(&seat.caller, mission).await?;
    let subjects = site.app().subjects(&seat.caller, &dossier).await?;
    let zone = seat.caller.zone.zone();
    let page = at_hand::framed(
        seat.page,
        &dossier,
        Section::Documents,
        "common-nav-documents",
    );
    let view = View {
        page: &page,
        dossier: &dossier,
        subjects: &subjects,
    };
    let rows = versions
        .iter()
        .map(|version| view.row(version, &zone))
        .collect();
    Ok(rendered(&Documents {
        header: view.header(),
        address: view.at(""),
        languages: view.languages(),
        general: view.general(),
        singles: view.singles(),
        lists: if takes { view.lists() } else { Vec::new() },
        rows,
        takes,
        issues,
        page,
    }))
}

/// Issues the next version of a document.
///
/// # Errors
/// When it is not theirs to issue.
pub async fn issue(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    headers: HeaderMap,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let asked = Asked {
        kind: submitted.raw("kind").to_owned(),
        language: submitted.raw("language").to_owned(),
        subject: submitted.raw("subject").to_owned(),
        form: String::new(),
    };
    let caller = seat.caller.with_key(submitted.key().map(str::to_owned));
    let origin = origin(&site, &headers);
    let issued = site
        .app()
        .issue(&caller, &code, asked.order()?, &origin)
        .await?;
    let flash = Flash::done("documents-issued").with("version", &issued.version.to_string());
    Ok(flash.to(&format!("/missions/{code}/documents")))
}

struct View<'a> {
    page: &'a Page,
    dossier: &'a Dossier,
    subjects: &'a Subjects,
}

impl View<'_> {
    fn at(&self, tail: &str) -> String {
        format!("/missions/{}/documents{tail}", self.dossier.mission.code)
    }

    fn header(&self) -> Header {
        let mission = &self.dossier.mission;
        Header::new(self.page.t("common-nav-documents")).below(
            format!("/missions/{}", mission.code),
            mission.title.for_reader(self.page.language),
        )
    }

    /// Workbooks of every list, and the calendars.
    fn lists(&self) -> Vec<Link> {
        let base = format!("/missions/{}", self.dossier.mission.code);
        let lists = [
            "programme",
            "delegation",
            "guests",
            "asks",
            "commitments",
            "agreements",
        ];
        let links = lists.map(|list| {
            let label = format!("{} (XLSX)", self.page.t(&format!("lists-{list}")));
            Link::new(format!("{base}/lists/{list}.xlsx"), label)
        });
        let calendars = Link::new(
            format!("{base}/calendars"),
            self.page.t("documents-calendars"),
        );
        links.into_iter().chain([calendars]).collect()
    }

    /// Codes and names of the languages, the reader's marked.
    fn languages(&self) -> Vec<(&'static str, String, bool)> {
        let named = |language: Language| {
            (
                language.code(),
                language.endonym().to_owned(),
                language == self.page.language,
            )
        };
        Language::ALL.map(named).into()
    }

    fn words(&self, kind: PaperKind) -> (String, String) {
        let code = kind.code();
        (
            self.page.t(&format!("documents-kind-{code}")),
            self.page.t(&format!("documents-hint-{code}")),
        )
    }

    fn general(&self) -> Vec<General> {
        let kinds = PaperKind::ALL
            .iter()
            .copied()
            .filter(|kind| !kind.needs_subject());
        kinds
            .map(|kind| {
                let (title, hint) = self.words(kind);
                let previews = Language::ALL.map(|language| self.previews(kind, language));
                General {
                    code: kind.code(),
                    title,
                    hint,
                    previews: previews.into(),
                }
            })
            .collect()
    }

    fn previews(&self, kind: PaperKind, language: Language) -> Vec<Link> {
        let link = |form: Form| {
            let query = format!(
                "?kind={}&language={language}&form={}",
                kind.code(),
                form.code()
            );
            Link::new(
                self.at(&format!("/preview{query}")),
                form.code().to_uppercase(),
            )
        };
        Form::ALL.map(link).into()
    }

    fn singles(&self) -> Vec<Single> {
        let kinds = PaperKind::ALL
            .iter()
            .copied()
            .filter(|kind| kind.takes_subject());
        kinds
            .map(|kind| Single {
                code: kind.code(),
                title: super::single_title(self.page, kind),
                hint: self.words(kind).1,
                subjects: self.named(self.subjects.for_kind(kind)),
            })
            .filter(|single| !single.subjects.is_empty())
            .collect()
    }

    fn named(&self, parties: &[PartyRef]) -> Vec<(String, String)> {
        let language = self.page.language;
        let name = |party: &PartyRef| {
            (
                at_hand::code(*party),
                self.subjects
                    .name_of(self.dossier, *party, language)
                    .to_owned(),
            )
        };
        let mut named: Vec<(String, String)> = parties.iter().map(name).collect();
        i18n::collate::sort_by_name(language, &mut named, |(_, name)| name.clone());
        named
    }

    fn row(&self, version: &Version, zone: &jiff::tz::TimeZone) -> Row {
        let page = self.page;
        let Order { language, .. } = version.order;
        let issued = version.documents.first().map(|document| document.issued_at);
        let (mood, key) = match version.is_superseded() {
            true => (Mood::Quiet, "documents-superseded"),
            false => (Mood::Confirmed, "documents-current"),
        };
        Row {
            title: super::title(page, (self.dossier, self.subjects), version.order),
            language: language.endonym().to_owned(),
            number: version.number.to_string(),
            issued: issued
                .map(|at| i18n::dates::instant(page.language, at, zone))
                .unwrap_or_default(),
            state: Chip::new(mood, page.t(key)),
            files: self.files(version),
        }
    }

    /// The files of a version as links.
    fn files(&self, version: &Version) -> Html {
        let link = |document: &domain::documents::Document| {
            let form = Form::from_media_type(&document.media_type)?;
            let href = self.at(&format!("/{}", document.id));
            Some(Html::from(Link::new(href, form.code().to_uppercase())))
        };
        Html::joined(
            version
                .documents
                .iter()
                .filter_map(|document| link(document)),
        )
    }
}
