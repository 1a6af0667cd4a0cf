//! Data flows one way: a file of `src/` names its own stage and earlier ones, never a later one, and never Python or Arrow.
//!
//! The test reads the source text. Comments do not count: documentation may point forwards.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The stages, earliest first. A new top-level module is added here, where it belongs.
const STAGES: &[&str] = &[
    "error",
    "progress",
    "language",
    "unit",
    "time",
    "table",
    "special",
    "random",
    "episode",
    "input",
    "register",
    "licensees",
    "simulate",
    "cohort",
    "rates",
    "survival",
    "model",
    "projection",
    "decision",
    "comparison",
    "report",
    "cli",
];

/// Crates that belong to the bindings.
const FOREIGN: &[&str] = &["pyo3", "arrow_array", "arrow_schema"];

fn rank(stage: &str) -> Option<usize> {
    STAGES.iter().position(|known| *known == stage)
}

/// The source with its line comments blanked out.
fn without_comments(source: &str) -> String {
    source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The words that follow each `prefix`, one for `prefix::name`, several for `prefix::{one, two::Three}`.
fn names_after(prefix: &str, code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = code[at + prefix.len()..].trim_start();
        match rest.strip_prefix('{') {
            Some(group) => names.extend(top_level_items(group).iter().map(|item| first_word(item))),
            None => names.push(first_word(rest)),
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The items of a brace group, split at its own commas only.
fn top_level_items(group: &str) -> Vec<String> {
    let (mut items, mut depth) = (vec![String::new()], 0);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(String::new());
                continue;
            }
            _ => {}
        }
        items.last_mut().unwrap().push(c);
    }
    items
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// What `lib.rs` re-exports at the root: name to stage.
fn reexports(lib: &str) -> BTreeMap<String, String> {
    let code = without_comments(lib);
    let mut names = BTreeMap::new();
    for statement in code.split("pub use ").skip(1) {
        let statement = statement.split(';').next().unwrap_or_default();
        let Some((stage, rest)) = statement.trim().split_once("::") else { continue };
        let items = rest.trim().strip_prefix('{').map_or_else(|| vec![rest.to_owned()], top_level_items);
        for item in items {
            let name = item.rsplit([' ', ':']).find(|word| !word.trim().is_empty()).unwrap_or_default().trim().to_owned();
            names.insert(name, stage.to_owned());
        }
    }
    names
}

/// What is wrong with a file of a stage; empty when it names its own and earlier stages only.
fn faults(file: &str, stage: &str, source: &str, roots: &BTreeMap<String, String>) -> Vec<String> {
    let Some(own) = rank(stage) else {
        return vec![format!("{file}: top-level module {stage} is not a stage; add it to STAGES in tests/layering.rs where it belongs")];
    };
    let code = without_comments(source);
    let mut faults = Vec::new();
    for name in names_after("crate::", &code) {
        let target = roots.get(&name).unwrap_or(&name);
        match rank(target) {
            Some(named) if named <= own => {}
            Some(_) => faults.push(format!("{file}: stage {stage} names crate::{name} of the later stage {target}")),
            None => faults.push(format!("{file}: crate::{name} is neither a stage nor re-exported by lib.rs")),
        }
    }
    if code.contains("super::super::") {
        faults.push(format!("{file}: write crate::{stage}::… instead of super::super::"));
    }
    let mut words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
    if let Some(foreign) = words.find(|word| FOREIGN.contains(word)) {
        faults.push(format!("{file}: {foreign} belongs to the bindings, not to the core"));
    }
    faults
}

/// All Rust files below a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The top-level module that a file belongs to, `None` for the roots of the library and of programs.
fn stage_of(relative: &Path) -> Option<String> {
    let first = relative.components().next()?.as_os_str().to_str()?;
    let stage = first.strip_suffix(".rs").unwrap_or(first);
    (!matches!(stage, "lib" | "main" | "bin")).then(|| stage.to_owned())
}

#[test]
fn no_file_names_a_later_stage() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let roots = reexports(&std::fs::read_to_string(src.join("lib.rs")).unwrap());
    let mut found = Vec::new();
    for path in rust_files(&src) {
        let relative = path.strip_prefix(&src).unwrap();
        let Some(stage) = stage_of(relative) else { continue };
        found.extend(faults(&relative.display().to_string(), &stage, &std::fs::read_to_string(&path).unwrap(), &roots));
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

fn roots() -> BTreeMap<String, String> {
    reexports("pub use error::{Error, Result};\npub use rates::{Rate, interval::Wilson};\npub use table::Table;")
}

#[test]
fn a_later_stage_is_found_however_it_is_named() {
    for source in [
        "use crate::rates::Rate;",
        "use crate::{error::Error, rates::{Rate, Interval}};",
        "fn f() -> crate::rates::Rate { todo() }",
        "use crate::Rate;",
        "use crate::{\n    error::Error,\n    Wilson,\n};",
        "use super::super::rates::Rate;",
    ] {
        assert_eq!(faults("input/x.rs", "input", source, &roots()).len(), 1, "{source}");
    }
}

#[test]
fn own_and_earlier_stages_and_comments_pass() {
    for source in [
        "use crate::error::{Error, Result};\nuse crate::input::Issue;",
        "/// Feeds a [`Rate`](crate::rates::Rate).\nuse crate::{Error, time::Day};",
        "use crate::table::Table; // not crate::rates",
        "macro_rules! m { () => { $crate::error::Error } }",
        "let narrow = 1; use super::issue::Issue;",
    ] {
        assert_eq!(faults("input/x.rs", "input", source, &roots()), Vec::<String>::new(), "{source}");
    }
}

#[test]
fn an_unknown_module_fails_as_file_and_as_name() {
    assert_eq!(faults("utils.rs", "utils", "", &roots()).len(), 1);
    assert_eq!(faults("input/x.rs", "input", "use crate::utils::shout;", &roots()).len(), 1);
}

#[test]
fn python_and_arrow_stay_in_the_bindings() {
    for source in ["use pyo3::prelude::*;", "fn f(a: arrow_array::Int32Array) {}", "use arrow_schema as schema;"] {
        assert_eq!(faults("input/x.rs", "input", source, &roots()).len(), 1, "{source}");
    }
    assert!(faults("input/x.rs", "input", "let narrow_arrow = 1;", &roots()).is_empty());
}
