# What people are told of: in the workspace, by mail, in their browsers, and in their calendar.

notifications-title = Notifications
notifications-unread = Unread
notifications-all = All
notifications-none = You are up to date
notifications-never = Nothing has happened yet
notifications-none-text = What you wish to be told of stands here, until you have looked at the ticket.
notifications-see = Mark as read
notifications-unsee = Mark as unread
notifications-see-all = Mark all as read
told-created = New ticket from { $who }
told-created-itself = New ticket
told-moved = { $who } moved it to { $name }
told-moved-itself = It was moved to { $name }
told-nobody-stands-in = { $name } is away and nobody stands in: it is the team’s again
told-assigned = { $who } gave you this ticket
told-assigned-itself = This ticket is yours now
told-mentioned = { $who } mentioned you
told-added = { $who } added you as a follower
told-received = { $who } wrote
told-replied = { $who } answered
told-noted = { $who } added a note
told-draft-commented = { $who } commented on your draft
told-status = { $who } set the status to “{ $name }”
told-status-itself = The status is “{ $name }” now
told-rated = { $who } rated it { $name }
told-due = { $target }: { $at }
told-over = overdue
told-deadline-came = Its due date has come
told-woken = Its snooze is over
told-approval = Your approval is asked: { $name }
told-approval-bare = Your approval is asked
told-side = { $who } answered in “{ $name }”
told-side-bare = { $who } answered in a side conversation
told-failed = A letter of yours did not reach { $name }
told-stopped = “{ $name }” stopped at a step
told-release = { $who } asks for your approval of a letter: { $name }
told-release-novice = { $who } asks for your approval of a letter
told-returned = { $who } sent your letter back: { $name }
told-returned-bare = { $who } sent your letter back
told-discreet = Subject and text are only on the desk: the mailbox of this ticket encrypts its letters.
notice-about = #{ $number } “{ $subject }”: { $told }.
notice-created = A new ticket from { $author }: #{ $number }, “{ $subject }”.
notice-created-itself = A new ticket: #{ $number }, “{ $subject }”.
notice-discreet-subject = Ticket #{ $x }

wishes-title = Notification settings
wishes-open = Choose
wishes-lead = What you are told of, whose tickets it may be about, and how it reaches you. What you have looked at meanwhile is not sent any more.
wishes-occasion = What happens
wishes-media = Show what comes by
wishes-own = This table is your own choice.
wishes-usual-again = Table as my role has it
wishes-usual = As administrators chose for your role; it follows when they change it.
wishes-always = Always
wishes-quiet = Quiet hours
wishes-quiet-hint = On your own clock ({ $x }). What happens meanwhile waits in the workspace; mail, push and chat bring it afterwards as one summary.
wishes-quiet-on = Keep quiet hours
wishes-quiet-on-hint = No mail, push or chat between these times, and on these days.
wishes-quiet-from = From
wishes-quiet-until = Until
wishes-quiet-days = Quiet all day
wishes-monday = Mon
wishes-tuesday = Tue
wishes-wednesday = Wed
wishes-thursday = Thu
wishes-friday = Fri
wishes-saturday = Sat
wishes-sunday = Sun
wishes-letters = Mail, push and chat
wishes-limit = Letters within an hour at most, and as many pushes and messages in the chat
wishes-limit-hint = From 1 to 60. What goes beyond comes an hour later in one summary.
wishes-digest = Daily summary by mail
wishes-digest-hint = What is overdue, what is due today, and who waits for your answer. A day with nothing to tell has no letter.
wishes-digest-never = Never
wishes-push-text = Show what was said in pushes
wishes-push-text-hint = Otherwise a push tells that something happened, on which ticket and who did it, without its subject and text.
refusal-letters-invalid = Please enter a number from 1 to 60.
refusal-quiet-invalid = Please enter times such as 19:00 and 08:00.
refusal-browser-invalid = This browser could not be registered. Please allow notifications and try again.
refusal-too-many-mutes = More than 500 cannot be silent. Please let some be heard again first.

