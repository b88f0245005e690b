# 管理画面。

admin-group-desk = 窓口
admin-group-people = 人
admin-group-tickets = チケットとメール
admin-group-running = 運用
admin-overview = 概要
admin-organization = 組織
admin-agents = 担当者
admin-teams = チーム
admin-mailboxes = メールボックス
admin-statuses = ステータス
admin-tags = タグ
admin-outbox = 送信トレイ
admin-arrived = 受信メール
admin-jobs = ジョブ
admin-audit = 監査ログ

admin-save = 保存
admin-cancel = キャンセル
admin-remove = 削除
admin-order = 並び順
admin-up = 「{ $x }」を上へ移動
admin-down = 「{ $x }」を下へ移動
admin-name = 名前
admin-email = メールアドレス
admin-language = 言語
admin-role = 役割
admin-state = 状態
admin-tickets = チケット
admin-port = ポート
admin-list-comma = 、
admin-conflict = 編集中に、ほかの人がこの内容を変更しました。入力内容は残っています。確認してもう一度保存するか、ページを再読み込みして最新の状態をご覧ください。

admin-organization-lead = この窓口の名前と、個人で設定していない場合に使われる言語・タイムゾーンです。
admin-organization-name = 名前
admin-organization-name-hint = 担当者の画面、ポータル、メールに表示されます。
admin-organization-language-hint = 言語を選んでおらず、ブラウザの言語にも対応していない場合に使われます。
admin-time-zone = タイムゾーン
admin-time-zone-hint = 例：Asia/Tokyo。担当者ごとに変更できます。

admin-teams-lead = すべてのチケットは、いずれか一つのチームに属します。キュー一覧にはこの順番で表示されます。
admin-team-new = チームを追加

admin-tags-lead = タグは担当者が入力すると自動で作られます。ここで名前を変更すると、すべてのチケットに反映されます。
admin-tag-new = タグを追加
admin-tag-hint = 英字は小文字になり、空白は自動でハイフンに変わります。
admin-tags-none = タグはまだありません
admin-tags-none-text = 担当者がチケットにタグを付けると、ここに表示されます。

admin-statuses-lead = 名前は自由に付けられます。動作は、それぞれが属する区分で決まります。
admin-status-new = ステータスを追加
admin-status-standard = 標準
admin-status-category = 区分
admin-status-category-hint = キューや時間の計測、依頼者への表示は区分で決まります。後から変更することはできません。
admin-status-of = 区分：{ $x }。
admin-status-is-standard = この区分では、このステータスが標準として使われます。
admin-status-name-en = 英語の名前
admin-status-name-ja = 日本語の名前
admin-status-names-hint = 片方だけでもかまいません。その場合、もう一方の言語でも同じ名前が表示されます。
admin-status-make-standard = 標準にする

admin-agent-invite = 担当者を招待
admin-agent-send = 招待を送信
admin-agent-who = 招待する人
admin-agent-who-hint = 以前に問い合わせをしたことがある人の場合、その履歴はそのまま残ります。
admin-agent-active = 有効
admin-agent-invited = 招待中
admin-agent-off = 無効
admin-agent-all-teams = すべてのチーム
admin-seen = 最終利用
admin-role-hint = チームにかかわらず、その人ができることを決めます。
admin-levels-hint = チームごとに、見られる範囲とできることを決めます。管理者はすべてのチームで、すべての操作ができます。
admin-access = アクセス
admin-access-hint = 無効にすると、その時点からログインできなくなります。これまでの記録に残る名前はそのままです。
admin-agent-again = 招待を再送信
admin-agent-sign-out = すべての端末でログアウト
admin-agent-deactivate = 無効にする
admin-agent-reactivate = 有効に戻す
admin-invited = 招待を送信しました
admin-invited-sent = { $x } 宛てに、リンクを記載したメールを送信しています。
admin-invited-link = ご自身で伝える場合のリンク
admin-invited-hint = このリンクが表示されるのは今回だけです。7日以内に1回だけ使えます。リンクを知っている人は誰でもパスワードを設定できますので、ご注意ください。
admin-invited-done = 完了
