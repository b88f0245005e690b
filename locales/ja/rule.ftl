# ルール：いつ判断し、何を行い、どう試し、どう説明するか

admin-rules = ルール
admin-rules-lead = ルールは、出来事が起きたとき、時間が来たとき、または担当者がボタンを押したときにチケットを確認し、人が手で行う操作を代わりに行います。同じ種類のルールは上から順に働きます。
admin-rules-none = ルールはまだありません
admin-rules-none-text = ギャラリーの例から、または空のルールから始められます。新しいルールはオンにするまで働かず、最初は記録するだけです。
admin-rule-new = ルールを作成
admin-rule-gallery = ギャラリー
admin-rule-gallery-lead = 多くの窓口で使われているルールです。選ぶと編集画面が開きます。保存するまで何も変わりません。
admin-rule-when = きっかけ
admin-rule-never = なし
admin-rule-state = 状態
admin-rule-purpose = 目的
admin-rule-purpose-hint = このルールがある理由を書いておくと、後で見る人が助かります。
admin-rule-kind = 判断するとき
admin-rule-on = 対象の出来事
admin-rule-on-lead = 次のいずれかがチケットに起きるたびに判断します。
admin-rule-if = 条件
admin-rule-if-lead = 上のルールが働いた後の、その時点のチケットで判断します。場所を指定しない場合、迷惑メールとゴミ箱は対象外です。
admin-rule-then = 行うこと
admin-rule-then-lead = 上から順に行います。できない操作はチケットに記録され、次の操作に進みます。
admin-rule-no-steps = まだ何もありません。最初の操作を追加してください。
admin-rule-add-step = 操作を追加
admin-rule-drop-step = この操作を削除
admin-rule-stop = ここで終了
admin-rule-stop-hint = このルールが実行されたら、同じ出来事について下のルールは判断しません。
admin-rule-old = 過去のチケットも対象
admin-rule-old-hint = すでに時間が過ぎているチケットにもすぐ実行します。オフの場合は、これから時間が来るチケットだけが対象です。
admin-rule-off = オフ
admin-rule-off-hint = 判断しません。
admin-rule-switch = 動作の段階
admin-rule-recent = 最近の実行
admin-rule-recent-none = まだ実行されていません。
admin-rule-versions = 履歴
admin-rule-version = 版 { $x }
admin-rule-roll-back = この版に戻す
admin-rule-current = 現在
admin-rule-removed-author = システム

rule-kind-event = 出来事が起きたとき
rule-kind-time = 時間が来たとき
rule-kind-button = ボタンを押したとき
rule-kind-event-short = 出来事
rule-kind-time-short = 時間
rule-kind-button-short = ボタン
stage-log = 記録のみ
stage-log-hint = 実行するはずだったことを記録します。
stage-suggest = 提案
stage-suggest-hint = チケットに提案を表示し、担当者が決めます。
stage-act = 実行
stage-act-hint = 自動で実行します。

rule-on-ticket-created = チケットの作成
rule-on-message-received = メッセージの受信
rule-on-message-sent = 返信の送信
rule-on-message-forwarded = 転送
rule-on-note-added = 社内メモの追加
rule-on-side-answered = 個別のやり取りへの返信
rule-on-person-mentioned = メンション
rule-on-status-changed = ステータスの変更
rule-on-priority-changed = 優先度の変更
rule-on-kind-changed = 種別の変更
rule-on-tags-changed = タグの変更
rule-on-team-changed = チームの変更
rule-on-assignee-changed = 担当者の変更
rule-on-requester-changed = 依頼者の変更
rule-on-subject-changed = 件名の変更
rule-on-participant-added = 関係者の追加
rule-on-follower-added = フォロワーの追加
rule-on-ticket-snoozed = スヌーズ
rule-on-ticket-woken = スヌーズの終了
rule-on-ticket-trashed = ゴミ箱への移動
rule-on-ticket-restored = 復元
rule-on-ticket-marked-spam = 迷惑メールの指定
rule-on-ticket-marked-not-spam = 迷惑メールの解除
rule-on-ticket-absorbed = 別のチケットの統合
rule-on-letter-sent = メールの配信完了
rule-on-letter-failed = メールの送信失敗
rule-on-letter-bounced = メールの不達
rule-on-letter-uncertain = 配信結果が不明

