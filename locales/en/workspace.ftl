# The agents' workspace: what stands around every page, lists, the ticket, people.

ago-now = now
ago-minutes = {"{0}"}m ago
ago-hours = {"{0}"}h ago
ago-days = {"{0}"}d ago
until-minutes = in {"{0}"}m
until-hours = in {"{0}"}h
until-days = in {"{0}"}d

frame-queues = Queues
frame-open-queues = Open queues
frame-teams = Teams
frame-directory = Directory
frame-more = More
frame-admin = Administration
frame-account = Account
frame-theme = Theme
theme-system = As the system
theme-light = Light
theme-dark = Dark
theme-contrast = High contrast
settings-find = Find a setting
settings-find-none = Nothing is called that. Try another word.
admin-style = Style
admin-style-lead = Parts of the screens as they are, then every component in every state and theme: whoever changes a colour or a distance sees here what it does. Nothing can be pressed in the parts above.
style-contents = Parts
style-rows = Lists
style-board = Board
style-talk = Messages
style-composer = Answer with recipients
style-menu = Menu in groups
style-dialog = Dialog
style-toast = What was just done
style-waiting = Nothing there yet
frame-density = Rows
density-compact = Compact
density-comfortable = Comfortable
frame-shortcuts = Keyboard shortcuts
frame-dialog = Dialog
frame-close = Close
frame-undo = Undo
frame-undo-what = Undo: { $x }
frame-new-message = A new message has arrived
frame-demo-name = Demonstration
frame-demo = This is a demonstration. All people and tickets in it are invented.
frame-demo-remove = Remove the demo data
no-connection = No connection. What you write is kept here.
signed-out = You are signed out. Your text is kept here.
draft-local = Saved on this device
draft-restored = Draft restored
draft-conflict = This draft was changed in another window. Yours is kept beside it.
draft-given = A colleague goes on with what you wrote here.
sign-out-unsaved = What you wrote could not all be saved on the server. If you sign out now, the rest is lost. Sign out all the same?

palette-title = Search and commands
palette-open = Search or do
palette-hint = Find a ticket, a person, a command…
palette-results = Results
palette-here = On this page
palette-go = Go to
palette-tickets = Tickets
palette-people = People
palette-ticket = On this ticket
palette-put-tag = Add a tag
palette-nothing = Nothing found

# Further words by which the palette finds a command, in either language; the name itself is among them.
palette-also-assign = assign
palette-also-attach = attach, upload
palette-also-call = log a call, phone
palette-also-checklist = checklist
palette-also-close = close, solve, resolve, finish
palette-also-copy = duplicate, copy, clone
palette-also-draft = draft
palette-also-due = due, deadline
palette-also-follow = follow, watch
palette-also-forward = forward
palette-also-group = group by
palette-also-link = link, relate
palette-also-macro = macro, template
palette-also-merge = merge, combine
palette-also-note = note, memo
palette-also-print = print
palette-also-priority = priority, urgency
palette-also-refer = refer, share
palette-also-reply = reply, answer, respond
palette-also-requester = requester, customer
palette-also-schedule = send later, schedule, send at
palette-also-side = side conversation, ask somebody else
palette-also-snooze = snooze, hold, remind
palette-also-sort = sort by, order by
palette-also-spam = spam, junk
palette-also-split = split, divide
palette-also-status = status, state
palette-also-tag = tag, label
palette-also-task = task, to-do, todo
palette-also-time = enter time, clock, timer
palette-also-trash = trash, delete, remove
palette-also-undo = undo, take back

key-send = Send

list-filter = Filter this list
list-filter-do = Filter
list-filter-nothing = Nothing in this list is like that. The search looks everywhere, and into everything that was said.
list-filter-off = Show the whole list
list-show = Show
list-pages = Pages
list-newest = Newest
list-older = Older
list-select-all = Select all on this page
list-select = Select #{"{0}"}
list-nobody = Nobody
list-awaits = waits for our answer
list-wakes = Comes back then
list-split = List beside the ticket
view-team = Team

