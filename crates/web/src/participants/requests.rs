//! The participant's own requests: those that wait for it first.

use askama::Template;
use axum::response::Response;
use domain::matchmaking::RequestState;

use super::cards::Ticket;
use super::gate::{Frame, Gate, Place, is_waiting};
use crate::problem::rendered;

/// Requests in the same state.
struct Group {
    key: &'static str,
    tickets: Vec<Ticket>,
}

#[derive(Template)]
#[template(path = "participants/requests.html")]
struct Requests {
    frame: Frame,
    partners: String,
    groups: Vec<Group>,
}

/// Shows the own requests.
pub(super) async fn show(gate: Gate) -> Response {
    let frame = gate.frame(Place::Requests, "participants-nav-requests");
    let mut groups = [
        "participants-group-waiting",
        "participants-group-agreed",
        "participants-group-sent",
        "participants-group-over",
    ]
    .map(|key| Group {
        key,
        tickets: Vec::new(),
    });
    for request in gate.stand.requests() {
        let group = match request.state {
            _ if is_waiting(&request) => 0,
            RequestState::Accepted => 1,
            RequestState::Sent => 2,
            _ => 3,
        };
        let ticket = Ticket::of(&gate, &request, "/requests");
        groups[group].tickets.push(ticket);
    }
    let filled = groups.into_iter().filter(|group| !group.tickets.is_empty());
    rendered(&Requests {
        partners: gate.at("/partners"),
        groups: filled.collect(),
        frame,
    })
}
