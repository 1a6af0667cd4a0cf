//! Which picture does a decomposition make? Its figures rounded so that they add up, its words in the language of the reader.

use super::{ValueUnit, Waterfall, WaterfallPart, WaterfallTotal};
use crate::decision::decomposition::{Decomposition, Part};
use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::report::language::Language;

impl Waterfall {
    /// The picture of a decomposition: a share in hundredths of a percentage point, another rate in four digits of its largest part.
    ///
    /// Labels are what the parts count; a flow of persons has their number below. Dates made by
    /// [`AccountSettings`](crate::decision::decomposition::AccountSettings) are put into the language; others stay as written. What the
    /// parts of a line integral miss of the change is a part of its own where it can be seen.
    ///
    /// # Errors
    ///
    /// [`Error::Limit`] for a rate beyond 2^43 units of the last decimal.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::decision::decomposition::{RateAccount, RateStock};
    /// use kaiin::report::{ChartSize, ChartSpec, Language, chart::Waterfall};
    /// let account = RateAccount::between(RateStock::counted("March 2019", 100, 160)?, RateStock::counted("March 2020", 105, 175)?)
    ///     .flow("joined", "persons who joined", 9)
    ///     .flow("left", "members who left", -4)
    ///     .new_licensees("new_licensees", "new licence holders", 15);
    /// let chart = Waterfall::of(&account.decompose()?, Language::En)?;
    /// assert_eq!(chart.parts[2].value, -0.0549);
    /// assert_eq!(chart.description, "The rate went from 62.50 % (March 2019) to 60.00 % (March 2020): -2.50 points, of which \
    ///     persons who joined +5.38, members who left -2.39, new licence holders -5.49.");
    /// let picture = ChartSpec::Waterfall(chart).to_svg(Language::En, ChartSize::default())?;
    /// assert!(picture.contains("+5.38") && picture.contains("axis from 60 % to 68 %, without 0"));
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    pub fn of(decomposition: &Decomposition, language: Language) -> Result<Self> {
        let (unit, decimals) = decomposition.figures();
        let unit = if unit == 100.0 { ValueUnit::Percent } else { ValueUnit::Real };
        let places = if unit == ValueUnit::Percent { decimals + 2 } else { decimals };
        let printed = adding_up(decomposition, places)?;
        let total = |name: &str, value| WaterfallTotal { label: date(name, language), value };
        let mut chart = Self {
            title: language.choose("Why did the rate change?", "率はなぜ変わったか").into(),
            description: String::new(),
            value_label: language.choose("rate", "率").into(),
            unit,
            decimals: u8::try_from(decimals).unwrap_or(u8::MAX),
            before: total(&printed.from, printed.before),
            parts: printed.parts.iter().map(|part| shown(part, language)).collect(),
            after: total(&printed.to, printed.after),
        };
        chart.description = chart.in_words(language);
        Ok(chart)
    }

    /// The whole picture in a sentence, for readers who cannot see it.
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        let figures = self.figures(language);
        let named = figures.iter().skip(1).zip(&self.parts).map(|(figure, part)| format!("{} {figure}", part.label));
        let named: Vec<String> = named.collect();
        let of_which = match (named.is_empty(), language) {
            (true, _) => String::new(),
            (_, Language::En) => format!(", of which {}", named.join(", ")),
            (_, Language::Ja) => format!("。内訳は{}", named.join("、")),
        };
        let (first, last) = (figures.first().map_or("", String::as_str), figures.last().map_or("", String::as_str));
        let (from, to, points) = (&self.before.label, &self.after.label, self.points(language));
        let change = self.signed(self.after.value - self.before.value, language);
        match language {
            Language::En => {
                format!("The rate went from {first} ({from}) to {last} ({to}): {}{of_which}.", format!("{change} {points}").trim_end())
            }
            Language::Ja => format!("率は{first}（{from}）から{last}（{to}）へ{change}{points}変化した{of_which}。"),
        }
    }
}

/// Figures that add up; what parts miss of the change by more than rounding becomes one of them.
fn adding_up(decomposition: &Decomposition, places: u32) -> Result<Decomposition> {
    match decomposition.rounded(places) {
        Err(Error::Setting { .. }) => {
            let counts = Bilingual::new("what the parts miss of the change", "要因の合計と変化との差（計算誤差）");
            let missed = Part { name: "missed".into(), counts, value: decomposition.residue(), before: None, after: None, persons: None };
            let parts = decomposition.parts.iter().cloned().chain([missed]).collect();
            Decomposition { parts, ..decomposition.clone() }.rounded(places)
        }
        printed => printed,
    }
}

/// A part with its words and its persons.
fn shown(part: &Part, language: Language) -> WaterfallPart {
    let words = language.choose(&part.counts.english, &part.counts.japanese);
    let label = if words.is_empty() { part.name.clone() } else { words.to_owned() };
    let persons = part.persons.map(|persons| {
        let sign = if persons > 0 { "+" } else { "" };
        let count = language.integer(persons);
        language.choose(&format!("{sign}{count} persons"), &format!("{sign}{count}人")).to_owned()
    });
    WaterfallPart { label, value: part.value, note: persons }
}

/// A date as the accounts name it, in the language; any other name as it is.
fn date(name: &str, language: Language) -> String {
    match (language, name.strip_prefix("end of ").filter(|year| year.parse::<i32>().is_ok())) {
        (Language::Ja, Some(year)) => format!("{year}年度末"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::decomposition::{LineIntegral, Parameters};

    #[test]
    fn dates_of_accounts_are_put_into_japanese_and_others_are_not() {
        let shown = ["end of 2019", "2019-03-31", "end of days"].map(|name| date(name, Language::Ja));
        assert_eq!(shown, ["2019年度末", "2019-03-31", "end of days"]);
        assert_eq!(date("end of 2019", Language::En), "end of 2019");
    }

    #[test]
    fn what_a_coarse_integral_misses_is_a_part() {
        let changed = Parameters::new([("a", 0.0, 1.0)]).unwrap();
        // the tangent of a³ in the middle of one step: 3/4, a quarter is missed
        let coarse = LineIntegral::of_steps(1).slope(crate::decision::decomposition::Slope::Tangent);
        let change = coarse.decompose(&changed, |p| p[0].powi(3)).unwrap().decomposition;
        let chart = Waterfall::of(&change, Language::En).unwrap();
        let parts: Vec<_> = chart.parts.iter().map(|part| part.value).collect();
        assert!((parts[0] - 0.75).abs() < 1e-6 && (parts[0] + parts[1] - 1.0).abs() < 1e-12, "{parts:?}");
    }
}
