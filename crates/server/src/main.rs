//! The binary `legation`: configuration, wiring, command line.

mod advice;
mod agency;
mod commands;
mod config;
mod demo;
mod http;
mod place;
mod press;
mod system;
mod ways;
mod workbooks;
mod worker;

use clap::Parser;
use commands::Command;
use std::process::ExitCode;

/// The desk of a trade mission: plan it, run it, and follow what was agreed.
#[derive(Debug, Parser)]
#[command(name = "legation", version, about)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let command = CommandLine::parse().command;
    match command.run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("legation: {error:#}");
            ExitCode::from(1)
        }
    }
}
