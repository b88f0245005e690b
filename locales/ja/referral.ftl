# チームの外の人へのチケットの共有。

referrals-title = 共有先
refer-command = チケットを共有
refer-title = { $x } を共有
refer-to = 共有先
refer-to-choose = 選択してください
refer-to-hint = チケットは現在のチームに残ります。共有された担当者は「共有されたチケット」、番号、検索から開けます。チームに共有すると、そのチームでの権限の範囲でメンバー全員が開けます。
refer-agents = 担当者
refer-level = できること
refer-word = メッセージ
refer-word-hint = 相手への通知と、チケットの履歴に表示されます。
refer-do = 共有する
referral-withdraw = { $x } への共有をやめる
referred-mine = 共有されたチケット
referred-none = 共有されたチケットはありません
referred-none-text = 担当していないチームのチケットを同僚が共有すると、解決するまでここに表示されます。

event-ticket-referred = { $who }が{ $to }にチケットを共有しました（{ $level ->
    [reply] 閲覧と返信
   *[read] 閲覧のみ
}）{ $word ->
    [none] {""}
   *[other] 「{ $word }」
}
event-referral-withdrawn = { $who }が{ $to }への共有をやめました
occasion-referred = チケットが共有された
occasion-referred-hint = 担当していないチームのチケットが、自分または自分のチームに共有されたとき
told-referred = { $who }さんがこのチケットを共有しました
told-referred-itself = このチケットが共有されました
refusal-referral-needless = すでにこのチケットを開くことができ、同じ操作ができます。
refusal-referral-to-nobody = 有効な担当者かチームを選んでください。
refusal-too-many-referrals = 共有先は20件までです。先にいずれかの共有をやめてください。
