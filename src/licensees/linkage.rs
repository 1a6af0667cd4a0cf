//! Who is in both registers, and who in only one of them?

use super::stored::StoredLinkage;
use crate::error::Result;
use crate::input::{Action, Issue, IssueCode};
use crate::table::{Table, Values};
use serde::{Deserialize, Serialize};

/// The register of licence holders linked to the members by key (名簿の突合).
///
/// A member who is not among the licence holders is most often a key written in another way (leading zeros, spaces): see
/// [`alike`](Self::alike). A licence holder who is not among the members has never joined, or has joined under another key.
///
/// # Properties
///
/// `matched + unmatched_members` is the number of different member keys, `matched + unmatched_licensees` the number of licence holders.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "StoredLinkage")]
pub struct Linkage {
    /// How many keys are in both.
    pub matched: u64,
    /// The keys of members who are not among the licence holders, sorted.
    pub unmatched_members: Vec<String>,
    /// The keys of licence holders who are not among the members, sorted.
    pub unmatched_licensees: Vec<String>,
}

impl Linkage {
    /// Pairs of an unmatched member and an unmatched licence holder whose keys are the same when white space, hyphens, leading zeros,
    /// full-width forms and the case of letters are ignored. They are not linked: correct the keys first.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::licensees::Linkage;
    /// let linkage = Linkage { matched: 0, unmatched_members: vec!["１２".into()], unmatched_licensees: vec!["0012".into(), "7".into()] };
    /// assert_eq!(linkage.alike(), [("１２", "0012")]);
    /// ```
    #[must_use]
    pub fn alike(&self) -> Vec<(&str, &str)> {
        let mut plain: Vec<(String, &str)> = self.unmatched_licensees.iter().map(|key| (plain(key), key.as_str())).collect();
        plain.sort_unstable();
        let find = |key: &str| {
            let wanted = self::plain(key);
            let at = plain.partition_point(|(known, _)| *known < wanted);
            plain.get(at).filter(|(known, _)| *known == wanted).map(|(_, licensee)| *licensee)
        };
        self.unmatched_members.iter().filter_map(|member| Some((member.as_str(), find(member)?))).collect()
    }

    /// An issue for each member who is not among the licence holders.
    #[must_use]
    pub fn issues(&self) -> Vec<Issue> {
        let issue = |key: &String| Issue {
            row: None,
            code: IssueCode::UnmatchedMember,
            action: Action::Kept,
            person: Some(key.clone()),
            column: None,
            value: None,
        };
        self.unmatched_members.iter().map(issue).collect()
    }

    /// One row an unmatched key: `side` (`member` or `licensee`) and `key`; members first.
    ///
    /// # Errors
    ///
    /// None in practice: the columns have one length.
    pub fn to_table(&self) -> Result<Table> {
        let of = |side: &str, keys: &[String]| keys.iter().map(|key| (Some(side.to_owned()), Some(key.clone()))).collect::<Vec<_>>();
        let rows = [of("member", &self.unmatched_members), of("licensee", &self.unmatched_licensees)].concat();
        let (sides, keys) = rows.into_iter().unzip();
        Table::new("linkage").with("side", Values::Texts(sides))?.with("key", Values::Texts(keys))
    }
}

/// A key without the differences that typing makes.
fn plain(key: &str) -> String {
    let half_width = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - '！' as u32 + '!' as u32).unwrap_or(c),
        _ => c,
    };
    let kept = key.chars().map(half_width).filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '−' | '–'));
    let text: String = kept.flat_map(char::to_lowercase).collect();
    text.trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_are_listed_members_first() {
        let linkage = Linkage { matched: 3, unmatched_members: vec!["x".into()], unmatched_licensees: vec!["a".into(), "b".into()] };
        let table = linkage.to_table().unwrap();
        assert_eq!(table.rows(), 3);
        assert_eq!([0, 1, 2].map(|row| table.column("side").unwrap().text(row)), ["member", "licensee", "licensee"]);
        assert_eq!([0, 1, 2].map(|row| table.column("key").unwrap().text(row)), ["x", "a", "b"]);
        assert_eq!(linkage.issues().len(), 1);
    }

    #[test]
    fn alike_keys_differ_only_in_typing() {
        for (a, b) in [("0012", "12"), ("ａ‐１", "A1"), (" 7", "7"), ("000", "0")] {
            assert_eq!(plain(a), plain(b));
        }
        assert_ne!(plain("120"), plain("12"));
    }
}
