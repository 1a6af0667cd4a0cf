//! How the reader understands single texts: dates, fiscal years, prefectures, words, and exports of known systems.

use crate::day::DayOut;
use crate::error::{err, setting};
use crate::words::{Word, word};
use kaiin::EndReason;
use kaiin::input::{DateOrder, DateProblem, DateReading, PastGaps, SerialDates, StandingWord};
use pyo3::prelude::*;

/// The day that a text means, as the readers of files understand it; ``None`` for a blank text, a dash, and the words for nothing that
/// data frames write.
///
/// Args:
///     text: The text: ``2024-04-01``, ``2024/4/1``, ``20240401``, ``2024年4月1日``, ``令和6年4月1日``, ``R6.4.1``, in full width too.
///     date_order: Order where the year does not come first; with ``"year_first"`` (the default) such dates are refused.
///     serial_dates: Whether a bare number such as 45383 is a date: ``"refused"`` (the default) or ``"excel1900"``.
///
/// Raises:
///     SettingError: The text is not blank and means no usable day; its reason begins with ``unreadable``, ``ambiguous``,
///         ``out_of_range`` or ``placeholder``.
///
/// Examples:
///     >>> parse_date("令和6年4月1日"), parse_date("Ｒ６．４．１"), parse_date("-")
///     (datetime.date(2024, 4, 1), datetime.date(2024, 4, 1), None)
#[pyfunction]
#[pyo3(signature = (text, *, date_order = None, serial_dates = None))]
pub(crate) fn parse_date(
    text: &str,
    date_order: Option<Word<DateOrder>>,
    serial_dates: Option<Word<SerialDates>>,
) -> PyResult<Option<DayOut>> {
    let reading = DateReading {
        order: date_order.map(|word| word.0).unwrap_or_default(),
        serials: serial_dates.map(|word| word.0).unwrap_or_default(),
    };
    kaiin::input::parse_date(text, reading).map(|day| day.map(DayOut)).map_err(|problem| not_read("date", text, problem))
}

/// The fiscal year (年度) that a text means; ``None`` for a blank text.
///
/// 平成31年度 and 令和元年度 are the same year. A whole date is refused: which year it lies in depends on the calendar.
///
/// Raises:
///     SettingError: The text is not blank and means no year from 1800 to 2199.
///
/// Examples:
///     >>> parse_fiscal_year("令和元年度"), parse_fiscal_year("FY2019"), parse_fiscal_year("")
///     (2019, 2019, None)
#[pyfunction]
pub(crate) fn parse_fiscal_year(text: &str) -> PyResult<Option<i32>> {
    let year = kaiin::input::parse_fiscal_year(text).map_err(|problem| not_read("fiscal year", text, problem))?;
    Ok(year.map(kaiin::FiscalYear::get))
}

fn not_read(name: &'static str, text: &str, problem: DateProblem) -> PyErr {
    let why = match problem {
        DateProblem::Unreadable => "unreadable: not a date of the calendar in a known form",
        DateProblem::Ambiguous => "ambiguous: the order of day and month, or the century, is not known; say the order, or write YYYY-MM-DD",
        DateProblem::OutOfRange => "out_of_range: outside the years 1800 to 2199",
        DateProblem::Placeholder => "placeholder: stands for no date",
    };
    err(setting(name, format!("{text:?}"), format!("is {why}")))
}

/// What a word for the standing says: ``"active"``, ``"on_leave"`` or ``"suspended"`` for members on the roll, ``"ended"``,
/// ``"not_member"``; ``None`` when the word is not known.
///
/// Examples:
///     >>> standing_word("休会中"), standing_word("退会済"), standing_word("おそらく会員")
///     ('on_leave', 'ended', None)
#[pyfunction]
pub(crate) fn standing_word(text: &str) -> Option<String> {
    kaiin::input::standing_word(text).map(|said| match said {
        StandingWord::OnRoll(standing) => word(standing),
        other => word(other),
    })
}

/// What a word for the end reason says; ``None`` when it is not known.
///
/// Examples:
///     >>> end_reason_word("会費滞納"), end_reason_word("Non-payment"), end_reason_word("気分")
///     ('arrears', 'arrears', None)
#[pyfunction]
pub(crate) fn end_reason_word(text: &str) -> Option<Word<EndReason>> {
    kaiin::input::end_reason_word(text).map(Word)
}

