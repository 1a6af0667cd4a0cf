//! What a word in a column for the standing or for the end reason means, in Japanese and English.
//!
//! Words are compared by their key (no case, no width, no punctuation) and as a whole: `会費未納` is known, `未納の疑い` is not, and an
//! unknown word becomes an issue, never a guess.

use super::plain_text::{key, short_key};
use crate::episode::{EndReason, Standing};
use serde::{Deserialize, Serialize};

/// What a word for the standing says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandingWord {
    /// On the roll, in this standing.
    OnRoll(Standing),
    /// The membership is over (退会, expired).
    Ended,
    /// Not, or not yet, a member (非会員, pending).
    NotMember,
}

#[rustfmt::skip]
const ACTIVE: &[&str] = &[
    "正会員", "会員", "一般会員", "普通会員", "在籍", "在籍中", "在会", "在会中", "有効", "現会員", "現役", "継続", "継続中", "入会",
    "入会中", "入会済", "入会済み", "復会", "再入会", "active", "current", "member", "new", "renewed", "reinstated", "paid", "free",
    "invoiced", "live", "good", "goodstanding", "ingoodstanding", "valid", "enrolled", "approved",
];
#[rustfmt::skip]
const ON_LEAVE: &[&str] = &[
    "休会", "休会中", "休会員", "休会会員", "休会者", "休止", "休止中", "活動休止", "onleave", "leave", "leaveofabsence", "paused",
    "pause", "onhold", "hold", "sabbatical",
];
#[rustfmt::skip]
const SUSPENDED: &[&str] = &[
    "停止", "停止中", "資格停止", "会員資格停止", "会員資格停止中", "権利停止", "権利停止中", "会員権停止", "会費未納", "未納", "滞納",
    "会費滞納", "猶予", "猶予期間", "猶予期間中", "suspended", "suspension", "overdue", "inarrears", "arrears", "unpaid", "delinquent",
    "pastdue", "grace", "graceperiod", "ingrace",
];
#[rustfmt::skip]
const ENDED: &[&str] = &[
    "退会", "退会済", "退会済み", "退会者", "退会中", "脱退", "除名", "除籍", "死亡", "逝去", "物故", "資格喪失", "喪失", "元会員",
    "旧会員", "抹消", "登録抹消", "登録取消", "終了", "lapsed", "lapse", "expired", "cancelled", "canceled", "former", "formermember",
    "resigned", "terminated", "deceased", "dropped", "old", "archive", "archived", "withdrawn", "ended", "left", "closed", "expelled",
    "retired",
];
#[rustfmt::skip]
const NOT_MEMBER: &[&str] = &[
    "非会員", "未入会", "未加入", "申請中", "入会申請中", "申込中", "入会申込中", "手続中", "入会手続中", "承認待ち", "仮会員", "仮登録",
    "却下", "不承認", "pending", "pendingnew", "nonmember", "notamember", "applicant", "application", "applied", "waiting", "none",
    "disapproved", "rejected", "prospect", "sold",
];

/// What a word for the standing says; `None` when it is not known.
///
/// # Example
///
/// ```
/// use kaiin::{Standing, input::{StandingWord, standing_word}};
/// assert_eq!(standing_word("休会中"), Some(StandingWord::OnRoll(Standing::OnLeave)));
/// assert_eq!(standing_word("In good standing"), Some(StandingWord::OnRoll(Standing::Active)));
/// assert_eq!(standing_word("退会済"), Some(StandingWord::Ended));
/// assert_eq!(standing_word("おそらく会員"), None);
/// ```
#[must_use]
pub fn standing_word(word: &str) -> Option<StandingWord> {
    let lists = [
        (ACTIVE, StandingWord::OnRoll(Standing::Active)),
        (ON_LEAVE, StandingWord::OnRoll(Standing::OnLeave)),
        (SUSPENDED, StandingWord::OnRoll(Standing::Suspended)),
        (ENDED, StandingWord::Ended),
        (NOT_MEMBER, StandingWord::NotMember),
    ];
    look_up(&lists, word)
}

