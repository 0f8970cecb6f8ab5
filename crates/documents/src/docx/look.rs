//! Styles of office documents: fonts that offices have, the program's colours.

use docx_rs::{Docx, LineSpacing, RunFonts, Style, StyleType};

pub(super) const INK: &str = "1C211E";
pub(super) const SOFT: &str = "5D665F";
pub(super) const LINE: &str = "D9D3C4";
pub(super) const GREEN: &str = "1D5A44";
pub(super) const AMBER: &str = "8A5A00";
pub(super) const RED: &str = "A8281F";

/// Latin and Chinese letters have their own slots; with one slot empty Word picks any font.
fn fonts(latin: &str, chinese: &str) -> RunFonts {
    RunFonts::new()
        .ascii(latin)
        .hi_ansi(latin)
        .cs(latin)
        .east_asia(chinese)
}

fn sans() -> RunFonts {
    fonts("Calibri", "Microsoft YaHei")
}

fn serif() -> RunFonts {
    fonts("Cambria", "SimSun")
}

fn gap(before: u32, after: u32) -> LineSpacing {
    LineSpacing::new().before(before).after(after)
}

/// A paragraph style; sizes in half points.
fn style(id: &str, name: &str, size: usize, spacing: LineSpacing) -> Style {
    Style::new(id, StyleType::Paragraph)
        .name(name)
        .based_on("Normal")
        .next("Normal")
        .size(size)
        .line_spacing(spacing)
}

fn heading(level: usize, size: usize, spacing: LineSpacing) -> Style {
    let mut style = style(
        &format!("Heading{level}"),
        &format!("heading {level}"),
        size,
        spacing,
    )
    .outline_lvl(level - 1)
    .bold()
    .color(if level == 3 { SOFT } else { INK })
    .fonts(if level == 3 { sans() } else { serif() });
    style.paragraph_property = style.paragraph_property.keep_next(true).keep_lines(true);
    style
}

/// The document with its styles.
pub(super) fn styled(docx: Docx) -> Docx {
    docx.default_fonts(sans())
        .default_size(20)
        .default_line_spacing(gap(0, 60))
        .add_style(heading(1, 30, gap(400, 140)))
        .add_style(heading(2, 23, gap(260, 110)))
        .add_style(heading(3, 18, gap(180, 70)))
        .add_style(
            style("Title", "Title", 44, gap(60, 80))
                .fonts(serif())
                .bold()
                .color(INK),
        )
        .add_style(
            style("Subtitle", "Subtitle", 24, gap(0, 160))
                .fonts(serif())
                .color(SOFT),
        )
        .add_style(
            style("Kind", "Document kind", 20, gap(0, 0))
                .bold()
                .color(GREEN),
        )
        .add_style(style("Cell", "Table text", 18, gap(20, 20)))
        .add_style(
            style("ColumnHead", "Table heading", 16, gap(20, 20))
                .bold()
                .color(SOFT),
        )
        .add_style(style("Legend", "Legend", 16, gap(120, 0)).color(SOFT))
        .add_style(style("Header", "header", 16, gap(0, 0)).color(SOFT))
        .add_style(style("Footer", "footer", 16, gap(0, 0)).color(SOFT))
}
