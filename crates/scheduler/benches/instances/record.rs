//! Puts a table into `docs/benchmarks.md`.

use std::path::Path;

/// Replaces what stands between `<!-- table NAME -->` and `<!-- end -->` there; a table without a
/// place of its own comes to the end, with its marks.
pub fn keep(name: &str, lines: &[String]) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/benchmarks.md");
    let text = std::fs::read_to_string(&file).expect("docs/benchmarks.md cannot be read");
    let text = replaced(&text, name, &lines.join("\n"));
    std::fs::write(&file, text).expect("docs/benchmarks.md cannot be written");
}

fn replaced(text: &str, name: &str, table: &str) -> String {
    let begin = format!("<!-- table {name} -->\n");
    let end = "<!-- end -->\n";
    let block = format!("{begin}\n{table}\n\n{end}");
    let Some((before, rest)) = text.split_once(&begin) else {
        return format!("{text}\n{block}");
    };
    let (_, after) = rest
        .split_once(end)
        .expect("docs/benchmarks.md lacks <!-- end --> after the table's mark");
    format!("{before}{block}{after}")
}
