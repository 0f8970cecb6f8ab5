//! Embeds every catalogue file, so that adding a language file needs no code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let locales = root.join("locales");
    println!("cargo:rerun-if-changed={}", locales.display());
    let mut code = String::from("static FILES: &[(&str, &str, &str)] = &[\n");
    for language in sorted(&locales)? {
        println!("cargo:rerun-if-changed={}", language.display());
        for file in sorted(&language)? {
            if file.extension().is_some_and(|e| e == "ftl") {
                println!("cargo:rerun-if-changed={}", file.display());
                let _ = writeln!(
                    code,
                    "    ({:?}, {:?}, include_str!({:?})),",
                    stem(&language),
                    stem(&file),
                    file.display().to_string()
                );
            }
        }
    }
    code.push_str("];\n");
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(target.join("catalogues.rs"), code)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map(|s| s.to_string_lossy().into_owned())
        .unwrap_or_default()
}
