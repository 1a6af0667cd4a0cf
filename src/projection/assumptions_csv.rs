//! Assumptions as comma-separated values: written, edited in a spreadsheet, read again.

use super::assumed::{Assumed, Provenance};
use super::assumptions::{Assumptions, TenureOnReturn};
use crate::episode::EndReason;
use crate::error::{Error, Result};
use crate::unit::{FiscalYear, Probability};
use serde::{Deserialize, Serialize};

/// What messages call the text.
const INPUT: &str = "the assumptions";
/// The row that says where the tenure of those who come back starts again.
const TENURE_ON_RETURN: &str = "tenure_on_return";

/// One row of the text.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Row {
    assumption: String,
    reason: Option<EndReason>,
    year: Option<usize>,
    probability: Option<f64>,
    standard_error: Option<f64>,
    provenance: String,
    from: Option<i32>,
    to: Option<i32>,
    events: Option<u64>,
    exposed: Option<u64>,
    note: String,
}

impl Assumptions {
    /// The assumptions as comma-separated values, a row for each number: `assumption`, `reason`, `year`, `probability`, `standard_error`,
    /// `provenance` with `from`, `to`, `events` and `exposed` where it is an estimate, and `note`.
    ///
    /// [`Assumptions::from_csv`] reads it again; in between it can be edited in a spreadsheet.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] when the text cannot be written.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::projection::{Assumed, Assumptions, Provenance};
    /// let assumptions = Assumptions { entry: vec![Assumed::typed_in(0.5, "half")?], ..Assumptions::nothing_happens() };
    /// let text = assumptions.to_csv()?;
    /// assert!(text.contains("entry,,0,0.5,,typed_in,,,,,half"));
    /// assert_eq!(Assumptions::from_csv(&text)?, assumptions);
    /// let edited = Assumptions::from_csv(&text.replace("entry,,0,0.5,", "entry,,0,0.6,"))?;
    /// assert_eq!(edited.entry[0].probability.get(), 0.6);
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn to_csv(&self) -> Result<String> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for (name, reason, year, assumed) in self.named() {
            let row = Row { assumption: name.into(), reason, year: year.map(|year| year as usize), ..Row::of(assumed) };
            writer.serialize(row).map_err(|cause| malformed(None, cause.to_string()))?;
        }
        let returned = match self.tenure_on_return {
            TenureOnReturn::Reset => "reset",
            TenureOnReturn::Longest => "longest",
            TenureOnReturn::RunsOn => "runs_on",
        };
        let last = Row { assumption: TENURE_ON_RETURN.into(), note: returned.into(), ..Row::default() };
        writer.serialize(last).map_err(|cause| malformed(None, cause.to_string()))?;
        let bytes = writer.into_inner().map_err(|cause| malformed(None, cause.to_string()))?;
        String::from_utf8(bytes).map_err(|cause| malformed(None, cause.to_string()))
    }

    /// Reads what [`Assumptions::to_csv`] writes.
    ///
    /// Columns may stand in any order; only `assumption` and `probability` must be filled, and `year` where a list has more than one entry.
    /// An assumption without a row does not happen. An estimate whose probability is no longer that of its counts was edited: it keeps
    /// what it was in its provenance, and has no standard error of its own.
    ///
    /// # Errors
    ///
    /// [`Error::NoRows`] without a row, as when the name of a file is given for its text; [`Error::Malformed`] with the row when it cannot be
    /// read, names no assumption, or leaves a year out; [`Error::Setting`] when a probability is not in [0, 1] or shares of reasons sum to
    /// more than 1.
    pub fn from_csv(text: &str) -> Result<Self> {
        let mut read = Self { entry: vec![], lapse: vec![], reinstatement: vec![], ..Self::nothing_happens() };
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let mut rows = 0u64;
        for (row, number) in reader.deserialize::<Row>().zip(2..) {
            let row = row.map_err(|cause| malformed(Some(number), cause.to_string()))?;
            read.put(&row, number)?;
            rows += 1;
        }
        if rows == 0 {
            let advice = "give the text of the file itself, not its name; a row \"lapse,,0,0\" says that nothing happens".into();
            return Err(Error::NoRows { input: INPUT.into(), advice });
        }
        let never = Self::nothing_happens();
        let or = |list: Vec<Assumed>, never| if list.is_empty() { never } else { list };
        let read = Self {
            entry: or(read.entry, never.entry),
            lapse: or(read.lapse, never.lapse),
            reinstatement: or(read.reinstatement, never.reinstatement),
            ..read
        };
        read.check()?;
        Ok(read)
    }

    /// Puts one row where it belongs.
    fn put(&mut self, row: &Row, number: u64) -> Result<()> {
        if row.assumption == TENURE_ON_RETURN {
            self.tenure_on_return = match row.note.as_str() {
                "reset" => TenureOnReturn::Reset,
                "longest" => TenureOnReturn::Longest,
                "runs_on" => TenureOnReturn::RunsOn,
                other => {
                    let reason = format!("tenure_on_return \"{other}\" is not known; write reset, longest or runs_on");
                    return Err(malformed(Some(number), reason));
                }
            };
            return Ok(());
        }
        let assumed = row.assumed(number)?;
        let (single, list): (Option<&mut Assumed>, Option<&mut Vec<Assumed>>) = match (row.assumption.as_str(), row.reason) {
            ("entry", _) => (None, Some(&mut self.entry)),
            ("lapse", _) => (None, Some(&mut self.lapse)),
            ("reinstatement", _) => (None, Some(&mut self.reinstatement)),
            ("reason", Some(reason)) => (None, Some(self.reasons.entry(reason).or_default())),
            ("leave", _) => (Some(&mut self.leave), None),
            ("leave_end", _) => (Some(&mut self.leave_end), None),
            ("lapse_on_leave", _) => (Some(&mut self.lapse_on_leave), None),
            ("exit", _) => (Some(&mut self.exit), None),
            ("reason", None) => return Err(malformed(Some(number), "a row of \"reason\" names none; fill the column reason".into())),
            (other, _) => {
                let known = "entry, lapse, reason, reinstatement, leave, leave_end, lapse_on_leave, exit or tenure_on_return";
                return Err(malformed(Some(number), format!("\"{other}\" is no assumption; write {known}")));
            }
        };
        if let Some(single) = single {
            *single = assumed.clone();
        }
        let Some(list) = list else { return Ok(()) };
        match row.year.unwrap_or(list.len()) {
            year if year == list.len() => list.push(assumed),
            year => {
                let reason = format!(
                    "year {year} of \"{}\" comes where year {} belongs; give every year once, in order",
                    row.assumption,
                    list.len()
                );
                return Err(malformed(Some(number), reason));
            }
        }
        Ok(())
    }
}

