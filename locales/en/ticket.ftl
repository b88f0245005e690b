# Words of tickets themselves: statuses' categories, priorities, types, views, doors, places, reasons.

category-new = New
category-open = Open
category-pending = Waiting
category-on-hold = On hold
category-solved = Solved
category-closed = Closed

priority-lowest = Lowest
priority-low = Low
priority-normal = Normal
priority-raised = Raised
priority-high = High
priority-urgent = Urgent
priority-critical = Critical
priority-emergency = Emergency

kind-question = Question
kind-incident = Incident
kind-problem = Problem
kind-task = Task

view-mine = Mine
view-starred = Starred
view-unassigned = Unassigned
view-open = All open
view-waiting = Waiting for requester
view-snoozed = Snoozed
view-closed = Closed
view-spam = Spam
view-trash = Trash
view-found = Found

origin-mail = E-mail
origin-form = Web form
origin-portal = Portal
origin-phone = Phone
origin-chat = Chat
origin-api = API
origin-agent = Agent

place-open = Open
place-snoozed = Snoozed
place-closed = Closed
place-spam = Spam
place-trash = Trash
place-merged = Merged

message-incoming = Message
message-reply = Reply
message-called = By phone, from us
message-note = Note
message-forward = Forward

mode-reply = Reply
mode-reply-all = Reply to all
mode-note = Note
mode-forward = Forward

reason-requester = Requester
reason-author = Wrote the message you are answering
reason-reply-to = Asked for answers to this address
reason-was-in-to = Was among the recipients
reason-was-in-cc = Was in copy
reason-participant = Takes part in this ticket
