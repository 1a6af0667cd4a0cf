//! What is known of each row of a regression: named columns of numbers or of levels, and an offset.

use crate::cohort::{PersonYearRow, PersonYearSettings};
use crate::error::{Error, Result};
use crate::table::{Table, Values};

/// The level of rows whose value is not known.
pub(super) const NOT_KNOWN: &str = "(not known)";

/// Named columns of one length, one value a row: what a hazard is explained by.
///
/// # Example
///
/// ```
/// use kaiin::model::regression::Covariates;
/// let cells = Covariates::new().number("tenure", &[0.0, 1.0, 0.0])?.category("branch", &["east", "east", "west"])?;
/// assert_eq!((cells.len(), cells.names()), (3, vec!["tenure", "branch"]));
/// assert!(cells.number("age", &[40.0]).is_err()); // one value for three rows
/// # Ok::<(), kaiin::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Covariates {
    rows: Option<usize>,
    columns: Vec<Covariate>,
    /// Empty when there is none.
    offset: Vec<f64>,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Covariate {
    pub(super) name: String,
    pub(super) values: CovariateValues,
}

/// The values of one column.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CovariateValues {
    Numbers(Vec<f64>),
    /// The levels in the order of their names, and for each row the position of its level.
    Levels {
        levels: Vec<String>,
        codes: Vec<u32>,
    },
}

