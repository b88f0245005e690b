sides-title = Side conversations
sides-add = Ask somebody else
side-new-title = Ask somebody else about { $x }
side-answer-title = Answer: { $x }
side-lead = A thread of its own. Whoever asked never sees it, nor what is answered.
side-to = To
side-to-hint = A supplier, a colleague elsewhere; several with commas. Nobody who takes part in the ticket.
side-subject = Subject
side-subject-hint = Only these people see it.
side-text = Message
side-files = Files
side-from = From { $x }
side-said = Said so far
side-apart = The requester does not see this.
side-owner = Begun by { $x }.
side-answer = Answer
side-finish = Mark as done
side-reopen = Open again
side-state-done = Done
side-state-answered = Answered
side-state-waits = Waiting for an answer
side-state-awaits = Waits for approval
side-state-returned = Sent back
side-state-unsent = Not sent
side-with = { $n ->
    [0] with { $x }
    [one] with { $x } and one more
   *[other] with { $x } and { $n } more
}
side-messages = { $n ->
    [one] { $n } message
   *[other] { $n } messages
}
event-side-begun = { $who } asked somebody else: “{ $subject }”
event-side-written = { $who } wrote in the side conversation “{ $subject }”
event-side-answered = { $who } answered in the side conversation “{ $subject }”
event-side-done = { $who } marked the side conversation “{ $subject }” as done
event-side-reopened = { $who } opened the side conversation “{ $subject }” again
event-went-beside = { $who } moved messages to the side conversation “{ $subject }”
refusal-side-with-requester = One of these people takes part in the ticket and would read what is said apart from it. Write to them by a reply.
refusal-too-many-sides = This ticket has 50 side conversations already. Go on with one of them.
refusal-side-goes-on = Somebody has written in this side conversation since, so what was said stays there.
channel-evidence-side-address = It was sent to this side conversation's own address.
channel-evidence-side-sender = { $address } is known here from this side conversation alone.
channel-evidence-side-agent = { $address } is one of us and answered by mail. It stands here and was sent on to nobody: answer on this page to write to the others.
notice-side-spoke = { $author } answered in the side conversation “{ $side }” on the ticket #{ $number }, “{ $subject }”:
notice-side-answer = Open the ticket to answer. What you send to this letter's address stands in the side conversation and goes to nobody.
