//! Two records of one party: side by side, with a choice wherever both say something else.

use app::parties::{Merge, Mergeable, SideBySide};
use app::{AppError, Caller};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action as Right, Subject};
use domain::ids::{OrganisationId, PersonId, TypedId};
use domain::language::LanguageTag;
use domain::names::{NameRole, Names};
use domain::parties::{Chosen, MergeField, Organisation, PartyRef, Person, disputed_names};
use serde::Deserialize;
use uuid::Uuid;

use super::alike::Suggestions;
use super::may;
use crate::at_hand::{self, Only, href};
use crate::flash::Flash;
use crate::form::{Form, Submitted, VERSION};
use crate::kit::{Action, Header, Html, NameView};
use crate::page::{Page, Section};
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// The field with the version of the record that goes.
const GONE_VERSION: &str = "_gone";
/// From this likeness on, a party is offered as a double.
const LIKELY: f64 = 0.6;

/// Which other record.
#[derive(Debug, Deserialize)]
pub(super) struct With {
    /// The other record, as forms send a party.
    #[serde(default)]
    with: String,
}

/// A party as this page shows it.
pub(super) trait Shown: Mergeable {
    /// Which party an id means.
    fn party(id: Uuid) -> PartyRef;
    /// Its names.
    fn names(&self) -> &Names;
    /// The organisation above it.
    fn above(&self) -> Option<OrganisationId>;
    /// What is asked of it beside its names, in words; `above` is what is above it.
    fn told(&self, page: &Page, above: String) -> Vec<(MergeField, String)>;
}

impl Shown for Organisation {
    fn party(id: Uuid) -> PartyRef {
        PartyRef::Organisation(OrganisationId::from_uuid(id))
    }
    fn names(&self) -> &Names {
        &self.names
    }
    fn above(&self) -> Option<OrganisationId> {
        self.parent
    }
    fn told(&self, page: &Page, above: String) -> Vec<(MergeField, String)> {
        vec![
            (
                MergeField::Kind,
                page.t(&format!("parties-kind-{}", self.kind.code())),
            ),
            (
                MergeField::Country,
                self.country.clone().unwrap_or_default(),
            ),
            (MergeField::Seat, self.seat.clone()),
            (MergeField::Parent, above),
            (MergeField::Website, self.website.clone()),
            (MergeField::Note, self.note.clone()),
        ]
    }
}

impl Shown for Person {
    fn party(id: Uuid) -> PartyRef {
        PartyRef::Person(PersonId::from_uuid(id))
    }
    fn names(&self) -> &Names {
        &self.names
    }
    fn above(&self) -> Option<OrganisationId> {
        None
    }
    fn told(&self, page: &Page, _above: String) -> Vec<(MergeField, String)> {
        vec![
            (
                MergeField::Reading,
                self.reading.for_reader(page.language).to_owned(),
            ),
            (MergeField::Honorific, self.honorific.clone()),
            (MergeField::Email, self.email.clone()),
            (MergeField::Telephone, self.telephone.clone()),
            (MergeField::Note, self.note.clone()),
        ]
    }
}

/// A line of the comparison.
struct Row {
    label: String,
    kept: String,
    gone: String,
    /// The name of the choice, where both say something else.
    choice: Option<String>,
}

#[derive(Template)]
#[template(path = "parties/merge.html")]
struct Compare {
    page: Page,
    header: Header,
    address: String,
    hidden: Vec<(&'static str, String)>,
    sides: [(NameView, String); 2],
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "parties/merge_with.html")]
struct Choose {
    page: Page,
    header: Header,
    likely: Suggestions,
    form: Form,
}

/// Asks whether the caller may merge parties of a kind, before anything is shown.
pub(super) fn may_merge(caller: &Caller, kind: domain::record::Kind) -> bool {
    may(caller, Right::Edit, kind) && may(caller, Right::Delete, kind)
}

fn ask<R: Shown>(seat: &Seat) -> Result<(), Problem> {
    for right in [Right::Edit, Right::Delete] {
        seat.caller.ask(right, Subject::Record(R::KIND), None)?;
    }
    Ok(())
}

fn address<R: Shown>(id: R::Id) -> String {
    format!("{}/merge", href(R::party(id.uuid())))
}

pub(super) async fn organisation(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<OrganisationId>,
    Query(with): Query<With>,
) -> Result<Response, Problem> {
    show::<Organisation>(&site, seat, id, &with.with).await
}

pub(super) async fn person(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<PersonId>,
    Query(with): Query<With>,
) -> Result<Response, Problem> {
    show::<Person>(&site, seat, id, &with.with).await
}

