//! The form of an ask.

use app::missions::Dossier;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::ids::{AskId, ItemId, TypedId};
use domain::meetings::{Ask, AskState};
use domain::parties::{PartyOrText, PartyRef};
use domain::programme::Side;
use domain::record::{Kind, Stored};
use domain::text::Localised;
use serde::Deserialize;

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

/// The meeting in which something is asked or promised.
#[derive(Debug, Default, Deserialize)]
pub struct In {
    /// The item.
    pub item: Option<ItemId>,
}

/// The form of a new ask.
pub async fn new(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    Query(of): Query<In>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let mission = Some(dossier.mission.id);
    seat.caller
        .ask(Right::Create, Subject::Record(Kind::Ask), mission)?;
    let sheet = sheet(&site, seat, &dossier, (None, of.item), &[]).await?;
    Ok(sheet.shown())
}

/// Puts an ask on record.
pub async fn add(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let chosen = at_hand::named(&submitted, &["by", "of"]);
    let draft = read(&seat.page, &dossier, &mut submitted, None);
    if let (Some(mut ask), true) = (draft, submitted.is_fine()) {
        ask.id = site.app().new_id();
        let caller = caller_once(&seat, &submitted);
        let answer = site.app().create(&caller, "ask.put", ask.clone()).await;
        if let Sent::Done(_) = sorted(answer, &mut submitted)? {
            let back = format!("{}#item-{}", super::base(&dossier), ask.item);
            return Ok(Flash::done("common-saved").to(&back));
        }
    }
    let sheet = sheet(&site, seat, &dossier, (None, None), &chosen).await?;
    Ok(sheet.again(&submitted))
}

/// The form of an ask on record.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, AskId)>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let ask = find(&dossier, id)?;
    let sheet = sheet(&site, seat, &dossier, (Some(ask), None), &[]).await?;
    Ok(sheet.shown())
}

/// Changes an ask; its answer stays.
pub async fn change(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, AskId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let before = find(&dossier, id)?;
    let chosen = at_hand::named(&submitted, &["by", "of"]);
    let draft = read(&seat.page, &dossier, &mut submitted, Some(before));
    let version = submitted.version().unwrap_or_default();
    if let (Some(ask), true) = (draft, submitted.is_fine()) {
        let caller = caller_once(&seat, &submitted);
        let answer = site.app().save(&caller, "ask.edit", ask, version).await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Ask, saved.id, saved.version);
                let back = format!("{}#ask-{id}", super::base(&dossier));
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

pub(super) fn find(dossier: &Dossier, id: AskId) -> Result<&Stored<Ask>, Problem> {
    let ask = dossier.asks.iter().find(|ask| ask.id == id);
    ask.ok_or_else(Problem::missing)
}

fn read(
    page: &Page,
    dossier: &Dossier,
    submitted: &mut Submitted,
    before: Option<&Stored<Ask>>,
) -> Option<Ask> {
    let item = submitted.required_choice("item", |id| id.parse::<ItemId>().ok());
    let side = submitted.required_choice("side", Side::from_code);
    let by = submitted.choice("by", at_hand::party);
    let before_of = before.map(|ask| &ask.of);
    let of = super::read_party(submitted, "of", page.language, before_of);
    if of.is_none() {
        submitted.refuse("of", "form-error-required");
    }
    let text = submitted.required_localised("text");
    let source = read_source(submitted);
    Some(Ask {
        // A new ask gets its own id when everything else is right.
        id: before.map_or_else(|| AskId::from_uuid(uuid::Uuid::nil()), |ask| ask.id),
        mission: dossier.mission.id,
        item: item?,
        side: side?,
        by,
        of: of?,
        text,
        concrete: submitted.check("concrete"),
        state: before.map_or(AskState::Open, |ask| ask.state.clone()),
        source,
    })
}

async fn sheet(
    site: &Site,
    seat: Seat,
    dossier: &Dossier,
    (ask, item): (Option<&Stored<Ask>>, Option<ItemId>),
    chosen: &[PartyRef],
) -> Result<Sheet, Problem> {
    let choices = at_hand::choices(site.app(), &seat.caller, Some(dossier), Only::All, chosen);
    let choices = choices.await?;
    let title = if ask.is_some() {
        "meetings-edit-ask"
    } else {
        "meetings-add-ask"
    };
    let page = at_hand::framed(seat.page, dossier, Section::Meetings, title);
    let mut header =
        Header::new(page.t(title)).below(super::base(dossier), page.t("common-nav-meetings"));
    let mut form = form(&page, dossier, (ask, item), &choices);
    match ask {
        Some(ask) => {
            form.version(ask.version);
            let back = super::base(dossier);
            let delete = at_hand::delete(&page, Kind::Ask, ask.id, ask.version, &back);
            header = header
                .fact(super::entry::ask_chip(&page, &ask.state))
                .maybe(at_hand::history(&page, Kind::Ask, ask.id))
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
    (ask, item): (Option<&Stored<Ask>>, Option<ItemId>),
    choices: &[Choice],
) -> Form {
    let language = page.language;
    let base = super::base(dossier);
    let address = match ask {
        Some(ask) => format!("{base}/asks/{}", ask.id),
        None => format!("{base}/asks/new"),
    };
    let mut form = Form::new(language, address);
    form.cancel(base);
    let empty = Localised::default();
    form.localised(
        "text",
        "meetings-what-is-asked",
        ask.map_or(&empty, |ask| &ask.text),
    )
    .tall()
    .required();
    form.check(
        "concrete",
        "meetings-is-concrete",
        ask.is_some_and(|ask| ask.concrete),
    )
    .hint("meetings-is-concrete-hint");
    let item = ask.map(|ask| ask.item).or(item);
    let item_code = item.map(|id| id.to_string()).unwrap_or_default();
    let items = super::items(dossier, language);
    form.choice("item", "meetings-where", &item_code, items)
        .required();
    let side = ask.map_or(Side::Home, |ask| ask.side).code();
    let sides = Choice::of_codes(language, "meetings-asks-", ["home", "host"]);
    form.choice("side", "meetings-who-asks", side, sides)
        .required()
        .open();
    let by = ask
        .and_then(|ask| ask.by)
        .map(at_hand::code)
        .unwrap_or_default();
    form.party("by", "meetings-by-name", &by, choices.to_vec())
        .search(Only::All.search());
    let host = item
        .and_then(|id| dossier.item(id))
        .and_then(|item| item.hosts.first());
    let host = host.map(|id| PartyOrText::Party(PartyRef::Organisation(*id)));
    let of = ask.map(|ask| &ask.of).or(host.as_ref());
    super::party_field(&mut form, "of", "meetings-asked-of", of, choices.to_vec());
    source_fields(&mut form, ask.and_then(|ask| ask.source.as_ref()));
    form
}
