# Workflows: which statuses may follow which.

admin-workflows = Workflows
admin-workflows-lead = Which statuses may follow which, for tickets of some types or topics: who may take each step, and what must be filled in before. Other tickets go as they like.
admin-workflows-none = No workflows yet
admin-workflows-none-text = Draw one where the order of steps matters, as for purchases or repairs.
admin-workflow-new = New workflow
admin-workflow-for = For which tickets
admin-workflow-for-hint = A workflow for the topic goes before one for the type.
admin-workflow-moves = Steps
admin-workflow-moves-hint = From the status in the row to the status in the column. What is not ticked is closed to people and rules; mail that comes in, requesters and the clock are never held up.
admin-workflow-from = From
admin-workflow-takes = What a step takes
admin-workflow-takes-hint = Nothing chosen: everybody who may change the ticket. Several choices: each of them. New steps stand here once the workflow is saved.
admin-workflow-fields = Fields that must be filled in
admin-workflow-tasks = All tasks of the ticket must be done
admin-workflow-steps = { $n ->
    [one] One step
   *[other] { $n } steps
}

event-workflow-created = { $who } drew the workflow “{ $name }”
event-workflow-changed = { $who } changed the workflow “{ $name }”
event-workflow-removed = { $who } removed the workflow “{ $name }”

refusal-workflow-for-nothing = Choose at least one type or topic.
refusal-workflow-leads-nowhere = Tick at least one step.
refusal-too-many-workflows = There are as many workflows as there may be. Remove one that is not needed.
refusal-transition-closed = The workflow of this ticket has no such step from its present status.
refusal-transition-not-yours = The workflow of this ticket leaves this step to others.
refusal-transition-tasks = The workflow asks for every task of this ticket to be done. Tick them off, or remove those that are not needed.
refusal-transition-fields = The workflow asks for a field that is still empty. Fill it in beside the ticket first.
