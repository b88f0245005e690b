# The flight recorder: where a mail is, and how it came there.

admin-flights = Where is the mail?
admin-flights-lead = Every mail in and out with its whole way, also what was not sent, came twice or was turned away.
flight-find = Address, @domain, Message-ID or words of the subject
flight-mail = Mail
flight-outcome = What became of it
flight-no-subject = (no subject)
flight-begin = Where is the mail of …?
flight-begin-hint = Type whom it was from or to, or what it was about. What was suppressed, came twice or was refused is found too, with the reason.
flight-nothing = Nothing of that kind has passed here
flight-nothing-hint = Look at the sender's server: what was never handed to us leaves no trace here.
flight-turned-away = Turned away at the door
flight-of-message = Way of this mail

flight-waiting = Kept, waiting to be read
flight-new = Became a new ticket
flight-reply = Continued its ticket
flight-follow-up = Continued a closed ticket in a new one
flight-duplicate = Came twice; the first one counts
flight-bounce = A report about a letter of ours, noted there
flight-auto-reply = An automatic reply, kept on its ticket
flight-ignored = Kept, and added to no ticket
flight-unreadable = Could not be read; a ticket holds the original

flight-held = Held, can still be taken back
flight-queued = Waiting to be sent
flight-sending = Being handed over
flight-sent = Accepted by every recipient's server
flight-bounced = Came back
flight-failed = Could not be handed over
flight-uncertain = The connection broke after it was handed over
flight-cancelled = Taken back before it was sent

flight-withheld-automatic = Not written to { $address }: what it would answer was written by a machine
flight-withheld-unanswerable = Not written to { $address }: their system asked for silence
flight-withheld-ours = Not written to { $address }: the address is ours
flight-withheld-no-reply = Not written to { $address }: nobody reads mail there
flight-withheld-too-many = Not written to { $address }: they had as many as one may get
flight-withheld-breaker = Not written to { $address }: two machines were answering each other
flight-withheld-blocked = Not written to { $address }: nothing is to be sent there by machine
flight-withheld-old = Not written to { $address }: what it would answer is old
flight-withheld-observing = Not written to { $address }: the mailbox only looks on

flight-step-lmtp = Received by LMTP from { $remote }, envelope sender { $sender }
flight-step-smtp = Received by SMTP from { $remote }, envelope sender { $sender }
flight-step-imap = Fetched from the mailbox by IMAP
flight-step-pop3 = Fetched from the mailbox by POP3
flight-step-graph = Fetched from Microsoft 365
flight-step-gmail = Fetched from Gmail
flight-step-pipe = Handed over by the mail system's own command
flight-step-import = Imported from a file
flight-step-simulator = Written in the simulator
flight-step-stored = Stored with { $size } bytes, before its sender heard that we have it ({ $digest }…)
flight-step-read = Read by reader version { $parser }
flight-step-error = { $reason }
flight-step-acknowledged = Acknowledged to its sender
flight-step-answered = First answer written
flight-step-composed = Written
flight-step-held = Held until now, so that it could be taken back
flight-step-retried = Tried again
flight-step-accepted = { $address }: handed over. { $words }
flight-step-deferred = { $address }: not now. { $words }
flight-step-refused = { $address }: refused. { $words }
flight-step-bounced = { $address }: came back. { $words }

flight-away-unknown = No mailbox of ours has this address
flight-step-rule = Rule “{ $name }” acted
flight-step-told = { $name } was told
flight-step-seen = { $name } looked at it
flight-step-flow = Flow “{ $name }” acted