bulk-title = Act on the selected tickets
bulk-ticked = { " " }selected
bulk-assign = Assign
bulk-status = Status
bulk-tag = Tag
bulk-tag-name = Tag name
bulk-tag-add = Add the tag
bulk-link = Link to a ticket
bulk-link-relation = What it is to each of them
bulk-link-do = Link
bulk-untick = Clear the selection
bulk-results = What became of each ticket
bulk-results-lead = { $changed } changed, { $kept ->
    [one] { $kept } left as it was
   *[other] { $kept } left as they were
}.
bulk-changed = Changed
bulk-snoozed = Snoozed until { $x }
bulk-snoozed-until-reply = Snoozed until somebody replies
bulk-erased = Deleted for ever
bulk-erased-lead = { $changed } deleted for ever, { $kept ->
    [one] { $kept } left as it was
   *[other] { $kept } left as they were
}.
bulk-erase-title = { $n ->
    [one] Delete { $n } ticket for ever?
   *[other] Delete { $n } tickets for ever?
}
bulk-erase-lead = Everything goes that was said and noted on them and on the tickets merged into them, with their files and their history. This cannot be undone. What is not in the trash, or has a letter on its way, is left as it is.
bulk-erase-sure = Type { $n } to go on
refusal-number-typed-otherwise = This is another number. Please look once more how many tickets there are, and type it as it stands here.
said-erased-many = { $n ->
    [one] { $n } ticket was deleted for ever
   *[other] { $n } tickets were deleted for ever
}
bulk-gone = Not there any more
bulk-conflict = Changed by somebody else just now

empty-mine = Nothing is waiting for you
empty-mine-text = Tickets you take or are given stand here until they are solved.
empty-mine-door = See unassigned tickets
empty-starred = No ticket has a star
empty-starred-text = Put a star on a ticket (More actions) to find it here again, wherever it lies. Nobody else sees your stars.
empty-unassigned = Every ticket has somebody
empty-unassigned-text = New requests that nobody has taken yet appear here.
empty-unassigned-door = See my tickets
empty-open = No open tickets
empty-open-text = Every request that is not solved yet appears here: by mail, by form, or written by you.
empty-waiting = Nobody owes us an answer
empty-waiting-text = Tickets wait here after your reply, until the requester writes again.
empty-team = This team has no open tickets
empty-team-text = Requests to this team appear here until they are solved.
empty-snoozed = Nothing is asleep
empty-snoozed-text = Snoozed tickets wait here and come back by themselves, at their time or when the requester writes.
empty-closed = Nothing is solved yet
empty-closed-text = Solved and closed tickets are kept here.
empty-spam = No spam
empty-spam-text = What was marked as spam lies here and can be brought back.
empty-trash = The trash is empty
empty-trash-text = What was thrown away lies here and can be restored.

home-title = Home
new-title = New ticket
me-title = My profile
people-title = People
organizations-title = Organizations
ticket-take = Assign to me
ticket-trash = Move to trash
ticket-restore = Restore
ticket-erase = Delete for ever…
ticket-erase-title = Delete ticket #{"{0}"} for ever?
ticket-erase-lead = Everything goes that was said and noted on it and on the tickets merged into it, with its files and its history. This cannot be undone. A later mail of the requester begins another ticket.
ticket-erase-now = Delete for ever
said-erased = Ticket #{ $n } was deleted for ever

said-sent = The message is being sent
said-leaves = The message leaves in { $seconds } s
said-scheduled = Scheduled. The message leaves on { $x }.
said-guarded = A guard holds the message until { $x }.
said-answered = { $n ->
    [one] The reply leaves in { $seconds } s
   *[other] { $n } replies: the first leaves in { $seconds } s
}
said-letters-leave = { $n ->
    [one] One letter leaves in { $first } s
   *[other] { $n } letters: the first leaves in { $first } s
}
said-letters-scheduled = { $n ->
    [one] Scheduled. One letter leaves on { $first }.
   *[other] Scheduled. { $n } letters leave from { $first } on.
}
said-letters-guarded = { $n ->
    [one] A guard holds one letter until { $first }.
   *[other] A guard holds { $n } letters until { $first } or later.
}
said-letters-await = { $n ->
    [one] One letter waits for a second person
   *[other] { $n } letters wait for a second person
}
said-letters-gone = { $n ->
    [one] One letter is being sent
   *[other] { $n } letters are being sent
}
said-taken-back = Taken back. The text is a draft again.
said-taken-back-beside = Taken back. The text is a draft again; what you had begun is among what you wrote before.
said-noted = Note added
said-changed = Changed
said-changed-on = #{ $n }: { $what }
said-opened = #{ $n } is yours now
said-undone = Undone
said-undone-what = Undone: { $x }
said-saved = Saved
said-created = Ticket #{ $n } was opened
said-many = { $n ->
    [one] { $n } ticket changed: { $what }
   *[other] { $n } tickets changed: { $what }
}
said-snoozed = { $n ->
    [one] { $n } ticket snoozed until { $until }
   *[other] { $n } tickets snoozed until { $until }
}
said-snoozed-until-reply = { $n ->
    [one] { $n } ticket snoozed until somebody replies
   *[other] { $n } tickets snoozed until somebody replies
}