/// A Japanese prefecture: the level under which a branch is kept.
///
/// Examples:
///     >>> Prefecture.named("tokyo-to").japanese, Prefecture.named("13").english, Prefecture.named("東京都理学療法士会")
///     ('東京都', 'Tokyo', None)
#[pyclass(frozen, eq, hash, module = "kaiin")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Prefecture {
    inner: kaiin::input::Prefecture,
}

#[pymethods]
impl Prefecture {
    /// The prefecture of a JIS X 0401 code.
    ///
    /// Raises:
    ///     SettingError: The code is not one of 1 to 47.
    #[new]
    fn new(code: u8) -> PyResult<Self> {
        let known = kaiin::input::Prefecture::from_code(code);
        known.map(|inner| Self { inner }).ok_or_else(|| err(setting("code", code, "is not the code of a prefecture, 1 to 47")))
    }

    /// The prefecture that a text names: with or without 都道府県, in Latin letters, or by its code; ``None`` when it names none.
    #[staticmethod]
    fn named(text: &str) -> Option<Self> {
        kaiin::input::Prefecture::named(text).map(|inner| Self { inner })
    }

    /// All 47, in the order of their codes.
    #[staticmethod]
    fn all() -> Vec<Self> {
        kaiin::input::Prefecture::all().map(|inner| Self { inner }).collect()
    }

    /// The code of JIS X 0401.
    #[getter]
    fn code(&self) -> u8 {
        self.inner.code()
    }

    /// The Japanese name with its suffix.
    #[getter]
    fn japanese(&self) -> &'static str {
        self.inner.japanese()
    }

    /// The English name.
    #[getter]
    fn english(&self) -> &'static str {
        self.inner.english()
    }

    fn __repr__(&self) -> String {
        format!("<kaiin.Prefecture {} {}>", self.code(), self.japanese())
    }

    fn __getnewargs__(&self) -> (u8,) {
        (self.code(),)
    }
}

/// A known association system and the table that is exported from it, for ``ReadSettings(preset=...)``.
///
/// Args:
///     name: ``"civicrm"``, ``"odoo"``, ``"tendenci"``, ``"byro"``, ``"hitobito"``, ``"galette"``, ``"frappe"`` or ``"imis"``.
///
/// Raises:
///     SettingError: There is no preset of that name.
///
/// Examples:
///     >>> Preset("civicrm").past_gaps  # a renewal overwrites the row
///     'lost'
///     >>> Preset("odoo").columns["date_from"]
///     'start'
#[pyclass(frozen, eq, hash, module = "kaiin")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Preset {
    inner: kaiin::input::Preset,
}

#[pymethods]
impl Preset {
    #[new]
    fn new(name: Word<kaiin::input::Preset>) -> Self {
        Self { inner: name.0 }
    }

    /// All presets.
    #[staticmethod]
    fn all() -> Vec<Self> {
        kaiin::input::Preset::ALL.iter().map(|&inner| Self { inner }).collect()
    }

    /// The stable name.
    #[getter]
    fn name(&self) -> Word<kaiin::input::Preset> {
        Word(self.inner)
    }

    /// The table to export.
    #[getter]
    fn table(&self) -> &'static str {
        self.inner.table()
    }

    /// Whether the table remembers past gaps: ``"kept"``, or ``"lost"`` when a renewal overwrites the row. From a table that lost them
    /// reinstatement, and retention before the last return, cannot be computed.
    #[getter]
    fn past_gaps(&self) -> Word<PastGaps> {
        Word(self.inner.past_gaps())
    }

    /// What to know before using it.
    #[getter]
    fn note(&self) -> &'static str {
        self.inner.note()
    }

    /// The headers it knows, with what they are for.
    #[getter]
    fn columns(&self) -> std::collections::BTreeMap<&'static str, String> {
        self.inner.columns().iter().map(|&(header, role)| (header, word(role))).collect()
    }

    fn __repr__(&self) -> String {
        format!("Preset({:?})", self.inner.name())
    }

    fn __getnewargs__(&self) -> (Word<kaiin::input::Preset>,) {
        (self.name(),)
    }
}
