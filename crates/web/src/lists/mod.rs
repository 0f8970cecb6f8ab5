//! Every list as a workbook or as CSV: what the page shows, with real dates and numbers.

mod mission;

use app::missions::Dossier;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use domain::access::{Action, Subject};
use domain::language::Language;
use domain::parties::{Organisation, Person};
use domain::record::Kind;
use formats::table::{Cell, Column, Table, to_csv, to_xlsx};

use crate::imports::{XLSX, download};
use crate::problem::Problem;
use crate::seat::Seat;
use crate::site::Site;

/// The addresses of lists.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/missions/{code}/lists/{file}", get(of_mission))
        .route("/directory/lists/{file}", get(of_directory))
}

/// A list of a mission: `guests.xlsx`, `agreements.csv`.
pub async fn of_mission(
    State(site): State<Site>,
    seat: Seat,
    Path((code, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (name, end) = file.split_once('.').ok_or_else(Problem::missing)?;
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let list = mission::LISTS
        .iter()
        .find(|list| list.name == name)
        .ok_or_else(Problem::missing)?;
    let mission = Some(dossier.mission.id);
    seat.caller
        .ask(Action::Export, Subject::Record(list.kind), mission)
        .map_err(Problem::from)?;
    let page = &Words::of(seat.page.language);
    let dossier = &dossier;
    let table = (list.table)(&Sheet { page, dossier });
    written(
        &site,
        table,
        end,
        &format!("{}-{name}", dossier.mission.code),
    )
}

/// A list of the directory: `organisations.xlsx`, `people.xlsx`.
pub async fn of_directory(
    State(site): State<Site>,
    seat: Seat,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let (name, end) = file.split_once('.').ok_or_else(Problem::missing)?;
    let may = |kind| {
        seat.caller
            .ask(Action::Export, Subject::Record(kind), None)
            .map_err(Problem::from)
    };
    let page = &Words::of(seat.page.language);
    let table = match name {
        "organisations" => {
            may(Kind::Organisation)?;
            organisations(
                page,
                &site
                    .app()
                    .list::<Organisation>(&seat.caller, app::Filter::all())
                    .await?,
            )
        }
        "people" => {
            may(Kind::Person)?;
            people(
                page,
                &site
                    .app()
                    .list::<Person>(&seat.caller, app::Filter::all())
                    .await?,
            )
        }
        _ => return Err(Problem::missing()),
    };
    written(&site, table, end, name)
}

pub(crate) fn written(
    site: &Site,
    table: Table,
    end: &str,
    name: &str,
) -> Result<Response, Problem> {
    match end {
        "xlsx" => {
            let bytes = to_xlsx(&[table], site.clock().now()).map_err(Problem::broken)?;
            Ok(download(bytes, XLSX, &format!("{name}.xlsx")))
        }
        "csv" => {
            let bytes = to_csv(&table).map_err(Problem::broken)?;
            Ok(download(
                bytes,
                "text/csv; charset=utf-8",
                &format!("{name}.csv"),
            ))
        }
        _ => Err(Problem::missing()),
    }
}

/// The names of the lists of a mission, as in their addresses.
pub fn names() -> impl Iterator<Item = &'static str> {
    mission::LISTS.iter().map(|list| list.name)
}

/// A list of a mission by its name, with headings in a language; the caller's right to take it
/// out of the program has been asked for by whoever read the dossier.
#[must_use]
pub fn of_dossier(dossier: &Dossier, name: &str, language: Language) -> Option<Table> {
    let list = mission::LISTS.iter().find(|list| list.name == name)?;
    let page = &Words::of(language);
    Some((list.table)(&Sheet { page, dossier }))
}

/// The catalogue in one language.
pub(crate) struct Words {
    language: Language,
}

impl Words {
    /// In this language.
    pub(crate) fn of(language: Language) -> Self {
        Self { language }
    }

    fn t(&self, key: &str) -> String {
        i18n::t(self.language, key, &[])
    }
}

/// What a list is made from.
struct Sheet<'a> {
    page: &'a Words,
    dossier: &'a Dossier,
}

/// A table with headings from the catalogue.
pub(crate) fn table(page: &Words, name: &str, columns: &[&str], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        name: page.t(name),
        columns: columns.iter().map(|key| Column::new(page.t(key))).collect(),
        rows,
    }
}

fn organisations(page: &Words, all: &[domain::record::Stored<Organisation>]) -> Table {
    let row = |one: &domain::record::Stored<Organisation>| {
        vec![
            one.names.display(page.language).text.as_str().into(),
            original(page, &one.names),
            page.t(&format!("parties-kind-{}", one.kind.code())).into(),
            one.country.as_deref().into(),
            one.seat.as_str().into(),
            one.sectors.join(", ").into(),
            one.website.as_str().into(),
            one.note.as_str().into(),
        ]
    };
    let columns = [
        "lists-name",
        "lists-original",
        "lists-kind",
        "lists-country",
        "lists-seat",
        "lists-sectors",
        "lists-website",
        "lists-note",
    ];
    table(
        page,
        "lists-organisations",
        &columns,
        all.iter().map(row).collect(),
    )
}

fn people(page: &Words, all: &[domain::record::Stored<Person>]) -> Table {
    let row = |one: &domain::record::Stored<Person>| {
        vec![
            one.names.display(page.language).text.as_str().into(),
            original(page, &one.names),
            one.languages.join(", ").into(),
            one.email.as_str().into(),
            one.telephone.as_str().into(),
            one.note.as_str().into(),
        ]
    };
    let columns = [
        "lists-name",
        "lists-original",
        "lists-languages",
        "lists-email",
        "lists-telephone",
        "lists-note",
    ];
    table(
        page,
        "lists-people",
        &columns,
        all.iter().map(row).collect(),
    )
}

/// The other names, so that nothing is lost to a reader of another script.
fn original(page: &Words, names: &domain::names::Names) -> Cell {
    let shown = &names.display(page.language).text;
    let mut others: Vec<&str> = names
        .all()
        .iter()
        .map(|name| name.text.as_str())
        .filter(|text| text != shown)
        .collect();
    others.dedup();
    Cell::text(others.join("; "))
}