async fn show<R: Shown>(
    site: &Site,
    seat: Seat,
    id: R::Id,
    with: &str,
) -> Result<Response, Problem> {
    ask::<R>(&seat)?;
    match other::<R>(with) {
        None => choose::<R>(site, seat, id).await,
        Some(gone) => {
            let both = site.app().side_by_side::<R>(&seat.caller, id, gone).await?;
            let above = [
                name_of(site, &seat, both.kept.record.above()).await?,
                name_of(site, &seat, both.gone.record.above()).await?,
            ];
            Ok(compare(seat.page, &both, above))
        }
    }
}

/// The name of the organisation above, if there is one.
async fn name_of(
    site: &Site,
    seat: &Seat,
    above: Option<OrganisationId>,
) -> Result<String, Problem> {
    let Some(id) = above else {
        return Ok(String::new());
    };
    let found = site.app().get::<Organisation>(&seat.caller, id).await?;
    let name = found.record.names.display(seat.page.language);
    Ok(name.text.clone())
}

/// The other record of a code, if it is of the same kind.
fn other<R: Shown>(code: &str) -> Option<R::Id> {
    at_hand::party(code)
        .filter(|party| party.kind() == R::KIND)
        .map(|party| R::Id::from_uuid(party.uuid()))
}

fn heading(page: &Page, names: &Names, party: PartyRef) -> Header {
    let name = names.display(page.language).text.clone();
    Header::new(page.t("merge-title")).below(href(party), name)
}

/// Asks which other record it is, with the likely ones above.
async fn choose<R: Shown>(site: &Site, seat: Seat, id: R::Id) -> Result<Response, Problem> {
    let one = site.app().get::<R>(&seat.caller, id).await?;
    let party = R::party(id.uuid());
    let names = one.record.names();
    let page = seat.page.clone().at(Section::Directory, "merge-title");
    let texts: Vec<&str> = names.all().iter().map(|n| n.text.as_str()).collect();
    let alike = site
        .app()
        .alike(&seat.caller, R::KIND, &texts, Some(party))
        .await;
    let mut alike = alike?;
    alike.retain(|one| one.score >= LIKELY);
    let only = match party {
        PartyRef::Organisation(_) => Only::Organisations,
        PartyRef::Person(_) => Only::People,
    };
    let offered = at_hand::choices(site.app(), &seat.caller, None, only, &[]).await?;
    let mut form = Form::new(page.language, address::<R>(id));
    form.party("with", "merge-with", "", offered)
        .search(only.search())
        .hint("merge-with-hint");
    form.submit("merge-compare").cancel(href(party));
    Ok(rendered(&Choose {
        header: heading(&page, names, party),
        likely: Suggestions::to_merge(page.language, &alike, &address::<R>(id)),
        form,
        page,
    }))
}

fn compare<R: Shown>(page: Page, both: &SideBySide<R>, above: [String; 2]) -> Response {
    let page = page.at(Section::Directory, "merge-title");
    let (kept, gone) = (&both.kept.record, &both.gone.record);
    let (stays, goes) = (R::party(kept.id().uuid()), R::party(gone.id().uuid()));
    let mut rows = name_rows(&page, kept.names(), gone.names());
    let [over_kept, over_gone] = above;
    let ours = kept.told(&page, over_kept).into_iter();
    for ((field, ours), (_, theirs)) in ours.zip(gone.told(&page, over_gone)) {
        if ours.is_empty() && theirs.is_empty() {
            continue;
        }
        let differs = ours != theirs && !ours.is_empty() && !theirs.is_empty();
        rows.push(Row {
            label: page.t(&format!("parties-{}", field.code())),
            choice: differs.then(|| format!("field.{}", field.code())),
            kept: ours,
            gone: theirs,
        });
    }
    let side = |names: &Names, party, count: usize| {
        let name = NameView::new(page.language, names).link(href(party));
        (name, page.n("merge-named", count))
    };
    let swap = format!("{}?with={}", address::<R>(gone.id()), at_hand::code(stays));
    let header =
        heading(&page, kept.names(), stays).action(Action::open(page.t("merge-swap"), swap));
    rendered(&Compare {
        header,
        address: address::<R>(kept.id()),
        hidden: vec![
            ("with", at_hand::code(goes)),
            (VERSION, both.kept.version.to_string()),
            (GONE_VERSION, both.gone.version.to_string()),
        ],
        sides: [
            side(kept.names(), stays, both.named[0]),
            side(gone.names(), goes, both.named[1]),
        ],
        rows,
        page,
    })
}

