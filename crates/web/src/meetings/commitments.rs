//! The form of a commitment, and of a statement of intent, which is none.

use app::missions::Dossier;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::ids::{CommitmentId, ItemId, TypedId};
use domain::meetings::{Commitment, CommitmentKind, CommitmentState};
use domain::parties::PartyRef;
use domain::programme::Side;
use domain::record::{Kind, Stored};
use domain::text::Localised;

use super::asks::In;
use crate::at_hand::{self, Only};
use crate::conflict;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::guests::{read_source, source_fields};
use crate::kit::Header;
use crate::nav::Section;
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, fresh_key, sorted};
use crate::site::Site;

/// The form of a new commitment.
pub async fn new(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    Query(of): Query<In>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let mission = Some(dossier.mission.id);
    seat.caller
        .ask(Right::Create, Subject::Record(Kind::Commitment), mission)?;
    let sheet = sheet(&site, seat, &dossier, (None, of.item), &[]).await?;
    Ok(sheet.shown())
}

/// Puts a commitment on record.
pub async fn add(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let chosen = at_hand::named(&submitted, &["by", "to"]);
    let draft = read(&seat.page, &dossier, &mut submitted, None);
    if let (Some(mut one), true) = (draft, submitted.is_fine()) {
        one.id = site.app().new_id();
        let back = format!("{}#commitment-{}", super::base(&dossier), one.id);
        let caller = caller_once(&seat, &submitted);
        let answer = site.app().create(&caller, "commitment.make", one).await;
        if let Sent::Done(_) = sorted(answer, &mut submitted)? {
            return Ok(Flash::done("common-saved").to(&back));
        }
    }
    let sheet = sheet(&site, seat, &dossier, (None, None), &chosen).await?;
    Ok(sheet.again(&submitted))
}

/// The form of a commitment on record.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, CommitmentId)>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let one = find(&dossier, id)?;
    let sheet = sheet(&site, seat, &dossier, (Some(one), None), &[]).await?;
    Ok(sheet.shown())
}

