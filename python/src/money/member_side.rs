//! Whether membership pays for the member, in Python.

use crate::error::{enter, err};
use crate::result::{fields, pickled, record, tabular, wraps};
use kaiin::decision::money::Money;
use pyo3::prelude::*;

record! {
    /// What one benefit saves, and how much use of it pays the dues.
    BenefitReturn of kaiin::decision::money::BenefitReturn {
        /// The benefit.
        name: String,
        /// What one use saves.
        saving: i64,
        /// Expected uses over the years.
        uses: f64,
        /// What they save.
        saved: f64,
        /// The least whole number of uses over the years that pays all, were this the only benefit; ``None`` when a use saves nothing.
        break_even_alone: Option<u64>,
        /// The same a year: not rounded, so that 1.5 is three uses in two years.
        break_even_alone_a_year: Option<f64>,
        /// The least whole number of uses that pays what the other benefits, used as expected, leave; ``None`` when a use saves nothing and
        /// something is left.
        break_even_beside_others: Option<u64>,
    }
}

/// What membership costs a member and returns, over the years asked for: of `MemberSide.returns`. Its table has a row for each benefit.
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct MemberReturn {
    inner: kaiin::decision::money::MemberReturn,
}

fields!(MemberReturn {
    /// The years.
    years: u32,
    /// Dues of all years and entrance fee.
    paid: i64,
    /// Expected savings.
    saved: f64,
    /// Savings less what is paid.
    net: f64,
    /// Savings per unit paid; ``None`` when nothing is paid.
    ratio: Option<f64>,
    /// Each benefit, in the order given.
    benefits: Vec<BenefitReturn>,
});

#[pymethods]
impl MemberReturn {
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "MemberReturn", &["years", "paid", "saved", "net"])
    }
}

tabular!(MemberReturn);
pickled!(MemberReturn, kaiin::decision::money::MemberReturn);
wraps!(MemberReturn, kaiin::decision::money::MemberReturn);

/// What a member pays, and the benefits that save money.
///
/// Savings are against what the same person would pay as a non-member. What has no price (standing, colleagues, advice) is not seen here.
///
/// Args:
///     dues: Dues a year, a whole number of the smallest unit of money.
///
/// Raises:
///     SettingError: The dues are negative.
///
/// Examples:
///     >>> member = MemberSide(15_000).benefit("seminar", 4_000, 2).benefit("insurance", 6_000, 1)
///     >>> year = member.returns()
///     >>> year.paid, year.saved, year.net
///     (15000, 14000.0, -1000.0)
///     >>> seminar = year.benefits[0]
///     >>> seminar.break_even_alone, seminar.break_even_beside_others  # beside the insurance, 9,000 are left to pay
///     (4, 3)
#[pyclass(frozen, eq, module = "kaiin")]
#[derive(PartialEq)]
pub(crate) struct MemberSide {
    inner: kaiin::decision::money::MemberSide,
}

#[pymethods]
impl MemberSide {
    #[new]
    fn new(dues: i64) -> PyResult<Self> {
        kaiin::decision::money::MemberSide::of_dues(Money(dues)).map(Self::from).map_err(err)
    }

    /// The member who also paid an entrance fee, to be earned back over so many years.
    ///
    /// Raises:
    ///     SettingError: The fee is negative, or there is no year.
    fn entrance_fee(&self, fee: i64, over_years: u32) -> PyResult<Self> {
        self.inner.clone().entrance_fee(Money(fee), over_years).map(Self::from).map_err(err)
    }

    /// The member with a benefit.
    ///
    /// Args:
    ///     name: Its name.
    ///     saving: What one use saves, a whole number of the smallest unit of money.
    ///     uses_a_year: How often it is used a year, on average.
    ///
    /// Raises:
    ///     SettingError: The saving is negative, the number of uses is negative or not finite, or the name is given twice.
    fn benefit(&self, name: &str, saving: i64, uses_a_year: f64) -> PyResult<Self> {
        self.inner.clone().benefit(name, Money(saving), uses_a_year).map(Self::from).map_err(err)
    }

    /// Dues a year.
    #[getter]
    fn dues(&self) -> i64 {
        self.inner.dues().0
    }

    /// The entrance fee.
    #[getter]
    fn entrance_fee_paid(&self) -> i64 {
        self.inner.entrance_fee_paid().0
    }

    /// The years over which the fee is to be earned back, and for which returns are told.
    #[getter]
    fn years(&self) -> u32 {
        self.inner.years()
    }

    /// The benefits in the order given: the name, what one use saves, and uses a year.
    #[getter]
    fn benefits(&self) -> Vec<(String, i64, f64)> {
        self.inner.benefits().map(|(name, saving, uses)| (name.to_owned(), saving.0, uses)).collect()
    }

    /// What is paid, what is saved, and how much use pays all: ``paid = entrance fee + years x dues``, ``saved = years Σ saving x uses``,
    /// break-even use ``ceil(paid / saving)``.
    ///
    /// Raises:
    ///     TableError: An amount of more than 2^53 units.
    fn returns(&self, py: Python<'_>) -> PyResult<MemberReturn> {
        enter(py, |_| self.inner.returns()).map(MemberReturn::from)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::result::repr(slf, "MemberSide", &["dues", "entrance_fee_paid", "years", "benefits"])
    }
}

pickled!(MemberSide, kaiin::decision::money::MemberSide);
wraps!(MemberSide, kaiin::decision::money::MemberSide);
