//! What a workbook says, before anything of it is written.

use app::imports::{Batch, ImportCounts, ImportInto, Planned, Tally};
use app::missions::Dossier;
use app::{AppError, Caller};
use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::{Action as Right, Subject};
use domain::ids::ItemId;
use formats::workbook::{self, ReadError, Severity, Workbook};

use crate::at_hand;
use crate::form::{Choice, Form, KEY};
use crate::kit::{Action, Chip, Figures, Header, Link, Mood};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::{Seat, refusal_text};
use crate::sheet::fresh_key;
use crate::site::Site;

/// So many problems stand on the page; the rest is counted.
const SHOWN: usize = 300;

/// A problem as a line of the table.
struct Line {
    severity: Chip,
    sheet: String,
    row: String,
    column: String,
    finding: String,
    remedy: String,
}

#[derive(Template)]
#[template(path = "imports/import.html")]
struct Import {
    page: Page,
    header: Header,
    /// Why the file is refused as a whole.
    refused: Option<String>,
    /// Whether a file was read.
    is_read: bool,
    figures: Figures,
    unattached: usize,
    lines: Vec<Line>,
    more: usize,
    /// What was left out on purpose, such as the examples.
    notes: Vec<String>,
    /// What is sent along when the person confirms; none where there is nothing to confirm.
    confirm: Option<Confirm>,
    form: Form,
    templates: Vec<Link>,
    past: Vec<Past>,
}

/// An earlier import.
struct Past {
    when: String,
    records: String,
    undo: Option<Action>,
}

/// The hidden values of the confirmation.
struct Confirm {
    action: String,
    data: String,
    item: String,
    key: String,
}

/// The page before a file is chosen.
pub async fn blank(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    asks(&seat.caller, &dossier)?;
    let past = site
        .app()
        .past_imports(&seat.caller, dossier.mission.id)
        .await?;
    let zone = seat.caller.zone.zone();
    let mut shown = page(seat.page, &dossier);
    shown.past = past
        .iter()
        .map(|batch| earlier(&shown.page, &dossier, batch, &zone))
        .collect();
    Ok(rendered(&shown))
}

/// An earlier import, with the way back while nobody has worked on it.
fn earlier(page: &Page, dossier: &Dossier, batch: &Batch, zone: &jiff::tz::TimeZone) -> Past {
    let undo = format!(
        "/missions/{}/import/undo/{}",
        dossier.mission.code, batch.id
    );
    Past {
        when: i18n::dates::instant(page.language, batch.at, zone),
        records: i18n::numbers::grouped(page.language, batch.records),
        undo: (!batch.touched_since).then(|| Action::post(page.t("common-undo"), undo)),
    }
}

/// Reads the chosen file and shows what it says. Writes nothing.
pub async fn read(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    upload: Multipart,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    asks(&seat.caller, &dossier)?;
    let upload = Upload::take(upload).await?;
    let mut shown = page(seat.page, &dossier);
    let outcome = match upload.bytes {
        Some(bytes) => super::reader::read(&site, bytes).await?,
        None => return Ok(wrong(shown, "imports-file-missing")),
    };
    let mut workbook = match outcome {
        Ok(workbook) => workbook,
        Err(error) => return Ok(refused(shown, &error)),
    };
    let into = ImportInto {
        mission: dossier.mission.id,
        item: upload.item,
    };
    let mut planned = site.app().plan_import(&seat.caller, into, &workbook).await;
    if let Ok(planned) = &mut planned {
        workbook.problems.append(&mut planned.problems);
    }
    shown.tell(&workbook);
    let confirm = Confirm {
        action: format!("/missions/{}/import/confirm", dossier.mission.code),
        data: packed(&workbook)?,
        item: upload.item.map(|item| item.to_string()).unwrap_or_default(),
        key: fresh_key(&site),
    };
    shown.answer(planned, &workbook, confirm)
}

/// Importing is asked before anything else: whoever may not never uploads.
pub(super) fn asks(caller: &Caller, dossier: &Dossier) -> Result<(), Problem> {
    let mission = Some(dossier.mission.id);
    caller
        .ask(Right::Create, Subject::Import, mission)
        .map_err(Problem::from)
}

/// A workbook as a hidden value.
fn packed(workbook: &Workbook) -> Result<String, Problem> {
    let json = serde_json::to_vec(workbook).map_err(Problem::broken)?;
    Ok(URL_SAFE_NO_PAD.encode(json))
}

/// A workbook back from its hidden value. Whoever changes it sends other rows of their own: the
/// same checks and rights apply to them.
pub(super) fn unpacked(text: &str) -> Option<Workbook> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

fn page(page: Page, dossier: &Dossier) -> Import {
    let page = at_hand::framed(page, dossier, Section::Delegation, "imports-title");
    let language = page.language;
    let address = format!("/missions/{}/import", dossier.mission.code);
    let mut form = Form::new(language, address.clone());
    form.files = true;
    form.submit("imports-read")
        .cancel(format!("/missions/{}/delegation", dossier.mission.code));
    form.file(
        "workbook",
        "imports-file",
        &format!(".xlsx,{}", super::XLSX),
    )
    .required()
    .hint("imports-file-hint");
    let items: Vec<Choice> = dossier
        .items
        .iter()
        .map(|item| Choice::new(item.id, item.title.for_reader(language)))
        .collect();
    if !items.is_empty() {
        form.choice("item", "imports-item", "", items)
            .hint("imports-item-hint");
    }
    let templates = domain::language::Language::ALL
        .map(|other| {
            Link::new(
                format!("/templates/participants.xlsx?in={}", other.code()),
                other.endonym(),
            )
        })
        .to_vec();
    let trail = Link::new(
        format!("/missions/{}/delegation", dossier.mission.code),
        page.t("common-nav-delegation"),
    );
    let mut header = Header::new(page.t("imports-title"));
    header.trail = vec![trail];
    header.actions = vec![Action::open(
        page.t("imports-export-mission"),
        format!("/missions/{}/export.json", dossier.mission.code),
    )];
    Import {
        header,
        refused: None,
        is_read: false,
        figures: Figures::default(),
        unattached: 0,
        lines: Vec::new(),
        more: 0,
        notes: Vec::new(),
        confirm: None,
        form,
        templates,
        past: Vec::new(),
        page,
    }
}

