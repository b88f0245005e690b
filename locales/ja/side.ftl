sides-title = 個別のやり取り
sides-add = ほかの人に問い合わせる
side-new-title = { $x } についてほかの人に問い合わせる
side-answer-title = 返信：{ $x }
side-lead = 依頼者とは別のスレッドです。内容も返信も、依頼者には表示されません。
side-to = 宛先
side-to-hint = 仕入先や社外の担当者など。複数のときはカンマで区切ります。このチケットの関係者は指定できません。
side-subject = 件名
side-subject-hint = この宛先の人だけに表示されます。
side-text = 本文
side-files = 添付ファイル
side-from = 送信元 { $x }
side-said = これまでのやり取り
side-apart = 依頼者には表示されません。
side-owner = 開始：{ $x }
side-answer = 返信
side-finish = 完了にする
side-reopen = 再開する
side-state-done = 完了
side-state-answered = 返信あり
side-state-waits = 返信待ち
side-with = { $n ->
    [0] { $x }
   *[other] { $x }ほか{ $n }名
}
side-messages = { $n }件
event-side-begun = { $who }がほかの人に問い合わせました：「{ $subject }」
event-side-written = { $who }が個別のやり取り「{ $subject }」に書き込みました
event-side-answered = { $who }から個別のやり取り「{ $subject }」に返信がありました
event-side-done = { $who }が個別のやり取り「{ $subject }」を完了にしました
event-side-reopened = { $who }が個別のやり取り「{ $subject }」を再開しました
refusal-side-with-requester = 宛先にこのチケットの関係者が含まれています。依頼者に見せないやり取りには指定できません。返信で連絡してください。
refusal-too-many-sides = このチケットには個別のやり取りがすでに50件あります。既存のやり取りを続けてください。
channel-evidence-side-address = この個別のやり取り専用のアドレスに届きました。
channel-evidence-side-sender = { $address } は、この個別のやり取りの相手です。チケットの関係者ではありません。
channel-evidence-side-agent = 社内の { $address } からのメールです。ここに保存しましたが、誰にも転送していません。相手に送るには、この画面から返信してください。
notice-side-spoke = チケット #{ $number }「{ $subject }」の個別のやり取り「{ $side }」に、{ $author }さんから返信がありました。
notice-side-answer = 返信するにはチケットを開いてください。このメールに返信しても、個別のやり取りに保存されるだけで、相手には送信されません。
