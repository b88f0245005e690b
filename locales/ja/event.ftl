# 履歴の種類ごとに一文。変数：$who は操作した人。ほかは各項目を画面に出す形にしたもの（人名、ステータス名、日時など）。
# 該当なしは "none"、「返信があるまで」のスヌーズは "reply" を渡す。
event-ticket-created = { $who }がチケットを作成しました
event-message-received = { $who }からメッセージが届きました
event-message-sent = { $who }が返信しました
event-message-forwarded = { $who }がチケットを転送しました
event-message-taken-back = { $who }が送信前のメッセージを取り消しました
event-message-moved = { $who }がメッセージを { $from } から { $to } へ移しました
event-message-reread = { $who }が原文からメッセージを読み直しました
event-note-added = { $who }が社内メモを追加しました
event-subject-changed = { $who }が件名を「{ $from }」から「{ $to }」に変更しました
event-status-changed = { $who }がステータスを「{ $from }」から「{ $to }」に変更しました
event-priority-changed = { $who }が優先度を「{ $from }」から「{ $to }」に変更しました
event-kind-changed = { $who }が種別を「{ $from }」から「{ $to }」に変更しました
event-tags-changed = { $who }がタグを「{ $from }」から「{ $to }」に変更しました
event-team-changed = { $who }がチームを「{ $from }」から「{ $to }」に変更しました
event-assignee-changed = { $to ->
    [none] { $who }が{ $from }の担当を外し、担当者なしにしました
   *[other] { $who }が{ $to }を担当者にしました
}
event-requester-changed = { $who }が依頼者を{ $from }から{ $to }に変更しました
event-organization-changed = { $to ->
    [none] { $who }が組織を外しました
   *[other] { $who }が組織を「{ $to }」にしました
}
event-participant-added = { $who }が{ $person }をCcに追加しました
event-participant-removed = { $who }が{ $person }をCcから外しました
event-participant-paused = { $paused ->
    [no] { $who }が{ $person }への返信の送信を再開しました
   *[yes] { $who }が{ $person }への返信の送信を一時停止しました
}
event-follower-added = { $person }がフォローを始めました
event-follower-added-by = { $who }が{ $person }をフォロワーに追加しました
event-follower-removed-by = { $who }が{ $person }をフォロワーから外しました
event-follower-removed = { $person }がフォローをやめました
event-thanks-taken = お礼だけの返信のため、{ $who }が解決済みのままにしました
event-ticket-snoozed = { $to ->
    [reply] { $who }が返信があるまでスヌーズしました
   *[other] { $then ->
        [none] { $who }が{ $to }までスヌーズしました
       *[other] { $who }が{ $to }までスヌーズし、その後「{ $then }」になるようにしました
    }
}
event-ticket-woken = { $who }がスヌーズを解除しました
event-ticket-trashed = { $who }がゴミ箱に移動しました
event-ticket-restored = { $who }がゴミ箱から戻しました
event-ticket-marked-spam = { $who }が迷惑メールに指定しました
event-ticket-marked-not-spam = { $who }が迷惑メールの指定を解除しました
event-letter-left = 一部の宛先のメールサーバーがメッセージを受け付けました
event-letter-sent = すべての宛先のメールサーバーがメッセージを受け付けました
event-letter-failed = メッセージを送信できませんでした：{ $reason }
event-letter-retried = { $who }がメッセージの再送信を指示しました
event-letter-bounced = { $address } にメッセージを届けられませんでした：{ $reason }
event-letter-uncertain = 送信の途中で接続が切れたため、送信できたかどうか確認できません：{ $reason }
event-letter-cancelled = { $who }がメッセージの送信を取りやめました
event-letter-withheld = { $address } への自動返信は送信しませんでした：{ $reason }
event-message-decided = 受信メールを振り分けました：{ $decision }
event-message-unreadable = 受信メールを読み取れませんでした。元のメールを添付しています
event-person-created = { $who }が{ $person }を登録しました
event-person-created-itself = { $person }が登録されました
event-person-changed = { $who }が{ $person }の情報を変更しました
event-person-changed-itself = { $person }の情報が変更されました
event-address-added = { $who }が{ $person }にアドレス { $address } を追加しました
event-address-removed = { $who }が{ $person }からアドレス { $address } を削除しました
event-address-chosen = { $who }が{ $person }への送信先を { $from } から { $to } に変更しました
event-address-shared = { $who }が{ $person }のアドレス { $address } を共用に設定しました
event-address-owned = { $who }が{ $person }のアドレス { $address } を本人専用に設定しました
event-signature-changed = { $person }が署名を変更しました
event-organization-created = { $who }が組織「{ $organization }」を登録しました
event-organization-renamed = { $who }が組織名を「{ $from }」から「{ $to }」に変更しました
event-domain-added = { $members ->
    [0] { $who }が「{ $organization }」にドメイン { $domain } を追加しました
   *[other] { $who }が「{ $organization }」にドメイン { $domain } を追加し、{ $members }人が所属しました
}
event-domain-removed = { $who }が「{ $organization }」からドメイン { $domain } を削除しました
event-agent-invited = { $who }が{ $person }を「{ $role }」として招待しました
event-agent-joined = { $person }が参加しました
event-role-changed = { $who }が{ $person }の役割を「{ $from }」から「{ $to }」に変更しました
event-level-changed = { $who }が「{ $team }」での{ $person }の権限を「{ $from }」から「{ $to }」に変更しました
event-agent-deactivated = { $who }が{ $person }を無効にしました
event-agent-reactivated = { $who }が{ $person }を有効に戻しました
event-password-changed = { $person }のパスワードが変更されました
event-password-forgotten = { $person }にパスワード再設定のリンクを送信しました
event-sign-in-link-asked = { $person }にサインイン用のリンクを送信しました
event-newcomer-asked = 新しい方にサインイン用のリンクを送信しました
event-signed-in = { $person }がサインインしました
event-sign-in-failed = { $person ->
    [none] 登録のないアドレスでのサインインに失敗しました
   *[other] { $person }としてのサインインに失敗しました
}
event-signed-out = { $person }がサインアウトしました
event-access-token-created = { $who }がプログラム用トークン「{ $name }」を発行しました
event-access-token-removed = { $who }がプログラム用トークン「{ $name }」を無効にしました
event-session-revoked = { $who }が{ $person }のサインインを解除しました
event-team-created = { $who }がチーム「{ $team }」を作成しました
event-team-renamed = { $who }がチーム名を「{ $from }」から「{ $to }」に変更しました
event-teams-ordered = { $who }がチームの並び順を変更しました
event-team-removed = { $who }がチーム「{ $name }」を削除しました
event-status-created = { $who }がステータス「{ $status }」を作成しました
event-status-edited = { $who }がステータス「{ $status }」を変更しました
event-status-removed = { $who }がステータスを削除しました
event-calendar-created = { $who }が営業カレンダー「{ $name }」を作成しました
event-calendar-changed = { $who }が営業カレンダー「{ $name }」を変更しました
event-calendar-removed = { $who }が営業カレンダー「{ $name }」を削除しました
event-tag-created = { $who }がタグ「{ $tag }」を作成しました
event-tag-renamed = { $who }がタグ名を「{ $from }」から「{ $to }」に変更しました
event-ticket-erased = { $who }がチケット #{ $number } を完全に削除しました
event-tag-removed = { $who }がタグ「{ $name }」を削除しました
event-mailbox-created = { $who }がメールボックス { $mailbox } を追加しました
event-mailbox-changed = { $who }がメールボックス { $mailbox } の設定を変更しました
event-mailbox-activated = { $who }がメールボックス { $mailbox } を有効にしました
event-mailbox-deactivated = { $who }がメールボックス { $mailbox } を無効にしました
event-mailbox-removed = { $who }がメールボックスを削除しました
event-mailbox-troubled = { $mailbox }：{ $worry }
event-mailbox-recovered = { $mailbox } の問題は解消しました：{ $worry }
event-mailbox-authorized = { $who }がメールボックス { $mailbox } へのアクセスを許可しました
event-application-registered = { $who }が { $provider } のアプリケーションを登録しました
event-installation-set-up = { $person }がヘルプデスクの初期設定を行いました
event-setting-changed = { $how ->
    [parts] { $who }が設定「{ $key }」を変更しました（{ $to }）
    [whole] { $who }が設定「{ $key }」を変更しました
   *[other] { $who }が設定「{ $key }」を「{ $from }」から「{ $to }」に変更しました
}
event-file-read = ファイルの文字を読み取り、検索できるようにしました
event-job-buried = ジョブの失敗が続いたため、保留にしました
event-job-retried = { $who }が保留中のジョブを再実行しました
event-demo-removed = { $who }がデモデータを削除しました（チケット{ $tickets }件）
event-undone = { $left ->
    [none] { $who }が変更を元に戻しました
   *[other] { $who }が統合を元に戻し、#{ $left } は別のチケットに戻りました
}
event-view-created = { $who }がビュー「{ $name }」を作成しました
event-list-coloured = { $who }が一覧「{ $list }」の色分けを変更しました
event-view-changed = { $who }がビュー「{ $from }」を変更しました（現在の名前：「{ $to }」）
event-view-removed = { $who }がビュー「{ $name }」を削除しました
event-view-restored = { $who }がビュー「{ $name }」を元に戻しました
event-views-ordered = { $who }がビューの並び順を変更しました
event-ticket-starred = { $who }がチケットにスターを付けました
event-ticket-unstarred = { $who }がチケットのスターを外しました
event-run-begun = { $who }が{ $tickets }件のチケットの一括変更を開始しました
event-template-created = { $who }がテンプレート「{ $name }」を保存しました
event-template-changed = { $who }がテンプレート「{ $name }」を変更しました
event-template-removed = { $who }がテンプレート「{ $name }」を削除しました
event-mailing-begun = { $who }が{ $tickets }人への個別チケットの一斉作成を開始しました
event-mailing-cancelled = { $who }が個別チケットの一斉作成を中止しました
event-run-cancelled = { $who }が一括変更を中止しました
event-run-confirmed = { $who }が誤送信防止ルール（{ $guards }）の警告を確認し、{ $tickets }件のチケットにも送信しました
event-run-undone = { $who }が一括変更を元に戻しました
event-tickets-exported = { $who }が一覧「{ $view }」（{ $tickets }件）を { $format } で書き出しました
event-views-counted = ビュー{ $views }件の件数を集計しました
event-signing-key-changed = { $who }が{ $domain }のDKIM鍵 { $selector } を{ $what ->
    [added] 作成しました
    [activated] 署名に使い始めました
    [retired] 使用終了にしました
    [removed] 削除しました
   *[other] 変更しました
}
event-mail-key-changed = { $who }が{ $address }の鍵 { $fingerprint } を{ $what ->
    [added] 追加しました
    [learned] 取得しました
    [trusted] 信頼しました
    [distrusted] 信頼しないことにしました
    [removed] 削除しました
   *[other] 変更しました
}