step-set-status = ステータスを変更
step-set-priority = 優先度を変更
step-set-kind = 種別を変更
step-add-tags = タグを追加
step-remove-tags = タグを外す
step-move-to-team = チームを変更
step-assign = 担当者を設定
step-follow = フォロワーを追加
step-unfollow = フォロワーを外す
step-rename = 件名を変更
step-snooze = スヌーズ（時間）
step-snooze-until-reply = 返信があるまでスヌーズ
step-wake = スヌーズを終了
step-mark-spam = 迷惑メールにする
step-mark-not-spam = 迷惑メールを解除
step-trash = ゴミ箱に移動
step-restore = 復元
step-note = 社内メモを書く
step-write = メールを送る
step-apply-macro = マクロを適用
step-create-ticket = チケットを作成
step-gone = 指定されたものが見つかりません。
step-pick = 選択してください
step-value = 値
step-kind = 操作
step-nobody = なし
step-doer = 操作した人
step-to = 宛先
step-address = アドレス
step-subject = 件名（空欄の場合はチケットの件名）
step-new-subject = 件名
step-text-en = 英語の本文
step-text-ja = 日本語の本文
step-variables = 使える変数：
step-minutes = 分
step-hours = 時間
step-days = 日
rule-role-requester = 依頼者
rule-role-participants = 関係者
rule-role-assignee = 担当者
rule-role-followers = フォロワー
rule-role-team = チーム全員
rule-role-address = 指定のアドレス

event-rule-created = { $who }がルール「{ $name }」を作成しました
event-rule-changed = { $who }がルール「{ $name }」を変更しました
event-rule-removed = { $who }がルール「{ $name }」を削除しました
event-rule-switched = { $who }がルール「{ $name }」を{ $to ->
    [off] オフにしました
    [log] 記録のみにしました
    [suggest] 提案にしました
   *[other] 実行にしました
}
event-rules-ordered = { $who }がルール（{ $rules } 件）の順序を変更しました
event-rule-pressed = { $who }がルール { $name } を開始しました
event-rule-suggested = ルール { $name } からの提案があります
event-rule-failed = ルール { $name } は操作（{ $step }）を行えませんでした：{ $reason }
event-rule-held = ルール { $name } は、ルールが循環するため実行されませんでした

permission-automate = ルールの作成と切り替え
admin-kind-rule = ルールによるメール
letter-open-ticket = チケットを開く

rules-of-ticket = このチケットのルール
rules-of-ticket-lead = 過去 30 日間にこのチケットを確認したルールと、そのときの値、判断の結果です。
rules-of-ticket-none = このチケットを確認したルールはまだありません
rules-of-ticket-none-text = ルールの対象となる出来事が起きると、条件ごとにそのときの値とともに表示されます。
rules-why = 理由
rules-looked-clock = 時間が来ました
rules-saw = そのときの値
rules-verdict-fired = 実行
rules-verdict-differed = 条件を満たさず
rules-verdict-stopped = 判断なし（上のルールで終了）
rules-verdict-held = 循環のため停止
rules-empty-condition = 条件なし（常に満たす）
rules-nothing = なし
rules-yes = はい
rules-no = いいえ
rules-holds = 満たす
rules-fails = 満たさない
rules-outcome-logged = 実行するはずでした
rules-outcome-suggested = 提案中
rules-outcome-taken = 提案を実行
rules-outcome-declined = 提案を見送り
rules-outcome-acted = 実行済み
rules-take = 実行する
rules-decline = 見送る
rules-buttons = 開始できるルール
rules-suggestions = 提案
rules-would = 行う操作：
rules-by = ルール { $x }

