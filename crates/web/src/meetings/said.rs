//! What is said in a meeting, an ask or a commitment, is put on record and changed in one way;
//! only its fields differ.

use app::Kept;
use app::missions::Dossier;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::ids::{ItemId, TypedId};
use domain::parties::PartyRef;
use domain::record::Stored;
use jiff::civil::Date;
use serde::Deserialize;
use uuid::Uuid;

use crate::at_hand::{self, Only};
use crate::conflict;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::{Chip, Header};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, fresh_key, sorted};
use crate::site::Site;

/// Something that is said in a meeting and has a form.
pub trait Said: Kept {
    /// The part of the address under which its forms are.
    const FOLDER: &'static str;
    /// The titles of the form of a new one and of one on record.
    const TITLES: [&'static str; 2];
    /// The intentions of putting one on record and of changing it.
    const INTENTIONS: [&'static str; 2];
    /// The fields that name a party.
    const PARTIES: [&'static str; 2];

    /// Those of a mission.
    fn all(dossier: &Dossier) -> &[Stored<Self>];
    /// What the form says; nothing, with the reasons beside the fields, where that is not enough.
    /// A new one has the nil id.
    fn read(
        page: &Page,
        dossier: &Dossier,
        submitted: &mut Submitted,
        before: Option<&Stored<Self>>,
    ) -> Option<Self>;
    /// The same under its own id.
    #[must_use]
    fn under(self, id: Uuid) -> Self;
    /// Where the page of meetings shows one that is new.
    fn place(&self) -> String;
    /// In which state it is, where it has one.
    fn chip(&self, page: &Page, today: Date) -> Option<Chip>;
    /// Adds its fields to a form; a new one may be of an item.
    fn fill(
        form: &mut Form,
        dossier: &Dossier,
        of: (Option<&Stored<Self>>, Option<ItemId>),
        choices: &[Choice],
    );
}

/// The meeting in which something is said.
#[derive(Debug, Default, Deserialize)]
pub struct In {
    /// The item.
    pub item: Option<ItemId>,
}

/// The form of a new one.
pub async fn new<S: Said>(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    Query(of): Query<In>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let mission = Some(dossier.mission.id);
    seat.caller
        .ask(Right::Create, Subject::Record(S::KIND), mission)?;
    let sheet = sheet::<S>(&site, seat, &dossier, (None, of.item), &[]).await?;
    Ok(sheet.shown())
}

/// Puts one on record.
pub async fn add<S: Said>(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let chosen = at_hand::named(&submitted, &S::PARTIES);
    let draft = S::read(&seat.page, &dossier, &mut submitted, None);
    if let (Some(draft), true) = (draft, submitted.is_fine()) {
        let one = draft.under(site.app().new_id::<S::Id>().uuid());
        let back = format!("{}#{}", super::base(&dossier), one.place());
        let caller = caller_once(&seat, &submitted);
        let answer = site.app().create(&caller, S::INTENTIONS[0], one).await;
        if let Sent::Done(_) = sorted(answer, &mut submitted)? {
            return Ok(Flash::done("common-saved").to(&back));
        }
    }
    let sheet = sheet::<S>(&site, seat, &dossier, (None, None), &chosen).await?;
    Ok(sheet.again(&submitted))
}

/// The form of one on record.
pub async fn edit<S: Said>(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, Uuid)>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let one = find::<S>(&dossier, id)?;
    let sheet = sheet(&site, seat, &dossier, (Some(one), None), &[]).await?;
    Ok(sheet.shown())
}

/// Changes what was said; what came of it stays.
pub async fn change<S: Said>(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, Uuid)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let before = find::<S>(&dossier, id)?;
    let chosen = at_hand::named(&submitted, &S::PARTIES);
    let draft = S::read(&seat.page, &dossier, &mut submitted, Some(before));
    let version = submitted.version().unwrap_or_default();
    let mut overtaken = None;
    if let (Some(one), true) = (draft, submitted.is_fine()) {
        let (caller, app) = (caller_once(&seat, &submitted), site.app());
        let answer = app.save(&caller, S::INTENTIONS[1], one, version).await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(S::KIND, saved.id, saved.version);
                let back = format!("{}#{}-{id}", super::base(&dossier), S::KIND.code());
                return Ok(Flash::done("common-saved").undo(&undo).to(&back));
            }
            Sent::Overtaken(now) => overtaken = Some(now),
            Sent::Refused => {}
        }
    }
    let sheet = sheet(&site, seat, &dossier, (Some(before), None), &chosen).await?;
    Ok(match overtaken {
        Some(now) => sheet.overtaken(&submitted, now),
        None => sheet.again(&submitted),
    })
}

/// The one of an id.
pub(super) fn find<S: Said>(dossier: &Dossier, id: Uuid) -> Result<&Stored<S>, Problem> {
    let mut all = S::all(dossier).iter();
    let one = all.find(|one| one.record.id().uuid() == id);
    one.ok_or_else(Problem::missing)
}

async fn sheet<S: Said>(
    site: &Site,
    seat: Seat,
    dossier: &Dossier,
    (one, item): (Option<&Stored<S>>, Option<ItemId>),
    chosen: &[PartyRef],
) -> Result<Sheet, Problem> {
    let choices = at_hand::choices(site.app(), &seat.caller, Some(dossier), Only::All, chosen);
    let choices = choices.await?;
    let today = site.app().today(&seat.caller);
    let title = S::TITLES[usize::from(one.is_some())];
    let page = at_hand::framed(seat.page, dossier, Section::Meetings, title);
    let base = super::base(dossier);
    let mut header = Header::new(page.t(title)).below(base.clone(), page.t("common-nav-meetings"));
    let tail = one.map_or_else(|| "new".to_owned(), |one| one.record.id().to_string());
    let mut form = Form::new(page.language, format!("{base}/{}/{tail}", S::FOLDER));
    form.cancel(base.clone());
    S::fill(&mut form, dossier, (one, item), &choices);
    match one {
        Some(one) => {
            form.version(one.version);
            let id = one.record.id();
            if let Some(chip) = one.record.chip(&page, today) {
                header = header.fact(chip);
            }
            header = header
                .maybe(at_hand::history(&page, S::KIND, id))
                .action(at_hand::delete(&page, S::KIND, id, one.version, &base));
        }
        None => {
            form.key(&fresh_key(site));
        }
    }
    Ok(Sheet::new(page, header, form))
}
