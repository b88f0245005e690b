# 満足度：依頼者への質問、回答、表示。

stars-1 = とても不満
stars-2 = 不満
stars-3 = どちらでもない
stars-4 = 満足
stars-5 = とても満足
rating-stars = 星{ $x }つ（5段階）：{ $said }
rating-title = 対応はいかがでしたか
rating-how = 今回の対応にどのくらい満足されましたか
rating-choose = 星1つから5つまででお選びください
rating-comment = よかった点、改善してほしい点
rating-send = 評価を送信
rating-change = 評価を変更
rating-yours = お客様の評価
rating-thanks = ありがとうございました
rating-thanks-text = 評価を受け付けました。このページで変更することもできます。
rating-panel = 満足度
rating-answered-by = 最後に返信した担当者：{ $x }

letter-rating = お問い合わせ（受付番号 #{ $x }）の対応が完了しました。今回の対応にどのくらい満足されましたか。
letter-rating-next = 下からお選びください。開いたページでコメントを添えて送信できます。送信ボタンを押すまで何も送られません。リンクの有効期間は30日です。
admin-kind-rating = 満足度の確認
sample-comment = 迅速で丁寧でした

field-rating = 満足度（星の数）
field-rated-at = 評価日時
field-rating-comment = 評価のコメント
step-ask-rating = 満足度を尋ねる
rule-on-ticket-rated = 依頼者による評価
rule-on-rating-asked = 満足度の質問
event-ticket-rated = { $who }が { $to } と評価しました{ $from ->
    [none] {""}
   *[other] （変更前：{ $from }）
}{ $comment ->
    [none] {""}
   *[other] ：「{ $comment }」
}
event-rating-asked = { $who }が依頼者に満足度を尋ねました

refusal-rating-empty = 星を1つから5つまでの間で選んでください。
refusal-rating-too-soon = まだ完了していません。完了後に評価できます。
refusal-rating-asked = 完了後、すでに満足度を尋ねたか、評価をいただいています。
refusal-rating-link-old = リンクの有効期間（30日）が過ぎています。ご意見はこれまでのメールへの返信でお送りいただけます。

recipe-ask-rating = 完了の翌日に満足度を尋ねる
recipe-ask-rating-why = チケットの完了から1日後に、依頼者に一度だけ満足度を尋ねます。完了から1週間を過ぎたものは対象外です。
recipe-rated-low = 低い評価に対応する
recipe-rated-low-why = 星1つか2つの評価があれば、優先度を高にしてメモを残し、チームに知らせます。
recipe-rated-low-note = 依頼者が不満を感じています。コメントを確認し、連絡してください。
recipe-rated-low-text = チケット { $number } の依頼者から低い評価がありました：{ $subject }
