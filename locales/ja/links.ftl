links-title = 関連チケット
links-add = チケットを関連付ける
links-number = チケット
ticket-find-example = 100042、または言葉
links-relation = このチケットとの関係
links-remove = 「{ $x }」との関連付けを解除
relation-related = 関連
relation-parent = 親
relation-child = 子
relation-original = 重複元（このチケットが重複）
relation-duplicate = このチケットの重複
relation-blocker = 先に対応が必要
relation-blocked = このチケットの完了待ち
relation-problem = 原因となる問題
relation-incident = この問題のインシデント
event-ticket-linked = { $relation ->
    [parent] { $who }が #{ $other } を親として関連付けました
    [child] { $who }が #{ $other } を子として関連付けました
    [original] { $who }がこのチケットを #{ $other } の重複としました
    [duplicate] { $who }が #{ $other } をこのチケットの重複として関連付けました
    [blocker] { $who }が #{ $other } を先に対応が必要なチケットとして関連付けました
    [blocked] { $who }が #{ $other } をこのチケットの完了待ちとして関連付けました
    [problem] { $who }が原因となる問題 #{ $other } を関連付けました
    [incident] { $who }が #{ $other } をこの問題のインシデントとして関連付けました
   *[other] { $who }が #{ $other } を関連付けました
}
event-ticket-unlinked = { $relation ->
   *[other] { $who }が #{ $other } との関連付けを解除しました
}
refusal-nothing-chosen = 1件以上選択してください。
refusal-already-linked = この2つのチケットはすでに関連付けられています。先に解除してください。
refusal-no-such-ticket = その番号や言葉のチケットがないか、閲覧できません。番号を入力するか、入力中に表示される候補から選んでください。
refusal-link-loop = 相手のチケットがすでにこのチケットにつながっているため、関係が循環してしまいます。
refusal-too-many-links = 関連付けは1件のチケットにつき200件までです。
ticket-split = 分割…
ticket-copy = チケットを複製
message-copy = このメッセージで同じようなチケットを作成
message-split = ほかのメッセージと一緒に分割…
split-title = { $x } を分割
split-lead = 選択したメッセージを新しいチケットに移します。残りはこのチケットに残ります。
split-subject = 新しいチケットの件名
split-subject-hint = 空欄の場合は最初のメッセージから付けます。
split-messages = 移すメッセージ
split-links = 2つのチケットは関連付けられ、どこから移ったかが両方の履歴に残ります。
split-mail = 移したメッセージへの返信メールは新しいチケットに届きます。こちらから送った返信は元のチケットに残ります。
split-undo = 元に戻すと、すべて元のチケットに戻ります。
split-do = 分割する
event-ticket-split = { $who }がやり取りの一部を新しいチケット #{ $into } に分割しました
event-ticket-split-off = { $who }が #{ $from } からこのチケットを分割しました
event-ticket-rejoined = { $who }がメッセージを #{ $into } に戻しました
event-ticket-copied = { $who }がチケットを #{ $into } として複製しました
event-ticket-copied-from = { $who }が #{ $from } を複製してこのチケットを作成しました
incidents-title = { $x } のインシデント
incidents-answer = インシデントにまとめて返信…
incidents-to = インシデント
incidents-text = 返信
incidents-text-hint = 依頼者ごとに個別のメールで送信します。空欄のままにするとステータスだけを変更します。
incidents-from-own = 各チケットのメールボックス
incidents-status = 送信後のステータス
incidents-status-usual = 通常の返信と同じ
incidents-send = それぞれに送信
incidents-none = インシデントはまだありません
incidents-none-text = この問題のインシデントとしてチケットを関連付けると、ここからまとめて返信できます。
incidents-unsolved = 問題は解決済みですが、未解決のインシデントが{ $n }件あります。
incidents-solve = まとめて返信・解決…
ticket-previous = 前のチケット
ticket-next = 次のチケット
ticket-files = 添付ファイル一覧
ticket-print = 印刷
ticket-pdf = PDFをダウンロード
ticket-only-talk = やり取りだけを表示
files-title = { $x } の添付ファイル
files-all = ZIPでまとめて保存
files-none = 添付ファイルはありません
files-none-text = このチケットのメッセージに添付されたファイルが、ここにまとめて表示されます。
files-message = メッセージ
preview-previous = 前のファイル
preview-next = 次のファイル
preview-save = ファイルを保存
preview-none = このブラウザではページ内に文書を表示できません。保存してから開いてください。
print-back = チケットに戻る
print-choices = 印刷する内容
print-size = 用紙
print-a4 = A4
print-letter = レター
print-details = 優先度・種類・タグ・期限・組織・Cc
print-fields = 独自の項目
print-notes = 社内メモとハイライト
print-sides = 個別のやり取り
print-side = 個別のやり取り: { $x }
print-tasks = タスク
print-events = 変更履歴
print-show = 表示
print-done = 完了
print-pdf = PDFをダウンロード
print-pdf-made = { $at } { $who }が出力
print-pdf-cut = 文書が長すぎるため、ここで終わります。続きはチケットでご確認ください。
print-pdf-message-cut = メッセージの続きは、チケットでご確認ください。
print-pdf-no-picture = ［表示できない画像］
call-log = 電話を記録
call-text = 内容
call-hint = 依頼者の発言としてやり取りに残り、依頼者もポータルで確認できます。
call-save = 記録する
new-alike = 同じ依頼者の、よく似た未対応のチケットがあります。先にご確認ください。もう一度送信すると、新しいチケットを作成します。
new-anyway = それでも作成する
note-edit = メモを編集
redact-title = 完全に削除…
redact-lead = 本文・添付ファイル・原本を削除します。元に戻すことはできません。削除したことと担当者は履歴に残ります。
redact-passage = 黒塗りにする語句
redact-blacken = 黒塗り
redact-message = メッセージを削除
redact-file = { $x } を削除
warning-redacted = このメッセージの内容は削除されました。
warning-edited = このメモは編集されています。
event-message-redacted = { $who }がメッセージの内容を削除しました
event-passage-redacted = { $who }がメッセージの一部を黒塗りにしました
warning-blackened = このメッセージの一部は黒塗りされています。
refusal-passage-missing = その語句はこのメッセージにありません。
message-again = 修正して再送信
event-file-redacted = { $who }がファイルを削除しました
event-note-edited = { $who }がメモを編集しました
refusal-letter-on-its-way = この返信は送信中です。先に送信を取り消すか、届くまでお待ちください。
refusal-not-a-note = 編集できるのは社内メモだけです。
new-prepared = マクロから始める
