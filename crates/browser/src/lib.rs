//! Drives Chromium for the browser tests; never part of the product.
//!
//! WebDriver is JSON over HTTP to the own machine, so a hundred lines of the standard library
//! speak it, and the tests stay synchronous: [`Browser`] is one Chromium behind one chromedriver,
//! [`Demo`] is one `legation demo` with its own copy of the sample data.

pub mod axe;
pub mod demo;
pub mod driver;
pub mod page;
pub mod walk;
pub mod wire;

pub use demo::Demo;
pub use driver::Browser;
pub use page::{Appearance, Viewport};
