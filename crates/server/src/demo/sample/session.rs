//! The matchmaking sessions of the sample mission and their requests.

use super::cities::City;
use super::crew::{self, Crew};
use super::{Maker, text, zone};
use crate::demo::names::HOME;
use app::AppError;
use domain::ids::{LegId, MatchmakingId, OrganisationId};
use domain::interpreting::Interpreting;
use domain::matchmaking::{
    Matchmaking, Participant, Request, RequestState, Slot, Table, TableKind,
};
use domain::participants::{Booking, Course};
use domain::programme::Side;
use jiff::civil::DateTime;

impl Maker<'_> {
    pub(super) async fn session(
        &mut self,
        leg: LegId,
        city: &City,
        firms: &[OrganisationId],
    ) -> Result<(), AppError> {
        let id = self.desk.app().new_id();
        let first = city
            .from
            .saturating_add(jiff::Span::new().days(1))
            .at(13, 0, 0, 0);
        let crew = self
            .crew(&city.locals, city.language(), city.tongue())
            .await?;
        let home = self.home.iter().enumerate().map(|(n, firm)| {
            let mut one = participant(*firm, Side::Home);
            self.at_table(n, &mut one);
            one
        });
        let host = firms.iter().enumerate().map(|(n, firm)| {
            let mut one = participant(*firm, Side::Host);
            crew::at_home(n, &mut one, &crew);
            one
        });
        let session = Matchmaking {
            id,
            mission: self.mission,
            item: None,
            leg: Some(leg),
            title: text([
                &format!("Matchmaking, {}", city.names[1].1),
                &format!("{}企业对接会", city.names[2].1),
                &format!("Kooperationsbörse {}", city.names[0].1),
            ]),
            zone: zone(city.zone)?,
            slots: (0..10).map(|n| slot(first, n)).collect(),
            tables: (1..=9).map(table).collect(),
            participants: home.chain(host).collect(),
            interpreters: crew.interpreters.clone(),
            published: None,
            publications: Vec::new(),
            venues: Vec::new(),
            booking: Booking::default(),
        };
        let trades = |firm: &OrganisationId, trade, country| (*firm, trade, country);
        let home = self.home.iter().zip(&HOME);
        let home = home.map(|(firm, known)| trades(firm, known.2, "CN"));
        let host = firms.iter().zip(city.firms);
        let host = host.map(|(firm, known)| trades(firm, known.1, city.country));
        let all: Vec<_> = home.chain(host).collect();
        self.desk.create(session.clone()).await?;
        self.profiles(&session, &all).await?;
        self.requests(id, firms, &crew).await
    }

    async fn requests(
        &mut self,
        session: MatchmakingId,
        firms: &[OrganisationId],
        crew: &Crew,
    ) -> Result<(), AppError> {
        // A fixed pattern that looks like wishes: 100 of the 192 pairs, no pair twice.
        for n in 0..100_usize {
            let (from, to) = (self.home[n % 12], firms[(n / 12 * 3 + n * 5) % 16]);
            let request = Request {
                id: self.desk.app().new_id(),
                mission: self.mission,
                matchmaking: session,
                from,
                to,
                from_priority: [3, 2, 2, 1, 1][n % 5],
                to_priority: [2, 3, 1, 1, 2, 0, 1][n % 7],
                must: n % 17 == 0,
                window: Vec::new(),
                fixed: None,
                fixed_table: None,
                // Around the coffee.
                preferred: if n % 31 == 7 { vec![4, 5] } else { Vec::new() },
                from_person: match n {
                    0 => Some(crew.home[0]),
                    12 => Some(crew.home[1]),
                    _ => None,
                },
                to_person: (n == 0).then_some(crew.host[0]),
                interpreting: Interpreting::AsSpoken,
                message: String::new(),
                state: if n % 11 == 10 {
                    RequestState::Sent
                } else {
                    RequestState::Accepted
                },
                course: Course::default(),
            };
            self.desk.create(request).await?;
        }
        Ok(())
    }
}

/// A participant of which nothing is said yet.
fn participant(organisation: OrganisationId, side: Side) -> Participant {
    Participant {
        organisation,
        side,
        people: Vec::new(),
        seats: 1,
        unavailable: Vec::new(),
        at_most: None,
        preferred: Vec::new(),
        absences: Vec::new(),
    }
}

fn table(number: u32) -> Table {
    Table {
        name: number.to_string(),
        kind: TableKind::Shared,
        owner: None,
        venue: None,
        closed: Vec::new(),
    }
}

fn slot(first: DateTime, n: i64) -> Slot {
    // 25 minutes each; half an hour of coffee after the fifth.
    let pause = if n >= 5 { 30 } else { 0 };
    let start = first.saturating_add(jiff::Span::new().minutes(n * 25 + pause));
    Slot {
        start,
        end: start.saturating_add(jiff::Span::new().minutes(25)),
        follows: n != 0 && n != 5,
    }
}
