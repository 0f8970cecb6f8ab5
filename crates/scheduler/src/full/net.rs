//! Rooms on the net are for those for whom there is no table.

use super::state::{Spot, State};

/// Sends meetings on the net to tables that are free for them and their people, at their times and with
/// the same people, as long as `is_no_worse` agrees.
pub(super) fn leave_the_net(
    state: &mut State<'_, '_>,
    is_no_worse: &mut dyn FnMut(&State<'_, '_>) -> bool,
) {
    let ground = state.ground;
    let mut goes_on = true;
    while goes_on {
        goes_on = false;
        for request in 0..state.spots.len() as u32 {
            let spot = state.spots[request as usize];
            let Some(spot) = spot.filter(|spot| ground.is_online(spot.table)) else {
                continue;
            };
            state.remove(request);
            let mut suits = |table: u32| {
                let there = Spot { table, ..spot };
                if ground.is_online(table) || !state.fits(request, &there) {
                    return false;
                }
                state.place(request, there);
                let suits = is_no_worse(state);
                if !suits {
                    state.remove(request);
                }
                suits
            };
            if ground.tables(request).iter().any(|&table| suits(table)) {
                state.commit();
                goes_on = true;
            } else {
                state.rollback();
            }
        }
    }
}
