//! What every form of a session does with what was typed: save it once, or say why not.

use axum::response::Response;
use domain::matchmaking::Matchmaking;
use domain::record::Kind;

use super::Frame;
use crate::at_hand;
use crate::flash::Flash;
use crate::form::Submitted;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, caller_once, sorted};
use crate::site::Site;

impl Frame {
    /// Saves the session as a form says it, and leads on to a page of it (`tail`). What was typed
    /// wrongly, what a rule refuses and a lost race are left to the form.
    pub(super) async fn keep(
        &self,
        (site, seat): (&Site, &Seat),
        submitted: &mut Submitted,
        session: Matchmaking,
        (act, tail): (&'static str, &str),
    ) -> Result<Sent<Response>, Problem> {
        if !submitted.is_fine() {
            return Ok(Sent::Refused);
        }
        let version = submitted.version().unwrap_or_default();
        let caller = caller_once(seat, submitted);
        let answer = site.app().save(&caller, act, session, version).await;
        Ok(match sorted(answer, submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Matchmaking, saved.id, saved.version);
                let flash = Flash::done("common-saved").undo(&undo);
                Sent::Done(flash.to(&self.at(tail)))
            }
            Sent::Overtaken(now) => Sent::Overtaken(now),
            Sent::Refused => Sent::Refused,
        })
    }
}
