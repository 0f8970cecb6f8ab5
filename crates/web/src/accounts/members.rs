//! The users of an agency: who they are, what they may do, until when.

use std::collections::BTreeMap;

use app::Filter;
use app::accounts::{Grant, Invitation, LINK_HOURS, Member, Token};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::accounts::{Team, User, UserRole};
use domain::ids::{MissionId, TeamId};
use domain::language::Language;
use domain::missions::Mission;
use uuid::Uuid;

use super::{Knock, ZONES, languages, with_session};
use crate::flash::{Flash, Tone};
use crate::form::{Choice, Form, LineKind, Submitted, VERSION};
use crate::kit::{Action, Chip, Header, Mood};
use crate::page::{Page, Section};
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, sorted};
use crate::site::Site;

#[derive(Template)]
#[template(path = "accounts/link.html")]
struct LinkPage {
    page: Page,
    header: Header,
    words: String,
    link: String,
}

/// What a member's form offers to choose from.
pub(super) struct Choices {
    pub(super) missions: BTreeMap<MissionId, String>,
    teams: Vec<Team>,
}

impl Choices {
    pub(super) async fn load(site: &Site, seat: &Seat) -> Result<Self, Problem> {
        let app = site.app();
        let teams = app.teams(&seat.caller).await?;
        let missions = app.list::<Mission>(&seat.caller, Filter::all()).await?;
        let named = missions.iter().map(|mission| {
            let title = mission.title.for_reader(seat.page.language);
            (mission.id, format!("{} {title}", mission.code))
        });
        Ok(Self {
            missions: named.collect(),
            teams,
        })
    }

    pub(super) fn team(&self, id: Option<TeamId>) -> &str {
        let team = self.teams.iter().find(|team| Some(team.id) == id);
        team.map(|team| team.name.as_str()).unwrap_or_default()
    }
}

pub(super) fn framed(page: Page) -> Page {
    page.at(Section::Accounts, "common-nav-accounts")
}

pub(super) fn roles(language: Language) -> Vec<Choice> {
    let codes = UserRole::ALL.iter().map(|role| role.code());
    Choice::of_codes(language, "accounts-role-", codes)
}

/// The fields that say what a member is.
fn grant_fields(form: &mut Form, choices: &Choices, grant: Option<&Grant>) {
    let language = form.language;
    let role = grant.map_or("", |grant| grant.role.code());
    form.choice("role", "accounts-role", role, roles(language))
        .required()
        .half();
    let team = grant.and_then(|grant| grant.team).map(|id| id.to_string());
    let teams = choices
        .teams
        .iter()
        .map(|team| Choice::new(team.id, team.name.as_str()));
    form.choice(
        "team",
        "accounts-team",
        &team.unwrap_or_default(),
        teams.collect(),
    )
    .half();
    let mission = grant
        .and_then(|grant| grant.mission)
        .map(|id| id.to_string());
    let missions = choices
        .missions
        .iter()
        .map(|(id, name)| Choice::new(id, name.as_str()));
    form.choice(
        "mission",
        "accounts-scope",
        &mission.unwrap_or_default(),
        missions.collect(),
    )
    .hint("accounts-scope-hint")
    .half();
    form.date(
        "until",
        "accounts-until",
        grant.and_then(|grant| grant.until),
    )
    .hint("accounts-until-hint")
    .half();
}

fn read_grant(submitted: &mut Submitted) -> Option<Grant> {
    let role = submitted.required_choice("role", UserRole::from_code);
    let mission = submitted.choice("mission", |id| id.parse().ok());
    let team = submitted.choice("team", |id| id.parse().ok());
    let until = submitted.date("until");
    Some(Grant {
        role: role?,
        mission,
        until,
        team,
    })
}

fn invitation_sheet(page: Page, choices: &Choices) -> Sheet {
    let mut form = Form::new(page.language, "/accounts/new");
    form.line("email", "accounts-email", "")
        .kind(LineKind::Email)
        .required();
    form.line("name", "accounts-name", "").required();
    form.choice(
        "language",
        "common-language",
        page.language.code(),
        languages(),
    )
    .required()
    .half();
    form.line("zone", "accounts-zone", "Asia/Shanghai")
        .offer(ZONES)
        .required()
        .half();
    grant_fields(&mut form, choices, None);
    form.submit("accounts-invite").cancel("/accounts");
    let header =
        Header::new(page.t("accounts-invite")).below("/accounts", page.t("common-nav-accounts"));
    Sheet::new(framed(page), header, form)
}

/// The form for an invitation.
pub async fn new(State(site): State<Site>, seat: Seat) -> Result<Response, Problem> {
    let choices = Choices::load(&site, &seat).await?;
    Ok(invitation_sheet(seat.page, &choices).shown())
}

