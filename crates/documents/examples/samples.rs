//! Writes every sample document to a folder: `cargo run -p documents --example samples -- FOLDER`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a tool for people who look at pages"
)]

#[path = "../tests/samples/mod.rs"]
mod samples;

use documents::{Fonts, Format, render};
use domain::language::Language;

fn main() {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).expect("a folder"));
    std::fs::create_dir_all(&folder).unwrap();
    let fonts = Fonts::from_environment();
    for language in Language::ALL {
        for paper in samples::all(language) {
            for format in Format::ALL {
                let name = format!("{}.{language}.{}", paper.kind().code(), format.extension());
                match render(&paper, language, format, &fonts) {
                    Ok(bytes) => std::fs::write(folder.join(&name), bytes).unwrap(),
                    Err(error) => println!("{name}: {error}"),
                }
            }
        }
    }
}
