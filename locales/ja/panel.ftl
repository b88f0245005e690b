# パネル：他のシステムが依頼者について知っていること

admin-panels = パネル
admin-panels-lead = 依頼者についてほかのシステムが持つ情報（注文、契約、アカウントなど）を、チケットの横に表示します。JSONで応答するサービスであれば、どれでも使えます。
admin-panels-none = パネルはまだありません
admin-panels-none-text = ショップ、顧客台帳、請求システムなどのアドレスを追加し、応答のうち何を表示するかを選びます。
admin-panel-new = パネルを追加
admin-panel-edit = パネルを変更
panel-name-hint = チケットの横で、見出しとして表示されます。
panel-active = 表示する
panel-active-hint = 下で選んだチームのチケットの横に表示します。
panel-asks = 問い合わせ先
panel-url = アドレス
panel-url-hint = GETで、5秒以内に問い合わせます。変数はパスとクエリーに使えますが、ホスト名には使えません。KEYは項目のキーです。パスの変数が1つでも空の場合、またはクエリーの変数がすべて空の場合は、問い合わせません。社内ネットワークのアドレスには、設定で許可した場合にだけ接続します。
panel-header = ヘッダー
panel-header-hint = 相手のシステムがこちらを確認するための名前です（例：Authorization、X-Api-Key）。
panel-secret = ヘッダーの値
panel-secret-hint = 暗号化して保存し、再表示しません。Authorizationの場合は「Bearer 」も含めて入力してください。
panel-secret-kept = 保存済みです。変更しない場合は空欄のままにしてください。
panel-secret-forget = 値を削除する
panel-minutes = 応答を使い回す時間（分）
panel-shows = 表示内容
panel-lines = 行
panel-lines-hint = 1行に1つずつ「名前 = 応答の中の場所」の形で書きます（例：「プラン = customer.plan」「最後の注文 = orders.0.number」）。応答にないものは表示しません。「プラン = customer.plan > plan」のように書くと、依頼者の項目「plan」が空のときに、担当者が1クリックで反映できます。「>」の後には、requester.name（名前）、requester.language（言語）、requester.time_zone（タイムゾーン）、requester.phone（電話番号）、または「organization.」に続けて組織の項目のキーも指定できます。
panel-teams = チーム
panel-teams-hint = どれも選ばない場合は、すべてのチケットの横に表示します。
panel-try = 試してみる
panel-try-lead = 上に入力した内容で、1件のチケットか1人の顧客について今すぐ問い合わせます。保存はしません。
panel-try-ticket = チケット番号
panel-try-do = 問い合わせる
panel-try-person = または顧客
panel-try-person-hint = チケットの代わりに、メールアドレス、電話番号、#番号のいずれかで指定します。
panel-lacks = 問い合わせに使う値が登録されていないため、問い合わせませんでした。
panel-try-said = 応答
panel-nothing = 該当する情報はありません。
panel-denied = 相手のシステムに接続を拒否されました。ヘッダーとその値を確認してください。
panel-failed = 相手のシステムが応答できませんでした。しばらくしてから、もう一度お試しください。
panel-slow = 5秒以内に応答がありませんでした。
panel-inner = このアドレスは社内ネットワークにあり、設定で許可されていません。
panel-large = 応答が256 KBを超えています。
panel-unreachable = 相手のシステムに接続できませんでした。
panel-secret-lost = 保存した値を読み取れません。もう一度入力してください。
refusal-too-many-panels = パネルの数が上限に達しています。先にどれかを削除してください。
refusal-panel-variable = そのような変数、またはそのキーの項目はありません。アドレスの下にあるものから選んでください。
refusal-panel-empty = 表示する行を1行以上入力してください。
refusal-panel-lines = 各行を「名前 = 応答の中の場所」の形で、30行以内で書いてください。
refusal-header-invalid = ヘッダーとして使えません。名前には英数字とハイフンを使い、値は1行にしてください。
refusal-answer-no-json = 応答がJSONではありません。
refusal-secret-again = アドレスが別のシステムに変わりました。ヘッダーの値をもう一度入力してください。
event-panel-created = { $who }がパネル「{ $name }」を追加しました
event-panel-changed = { $who }がパネル「{ $name }」を変更しました
event-panel-removed = { $who }がパネル「{ $name }」を削除しました
panel-fill = 空欄{ $n }件に反映
refusal-panel-field = 「>」の後には、「項目」にある顧客の項目のキー、「organization.」に続けて組織の項目のキー、または requester.name、requester.language、requester.time_zone、requester.phone を指定してください。
refusal-nothing-to-fill = 反映できる内容がありません。すべて入力済みか、応答に該当する値がありません。
refusal-panel-fills-nothing = 自動で反映するには、「プラン = customer.plan > plan」のように反映先のある行が必要です。
refusal-panel-needs-ticket = 自動での問い合わせと顧客の画面での表示は、チケットのない人についても行います。アドレスにチケットの変数は使えません。
refusal-panel-not-by-itself = このパネルは自動で問い合わせる設定になっていません。
panel-with-person = 顧客の画面にも表示
panel-with-person-hint = このパネルのチームのチケットを閲覧できる担当者に表示します。この場合、アドレスにチケットの変数は使えません。
panel-by-itself = 自動で反映
panel-by-itself-hint = 今後新しく登録される人について（チームにかかわらず）自動で問い合わせ、空欄に反映します。入力済みの内容や、誰かが消した欄は変更しません。取り込んだ人については問い合わせません。
panel-waiting = { $n ->
    [0] 問い合わせを待っている人はいません。
    [1000] 1,000人以上が問い合わせを待っています。
   *[other] { $n }人が問い合わせを待っています。
}
panel-given-up = { $n ->
    [1000] 失敗：1,000人以上
   *[other] 失敗：{ $n }人
}
panel-ask-again = 失敗した人についてもう一度問い合わせる
event-panel-asked-again = { $who }がパネル「{ $name }」で{ $people }人についてもう一度問い合わせました
event-person-filled = { $who }がパネル「{ $name }」から{ $person }の空欄{ $fields }件に反映しました