/// Invites somebody.
pub async fn invite(
    State(site): State<Site>,
    seat: Seat,
    knock: Knock,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let choices = Choices::load(&site, &seat).await?;
    let email = submitted.required_line("email");
    let name = submitted.required_line("name");
    let language = submitted.required_choice("language", Language::from_code);
    let zone = submitted.zone("zone");
    let grant = read_grant(&mut submitted);
    if let (Some(language), Some(zone), Some(grant), true) =
        (language, zone, grant, submitted.is_fine())
    {
        let new = Invitation {
            email,
            name: name.clone(),
            language,
            zone,
            grant,
        };
        let answer = site.app().invite(&seat.caller, &new).await;
        match sorted(answer, &mut submitted)? {
            Sent::Done((_, Some(token))) => {
                return Ok(link_page(&site, seat.page, &knock, &name, &token));
            }
            Sent::Done((_, None)) => {
                return Ok(Flash::done("accounts-added")
                    .with("name", &name)
                    .to("/accounts"));
            }
            Sent::Refused | Sent::Overtaken(_) => {}
        }
    }
    Ok(invitation_sheet(seat.page, &choices).again(&submitted))
}

/// Shows a link, this once.
fn link_page(site: &Site, page: Page, knock: &Knock, name: &str, token: &Token) -> Response {
    let page = framed(page);
    let words = page.t2("accounts-link-words", ("name", name), ("hours", LINK_HOURS));
    rendered(&LinkPage {
        header: Header::new(page.t("accounts-link"))
            .below("/accounts", page.t("common-nav-accounts")),
        link: knock.link(site, &format!("/welcome/{}", token.as_str())),
        words,
        page,
    })
}

fn member_sheet(page: Page, choices: &Choices, (member, user): &(Member, User)) -> Sheet {
    let address = format!("/accounts/{}", member.id);
    let mut form = Form::new(page.language, address.as_str());
    let grant = Grant {
        role: member.membership.role,
        mission: member.membership.mission,
        until: member.membership.until,
        team: member.membership.team,
    };
    grant_fields(&mut form, choices, Some(&grant));
    form.version(member.version).cancel("/accounts");
    let post = |key, tail| {
        let action = Action::post(page.t(key), format!("{address}/{tail}"));
        action.with(VERSION, member.version)
    };
    let mut header = Header::new(user.name.as_str())
        .below("/accounts", page.t("common-nav-accounts"))
        .fact(user.email.as_str())
        .fact(super::list::role_name(&page, member.membership.role));
    if member.revoked_at.is_some() {
        form.submit("accounts-restore");
        header = header.fact(Chip::new(Mood::Quiet, page.t("accounts-state-removed")));
    } else {
        header = header
            .action(post("accounts-link-new", "link"))
            .action(post("accounts-remove", "remove").danger());
    }
    Sheet::new(framed(page), header, form)
}

/// The form of a member.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let member = site.app().member(&seat.caller, id).await?;
    let choices = Choices::load(&site, &seat).await?;
    Ok(member_sheet(seat.page, &choices, &member).shown())
}

/// Changes what a member is.
pub async fn save(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<Uuid>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let member = site.app().member(&seat.caller, id).await?;
    let choices = Choices::load(&site, &seat).await?;
    let version = submitted.version().unwrap_or_default();
    let grant = read_grant(&mut submitted);
    if let (Some(grant), true) = (grant, submitted.is_fine()) {
        let answer = site
            .app()
            .change_member(&seat.caller, (id, version), &grant)
            .await;
        if let Sent::Done(()) = sorted(answer, &mut submitted)? {
            let done = Flash::done("common-saved").to("/accounts");
            return renewed(&site, &seat, &member.0, done).await;
        }
    }
    Ok(member_sheet(seat.page, &choices, &member).again(&submitted))
}

/// A changed role comes with a new token for the session of whoever changed their own.
async fn renewed(
    site: &Site,
    seat: &Seat,
    member: &Member,
    response: Response,
) -> Result<Response, Problem> {
    let who = &seat.signed_in;
    if member.membership.user != who.user.id {
        return Ok(response);
    }
    let token = site
        .app()
        .new_token(who.session, who.user.id, who.agency.id)
        .await?;
    Ok(with_session(site, response, &token))
}

/// Takes a membership back.
pub async fn remove(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<Uuid>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let (_, user) = site.app().member(&seat.caller, id).await?;
    let version = submitted.version().unwrap_or_default();
    site.app().remove_member(&seat.caller, id, version).await?;
    let undo = format!("/accounts/{id}/restore");
    Ok(Flash::new(Tone::Done, "accounts-removed")
        .with("name", &user.name)
        .undo(&undo)
        .to("/accounts"))
}

/// Gives a membership again as it was.
pub async fn restore(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (member, user) = site.app().member(&seat.caller, id).await?;
    let grant = Grant {
        role: member.membership.role,
        mission: member.membership.mission,
        until: member.membership.until,
        team: member.membership.team,
    };
    if member.revoked_at.is_none() {
        return Err(Problem::missing());
    }
    let version = member.version;
    site.app()
        .change_member(&seat.caller, (id, version), &grant)
        .await?;
    Ok(Flash::done("accounts-added")
        .with("name", &user.name)
        .to("/accounts"))
}

/// Makes a new link for a member who has forgotten the password.
pub async fn link(
    State(site): State<Site>,
    seat: Seat,
    knock: Knock,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (_, user) = site.app().member(&seat.caller, id).await?;
    let token = site.app().password_link(&seat.caller, id).await?;
    Ok(link_page(&site, seat.page, &knock, &user.name, &token))
}