impl Row {
    fn of(assumed: &Assumed) -> Self {
        let row = Self { probability: Some(assumed.probability.get()), standard_error: assumed.standard_error, ..Self::default() };
        let noted = |provenance: &str, note: &str| (provenance.to_owned(), note.to_owned());
        let (provenance, note) = match &assumed.provenance {
            Provenance::Estimated { from, to, events, exposed } => {
                let (from, to) = (Some(from.get()), Some(to.get()));
                return Self { provenance: "estimated".into(), from, to, events: Some(*events), exposed: Some(*exposed), ..row };
            }
            Provenance::CarriedOver { from_year } => noted("carried_over", &from_year.to_string()),
            Provenance::Graduated(note) => noted("graduated", note),
            Provenance::Shrunk(note) => noted("shrunk", note),
            Provenance::FittedCurve(note) => noted("fitted_curve", note),
            Provenance::Borrowed(note) => noted("borrowed", note),
            Provenance::Changed(note) => noted("changed", note),
            Provenance::TypedIn(note) => noted("typed_in", note),
        };
        Self { provenance, note, ..row }
    }

    fn assumed(&self, number: u64) -> Result<Assumed> {
        let Some(probability) = self.probability else {
            return Err(malformed(Some(number), format!("\"{}\" has no probability; write a number from 0 to 1", self.assumption)));
        };
        let (probability, note) = (Probability::new(probability)?, self.note.clone());
        let provenance = match self.provenance.as_str() {
            "estimated" => return self.estimated(probability, number),
            "carried_over" => match note.parse() {
                Ok(from_year) => Provenance::CarriedOver { from_year },
                Err(_) => {
                    return Err(malformed(
                        Some(number),
                        format!("note \"{note}\" of carried_over is no year; write the year it comes from"),
                    ));
                }
            },
            "graduated" => Provenance::Graduated(note),
            "shrunk" => Provenance::Shrunk(note),
            "fitted_curve" => Provenance::FittedCurve(note),
            "borrowed" => Provenance::Borrowed(note),
            "changed" => Provenance::Changed(note),
            "typed_in" | "" => Provenance::TypedIn(note),
            other => {
                let known = "typed_in, estimated, carried_over, graduated, shrunk, fitted_curve, borrowed or changed";
                return Err(malformed(Some(number), format!("provenance \"{other}\" is not known; write {known}")));
            }
        };
        let assumed = Assumed::of(probability, provenance);
        self.standard_error.map_or(Ok(assumed.clone()), |error| assumed.with_error(error))
    }

    /// An estimate; one whose number was edited says so.
    fn estimated(&self, probability: Probability, number: u64) -> Result<Assumed> {
        let (Some(from), Some(to), Some(events), Some(exposed)) = (self.from, self.to, self.events, self.exposed) else {
            return Err(malformed(Some(number), "an estimate needs from, to, events and exposed; or write typed_in".into()));
        };
        let estimated = Assumed::estimated(FiscalYear(from), FiscalYear(to), events, exposed)?;
        let same = (estimated.probability.get() - probability.get()).abs() <= 1e-12;
        Ok(if same {
            estimated
        } else {
            Assumed::of(probability, Provenance::Changed(format!("edited; {}", estimated.provenance.words().english)))
        })
    }
}

fn malformed(row: Option<u64>, reason: String) -> Error {
    Error::Malformed { input: INPUT.into(), row, reason }
}
