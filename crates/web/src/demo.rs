//! Signing in with one click, in the demonstration only.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use domain::ids::{AgencyId, UserId};

use crate::accounts::Knock;
use crate::flash::redirect;
use crate::problem::Problem;
use crate::seat::set_cookie;
use crate::site::Site;

/// Somebody as whom every visitor of the demonstration may sign in.
#[derive(Debug, Clone)]
pub struct DemoUser {
    /// The word in the address: `officer`, `verifier`, `delegate`.
    pub word: &'static str,
    /// The user.
    pub user: UserId,
    /// Their agency.
    pub agency: AgencyId,
}

/// The routes of the demonstration; merged only where there are demonstration users.
pub fn routes() -> Router<Site> {
    Router::new().route("/demo/sign-in/{word}", get(sign_in))
}

async fn sign_in(
    State(site): State<Site>,
    Path(word): Path<String>,
    knock: Knock,
) -> Result<Response, Problem> {
    let known = site.settings().demo.iter().find(|user| user.word == word);
    let user = known.cloned().ok_or_else(Problem::missing)?;
    let token = site
        .app()
        .open_session(user.user, user.agency, knock.visitor().browser)
        .await?;
    let mut response = redirect("/missions");
    let cookie =
        HeaderValue::from_str(&set_cookie(&site, token.as_str())).map_err(Problem::broken)?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}
