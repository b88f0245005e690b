# オブジェクト(チケットのほかに管理するもの)と、人・組織・チームの項目。

objects-title = オブジェクト
objects-link = オブジェクトを関連付ける
objects-unlink = 「{ $x }」の関連付けを解除
objects-find = オブジェクトを探す
objects-find-hint = 名前、シリアル番号など
objects-none-linked = 関連付けはまだありません。
objects-none-found = 見つかりません
objects-none-found-text = 名前の単語や、登録されている番号の先頭の文字で探してみてください。
objects-no-types = オブジェクトの種類はまだありません
objects-no-types-text = 注文、資産、契約、会議室など、ここで管理するものと閲覧できる担当者は、管理者が設定します。
objects-add = 新規
objects-create = 作成
objects-export = 書き出し
objects-import = 取り込み
objects-import-title = 「{ $x }」の取り込み
objects-import-limits = 見出し付き、5,000行・900 kBまで。ブックは最初のシートを読み取ります。CSVの文字コードはUTF-8またはShift_JISです。
objects-import-lead = 表からオブジェクトを取り込みます。名前が同じものは更新し、空欄の項目はそのまま残します。まず、取り込むとどうなるかを確認できます。
objects-sort = 並べ替え
objects-sort-name = 名前順
objects-sort-changed = 更新が新しい順
objects-sort-newest = 作成が新しい順
objects-show = 表示
objects-empty = まだ何もありません
objects-empty-text = 最初の1件を作成するか、表を取り込んでください。
objects-changed = 更新
objects-no-tickets = 関連付けられたチケット（閲覧できるもの）はありません。
objects-no-fields = ほかに登録されている情報はありません。
objects-pointing = これを参照しているもの
objects-history = 履歴
objects-open = 一覧を開く
object-new = 新規：{ $x }
object-since = 登録
object-remove = 削除
object-restore = 元に戻す
object-removed = 削除済み

admin-objects = オブジェクト
admin-objects-lead = 注文、資産、契約、会議室など、チケットのほかに管理するものです。種類ごとに項目と一覧があり、閲覧できる担当者を決められます。チケットに関連付けて、ルールやビューの条件にも使えます。
admin-objects-none-text = 最初の種類を作って項目を決めると、チケットの右の欄から関連付けられるようになります。
object-type-new = オブジェクトの種類を追加
object-type-name-en = 名前（英語）
object-type-name-ja = 名前（日本語）
object-type-plural-en = 一覧での名前（英語）
object-type-plural-ja = 一覧での名前（日本語）
object-type-icon = アイコン
object-type-columns = 一覧の列
object-type-columns-hint = 名前のほかに8列まで表示できます。先頭の列はチケットの欄にも表示されます。
object-type-no-columns = 先に項目を作ると、一覧に表示するものをここで選べます。
object-type-grants = 権限
object-type-grants-hint = 役割とチームの権限のうち、最も強いものが適用されます。管理者はすべての操作ができます。権限のない担当者には存在も表示されません。
object-type-party = 役割・チーム
object-type-team = チーム「{ $x }」
object-type-right = 権限
object-type-active-hint = オフにすると新しく作れなくなります。既存のものは残ります。
object-right-none = なし
object-right-see = 閲覧
object-right-edit = 閲覧と編集
object-right-manage = 編集・削除・取り込み・書き出し

fields-of = 項目の対象
fields-of-ticket = チケット
fields-of-person = 顧客
fields-of-organization = 組織
fields-of-team = チーム
fields-of-others-lead = 保存するとすぐにそれぞれのページに表示され、ビュー、ルール、SLA の条件にも使えます。
fields-of-others-none = 顧客番号、契約、フロアなど、最初の項目を作ると、この種類のすべてのページに表示されます。
field-object-type = オブジェクトの種類
field-ask-agent = 担当者に対して
field-ask-requester = 依頼者に対して
field-ask-requester-hint = ヘルプページのプロフィールでの扱いです。
field-kind-object = オブジェクト
field-kind-object-hint = ここで管理している注文や資産など
field-objects = 関連オブジェクト
profile-fields = 詳細情報
people-export = 書き出し
portal-profile = プロフィール
portal-profile-saved = プロフィールを保存しました。

