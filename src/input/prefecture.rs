//! Which of the 47 prefectures (都道府県) a text names.
//!
//! Codes are those of JIS X 0401; English names are the official ones without a suffix.

use super::plain_text::key;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One prefecture: code, Japanese name, English name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefecture {
    code: u8,
    japanese: &'static str,
    english: &'static str,
}

/// Japanese and English names in the order of the codes 1 to 47.
const NAMES: [(&str, &str); 47] = [
    ("北海道", "Hokkaido"),
    ("青森県", "Aomori"),
    ("岩手県", "Iwate"),
    ("宮城県", "Miyagi"),
    ("秋田県", "Akita"),
    ("山形県", "Yamagata"),
    ("福島県", "Fukushima"),
    ("茨城県", "Ibaraki"),
    ("栃木県", "Tochigi"),
    ("群馬県", "Gunma"),
    ("埼玉県", "Saitama"),
    ("千葉県", "Chiba"),
    ("東京都", "Tokyo"),
    ("神奈川県", "Kanagawa"),
    ("新潟県", "Niigata"),
    ("富山県", "Toyama"),
    ("石川県", "Ishikawa"),
    ("福井県", "Fukui"),
    ("山梨県", "Yamanashi"),
    ("長野県", "Nagano"),
    ("岐阜県", "Gifu"),
    ("静岡県", "Shizuoka"),
    ("愛知県", "Aichi"),
    ("三重県", "Mie"),
    ("滋賀県", "Shiga"),
    ("京都府", "Kyoto"),
    ("大阪府", "Osaka"),
    ("兵庫県", "Hyogo"),
    ("奈良県", "Nara"),
    ("和歌山県", "Wakayama"),
    ("鳥取県", "Tottori"),
    ("島根県", "Shimane"),
    ("岡山県", "Okayama"),
    ("広島県", "Hiroshima"),
    ("山口県", "Yamaguchi"),
    ("徳島県", "Tokushima"),
    ("香川県", "Kagawa"),
    ("愛媛県", "Ehime"),
    ("高知県", "Kochi"),
    ("福岡県", "Fukuoka"),
    ("佐賀県", "Saga"),
    ("長崎県", "Nagasaki"),
    ("熊本県", "Kumamoto"),
    ("大分県", "Oita"),
    ("宮崎県", "Miyazaki"),
    ("鹿児島県", "Kagoshima"),
    ("沖縄県", "Okinawa"),
];

/// Which prefecture each spelling names.
static SPELLINGS: LazyLock<HashMap<String, Prefecture>> =
    LazyLock::new(|| Prefecture::all().flat_map(|prefecture| prefecture.keys().into_iter().map(move |key| (key, prefecture))).collect());

impl Prefecture {
    /// The prefecture of a JIS X 0401 code, 1 to 47.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        let &(japanese, english) = NAMES.get(usize::from(code.checked_sub(1)?))?;
        Some(Self { code, japanese, english })
    }

    /// The prefecture that a text names: with or without 都道府県, in Latin letters, or by its code (`13`, `01`, `1`).
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::input::Prefecture;
    /// for text in ["東京都", "東京", "Tokyo", "tokyo-to", "13", "１３"] {
    ///     assert_eq!(Prefecture::named(text).map(|p| (p.code(), p.japanese())), Some((13, "東京都")));
    /// }
    /// assert_eq!(Prefecture::named("東京都理学療法士会"), None);
    /// ```
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let key = key(text);
        if !key.is_empty() && key.len() <= 2 && key.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::from_code(key.parse().ok()?);
        }
        SPELLINGS.get(&key).copied()
    }

    /// All 47, in the order of their codes.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=47).filter_map(Self::from_code)
    }

    /// The code of JIS X 0401, 1 to 47.
    #[must_use]
    pub fn code(self) -> u8 {
        self.code
    }

    /// The Japanese name with its suffix, such as 東京都: the level under which a branch is kept.
    #[must_use]
    pub fn japanese(self) -> &'static str {
        self.japanese
    }

    /// The English name, such as Tokyo.
    #[must_use]
    pub fn english(self) -> &'static str {
        self.english
    }

    /// The keys of all spellings: the Japanese name with and without its suffix (北海道 has none to lose) and the English name with and
    /// without one.
    fn keys(self) -> Vec<String> {
        const SUFFIXES: [&str; 7] = ["", "ken", "to", "fu", "prefecture", "pref", "metropolis"];
        let english = self.english.to_ascii_lowercase();
        let short = if self.code == 1 { None } else { self.japanese.strip_suffix(['都', '府', '県']) };
        let latin = SUFFIXES.iter().map(|suffix| format!("{english}{suffix}"));
        latin.chain([self.japanese.to_owned()]).chain(short.map(str::to_owned)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_every_prefecture_names_it() {
        for prefecture in Prefecture::all() {
            let japanese = prefecture.japanese();
            let short = if prefecture.code() == 1 { japanese } else { japanese.strip_suffix(['都', '府', '県']).unwrap() };
            let code = format!("{:02}", prefecture.code());
            for text in [japanese, short, prefecture.english(), &prefecture.english().to_uppercase(), &code, &prefecture.code().to_string()]
            {
                assert_eq!(Prefecture::named(text), Some(prefecture), "{text}");
            }
        }
        assert_eq!(Prefecture::all().count(), 47);
    }

    #[test]
    fn kyoto_is_kyoto_fu_and_not_a_stub() {
        // 京都府 loses only its 府: "京都" must not be cut further.
        assert_eq!(Prefecture::named("京都").map(Prefecture::japanese), Some("京都府"));
        assert_eq!(Prefecture::named("京"), None);
    }

    #[test]
    fn what_is_no_prefecture_is_not_guessed() {
        for text in ["", "0", "48", "013", "東京支部", "北海", "Tokyo Bay", "Japan"] {
            assert_eq!(Prefecture::named(text), None, "{text}");
        }
    }
}
