channel-unreadable-subject = 読み取れないメッセージ
channel-unreadable-text = 読み取れないメッセージが届きました：{ $reason }
    元のメッセージを添付しています。管理者は読み取りをやり直すことができます。
