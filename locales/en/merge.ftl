ticket-merge = Merge into another ticket …
merge-title = Merge { $x } into another ticket
merge-into = Target ticket
merge-into-hint = Its number, or some of its words. The conversation goes on there.
merge-nearby = Other tickets of the same requester
merge-look = Show what will happen
merge-not-there = There is no ticket of this number or words, or it is not yours to change. Type its number, or choose it from the list that appears while you type.
merge-messages = { $n ->
    [one] One message moves to the target, in its place in time and marked with where it came from.
   *[other] { $n } messages move to the target, in their place in time and marked with where they came from.
}
merge-joins = { $x } will be in copy of the target and see its public messages.
merge-tags = The target also gets the tags { $x }.
merge-tasks = { $n ->
    [one] Its task is shown on the target as well.
   *[other] Its { $n } tasks are shown on the target as well.
}
merge-times = { $n ->
    [one] The working time recorded on it counts for the target as well.
   *[other] { $n } entries of working time on it are shown on the target as well.
}
merge-links = { $n ->
    [one] Its link is shown on the target as well.
   *[other] Its { $n } links are shown on the target as well.
}
merge-keeps = The target keeps its own status, priority, assignee, due date and fields. Who follows this ticket follows the target.
merge-mail = Later mail to either number reaches the target. The old number and its links lead there.
merge-undo = Undo in the timeline gives the ticket back as it was.
merge-do = Merge
merge-other = Choose another target
bulk-merge = Merge…
bulk-merge-title = Merge these tickets
bulk-merge-lead = Choose the one in which the conversation goes on. The others go into it.
bulk-merge-into = Goes on in
bulk-merge-joins = Who asked the others, or is in copy of them, will be in copy of it and see its public messages.
bulk-merge-keeps = It keeps its own status, priority, assignee, due date and fields, and gets the tags of the others. Who follows one of them follows it.
bulk-merge-mail = Later mail to any of the numbers reaches it.
bulk-merge-undo = All of it can be taken back at once, as far as nothing has changed since.
refusal-merge-some = Tick two to twenty tickets to merge.
message-came-from = Said on #{ $x }
event-ticket-merged = { $who } merged the ticket into #{ $into }
event-ticket-absorbed = { $who } merged #{ $from } into this ticket
event-ticket-unmerged = { $who } took the ticket out of #{ $from } again
refusal-same-ticket = That is this ticket itself. Choose another one.
threads-which = Which ticket’s words
threads-all = All, as it happened