home-morning = Good morning, { $x }
home-day = Hello, { $x }
home-evening = Good evening, { $x }
home-nothing = None of your tickets waits for your answer.
home-waiting = { $n ->
    [one] One of your tickets waits for your answer.
   *[other] { $n } of your tickets wait for your answer.
}
home-answering = Waiting for you
home-of-mine = { $n ->
    [one] of { $n } that is yours
   *[other] of { $n } that are yours
}
home-unassigned-note = in your teams
home-releases-note = sent once you approve
home-waking = Back today
home-waking-note = snoozed until today
home-failed = Letters not sent
home-failed-note = to be looked at
home-begun = Begun and not sent
home-answers = Waiting for your answer
home-all = See all
home-done = All done
home-done-text = Nobody waits for you, and nothing is unassigned. New requests appear here by themselves.
unset-title = Kippu is ready to be set up
unset-lead = The one-time link that begins the set-up was printed where Kippu was started: look into the terminal or the log.
unset-again = It opens once and for seven days. Start Kippu again, and it prints a new one.

frame-cancel = Cancel
frame-save = Save
weekday-monday = Mon
weekday-tuesday = Tue
weekday-wednesday = Wed
weekday-thursday = Thu
weekday-friday = Fri
weekday-saturday = Sat
weekday-sunday = Sun
list-alone = Hide the list

ticket-talk = Conversation
ticket-back = Back to the list
ticket-more = More actions
ticket-status = Status
ticket-assignee = Assignee
ticket-team = Team
ticket-priority = Priority
ticket-subject = Subject
ticket-kind = Type
ticket-tags = Tags
ticket-tags-hint = Separated by commas.
ticket-tag-add = Edit tags
ticket-tag-remove = Remove the tag { $x }
ticket-origin = Came by
ticket-language = Language
ticket-created = Opened
ticket-first-replied = First reply
ticket-solved-at = Solved
ticket-properties = Ticket
ticket-participants = In copy
ticket-participants-none = Nobody is in copy.
ticket-participant-add = Add somebody
ticket-participant-hint = They see the public part and receive replies to all.
ticket-participant-remove = Remove { $x } from the copy
ticket-participant-pause = Pause copies to { $x }
ticket-participant-paused = paused
ticket-participant-is-paused = { $x } (paused)
ticket-followers = Followers
ticket-followers-none = Nobody follows this ticket.
ticket-follower-add = Add a follower
ticket-follower-hint = A colleague who may see the ticket. They are told, and hear of what happens on it.
ticket-follower-remove = { $x } no longer follows
ticket-find-agent = Find a colleague
ticket-solve = Solve
ticket-snooze = Snooze
ticket-rename = Change the subject
ticket-follow = Follow
ticket-unfollow = Stop following
ticket-spam = Mark as spam
ticket-not-spam = Not spam
ticket-is-trashed = This ticket is in the trash.
ticket-unsent = What you have written was not sent. It is kept, and stands in the answer again once the ticket is restored.
ticket-is-spam = This ticket is marked as spam.
ticket-sleeps = Asleep until somebody replies.
ticket-wakes-into = Then it becomes “{ $x }”.
ticket-sleeps-until = Asleep until { $x }, or until somebody replies.
ticket-wake = Wake now
ticket-organization = Organization
ticket-organization-change = Change the organization
ticket-organization-none = None
ticket-organization-other = Another organization
ticket-requester-change = Change the requester
ticket-requester-lead = The ticket then belongs to this person. Somebody new is created from the address.
ticket-conflict = Somebody else changed this ticket in the meantime. Nothing was overwritten: look at the new state and try again.
ticket-typed = You had entered:
snooze-hours = In 3 hours
snooze-tomorrow = Tomorrow morning
snooze-monday = Monday morning
snooze-reply = Until somebody replies
snooze-at = At a certain time

person-title = About the requester
person-email = E-mail
person-unreached = None: nothing is mailed to them
person-language = Language
person-zone = Time zone
person-since = Known since
person-tickets = Other tickets
person-open-hint = Open tickets of this person

timeline-system = Kippu
timeline-anonymous = A visitor
timeline-new = New
timeline-older = Show earlier messages
timeline-newest = To the newest messages
timeline-hidden = { $n ->
    [one] One older message is not shown.
   *[other] { $n } older messages are not shown.
}
timeline-changes = { $n ->
    [one] { $n } change
   *[other] { $n } changes
}
timeline-taken = { $who } took the ticket
timeline-tags-added = { $who } added { $added }
timeline-tags-removed = { $who } removed { $removed }
timeline-tags-changed = { $who } added { $added } and removed { $removed }

