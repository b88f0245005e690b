// The signs people answer with, by the words they think of, in English and in Japanese; the first is shown.
export const emoji: [sign: string, english: string, japanese: string][] = [
  ['🙂', 'smile happy', '笑顔 えがお にこにこ'], ['😀', 'grin happy', '笑顔 えがお うれしい'], ['😊', 'blush smile', 'にっこり 笑顔 えがお 照れ てれ'], ['😉', 'wink', 'ウインク'],
  ['😅', 'sweat relief', '汗 あせ ひやあせ 苦笑い にがわらい'], ['😂', 'joy laugh', '大笑い おおわらい 笑い わらい'], ['🤔', 'thinking', '考え中 かんがえちゅう うーん'], ['😕', 'confused', '困った こまった 困惑 こんわく'],
  ['🙁', 'sad frown', '残念 ざんねん 悲しい かなしい'], ['😢', 'cry sad', '泣く なく 涙 なみだ 悲しい かなしい'], ['😮', 'wow surprised', 'びっくり 驚き おどろき'], ['😎', 'cool sunglasses', 'かっこいい サングラス'],
  ['🤝', 'handshake deal', '握手 あくしゅ 合意 ごうい'], ['🙏', 'please thanks pray', 'お願い おねがい ありがとう 感謝 かんしゃ'], ['👍', 'thumbsup yes ok', 'いいね グッド 了解 りょうかい はい'], ['👎', 'thumbsdown no', 'よくない いいえ'],
  ['👏', 'clap bravo', '拍手 はくしゅ'], ['🙌', 'hooray raised', '万歳 ばんざい やった'], ['👋', 'wave hello bye', 'こんにちは 手を振る てをふる さようなら'], ['💪', 'strong muscle', '頑張る がんばる 力こぶ ちからこぶ'],
  ['👀', 'eyes look', '目 め 確認中 かくにんちゅう 見る みる'], ['🙇', 'bow sorry', 'お辞儀 おじぎ 謝罪 しゃざい 申し訳ない もうしわけない ごめんなさい'], ['✅', 'check done', '完了 かんりょう チェック 済み ずみ'], ['❌', 'cross no', 'バツ だめ 不可 ふか'],
  ['⚠️', 'warning', '注意 ちゅうい 警告 けいこく'], ['❗', 'important exclamation', '重要 じゅうよう 感嘆符 かんたんふ'], ['❓', 'question', '質問 しつもん 疑問 ぎもん はてな'], ['💡', 'idea bulb', 'ひらめき 電球 でんきゅう アイデア'],
  ['🔥', 'fire hot', '火 ひ 炎 ほのお'], ['🎉', 'party tada', 'お祝い おいわい おめでとう クラッカー'], ['🎁', 'gift present', 'プレゼント 贈り物 おくりもの'], ['⭐', 'star', '星 ほし スター'],
  ['❤️', 'heart love', 'ハート 愛 あい'], ['💙', 'blueheart', '青いハート あおいはーと'], ['🚀', 'rocket launch', 'ロケット 公開 こうかい'], ['⏰', 'clock alarm', '目覚まし めざまし 時計 とけい 時間 じかん'],
  ['⏳', 'hourglass wait', '砂時計 すなどけい 待つ まつ'], ['📅', 'calendar date', 'カレンダー 日付 ひづけ 予定 よてい'], ['📎', 'paperclip attach', 'クリップ 添付 てんぷ'], ['📄', 'page document', '書類 しょるい 文書 ぶんしょ'],
  ['📦', 'package parcel', '荷物 にもつ 箱 はこ 小包 こづつみ'], ['🚚', 'truck delivery', '配送 はいそう 配達 はいたつ トラック'], ['💳', 'card payment', 'カード 支払い しはらい 決済 けっさい'], ['💴', 'yen money', 'お金 おかね 円 えん'],
  ['🧾', 'receipt invoice', '領収書 りょうしゅうしょ レシート 請求書 せいきゅうしょ'], ['📞', 'phone call', '電話 でんわ'], ['📧', 'email mail', 'メール'], ['🔑', 'key', '鍵 かぎ'],
  ['🔒', 'lock secure', '施錠 せじょう ロック 安全 あんぜん'], ['🔧', 'wrench fix', '修理 しゅうり 工具 こうぐ 設定 せってい'], ['🐛', 'bug', 'バグ 虫 むし 不具合 ふぐあい'], ['🆕', 'new', '新着 しんちゃく 新しい あたらしい'],
  ['🔗', 'link', 'リンク'], ['🌸', 'blossom', '桜 さくら 花 はな'], ['☕', 'coffee', 'コーヒー 休憩 きゅうけい'], ['🍵', 'tea', 'お茶 おちゃ'],
];