event-person-field-changed = { $to ->
    [none] { $who }が{ $person }の「{ $field }」を空にしました
   *[other] { $who }が{ $person }の「{ $field }」を「{ $to }」にしました
}
event-organization-field-changed = { $to ->
    [none] { $who }が{ $organization }の「{ $field }」を空にしました
   *[other] { $who }が{ $organization }の「{ $field }」を「{ $to }」にしました
}
event-team-field-changed = { $to ->
    [none] { $who }がチーム「{ $team }」の「{ $field }」を空にしました
   *[other] { $who }がチーム「{ $team }」の「{ $field }」を「{ $to }」にしました
}
event-people-exported = { $who }が{ $people }人の情報を書き出しました
event-object-type-created = { $who }がオブジェクトの種類「{ $name }」を作成しました
event-object-type-changed = { $who }がオブジェクトの種類「{ $name }」を変更しました
event-object-type-removed = { $who }がオブジェクトの種類「{ $name }」を削除しました
event-object-created = { $who }がオブジェクト「{ $name }」を作成しました
event-object-renamed = { $who }がオブジェクトの名前を「{ $from }」から「{ $to }」に変更しました
event-object-field-changed = { $to ->
    [none] { $who }がオブジェクト「{ $object }」の「{ $field }」を空にしました
   *[other] { $who }がオブジェクト「{ $object }」の「{ $field }」を「{ $to }」にしました
}
event-object-removed = { $who }がオブジェクト「{ $name }」を削除しました
event-object-restored = { $who }がオブジェクト「{ $name }」を元に戻しました
event-object-linked = { $who }が「{ $name }」を関連付けました
event-object-unlinked = { $who }が「{ $name }」の関連付けを解除しました
event-objects-imported = { $who }が「{ $name }」を取り込みました（新規{ $created }件、更新{ $changed }件）
event-objects-exported = { $who }が「{ $name }」を書き出しました（{ $objects }件）
history-object-linked = { $who }がチケット「{ $name }」を関連付けました
history-object-unlinked = { $who }がチケット「{ $name }」の関連付けを解除しました

refusal-object-unknown = 該当するオブジェクトがありません。候補から選ぶか、名前をすべて入力してください。
refusal-object-unclear = 該当するオブジェクトが複数あります。「#」に続けて番号を入力してください。番号は、オブジェクトのページのURLの末尾にあります。
refusal-object-type-too-large = 列は8つ、権限は100行までです。
refusal-object-type-in-use = この種類のオブジェクトがあるか、項目で使われています。代わりにオフにしてください。
refusal-object-type-closed = この種類のオブジェクトは新しく作れません。
refusal-too-many-object-types = オブジェクトの種類は上限に達しています。使っていないものを削除してください。
refusal-too-many-objects = 1件のチケットに関連付けられるオブジェクトは50個までです。
refusal-object-removed = このオブジェクトは削除されています。先に元に戻してください。
refusal-object-already-linked = このオブジェクトはすでに関連付けられています。
refusal-import-without-name = 名前の列を選んでください。

field-kind-external = 外部システムの選択肢
field-kind-external-hint = 入力に応じて候補を表示
field-external-url = URL
field-external-url-hint = 問い合わせ先です。{"{"}words{"}"} が入力した文字に置き換わります。例：https://crm.example.com/customers?q={"{"}words{"}"}
field-external-list = 一覧のパス
field-external-list-hint = data.items のように点で区切ります。空欄なら応答全体が一覧です。
field-external-value = 値のパス
field-external-label = 名前のパス
field-external-header = ヘッダー
field-external-header-hint = 名前です。例：Authorization
field-external-secret = ヘッダーの値
field-external-try = 試す
field-external-words = 入力する文字
field-external-ask = 問い合わせる
field-external-nothing = 応答はありましたが、この文字の候補はありません。
refusal-external-invalid = https:// で始め、入力した文字を入れる場所に {"{"}words{"}"} を書いてください。
refusal-path-invalid = パスは data.items のように、名前を点で区切って入力してください。
refusal-external-silent = 外部システムが応答しないか、拒否しています。URLとヘッダーの値を確認してください。
refusal-external-unreadable = 応答のその場所に一覧がありません。パスを確認してください。
field-object-none = お客様の登録はありません。サインインしていない場合は、サインインしてください。
