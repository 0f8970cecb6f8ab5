//! How participants book meetings by themselves, and what counts for suggestions: in words.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::MatchmakingId;
use domain::participants::{Booking, Earlier, Weight, Weights};
use domain::record::Kind;

use super::roll::Hall;
use crate::at_hand;
use crate::conflict;
use crate::flash::Flash;
use crate::form::{Choice, Field, Form, Submitted};
use crate::kit::Header;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, sorted};
use crate::site::Site;

/// The form.
pub(super) async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
) -> Result<Response, Problem> {
    let hall = Hall::load(&site, &seat, &code, id).await?;
    hall.ask(&seat, Right::Edit, Kind::Matchmaking)?;
    Ok(sheet(seat, &hall).shown())
}

/// Changes it.
pub(super) async fn save(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let hall = Hall::load(&site, &seat, &code, id).await?;
    hall.ask(&seat, Right::Edit, Kind::Matchmaking)?;
    let booking = read(&mut submitted);
    let version = submitted.version().unwrap_or_default();
    if let (Some(booking), true) = (booking, submitted.is_fine()) {
        let answer = site
            .app()
            .set_booking(&seat.caller, (id, version), &booking)
            .await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Matchmaking, saved.id, saved.version);
                let flash = Flash::done("common-saved").undo(&undo);
                return Ok(flash.to(&hall.at("/participants")));
            }
            Sent::Overtaken(now) => {
                let hall = Hall::load(&site, &seat, &code, id).await?;
                return Ok(sheet(seat, &hall).overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    Ok(sheet(seat, &hall).again(&submitted))
}

fn sheet(seat: Seat, hall: &Hall) -> Sheet {
    let page = hall.framed(seat.page);
    let session = hall.roll.session();
    let header = Header::new(page.t("participants-booking"))
        .below(hall.at(""), hall.title(page.language))
        .below(hall.at("/participants"), page.t("participants-roll"));
    let mut form = Form::new(page.language, hall.at("/booking"));
    fields(&mut form, &session.booking);
    form.version(session.version);
    form.cancel(hall.at("/participants"));
    Sheet::new(page, header, form)
}

fn fields(form: &mut Form, booking: &Booking) {
    form.check("open", "participants-open", booking.open);
    let until = booking.until;
    form.date(
        "until_date",
        "participants-until-date",
        until.map(|at| at.date()),
    )
    .hint("participants-until-hint")
    .half();
    let time = until.map(|at| i18n::dates::time(at.time()));
    form.line(
        "until_time",
        "participants-until-time",
        &time.unwrap_or_default(),
    )
    .hint("participants-until-time-hint")
    .half();
    form.number(
        "answer_days",
        "participants-answer-days",
        booking.answer_days.map(i64::from),
    )
    .between(1, 60)
    .hint("participants-answer-days-hint")
    .half();
    form.number(
        "most_asks",
        "participants-most-asks",
        booking.most_asks.map(i64::from),
    )
    .between(1, 1_000)
    .hint("participants-most-asks-hint")
    .half();
    form.date(
        "links_until",
        "participants-links-until",
        booking.links_until,
    )
    .hint("participants-links-until-hint");
    form.check("across", "participants-across", booking.across);
    weights(form, &booking.weights);
}

/// What counts when partners are suggested.
fn weights(form: &mut Form, weights: &Weights) {
    weight(form, "wishes", "participants-weight-wishes", weights.wishes)
        .hint("participants-weight-hint");
    weight(form, "sector", "participants-weight-sector", weights.sector);
    weight(form, "region", "participants-weight-region", weights.region);
    weight(
        form,
        "language",
        "participants-weight-language",
        weights.language,
    );
    let codes = Earlier::ALL.iter().map(|one| one.code());
    let choices = Choice::of_codes(form.language, "participants-earlier-", codes);
    form.choice(
        "earlier",
        "participants-weight-earlier",
        weights.earlier.code(),
        choices,
    )
    .required()
    .half();
}

fn weight<'a>(
    form: &'a mut Form,
    name: &str,
    label: &'static str,
    weight: Weight,
) -> &'a mut Field {
    let codes = Weight::ALL.iter().map(|one| one.code());
    let choices = Choice::of_codes(form.language, "participants-weight-is-", codes);
    form.choice(name, label, weight.code(), choices)
        .required()
        .half()
}

fn read(submitted: &mut Submitted) -> Option<Booking> {
    let day = |submitted: &mut Submitted, name: &str| {
        submitted.choice(name, |text| text.parse::<jiff::civil::Date>().ok())
    };
    let until = day(submitted, "until_date");
    let time = submitted.line("until_time");
    let time = match time.as_str() {
        "" => Some(jiff::civil::time(23, 59, 0, 0)),
        text => clock(text),
    };
    if time.is_none() {
        submitted.refuse("until_time", "participants-error-time");
    }
    let answer_days = submitted.number("answer_days", 1, 60);
    let most_asks = submitted.number("most_asks", 1, 1_000);
    let links_until = day(submitted, "links_until");
    let weights = Weights {
        wishes: submitted.required_choice("wishes", Weight::from_code)?,
        sector: submitted.required_choice("sector", Weight::from_code)?,
        region: submitted.required_choice("region", Weight::from_code)?,
        language: submitted.required_choice("language", Weight::from_code)?,
        earlier: submitted.required_choice("earlier", Earlier::from_code)?,
    };
    Some(Booking {
        open: submitted.check("open"),
        until: until.zip(time).map(|(day, time)| day.to_datetime(time)),
        answer_days: answer_days.and_then(|n| u16::try_from(n).ok()),
        most_asks: most_asks.and_then(|n| u32::try_from(n).ok()),
        across: submitted.check("across"),
        links_until,
        weights,
    })
}

fn clock(text: &str) -> Option<jiff::civil::Time> {
    let (hour, minute) = text.split_once([':', '：', '.'])?;
    jiff::civil::Time::new(hour.trim().parse().ok()?, minute.trim().parse().ok()?, 0, 0).ok()
}
