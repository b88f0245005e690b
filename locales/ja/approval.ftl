# 承認：誰に何を尋ね、どう答えたか。

admin-approvals = 承認
admin-approvals-lead = 誰に何の承認を求め、何人の承認が必要で、返事がないときにどうするかを決めます。ルールの操作から、またはチケットから依頼できます。
admin-approvals-none = 承認ルートはまだありません
admin-approvals-none-text = 「購入：上長」のような承認ルートを作り、ルールの操作で選ぶか、チケットから依頼してください。
admin-approval-new = 承認ルートを追加
admin-approval-question = 承認を求める内容
admin-approval-question-hint = メールと、回答のボタンの上に表示されます。承認者はチケットを閲覧できないことがあるため、判断に必要なことをすべて書いてください。
admin-approval-whom = 承認者
admin-approval-whom-hint = 該当する人全員に1回ずつ依頼します。本人の依頼を本人が承認することはありません。不在の人の場合は、代理の担当者にも依頼します。
admin-approval-manager = 依頼者の上長
admin-approval-manager-hint = 依頼者のページで設定した上長です。
admin-approval-roles = 役割
admin-approval-teams = チームで返信できる全員
admin-approval-people = 個人
admin-approval-needed = 必要な承認の数
admin-approval-needs-one = 1人
admin-approval-needs-all = 全員
admin-approval-needs-some = 指定した人数
admin-approval-quorum = 人数
admin-approval-silence = 返事がないとき
admin-approval-silence-hint = 「4時間」「24h」「2日」のように入力します（数字だけの場合は時間）。営業時間外も含めて数え、1日は24時間です。空欄の場合は行いません。
admin-approval-remind = 再通知の間隔
admin-approval-limit = 期限
admin-approval-then = 期限を過ぎたら
admin-approval-limit-wait = 待ち続ける
admin-approval-limit-approve = 承認する
admin-approval-limit-reject = 却下する
admin-approval-limit-escalate = 別の人の判断で決める
admin-approval-escalate-to = 判断する人

approvals-title = 承認
approvals-mine = 承認待ち
approvals-ask = 承認を依頼
approvals-procedure = 承認ルート
approvals-words = 補足
approvals-none = 承認待ちのものはありません
approvals-none-text = 承認を依頼されると、ここに表示されます。
approvals-waiting = あなたの承認を待っているものが{ $n }件あります
approval-pending = 承認待ち
approval-approved = 承認済み
approval-rejected = 却下
approval-withdrawn = 取り下げ
approval-needs-one = 1人の承認が必要
approval-needs-all = 全員の承認が必要
approval-needs-some = { $n }人の承認が必要
approval-until = 期限
approval-requester = 依頼者：{ $x }
approval-asked-by = { $x }からの依頼
approval-said-yes = 承認
approval-said-no = 却下
approval-said-nothing = 未回答
approval-through = 代理：{ $x }
approval-or = または{ $x }
approval-you-stand-for = { $x }さんの代理として回答します。
approval-note = コメント
approval-yes = 承認する
approval-no = 却下する
approval-withdraw = 依頼を取り下げる
approval-thanks = ご回答を記録しました。ありがとうございます。

field-approval = 承認
step-ask-approval = 承認を依頼
rule-on-approval-asked = 承認の依頼
rule-on-approval-answered = 承認者の回答
rule-on-approval-decided = 承認の決定

admin-kind-approval = 承認の依頼
letter-approval-subject = 承認のお願い：{ $x }
letter-approval = チケット #{ $number }（{ $subject }、依頼者：{ $requester }）について、承認をお願いします。
letter-approval-again = 再度のご連絡です。チケット #{ $number }（{ $subject }、依頼者：{ $requester }）について、承認をお願いします。
letter-approval-stands-for = 不在の{ $x }さんの代理としてお願いしています。
letter-approval-action = 内容を確認して回答する

person-manager = 上長
person-manager-hint = 承認ルートで「依頼者の上長」を選ぶと、この人に承認を依頼します。
person-manager-address = 上長
person-manager-set = 設定

event-procedure-created = { $who }が承認ルート「{ $name }」を作成しました
event-procedure-changed = { $who }が承認ルート「{ $name }」を変更しました
event-procedure-removed = { $who }が承認ルート「{ $name }」を削除しました
event-approval-asked = { $who }が{ $asked }に承認を依頼しました：{ $name }
event-approval-answered = { $person }が{ $yes ->
    [yes] 承認
   *[no] 却下
}と回答しました { $note }
event-approval-reminded = 承認「{ $name }」について{ $people }人に再通知しました
event-approval-escalated = 期限までに決まらなかったため、{ $person }の判断で決めることになりました
event-approval-decided = { $name }：{ $to ->
    [approved] 承認されました
   *[rejected] 却下されました
}
event-approval-withdrawn = { $who }が「{ $name }」の承認の依頼を取り下げました
event-manager-changed = { $who }が{ $person }の上長を{ $to ->
    [none] なし
   *[other] { $to }
}に設定しました

refusal-no-approver = 承認者がいません。承認者を指定するか、依頼者の上長を設定してください。本人の依頼を本人が承認することはできません。
refusal-limit-missing = 期限を過ぎたときの動作を選ぶ場合は、期限を入力してください。
refusal-quorum-invalid = 必要な承認の人数を「2」のように入力してください。
refusal-hours-not-whole = 「4時間」「24h」「2日」のように、1時間単位で入力してください（最長1年）。
refusal-approval-decided = この承認はすでに決定しています。
refusal-approval-answered = すでに回答を記録しています。
refusal-approval-pending = この承認はすでに依頼中です。
refusal-too-many-procedures = 承認ルートの数が上限に達しています。不要なものを削除してください。
refusal-procedure-in-use = この承認ルートを使うルールがあります。先にルールから外してください。
refusal-manager-self = 本人を上長に設定することはできません。
