//! Which year of the common calendar a year of a Japanese era is.

/// One era (元号): its names, its first year and the last year in which it was in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Era {
    name: &'static str,
    short: &'static str,
    letter: char,
    first_year: i32,
    last_year: i32,
}

/// How long after the end of an era its years are still read: a card issued in 2018 says 平成35年3月31日.
const YEARS_PRINTED_AHEAD: i32 = 10;

/// The eras since 1868.
const ERAS: [Era; 5] = [
    Era { name: "明治", short: "明", letter: 'm', first_year: 1868, last_year: 1912 },
    Era { name: "大正", short: "大", letter: 't', first_year: 1912, last_year: 1926 },
    Era { name: "昭和", short: "昭", letter: 's', first_year: 1926, last_year: 1989 },
    Era { name: "平成", short: "平", letter: 'h', first_year: 1989, last_year: 2019 },
    Era { name: "令和", short: "令", letter: 'r', first_year: 2019, last_year: i32::MAX - YEARS_PRINTED_AHEAD },
];

impl Era {
    /// The era that a text begins with, and the rest of the text: `令和6年`, `令6年`, `R6.4.1`, `r 6`.
    pub(crate) fn strip(text: &str) -> Option<(Self, &str)> {
        ERAS.iter().find_map(|era| Some((*era, era.strip_names(text)?)))
    }

    /// The rest of a text that begins with a name of this era and goes on with a year.
    fn strip_names<'a>(&self, text: &'a str) -> Option<&'a str> {
        let rest = text.strip_prefix(self.name).or_else(|| text.strip_prefix(self.short)).or_else(|| self.strip_letter(text))?;
        let year = rest.trim_start_matches([' ', '.']);
        year.starts_with(|c: char| c.is_ascii_digit() || c == '元').then_some(year)
    }

    /// The rest of a text that begins with the letter of this era.
    fn strip_letter<'a>(&self, text: &'a str) -> Option<&'a str> {
        text.strip_prefix(|c: char| c.to_ascii_lowercase() == self.letter)
    }

    /// The common year of a year of this era, counted from 1; `None` for year 0 and for years long after the era's end.
    pub(crate) fn common_year(&self, year: u32) -> Option<i32> {
        let common = self.first_year.checked_add(i32::try_from(year).ok()?)? - 1;
        (year >= 1 && common <= self.last_year + YEARS_PRINTED_AHEAD).then_some(common)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(text: &str, number: u32) -> Option<i32> {
        Era::strip(text).and_then(|(era, _)| era.common_year(number))
    }

    #[test]
    fn first_years_are_the_years_of_accession() {
        // Accessions: 1868, 1912, 1926, 1989, 2019.
        for (text, first) in [("明治1", 1868), ("大正1", 1912), ("昭和1", 1926), ("平成1", 1989), ("令和1", 2019)] {
            assert_eq!(year(text, 1), Some(first), "{text}");
        }
        assert_eq!(year("S63", 63), Some(1988));
        assert_eq!(year("h.31", 31), Some(2019));
    }

    #[test]
    fn years_after_the_end_of_an_era_are_read_for_ten_years() {
        assert_eq!(year("平成41", 41), Some(2029));
        assert_eq!(year("平成42", 42), None);
        assert_eq!(year("令和0", 0), None);
        assert_eq!(year("令和1", u32::MAX), None);
    }

    #[test]
    fn an_english_month_is_no_era() {
        assert_eq!(Era::strip("March 3, 2024"), None);
        assert_eq!(Era::strip("Sep 3, 2024"), None);
    }
}