message-to = to { $x }
message-to-more = to { $x } and { $n } more
message-forwarded-to = forwarded to { $x }
message-automatic = Automatic
message-menu = About this message
message-body = Body of the message
message-images-hidden = Images from the network are not shown.
message-images-show = Show images
message-quote = Quote in the answer
message-copy-link = Copy link
message-copied = The link was copied.
as-requester = View as the requester
as-requester-told = You see this as { $x } sees it. Nothing can be done here, and the audit log says that you looked.
as-requester-back = Back to the desk
as-requester-portal = View their portal
event-seen-as-requester = { $number ->
    [none] { $who } looked at the requests of { $person } as { $person } sees them
   *[other] { $who } looked at { $number } as { $person } sees it
}
message-quoted = Show quoted text
message-take-back = Take back
message-why = Why is it here?
message-original = Original message
message-save = Save as .eml
message-read-as = Read as …
message-read-as-labelled = As the message says
message-read-again = Read again
message-misplaced = Does it belong elsewhere?
message-move-to = Ticket: number or words
message-move = Move
message-separate = Give it a ticket of its own
message-whose = Make them the requester
message-line-from = From
message-line-to = To
message-line-cc = Cc
message-line-bcc = Bcc
message-line-reply-to = Reply to
message-line-at = Date

delivery-title = Delivery
delivery-held = Being sent
delivery-queued = Waiting to be sent
delivery-retrying = Will be tried again
delivery-sending = Being sent now
delivery-sent = Delivered
delivery-partly = Not delivered to everybody
delivery-nobody = Not delivered
delivery-bounced = Came back
delivery-failed = Could not be sent
delivery-uncertain = Perhaps not sent: needs a look
delivery-cancelled = Taken back
delivery-to-accepted = accepted by the mail server
delivery-to-waiting = not handed over yet
delivery-to-deferred = will be tried again
delivery-to-refused = refused
delivery-to-bounced = came back

withheld-automatic = it would answer a machine
withheld-unanswerable = the sender’s system asks for silence
withheld-ours = the address is ours
withheld-no-reply = nobody reads mail to this address
withheld-too-many = they have had enough of them
withheld-old = the message is old

composer-kind = Kind of message
composer-to = To
composer-add = Add…
composer-more-to = Another recipient
composer-more-cc = Add Cc
composer-more-bcc = Add Bcc
composer-forward-to = Forward to
composer-text = Message
composer-placeholder = Write…
composer-attach = Attach files
composer-note = Add note
composer-ways = Ways to send
composer-and-set = And set the status

presence-writes = { $x } is writing
presence-looks = { $x } is looking at this ticket

chip-requester = requester
chip-author = sender
chip-reply-to = reply address
chip-was-in-to = recipient
chip-was-in-cc = in copy
chip-participant = in copy
chip-colleague = colleague
chip-known = known
chip-stranger = new
chip-remove = Remove { $x }
chip-added = Added: { $x }

bulk-outcome = Outcome
new-opening = What comes first
new-said = Write down what they said
new-said-hint = After a call or a talk. Nothing is sent.
new-called = Write down what we said
new-called-hint = After a call of ours: it counts as an answer, and they can read it in the portal. Nothing is sent.
new-write = Write to them
new-write-hint = The text is sent as an e-mail.
new-note = A note for colleagues
new-note-hint = They never see it.
new-requester = Requester
new-requester-hint = E-mail address, telephone number or name. Nothing is mailed to somebody without an address.
new-meant = Who is it?
new-meant-new = A new person: { $x }
new-doubtful = This is about: { $x }. With one ticket each, choose them among the proposals while you type, or name them by address or number.
new-meant-new-hint = Without an e-mail address: nothing is mailed to them.
new-name = Name
new-discard = Discard and start anew
new-open = Open the ticket
new-templates = Begin with a template
new-template-keep = Keep what the form says as a template
new-template-kept = The template is kept.
new-template-hint = With the name of one that is there, it takes its place. What is chosen fills in the form; what you have typed stays.
new-checklist = Checklist
admin-templates = Ticket templates
admin-templates-lead = What a new ticket can be begun with: type, topic, fields, checklist, tags, priority, team, assignee, people in copy, due date, subject and text.
admin-templates-none = No templates yet
admin-templates-none-text = Fill in the form of a new ticket and keep it under a name. It is offered there from then on.
admin-template-new = Fill in a form
admin-template-open = Use or change
admin-template-remove = Remove { $x }
new-send = Open and send
new-each = One ticket each
new-each-hint = Several people get the same, each on a ticket of their own. Nobody sees the others.
mailing-title = One ticket each: { $x }
mailing-running = { $done ->
    [one] { $done } of { $all } is open.
   *[other] { $done } of { $all } are open.
}
mailing-done = { $opened ->
    [one] { $opened } ticket was opened
   *[other] { $opened } tickets were opened
}, { $kept ->
    [one] { $kept } was not
   *[other] { $kept } were not
}.
mailing-cancelled = { $opened ->
    [one] Stopped: { $opened } ticket was opened.
   *[other] Stopped: { $opened } tickets were opened.
}
mailing-leave = You can leave this page; it goes on by itself.
mailing-cancel = Stop
mailing-person = For
mailing-outcome = Ticket
mailing-waits = waits
new-from-team = The team’s mailbox

