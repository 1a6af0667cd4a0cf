//! Levels of a segment under construction: each different text is normalised once.

use super::plain_text::{is_nothing, plain};
use super::prefecture::Prefecture;
use super::settings::BranchLevels;
use crate::episode::SegmentColumn;
use std::collections::HashMap;

/// A segment and what the texts met so far stand for.
#[derive(Debug, Clone)]
pub(crate) struct LevelField {
    column: SegmentColumn,
    rule: BranchLevels,
    codes_of_texts: HashMap<Box<str>, u32>,
    codes_of_levels: HashMap<Box<str>, u32>,
}

impl LevelField {
    pub(crate) fn new(name: String, rule: BranchLevels) -> Self {
        let column = SegmentColumn { name, ..SegmentColumn::default() };
        Self { column, rule, codes_of_texts: HashMap::new(), codes_of_levels: HashMap::new() }
    }

    pub(crate) fn len(&self) -> usize {
        self.column.codes.len()
    }

    pub(crate) fn push_absent(&mut self) {
        self.column.codes.push(SegmentColumn::ABSENT);
    }

    pub(crate) fn push_text(&mut self, text: &str) {
        let code = match self.codes_of_texts.get(text) {
            Some(&code) => code,
            None => self.learn(text),
        };
        self.column.codes.push(code);
    }

    /// The code of a text met for the first time.
    fn learn(&mut self, text: &str) -> u32 {
        let written = plain(text);
        let prefecture = if self.rule == BranchLevels::Prefectures { Prefecture::named(&written) } else { None };
        let level: &str = match prefecture {
            Some(prefecture) => prefecture.japanese(),
            None => &written,
        };
        let code = match self.codes_of_levels.get(level) {
            _ if is_nothing(level) => SegmentColumn::ABSENT,
            Some(&code) => code,
            None => {
                let code = self.column.levels.len() as u32;
                self.column.levels.push(level.to_owned());
                self.codes_of_levels.insert(level.into(), code);
                code
            }
        };
        self.codes_of_texts.insert(text.into(), code);
        code
    }

    pub(crate) fn finish(self) -> SegmentColumn {
        self.column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(rule: BranchLevels, texts: &[&str]) -> SegmentColumn {
        let mut field = LevelField::new("branch".into(), rule);
        texts.iter().for_each(|text| field.push_text(text));
        field.finish()
    }

    #[test]
    fn spellings_of_one_prefecture_are_one_level() {
        let column = levels(BranchLevels::Prefectures, &["東京都", "東京", "13", "Tokyo", "", "日本理学療法士会", "大阪府"]);
        assert_eq!(column.levels, ["東京都", "日本理学療法士会", "大阪府"]);
        assert_eq!(column.codes, [0, 0, 0, 0, u32::MAX, 1, 2]);
    }

    #[test]
    fn numbers_of_the_associations_own_stay_as_written() {
        let column = levels(BranchLevels::AsWritten, &["13", "東京", "１３", "-"]);
        assert_eq!(column.levels, ["13", "東京"]);
        assert_eq!(column.codes, [0, 1, 0, u32::MAX]);
    }
}
