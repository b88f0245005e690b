admin-guards = Sending
guards-lead = What asks for a second look before a letter leaves: a warning, a pause, or a second person's word.
guards-none = Everything leaves as it is written
guards-none-text = Make a guard for what must not go wrong: price lists, new colleagues, other companies.
guard-new = New guard
guard-name-hint = Whoever writes such a letter reads it: “Price list to other companies?”
guard-active = On
guard-active-hint = Off, it stops nothing.
guard-off = off
guard-when = It stops a letter when
guard-when-hint = Everything you fill in must be true; what you leave empty does not matter.
guard-roles = Written by somebody with the role
guard-people = Written by one of
guard-people-hint = For colleagues who shall not send alone yet.
guard-mailboxes = Sent from
guard-outside = It goes outside
guard-outside-hint = Somebody is among its recipients who belongs neither to the requester's domain nor to ours. Of providers such as gmail.com only the requester's own address counts; somebody who never wrote to us and never got a letter is outside too.
guard-recipients = To
guard-recipients-hint = Domains and addresses, with commas: rival.example, press@example.org
guard-files = Attachments
guard-files-whatever = With or without
guard-words = It says one of
guard-words-hint = With commas; in the subject, the text or the name of a file. Capitals, width and kana make no difference, nor do line ends and blanks.
guard-effect = What happens
guard-then = Then
guard-warn = Warn
guard-warn-hint = Its writer reads the guard's name, looks again, and may send all the same.
guard-hold = Hold
guard-hold-hint = It leaves later, and can be taken back until then.
guard-approve = Ask a second person
guard-approve-hint = It leaves when somebody who may approve has said yes; never their own.
guard-for-minutes = Minutes to hold
guard-minutes = { $n } min
guard-when-always = always
guard-when-roles = by { $x }
guard-when-people = { $n ->
    [one] by one colleague
   *[other] by { $n } colleagues
}
guard-when-mailboxes = { $n ->
    [one] from one mailbox
   *[other] from { $n } mailboxes
}
guard-when-recipients = to { $x }
guard-when-outside = outside
guard-when-files = with attachments
guard-when-no-files = without attachments
guard-when-words = says { $x }
guard-waits = A colleague reads this before it leaves: it waits for approval.
guard-anyway = I have checked it: send
releases-title = Letters to approve
releases-lead = These letters leave when somebody else than their writer says yes.
releases-none = Nothing waits
releases-none-text = Letters that a guard stops appear here.
releases-to = To
releases-files = Files
releases-why = Stopped by
releases-own = Somebody else has to say yes to this one.
releases-novice = Its writer does not send alone yet
release-approve = Approve and send
release-decline = Send back
release-reason = Why, for its writer
said-awaits = Waits for a second person
delivery-awaiting = Waits for approval
flight-awaiting = Waits for approval
admin-letter-awaiting = To approve
admin-letters-awaiting = These leave when somebody else than their writer has said yes.
permission-send-alone = Send without a second person’s approval
permission-release = Approve what others may not send alone
event-letter-awaits = { $why ->
    [none] The letter waits for a second person: its writer does not send alone yet
   *[other] The letter waits for a second person: { $why }
}
event-letter-approved = { $who } approved the letter
event-letter-declined = { $who } sent the letter back: { $reason }
event-guard-created = { $who } made the guard “{ $name }”
event-guard-changed = { $who } changed the guard “{ $name }”
event-guard-removed = { $who } removed the guard “{ $name }”
refusal-guard-warns = Look again before it leaves:
refusal-guard-recipient-invalid = Enter domains like rival.example and addresses like press@example.org, with commas.
refusal-guard-too-long = That is too much for one guard, or there are 100 guards already.
refusal-nothing-to-approve = This letter does not wait any more.
refusal-own-letter = You wrote it: somebody else has to say yes.

lock-title = One answer at a time
lock-lead = Whoever writes an answer holds the ticket; others can read and note, but send no answer, forward or side letter, until that one is sent, given up, or this long after the last word. Supervisors may let it go.
lock-minutes = Minutes (0: nobody is kept from sending)
lock-held = { $x } is answering this ticket. You can note, but send no answer, forward or side letter.
lock-until = Held until { $x }.
lock-break = Let it go
presence-holds = { $x } is answering and holds this ticket
refusal-ticket-held = Somebody else is answering this ticket right now. Your text is kept: send it when they are done, or ask a supervisor to let the ticket go.
refusal-lock-minutes = Enter 0 to 120 minutes.
event-lock-broken = { $who } let the ticket go that { $person } held while answering
event-team-lock-changed = { $who } set how long tickets of { $team } are held while somebody answers: { $minutes } min

claim-answers = { $x } has been answering this since { $at }
claim-instead = { $x } has been answering instead of you since { $at }. What you wrote stays your draft.
claim-asked = { $x } has been asked. If they say nothing for a minute, you may go on with their text.
claim-kept = { $x } goes on with the answer.
claim-silent = { $x } has said nothing. You may go on with their text.
claim-wish = { $x } would like to go on with your answer. If you say nothing for a minute, they may.
claim-passed = { $x } has handed the answer over to you.
claim-ask = Ask to hand over
claim-anyway = Answer anyway
claim-take-up = Go on with it
claim-hand-over = Hand over
claim-keep = Keep
claim-show = Show the text
presence-answers = { $x } is answering
refusal-colleague-answers = A colleague is answering this ticket right now, and this was not sent. Send it once more if both answers should go out.
refusal-nobody-answers = Nobody is answering this ticket any more, or somebody else is.
refusal-asked-already = Somebody else has just asked for this answer. Try again in a minute.
event-answer-asked = { $who } asked { $person } to hand the answer over
event-answer-kept = { $who } goes on with the answer that { $person } asked for
event-answer-handed-over = { $who } handed the answer over to { $person }
event-answer-taken = { $who } answers instead of { $person }