refusal-pattern-wrong = この正規表現は使えません。括弧やバックスラッシュを確認し、短くしてください。
refusal-rule-empty = ルールの操作がありません。操作を追加してください。
refusal-rule-deaf = ルールが判断する出来事を 1 つ以上選んでください。
refusal-rule-without-viewer = ルールには見ている人がいないため、「自分」やスターは条件に使えません。
refusal-rule-without-event = 「変更された」などの条件は、出来事が起きたときに判断するルールでのみ使えます。
refusal-rule-timeless = 時間で働くルールには、「最後の受信が 4 時間より前」のような時間の条件が必要です。
refusal-too-many-rules = ルールはすでに 500 件あります。不要なものを削除してください。
refusal-too-many-steps = 1 つのルールの操作は 20 件までです。
refusal-step-incomplete = 操作が完成していません。値を選ぶか、本文を入力してください。
refusal-rule-not-offered = このルールは今このチケットでは使えません。
refusal-suggestion-taken = この提案はすでに処理されています。
refusal-letter-withheld = 相手が自動応答である、送信を望んでいない、または送信数が多すぎるため、メールを送りませんでした。

recipe-urgent-words = 緊急の言葉があれば優先度を緊急に
recipe-urgent-words-why = 「至急」「障害」などと書いた方に最初に対応します。
recipe-angry = ご不満に気付く
recipe-angry-why = 「弁護士」「苦情」などの言葉があれば優先度を上げ、担当者にメモを残します。
recipe-angry-note = ご不満の様子が見られます。最後まで読んでから返信し、迷う場合は同僚に相談してください。
recipe-order-number = 注文番号のあるメッセージ
recipe-order-number-why = 返信の前に注文を確認します。
recipe-order-number-note = 注文番号が書かれています。返信の前に注文内容を確認してください。
recipe-incident-words = 不具合の連絡はインシデントに
recipe-incident-words-why = 件名が不具合に関するものなら、種別をインシデント、優先度を高にします。
recipe-urgent-tell-team = 緊急になったらチームに知らせる
recipe-urgent-tell-team-why = 緊急になったチケットを見落としません。
recipe-urgent-tell-team-text = チケット { $number } が緊急になりました：{ $subject }
recipe-assigned-tell = 担当になった人に知らせる
recipe-assigned-tell-why = 新しい担当者にメールを送ります。
recipe-assigned-tell-text = チケット { $number } の担当になりました：{ $subject }
recipe-answer-tell-assignee = 返信があれば担当者に知らせる
recipe-answer-tell-assignee-why = 依頼者から再び連絡があれば、担当者にメールを送ります。
recipe-answer-tell-assignee-text = { $name } 様からチケット { $number } に連絡がありました：{ $subject }
recipe-claim-first = 最初に対応した人が担当に
recipe-claim-first-why = 担当者のいないチケットは、返信またはメモを書いた人が担当になります。
recipe-reopened = 解決後の連絡を優先する
recipe-reopened-why = 解決済みのチケットに連絡があれば、優先度を高にして再開します。
recipe-team-change-frees = チームが変わったら担当を決め直す
recipe-team-change-frees-why = 別のチームに移ったチケットは、まず担当者なしにします。
recipe-bounce = 届かなかったメールを確認する
recipe-bounce-why = メールが届かなかった場合、優先度を高にしてメモを残します。
recipe-bounce-note = このチケットのメールが届きませんでした。アドレスを確認するか、電話で連絡してください。
recipe-snooze-holds = スヌーズ中は保留にする
recipe-snooze-holds-why = ステータスでもスヌーズ中であることが分かります。
recipe-spam-words = 明らかな広告は迷惑メールに
recipe-spam-words-why = 広告でしか使われない件名を迷惑メールに分類します。
recipe-solved-thanks = 解決したらお礼を伝える
recipe-solved-thanks-why = 依頼者に短いメールを送り、続きがあれば返信いただけるようにします。
recipe-solved-thanks-text = { $name } 様

    お問い合わせ（{ $number }）は解決済みといたしました。ご不明な点が残っておりましたら、このメールにそのままご返信ください。

    { $organization }
