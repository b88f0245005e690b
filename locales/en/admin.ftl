# The administration.

admin-group-desk = Desk
admin-group-people = People
admin-group-tickets = Tickets and mail
admin-group-running = In operation
admin-overview = Overview
admin-organization = Organization
admin-agents = Agents
admin-teams = Teams
admin-mailboxes = Mailboxes
admin-statuses = Statuses
admin-tags = Tags
admin-outbox = Outbox
admin-arrived = Arrived mail
admin-jobs = Jobs
admin-audit = Audit log

admin-save = Save
admin-cancel = Cancel
admin-remove = Remove
admin-order = Order
admin-up = Move { $x } up
admin-down = Move { $x } down
admin-name = Name
admin-email = E-mail address
admin-language = Language
admin-role = Role
admin-state = State
admin-tickets = Tickets
admin-port = Port
admin-list-comma = {", "}
admin-conflict = Somebody else changed this in the meantime. What you typed is still here: look it over and save again, or reload the page to see the new state.

admin-organization-lead = How this desk is called and what holds where nobody has chosen for themselves.
admin-organization-name = Name
admin-organization-name-hint = Shown to agents, in the portal and in letters.
admin-organization-language-hint = For whoever has chosen no language and whose browser names none we know.
admin-time-zone = Time zone
admin-time-zone-hint = For example Asia/Tokyo. Each person can choose another one.

admin-teams-lead = Every ticket belongs to one team. In this order they stand in the queue tree.
admin-team-new = New team

admin-tags-lead = Agents make tags by typing them. Here they are renamed on every ticket at once.
admin-tag-new = New tag
admin-tag-hint = Lower case, without spaces; both are put right by themselves.
admin-tags-none = No tags yet
admin-tags-none-text = Tags appear here as soon as somebody puts one on a ticket.

admin-statuses-lead = Call them as you like: what a status does is its category’s affair.
admin-status-new = New status
admin-status-standard = Standard
admin-status-category = Category
admin-status-category-hint = What the status means to queues, clocks and requesters. It cannot be changed later.
admin-status-of = Category: { $x }.
admin-status-is-standard = Kippu chooses this one for the category.
admin-status-name-en = Name in English
admin-status-name-ja = Name in Japanese
admin-status-names-hint = One is enough: the other language then shows the same name.
admin-status-make-standard = Make it the standard

admin-agent-invite = Invite an agent
admin-agent-send = Send the invitation
admin-agent-who = Person
admin-agent-who-hint = Somebody who has written to you before keeps their tickets.
admin-agent-active = Active
admin-agent-invited = Invited
admin-agent-off = Deactivated
admin-agent-all-teams = All teams
admin-seen = Last seen
admin-role-hint = What somebody may do at all, in whatever team.
admin-levels-hint = What somebody may see and do in each team. An administrator may do everything in all of them.
admin-access = Access
admin-access-hint = Whoever is deactivated signs in no more from this moment on; what they did keeps their name.
admin-agent-again = Send the invitation again
admin-agent-sign-out = Sign out everywhere
admin-agent-deactivate = Deactivate
admin-agent-reactivate = Reactivate
admin-invited = Invitation sent
admin-invited-sent = A letter with the link is on its way to { $x }.
admin-invited-link = The same link, to pass on yourself
admin-invited-hint = It is shown only now. It opens once, for seven days; whoever has it can choose the password.
admin-invited-done = Done
