//! Branches: how a nation's members are spread over its prefectural associations (都道府県士会).

/// Name and weight of the 47 branches in the order of their JIS codes 01 to 47: members of the Japanese Physical Therapy
/// Association by prefecture in fiscal 2001, 24,683 in all.
///
/// Source: figures published at <https://reha-ibaraki.jp/EX-SITE/ptotst_ranking/zoukaritu_2.html> (facts; 37 of them agree with a
/// second page of the same publisher).
#[rustfmt::skip]
pub(super) const PREFECTURES: [(&str, u32); 47] = [
    ("北海道", 1172), ("青森県", 250), ("岩手県", 264), ("宮城県", 323), ("秋田県", 190), ("山形県", 202), ("福島県", 288), ("茨城県", 322),
    ("栃木県", 254), ("群馬県", 337), ("埼玉県", 790), ("千葉県", 665), ("東京都", 1673), ("神奈川県", 1204), ("新潟県", 417), ("富山県", 213),
    ("石川県", 303), ("福井県", 215), ("山梨県", 205), ("長野県", 530), ("岐阜県", 412), ("静岡県", 621), ("愛知県", 1362), ("三重県", 329),
    ("滋賀県", 236), ("京都府", 454), ("大阪府", 1744), ("兵庫県", 1001), ("奈良県", 236), ("和歌山県", 335), ("鳥取県", 153), ("島根県", 174),
    ("岡山県", 518), ("広島県", 764), ("山口県", 307), ("徳島県", 366), ("香川県", 267), ("愛媛県", 506), ("高知県", 472), ("福岡県", 1419),
    ("佐賀県", 248), ("長崎県", 561), ("熊本県", 666), ("大分県", 361), ("宮崎県", 333), ("鹿児島県", 609), ("沖縄県", 412),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefectures_add_up_to_the_published_total() {
        assert_eq!(PREFECTURES.iter().map(|(_, members)| members).sum::<u32>(), 24_683);
        assert_eq!((PREFECTURES[0].0, PREFECTURES[12].0, PREFECTURES[46].0), ("北海道", "東京都", "沖縄県"));
    }
}
