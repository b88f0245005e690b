admin-flows = Flows
admin-flows-lead = A flow takes a ticket through several steps over time: it asks, waits, branches, repeats, and goes on by itself.
admin-flows-none = No flow yet
admin-flows-none-text = Build one for what takes days: an approval before an order, a reminder while nobody answers, the first week of a new colleague.
flow-new = New flow
flow-import = Import a flow
flow-import-lead = Paste what another flow was exported as. It becomes a draft; nothing runs until you publish it and switch it on.
flow-import-text = The exported flow
flow-import-do = Import
flow-export = Export
flow-draft = Draft
flow-on = On
flow-off = Off
flow-steps = { $n ->
    [one] 1 step
   *[other] { $n } steps
}
flow-steps-of = Steps of the flow
flow-start = Start
flow-starts-when = It starts when
flow-start-event = Something happens to a ticket
flow-start-button = Somebody presses its button on a ticket
flow-start-called = Another flow runs it
flow-purpose-hint = Why there is such a flow, for whoever finds it in a year.
flow-if-lead = Only on tickets for which this holds. Without a row it starts on every ticket.
flow-end = End
flow-publish = Publish
flow-discard = Discard the changes
flow-faults = Before it can be published:
flow-at-step = Step { $x }
flow-add = Add a step here
flow-up = Move up: { $x }
flow-down = Move down: { $x }
flow-up-short = Move up
flow-down-short = Move down
flow-remove-node = Remove: { $x }
flow-keys = Drag a step to a plus sign, or stay on one and press Alt with an arrow to move it, Delete to remove it.
flow-to-finish = Not filled in yet
flow-take = Save the step
flow-node-act = Do something
flow-node-act-hint = One action, the same as in rules.
flow-node-branch = Branch
flow-node-branch-hint = Goes one way when the condition holds for the ticket as it is then, and the other way when it does not.
flow-node-wait = Wait
flow-node-wait-hint = Goes on after this long.
flow-node-await = Wait for something
flow-node-await-hint = Goes one way as soon as it happens, and the other way when it has not happened in time.
flow-node-approve = Ask for approval
flow-node-approve-hint = Asks as the procedure says, waits for the decision, and goes the way of yes or of no.
flow-node-parallel = Side by side
flow-node-parallel-hint = Several lanes at the same time. It goes on when all of them have come to their end.
flow-node-loop = Repeat
flow-node-loop-hint = Goes round until the condition holds, but not more often than you say.
flow-node-call = Run another flow
flow-node-call-hint = Starts it on the same ticket and waits for its end. It must be switched on.
flow-node-stop = Stop
flow-node-stop-hint = Ends the whole flow on this ticket.
flow-list-yes = If so
flow-list-no = If not
flow-list-approved = Approved
flow-list-rejected = Not approved
flow-list-came = It happened
flow-list-late = Not in time
flow-list-round = Each round
flow-list-lane = Lane
flow-wait-told = Wait { $x }
flow-in-hours = Only working hours count: { $x }
flow-await-told = Wait for: { $x }
flow-at-most = At most { $x }
flow-loop-told = { $n ->
    [one] Repeat, once at most
   *[other] Repeat, { $n } times at most
}
flow-until = Until:
flow-approve-told = Ask for approval: { $x }
flow-call-told = Run the flow: { $x }
flow-wait-how-long = How long
flow-wait-hours = Which time counts
flow-wait-always = All of it
flow-wait-hours-hint = With a calendar, only its working hours count.
flow-await-what = What it waits for
flow-await-how-long = At most
flow-await-if = And only if
flow-loop-times = Rounds at most
flow-loop-until = Until this holds
flow-lanes = Lanes
flow-lanes-hint = Two to five. Only empty lanes are taken away.
flow-approve-which = Procedure
flow-call-which = Flow
flow-branch-if = Does this hold?
flow-try = Try its start
flow-try-lead = How often it would have started lately. Nothing is changed.
flow-tried = { $tickets ->
    [one] ticket it would have started on,
   *[other] tickets it would have started on,
} of { $looked ->
    [one] 1 event
   *[other] { $looked } events
} that it hears, in the last { $days ->
    [one] day
   *[other] { $days } days
}
flow-tried-more = There was more than could be looked at in one go: the newest were.
flow-runs = On its way, and lately
flow-runs-none = It has not run yet.
flow-versions-lead = What is under way keeps the version it began with.
flow-to-draft = Make this the draft
flow-change-start = What starts it, or its name
flow-change-added = New: { $x }
flow-change-removed = Taken out: { $x }
flow-change-moved = Moved: { $x }
flow-change-asks = With other particulars: { $x }
flow-change-changed = { $from } → { $to }
flow-ahead = { $n ->
    [one] What publishing changes: 1 thing
   *[other] What publishing changes: { $n } things
}
flow-run-running = Running
flow-run-waiting = Waiting
flow-run-failed = Needs a decision
flow-run-done = Done
flow-run-cancelled = Cancelled
flow-run-logged = Would have started
flow-run-suggested = Proposed
flow-run-declined = Declined
flow-stage-log-hint = It writes down where it would have started and what it would have done.
flow-stage-suggest-hint = It proposes on the ticket to start; a person says yes.
flow-off-hint = Nothing starts. What is under way comes to its end.
flow-foreseen-hint = Foreseen with the ticket as it was then; what its own steps would change is not counted.
flow-stands-suggested = Proposes to start
flow-run-ended = Ended with the ticket
flows-title = Flows
flows-of-ticket = Flows on this ticket
flows-of-ticket-lead = What flows do here, step by step, with what they saw.
flows-of-ticket-none = No flow has run here
flows-of-ticket-none-text = When one does, every step stands here: when, what it saw, and what it did.
flows-buttons = Start a flow
flows-past = None is under way.
flow-retry = Try again
flow-skip = Go on without this step
flow-cancel = Cancel the flow
flow-saw = What it saw
flow-lane = · lane { $n }
flow-until-when = until { $x }
flow-stands-ready = Goes on at step { $step }
flow-stands-waits = Waits until { $until } at step { $step }
flow-stands-awaits = Waits for something at step { $step }, until { $until } at most
flow-stands-asked = Waits for an approval at step { $step }
flow-stands-called = Waits for another flow at step { $step }
flow-stands-failed = Stopped at step { $step }: { $reason }
flow-outcome-started = The flow started
flow-outcome-foreseen = The flow would have started
flow-outcome-proposed = The flow proposes to start
flow-outcome-would = Would be done
flow-outcome-depends = Would be done; how it goes on depends on what comes
flow-outcome-taken = Somebody said yes
flow-outcome-declined = Somebody said no
flow-outcome-took = Done
flow-outcome-yes = It holds
flow-outcome-no = It does not hold
flow-outcome-waits = Waits
flow-outcome-waited = The time is over
flow-outcome-awaits = Waits for it
flow-outcome-came = It happened
flow-outcome-late = It did not happen in time
flow-outcome-forked = The lanes started
flow-outcome-round = Another round
flow-outcome-reached = The condition holds: no more rounds
flow-outcome-spent = All rounds are done
flow-outcome-asked = Asked, and waits for the decision
flow-outcome-approved = Approved
flow-outcome-rejected = Not approved
flow-outcome-called = The other flow started
flow-outcome-returned = The other flow is done
flow-outcome-stopped = Stopped here
flow-outcome-failed = Could not be done
flow-outcome-retried = Somebody had it try again
flow-outcome-skipped = Somebody had it go on without the step
flow-outcome-done = The flow is done
flow-outcome-cancelled = The flow was cancelled
flow-outcome-ended = The flow ended, because the ticket was put aside or merged
flow-held-circle = flows and rules would have gone round in a circle
flow-held-many = too many flows are under way on this ticket
event-flow-pressed = { $who } started the flow { $name }
event-flow-started = The flow { $name } started
event-flow-failed = The flow { $name } stopped at a step: { $reason }
event-flow-retried = { $who } had the flow { $name } try again
event-flow-skipped = { $who } had the flow { $name } go on without a step
event-flow-cancelled = { $who } ended the flow { $name }
event-flow-done = The flow { $name } is done
event-flow-held = The flow { $name } did not start: { $reason }
event-flow-suggested = The flow { $name } proposes to start
event-flow-created = { $who } made the flow “{ $name }”
event-flow-changed = { $who } changed the draft of the flow “{ $name }”
event-flow-published = { $who } published version { $version } of the flow “{ $name }”
event-flow-switched = { $who } { $active ->
    [on] switched on
    [log] set to log only
    [suggest] set to suggest
   *[off] switched off
} the flow “{ $name }”
event-flow-removed = { $who } removed the flow “{ $name }”
refusal-flow-empty = There is no step in it yet.
refusal-flow-unasked = Say what it depends on: add a row to the condition.
refusal-flow-lanes = Two to five lanes are possible.
refusal-flow-rounds = A loop goes 1 to 100 rounds.
refusal-flow-wait = A wait takes at least one minute and at most 366 days.
refusal-flow-too-deep = Steps lie too deep within each other. Move some of them into a flow of their own.
refusal-flow-unreached = Nothing comes after a stop: this step would never be reached.
refusal-flow-unfinished = Some steps are not finished. They are marked below.
refusal-flow-place = A step cannot be put there.
refusal-flow-circle = These flows would run each other for ever.
refusal-flow-in-use = Another flow runs this one. Take it out there first.
refusal-flow-name-gone = Something it names is not there any more. Choose another.
refusal-flow-unpublished = Publish the flow first.
refusal-flow-off = The flow it runs is switched off, or does not act yet.
refusal-flow-stageless = Only another flow runs this one: it has no start of its own to log or to suggest.
refusal-flow-under-way = This flow is already on its way through the ticket.
refusal-flow-not-offered = This flow is not offered for this ticket now.
refusal-flow-over = This flow has already gone on or come to its end.
refusal-flow-too-long = It has taken 1,000 steps, which is the most for one ticket.
refusal-flow-call-ended = The flow it ran was ended before it was done.
refusal-too-many-flows = There are 200 flows already. Remove those that nobody needs.
refusal-too-many-nodes = A flow has at most 100 steps. Move some of them into a flow of their own.
refusal-too-many-flow-runs = There are 20 flows under way on this ticket already.
flow-span-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
flow-span-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
flow-span-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
