refusal-most-invalid = 1人が担当できる未完了チケットの件数を1〜1,000で入力してください。空欄は無制限です。
refusal-nothing-to-take = 引き受けられるチケットがありません。チームのチケットにはすべて担当者がいるか、担当できる件数に達しています。
refusal-absence-in-the-past = これからの日付を選択してください。
refusal-absence-ends-first = 開始日は復帰日より前の日を選択してください。
refusal-substitute-unknown = 代理は、有効な担当者から選択してください。
refusal-substitute-may-not-answer = この担当者はあなたのチームで返信できません。返信できる担当者を選択してください。
routing-title = 新しいチケットの自動割り当て
routing-lead = チームごとに「しない」「順番に」「負荷が最も少ない担当者に」から選びます。不在の担当者には割り当てません。割り当ての理由は各チケットに表示されます。
routing-way = 方法
routing-off = しない（チームで引き受ける）
routing-turn = 順番に
routing-load = 負荷が最も少ない担当者に
routing-most = 1人あたりの上限
routing-keeps = その依頼者に最後に返信した担当者を優先
routing-try = 過去のチケットで試す
routing-tried = チームの最近のチケットは、次のように割り当てられていました（担当がない状態から始め、実際に解決した時点まで担当するものとし、受付停止と上限は現在の設定による試算）。
routing-left = 全員が上限に達していたもの
routing-nobody = 割り当てられる担当者がいません。「しない」になっているか、返信できる担当者がいないチームです。
event-routing-changed = { $who }が{ $team }の自動割り当てを「{ $to }」に変更しました
event-ticket-routed = { $because ->
    [knows] この依頼者に最後に回答した{ $person }に割り当てました（候補{ $among }人）
    [load] 未完了が最も少ない{ $person }に割り当てました（候補{ $among }人、不在・受付停止{ $away }人、スキル不足{ $lacking }人、上限{ $full }人）
    [least] 負荷が最も少ない{ $person }に割り当てました（{ $load }点、このチケットで{ $effort }点増。候補{ $among }人、不在・受付停止{ $away }人、スキル不足{ $lacking }人、上限{ $full }人）
    [skill] 求められるスキルが最も高い{ $person }に割り当てました（候補{ $among }人、不在・受付停止{ $away }人、スキル不足{ $lacking }人、上限{ $full }人）
    [stands_in] 代理の{ $person }に割り当てました
   *[turn] 順番により{ $person }に割り当てました（候補{ $among }人、不在・受付停止{ $away }人、スキル不足{ $lacking }人、上限{ $full }人）
}
event-absence-set = { $until ->
    [none] { $person }が復帰しました
   *[other] { $from ->
        [none] { $person }は{ $until }まで不在です
       *[other] { $person }は{ $from }から{ $until }まで不在です
    }
}
list-next = 次のチケット
said-nothing-to-take = 現在、引き受けられるチケットはありません
me-absence = 不在
me-absence-hint = 不在の間は新しいチケットが割り当てられず、メール・プッシュ・チャットの通知は復帰まで保留されます。担当チケットに依頼者から連絡があると、代理の担当者（その人も不在なら、その代理）に渡ります。代理できる担当者がいなければ、チームに戻ります。
me-absence-from = 開始日
me-absence-from-hint = 空欄にすると、今すぐ不在になります。
me-absence-until = 復帰日
me-absence-substitute = 代理
me-absence-nobody = なし
me-absence-back = 復帰する
me-absence-stay = 不在を取り消す
away-until = { $x }まで不在
admin-absence-hint = 不在の間は新しいチケットが割り当てられず、メール・プッシュ・チャットの通知は復帰まで保留されます。担当チケットに依頼者から連絡があると、代理の担当者に渡ります。
admin-absence-back = 復帰した
admin-absence-stay = 不在を取り消す
refusal-level-invalid = レベルは1〜5から選択してください。
refusal-patience-invalid = 1〜10,080分（1週間）で入力してください。空欄にすると制限しません。
refusal-too-many-skills = スキルは100件までです。先に不要なものを削除してください。
routing-hours = 各担当者の勤務時間内のみ
claims-title = 担当者のいないチケットの担当
claims-desk = 全体の設定に従う
claims-never = 自動では決めない
claims-reply = 返信した人を担当者にする
claims-opening = 開いた人、または返信した人を担当者にする
assigns-title = 担当者にできる人
assigns-seeing = チケットを閲覧できる全員
assigns-answering = 返信できる全員
assigns-members = チームのメンバーのみ
spared-title = 開いても担当者にしない人
spared-hint = 内容を確認するだけの人を選びます。このチームのチケットを開いても担当者になりません。返信した場合は、上の設定に従って担当者になります。
routing-online = 15分以内に利用していた担当者のみ
routing-patience = 次の担当者へ回すまで（分）
via-mail = メール
via-form = フォームとポータル
via-phone = 電話
via-chat = チャット
effort-title = チケットの重み
effort-lead = 「負荷が最も少ない担当者に」と担当者ごとの上限は、種別と優先度の点数の合計で計算します。すべての種別が1点、優先度が0点の場合は、件数で数えます。
effort-points = （{ $n }点）
refusal-effort-invalid = 種別は1〜100点、優先度は0〜100点で入力してください。
refusal-load-invalid = 点数は1〜10,000で入力してください。空欄は無制限です。
refusal-channel-locked = この受付経路は管理者が固定しています。
duty-title = 受付経路と上限
duty-lead = 受付を停止した経路の新しいチケットは割り当てられません。固定したものは、本人が変更できません。上限は重みの点数で、空欄は無制限です。
duty-channel = 受付経路
duty-paused = 受付停止
duty-locked = 固定
duty-most = 上限（点）
duty-all = すべての合計
duty-menu = 受け付ける新しいチケット
duty-is-paused = 受付停止
duty-fixed = 固定
event-duty-set = { $who }が{ $person }の{ $via }を{ $paused ->
    [yes] 受付停止
   *[no] 受付中
}{ $locked ->
    [yes] （固定）
   *[no] {""}
}{ $most ->
    [0] {""}
   *[other] 、上限{ $most }点
}に設定しました
event-load-set = { $most ->
    [0] { $who }が{ $person }の上限をなしにしました
   *[other] { $who }が{ $person }の上限を{ $most }点に設定しました
}
event-effort-changed = { $who }がチケットの重みを変更しました
admin-skills = スキルと勤務時間
admin-skills-lead = 自動で割り当てるときに担当者に求める、言語・製品・資格などです。どのチケットに必要かは条件で決めます。
admin-skill-new = スキルを追加
admin-skills-none = スキルはまだありません
admin-skills-none-text = スキルがない場合は、対応できる状態で余裕のある担当者に割り当てます。
skill-name-hint = 例：英語、エスプレッソマシン、請求
skill-need = 必要度
skill-required = 必須
skill-required-hint = レベルに満たない担当者には割り当てません。対応できる担当者がいない場合は、チームに残ります。
skill-preferred = 優先
skill-preferred-hint = 余裕があるかぎり、レベルの高い担当者から割り当てます。
skill-least = 必要なレベル
skill-least-hint = 1は初級、5は熟練です。
skill-able = 対応可能
skill-condition = このスキルが必要なチケット
skill-condition-hint = 条件がなければ、すべてのチケットが対象です。言語の場合は「言語」を選んでください。
skill-people = 担当者のレベル
skill-people-hint = 1（初級）から5（熟練）までです。
skill-hours = 勤務時間
skill-hours-lead = 勤務中の担当者だけに割り当てるよう、チームごとに設定できます。勤務時間には営業カレンダーを使います：
skill-hours-none = 常時
event-skill-created = { $who }がスキル「{ $name }」を作成しました
event-skill-changed = { $who }がスキル「{ $name }」を変更しました
event-skill-removed = { $who }がスキル「{ $name }」を削除しました
event-hours-set = { $hours ->
    [none] { $who }が{ $person }への割り当てを常時に変更しました
   *[some] { $who }が{ $person }の勤務時間を設定しました
}
event-nobody-stands-in = { $person }は不在で、代理できる担当者がいませんでした
event-assignment-timed-out = { $person }が{ $minutes }分間対応しませんでした