impl Covariates {
    /// No column yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With a column of numbers.
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`]; [`Error::Setting`] for a number that is not finite, with its row, and for a name that is taken.
    pub fn number(self, name: impl Into<String>, values: &[f64]) -> Result<Self> {
        let name = name.into();
        finite("covariate", &name, values)?;
        self.with(name, values.len(), CovariateValues::Numbers(values.to_vec()))
    }

    /// With a column of levels. Levels are in the order of their names.
    ///
    /// # Errors
    ///
    /// As [`Covariates::number`].
    pub fn category<S: AsRef<str>>(self, name: impl Into<String>, values: &[S]) -> Result<Self> {
        let (levels, codes) = coded(values);
        self.with(name.into(), values.len(), CovariateValues::Levels { levels, codes })
    }

    /// With an offset: a number that is added to the linear predictor of each row with coefficient 1, such as the logarithm of the time
    /// at risk under the complementary log-log link.
    ///
    /// # Errors
    ///
    /// As [`Covariates::number`].
    pub fn offset(mut self, values: &[f64]) -> Result<Self> {
        finite("offset", "offset", values)?;
        self.check_length("offset", values.len())?;
        self.rows = Some(values.len());
        self.offset = values.to_vec();
        Ok(self)
    }

    /// The columns of a table: integers, reals and flags (0 and 1) as numbers, words and days as levels. What is not known becomes the
    /// level `(not known)` in a column of words, and turns a column of numbers into levels.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for a number that is not finite.
    pub fn of_table(table: &Table) -> Result<Self> {
        let columns = table.columns().iter().map(|column| (column.name.as_str(), &column.values));
        columns.into_iter().try_fold(Self::new(), |covariates, (name, values)| covariates.with_values(name, values))
    }

    /// What tells the cells of a table of person-years apart: numbers `period` and `tenure`, levels `age` and `standing`, cohorts as numbers
    /// (as levels when some are not known), segments as levels.
    ///
    /// # Errors
    ///
    /// None in practice: the columns have one length.
    pub fn of_person_years(settings: &PersonYearSettings, cells: &[PersonYearRow]) -> Result<Self> {
        settings.columns_of(cells).iter().try_fold(Self::new(), |covariates, (name, values)| match (name.as_str(), values) {
            ("age", Values::Texts(labels)) => {
                // Ages are in their order, not in that of their names.
                let mut levels = settings.age_labels();
                levels.push(NOT_KNOWN.to_owned());
                let code = |label: &Option<String>| {
                    let place = levels.iter().position(|level| label.as_ref() == Some(level));
                    place.unwrap_or(levels.len() - 1) as u32
                };
                let codes = labels.iter().map(code).collect();
                covariates.coded("age", levels.clone(), codes)
            }
            _ => covariates.with_values(name, values),
        })
    }

    fn with_values(self, name: &str, values: &Values) -> Result<Self> {
        if let Some(numbers) = numbers_of(values) {
            return self.number(name, &numbers);
        }
        let text = |row| match values.text(row) {
            text if text.is_empty() => NOT_KNOWN.to_owned(),
            text => text,
        };
        self.category(name, &(0..values.len()).map(text).collect::<Vec<_>>())
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.unwrap_or(0)
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names of the columns, in the order given.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.columns.iter().map(|column| column.name.as_str()).collect()
    }

    /// A column by name.
    pub(super) fn column(&self, name: &str) -> Result<&Covariate> {
        self.columns.iter().find(|column| column.name == name).ok_or_else(|| Error::MissingColumn {
            input: "the covariates".into(),
            column: format!("{name:?}"),
            found: self.columns.iter().map(|column| column.name.clone()).collect(),
            advice: "name one of these in the term, or add the column".into(),
        })
    }

    /// The offset of a row.
    pub(super) fn offset_of(&self, row: usize) -> f64 {
        self.offset.get(row).copied().unwrap_or(0.0)
    }

    /// The offsets, empty when there are none.
    pub(super) fn offsets(&self) -> &[f64] {
        &self.offset
    }

    /// Some of the rows, in the order asked for; rows that do not exist are left out.
    pub(super) fn select(&self, rows: &[usize]) -> Self {
        let columns = self.columns.iter().map(|column| Covariate { name: column.name.clone(), values: column.values.select(rows) });
        Self { rows: Some(rows.len()), columns: columns.collect(), offset: picked(&self.offset, rows) }
    }

    /// With a column of levels that are coded already.
    pub(super) fn coded(self, name: impl Into<String>, levels: Vec<String>, codes: Vec<u32>) -> Result<Self> {
        let rows = codes.len();
        self.with(name.into(), rows, CovariateValues::Levels { levels, codes })
    }

    fn with(mut self, name: String, rows: usize, values: CovariateValues) -> Result<Self> {
        self.check_length(&name, rows)?;
        if self.columns.iter().any(|column| column.name == name) {
            return Err(Error::setting("covariate", name, "is there already; give each column a name of its own"));
        }
        self.rows = Some(rows);
        self.columns.push(Covariate { name, values });
        Ok(self)
    }

    fn check_length(&self, name: &str, found: usize) -> Result<()> {
        match self.rows {
            Some(expected) if expected != found => {
                let reference = self.columns.first().map_or("offset", |column| &column.name).to_owned();
                Err(Error::ColumnLength { column: name.to_owned(), found, reference, expected })
            }
            _ => Ok(()),
        }
    }
}

impl CovariateValues {
    fn select(&self, rows: &[usize]) -> Self {
        match self {
            Self::Numbers(values) => Self::Numbers(picked(values, rows)),
            Self::Levels { levels, codes } => Self::Levels { levels: levels.clone(), codes: picked(codes, rows) },
        }
    }
}

/// The values of some rows; none when there are none at all.
pub(super) fn picked<T: Copy>(values: &[T], rows: &[usize]) -> Vec<T> {
    rows.iter().filter_map(|&row| values.get(row).copied()).collect()
}

/// The numbers of a column in which every value is a known number.
fn numbers_of(values: &Values) -> Option<Vec<f64>> {
    match values {
        Values::Integers(values) => values.iter().map(|value| value.map(|value| value as f64)).collect(),
        Values::Reals(values) => values.iter().copied().collect(),
        Values::Flags(values) => values.iter().map(|value| value.map(|value| f64::from(u8::from(value)))).collect(),
        Values::Days(_) | Values::Texts(_) => None,
    }
}

/// The different texts in order, and for each row the position of its text.
pub(super) fn coded<S: AsRef<str>>(values: &[S]) -> (Vec<String>, Vec<u32>) {
    let mut seen = std::collections::BTreeMap::<&str, u32>::new();
    for value in values {
        seen.insert(value.as_ref(), 0);
    }
    seen.values_mut().zip(0..).for_each(|(code, at)| *code = at);
    let codes = values.iter().filter_map(|value| seen.get(value.as_ref()).copied()).collect();
    (seen.into_keys().map(str::to_owned).collect(), codes)
}

/// The numbers as they are when all are finite; else the error that says which is not.
pub(super) fn finite(setting: &'static str, name: &str, values: &[f64]) -> Result<()> {
    match values.iter().position(|value| !value.is_finite()) {
        Some(row) => {
            let reason = format!("in row {row} of {name:?} is not a finite number; leave the row out or make the column a category");
            Err(Error::setting(setting, values[row], reason))
        }
        None => Ok(()),
    }
}
