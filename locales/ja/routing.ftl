refusal-most-invalid = 1人が持てる未完了チケットの件数を1〜1,000で入力してください。空欄は無制限です。
refusal-nothing-to-take = 取れるチケットがありません。チームのチケットにはすべて担当者がいるか、持てる件数に達しています。
refusal-absence-in-the-past = これからの日付を選択してください。
refusal-substitute-unknown = 代理は、有効な担当者から選択してください。
routing-title = 新しいチケットの自動割り当て
routing-lead = チームごとに「しない」「順番に」「未完了が最も少ない担当者に」から選びます。不在の担当者には割り当てません。割り当てた理由は各チケットに表示されます。
routing-way = 方法
routing-off = しない（チームで取る）
routing-turn = 順番に
routing-load = 未完了が最も少ない担当者に
routing-most = 1人あたりの上限
routing-keeps = その依頼者に最後に回答した担当者を優先
routing-try = 過去のチケットで試す
routing-tried = チームの最近のチケットでは、次のように割り当てられました。
routing-nobody = 割り当てられる担当者がいません。「しない」になっているか、回答できる担当者がいないチームです。
event-routing-changed = { $who }が{ $team }の自動割り当てを「{ $to }」に変更しました
event-ticket-routed = { $because ->
    [knows] この依頼者に最後に回答した{ $person }に割り当てました（候補{ $among }人）
    [load] 未完了が最も少ない{ $person }に割り当てました（候補{ $among }人、不在{ $away }人、上限{ $full }人）
    [stands_in] 代理の{ $person }に割り当てました
   *[turn] 順番により{ $person }に割り当てました（候補{ $among }人、不在{ $away }人、上限{ $full }人）
}
event-absence-set = { $until ->
    [none] { $person }が復帰しました
   *[other] { $person }は{ $until }まで不在です
}
list-next = 次のチケット
said-nothing-to-take = いま取れるチケットはありません
me-absence = 不在
me-absence-hint = 不在の間は新しいチケットが割り当てられません。担当チケットに依頼者から連絡があると、代理の担当者に渡ります。
me-absence-until = 復帰日
me-absence-substitute = 代理
me-absence-nobody = なし
me-absence-back = 復帰する
