//! Which measures do associations take? The 57 of the catalogue, as data.
//!
//! Each row is checked when the crate is compiled: an audience, lever or incentive that does not exist is a compile error. The assignments
//! are judgements of what a measure would work through, if it works; no effect sizes are given, because none are known.

use super::classification::{Action, Audience, Incentive};
use super::measure::Measure;
use crate::decision::Lever;
use crate::language::Bilingual;

use Action::{Measures, NoLever};
use Audience::{Branches, CurrentMembers, LapsedMembers, Leadership, NewLicensees};
use Incentive::{Both, Monetary, NonMonetary};

/// English name, Japanese name, audience, first action, second action, incentive.
type Row = (&'static str, &'static str, Audience, Action, Option<Action>, Incentive);

const ENTRY: Action = Action::Moves(Lever::Entry);
const LATE: Action = Action::Moves(Lever::LateEntry);
const LAPSE: Action = Action::Moves(Lever::Lapse);
const LEAVE_TAKEN: Action = Action::Moves(Lever::LeaveTaken);
const LEAVE_END: Action = Action::Moves(Lever::LeaveEnd);
const RETURN: Action = Action::Moves(Lever::Reinstatement);
const INFLOW: Action = Action::Moves(Lever::LicenceInflow);

/// The measures M01 to M57, in this order.
#[rustfmt::skip] // one row a line
const ROWS: [Row; 57] = [
    ("Campaign on what membership is worth", "会員になる価値を伝える広報", NewLicensees, ENTRY, Some(LAPSE), NonMonetary),
    ("Clear mission, brand and outside accreditation", "理念・ブランドの明確化と第三者認証", NewLicensees, ENTRY, Some(LAPSE), NonMonetary),
    ("Stories of members' careers", "会員の活躍事例の紹介", NewLicensees, ENTRY, Some(LATE), NonMonetary),
    ("Discount and perks for new graduates", "新卒者向けの割引・特典", NewLicensees, ENTRY, Some(LAPSE), Monetary),
    ("Entrance fee waived for whoever joins", "入会金の免除（期間限定・対象者不問）", NewLicensees, LATE, Some(RETURN), Monetary),
    ("Joining in one step, and a good first year", "入会手続きの簡素化と入会直後の体験改善", NewLicensees, ENTRY, Some(LATE), NonMonetary),
    ("Welcome event", "新入会員の歓迎会", NewLicensees, ENTRY, Some(LAPSE), NonMonetary),
    ("Information for those who passed the examination", "国家試験合格者への入会案内", NewLicensees, ENTRY, None, NonMonetary),
    ("Scholarships and grants", "奨学金・助成金", NewLicensees, ENTRY, Some(INFLOW), Monetary),
    ("Ambassadors", "入会を呼びかけるアンバサダー", NewLicensees, ENTRY, Some(LATE), NonMonetary),
    ("Members recommend the association, unpaid", "会員による自発的な紹介・発信", CurrentMembers, ENTRY, Some(LATE), NonMonetary),
    ("Reward for introducing a new member", "新入会員の紹介への謝礼", CurrentMembers, ENTRY, Some(LATE), Monetary),
    ("Help with preparing for the examination", "国家試験の受験対策支援", NewLicensees, INFLOW, Some(ENTRY), NonMonetary),
    ("Local contact with licence holders who have not joined", "地域での未入会有資格者への働きかけ", Branches, LATE, Some(RETURN), NonMonetary),
    ("Mentors for new and young members", "新人・若手会員へのメンター制度", NewLicensees, LAPSE, Some(ENTRY), NonMonetary),
    ("Programme for members in their twenties", "20代会員向けの企画", CurrentMembers, LAPSE, Some(LATE), NonMonetary),
    ("Continuing education", "生涯学習・研修", CurrentMembers, LAPSE, Some(ENTRY), NonMonetary),
    ("Workshops and materials made by members", "会員が企画する勉強会・教材", CurrentMembers, LAPSE, None, NonMonetary),
    ("Networking events", "会員どうしの交流会", CurrentMembers, LAPSE, None, NonMonetary),
    ("Talks by well-known experts", "著名な専門家の講演会", CurrentMembers, LAPSE, Some(LATE), NonMonetary),
    ("Information and discounts for members only", "会員限定の情報・割引", CurrentMembers, LAPSE, Some(ENTRY), Both),
    ("Online community", "会員のオンライン交流の場", CurrentMembers, LAPSE, None, NonMonetary),
    ("Help with renewing the licence", "資格更新の手続き支援", CurrentMembers, LAPSE, None, NonMonetary),
    ("Programme for retired members", "退職した会員向けの企画", CurrentMembers, LAPSE, Some(LEAVE_TAKEN), NonMonetary),
    ("Regional study and social meetings", "地域ごとの研修会・懇親会", Branches, LAPSE, Some(LATE), NonMonetary),
    ("Partnerships that bring benefits to members", "会員に利点をもたらす団体・企業との提携", Leadership, LAPSE, None, Both),
    ("Online training", "オンライン研修", CurrentMembers, LAPSE, Some(LEAVE_END), NonMonetary),
    ("Career advice and support", "キャリア相談・支援", CurrentMembers, LAPSE, Some(ENTRY), NonMonetary),
    ("Flat monthly fee", "会費の月額定額制", CurrentMembers, LAPSE, Some(ENTRY), Monetary),
    ("Support for members' own projects", "会員の自主企画への支援", CurrentMembers, LAPSE, None, Both),
    ("Outside links and projects for society", "外部団体との連携・社会貢献事業", Leadership, NoLever, Some(LAPSE), NonMonetary),
    ("Lobbying for the profession", "職能のための政策提言", Leadership, NoLever, Some(INFLOW), NonMonetary),
    ("Taking part and volunteering", "活動・行事への参加とボランティア", CurrentMembers, LAPSE, None, NonMonetary),
    ("Posts of responsibility for active members", "活動的な会員の役職登用", CurrentMembers, LAPSE, None, NonMonetary),
    ("Points for activity", "活動に応じたポイント付与", CurrentMembers, LAPSE, None, Monetary),
    ("Discounts and free places for active members", "活動的な会員への割引・無料招待", CurrentMembers, LAPSE, None, Monetary),
    ("Awards", "表彰", CurrentMembers, LAPSE, None, NonMonetary),
    ("First choice of places and access to experts for active members", "活動的な会員の優先受講・専門家との面談", CurrentMembers, LAPSE, None, NonMonetary),
    ("Portraits in the association's own media", "機関誌・公式媒体での会員紹介", CurrentMembers, LAPSE, Some(ENTRY), NonMonetary),
    ("Work experience in projects", "事業に加わる実務経験の機会", CurrentMembers, LAPSE, None, NonMonetary),
    ("Reward for suggestions that are adopted", "採用された提案への報奨", CurrentMembers, LAPSE, Some(Measures), Both),
    ("Goods for members only", "会員限定の記念品・グッズ", CurrentMembers, LAPSE, None, Monetary),
    ("Renewal campaign with perks", "継続手続きの特典キャンペーン", CurrentMembers, LAPSE, None, Monetary),
    ("Approach to groups with a low rate", "加入率の低い層への重点的な働きかけ", CurrentMembers, LAPSE, Some(LATE), NonMonetary),
    ("Open finances and decisions", "財務・意思決定の公開", Leadership, LAPSE, None, NonMonetary),
    ("Frequent direct news to members", "会員への直接・定期的な情報発信", CurrentMembers, LAPSE, None, NonMonetary),
    ("Acting on feedback, and showing it", "意見の反映とその結果の公表", Leadership, LAPSE, Some(Measures), NonMonetary),
    ("Regular dialogues, small and online", "定期的な少人数・オンラインの対話会", Branches, LAPSE, Some(Measures), NonMonetary),
    ("Winning back after asking why members left", "退会理由の分析にもとづく復帰の呼びかけ", LapsedMembers, RETURN, Some(Measures), NonMonetary),
    ("Incentive for coming back", "再入会の優遇", LapsedMembers, RETURN, None, Monetary),
    ("Surveys of members and leavers", "会員・退会者への調査", CurrentMembers, Measures, None, Incentive::None),
    ("Asking new members", "新入会員への聞き取り", NewLicensees, Measures, Some(LAPSE), Incentive::None),
    ("Recording and evaluating what branches do", "支部の取り組みの記録と評価", Branches, Measures, None, Incentive::None),
    ("Sharing practice between branches", "支部間での取り組みの共有", Branches, NoLever, Some(LAPSE), Both),
    ("Mentors, money and people for branches", "支部への助言・資金・人材の支援", Branches, LAPSE, Some(ENTRY), Both),
    ("Delegates: their role, choice, training and meetings", "代議員の役割・選出・研修・会合の見直し", Leadership, NoLever, None, NonMonetary),
    ("Strategy, renewal of the leadership, outside advice", "長期戦略・執行部の刷新・外部助言", Leadership, NoLever, None, NonMonetary),
];

/// The shipped measures.
pub(super) fn shipped() -> impl Iterator<Item = Measure> {
    ROWS.into_iter().enumerate().map(|(at, (english, japanese, audience, action, second, incentive))| Measure {
        id: format!("M{:02}", at + 1),
        name: Bilingual::new(english, japanese),
        audience,
        action,
        second,
        incentive,
    })
}
