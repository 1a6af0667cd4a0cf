//! What a column is for, by its header, in Japanese and English.
//!
//! A header is compared by its key (no case, no width, no punctuation), first with and then without what stands in parentheses, and as
//! a whole. Words that mean two things are left out on purpose: a caller maps them ([`ColumnMapping`](super::ColumnMapping)).

use super::plain_text::{key, short_key};
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! roles {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal [$($word:literal),* $(,)?];)+) => {
        /// What a column of a register of members is for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Role { $($(#[doc = $doc])+ $variant,)+ }

        impl Role {
            /// All roles.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The keys of the headers that stand for it.
            #[must_use]
            pub fn words(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($word),*],)+ }
            }
        }
    };
}

roles! {
    /// Key of the person (会員番号).
    Person = "person" [
        "会員番号", "会員no", "会員id", "会員コード", "会員整理番号", "会員管理番号", "会員登録番号", "会員", "個人id", "個人コード",
        "memberid", "memberno", "membernumber", "membernum", "memberkey", "membercode", "member", "personid", "personkey", "person",
        "contactid", "partnerid", "partner", "constituentid", "customerid", "imisid", "svcmemberid", "id",
    ];
    /// First day of the membership or of the stretch that the row describes (入会日).
    Start = "start" [
        "入会日", "入会年月日", "入会日付", "入会承認日", "入会承認年月日", "加入日", "加入年月日", "開始日", "在籍開始日", "会員開始日", "会員期間開始日",
        "joindate", "joineddate", "joiningdate", "joindt", "joined", "joinedon", "datejoined", "dateofjoining", "start", "startdate", "starton", "startedon",
        "datefrom", "fromdate", "validfrom", "membersince", "membersincedate", "membershipstart", "membershipstartdate", "admissiondate",
        "admitted", "entrydate",
    ];
    /// The end (退会日): the first day no longer a member, or the last day, as the settings say.
    End = "end" [
        "退会日", "退会年月日", "退会日付", "退会承認日", "退会承認年月日", "終了日", "在籍終了日", "脱退日", "脱退年月日", "喪失日", "資格喪失日", "資格喪失年月日",
        "leavedate", "leavingdate", "leftdate", "lefton", "dateleft", "left", "end", "enddate", "endon", "endedon", "exitdate", "resignationdate", "resigndate",
        "resignedon", "terminationdate", "terminatedon", "lapsedate", "lapsedon", "cancellationdate", "canceldate", "datecancel", "cancelledon",
        "membershipend", "membershipenddate",
    ];
    /// The last day of the membership, itself included (有効期限). Used only where no column stands for the end.
    LastDay = "last_day" [
        "有効期限", "有効期間終了日", "会員期間終了日", "会員有効期限", "会員資格有効期限", "在籍最終日", "最終在籍日",
        "expirydate", "expirationdate", "expiredate", "expiredt", "expires", "expireson", "expiry", "membershipexpirydate", "paidthrough", "paidthru",
        "paiduntil", "validuntil", "validto", "dateto", "todate", "lastday",
    ];
    /// The day from which the member was under observation, where the start is not known or lies before the record.
    ObservedFrom = "observed_from" ["観察開始日", "記録開始日", "observedfrom", "observationstart", "presentatstartofrecord", "recordstart"];
    /// The standing during the stretch that the row describes.
    Standing = "standing" ["standing", "期間中の状態", "在籍区分", "異動後の状態"];
    /// The standing on the day of the extract (状態): a member who left has "left" here although the row describes the membership.
    StatusNow = "status_now" [
        "statusnow", "状態", "会員状態", "会員ステータス", "ステータス", "在籍状況", "在籍状態", "会員状況", "現在の状態",
        "status", "memberstatus", "membershipstatus", "currentstatus", "state", "membershipstate", "statusdetail",
    ];
    /// Why the membership ended (退会理由).
    EndReason = "end_reason" [
        "退会理由", "退会事由", "退会区分", "脱退理由", "喪失事由", "資格喪失事由", "異動事由",
        "endreason", "leavereason", "leavingreason", "reasonforleaving", "exitreason", "exittype", "cancellationreason", "cancelreason",
        "terminationreason", "lapsereason", "resignationreason", "reason",
    ];
    /// Day of the licence (免許取得日).
    Licensed = "licensed" [
        "免許取得日", "免許取得年月日", "免許登録日", "免許登録年月日", "免許年月日", "免許日", "資格取得日", "資格取得年月日",
        "licensed", "licensedate", "licencedate", "licensedon", "licencedon", "datelicensed", "licenseissued", "licenceissued", "qualificationdate",
        "qualifiedon",
    ];
    /// Fiscal year of the licence cohort (免許取得年度).
    LicenceCohort = "licence_cohort" [
        "免許取得年度", "免許年度", "免許登録年度", "資格取得年度", "licencecohort", "licensecohort", "licenceyear", "licenseyear", "licencefiscalyear",
        "licensefiscalyear", "cohort",
    ];
    /// Day of birth (生年月日).
    Born = "born" ["生年月日", "誕生日", "生日", "birthdate", "dateofbirth", "birthday", "dob", "born"];
    /// First day of a leave of absence (休会開始日).
    LeaveStart = "leave_start" [
        "休会開始日", "休会開始年月日", "休会開始", "休会日", "休会年月日", "leavestart", "leavestartdate", "leaveofabsencestart", "pausestart", "onleavefrom",
        "onleavesince",
    ];
    /// The end of a leave of absence (休会終了日): its last day, or the first day back, as the settings say.
    LeaveEnd = "leave_end" [
        "休会終了日", "休会終了年月日", "休会終了", "休会満了日", "休会期限", "leaveend", "leaveenddate", "leaveofabsenceend", "pauseend", "onleaveuntil",
    ];
    /// The first day back from a leave of absence (復会日).
    LeaveReturn = "leave_return" ["復会日", "復会年月日", "復帰日", "休会解除日", "returndate", "returnedon", "leavereturn", "returnfromleave"];
    /// Branch (所属): kept as the segment `branch`, prefectures under their Japanese names.
    Branch = "branch" [
        "所属士会", "士会", "士会名", "都道府県", "都道府県名", "都道府県コード", "都道府県士会", "所属都道府県", "支部", "支部名", "所属支部", "所属", "所属会",
        "単位会", "所属単位会", "branch", "branchname", "chapter", "prefecture", "prefecturename", "prefecturecode", "pref", "prefcode", "jiscode",
    ];
    /// Class of membership (会員区分): kept as the segment `class`.
    Class = "class" [
        "会員区分", "会員種別", "会員種類", "会員資格", "会員クラス", "class", "membershipclass", "memberclass", "membershiptype", "membertype",
        "membershipcategory", "membercategory", "membershiplevel", "grade", "membergrade",
    ];
    /// Sex (性別): kept as the segment `sex`.
    Sex = "sex" ["性別", "sex", "gender"];
}

