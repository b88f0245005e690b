# ワークフロー：どのステータスからどのステータスへ進めるか。

admin-workflows = ワークフロー
admin-workflows-lead = 種類やトピックごとに、進めるステータス、進められる担当者、事前に必要な項目を決めます。対象外のチケットは自由に変更できます。
admin-workflows-none = ワークフローはまだありません
admin-workflows-none-text = 購入や修理など、手順が大切なチケットのために作成してください。
admin-workflow-new = ワークフローを追加
admin-workflow-for = 対象のチケット
admin-workflow-for-hint = トピックのワークフローが種類のワークフローより優先されます。
admin-workflow-moves = 進み方
admin-workflow-moves-hint = 行のステータスから列のステータスへ。チェックのない変更は、担当者もルールもできません。受信メール、依頼者、時間による変更は妨げません。
admin-workflow-from = 変更前
admin-workflow-takes = 進むための条件
admin-workflow-takes-hint = 何も選ばなければ、チケットを変更できる全員が進められます。複数選ぶと、いずれかに当てはまる担当者が進められます。新しい進み方は、保存するとここに表示されます。
admin-workflow-fields = 入力が必要な項目
admin-workflow-tasks = チケットのタスクがすべて完了していること
admin-workflow-steps = { $n } 通り

event-workflow-created = { $who }がワークフロー「{ $name }」を作成しました
event-workflow-changed = { $who }がワークフロー「{ $name }」を変更しました
event-workflow-removed = { $who }がワークフロー「{ $name }」を削除しました

refusal-workflow-for-nothing = 種類またはトピックを1つ以上選んでください。
refusal-workflow-leads-nowhere = 進み方を1つ以上選んでください。
refusal-too-many-workflows = ワークフローの数が上限に達しています。不要なものを削除してください。
refusal-transition-closed = このチケットのワークフローでは、今のステータスからその変更はできません。
refusal-transition-not-yours = このチケットのワークフローでは、その変更はほかの担当者が行います。
refusal-transition-tasks = この手順に進むには、チケットのタスクをすべて完了する必要があります。完了にするか、不要なタスクを削除してください。
refusal-transition-fields = ワークフローで必要な項目が未入力です。先にチケットの項目を入力してください。
