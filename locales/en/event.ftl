# One sentence per kind of event. Variables: $who is who did it; the others are the event's own fields as people read them
# (a person's name, a status's name, a moment in words). What is nobody or nothing is handed over as "none", and a snooze
# that ends with a reply as "reply".
event-ticket-created = { $who } opened the ticket
event-message-received = { $who } wrote
event-message-sent = { $who } replied
event-message-forwarded = { $who } forwarded the ticket
event-message-taken-back = { $who } took a message back before it was sent
event-message-moved = { $who } moved a message from { $from } to { $to }
event-message-reread = { $who } had a message read anew from its original
event-note-added = { $who } wrote a note
event-subject-changed = { $who } changed the subject from “{ $from }” to “{ $to }”
event-status-changed = { $who } changed the status from { $from } to { $to }
event-priority-changed = { $who } changed the priority from { $from } to { $to }
event-kind-changed = { $who } changed the type from { $from } to { $to }
event-tags-changed = { $who } changed the tags from { $from } to { $to }
event-team-changed = { $who } moved the ticket from { $from } to { $to }
event-assignee-changed = { $to ->
    [none] { $who } took the ticket from { $from } and assigned it to nobody
   *[other] { $who } assigned the ticket to { $to }
}
event-requester-changed = { $who } changed the requester from { $from } to { $to }
event-organization-changed = { $to ->
    [none] { $who } took the organization away
   *[other] { $who } set the organization to { $to }
}
event-participant-added = { $who } added { $person } in copy
event-participant-removed = { $who } removed { $person } from the copy
event-participant-paused = { $paused ->
    [no] { $who } lets answers go to { $person } again
   *[yes] { $who } paused copies to { $person }
}
event-follower-added = { $person } follows the ticket
event-follower-added-by = { $who } added { $person } as a follower
event-follower-removed-by = { $who } removed { $person } from the followers
event-follower-removed = { $person } no longer follows the ticket
event-thanks-taken = { $who } left the ticket solved: the message only says thank you
event-ticket-snoozed = { $to ->
    [reply] { $who } snoozed the ticket until somebody replies
   *[other] { $then ->
        [none] { $who } snoozed the ticket until { $to }
       *[other] { $who } snoozed the ticket until { $to }; then it is { $then }
    }
}
event-ticket-woken = { $who } woke the ticket
event-ticket-trashed = { $who } moved the ticket to the trash
event-ticket-restored = { $who } restored the ticket from the trash
event-ticket-marked-spam = { $who } marked the ticket as spam
event-ticket-marked-not-spam = { $who } said that the ticket is not spam
event-letter-left = The message was accepted by some of the recipients’ mail servers
event-letter-sent = The message was accepted by every recipient’s mail server
event-letter-failed = The message could not be sent: { $reason }
event-letter-retried = { $who } is having the message sent again
event-letter-bounced = The message could not be delivered to { $address }: { $reason }
event-letter-uncertain = The connection broke while the message was handed over; whether it was sent is not certain: { $reason }
event-letter-cancelled = { $who } cancelled the message
event-letter-withheld = No automatic reply was sent to { $address }: { $reason }
event-message-decided = Incoming mail was sorted: { $decision }
event-message-unreadable = Incoming mail could not be read; the original is attached
event-person-created = { $who } added { $person }
event-person-created-itself = { $person } was added
event-person-changed = { $who } edited { $person }
event-person-changed-itself = { $person } was edited
event-address-added = { $who } gave { $person } the address { $address }
event-address-removed = { $who } removed the address { $address } from { $person }
event-address-chosen = { $who } had letters to { $person } go to { $to } instead of { $from }
event-address-shared = { $who } said that several people write from { $address } of { $person }
event-address-owned = { $who } said that nobody else writes from { $address } of { $person }
event-signature-changed = { $person } changed their signature
event-organization-created = { $who } added the organization { $organization }
event-organization-renamed = { $who } renamed the organization { $from } to { $to }
event-domain-added = { $members ->
    [0] { $who } added the domain { $domain } to { $organization }
    [one] { $who } added the domain { $domain } to { $organization }; { $members } person joined
   *[other] { $who } added the domain { $domain } to { $organization }; { $members } people joined
}
event-domain-removed = { $who } removed the domain { $domain } from { $organization }
event-agent-invited = { $who } invited { $person } as { $role }
event-agent-joined = { $person } joined
event-role-changed = { $who } changed the role of { $person } from { $from } to { $to }
event-level-changed = { $who } changed the level of { $person } in { $team } from { $from } to { $to }
event-agent-deactivated = { $who } deactivated { $person }
event-agent-reactivated = { $who } reactivated { $person }
event-password-changed = { $person } has a new password
event-password-forgotten = A link for a new password was sent to { $person }
event-sign-in-link-asked = A sign-in link was sent to { $person }
event-newcomer-asked = A sign-in link was sent to somebody new
event-signed-in = { $person } signed in
event-sign-in-failed = { $person ->
    [none] A sign-in with an unknown address failed
   *[other] A sign-in as { $person } failed
}
event-signed-out = { $person } signed out
event-access-token-created = { $who } made the token “{ $name }” for a program
event-access-token-removed = { $who } revoked the token “{ $name }”
event-session-revoked = { $who } ended sessions of { $person }
event-team-created = { $who } created the team { $team }
event-team-renamed = { $who } renamed the team { $from } to { $to }
event-teams-ordered = { $who } changed the order of the teams
event-team-removed = { $who } removed the team { $name }
event-status-created = { $who } created the status { $status }
event-status-edited = { $who } edited the status { $status }
event-status-removed = { $who } removed a status
event-calendar-created = { $who } created the calendar “{ $name }”
event-calendar-changed = { $who } changed the calendar “{ $name }”
event-calendar-removed = { $who } removed the calendar “{ $name }”
event-tag-created = { $who } created the tag { $tag }
event-tag-renamed = { $who } renamed the tag { $from } to { $to }
event-ticket-erased = { $who } deleted ticket #{ $number } for ever
event-tag-removed = { $who } removed the tag { $name }
event-mailbox-created = { $who } added the mailbox { $mailbox }
event-mailbox-changed = { $who } edited the mailbox { $mailbox }
event-mailbox-activated = { $who } switched the mailbox { $mailbox } on
event-mailbox-deactivated = { $who } switched the mailbox { $mailbox } off
event-mailbox-removed = { $who } removed a mailbox
event-mailbox-troubled = { $mailbox }: { $worry }
event-mailbox-recovered = { $mailbox } is well again: { $worry }
event-mailbox-authorized = { $who } was granted access to the mailbox { $mailbox }
event-application-registered = { $who } registered the application with { $provider }
event-installation-set-up = { $person } set up this desk
event-setting-changed = { $how ->
    [parts] { $who } changed the setting “{ $key }”: { $to }
    [whole] { $who } changed the setting “{ $key }”
   *[other] { $who } changed the setting “{ $key }” from “{ $from }” to “{ $to }”
}
event-file-read = The text of a file was read, so that it can be found
event-job-buried = A job failed too often and was set aside
event-job-retried = { $who } started a job again that had been set aside
event-demo-removed = { $tickets ->
    [one] { $who } removed the demo data ({ $tickets } ticket)
   *[other] { $who } removed the demo data ({ $tickets } tickets)
}
event-undone = { $left ->
    [none] { $who } undid a change
   *[other] { $who } undid the merge: #{ $left } stands by itself again
}
event-view-created = { $who } built the view “{ $name }”
event-list-coloured = { $who } changed the colours of the list “{ $list }”
event-view-changed = { $who } changed the view “{ $from }”, now “{ $to }”
event-view-removed = { $who } removed the view “{ $name }”
event-view-restored = { $who } brought the view “{ $name }” back
event-views-ordered = { $who } changed the order of their views
event-ticket-starred = { $who } put a star on a ticket
event-ticket-unstarred = { $who } took a star off a ticket
event-run-begun = { $tickets ->
    [one] { $who } began to change { $tickets } ticket
   *[other] { $who } began to change { $tickets } tickets at once
}
event-template-created = { $who } kept the template “{ $name }”
event-template-changed = { $who } changed the template “{ $name }”
event-template-removed = { $who } removed the template “{ $name }”
event-mailing-begun = { $tickets ->
    [one] { $who } began to write to { $tickets } person on a ticket of their own
   *[other] { $who } began to write to { $tickets } people, each on a ticket of their own
}
event-mailing-cancelled = { $who } stopped writing to many people
event-run-cancelled = { $who } stopped a change of many tickets
event-run-confirmed = { $tickets ->
    [one] { $who } checked the warnings of guards ({ $guards }) and sent to { $tickets } more ticket
   *[other] { $who } checked the warnings of guards ({ $guards }) and sent to { $tickets } more tickets
}
event-run-undone = { $who } took a change of many tickets back
event-tickets-exported = { $tickets ->
    [one] { $who } exported the list { $view } with { $tickets } ticket as { $format }
   *[other] { $who } exported the list { $view } with { $tickets } tickets as { $format }
}
event-views-counted = { $views ->
    [one] { $views } count of a view has come to its end
   *[other] { $views } counts of views have come to their end
}
event-signing-key-changed = { $who } { $what ->
    [added] made
    [activated] started
    [retired] retired
    [removed] removed
   *[other] changed
} the DKIM key { $selector } of { $domain }
event-mail-key-changed = { $who } { $what ->
    [added] added
    [learned] learned
    [trusted] trusted
    [distrusted] rejected
    [removed] removed
   *[other] changed
} the key { $fingerprint } of { $address }
