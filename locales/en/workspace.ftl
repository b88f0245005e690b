# The agents' workspace: what stands around every page, lists, the ticket, people.

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
frame-density = Rows
density-compact = Compact
density-comfortable = Comfortable
frame-shortcuts = Keyboard shortcuts
frame-dialog = Dialog
frame-close = Close
frame-undo = Undo
frame-new-message = A new message has arrived
frame-demo = This is a demonstration. All people and tickets in it are invented.
frame-demo-remove = Remove the demo data
draft-local = Saved on this device
draft-restored = Draft restored
draft-conflict = This draft was changed in another window

palette-title = Search and commands
palette-open = Search or do
palette-hint = Find a ticket, a person, a command…
palette-results = Results
palette-here = On this page
palette-go = Go to
palette-tickets = Tickets
palette-people = People
palette-nothing = Nothing found

key-walk = Next / previous ticket
key-open = Open ticket
key-select = Select
key-send = Send

list-show = Show
list-pages = Pages
list-newest = Newest
list-older = Older
list-select = Select { $n }
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
bulk-untick = Clear the selection
bulk-results = What became of each ticket
bulk-results-lead = { $changed } changed, { $kept } left as they were.
bulk-changed = Changed
bulk-gone = Not there any more
bulk-conflict = Changed by somebody else just now

empty-mine = Nothing is waiting for you
empty-mine-text = Tickets you take or are given stand here until they are solved.
empty-mine-door = See unassigned tickets
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

said-sent = The message is on its way
said-taken-back = Taken back. The text is a draft again.
said-noted = Note added
said-changed = Changed
said-undone = Undone
said-saved = Saved
said-created = Ticket #{ $n } was opened
said-many = { $n ->
    [one] { $n } ticket changed
   *[other] { $n } tickets changed
}

home-morning = Good morning, { $x }
home-day = Hello, { $x }
home-evening = Good evening, { $x }
home-nothing = Nothing waits for your answer.
home-waiting = { $n ->
    [one] One of your tickets waits for your answer.
   *[other] { $n } of your tickets wait for your answer.
}
home-answering = Waiting for you
home-of-mine = of { $n } that are yours
home-unassigned-note = in your teams
home-waking = Back today
home-waking-note = snoozed until today
home-failed = Letters not sent
home-failed-note = need a look
home-answers = Waiting for your answer
home-all = See all
home-done = All done
home-done-text = Nobody waits for you, and nothing is unassigned. New requests appear here by themselves.
unset-title = Kippu is ready to be set up
unset-lead = The one-time link that begins the set-up was printed where Kippu was started: look into the terminal or the log.
unset-again = It opens once and for seven days. Start Kippu again, and it prints a new one.
