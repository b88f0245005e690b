//! Characters of one meaning in two shapes: old and new (國 国), names (髙 高). The old one reads as the new one.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Old and new, in turn: the tables of the Jōyō kanji, and the shapes that live on in names and addresses.
const PAIRS: &str = "亞亜惡悪壓圧圍囲醫医爲為壹壱逸逸稻稲飮飲隱隠榮栄營営衞衛驛駅圓円鹽塩緣縁艷艶應応歐欧毆殴櫻桜奧奥橫横溫温穩穏假仮價価禍禍畫画會会壞壊懷懐繪絵擴拡殼殻覺覚學学嶽岳樂楽渴渇鐮鎌勸勧卷巻寬寛歡歓罐缶觀観關関陷陥顏顔歸帰氣気龜亀僞偽戲戯犧犠舊旧據拠擧挙虛虚峽峡挾挟狹狭鄕郷堯尭曉暁區区驅駆勳勲薰薫徑径惠恵揭掲溪渓經経繼継莖茎螢蛍輕軽鷄鶏藝芸擊撃缺欠儉倹劍剣圈圏檢検權権獻献縣県險険顯顕驗験嚴厳效効廣広恆恒鑛鉱號号國国黑黒濟済碎砕齋斎劑剤雜雑參参慘惨棧桟蠶蚕贊賛殘残絲糸齒歯兒児辭辞濕湿實実舍舎寫写釋釈壽寿收収從従澁渋獸獣縱縦肅粛處処緖緒敍叙奬奨將将燒焼稱称證証乘乗剩剰壤壌孃嬢條条淨浄狀状疊畳讓譲釀醸囑嘱觸触寢寝愼慎晉晋眞真盡尽圖図粹粋醉酔隨随髓髄數数樞枢瀨瀬聲声靜静齊斉攝摂竊窃專専戰戦淺浅潛潜纖繊踐践錢銭禪禅雙双壯壮搜捜插挿曾曽爭争窗窓總総聰聡莊荘裝装騷騒增増臟臓藏蔵屬属續続墮堕體体對対帶帯滯滞臺台瀧滝擇択澤沢單単擔担膽胆團団彈弾斷断癡痴遲遅晝昼蟲虫鑄鋳廳庁聽聴敕勅鎭鎮遞逓鐵鉄轉転點点傳伝黨党盜盗燈灯當当鬭闘德徳獨独讀読屆届繩縄貳弐惱悩腦脳霸覇廢廃拜拝賣売麥麦發発髮髪拔抜蠻蛮祕秘濱浜甁瓶拂払佛仏竝並變変邊辺邉辺辨弁瓣弁辯弁舖舗穗穂寶宝萠萌豐豊飜翻槇槙萬万滿満默黙彌弥藥薬譯訳豫予餘余與与譽誉搖揺樣様謠謡遙遥來来賴頼亂乱覽覧龍竜兩両獵猟綠緑壘塁勵励禮礼隸隷靈霊齡齢戀恋爐炉勞労樓楼郞郎錄録灣湾髙高﨑崎嵜崎濵浜舘館冨富桒桑栁柳槗橋淸清靑青晴晴凜凛嶋島峯峰穐秋龝秋喆哲埜野祐祐禎禎鷗鴎賴頼橘橘葢蓋啓啓毎毎裏裏裡裏鄰隣鑒鑑疏疎劔剣劒剣劎剣斈学囘回厰廠囯国圀国凖準况況决決减減凉涼";

static NEW: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let all: Vec<char> = PAIRS.chars().collect();
    all.chunks_exact(2).filter(|pair| pair[0] != pair[1]).map(|pair| (pair[0], pair[1])).collect()
});

pub(crate) fn modern(c: char) -> char {
    NEW.get(&c).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_pairs_that_lead_to_an_end() {
        assert_eq!(PAIRS.chars().count() % 2, 0);
        for (old, new) in NEW.iter() {
            assert_eq!(modern(*new), *new, "{old} leads to {new}, which leads on");
        }
    }

    #[test]
    fn old_shapes_read_as_new_ones() {
        let read: String = "國學院 髙﨑 渡邊 廣澤 德川".chars().map(modern).collect();
        assert_eq!(read, "国学院 高崎 渡辺 広沢 徳川");
    }
}
