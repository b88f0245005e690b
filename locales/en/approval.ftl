# Approvals: who is asked whether something may be done, and what they said.

admin-approvals = Approvals
admin-approvals-lead = How an approval is had: who is asked what, how many must say yes, and what becomes of silence. Rules begin it, and people do from a ticket.
admin-approvals-none = No procedures yet
admin-approvals-none-text = Make one, such as “Purchase: the manager”, then choose it as a step of a rule or ask for it on a ticket.
admin-approval-new = New procedure
admin-approval-question = What is asked
admin-approval-question-hint = It stands in the mail and beside the buttons. Whoever is asked need not be able to read the ticket: say all that is needed for an answer.
admin-approval-whom = Who is asked
admin-approval-whom-hint = Everybody who is named in any way, each once. Nobody is asked about their own request. Who is away is asked together with their substitute.
admin-approval-manager = The requester’s manager
admin-approval-manager-hint = As it stands on the person’s page.
admin-approval-roles = Everybody with the role
admin-approval-teams = Everybody who answers in the team
admin-approval-people = Persons
admin-approval-needed = How many must say yes
admin-approval-needs-one = One is enough
admin-approval-needs-all = All
admin-approval-needs-some = As many as stand beside it
admin-approval-quorum = Number
admin-approval-silence = Silence
admin-approval-silence-hint = Write times such as 4h, 24 hours or 2 days; a number alone is hours. They count around the clock, a day as 24 hours. Empty: never.
admin-approval-remind = Remind every
admin-approval-limit = Limit
admin-approval-then = At the limit
admin-approval-limit-wait = go on waiting
admin-approval-limit-approve = approve
admin-approval-limit-reject = reject
admin-approval-limit-escalate = ask somebody whose word decides
admin-approval-escalate-to = Who that is

approvals-title = Approvals
approvals-mine = Your approval
approvals-ask = Ask for approval
approvals-procedure = Procedure
approvals-words = What else is to be said
approvals-none = Nothing waits for your word
approvals-none-text = When somebody asks for your approval, the question stands here.
approvals-waiting = { $n ->
    [one] One question waits for your approval
   *[other] { $n } questions wait for your approval
}
approval-pending = Waiting
approval-approved = Approved
approval-rejected = Rejected
approval-withdrawn = Withdrawn
approval-needs-one = one yes is enough
approval-needs-all = all must say yes
approval-needs-some = { $n ->
    [one] one must say yes
   *[other] { $n } must say yes
}
approval-until = until
approval-requester = requested by { $x }
approval-asked-by = asked by { $x }
approval-said-yes = said yes
approval-said-no = said no
approval-said-nothing = has not answered
approval-through = through { $x }
approval-or = or { $x }
approval-you-stand-for = You stand in for { $x }.
approval-note = A word about it
approval-yes = Approve
approval-no = Reject
approval-withdraw = Withdraw the question
approval-thanks = Thank you. Your answer has been recorded.

field-approval = Approval
step-ask-approval = Ask for approval
rule-on-approval-asked = Approval asked for
rule-on-approval-answered = Approver answered
rule-on-approval-decided = Approval decided

admin-kind-approval = Approval
letter-approval-subject = Your approval: { $x }
letter-approval = You are asked for your approval on ticket #{ $number } ({ $subject }), requested by { $requester }.
letter-approval-again = A reminder: you are asked for your approval on ticket #{ $number } ({ $subject }), requested by { $requester }.
letter-approval-stands-for = You are asked in the place of { $x }, who is away.
letter-approval-action = Look and answer

person-manager = Manager
person-manager-hint = Who is asked where an approval says “the requester’s manager”.
person-manager-address = Their manager
person-manager-set = Set

event-procedure-created = { $who } made the approval procedure “{ $name }”
event-procedure-changed = { $who } changed the approval procedure “{ $name }”
event-procedure-removed = { $who } removed the approval procedure “{ $name }”
event-approval-asked = { $who } asked { $asked } for approval: { $name }
event-approval-answered = { $person } said { $yes ->
    [yes] yes
   *[no] no
} { $note }
event-approval-reminded = { $people ->
    [one] One person was
   *[other] { $people } people were
} reminded of the approval { $name }
event-approval-escalated = Nobody had decided in time: the word of { $person } decides
event-approval-decided = { $name }: { $to ->
    [approved] approved
   *[rejected] rejected
}
event-approval-withdrawn = { $who } withdrew the question { $name }
event-manager-changed = { $who } set the manager of { $person }: { $to ->
    [none] nobody
   *[other] { $to }
}

refusal-no-approver = Nobody can be asked: name somebody, or set the requester’s manager. Nobody approves their own request.
refusal-limit-missing = Please say after how long that happens.
refusal-quorum-invalid = Write how many must say yes, such as 2.
refusal-hours-not-whole = Write whole hours or days, such as 4h, 24 hours or 2 days, at most a year.
refusal-approval-decided = This is decided already.
refusal-approval-answered = Your answer has been recorded before.
refusal-approval-pending = This approval is being asked for already.
refusal-too-many-procedures = There are as many procedures as there may be. Remove one that is not needed.
refusal-procedure-in-use = A rule begins this procedure. Take it out of the rule first.
refusal-manager-self = Nobody is their own manager.
