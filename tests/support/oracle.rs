//! Reading the frozen reference values and the rows they were computed from.

#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::panic)]

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One reference file and the folder it lies in.
pub(crate) struct Oracle {
    folder: PathBuf,
    pub(crate) json: Value,
}

/// The columns of a file of rows, as texts.
pub(crate) type Columns = BTreeMap<String, Vec<String>>;

/// The folders with reference files: the repository's own, and one that `KAIIN_ORACLES` names, for cases whose data may not be kept here.
pub(crate) fn folders() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles");
    std::iter::once(own).chain(std::env::var_os("KAIIN_ORACLES").map(PathBuf::from)).collect()
}

/// All reference files of a kind, by name; each once.
pub(crate) fn of_kind(kind: &str) -> Vec<Oracle> {
    let mut found: BTreeMap<String, Oracle> = BTreeMap::new();
    for folder in folders() {
        for file in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if file.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let json: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
            if json["kind"] == kind {
                found.entry(json["id"].as_str().unwrap().to_owned()).or_insert(Oracle { folder: folder.clone(), json });
            }
        }
    }
    found.into_values().collect()
}

impl Oracle {
    pub(crate) fn id(&self) -> &str {
        self.json["id"].as_str().unwrap()
    }

    /// The rows that the values were computed from.
    pub(crate) fn columns(&self) -> Columns {
        let file = self.folder.join(self.json["data"]["file"].as_str().unwrap());
        let mut reader = csv::Reader::from_path(file).unwrap();
        let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let mut columns: Columns = names.iter().map(|name| (name.clone(), Vec::new())).collect();
        for row in reader.records() {
            for (name, value) in names.iter().zip(row.unwrap().iter()) {
                columns.get_mut(name).unwrap().push(value.to_owned());
            }
        }
        columns
    }
}

/// A column of numbers.
pub(crate) fn numbers(columns: &Columns, name: &str) -> Vec<f64> {
    columns[name].iter().map(|value| value.parse().unwrap()).collect()
}

/// A number of a reference file; `None` for the texts and nulls that stand for "not there".
pub(crate) fn number(value: &Value) -> Option<f64> {
    value.as_f64()
}

/// A list of numbers; a single number is a list of one.
pub(crate) fn list(value: &Value) -> Vec<Option<f64>> {
    value.as_array().map_or_else(|| vec![number(value)], |values| values.iter().map(number).collect())
}

/// Whether two numbers agree, absolutely.
pub(crate) fn assert_near(found: Option<f64>, expected: Option<f64>, tolerance: f64, what: &str) {
    match (found, expected) {
        (Some(found), Some(expected)) => assert!((found - expected).abs() <= tolerance, "{what}: {found} is not {expected}"),
        (found, expected) => assert_eq!(found, expected, "{what}"),
    }
}
