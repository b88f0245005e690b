tasks-title = Tasks
tasks-mine = My tasks
tasks-add = Add a task
tasks-make = Make a task of it
tasks-from-message = From a message
tasks-edit = Edit “{ $x }”
tasks-text = What is to be done
tasks-owner = Who
tasks-owner-elsewhere = { $x } (not in this team)
tasks-due = Until
tasks-checklists = Or a whole checklist
tasks-checklist = Checklist: { $x }
tasks-open = { $n ->
    [one] one open task
   *[other] { $n } open tasks
}
tasks-left-open = { $n ->
    [one] The ticket is done, but one task is still open.
   *[other] The ticket is done, but { $n } tasks are still open.
}
tasks-show = Show
tasks-overdue = Overdue
tasks-today = Today
tasks-later = Later
tasks-undated = Without a date
tasks-none = Nothing to do
tasks-none-text = Tasks that are yours appear here, from all tickets, the most urgent first.
when-example = tomorrow 3pm, next Monday
when-not-yet = Not understood yet
event-task-added = { $who } added the task “{ $text }”
event-task-changed = { $who } changed the task “{ $from }” to “{ $to }”
event-task-done = { $who } finished the task “{ $text }”
event-task-reopened = { $who } opened the task “{ $text }” again
event-task-came-due = The task “{ $text }” is due
event-task-removed = { $who } removed the task “{ $text }”
event-task-restored = { $who } brought the task “{ $text }” back
event-checklist-applied = { $who } added the checklist “{ $name }”
event-checklist-created = { $who } made the checklist { $name }
event-checklist-changed = { $who } changed the checklist { $name }
event-checklist-removed = { $who } removed the checklist { $name }
refusal-task-empty = Write what is to be done.
refusal-task-too-long = A task can have at most 500 characters.
refusal-too-many-tasks = That is too many: a ticket can have 200 tasks, a checklist 50 steps.
refusal-when-unclear = This moment is not understood. Write it like “tomorrow 3pm”, “next Monday 9am”, “in 3 hours” or “2026-03-05 14:00”.
admin-checklists = Checklists
admin-checklists-lead = Steps that come up again and again. Agents put a checklist on a ticket, and each step becomes a task.
admin-checklists-none = No checklists yet
admin-checklists-none-text = Make one for whatever your team must not forget, such as a return or a new employee.
admin-checklist-new = New checklist
admin-checklist-steps = Steps
admin-checklist-items = Steps
admin-checklist-items-hint = One step per line.
admin-checklist-teams-hint = Choose none, and it is there for all teams.
deadline-title = Due date
deadline-set = Set a due date
deadline-none = None
deadline-hint = Empty: no due date.
snooze-then = What happens when it wakes
snooze-then-as-is = then it comes back as it is
snooze-then-status = then it becomes “{ $x }”
snooze-words = Until when, in words
composer-at-words = Send later, in words
field-deadline = Due date
refusal-deadline-in-the-past = A due date lies ahead. Choose a later moment.
event-deadline-came = The due date has come ({ $at })
event-deadline-changed = { $to ->
    [none] { $who } removed the due date
   *[other] { $who } set the due date to { $to }
}
tasks-team = Or a team
tasks-take = Take
tasks-take-this = Take “{ $x }”
tasks-whose = Whose tasks
tasks-own = Mine
tasks-of-teams = Of my teams
tasks-teams-title = Tasks of my teams
tasks-none-team = Tasks given to one of your teams stand here until somebody takes them.
tasks-comment = Comment
tasks-comment-add = Comment
tasks-comment-remove = Remove this comment
tasks-comments = { $n ->
    [one] one comment
   *[other] { $n } comments
}
event-task-commented = { $who } commented on the task “{ $text }”
event-task-comment-removed = { $who } removed a comment on the task “{ $text }”
refusal-task-team-blind = Nobody of that team may see this ticket.
told-task-commented = { $who } commented on the task “{ $name }”
told-task-commented-bare = { $who } commented on a task
told-task = { $who } gave you the task “{ $name }”
told-task-bare = { $who } gave you a task
told-task-itself = The task “{ $name }” is yours now
told-task-itself-bare = A task is yours now
told-task-due = Your task “{ $name }” is due
told-task-due-bare = A task of yours is due
occasion-task = A task is given to me
occasion-task-hint = By a colleague or a rule.
occasion-task-due = A task of mine is due
occasion-task-due-hint = Once, when its moment comes and it is not done.