recipe-no-answer-hour = 4 時間返信がない
recipe-no-answer-hour-why = 依頼者を 4 時間お待たせしたら、優先度を上げてチームに知らせます。
recipe-no-answer-hour-text = チケット { $number } は 4 時間返信がありません：{ $subject }
recipe-urgent-waits = 緊急のチケットに 30 分返信がない
recipe-urgent-waits-why = 緊急のチケットに 30 分返信がなければ、チーム全員に知らせます。
recipe-urgent-waits-text = 緊急のチケット { $number } に 30 分返信がありません：{ $subject }
recipe-urgent-waits-note = 緊急のチケットに 30 分返信がないことをチームに知らせました。
recipe-remind-requester = 3 日後に依頼者に確認する
recipe-remind-requester-why = 返信をお待ちして 3 日間連絡がなければ、一度だけ確認のメールを送ります。
recipe-remind-requester-text = { $name } 様

    「{ $subject }」（{ $number }）について、ご返信をお待ちしております。このメールにそのままご返信ください。

    { $organization }
recipe-close-waiting = 2 週間返信がなければ解決に
recipe-close-waiting-why = 依頼者の返信を 14 日間待っているチケットを解決済みにします。
recipe-nobody-took = 1 日担当者がいない
recipe-nobody-took-why = 1 日たっても担当者のいないチケットをチームに知らせます。
recipe-nobody-took-text = チケット { $number } は 1 日たっても担当者がいません：{ $subject }
recipe-ask-details = 詳細を尋ねる
recipe-ask-details-why = ボタン：依頼者に詳細を尋ね、返信待ちにして、2 日後に再び表示します。
recipe-ask-details-text = { $name } 様

    「{ $subject }」について、もう少し詳しくお聞かせください。どのような操作をされ、何が起き、本来どうなるはずでしたか。画面の写真もお送りいただけると助かります。

    { $organization }
recipe-escalate = エスカレーション
recipe-escalate-why = ボタン：緊急にして、スヌーズを終え、チームに知らせます。
recipe-escalate-text = チケット { $number } がエスカレーションされました：{ $subject }
recipe-escalate-note = エスカレーションし、チームに知らせました。
recipe-wait = 返信があるまで保留
recipe-wait-why = ボタン：連絡があるまでスヌーズします。

rule-laboratory = 実験室
rule-laboratory-lead = 保存したルールを、実行する前に試せます。何も変更されず、メールも送られません。
rule-trial = 試行
rule-trial-over = 対象期間
rule-trial-days = 過去 { $n } 日間
rule-trial-begin = 試す
rule-trial-running = 確認中です
rule-trial-refresh = ここまでの結果を表示
rule-trial-told = 回実行するはずでした（過去 { $days } 日間、対象の出来事 { $looked } 件、メール { $letters } 通）。
rule-trial-told-now = 件のチケットが現在条件を満たしています（全 { $looked } 件、すべてに実行した場合のメール { $letters } 通）。
rule-trial-honest = この数の根拠
rule-trial-honest-then = 履歴の出来事ごとに、その直後のチケットの状態で判断しています。履歴から正確に分かるもの：ステータス、優先度、種別、タグ、チーム、担当者、依頼者、件名、スヌーズ、迷惑メール、ゴミ箱、フォロワー、関係者。履歴では分からず現在の値を使うもの：氏名とアドレス、組織、最後のメッセージ、受信と返信の時刻。ほかのルールの影響と、このルールが引き起こす続きは含みません。
rule-trial-honest-now = すべてのチケットを現在の状態で判断しています。オンにした場合、条件が一度満たされなくなるまで同じチケットには一度だけ実行され、過去のチケットには指定した場合のみ実行されます。
rule-trial-compare = 比較する試行
rule-trial-compare-do = 比較
rule-trial-apart = { $other } との比較：この試行のみ { $here } 件、相手のみ { $there } 件。
rule-trial-alone = この試行のみ
rule-trial-none = 実行されることはありませんでした
rule-trial-none-text = この期間に条件を満たす出来事はありませんでした。対象のつもりだったチケットのメニュー「このチケットのルール」で、どの条件が異なるか確認できます。
rule-trial-hidden = ほかに、閲覧できないチームのチケットが { $n } 件あります。
rule-trial-label = 版 { $version }、{ $days } 日間：{ $matched } 件
rule-odd-idle = 判断していますが、30 日間実行されていません
rule-odd-shadowed = 上のルールが常に終了するため、判断されていません
rule-odd-circles = 「{ $x }」と互いに引き起こし合う可能性があります
