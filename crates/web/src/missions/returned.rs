//! The account after the return: how the rules of such visits were kept, and what it cost.

use app::missions::Dossier;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::record::Kind;
use domain::returned::{Cost, CostKind, Observance, Returned, Rule};
use domain::text::Localised;

use crate::agreements::amounts::{CURRENCIES, currency, minor, plain};
use crate::at_hand;
use crate::conflict::resolve;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::nav::Section;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, sorted};
use crate::site::Site;

/// Shows the form.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let dossier = super::editable(&site, &seat, &code).await?;
    Ok(sheet(&seat, &dossier).shown())
}

/// Saves the account.
pub async fn save(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = super::editable(&site, &seat, &code).await?;
    let mut submitted = resolve(submitted);
    let mut mission = dossier.mission.record.clone();
    mission.returned = Returned {
        observances: observances(&mut submitted),
        costs: costs(&mut submitted),
    };
    if submitted.is_fine() {
        let caller = caller_once(&seat, &submitted);
        let version = submitted.version().unwrap_or(dossier.mission.version);
        let address = format!("/missions/{}", mission.code);
        let app = site.app();
        let done = app.save(&caller, "mission.edit", mission, version).await;
        match sorted(done, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Mission, saved.id, saved.version);
                return Ok(Flash::done("common-saved").undo(&undo).to(&address));
            }
            Sent::Overtaken(now) => return Ok(sheet(&seat, &dossier).overtaken(&submitted, now)),
            Sent::Refused => {}
        }
    }
    Ok(sheet(&seat, &dossier).again(&submitted))
}

fn sheet(seat: &Seat, dossier: &Dossier) -> Sheet {
    let mission = &dossier.mission;
    let title = "returned-title";
    let page = at_hand::framed(seat.page.clone(), dossier, Section::Overview, title);
    let address = format!("/missions/{}", mission.code);
    let header = Header::new(page.t(title))
        .below(&address, mission.title.for_reader(page.language))
        .fact(super::stage_chip(&page, mission));
    let mut form = Form::new(page.language, format!("{address}/returned"));
    rules(&mut form, &mission.returned.observances);
    money(&mut form, &mission.returned.costs);
    form.version(mission.version).cancel(address);
    Sheet::new(page, header, form)
}

fn rules(form: &mut Form, all: &[Observance]) {
    let language = form.language;
    form.group("rules", "returned-rules", all, |row, one| {
        let codes = Rule::ALL.iter().map(|rule| rule.code());
        let rule = one.map_or(Rule::Itinerary, |one| one.rule).code();
        let rules = Choice::of_codes(language, "documents-rule-", codes);
        row.choice("rule", "returned-rule", rule, rules).half();
        row.date("on", "returned-on", one.and_then(|one| one.on))
            .half();
        let empty = Localised::default();
        let text = one.map_or(&empty, |one| &one.text);
        row.localised("text", "returned-text", text).tall();
    })
    .hint("returned-rules-hint");
}

fn money(form: &mut Form, all: &[Cost]) {
    let language = form.language;
    form.group("costs", "returned-costs", all, |row, one| {
        let codes = CostKind::ALL.iter().map(|kind| kind.code());
        let kind = one.map_or(CostKind::Travel, |one| one.kind).code();
        let kinds = Choice::of_codes(language, "documents-cost-", codes);
        row.choice("kind", "documents-cost-kind", kind, kinds);
        row.line(
            "currency",
            "agreements-currency",
            one.map_or("", |one| &one.currency),
        )
        .offer(CURRENCIES)
        .half();
        let amount = |pick: fn(&Cost) -> Option<i64>| {
            let found = one.and_then(|one| Some(plain(pick(one)?, &one.currency)));
            found.unwrap_or_default()
        };
        row.line(
            "planned",
            "documents-cost-planned",
            &amount(|one| one.planned),
        )
        .half();
        row.line("actual", "documents-cost-actual", &amount(|one| one.actual))
            .half();
        let empty = Localised::default();
        let note = one.map_or(&empty, |one| &one.note);
        row.localised("note", "returned-note", note);
    })
    .hint("returned-costs-hint");
}

/// What was typed of the rules; rows without words are left out.
fn observances(submitted: &mut Submitted) -> Vec<Observance> {
    let rows = submitted.rows("rules");
    let read = |row: &String| {
        let text = submitted.localised_lines(&format!("{row}.text"));
        let on = submitted.date(&format!("{row}.on"));
        let rule = submitted.choice(&format!("{row}.rule"), Rule::from_code);
        (!text.is_empty()).then_some(Observance {
            rule: rule?,
            on,
            text,
        })
    };
    rows.iter().filter_map(read).collect()
}

/// What was typed of the costs; rows without amounts are left out.
fn costs(submitted: &mut Submitted) -> Vec<Cost> {
    let mut costs = Vec::new();
    for row in submitted.rows("costs") {
        if submitted.row_is_empty(&row, &["planned", "actual"]) {
            continue;
        }
        let currency = currency(submitted, &format!("{row}.currency"));
        let mut amount = |name: &str| {
            let name = format!("{row}.{name}");
            let text = submitted.line(&name);
            let read = minor(&text, &currency);
            if read.is_none() && !text.is_empty() {
                submitted.refuse(&name, "agreements-amount-wrong");
            }
            read
        };
        let (planned, actual) = (amount("planned"), amount("actual"));
        let kind = submitted.choice(&format!("{row}.kind"), CostKind::from_code);
        costs.push(Cost {
            kind: kind.unwrap_or(CostKind::Other),
            currency,
            planned,
            actual,
            note: submitted.localised(&format!("{row}.note")),
        });
    }
    costs
}
