# Rules: what they hear, what they do, how they are tried and explained.

admin-rules = Rules
admin-rules-lead = A rule looks at a ticket when something happens, when a time has come or when somebody presses its button, and then does what people would do by hand. Rules of one kind act from top to bottom.
admin-rules-none = No rules yet
admin-rules-none-text = Begin with a recipe from the gallery, or with an empty rule. A new rule is off until you switch it on, and at first it only logs.
admin-rule-new = New rule
admin-rule-gallery = Gallery
admin-rule-gallery-lead = Rules that many desks use. Choose one: it opens in the editor, and nothing is saved before you say so.
admin-rule-when = When
admin-rule-never = never
admin-rule-state = State
admin-rule-purpose = Purpose
admin-rule-purpose-hint = Why there is this rule. Whoever looks at it in a year will be glad.
admin-rule-kind = Looks
admin-rule-on = At these events
admin-rule-on-lead = The rule looks whenever one of these happens to a ticket.
admin-rule-if = If
admin-rule-if-lead = The ticket as it is at that moment, after the rules above have acted. Spam and trash are left alone unless you ask for their place.
admin-rule-then = Then
admin-rule-then-lead = Step by step, from top to bottom. A step that is not possible says so on the ticket, and the next one is taken all the same.
admin-rule-no-steps = Nothing yet. Add the first step.
admin-rule-add-step = Add step
admin-rule-drop-step = Remove this step
admin-rule-stop = Stop afterwards
admin-rule-stop-hint = When this rule fires, the rules below it do not look at the same event any more.
admin-rule-old = Also old tickets
admin-rule-old-hint = Act at once on tickets for which the time had come before. Otherwise only on those whose time comes from now on.
admin-rule-off = Off
admin-rule-off-hint = It does not look.
admin-rule-switch = How far it goes
admin-rule-recent = What it did last
admin-rule-recent-none = It has not fired yet.
admin-rule-versions = Versions
admin-rule-version = Version { $x }
admin-rule-roll-back = Back to this version
admin-rule-current = now
admin-rule-removed-author = by the desk

rule-kind-event = when something happens
rule-kind-time = when a time has come
rule-kind-button = when somebody presses its button
rule-kind-event-short = Event
rule-kind-time-short = Time
rule-kind-button-short = Button
stage-log = Log only
stage-log-hint = It writes down when it would have acted.
stage-suggest = Suggest
stage-suggest-hint = It proposes on the ticket; a person says yes.
stage-act = Act
stage-act-hint = It acts by itself.

rule-on-ticket-created = Ticket created
rule-on-message-received = Message received
rule-on-message-sent = Reply sent
rule-on-message-forwarded = Forwarded
rule-on-note-added = Note added
rule-on-side-answered = Side conversation answered
rule-on-person-mentioned = Colleague mentioned
rule-on-status-changed = Status changed
rule-on-priority-changed = Priority changed
rule-on-kind-changed = Type changed
rule-on-tags-changed = Tags changed
rule-on-team-changed = Team changed
rule-on-assignee-changed = Assignee changed
rule-on-requester-changed = Requester changed
rule-on-organization-changed = Organization changed
rule-on-subject-changed = Subject changed
rule-on-participant-added = Person put in copy
rule-on-follower-added = Follower added
rule-on-ticket-snoozed = Snoozed
rule-on-ticket-woken = Woken
rule-on-ticket-trashed = Moved to the trash
rule-on-ticket-restored = Restored
rule-on-ticket-marked-spam = Marked as spam
rule-on-ticket-marked-not-spam = Marked as no spam
rule-on-ticket-absorbed = Another ticket merged in
rule-on-letter-sent = Letter delivered
rule-on-letter-failed = Letter failed
rule-on-letter-bounced = Letter bounced
rule-on-letter-uncertain = Delivery uncertain
rule-on-participant-removed = Person taken out of copy
rule-on-follower-removed = Follower taken out
rule-on-topic-changed = Topic changed
rule-on-field-changed = A field changed
rule-on-deadline-changed = Due date changed
rule-on-object-linked = Object linked
rule-on-object-unlinked = Object taken off
rule-on-ticket-linked = Linked to another ticket
rule-on-ticket-unlinked = Link to another ticket taken off
rule-on-ticket-unblocked = Nothing left to wait for: the last ticket before it is done
rule-on-ticket-blocked = Waits for another ticket again
rule-on-ticket-split = Messages split off to another ticket
rule-on-ticket-split-off = Split off from another ticket
rule-on-task-added = Task added
rule-on-task-done = Task done
rule-on-task-reopened = Task open again
rule-on-checklist-applied = Checklist applied
rule-on-time-logged = Time logged
rule-on-note-edited = Note changed
rule-on-side-begun = Side conversation begun
rule-on-side-done = Side conversation done
rule-on-ticket-routed = Assigned by itself
rule-on-assignment-timed-out = Nobody touched it in time
rule-on-sla-warned = Warned of a promised time
rule-on-sla-breached = A promised time is over
rule-on-approval-withdrawn = Approval withdrawn
rule-on-flow-failed = A flow stopped at a step
rule-on-flow-done = A flow is done
rule-on-queue-crossed = The queue of a team became longer or shorter than …
rule-on-ticket-opened = An agent opened it
rule-on-ticket-left = An agent left it
event-queue-crossed = { $to ->
    [one] The queue of { $team } went from { $from } to { $to } open ticket
   *[other] The queue of { $team } went from { $from } to { $to } open tickets
}
event-ticket-opened = { $person } opened the ticket
event-ticket-left = { $person } left the ticket

