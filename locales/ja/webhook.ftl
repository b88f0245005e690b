# Webhook：ルールが出来事を知らせる外部のアドレス。

admin-webhooks = Webhook
admin-webhooks-lead = チケットでの出来事を、ルールが外部のアドレス（呼び出しサービス、チャット、自社のプログラムなど）に通知します。Standard Webhooks の署名を付け、届くまで24時間再試行し、記録から再送できます。
admin-webhooks-none = Webhook はまだありません
admin-webhooks-none-text = 通知先のアドレスを追加し、ルールの操作で選んでください。
admin-webhook-new = Webhook を追加
admin-webhook-url = アドレス
admin-webhook-url-hint = ルールからの通知を JSON で POST します。社内ネットワークのアドレスには、設定で許可した場合にだけ届きます。
admin-webhook-body = 本文
admin-webhook-body-own = 独自の本文
admin-webhook-body-hint = JSON になるテンプレートです。変数は引用符ごと入ります（例：{"{"}"text": {"{{"} ticket.subject {"}}"}{"}"}）。空欄の場合は、通知できる内容をすべて送ります。
admin-webhook-on = オン
admin-webhook-off = オフ
admin-webhook-secret = シークレット
admin-webhook-secret-once = 受け取るプログラムに設定してください。Kippu からの通知であることの確認に使います。表示されるのは今回だけです。更新前のシークレットでも、24時間は署名します。
admin-webhook-renew = シークレットを更新
admin-webhook-trial = テスト送信
admin-webhook-last = 最後の呼び出し
admin-webhook-when = 日時
admin-webhook-about = 対象
admin-webhook-deliveries = 30日間の呼び出し
admin-webhook-deliveries-none = 通知はまだありません。テスト送信で、届くかどうかを確認できます。
admin-webhook-delivery = 呼び出し
admin-webhook-waiting = 送信中
admin-webhook-delivered = 受領済み
admin-webhook-failed = 中止
admin-webhook-replay = 再送する
admin-webhook-next = 次の試行
admin-webhook-tries = 試行
admin-webhook-tries-none = まもなく最初の試行を始めます。
admin-webhook-try = { $x }回目
admin-webhook-took = { $n } ミリ秒
admin-webhook-silence = 応答なし
admin-webhook-request = 送信内容
admin-job-call-webhook = Webhook の呼び出し

step-webhook = Webhook を呼び出す
rule-on-webhook-failed = Webhook の呼び出しの中止

event-webhook-created = { $who }が Webhook「{ $name }」を追加しました
event-webhook-changed = { $who }が Webhook「{ $name }」を変更しました
event-webhook-removed = { $who }が Webhook「{ $name }」を削除しました
event-webhook-switched = { $who }が Webhook「{ $name }」を{ $active ->
    [on] オン
   *[off] オフ
}にしました
event-webhook-secret-renewed = { $who }が Webhook「{ $name }」のシークレットを更新しました
event-webhook-called = { $who }が Webhook「{ $name }」を呼び出しました
event-webhook-failed = Webhook「{ $name }」に届かず、呼び出しを中止しました
event-webhook-replayed = { $who }が Webhook「{ $name }」の呼び出しを再送しました

refusal-url-invalid = https:// または http:// で始まり、ユーザー名を含まないアドレスを入力してください。
refusal-body-invalid = 本文が JSON になりません。該当の行を確認してください。
refusal-too-many-webhooks = Webhook の数が上限に達しています。不要なものを削除してください。
refusal-webhook-in-use = この Webhook を呼び出すルールがあります。先にルールから外してください。
refusal-webhook-off = この Webhook はオフです。先にオンにしてください。
refusal-delivery-under-way = すでに送信中です。
