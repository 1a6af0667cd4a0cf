//! What an annual report consists of, in Python.

use crate::decomposition::Decomposition;
use crate::rates::Rate;
use crate::result::record;
use crate::retention_curve::SeriesBreak;
use crate::words::Word;
use kaiin::licensees::DenominatorKind;
use kaiin::rates::LeaveCounted;
use pyo3::prelude::*;

record! {
    /// A rate under the label it is shown with, which tells it from others of the same name.
    LabelledRate of kaiin::report::LabelledRate {
        /// The label in English and Japanese.
        label: (String, String),
        /// The rate.
        rate: Rate,
    }
}

record! {
    /// Why the organization rate changed over one fiscal year or several.
    RateChange of kaiin::report::RateChange {
        /// The change begins with the last day of this fiscal year.
        from_year: i32,
        /// It ends with the last day of this one.
        to_year: i32,
        /// The licence holders below the line.
        denominator: Word<DenominatorKind>,
        /// Whether members on leave count.
        leave: Word<LeaveCounted>,
        /// The parts that sum to it; over several years, year by year added up.
        decomposition: Decomposition,
    }
}

record! {
    /// One point of a published series.
    PublishedPoint of kaiin::report::PublishedPoint {
        /// The year as published.
        year: i32,
        /// Members, where published.
        members: Option<u64>,
        /// Licence holders, where published.
        licensees: Option<u64>,
    }
}

#[pymethods]
impl PublishedPoint {
    /// Members over licence holders.
    #[getter]
    fn rate(&self) -> Option<f64> {
        self.inner.rate()
    }
}

record! {
    /// A series that an association published, with the places where its definition probably changed.
    PublishedSeries of kaiin::report::PublishedSeries {
        /// What the series is and who published it, in English and Japanese.
        name: (String, String),
        /// The points, by year.
        points: Vec<PublishedPoint>,
        /// Where the definition probably changed: found from the figures, never smoothed over.
        breaks: Vec<SeriesBreak>,
    }
}

record! {
    /// One level of a segment, such as one branch.
    BranchRow of kaiin::report::BranchRow {
        /// The level; ``None`` is of members without one.
        level: Option<String>,
        /// Members at the end of the reference year.
        closing: Option<u64>,
        /// Persons who joined in it.
        joined: Option<u64>,
        /// Members who left in it.
        left: Option<u64>,
        /// Members who came from another level, minus those who went to one.
        net_transfers: Option<i64>,
        /// Retention of the year. Leavers count where they left; who moved to another level counts in neither.
        retention: Rate,
    }
}

record! {
    /// The digest of one input.
    InputDigest of kaiin::report::InputDigest {
        /// Name of the file, without its folder, or of the table.
        name: String,
        /// SHA-256 of its bytes, in hexadecimal digits.
        sha256: String,
        /// Its length in bytes.
        bytes: u64,
    }
}

record! {
    /// What anyone needs to make the same report again. It names no time and no machine: the same inputs give the same bytes.
    Manifest of kaiin::report::Manifest {
        /// Version of the library.
        kaiin_version: String,
        /// The inputs.
        inputs: Vec<InputDigest>,
        /// The seed of what was simulated; ``None`` when nothing was.
        seed: Option<u64>,
        /// The fiscal year that the report is about.
        reference_year: i32,
    }
}

#[pymethods]
impl Manifest {
    /// The settings, defaults included: label and value of each by its stable name, in English.
    #[getter]
    fn settings(&self) -> Vec<(String, String, String)> {
        let line = |line: &kaiin::report::SettingLine| (line.name.clone(), line.label.english.clone(), line.value.english.clone());
        self.inner.settings.iter().map(line).collect()
    }
}