step-set-status = Set the status
step-set-priority = Set the priority
step-set-kind = Set the type
step-set-topic = Set the topic
step-set-organization = Set the organization
step-organization = Name of the organization, also {"{{ field.company }}"}; where that is empty: none
step-set-field = Fill in a field
step-set-deadline = Set the due date, from now
step-add-task = Add a task
step-apply-checklist = Apply a checklist
step-clear-deadline = Take the due date away
step-link = Link to another ticket
step-unlink = Take the link to another ticket away
step-link-object = Link an object
step-unlink-object = Take an object off
step-add-participant = Put somebody in copy
step-remove-participant = Take somebody out of copy
step-log-time = Record time
step-star = Put a star on it for
step-start-flow = Begin a flow
step-relation = What the other ticket is to this one
step-other-ticket = Number, also in a text: {"#{{ field.master }}"}
step-object-type = Kind of object
step-object-name = Whole name, also {"{{ field.asset }}"}
step-participant = Address, also {"{{ field.manager }}"}
step-whose-time = Whose time
step-worker = Whoever did it, else the assignee
step-time-note = What for (may be empty)
step-field = Field
step-field-text = Value, also with {"{{ requester.name }}"}
step-task-text = What is to be done
step-task-due = Due in
step-add-tags = Add tags
step-remove-tags = Remove tags
step-move-to-team = Move to a team
step-assign = Assign
step-follow = Add a follower
step-unfollow = Remove a follower
step-rename = Change the subject
step-snooze = Snooze for
step-snooze-until-reply = Snooze until a reply
step-wake = Wake
step-mark-spam = Mark as spam
step-mark-not-spam = Mark as no spam
step-trash = Move to the trash
step-restore = Restore
step-note = Write a note
step-write = Write a mail
step-apply-macro = Apply a macro
step-create-ticket = Create a ticket
step-gone = What it names is not there any more.
step-pick = Choose …
step-value = Value
step-kind = What is done
step-nobody = Nobody
step-doer = Whoever did it
step-to = To
step-address = Address
step-subject = Subject (empty: that of the ticket)
step-new-subject = Subject
step-text-en = Text in English
step-text-ja = Text in Japanese
step-variables = Variables:
step-minutes = minutes
step-hours = hours
step-days = days
rule-role-requester = Requester
rule-role-participants = People in copy
rule-role-assignee = Assignee
rule-role-followers = Followers
rule-role-team = Everybody in the team
rule-role-manager = Account manager of the organization
rule-role-address = An address

event-rule-created = { $who } made the rule “{ $name }”
event-rule-changed = { $who } changed the rule “{ $name }”
event-rule-removed = { $who } removed the rule “{ $name }”
event-rule-switched = { $who } { $to ->
    [off] switched the rule “{ $name }” off
    [log] lets the rule “{ $name }” log only
    [suggest] lets the rule “{ $name }” suggest
   *[other] lets the rule “{ $name }” act
}
event-rules-ordered = { $rules ->
    [one] { $who } put { $rules } rule into its order
   *[other] { $who } put { $rules } rules into another order
}
event-rule-pressed = { $who } started the rule { $name }
event-rule-suggested = The rule { $name } has a suggestion
event-rule-failed = The rule { $name } could not do a step ({ $step }): { $reason }
event-rule-held = The rule { $name } did not act: rules would have gone round in a circle

permission-automate = Make rules and switch them on
admin-kind-rule = Letter by a rule
letter-open-ticket = Open the ticket

