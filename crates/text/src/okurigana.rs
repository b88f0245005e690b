//! Words of Japanese that are written with more or fewer kana between their kanji: 問い合わせ, 問合せ, 問合わせ.

/// Spellings of one word, the fullest first. Longer families stand before those they contain.
const FAMILIES: &[&[&str]] = &[
    &["問い合わせ", "問い合せ", "問合わせ", "問合せ"],
    &["打ち合わせ", "打ち合せ", "打合わせ", "打合せ"],
    &["見積もり", "見積り", "見積"],
    &["申し込み", "申込み", "申込"],
    &["払い戻し", "払戻し", "払戻"],
    &["取り消し", "取消し", "取消"],
    &["取り扱い", "取扱い", "取扱"],
    &["取り付け", "取付け", "取付"],
    &["取り替え", "取替え", "取替"],
    &["受け取り", "受取り", "受取"],
    &["受け付け", "受付け", "受付"],
    &["引き落とし", "引き落し", "引落とし", "引落し", "引落"],
    &["引き換え", "引換え", "引換"],
    &["振り込み", "振込み", "振込"],
    &["振り替え", "振替え", "振替"],
    &["支払い", "支払"],
    &["手続き", "手続"],
    &["売り上げ", "売上げ", "売上"],
    &["組み立て", "組立て", "組立"],
    &["貸し出し", "貸出し", "貸出"],
    &["立ち上げ", "立上げ"],
    &["切り替え", "切替え", "切替"],
    &["入れ替え", "入替え", "入替"],
    &["割り引き", "割引き", "割引"],
    &["買い物", "買物"],
    &["締め切り", "締切り", "締切", "〆切り", "〆切"],
    &["届け出", "届出"],
    &["書き込み", "書込み", "書込"],
    &["読み込み", "読込み", "読込"],
    &["繰り返し", "繰返し"],
    &["積み立て", "積立て", "積立"],
    &["呼び出し", "呼出し", "呼出"],
    &["差し替え", "差替え", "差替"],
    &["付け替え", "付替え"],
    &["持ち帰り", "持帰り"],
    &["行き違い", "行違い"],
    &["送り状", "送状"],
    &["預かり", "預り"],
    &["終わり", "終り"],
    &["変わる", "変る"],
];

/// Ways in which a folded word may be written, itself first; a few at most.
pub fn spellings(word: &str) -> Vec<String> {
    let mut all = vec![word.to_owned()];
    for family in FAMILIES {
        let found = family.iter().find(|way| word.contains(**way)).copied();
        if let Some(found) = found {
            all.extend(family.iter().filter(|way| **way != found).map(|way| word.replacen(found, way, 1)));
            break;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_between_kanji_come_and_go() {
        assert_eq!(spellings("見積書"), ["見積書", "見積もり書", "見積り書"]);
        assert!(spellings("問合せ先").contains(&"問い合わせ先".to_owned()));
        assert_eq!(spellings("猫"), ["猫"]);
    }

    #[test]
    fn families_are_written_as_texts_are_folded() {
        for way in FAMILIES.iter().copied().flatten() {
            assert_eq!(crate::folded(way), **way);
        }
    }
}
