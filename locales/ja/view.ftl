# 保存したビュー：並び順、作成、表示

order-newest = 更新が新しい順
order-oldest = 更新が古い順
order-last-created = 作成が新しい順
order-first-created = 作成が古い順
order-last-received = 受信が新しい順
order-longest-waiting = 待ち時間が長い順
order-priority = 優先度が高い順
order-number = 番号順
