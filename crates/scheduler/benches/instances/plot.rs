//! Time against size, as a drawing with logarithmic axes.

use crate::generate;
use matchmaking::Problem;
use scheduler::{Halt, Report, solve};
use std::fmt::Write as _;
use std::time::Instant;

const SIZES: [usize; 8] = [30, 60, 120, 240, 480, 960, 1920, 3000];
/// The median of so many problems counts, and of each the quickest of so many tries: whatever else
/// the machine does only ever makes it slower.
const SEEDS: u64 = 3;
const TRIES: usize = 5;
/// How far below the bound on the weight is near enough.
const NEAR: f64 = 0.005;

/// One line of the drawing.
struct Series {
    name: &'static str,
    class: &'static str,
    /// Participants and seconds.
    points: Vec<(f64, f64)>,
}

/// Measures and draws.
pub fn times_against_size(seconds: f64) -> String {
    let near = |report: &Report| report.weight as f64 >= report.bound as f64 * (1.0 - NEAR);
    let complete = |report: &Report| report.complete;
    let all = [
        series(
            "choosing: first timetable",
            "first",
            seconds,
            generate::choice,
            &complete,
        ),
        series(
            "choosing: weight within 0.5 % of the bound",
            "near",
            seconds,
            generate::choice,
            &near,
        ),
        series(
            "holding all: first complete timetable",
            "whole",
            seconds,
            generate::everything,
            &complete,
        ),
    ];
    for series in &all {
        println!(
            "{}: grows with the power {:.2}",
            series.name,
            exponent(&series.points)
        );
        for (size, time) in &series.points {
            println!("  {size:>6} {time:.4} s");
        }
    }
    draw(&all)
}

fn series(
    name: &'static str,
    class: &'static str,
    seconds: f64,
    make: fn(usize, u64) -> Problem,
    reached: &dyn Fn(&Report) -> bool,
) -> Series {
    let point = |&size: &usize| {
        let mut times: Vec<f64> = (0..SEEDS)
            .map(|seed| {
                let problem = make(size, seed);
                let tries = (0..TRIES).map(|_| time_until(&problem, seconds, reached));
                tries.fold(f64::INFINITY, f64::min)
            })
            .collect();
        times.sort_by(f64::total_cmp);
        (size as f64, times[times.len() / 2])
    };
    Series {
        name,
        class,
        points: SIZES.iter().map(point).collect(),
    }
}

/// Seconds until a report reaches the goal, or all that were granted.
fn time_until(problem: &Problem, seconds: f64, reached: &dyn Fn(&Report) -> bool) -> f64 {
    let start = Instant::now();
    let taken = || start.elapsed().as_secs_f64();
    let when = std::cell::Cell::new(None);
    let stop = |_: u64| {
        let over = when.get().is_some() || taken() >= seconds;
        over.then_some(Halt::Limit)
    };
    let mut watch = |report: &Report| {
        if when.get().is_none() && reached(report) {
            when.set(Some(taken()));
        }
    };
    let _ = solve(problem, 1, &stop, &mut watch);
    when.get().unwrap_or(seconds)
}

/// The power of the size with which the time grows: the slope of the line nearest to the
/// logarithms, in the sense of least squares.
fn exponent(points: &[(f64, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
    let n = logs.len() as f64;
    let mean_x = logs.iter().map(|(x, _)| x).sum::<f64>() / n;
    let mean_y = logs.iter().map(|(_, y)| y).sum::<f64>() / n;
    let product: f64 = logs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let square: f64 = logs.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    product / square
}

const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#1f2933}\
.grid{stroke:#d5dbe1}.line{fill:none;stroke-width:2}\
.first{stroke:#0b6e99;fill:#0b6e99}.near{stroke:#b4552d;fill:#b4552d}.whole{stroke:#3d7a37;fill:#3d7a37}\
.line.first,.line.near,.line.whole{fill:none}\
@media(prefers-color-scheme:dark){text{fill:#e4e9ee}.grid{stroke:#3a444e}\
.first{stroke:#5cb8e0;fill:#5cb8e0}.near{stroke:#eb9a72;fill:#eb9a72}.whole{stroke:#8cc985;fill:#8cc985}\
.line.first,.line.near,.line.whole{fill:none}}";

/// Left, right, top and bottom of the field.
const FIELD: (f64, f64, f64, f64) = (70.0, 700.0, 90.0, 420.0);
/// Powers of ten of the seconds at the bottom and the top.
const DECADES: (i32, i32) = (-4, 1);

fn across(size: f64) -> f64 {
    let (left, right, _, _) = FIELD;
    left + (size.log10() - 30_f64.log10()) / 100_f64.log10() * (right - left)
}

fn up(time: f64) -> f64 {
    let (_, _, top, bottom) = FIELD;
    let share = (time.log10() - f64::from(DECADES.0)) / f64::from(DECADES.1 - DECADES.0);
    bottom - share.clamp(0.0, 1.0) * (bottom - top)
}

fn draw(all: &[Series]) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 470\" role=\"img\">\n\
         <title>Time against number of participants</title>\n<style>{STYLE}</style>\n"
    );
    axes(&mut svg);
    for (i, series) in all.iter().enumerate() {
        line(&mut svg, series, 22.0 + 22.0 * i as f64);
    }
    svg.push_str("</svg>\n");
    svg
}

/// The grid, with seconds at the left and participants below.
fn axes(svg: &mut String) {
    let (left, right, top, bottom) = FIELD;
    for power in DECADES.0..=DECADES.1 {
        let time = 10_f64.powi(power);
        let y = up(time);
        let _ = writeln!(svg, "<path class=\"grid\" d=\"M{left} {y:.1}H{right}\"/>");
        let (x, y) = (left - 8.0, y + 4.0);
        let _ = writeln!(
            svg,
            "<text x=\"{x}\" y=\"{y:.1}\" text-anchor=\"end\">{time} s</text>"
        );
    }
    for size in [30, 100, 300, 1000, 3000] {
        let x = across(f64::from(size));
        let _ = writeln!(svg, "<path class=\"grid\" d=\"M{x:.1} {top}V{bottom}\"/>");
        let y = bottom + 20.0;
        let _ = writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{size}</text>"
        );
    }
    let (x, y) = (f64::midpoint(left, right), bottom + 42.0);
    let _ = writeln!(
        svg,
        "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">participants</text>"
    );
}

/// The points of a series, joined, and its name at the height `y`.
fn line(svg: &mut String, series: &Series, y: f64) {
    let (class, left) = (series.class, FIELD.0);
    let _ = writeln!(
        svg,
        "<circle class=\"{class}\" cx=\"{left}\" cy=\"{}\" r=\"5\"/>",
        y - 4.0
    );
    let (x, name, power) = (left + 14.0, series.name, exponent(&series.points));
    let _ = writeln!(
        svg,
        "<text x=\"{x}\" y=\"{y}\">{name}: size to the power {power:.2}</text>"
    );
    let points = series
        .points
        .iter()
        .map(|&(size, time)| (across(size), up(time)));
    let path: Vec<String> = points
        .clone()
        .map(|(x, y)| format!("{x:.1} {y:.1}"))
        .collect();
    let _ = writeln!(
        svg,
        "<path class=\"line {class}\" d=\"M{}\"/>",
        path.join("L")
    );
    for (x, y) in points {
        let _ = writeln!(
            svg,
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>"
        );
    }
}
