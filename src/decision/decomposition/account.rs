//! How much of the change of the organization rate is due to each flow of members and of licence holders?

use super::method::DecompositionMethod;
use super::part::Part;
use super::rate_stock::{RateStock, check_size};
use super::result::Decomposition;
use crate::error::Result;
use crate::language::Bilingual;
use crate::licensees::Amount;
use crate::rates::RateUnit;
use serde::{Deserialize, Serialize};

/// What a flow moves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum Moved {
    /// Members, above the line.
    Members(i64),
    /// Licence holders, below the line.
    Licensees(Persons),
}

/// A change of a number of licence holders: counted, or estimated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum Persons {
    Count(i64),
    Estimate(f64),
}

/// A flow by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Flow {
    name: String,
    counts: Bilingual,
    moved: Moved,
}

/// The account of an organization rate: two dates, and what came and went between them.
///
/// Typed in by hand, or made of tables ([`AccountSettings`](super::AccountSettings)). The rate is members over licence holders; each member
/// who came or went counts with what one member was worth on the mean of the two dates, and new licence holders dilute the mean number of
/// members (Kitagawa's two factors, members and 1 / licence holders). What the flows do not explain of either stock is a
/// part of its own, `not_explained` or `other_licence_changes`, so that nothing is lost.
///
/// # Formula
///
/// ```text
/// M₁/L₁ - M₀/L₀ = Σ_f ½ (1/L₀ + 1/L₁) f  -  Σ_g ½ (M₀ + M₁) / (L₀ L₁) g
/// Σ_f f = M₁ - M₀,   Σ_g g = L₁ - L₀
/// ```
///
/// where `M` are members, `L` licence holders, `f` flows of members (joiners positive, leavers negative) and `g` flows of licence holders.
///
/// # Properties
///
/// Over counted licence holders all parts are whole numbers over `2 L₀ L₁` and sum exactly ([`fractions`](Self::fractions)); values are
/// those fractions as real numbers, right but for two units of their last binary digit. Exchanging the dates and the signs of the flows
/// flips every sign.
///
/// # Weakness
///
/// New licences and the members among them are parts of their own: a new cohort of whom as many join as are members of the rest adds and
/// takes away the same. Read `new_cohorts` and `new_licensees` together. Over many years use
/// [`each_year`](super::AccountSettings::each_year): the worth of a member changes as the profession grows.
///
/// # Example
///
/// ```
/// use kaiin::decision::decomposition::{RateAccount, RateStock};
/// let account = RateAccount::between(RateStock::counted("March 2019", 100, 160)?, RateStock::counted("March 2020", 105, 175)?)
///     .flow("joined", "persons who joined", 9)
///     .flow("left", "members who left", -4)
///     .new_licensees("new_licensees", "new licence holders", 15);
/// let change = account.decompose()?;
/// // one member was worth ½ (1/160 + 1/175) = 67/11200, one licence holder cost ½ · 205 / (160 · 175) = 41/11200
/// assert!((change.value("joined").unwrap() - 9.0 * 67.0 / 11_200.0).abs() < 1e-16);
/// assert!((change.value("new_licensees").unwrap() + 15.0 * 41.0 / 11_200.0).abs() < 1e-16);
/// assert_eq!(
///     change.to_string(),
///     "March 2019 62.50 % -> March 2020 60.00 %: -2.50 points\n  \
///      joined         +5.38  persons who joined\n  \
///      left           -2.39  members who left\n  \
///      new_licensees  -5.49  new licence holders\n  (account of flows at the mean worth of a person before and after)"
/// );
/// # Ok::<(), kaiin::Error>(())
/// ```
///
/// # References
///
/// E. M. Kitagawa, "Components of a difference between two rates", *Journal of the American Statistical Association* 50 (1955), 1168-1194.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[must_use]
pub struct RateAccount {
    before: RateStock,
    after: RateStock,
    flows: Vec<Flow>,
}

/// The parts of an account as exact fractions with one denominator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fractions {
    /// The numerators of the parts, in their order.
    pub numerators: Vec<i128>,
    /// The numerator of the change: the sum of those of the parts.
    pub change: i128,
    /// The denominator of all: twice the product of the licence holders before and after.
    pub denominator: i128,
}

impl RateAccount {
    /// The account between two dates, as yet without flows.
    pub fn between(before: RateStock, after: RateStock) -> Self {
        Self { before, after, flows: Vec::new() }
    }

    /// With persons who became members (positive) or ceased to be (negative).
    pub fn flow(self, name: impl Into<String>, counts: impl Into<String>, members: i64) -> Self {
        self.flow_in(name, Bilingual::both(counts), members)
    }

    /// With persons who became licence holders (positive) or ceased to be (negative).
    pub fn new_licensees(self, name: impl Into<String>, counts: impl Into<String>, persons: i64) -> Self {
        self.new_licensees_in(name, Bilingual::both(counts), persons)
    }

    /// The same as [`flow`](Self::flow), with words in both languages.
    pub fn flow_in(mut self, name: impl Into<String>, counts: Bilingual, members: i64) -> Self {
        self.flows.push(Flow { name: name.into(), counts, moved: Moved::Members(members) });
        self
    }

    /// The same as [`new_licensees`](Self::new_licensees), with words in both languages.
    pub fn new_licensees_in(mut self, name: impl Into<String>, counts: Bilingual, persons: i64) -> Self {
        self.flows.push(Flow { name: name.into(), counts, moved: Moved::Licensees(Persons::Count(persons)) });
        self
    }

