# 優先度の呼び方。

admin-priorities = 優先度
admin-priorities-lead = 優先度は最大8段階で、上ほど緊急です。名前・色・使うかどうかは自由に決められます。順番は固定なので、一覧・SLA・条件で「どちらが緊急か」が食い違うことはありません。
admin-setting-priorities = 優先度

priorities-name-en = 英語名
priorities-name-ja = 日本語名
priorities-color = 色
priorities-color-usual = 標準
priorities-used = 使用する
priorities-always = 常に使用
priorities-public = 依頼者に表示
priorities-unused-hint = 使用しない優先度は選べなくなります。すでに設定されているチケット・ルール・フィルターはそのままで、APIからは引き続き設定できます。新しく使い始めた優先度には、SLAポリシーで設定するまで、「通常」寄りの隣の優先度と同じ時間が適用されます。
priorities-show = 表示
refusal-priority-normal-needed = 「通常」は新しいチケットの初期値のため、使用をやめられません。
refusal-priority-twice = 使用中の優先度に同じ名前があります。
refusal-priority-not-offered = この緊急度は選べなくなりました。別のものを選んでください。
portal-priority = 緊急度
portal-priority-usual = 指定しない
priorities-choose-hint = 依頼者に表示する優先度が2つ以上あると、依頼者はヘルプページで緊急度を選べます。