occasion-created = New ticket
occasion-created-hint = In your teams while nobody has it, or every one you may see; also one that comes to a team of yours from another.
occasion-assigned = A ticket is given to me
occasion-assigned-hint = By a colleague or a rule.
occasion-mentioned = I am mentioned
occasion-mentioned-hint = With @ and your name.
occasion-added = I am added as a follower
occasion-added-hint = By a colleague.
occasion-received = The requester writes
occasion-received-hint = Or somebody in copy. Not automatic replies.
occasion-replied = A colleague answers
occasion-replied-hint = To the requester.
occasion-noted = A note is added
occasion-noted-hint = By a colleague.
occasion-status = The status changes
occasion-status-hint = By a colleague or a rule.
occasion-rated = The requester rates it
occasion-rated-hint = With one to five stars.
occasion-due = A due time comes near or is over
occasion-due-hint = As the service levels say, or the ticket’s own due date.
occasion-woken = A snoozed ticket comes back
occasion-woken-hint = At its moment, with nobody’s doing.
occasion-approval = My approval is asked
occasion-approval-hint = The question itself always comes by mail, with its own link.
occasion-side = A side conversation is answered
occasion-side-hint = One that you began, or on a ticket of yours.
occasion-failed = A letter of mine did not arrive
occasion-failed-hint = With the server's reason. The ticket also opens again.
occasion-stopped = A rule or flow of mine stopped at a step
occasion-stopped-hint = You made its latest version. The ticket says why.
occasion-release = A letter waits for my approval
occasion-release-hint = A colleague's: a guard stopped it, or they do not send alone yet.
occasion-returned = A letter of mine is sent back
occasion-returned-hint = By whoever could have approved it, with the reason.
medium-app = Workspace
medium-mail = Mail
medium-push = Push
reach-off = –
reach-mine = Mine
reach-followed = Mine + followed
reach-teams = My teams
reach-all = All

push-title = Browsers with notifications
push-hint = Notifications appear on this device, also while no page is open, until you sign out here.
push-here = Notify me in this browser
push-off = Pushes are not set up on this installation yet. They will be after the next start.
push-denied = Notifications are not allowed for this site. Allow them in the settings of the browser, which open beside the address of the page, and try again.
push-unable = This browser cannot show notifications here. On an iPhone or iPad, add Kippu to the home screen from the share menu and open it from there; elsewhere, try another browser.
push-failed = Notifications could not be switched on. Please try again in a moment; in a private window they cannot be.
push-used = Last push
push-never = None yet
push-end = Stop
push-one = #{ $number }: { $what }
push-many = { $x ->
    [one] { $x } new notification
   *[other] { $x } new notifications
}

mutes-title = Muted
mutes-hint = You are told nothing of these, except what is meant for you by name: mentions, assignments, approvals and letters that did not arrive.
mutes-what = What
mutes-end = Unmute
mutes-add = Mute a team or a mailbox
mutes-begin = Mute
muted-ticket = Ticket
muted-team = Team
muted-mailbox = Mailbox
ticket-mute = Mute this ticket
ticket-unmute = Unmute this ticket

feed-title = Calendar
feed-hint = Due dates, promised times, tasks and snoozed tickets of yours, for calendar programs that subscribe to an address. Whoever knows the address can read them.
feed-open = Make an address
feed-again = Make a new address
feed-close = Revoke
feed-since = In use since
feed-address = The address for your calendar program
feed-once = It is shown only this once. A former address no longer works.
calendar-name = { $x }: due
calendar-deadline = Due: #{ $number } { $subject }
calendar-promise = Promised: #{ $number } { $subject }
calendar-task = { $what } (#{ $number })
calendar-snooze = Back: #{ $number } { $subject }

summary-held-subject = { $x ->
    [one] { $x } notification
   *[other] { $x } notifications
}
summary-held-lead = { $x ->
    [one] Meanwhile one thing has happened:
   *[other] Meanwhile { $x } things have happened:
}
summary-held = What happened
summary-line = #{ $number } { $subject } – { $what }
summary-ticket = #{ $number } { $subject }
summary-more = … and { $x } more
summary-discreet = Tickets without a subject here are of a mailbox that encrypts its letters: subject and text are only on the desk.
summary-action = Open the notifications
digest-subject = What waits today: { $x }
digest-lead = { $x ->
    [one] { $x } ticket or task of yours wants your attention today:
   *[other] { $x } tickets and tasks of yours want your attention today:
}
digest-overdue = Overdue
digest-today = Due today
digest-waiting = Waiting for your answer
admin-kind-summary = Summary to an agent

activity-title = Activity
activity-unsent = { $who } wrote a reply that has not been sent
activity-logged = { $who } wrote down what { $person } said
activity-none = Nothing here
activity-none-text = What happens on the tickets you may see stands here.
activity-person = Who
activity-team = Team
activity-kind = What
activity-anybody = Everybody
activity-any-team = All teams
activity-any-kind = Everything
activity-said = Messages and notes
activity-changed = Changes
activity-tickets = New, merged, removed
activity-work = Tasks, approvals, due times
activity-show = Show

admin-notices = Notifications
admin-notices-lead = What people of each role are told of, as long as they have not chosen for themselves.
admin-setting-notices = Notification defaults

offline-as-of = Offline, as of { $x }
offline-title = No connection
offline-lead = This page needs a connection. Your own open tickets, your drafts and what was opened lately in this browser can still be read.
offline-mine = My tickets and drafts
offline-opened = Opened lately
offline-again = Try again

event-inbox-changed = Notifications of { $who } changed
event-mute-changed = { $who } changed what they do not want to hear of
event-push-subscribed = { $who } gets notifications in a browser
event-push-unsubscribed = { $who } gets no notifications in a browser any more
event-calendar-feed-changed = { $who } changed the address of their calendar
