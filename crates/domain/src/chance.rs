//! Time and chance as arguments, so that every result can be repeated.

use jiff::Timestamp;

/// Where the present moment comes from. Only the server's implementation asks the wall clock.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// Where random bytes come from. Only the server's implementation asks the operating system.
pub trait Chance: Send + Sync {
    /// Fills the buffer with unpredictable (in tests: seeded) bytes.
    fn fill(&self, buffer: &mut [u8]);
}

impl<T: Clock + ?Sized> Clock for std::sync::Arc<T> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }
}

impl<T: Chance + ?Sized> Chance for std::sync::Arc<T> {
    fn fill(&self, buffer: &mut [u8]) {
        (**self).fill(buffer);
    }
}
