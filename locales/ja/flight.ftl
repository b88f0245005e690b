# メールの追跡：メールがどこにあり、どう処理されたか。

admin-flights = メールの追跡
admin-flights-lead = 送受信したすべてのメールの経過を確認できます。送信しなかったもの、重複したもの、受信を断ったものも検索できます。
flight-find = メールアドレス、@ドメイン、Message-ID、件名の語句
flight-mail = メール
flight-outcome = 処理結果
flight-no-subject = （件名なし）
flight-begin = メールを検索
flight-begin-hint = 差出人や宛先、件名の語句を入力してください。送信しなかったもの、重複したもの、受信を断ったものも、理由とともに表示します。
flight-nothing = 該当するメールはありません
flight-nothing-hint = 当システムに届いていないメールの記録は残りません。送信元のサーバーをご確認ください。
flight-turned-away = 受信を断ったメール
flight-of-message = このメールの経過

flight-waiting = 受信済み（読み取り待ち）
flight-new = 新しいチケットになりました
flight-reply = 既存のチケットに追加されました
flight-follow-up = 完了したチケットの続きとして新しいチケットになりました
flight-duplicate = 同じメールが二度届いたため、最初の1通を採用しました
flight-bounce = 送信したメールの配信報告として記録しました
flight-auto-reply = 自動返信としてチケットに記録しました
flight-ignored = 保存のみ行い、チケットには追加していません
flight-unreadable = 読み取れなかったため、原文を添付したチケットを作成しました

flight-held = 送信待機中（取り消せます）
flight-queued = 送信待ち
flight-sending = 送信中
flight-sent = すべての宛先のサーバーが受け取りました
flight-bounced = 不達で戻りました
flight-failed = 送信できませんでした
flight-uncertain = 引き渡し後に接続が切れました
flight-cancelled = 送信前に取り消されました

flight-withheld-automatic = { $address } には送信していません：返信先のメールが自動送信されたものでした
flight-withheld-unanswerable = { $address } には送信していません：相手のシステムが自動返信を望んでいません
flight-withheld-ours = { $address } には送信していません：自社のアドレスです
flight-withheld-no-reply = { $address } には送信していません：返信を受け付けないアドレスです
flight-withheld-too-many = { $address } には送信していません：自動送信の上限に達しています
flight-withheld-breaker = { $address } には送信していません：自動返信どうしの応酬を止めました
flight-withheld-blocked = { $address } には送信していません：自動送信しない設定のアドレスです
flight-withheld-old = { $address } には送信していません：返信先のメールが古いものでした
flight-withheld-observing = { $address } には送信していません：メールボックスが監視のみの設定です

flight-step-lmtp = { $remote } から LMTP で受信（エンベロープ送信者 { $sender }）
flight-step-smtp = { $remote } から SMTP で受信（エンベロープ送信者 { $sender }）
flight-step-imap = メールボックスから IMAP で取得
flight-step-pop3 = メールボックスから POP3 で取得
flight-step-graph = Microsoft 365 から取得
flight-step-gmail = Gmail から取得
flight-step-pipe = メールシステムのコマンドから受け取り
flight-step-import = ファイルから取り込み
flight-step-simulator = シミュレーターで作成
flight-step-stored = { $size } バイトを保存（受信の応答より前に保存済み、{ $digest }…）
flight-step-read = リーダー バージョン { $parser } で読み取り
flight-step-error = { $reason }
flight-step-acknowledged = 受付通知を送信
flight-step-answered = 初回返信を作成
flight-step-composed = 作成
flight-step-held = 取り消し可能な待機時間が終了
flight-step-retried = 再送を実行
flight-step-accepted = { $address }：引き渡し済み。{ $words }
flight-step-deferred = { $address }：一時的に受け取られませんでした。{ $words }
flight-step-refused = { $address }：拒否されました。{ $words }
flight-step-bounced = { $address }：不達で戻りました。{ $words }

flight-away-unknown = このアドレスのメールボックスはありません
flight-step-rule = ルール「{ $name }」を実行しました
flight-step-told = { $name }さんに通知しました
flight-step-seen = { $name }さんが確認しました
flight-step-flow = フロー「{ $name }」を実行しました
