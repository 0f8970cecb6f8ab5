//! `cargo xtask`: the tasks of the house that are not the product.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

const HELP: &str = "cargo xtask check               say which house rules the tree breaks
cargo xtask accept-migrations   write down the digests of new migrations
";

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    match run(&task) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(task: &str) -> Result<bool> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    match task {
        "check" => {
            let findings = xtask::check(&root)?;
            for finding in &findings {
                println!("{finding}");
            }
            println!("house rules: {} broken", findings.len());
            Ok(findings.is_empty())
        }
        "accept-migrations" => {
            let added = xtask::migrations::accept(&root)?;
            println!("{added} migrations added to the list");
            Ok(true)
        }
        _ => {
            print!("{HELP}");
            Ok(task == "help")
        }
    }
}
