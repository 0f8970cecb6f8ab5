//! Dense numbers of the things inside one [`crate::Problem`].
//!
//! They are positions in the problem's lists, so an optimiser can index arrays with them; the
//! caller's own identifiers travel beside them in the `key` fields.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! position {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as an array index.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The position for an array index; problems are limited far below `u32::MAX` entries.
            #[must_use]
            pub const fn at(index: usize) -> Self {
                Self(index as u32)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

position!(
    /// Position of a time slot in the problem's list of slots, which is in order of time.
    SlotId
);
position!(
    /// Position of a table.
    TableId
);
position!(
    /// Position of a participant: a firm or a member of the delegation.
    ParticipantId
);
position!(
    /// Position of a venue.
    VenueId
);
position!(
    /// Position of a language.
    LanguageId
);
position!(
    /// Position of an interpreter.
    InterpreterId
);
position!(
    /// Position of a meeting request.
    RequestId
);
