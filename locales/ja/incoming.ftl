# 管理：受信メールの扱い。

admin-incoming = 受信メールの扱い
admin-incoming-lead = 受信したメールの扱い方を選べるものをここで設定します。
incoming-closed = 完了したチケットへの返信
incoming-closed-follow-up = 続きのチケットを新しく作成します
incoming-closed-reopen = 元のチケットを再開します
incoming-closed-within = 指定した日数以内なら再開し、過ぎたら新しく作成します
incoming-days = 日数
incoming-twin = 複数のメールボックスに届いた同じメール
incoming-twin-each = メールボックスごとにチケットを作成します
incoming-twin-one = 一つのチケットにまとめます
incoming-blocked = ブロックする差出人
incoming-senders-hint = アドレスまたはドメインを1行に一つ入力してください（例：aya@example.com、@example.com）。届いたメールは迷惑メールに入り、削除はされません。
incoming-allowed = 常に受け入れる差出人
incoming-allowed-hint = 迷惑メールとして扱いません。ドメインよりアドレスの指定が優先されます。
incoming-spam-marks = メールサーバーの迷惑メール判定を使う
incoming-spam-marks-hint = X-Spam-Flag などのヘッダーと Exchange の信頼度を参照します。自組織のサーバーが付ける場合にのみ有効にしてください。
incoming-agents = 担当者のメールでの返信を許可する
incoming-agents-hint = 担当者本人のアドレスから送られ、本人の送信と確認できた返信だけを依頼者に送ります。確認できない場合やオフの場合は社内メモとして保存し、担当者に通知します。