    /// Members and licence holders on the first date.
    #[must_use]
    pub fn before(&self) -> &RateStock {
        &self.before
    }

    /// Members and licence holders on the second date.
    #[must_use]
    pub fn after(&self) -> &RateStock {
        &self.after
    }

    /// What each flow added to the rate or took from it.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`](crate::Error::Limit) for flows of more than 2^53 persons.
    pub fn decompose(&self) -> Result<Decomposition> {
        let flows = self.complete()?;
        let values: Vec<f64> = match self.fractions_of(&flows) {
            Some(exact) => exact.numerators.iter().map(|&numerator| numerator as f64 / exact.denominator as f64).collect(),
            None => flows.iter().map(|flow| self.value(flow)).collect(),
        };
        let part = |(flow, value): (Flow, f64)| {
            let persons = match flow.moved {
                Moved::Members(persons) | Moved::Licensees(Persons::Count(persons)) => Some(persons),
                Moved::Licensees(Persons::Estimate(_)) => None,
            };
            Part { persons, ..Part::new(flow.name, flow.counts, value) }
        };
        let parts = flows.into_iter().zip(values).map(part).collect();
        let (first, second) = ((self.before.on(), self.before.rate()), (self.after.on(), self.after.rate()));
        Ok(Decomposition::new(first, second, DecompositionMethod::Account, parts)?.in_unit(RateUnit::Share))
    }

    /// The parts as exact fractions; `None` over estimated licence holders, which are no whole numbers.
    ///
    /// # Errors
    ///
    /// As [`decompose`](Self::decompose).
    pub fn fractions(&self) -> Result<Option<Fractions>> {
        Ok(self.fractions_of(&self.complete()?))
    }

    /// The flows, with those of what they do not explain.
    fn complete(&self) -> Result<Vec<Flow>> {
        let mut flows = self.flows.clone();
        let members = flows.iter().filter_map(|flow| if let Moved::Members(persons) = flow.moved { Some(persons) } else { None });
        let members = checked_sum("flows of members", members)?;
        let unexplained = self.after.members() as i64 - self.before.members() as i64 - members;
        if unexplained != 0 {
            let words = Bilingual::new("members whom the flows do not explain", "増減内訳に現れない会員数の差");
            flows.push(Flow { name: "not_explained".into(), counts: words, moved: Moved::Members(unexplained) });
        }
        let licensees = flows.iter().filter_map(|flow| match flow.moved {
            Moved::Licensees(Persons::Count(persons)) => Some(persons),
            _ => None,
        });
        let licensees = checked_sum("flows of licence holders", licensees)?;
        let rest = match (self.before.licence_holders(), self.after.licence_holders()) {
            (Amount::Count(before), Amount::Count(after)) => Persons::Count(after as i64 - before as i64 - licensees),
            (before, after) => Persons::Estimate(after.get() - before.get() - licensees as f64),
        };
        if !matches!(rest, Persons::Count(0) | Persons::Estimate(0.0)) {
            let words = Bilingual::new(
                "other changes of licence holders: leaving practice, revised figures",
                "その他の免許保有者数の変化（離職・数値の改訂など）",
            );
            flows.push(Flow { name: "other_licence_changes".into(), counts: words, moved: Moved::Licensees(rest) });
        }
        Ok(flows)
    }

    /// What a flow adds, in real numbers.
    fn value(&self, flow: &Flow) -> f64 {
        let (before, after) = (self.before.licence_holders().get(), self.after.licence_holders().get());
        let members = self.before.members() as f64 + self.after.members() as f64;
        match flow.moved {
            Moved::Members(persons) => persons as f64 * (before + after) / (2.0 * before * after),
            Moved::Licensees(Persons::Count(persons)) => -(persons as f64) * members / (2.0 * before * after),
            Moved::Licensees(Persons::Estimate(persons)) => -persons * members / (2.0 * before * after),
        }
    }

    /// What the flows add, in whole numbers. All are at most 2^53, so that no product leaves the range.
    fn fractions_of(&self, flows: &[Flow]) -> Option<Fractions> {
        let (before, after) = (i128::from(self.before.licence_holders().count()?), i128::from(self.after.licence_holders().count()?));
        let members = i128::from(self.before.members()) + i128::from(self.after.members());
        let numerator = |flow: &Flow| match flow.moved {
            Moved::Members(persons) => Some(i128::from(persons) * (before + after)),
            Moved::Licensees(Persons::Count(persons)) => Some(-i128::from(persons) * members),
            Moved::Licensees(Persons::Estimate(_)) => None,
        };
        let numerators: Vec<i128> = flows.iter().map(numerator).collect::<Option<_>>()?;
        let change = 2 * (i128::from(self.after.members()) * before - i128::from(self.before.members()) * after);
        Some(Fractions { numerators, change, denominator: 2 * before * after })
    }
}

/// The sum of flows, none of which nor the whole may be beyond what is exact.
fn checked_sum(of: &'static str, flows: impl Iterator<Item = i64>) -> Result<i64> {
    let mut sum = 0i64;
    for flow in flows {
        check_size(of, flow.unsigned_abs())?;
        sum = sum.saturating_add(flow);
        check_size(of, sum.unsigned_abs())?;
    }
    Ok(sum)
}
