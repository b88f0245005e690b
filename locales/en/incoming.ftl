# Administration: what becomes of incoming mail.

admin-incoming = Incoming mail
admin-incoming-lead = What becomes of a message where more than one thing would be right.
incoming-closed = An answer to a closed ticket
incoming-closed-follow-up = Begins a ticket that continues the closed one
incoming-closed-reopen = Opens the ticket again
incoming-closed-within = Opens it again within so many days, and begins another one later
incoming-days = Days
incoming-twin = The same message in two mailboxes
incoming-twin-each = Makes a ticket in each
incoming-twin-one = Makes one ticket for both
incoming-blocked = Blocked senders
incoming-senders-hint = Addresses and domains, one to a line: aya@example.com, @example.com. Their mail lies with the spam; nothing is deleted.
incoming-allowed = Senders always let in
incoming-allowed-hint = Their mail is never taken for spam. An address counts before its domain.
incoming-spam-marks = Believe the spam marks of the mail server
incoming-spam-marks-hint = X-Spam-Flag and its kin, and Exchange's confidence level. Only if your own server writes them.
incoming-agents = Agents may answer by mail
incoming-agents-hint = What an agent answers from their own address goes to the requester, if it is proved that they sent it. Otherwise, and if this is off, it stays a note and they are told.