/// The names of record with a choice in each language that has two, then all others.
fn name_rows(page: &Page, kept: &Names, gone: &Names) -> Vec<Row> {
    let mut rows: Vec<Row> = disputed_names(kept, gone)
        .into_iter()
        .map(|(ours, theirs)| {
            let tag = ours.language.as_str();
            let language = i18n::languages::name(page.language, tag);
            Row {
                label: page.t1("merge-name-of-record", "language", language),
                kept: ours.text,
                gone: theirs.text,
                choice: Some(format!("name.{tag}")),
            }
        })
        .collect();
    let disputed = |text: &str| rows.iter().any(|row| row.kept == text || row.gone == text);
    let others = |names: &Names| {
        let all = names.all().iter();
        let others = all.filter(|n| n.role != NameRole::OfRecord || !disputed(&n.text));
        let texts: Vec<String> = others.map(|n| n.text.clone()).collect();
        texts.join("; ")
    };
    let (kept, gone) = (others(kept), others(gone));
    if !kept.is_empty() || !gone.is_empty() {
        rows.push(Row {
            label: page.t("merge-all-names"),
            kept,
            gone,
            choice: None,
        });
    }
    rows
}

pub(super) async fn merge_organisations(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<OrganisationId>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    merge::<Organisation>(&site, &seat, id, &mut submitted).await
}

pub(super) async fn merge_people(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<PersonId>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    merge::<Person>(&site, &seat, id, &mut submitted).await
}

async fn merge<R: Shown>(
    site: &Site,
    seat: &Seat,
    id: R::Id,
    submitted: &mut Submitted,
) -> Result<Response, Problem> {
    ask::<R>(seat)?;
    let with = submitted.line("with");
    let mut version = |name: &str| submitted.line(name).parse::<i64>().ok();
    let (Some(kept), Some(gone)) = (version(VERSION), version(GONE_VERSION)) else {
        // The other record was only chosen: the comparison is next.
        site.app().get::<R>(&seat.caller, id).await?;
        let with: String = form_urlencoded::byte_serialize(with.as_bytes()).collect();
        let next = format!("{}?with={with}", address::<R>(id));
        return Ok(Redirect::to(&next).into_response());
    };
    let other = other::<R>(&with).ok_or_else(Problem::missing)?;
    let merge = Merge {
        kept: (id, kept),
        gone: (other, gone),
        chosen: chosen(submitted),
    };
    match site.app().merge::<R>(&seat.caller, &merge).await {
        Ok(_) => {
            let undo = format!("{}/unmerge", href(R::party(other.uuid())));
            let next = href(R::party(id.uuid()));
            Ok(Flash::done("merge-done").undo(&undo).to(&next))
        }
        // Somebody was faster: the comparison shows what stands there now.
        Err(AppError::Conflict(_)) => {
            let next = format!("{}?with={with}", address::<R>(id));
            let flash = Flash::new(crate::flash::Tone::Decide, "merge-changed");
            Ok(flash.to(&next))
        }
        Err(other) => Err(other.into()),
    }
}

fn chosen(submitted: &Submitted) -> Chosen {
    let mut chosen = Chosen::default();
    for (name, side) in submitted.pairs() {
        if side != "gone" {
            continue;
        }
        if let Some(field) = name.strip_prefix("field.") {
            chosen.fields.extend(MergeField::from_code(field));
        }
        if let Some(Ok(tag)) = name.strip_prefix("name.").map(LanguageTag::new) {
            chosen.names.insert(tag);
        }
    }
    chosen
}

pub(super) async fn unmerge_organisation(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<OrganisationId>,
) -> Result<Response, Problem> {
    unmerge::<Organisation>(&site, &seat, id).await
}

pub(super) async fn unmerge_person(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<PersonId>,
) -> Result<Response, Problem> {
    unmerge::<Person>(&site, &seat, id).await
}

async fn unmerge<R: Shown>(site: &Site, seat: &Seat, id: R::Id) -> Result<Response, Problem> {
    ask::<R>(seat)?;
    site.app().unmerge::<R>(&seat.caller, id).await?;
    Ok(Flash::done("merge-undone").to(&href(R::party(id.uuid()))))
}

/// The page of the record that took the place of a merged one; missing where none did.
pub(super) async fn moved(site: &Site, seat: &Seat, party: PartyRef) -> Result<Response, Problem> {
    match site.app().successor(&seat.caller, party).await? {
        Some(now) => Ok(Redirect::to(&href(now)).into_response()),
        None => Err(Problem::missing()),
    }
}

/// The records that were merged into one, each with the way back; nothing where there are none.
pub(super) fn merged<R: Shown>(
    page: &Page,
    caller: &Caller,
    merged: &[domain::record::Stored<R>],
) -> Option<Html> {
    let back = may_merge(caller, R::KIND);
    let parts = merged.iter().flat_map(|one| {
        let party = R::party(one.record.id().uuid());
        let name = NameView::new(page.language, one.record.names()).brief();
        let undo = back.then(|| {
            let address = format!("{}/unmerge", href(party));
            Html::from(Action::post(page.t("merge-undo"), address))
        });
        std::iter::once(Html::from(name)).chain(undo)
    });
    (!merged.is_empty()).then(|| Html::joined(parts))
}