impl Role {
    /// The role that a header stands for; `None` when it is not in the vocabulary.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::input::Role;
    /// assert_eq!(Role::of_header("入会日（西暦）"), Some(Role::Start));
    /// assert_eq!(Role::of_header("Join_Date"), Some(Role::Start));
    /// assert_eq!(Role::of_header("氏名"), None);
    /// ```
    #[must_use]
    pub fn of_header(header: &str) -> Option<Self> {
        let find = |key: String| Self::ALL.iter().copied().find(|role| role.words().contains(&key.as_str()));
        find(key(header)).or_else(|| find(short_key(header)))
    }

    /// The role of a stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.name() == name)
    }

    /// The segment under which the column is kept, for roles that are one.
    #[must_use]
    pub fn segment(self) -> Option<&'static str> {
        matches!(self, Self::Branch | Self::Class | Self::Sex).then(|| self.name())
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_word_is_its_own_key_and_stands_for_one_role() {
        let mut seen: BTreeMap<&str, Role> = BTreeMap::new();
        for &role in Role::ALL {
            for word in role.words() {
                assert_eq!(key(word), *word);
                assert_eq!(seen.insert(word, role), None, "{word} twice");
            }
        }
    }

    #[test]
    fn names_of_roles_are_headers_of_their_own() {
        for &role in Role::ALL {
            assert_eq!(Role::of_header(role.name()), Some(role));
        }
    }
}