rules-of-ticket = Rules on this ticket
rules-of-ticket-lead = Which rules looked at this ticket in the last thirty days, what they saw, and what they made of it.
rules-of-ticket-none = No rule has looked at this ticket yet
rules-of-ticket-none-text = When something happens that a rule hears, it stands here with every condition and the value it met.
rules-why = Why?
rules-looked-clock = The time had come
rules-saw = saw
rules-verdict-fired = fired
rules-verdict-differed = did not fire
rules-verdict-stopped = not asked: a rule above said stop
rules-verdict-held = held back: it would have gone round in a circle
rules-empty-condition = No conditions: it always holds
rules-nothing = nothing
rules-yes = yes
rules-no = no
rules-holds = holds
rules-fails = does not hold
rules-outcome-logged = would have acted
rules-outcome-suggested = suggests
rules-outcome-taken = suggestion taken
rules-outcome-declined = suggestion declined
rules-outcome-acted = acted
rules-take = Do it
rules-decline = No
rules-buttons = Rules to start
rules-suggestions = Suggestions
rules-would = It would:
rules-by = Rule { $x }

refusal-pattern-wrong = This expression cannot be used. Check brackets and backslashes, and keep it short.
refusal-rule-empty = The rule does nothing yet. Add a step.
refusal-rule-deaf = Choose at least one event at which the rule looks.
refusal-rule-without-viewer = Nobody looks when a rule does: “me” and stars cannot be asked here.
refusal-rule-without-event = What an event changed can be asked only by rules that look when something happens.
refusal-rule-timeless = A rule that acts when a time has come needs a condition about a time, such as “last message longer ago than 4 hours”.
refusal-too-many-rules = There are 500 rules already. Remove those that nobody needs.
refusal-too-many-steps = A rule has 20 steps at most.
refusal-step-incomplete = A step is not complete: choose a value, or write its text.
refusal-rule-boundless = Say at which length of the queue: add the condition “Open tickets in its team”.
refusal-step-no-ticket = The text has no number of a ticket in it.
refusal-nobody-worked = It is not known whose time that is: nobody is responsible.
refusal-rule-not-offered = This rule is not offered for this ticket now.
refusal-suggestion-taken = Somebody has decided this already.
refusal-letter-withheld = No letter was written: its reader is a machine, does not want such mail or got too many, or a key to sign or encrypt it as the mailbox does is missing.

recipe-urgent-words = Urgent words make a ticket urgent
recipe-urgent-words-why = Who writes “urgent”, “outage” or 至急 is answered first.
recipe-angry = Notice when somebody is upset
recipe-angry-why = Words such as “lawyer” or “complaint” raise the priority and leave a note for whoever answers.
recipe-angry-note = Careful: this message sounds upset. Please read it to the end before you answer, and ask a colleague if in doubt.
recipe-order-number = A message with an order number
recipe-order-number-why = Whoever answers looks the order up first.
recipe-order-number-note = The message names an order number. Please look the order up before you answer.
recipe-incident-words = Failures are incidents
recipe-incident-words-why = A subject about a failure makes the ticket an incident with high priority.
recipe-urgent-tell-team = Tell the team when a ticket becomes urgent
recipe-urgent-tell-team-why = Nobody overlooks what has just become urgent.
recipe-urgent-tell-team-text = Ticket { $number } has become urgent: { $subject }
recipe-assigned-tell = Tell whoever is given a ticket
recipe-assigned-tell-why = The new assignee gets a mail.
recipe-assigned-tell-text = You are responsible for ticket { $number } now: { $subject }
recipe-answer-tell-assignee = Tell the assignee of an answer
recipe-answer-tell-assignee-why = When the requester writes again, the assignee gets a mail.
recipe-answer-tell-assignee-text = { $name } has written to ticket { $number }: { $subject }
recipe-claim-first = Who answers first is responsible
recipe-claim-first-why = A ticket that is nobody’s belongs to whoever replies to it or writes a note.
recipe-reopened = What was solved and comes back is important
recipe-reopened-why = When somebody writes to a solved ticket, it opens with high priority.
recipe-team-change-frees = Another team decides anew who is responsible
recipe-team-change-frees-why = A ticket that moves to another team is nobody’s at first.
recipe-bounce = Undeliverable mail is looked at
recipe-bounce-why = When a letter does not arrive, the ticket gets high priority and a note.
recipe-bounce-note = A letter of this ticket did not arrive. Please check the address, or call.
recipe-snooze-holds = A snoozed ticket is on hold
recipe-snooze-holds-why = The status says what the snooze means.
recipe-spam-words = Plain advertising is spam
recipe-spam-words-why = Subjects that only advertisers write go to spam.
recipe-solved-thanks = Say thank you when a ticket is solved
recipe-solved-thanks-why = A short letter to the requester, with an invitation to write again.
recipe-solved-thanks-text = Dear { $name },

    we have marked your request { $number } as solved. If anything is still open, simply answer this mail.

    Kind regards
    { $organization }
