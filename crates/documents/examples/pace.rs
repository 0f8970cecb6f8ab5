//! How long a programme of 40 pages takes: `cargo run --release -p documents --example pace`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a bench"
)]

#[path = "../tests/samples/mod.rs"]
mod samples;

use documents::{Fonts, Format, render};
use domain::language::Language;
use std::time::Instant;

fn main() {
    let fonts = Fonts::from_environment();
    let start = Instant::now();
    render(
        &samples::delegation(samples::Pen(Language::En)),
        Language::En,
        Format::Pdf,
        &fonts,
    )
    .unwrap();
    println!("first document, fonts unpacked: {:?}", start.elapsed());
    let days = std::env::args()
        .nth(1)
        .map_or(20, |days| days.parse().expect("days"));
    for language in Language::ALL {
        let paper = samples::long_programme(language, days);
        for format in Format::ALL {
            let mut times: Vec<_> = (0..5)
                .map(|_| {
                    let start = Instant::now();
                    let bytes = render(&paper, language, format, &fonts).unwrap();
                    (start.elapsed(), bytes.len())
                })
                .collect();
            times.sort();
            println!(
                "{days} days, {language}, {format:?}: median {:?}, {} bytes",
                times[2].0, times[2].1
            );
        }
    }
}
