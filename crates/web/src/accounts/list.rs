//! The list of an agency's users.

use app::accounts::Member;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::accounts::{User, UserRole};
use domain::language::Language;

use super::members::{Choices, framed, roles};
use crate::form::Choice;
use crate::kit::{Action, Chip, Empty, Header, Html, Link, Mood};
use crate::list::{Asked, List};
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

#[derive(Template)]
#[template(path = "accounts/list.html")]
struct Members {
    page: Page,
    header: Header,
    list: List,
}

/// The list of all members.
pub async fn list(State(site): State<Site>, seat: Seat, asked: Asked) -> Result<Response, Problem> {
    let members = site.app().members(&seat.caller).await?;
    let choices = Choices::load(&site, &seat).await?;
    let page = framed(seat.page);
    let mut shown: Vec<_> = members
        .iter()
        .map(|(member, user)| (member, user, state(&site, &page, member, user)))
        .filter(|(member, user, (state, _))| matches(&asked, member, user, state))
        .collect();
    sort(page.language, &asked, &mut shown);
    let mut list = columns(&page, asked).total(shown.len());
    for (member, user, (_, chip)) in list.asked.slice(&shown).to_vec() {
        list.row(row(&page, &choices, member, user, chip));
    }
    let header = Header::new(page.t("common-nav-accounts"))
        .action(Action::open(page.t("accounts-teams"), "/accounts/teams"))
        .action(Action::open(page.t("accounts-invite"), "/accounts/new").main());
    Ok(rendered(&Members { page, header, list }))
}

fn columns(page: &Page, asked: Asked) -> List {
    let empty = Empty {
        title: page.t("accounts-none"),
        hint: page.t("accounts-none-hint"),
        action: None,
    };
    let states = ["active", "ended", "removed"];
    let states = Choice::of_codes(page.language, "accounts-state-", states);
    List::new(page.language, asked, "common-nav-accounts", empty)
        .column("name", "accounts-name")
        .column("email", "accounts-email")
        .column("role", "accounts-role")
        .plain_column("scope", "accounts-scope")
        .plain_column("team", "accounts-team")
        .plain_column("until", "accounts-until")
        .plain_column("state", "accounts-state")
        .filter("role", "accounts-role", roles(page.language))
        .filter("state", "accounts-state", states)
}

fn row(page: &Page, choices: &Choices, member: &Member, user: &User, chip: Chip) -> Vec<Html> {
    let membership = &member.membership;
    let mission = membership
        .mission
        .map(|id| match choices.missions.get(&id) {
            Some(name) => name.clone(),
            None => page.t("common-unknown"),
        });
    let until = membership
        .until
        .map(|day| i18n::dates::full(page.language, day));
    vec![
        Link::new(format!("/accounts/{}", member.id), user.name.as_str()).into(),
        Html::words(&user.email),
        Html::words(&role_name(page, membership.role)),
        Html::words(&mission.unwrap_or_else(|| page.t("accounts-scope-all"))),
        Html::words(choices.team(membership.team)),
        Html::words(&until.unwrap_or_default()),
        chip.into(),
    ]
}

fn matches(asked: &Asked, member: &Member, user: &User, state: &str) -> bool {
    let role = member.membership.role.code();
    let q = asked.q.to_lowercase();
    asked.filter("role").is_none_or(|wanted| wanted == role)
        && asked.filter("state").is_none_or(|wanted| wanted == state)
        && (user.name.to_lowercase().contains(&q) || user.email.contains(&q))
}

type Shown<'a> = (&'a Member, &'a User, (&'static str, Chip));

fn sort(language: Language, asked: &Asked, shown: &mut [Shown<'_>]) {
    shown.sort_by(|(a, x, _), (b, y, _)| match asked.sort.as_deref() {
        Some("email") => x.email.cmp(&y.email),
        Some("role") => a.membership.role.code().cmp(b.membership.role.code()),
        _ => i18n::collate::compare(language, &x.name, &y.name),
    });
    if asked.down {
        shown.reverse();
    }
}

pub(super) fn role_name(page: &Page, role: UserRole) -> String {
    page.t(&format!("accounts-role-{}", role.code()))
}

/// How a membership stands today.
fn state(site: &Site, page: &Page, member: &Member, user: &User) -> (&'static str, Chip) {
    let today = user.zone.local(site.clock().now()).date();
    let (code, mood) = if member.revoked_at.is_some() || !user.active {
        ("removed", Mood::Quiet)
    } else if !member.membership.holds_on(today) {
        ("ended", Mood::Tentative)
    } else {
        ("active", Mood::Confirmed)
    };
    (
        code,
        Chip::new(mood, page.t(&format!("accounts-state-{code}"))),
    )
}
