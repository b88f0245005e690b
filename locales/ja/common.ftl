skip = 本文へ移動
skip-settings = 設定へ移動
send = 送信
optional = 任意
remove = 削除
sign-out = サインアウト
draft-saved = 下書きを保存しました
offline = サーバーに接続できません
