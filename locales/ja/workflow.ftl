# ワークフロー：どのステータスからどのステータスへ進めるか。

admin-workflows = ワークフロー
admin-workflows-lead = 種別やトピックごとに、進めるステータス、進められる担当者、事前に必要な項目を決めます。対象外のチケットは自由に変更できます。
admin-workflows-none = ワークフローはまだありません
admin-workflows-none-text = 購入や修理など、手順が大切なチケットのために作成してください。
admin-workflow-new = ワークフローを追加
admin-workflow-for = 対象のチケット
admin-workflow-for-hint = トピックのワークフローが種別のワークフローより優先されます。
admin-workflow-moves = ステータスの進め方
admin-workflow-moves-hint = 行のステータスから列のステータスへの変更です。チェックのない変更は、担当者もルールもできません。受信メール、依頼者、時間による変更は制限しません。
admin-workflow-from = 変更前
admin-workflow-takes = 進むための条件
admin-workflow-takes-hint = 何も選ばない場合は、チケットを変更できる全員が進められます。複数選ぶと、いずれかに当てはまる担当者が進められます。追加した変更は、保存するとここに表示されます。
admin-workflow-fields = 入力が必要な項目
admin-workflow-tasks = チケットのタスクがすべて完了していること
admin-workflow-steps = { $n }通り

event-workflow-created = { $who }がワークフロー「{ $name }」を作成しました
event-workflow-changed = { $who }がワークフロー「{ $name }」を変更しました
event-workflow-removed = { $who }がワークフロー「{ $name }」を削除しました

refusal-workflow-for-nothing = 種別またはトピックを1つ以上選んでください。
refusal-workflow-leads-nowhere = 許可する変更を1つ以上選んでください。
refusal-too-many-workflows = ワークフローの数が上限に達しています。不要なものを削除してください。
refusal-transition-closed = このチケットのワークフローでは、現在のステータスからその変更はできません。
refusal-transition-not-yours = このチケットのワークフローでは、この変更はほかの担当者だけができます。
refusal-transition-tasks = このステータスに進むには、チケットのタスクをすべて完了する必要があります。完了にするか、不要なタスクを削除してください。
refusal-transition-fields = ワークフローで必要な項目が未入力です。先にチケットの項目を入力してください。
