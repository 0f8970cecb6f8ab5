//! Asking for a timetable in words.

use app::timetables::Aim;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::MatchmakingId;
use domain::record::Kind;

use super::Frame;
use crate::form::{Choice, Form};
use crate::kit::{Action, Header};
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::Sheet;
use crate::site::Site;

/// Seconds of search that are offered.
const SECONDS: [u32; 3] = [10, 60, 300];

/// What may be given up of a goal for those after it, in per cent.
const GIVE_UP: [(&str, &str, [u32; 3]); 4] = [
    ("give_wishes", "runs-give-wishes", [1, 2, 5]),
    ("give_fairness", "runs-give-fairness", [5, 10, 20]),
    ("give_waiting", "runs-give-waiting", [5, 10, 25]),
    ("give_changes", "wishes-give-changes", [10, 25, 50]),
];

/// Of changes of table only where times are wished for: nothing else comes after them.
fn give_up(form: &mut Form, page: &Page, wishes: bool) {
    let offered = GIVE_UP
        .iter()
        .filter(|(name, ..)| wishes || *name != "give_changes");
    for &(name, label, percents) in offered {
        let mut choices = vec![Choice::new(0, page.t("runs-give-nothing"))];
        choices
            .extend(percents.map(|n| Choice::new(n, page.t1("runs-give-percent", "percent", n))));
        form.choice(name, label, "0", choices)
            .required()
            .hint("runs-give-hint");
    }
}

/// Shows the form.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Create, Kind::Timetable)).await?;
    let page = frame.framed(seat.page);
    let language = page.language;
    let mut form = Form::new(language, frame.at("/run"));
    let seconds = SECONDS.map(|s| Choice::new(s, page.t(&format!("runs-seconds-{s}"))));
    form.choice("seconds", "runs-seconds", "10", seconds.into())
        .open()
        .required();
    let aims =
        Aim::ALL.map(|aim| Choice::new(aim.code(), page.t(&format!("runs-aim-{}", aim.code()))));
    let usual = frame.file.usual_aim();
    let wishes = frame.file.has_wishes();
    let aim = form.choice("aim", "runs-aim", usual.code(), aims.into());
    aim.open().required();
    if wishes {
        aim.hint("wishes-aim-hint");
    }
    give_up(&mut form, &page, wishes);
    let published = frame.file.published();
    if let Some(published) = published {
        let words = i18n::Text::new("runs-keep").with("number", published.number.to_string());
        form.check("keep", words, false).hint("runs-keep-hint");
    }
    form.submit("runs-go").cancel(frame.at(""));
    let locked = frame.file.requests.iter().filter(|r| r.fixed.is_some());
    let locked = locked.count();
    let mut header = Header::new(page.t("runs-title"))
        .below(frame.at(""), frame.file.session.title.for_reader(language))
        .fact(page.n("runs-locked", locked));
    if locked > 0 && frame.changes {
        header = header.action(Action::post(page.t("runs-unlock-all"), frame.at("/unlock")));
    }
    Ok(Sheet::new(page, header, form).shown())
}
