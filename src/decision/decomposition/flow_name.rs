//! What are the flows of an account called, and what do they count?

use super::account::RateAccount;
use crate::episode::EndReason;
use crate::language::Bilingual;

/// A flow by its stable name, with what it counts in both languages.
#[derive(Debug, Clone, Copy)]
pub(super) struct FlowName {
    name: &'static str,
    english: &'static str,
    japanese: &'static str,
    sign: i64,
}

pub(super) const JOINED: FlowName = came("joined", "persons who joined for the first time", "新規入会者");
pub(super) const NEW_COHORTS: FlowName =
    came("new_cohorts", "persons who joined by the end of the fiscal year of their licence", "免許取得年度内の入会者");
pub(super) const LATE_ENTRY: FlowName =
    came("late_entry", "persons of earlier licence cohorts who joined for the first time", "過年度免許取得者の新規入会者");
pub(super) const COHORT_UNKNOWN: FlowName =
    came("joined_cohort_unknown", "persons who joined and whose licence year is not known", "免許取得年度が不明の新規入会者");
pub(super) const REINSTATED: FlowName = came("reinstated", "persons who came back after a lapse", "再入会者");
pub(super) const PRESENT: FlowName =
    came("came_under_observation", "members who were so already when observation of them began", "期間中に把握を開始した既存会員");
pub(super) const TRANSFERRED_IN: FlowName = came("transferred_in", "members who came from another group", "他区分からの転入者");
pub(super) const LEFT: FlowName = went("left", "members who left, for any reason", "退会者（全理由）");
pub(super) const TRANSFERRED_OUT: FlowName = went("transferred_out", "members who went to another group", "他区分への転出者");
pub(super) const LEAVE: FlowName =
    went("leave", "members who went on leave less those who came back from it", "休会者の増加（復会者を除く）");
pub(super) const LEFT_ON_LEAVE: FlowName = came(
    "left_on_leave",
    "those among the leavers who were on leave and were no longer counted",
    "退会者のうち休会中の者（既に会員数に含まない）",
);
pub(super) const NEW_LICENSEES: FlowName = came("new_licensees", "new licence holders", "新規免許取得者");
pub(super) const LICENCE_HOLDERS: FlowName = came("licence_holders", "the change of the number of licence holders", "免許保有者数の増減");

const fn came(name: &'static str, english: &'static str, japanese: &'static str) -> FlowName {
    FlowName { name, english, japanese, sign: 1 }
}

const fn went(name: &'static str, english: &'static str, japanese: &'static str) -> FlowName {
    FlowName { name, english, japanese, sign: -1 }
}

impl FlowName {
    /// The account with this flow of members.
    pub(super) fn add_to(self, account: RateAccount, persons: i64) -> RateAccount {
        account.flow_in(self.name, Bilingual::new(self.english, self.japanese), self.sign * persons)
    }

    /// The account with this flow of licence holders.
    pub(super) fn add_licences_to(self, account: RateAccount, persons: i64) -> RateAccount {
        account.new_licensees_in(self.name, Bilingual::new(self.english, self.japanese), self.sign * persons)
    }
}

/// Leavers of one reason.
pub(super) fn reason_words(reason: EndReason) -> Bilingual {
    let title = reason.title();
    Bilingual::new(format!("members who left: {}", title.english), format!("退会者：{}", title.japanese))
}

/// The stable name and the words of leavers in a band of fiscal years since joining, of which the last year may be open.
pub(super) fn tenure_name(first: u32, last: Option<u32>) -> (String, Bilingual) {
    let years = |first: u32| if first == 1 { "1 fiscal year".to_owned() } else { format!("{first} fiscal years") };
    match last {
        Some(0) => ("left_tenure_0".into(), Bilingual::new("members who left in the fiscal year of joining", "入会年度内の退会者")),
        Some(last) if last == first => {
            let words =
                Bilingual::new(format!("members who left {} after that of joining", years(first)), format!("入会{first}年後の退会者"));
            (format!("left_tenure_{first}"), words)
        }
        Some(last) => {
            let english = format!("members who left {first} to {last} fiscal years after that of joining");
            (format!("left_tenure_{first}_{last}"), Bilingual::new(english, format!("入会{first}～{last}年後の退会者")))
        }
        None => {
            let english = format!("members who left {} or more after that of joining", years(first));
            (format!("left_tenure_{first}_plus"), Bilingual::new(english, format!("入会{first}年以上後の退会者")))
        }
    }
}