recipe-no-answer-hour = Four hours without an answer
recipe-no-answer-hour-why = Raises the priority and tells the team when a requester has waited four hours.
recipe-no-answer-hour-text = Ticket { $number } has waited for an answer for four hours: { $subject }
recipe-urgent-waits = Half an hour on an urgent ticket
recipe-urgent-waits-why = Urgent tickets without an answer are told to the whole team after half an hour.
recipe-urgent-waits-text = Urgent ticket { $number } has had no answer for half an hour: { $subject }
recipe-urgent-waits-note = The team was told that this urgent ticket has had no answer for half an hour.
recipe-remind-requester = Remind a requester after three days
recipe-remind-requester-why = When we wait for the requester and nothing comes for three days, they are reminded once.
recipe-remind-requester-text = Dear { $name },

    we are still waiting for your answer about “{ $subject }” (request { $number }). Simply answer this mail.

    Kind regards
    { $organization }
recipe-close-waiting = Solve what nobody answers for two weeks
recipe-close-waiting-why = Tickets that wait for the requester for fourteen days are solved.
recipe-nobody-took = Nobody’s for a day
recipe-nobody-took-why = Tells the team of tickets that nobody has taken for a day.
recipe-nobody-took-text = Nobody has taken ticket { $number } for a day: { $subject }
recipe-ask-details = Ask for details
recipe-ask-details-why = A button: asks the requester for details, sets the status to waiting and wakes the ticket after two days.
recipe-ask-details-text = Dear { $name },

    to help you with “{ $subject }” we need a little more: what did you do, what happened, and what did you expect? A screenshot often says it best.

    Kind regards
    { $organization }
recipe-escalate = Escalate
recipe-escalate-why = A button: makes a ticket urgent, wakes it, and tells the team.
recipe-escalate-text = Ticket { $number } was escalated: { $subject }
recipe-escalate-note = This ticket was escalated; the team was told.
recipe-wait = Put aside until there is a reply
recipe-wait-why = A button: the ticket sleeps until somebody writes.

rule-ask = Ask the rule
rule-ask-lead = What the saved rule makes of a ticket as it is now, condition by condition with the values it sees.
rule-ask-ticket = Ticket
rule-ask-do = Ask
rule-ask-holds = It would act on
rule-ask-fails = It would not act on
rule-ask-aside = The ticket lies in spam or trash, which rules leave alone unless they ask for the place.
rule-ask-event = Beside the last event that the rule hears
rule-ask-no-event = Nothing that the rule hears has happened to this ticket; what an event changed counts as not changed.
rule-laboratory = Laboratory
rule-laboratory-lead = Try the saved rule before it acts. Nothing is changed and nobody is written to.
rule-trial = Trial
rule-trial-over = Over the last
rule-trial-days = { $n ->
    [one] day
   *[other] { $n } days
}
rule-trial-begin = Try it
rule-trial-running = Still looking
rule-trial-refresh = Show what there is
rule-trial-told = { $matched ->
    [one] time
   *[other] times
} it would have acted in the last { $days ->
    [one] day
   *[other] { $days } days
}, of { $looked ->
    [one] one event
   *[other] { $looked } events
} it would have looked at; it would have written { $letters ->
    [0] no mail
    [one] one mail
   *[other] { $letters } mails
}.
rule-trial-told-now = { $matched ->
    [one] ticket
   *[other] tickets
} for which it holds now, of { $looked } in all; acting on each of them would write { $letters ->
    [0] no mail
    [one] one mail
   *[other] { $letters } mails
}.
rule-trial-honest = What this number rests on
rule-trial-honest-then = Each event of the log is put before the rule with the ticket as it was right after it. Exact from the log: status, priority, type, tags, team, assignee, requester, subject, snooze, spam, trash, followers, people in copy. As it is now, because the log does not tell: names and addresses, organization, the last message, and when messages came. Other rules are left out: what they would have changed before it, and what this rule would have set off after it.
rule-trial-honest-now = The rule is put before every ticket as it is now. When it is on, it acts on a ticket only once until its conditions have failed in between, and on old tickets only if you say so.
rule-trial-compare = Compare with
rule-trial-compare-do = Compare
rule-trial-apart = { $here ->
    [one] Compared with { $other }: { $here } ticket only here, { $there } only there.
   *[other] Compared with { $other }: { $here } tickets only here, { $there } only there.
}
rule-trial-alone = only here
rule-trial-none = It would not have acted
rule-trial-none-text = Nothing that happened in this time met its conditions. Look at a ticket you meant: “Rules on this ticket” in its menu says what differs.
rule-trial-hidden = { $n } more on tickets of teams you do not see.
rule-trial-label = Version { $version }, { $days ->
    [one] 1 day
   *[other] { $days } days
}: { $matched }
rule-odd-idle = It looks, but has not fired for thirty days
rule-odd-shadowed = Never asked: a rule above always stops
rule-odd-circles = It and “{ $x }” could set each other off