#[rustfmt::skip]
const VOLUNTARY: &[&str] = &[
    "任意退会", "任意", "自己都合", "自己都合退会", "本人希望", "本人申出", "本人の希望", "希望退会", "一身上の都合", "届出", "退会届",
    "退会届提出", "申出", "voluntary", "voluntarily", "resigned", "resignation", "ownrequest", "onrequest", "atownrequest",
    "memberrequest", "request", "personal", "quit",
];
#[rustfmt::skip]
const ARREARS: &[&str] = &[
    "会費滞納", "会費未納", "滞納", "未納", "会費未納退会", "会費滞納退会", "未納退会", "滞納退会", "会費未納による退会",
    "会費滞納による退会", "年会費未納", "年会費滞納", "会費未払い", "arrears", "duesarrears", "inarrears", "nonpayment",
    "nonpaymentofdues", "unpaid", "unpaiddues", "duesunpaid",
];
#[rustfmt::skip]
const DEATH: &[&str] = &[
    "死亡", "死亡退会", "死去", "逝去", "ご逝去", "物故", "物故者", "deceased", "death", "died", "dead",
];
#[rustfmt::skip]
const RETIREMENT: &[&str] = &[
    "廃業", "引退", "退職", "離職", "転職", "業務廃止", "廃止", "免許喪失", "免許取消", "免許返納", "資格喪失", "免許抹消", "定年",
    "定年退職", "closure", "closed", "closedpractice", "closureofpractice", "retired", "retirement", "leftprofession",
    "lefttheprofession", "licenselost", "licencelost", "lossoflicense", "lossoflicence", "licenserevoked", "licencerevoked",
];
#[rustfmt::skip]
const EXPELLED: &[&str] = &[
    "除名", "除籍", "懲戒", "懲戒除名", "懲戒処分", "処分", "expelled", "expulsion", "disciplinary",
];
#[rustfmt::skip]
const TRANSFERRED: &[&str] = &[
    "転出", "県外転出", "転居", "異動", "移動", "移籍", "転籍", "転会", "所属変更", "所属異動", "士会異動", "支部異動", "他県へ異動",
    "transferred", "transfer", "transferout", "moved", "movedaway", "relocated", "relocation", "branchtransfer", "changedbranch",
];
#[rustfmt::skip]
const UNKNOWN_ADDRESS: &[&str] = &[
    "所在不明", "住所不明", "宛先不明", "宛所不明", "連絡先不明", "連絡不能", "行方不明", "音信不通", "unknownaddress", "addressunknown",
    "lostcontact", "unreachable", "unlocatable", "returnedmail", "whereaboutsunknown", "lost",
];
#[rustfmt::skip]
const OTHER: &[&str] = &[
    "その他", "他", "その他の理由", "other", "others", "misc", "miscellaneous", "administrative", "admin",
];
#[rustfmt::skip]
const UNSTATED: &[&str] = &[
    "不明", "理由不明", "記載なし", "未記入", "未記載", "なし", "無し", "無", "unknown", "unstated", "notstated", "notgiven", "none",
    "na", "nan", "null",
];

/// What a word for the end reason says; `None` when it is not known.
///
/// # Example
///
/// ```
/// use kaiin::{EndReason, input::end_reason_word};
/// assert_eq!(end_reason_word("会費滞納"), Some(EndReason::Arrears));
/// assert_eq!(end_reason_word("Non-payment"), Some(EndReason::Arrears));
/// assert_eq!(end_reason_word("退職（定年）"), Some(EndReason::Retirement));
/// assert_eq!(end_reason_word("気分"), None);
/// ```
#[must_use]
pub fn end_reason_word(word: &str) -> Option<EndReason> {
    let lists = [
        (VOLUNTARY, EndReason::Voluntary),
        (ARREARS, EndReason::Arrears),
        (DEATH, EndReason::Death),
        (RETIREMENT, EndReason::Retirement),
        (EXPELLED, EndReason::Expelled),
        (TRANSFERRED, EndReason::Transferred),
        (UNKNOWN_ADDRESS, EndReason::UnknownAddress),
        (OTHER, EndReason::Other),
        (UNSTATED, EndReason::Unstated),
    ];
    look_up(&lists, word)
}

/// The meaning of a word: first with, then without what stands in parentheses.
fn look_up<T: Copy>(lists: &[(&[&str], T)], word: &str) -> Option<T> {
    let find = |key: String| lists.iter().find(|(words, _)| words.contains(&key.as_str())).map(|&(_, meaning)| meaning);
    find(key(word)).or_else(|| find(short_key(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_its_own_key_and_has_one_meaning() {
        let standing = [ACTIVE, ON_LEAVE, SUSPENDED, ENDED, NOT_MEMBER].concat();
        let reasons = [VOLUNTARY, ARREARS, DEATH, RETIREMENT, EXPELLED, TRANSFERRED, UNKNOWN_ADDRESS, OTHER, UNSTATED].concat();
        for words in [standing, reasons] {
            for (i, word) in words.iter().enumerate() {
                assert_eq!(key(word), *word);
                assert!(!words[..i].contains(word), "{word} twice");
            }
        }
    }

    #[test]
    fn the_stable_names_of_the_library_are_read_back() {
        for reason in EndReason::ALL {
            assert_eq!(end_reason_word(reason.name()), Some(reason));
        }
        for standing in Standing::ALL {
            assert_eq!(standing_word(standing.name()), Some(StandingWord::OnRoll(standing)));
        }
    }

    #[test]
    fn words_are_matched_whole() {
        assert_eq!(standing_word("会員ではない"), None);
        assert_eq!(end_reason_word("退会（その他）"), None);
        assert_eq!(end_reason_word("死亡（2024年）"), Some(EndReason::Death));
    }
}
