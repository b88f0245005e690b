links-title = Linked tickets
links-add = Link a ticket
links-number = Ticket
links-several = Several at once: their numbers, with spaces or commas between them. All of them are linked, or none.
links-left = Nothing was linked. These will not do:
ticket-find-example = 100042, or words
links-relation = What it is to this ticket
links-remove = Unlink “{ $x }”
relation-related = Related
relation-parent = Parent
relation-child = Child
relation-original = The original: this one is a duplicate
relation-duplicate = Duplicates of this ticket
relation-blocker = Must be done before this one
relation-blocked = Waits for this one
relation-problem = The problem behind it
relation-incident = Incidents of this problem
links-before = { $n ->
    [one] one ticket must be done first
   *[other] { $n } tickets must be done first
}
links-left-open = { $n ->
    [one] The ticket is done, but one that must be done first is still open.
   *[other] The ticket is done, but { $n } that must be done first are still open.
}
event-ticket-linked = { $relation ->
    [parent] { $who } linked #{ $other } as the parent
    [child] { $who } linked #{ $other } as a child
    [original] { $who } marked this ticket as a duplicate of #{ $other }
    [duplicate] { $who } linked #{ $other } as a duplicate of this ticket
    [blocker] { $who } noted that #{ $other } must be done first
    [blocked] { $who } noted that #{ $other } waits for this ticket
    [problem] { $who } linked the problem #{ $other } behind this ticket
    [incident] { $who } linked #{ $other } as an incident of this problem
   *[other] { $who } linked #{ $other }
}
event-ticket-unlinked = { $relation ->
   *[other] { $who } removed the link to #{ $other }
}
event-ticket-unblocked = Nothing has to be done before this ticket any more; #{ $other } was the last
event-ticket-blocked = This ticket waits for #{ $other } again
refusal-nothing-chosen = Choose at least one.
refusal-already-linked = The two tickets are linked already. Remove that link first.
refusal-no-such-ticket = There is no ticket of this number or words, or it is not yours to see. Type its number, or choose it from the list that appears while you type.
refusal-too-many-numbers = At most 50 tickets can be linked at once.
refusal-link-loop = That would lead in a circle: the other ticket already hangs on this one.
refusal-too-many-links = A ticket can have at most 200 links.
ticket-split = Split …
ticket-copy = Duplicate the ticket
message-copy = Begin another ticket like this one with it
message-split = Split with other messages …
message-split-copy = Copy to a new ticket …
split-title = Split { $x }
split-lead = What you choose goes to a new ticket. The rest stays here.
split-subject = Subject of the new ticket
split-subject-hint = Left empty, it is taken from the first message.
split-way = What becomes of them
split-move = Move
split-move-hint = They stand on the new ticket only. Later mail that answers them goes there.
split-copy = Copy
split-copy-hint = They stand on both tickets, also replies we wrote. Later mail that answers them stays here.
split-ours = Our reply: only copied
split-messages = Messages that go
split-links = The two tickets are linked, and both timelines say where the messages came from.
split-mail = Replies we wrote stay here; a copy may have them too. The requester of the new ticket reads them only where they were written to them.
split-undo = Undo brings everything back; a copy goes to the trash.
split-do = Split
event-ticket-split = { $who } moved a part of the conversation to the new ticket #{ $into }
event-ticket-split-off = { $who } split this ticket off from #{ $from }
event-ticket-rejoined = { $who } moved the messages back to #{ $into }
event-ticket-copied = { $who } duplicated the ticket as #{ $into }
event-ticket-copied-from = { $who } made this ticket as a duplicate of #{ $from }
incidents-title = Incidents of { $x }
incidents-answer = Answer all incidents …
incidents-to = Incidents
incidents-text = Reply
incidents-text-hint = Each requester gets a letter of their own. Leave it empty to change only the status.
incidents-from-own = Each ticket’s own
incidents-status = Status afterwards
incidents-status-usual = As after any reply
incidents-send = Send to each
incidents-none = No incidents yet
incidents-none-text = Link tickets as incidents of this problem; then you answer them all here at once.
incidents-unsolved = { $n ->
    [one] The problem is solved; one incident is still open.
   *[other] The problem is solved; { $n } incidents are still open.
}
incidents-solve = Answer or solve them …
ticket-previous = Previous ticket
ticket-next = Next ticket
ticket-files = All files
ticket-print = Print
ticket-pdf = Download as PDF
ticket-only-talk = Only the conversation
files-title = Files of { $x }
files-all = Save all as ZIP
files-none = No files
files-none-text = Whatever is attached to messages of this ticket appears here.
files-message = Message
files-adornments = { $n ->
    [one] { $n } small picture that comes again and again
   *[other] { $n } small pictures that come again and again
}
files-adornments-zip = Save all as ZIP, with these
preview-previous = Previous file
preview-next = Next file
preview-save = Save the file
preview-none = This browser cannot show documents within a page. Save the file to open it.
print-back = Back to the ticket
print-choices = What is printed
print-size = Paper
print-a4 = A4
print-letter = US Letter
print-details = Priority, type, tags, due date, organization and people in copy
print-fields = Own fields
print-notes = What the requester does not see: notes, forwards and answers to them, unsent letters, highlights
print-files = Files
print-sides = Side conversations
print-side = Side conversation: { $x }
print-tasks = Tasks
print-events = Changes
print-show = Show
print-done = done
print-later = Newer messages are not shown.
print-pdf = Download PDF
print-pdf-made = Printed { $at } by { $who }
print-pdf-cut = The document ends here: it would be longer than a document may be. The rest stands in the ticket.
print-pdf-message-cut = The message goes on; the rest stands in the ticket.
print-pdf-no-picture = [A picture that cannot be shown here]
call-log = Log a call
call-text = What was said
call-who = Who called
call-they = They called
call-hint = It stands in the conversation as the requester’s own word and opens the ticket again; they can read it in the portal.
call-we = We called
call-we-hint = An answer of ours without an e-mail: it counts as answered and opens nothing; they can read it in the portal.
call-status-none = As it is
call-save = Log the call
new-alike = There are tickets that look like this one. Look at them first; sending again opens a new ticket anyway.
new-alike-typed = Perhaps there is a ticket about this already:
new-anyway = Open anyway
note-edit = Edit the note
redact-title = Remove or blacken …
redact-lead = The text, the files and the original are deleted and cannot be brought back. The timeline keeps that something was removed, and by whom.
redact-passage = Words to blacken in it
redact-blacken = Blacken
redact-message = Remove the message
redact-file = Remove { $x }
warning-redacted = What this message said was removed.
warning-edited = This note was edited.
event-message-redacted = { $who } removed what a message said
event-passage-redacted = { $who } blackened a passage of a message
warning-blackened = A passage of this message was blackened.
refusal-passage-missing = These words do not stand in the message.
message-again = Correct and send again
event-file-redacted = { $who } removed a file
event-note-edited = { $who } edited a note
refusal-letter-on-its-way = This letter is on its way. Take it back first, or wait until it has arrived.
refusal-not-a-note = Only a note can be edited.
new-prepared = Begin with a macro
answers-title = Answered by
answers-article = Or an article of the knowledge base
answers-add = Link the article
article-answered = { $n ->
    [one] It answered { $n } ticket
   *[other] It answered { $n } tickets
}
event-article-linked = { $who } linked the article “{ $name }”
event-article-unlinked = { $who } took the article “{ $name }” off
refusal-article-unknown = No article is found by this. Choose one from the list that appears while you type, or enter its whole title.

alike-title = Tickets that look like a new one
alike-lead = Whoever opens a ticket is shown tickets that may be about the same, before another one is there. They may open it anyway.
alike-change = Change what is compared
alike-subject = Similar subject
alike-subject-hint = The subject says nearly the same.
alike-fields = The same in a field
alike-fields-hint = One of these fields is enough, such as an order number. What is empty is like nothing.
alike-organization = Also of the same organization
alike-organization-hint = Otherwise tickets of the same requester alone. Only what whoever opens it may see is shown.
alike-days = Also solved in the last days
alike-days-hint = 0: only tickets that are not solved. At most 365.
refusal-alike-days-invalid = Enter a number of days from 0 to 365.
admin-setting-lookalikes = Tickets that look like a new one