me-person = You
me-person-hint = How colleagues and requesters see you, and how Kippu speaks to you.
me-name = Name
me-language = Language
me-language-any = As the browser says
me-zone = Time zone
me-numbers = Numbers beside queues
me-numbers-hint = Off: your tree shows no numbers, and none are counted or sent for you. What waits for your own word is still told.
me-clock = Clock that begins by itself
me-clock-hint = On: your clock starts on a ticket when you begin to write there, and runs until you stop it or begin on another.
me-appearance = Appearance
me-appearance-hint = For this browser.
me-on = On
me-off = Off
me-signature = Signature
me-signature-hint = Stands beneath your replies, with links and a picture or two. Up to 2,000 characters.
me-password = Password
me-password-hint = After a change you stay signed in here, and are signed out everywhere else.
me-password-old = Present password
me-password-change = Change the password
me-sessions = Where you are signed in
me-sessions-hint = End a session you do not know, and change your password.
me-browser = Browser
me-browser-unknown = Unknown browser
me-seen = Last used
me-here = this one
me-revoke = Sign out
me-revoke-others = Sign out everywhere else

people-find = Find by name, address, domain or organization
people-none = Nobody found
people-none-text = Everybody who writes to you appears here by themselves.
people-next = Next
person-new = New person
person-edit = Edit
person-language-unknown = Not known
person-zone-hint = For example Asia/Tokyo.
person-no-tickets = No tickets.
person-tickets-count = { $n ->
    [one] { $n } ticket
   *[other] { $n } tickets
}
person-open-count = { $n } open
person-rated = { $x } of 5
person-ratings-count = { $n ->
    [one] { $n } rating
   *[other] { $n } ratings
}
person-addresses = Addresses
person-addresses-hint = Mail from any of them is theirs. Letters go to the first.
person-address-first = letters go here
person-address-verified = verified
person-address-choose = Write here
person-address-new = Another address
person-address-add = Add

organizations-one = Organization
organizations-find = Find by name
organizations-none = No organizations
organizations-none-text = Create one and give it its mail domains: whoever writes from there becomes a member.
organizations-new = New organization
organizations-new-hint = A company, a school, a department.
organizations-create = Create
organizations-rename = Name
organizations-domains = Domains
organizations-domains-hint = Whoever writes from these domains is a member.
organizations-domain-new = Another domain
organizations-domain-remove = Remove { $x }
organizations-members = Members
organizations-no-members = No members yet.

message-odd = What was odd about it
delivery-outbox = See the outbox
message-pass-on = Forward
message-line-subject = Subject
forwarded-head = ---------- Forwarded message ----------
along-title = Goes along
along-message = Message from { $x }, { $at }
along-show = Show what goes along
along-files = Files that go along
along-text = Put it into the text
refusal-notes-stay-here = Notes are for colleagues alone and are not forwarded.

# Passages of messages, highlighted for colleagues
markers-title = Highlighted
marker-add = Highlight
marker-with-note = Highlight with a note
marker-text = Passage
marker-text-hint = Choose it in the text: with the pointer, or with Shift and the arrow keys.
marker-ink = Colour
ink-yellow = Yellow
ink-green = Green
ink-blue = Blue
ink-pink = Pink
marker-note = Note for colleagues
marker-save = Highlight
marker-lost = Text has changed
marker-remove = Remove the highlight of { $x }
marker-remove-short = Remove the highlight
event-text-marked = { $who } highlighted a passage
event-text-unmarked = { $who } removed a highlight
refusal-passage-empty = Choose the words to highlight first.
refusal-too-many-markers = At most 40 highlights in one message.

tabs-title = Open tickets
tab-keep = Keep open in a tab
tab-close = Close the tab
tab-close-one = Close the tab of #{"{0}"}
tab-begun = Begun
tab-news = Something new
refusal-too-many-tabs = Thirty tickets are open already. Close one of them first.
