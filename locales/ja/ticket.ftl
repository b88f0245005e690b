# チケットそのものの言葉。

category-new = 新規
category-open = 対応中
category-pending = 返信待ち
category-on-hold = 保留
category-solved = 解決済み
category-closed = 完了

priority-lowest = 最低
priority-low = 低
priority-normal = 通常
priority-raised = やや高
priority-high = 高
priority-urgent = 緊急
priority-critical = 最緊急
priority-emergency = 非常事態

kind-question = 質問
kind-incident = インシデント
kind-problem = 問題
kind-task = タスク

view-mine = 自分の担当
view-starred = スター付き
view-unassigned = 担当者なし
view-open = 未完了すべて
view-waiting = 依頼者の返信待ち
view-snoozed = スヌーズ中
view-closed = 完了
view-spam = 迷惑メール
view-trash = ゴミ箱
view-found = 検索結果

origin-mail = メール
origin-form = フォーム
origin-portal = ポータル
origin-phone = 電話
origin-chat = チャット
origin-api = API
origin-agent = 担当者

place-open = 未完了
place-snoozed = スヌーズ中
place-closed = 完了
place-spam = 迷惑メール
place-trash = ゴミ箱
place-merged = 統合済み

message-incoming = 受信
message-reply = 返信
message-called = こちらから電話
message-note = 社内メモ
message-forward = 転送

mode-reply = 返信
mode-reply-all = 全員に返信
mode-note = 社内メモ
mode-forward = 転送

reason-requester = 依頼者です
reason-author = 返信先のメッセージの送信者です
reason-reply-to = この宛先への返信が指定されています
reason-was-in-to = 宛先に含まれていました
reason-was-in-cc = Ccに含まれていました
reason-participant = このチケットのCcに入っています
