//! What contradicts itself about meetings that are locked at a table.

use crate::errors::ProblemError;
use crate::ids::{RequestId, SlotId, TableId};
use crate::problem::Draft;
use std::collections::HashMap;

/// A locked table that is closed in the fixed slot, and two meetings locked in one place.
pub(super) fn contradictions(draft: &Draft, found: &mut Vec<ProblemError>) {
    let mut locked: HashMap<(SlotId, TableId), RequestId> = HashMap::new();
    for (r, request) in draft.requests.iter().enumerate() {
        let (Some(slot), Some(table)) = (request.fixed, request.table) else {
            continue;
        };
        let id = RequestId::at(r);
        if draft.tables[table.index()].unavailable.contains(&slot) {
            found.push(ProblemError::LockedTableClosed {
                request: id,
                table,
                slot,
            });
        }
        if let Some(&first) = locked.get(&(slot, table)) {
            found.push(ProblemError::LockedTwice {
                first,
                second: id,
                slot,
                table,
            });
        } else {
            locked.insert((slot, table), id);
        }
    }
}