/// Changes a commitment; its progress stays.
pub async fn change(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, CommitmentId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let before = find(&dossier, id)?;
    let chosen = at_hand::named(&submitted, &["by", "to"]);
    let draft = read(&seat.page, &dossier, &mut submitted, Some(before));
    let version = submitted.version().unwrap_or_default();
    if let (Some(one), true) = (draft, submitted.is_fine()) {
        let caller = caller_once(&seat, &submitted);
        let app = site.app();
        let answer = app.save(&caller, "commitment.edit", one, version).await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Commitment, saved.id, saved.version);
                let back = format!("{}#commitment-{id}", super::base(&dossier));
                return Ok(Flash::done("common-saved").undo(&undo).to(&back));
            }
            Sent::Overtaken(now) => {
                let sheet = sheet(&site, seat, &dossier, (Some(before), None), &chosen).await?;
                return Ok(sheet.overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    let sheet = sheet(&site, seat, &dossier, (Some(before), None), &chosen).await?;
    Ok(sheet.again(&submitted))
}

pub(super) fn find(dossier: &Dossier, id: CommitmentId) -> Result<&Stored<Commitment>, Problem> {
    let one = dossier.commitments.iter().find(|one| one.id == id);
    one.ok_or_else(Problem::missing)
}

fn read(
    page: &Page,
    dossier: &Dossier,
    submitted: &mut Submitted,
    before: Option<&Stored<Commitment>>,
) -> Option<Commitment> {
    let language = page.language;
    let kind = submitted.required_choice("kind", CommitmentKind::from_code);
    let text = submitted.required_localised("text");
    let side = submitted.required_choice("side", Side::from_code);
    let by = super::read_party(submitted, "by", language, before.map(|one| &one.by));
    if by.is_none() {
        submitted.refuse("by", "form-error-required");
    }
    let before_to = before.and_then(|one| one.to.as_ref());
    let to = super::read_party(submitted, "to", language, before_to);
    let item = submitted.choice("item", |id| id.parse::<ItemId>().ok());
    let owner = submitted.line("owner");
    let due = submitted.date("due");
    let source = read_source(submitted);
    Some(Commitment {
        // A new one gets its own id when everything else is right.
        id: before.map_or_else(|| CommitmentId::from_uuid(uuid::Uuid::nil()), |one| one.id),
        mission: dossier.mission.id,
        item,
        kind: kind?,
        side: side?,
        by: by?,
        to,
        text,
        owner,
        due,
        state: before.map_or(CommitmentState::Open, |one| one.state.clone()),
        source,
    })
}

async fn sheet(
    site: &Site,
    seat: Seat,
    dossier: &Dossier,
    (one, item): (Option<&Stored<Commitment>>, Option<ItemId>),
    chosen: &[PartyRef],
) -> Result<Sheet, Problem> {
    let choices = at_hand::choices(site.app(), &seat.caller, Some(dossier), Only::All, chosen);
    let choices = choices.await?;
    let title = match one {
        Some(_) => "meetings-edit-commitment",
        None => "meetings-add-commitment",
    };
    let today = site.app().today(&seat.caller);
    let page = at_hand::framed(seat.page, dossier, Section::Meetings, title);
    let mut header =
        Header::new(page.t(title)).below(super::base(dossier), page.t("common-nav-meetings"));
    let mut form = form(&page, dossier, (one, item), &choices);
    match one {
        Some(one) => {
            form.version(one.version);
            let back = super::base(dossier);
            let delete = at_hand::delete(&page, Kind::Commitment, one.id, one.version, &back);
            if one.kind == CommitmentKind::Commitment {
                header = header.fact(super::entry::commitment_chip(&page, one, today));
            }
            header = header
                .maybe(at_hand::history(&page, Kind::Commitment, one.id))
                .action(delete);
        }
        None => {
            form.key(&fresh_key(site));
        }
    }
    Ok(Sheet::new(page, header, form))
}

fn form(
    page: &Page,
    dossier: &Dossier,
    (one, item): (Option<&Stored<Commitment>>, Option<ItemId>),
    choices: &[Choice],
) -> Form {
    let language = page.language;
    let base = super::base(dossier);
    let address = match one {
        Some(one) => format!("{base}/commitments/{}", one.id),
        None => format!("{base}/commitments/new"),
    };
    let mut form = Form::new(language, address);
    form.cancel(base);
    let kind = one
        .map_or(CommitmentKind::Commitment, |one| one.kind)
        .code();
    let kinds = Choice::of_codes(language, "meetings-binding-", ["commitment", "intent"]);
    form.choice("kind", "meetings-binding", kind, kinds)
        .required()
        .open();
    let empty = Localised::default();
    form.localised(
        "text",
        "meetings-what-is-promised",
        one.map_or(&empty, |one| &one.text),
    )
    .tall()
    .required();
    let side = one.map_or(Side::Home, |one| one.side).code();
    let sides = Choice::of_codes(language, "meetings-side-", ["home", "host"]);
    form.choice("side", "meetings-who-promises", side, sides)
        .required()
        .open();
    let (by, to) = (one.map(|one| &one.by), one.and_then(|one| one.to.as_ref()));
    for (name, label, party) in [
        ("by", "meetings-promised-by", by),
        ("to", "meetings-promised-to", to),
    ] {
        super::party_field(&mut form, name, label, party, choices.to_vec());
    }
    form.line(
        "owner",
        "meetings-owner-label",
        one.map_or("", |one| &one.owner),
    )
    .hint("meetings-owner-hint")
    .half();
    form.date("due", "meetings-due-label", one.and_then(|one| one.due))
        .half();
    let item = one.and_then(|one| one.item).or(item);
    let item = item.map(|id| id.to_string()).unwrap_or_default();
    let items = super::items(dossier, language);
    form.choice("item", "meetings-where", &item, items);
    source_fields(&mut form, one.and_then(|one| one.source.as_ref()));
    form
}