fn wrong(mut shown: Import, key: &'static str) -> Response {
    shown.refused = Some(shown.page.t(key));
    unprocessable(&shown)
}

fn refused(mut shown: Import, error: &ReadError) -> Response {
    shown.refused = Some(workbook::explain_refusal(error, shown.page.language));
    unprocessable(&shown)
}

fn unprocessable(shown: &Import) -> Response {
    let mut response = rendered(shown);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

impl Import {
    /// The name of the hidden key.
    fn key_name(&self) -> &'static str {
        KEY
    }

    /// The preview with its confirmation, or the rule that refuses the workbook.
    fn answer(
        mut self,
        planned: Result<Planned, AppError>,
        workbook: &Workbook,
        confirm: Confirm,
    ) -> Result<Response, Problem> {
        match planned {
            // What is wrong with single cells is seen only beside what the session holds.
            Ok(_) if !workbook.is_importable() => {
                self.refused = Some(self.page.t("refused-import-errors"));
                Ok(unprocessable(&self))
            }
            Ok(planned) => {
                self.count(&planned.counts);
                self.confirm = Some(confirm);
                Ok(rendered(&self))
            }
            Err(AppError::Refused(refusal)) => {
                self.refused = Some(self.page.text(&refusal_text(&refusal)));
                Ok(unprocessable(&self))
            }
            Err(other) => Err(other.into()),
        }
    }

    /// Lists the problems, errors first.
    fn tell(&mut self, workbook: &Workbook) {
        self.is_read = true;
        let of = |severity| workbook.problems_of(severity);
        let all: Vec<_> = of(Severity::Error).chain(of(Severity::Warning)).collect();
        let shown = all.iter().take(SHOWN);
        self.lines = shown.map(|problem| line(&self.page, problem)).collect();
        self.more = all.len().saturating_sub(SHOWN) + workbook.more_problems as usize;
        let notes = of(Severity::Note).take(SHOWN);
        self.notes = notes
            .map(|note| workbook::explain(note, self.page.language))
            .collect();
    }

    fn count(&mut self, counts: &ImportCounts) {
        let rows: [(&str, Tally); 12] = [
            ("imports-organisations", counts.organisations),
            ("imports-people", counts.people),
            ("imports-posts", counts.posts),
            ("imports-participations", counts.participations),
            ("imports-slots", counts.slots),
            ("imports-tables", counts.tables),
            ("imports-firms", counts.participants),
            ("imports-profiles", counts.profiles),
            ("imports-aside", counts.aside),
            ("imports-interpreters", counts.interpreters),
            ("imports-requests", counts.requests),
            ("imports-settings", counts.settings),
        ];
        let mut figures = Figures::default();
        for (key, tally) in rows
            .into_iter()
            .filter(|(_, tally)| tally.new + tally.known > 0)
        {
            let number = i64::try_from(tally.new).unwrap_or(i64::MAX);
            let mut known = Vec::new();
            if tally.known > 0 {
                known.push(self.page.n("imports-known", tally.known));
            }
            if tally.changed > 0 {
                known.push(self.page.n("imports-changed", tally.changed));
            }
            figures = figures.with(
                self.page.t(key),
                i18n::numbers::grouped(self.page.language, number),
                &known.join(" · "),
            );
        }
        self.figures = figures;
        self.unattached = counts.unattached;
    }
}

fn line(page: &Page, problem: &workbook::Problem) -> Line {
    let (mood, key) = match problem.severity {
        Severity::Error => (Mood::Decide, "imports-error"),
        Severity::Warning => (Mood::Tentative, "imports-warning"),
        Severity::Note => (Mood::Quiet, "imports-note"),
    };
    let field = problem
        .field_spec()
        .map_or("", |field| field.label(page.language));
    Line {
        severity: Chip::new(mood, page.t(key)),
        sheet: problem.sheet_name.clone(),
        row: problem.row.map(|row| row.to_string()).unwrap_or_default(),
        column: [problem.column.as_deref().unwrap_or_default(), field]
            .join(" ")
            .trim()
            .to_owned(),
        finding: workbook::finding(problem, page.language),
        remedy: workbook::remedy(problem, page.language),
    }
}

/// What the form sent: the file and the item of the guests.
struct Upload {
    bytes: Option<Vec<u8>>,
    item: Option<ItemId>,
}

impl Upload {
    async fn take(mut parts: Multipart) -> Result<Self, Problem> {
        let too_large = |_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE).saying("imports-too-large");
        let mut upload = Self {
            bytes: None,
            item: None,
        };
        while let Some(part) = parts.next_field().await.map_err(too_large)? {
            let name = part.name().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(too_large)?;
            match name.as_str() {
                "workbook" if !bytes.is_empty() => upload.bytes = Some(bytes.into()),
                "item" => {
                    upload.item = std::str::from_utf8(&bytes)
                        .ok()
                        .and_then(|text| text.trim().parse().ok())
                }
                _ => {}
            }
        }
        Ok(upload)
    }
}
