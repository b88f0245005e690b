# Search: the box, the page, the language of questions.

search-title = Search
search-placeholder = Words, "a phrase", from:…, is:unread
search-here = Search these tickets
search-of = Requests of { $x }
search-of-all = Search everybody's tickets
search-count = { $n ->
    [one] 1 ticket
   *[other] { $n } tickets
}
search-all = { $n ->
    [one] Show the one ticket found
   *[other] Show all { $n } tickets
}
search-by-relevance = Best match
search-by-date = Newest
search-narrow = Narrow down
search-facet-status = Status
search-facet-team = Team
search-facet-tag = Tag
search-facet-year = Year
search-before = Previous
search-next = Next
search-nothing = Nothing found
search-nothing-text = Try fewer or other words. Spam and trash are searched with is:spam and is:trash.
search-loose = Nothing matches exactly. These tickets come close.
search-building = The search index is being built ({ $n } % done). What is in it already is found.
search-proposals = Go on with
search-similar = Similar tickets
search-hints = What you can ask for
search-hint-phrase = exactly these words in this order
search-hint-not = tickets without a word
search-hint-or = either of two words
search-hint-from = written by somebody: a name or an address
search-hint-is = unread, open, snoozed, closed, mine, unassigned, spam, trash
search-hint-tag = also status:, team:, assignee:, priority:, channel:, org:
search-hint-date = also today, 2026-03, >2026-01-01, 2026-01-01..2026-02-01
search-hint-has = also has:note and has:reply

query-unknown-field = There is no such field. Did you mean “{ $x }:”?
query-unknown-value = “{ $x }:” does not take this value.
query-empty-value = Write a value directly after “{ $x }:”.
query-no-date = “{ $x }:” takes a date: today, last-7-days, 2026-03-01 or >2026-01-01.
query-open-quote = This quotation mark is not closed.
query-open-bracket = This bracket is not closed.
query-stray-bracket = This bracket was never opened.
query-stray-operator = Something is missing beside this word.
query-too-long = This is too long to search for.
query-too-many-parts = These are too many words to search for.
query-too-deep = These are too many brackets within each other.

query-field-from = who wrote
query-field-to = who was written to
query-field-subject = in the subject
query-field-tag = with a tag
query-field-status = in a status
query-field-assignee = assigned to
query-field-team = in a team
query-field-org = from an organization
query-field-priority = with a priority
query-field-channel = through a channel
query-field-has = that have
query-field-is = that are
query-field-created = created on
query-field-updated = changed on
query-value-unread = nobody has answered yet
query-value-unassigned = assigned to nobody
query-value-mine = assigned to me
query-value-open = open
query-value-snoozed = snoozed
query-value-closed = solved or closed
query-value-spam = in spam
query-value-trash = in the trash
query-value-attachment = a file
query-value-note = an internal note
query-value-reply = a reply
query-value-low = low
query-value-normal = normal
query-value-high = high
query-value-urgent = urgent
query-value-mail = by mail
query-value-form = by a form
query-value-portal = in the portal
query-value-phone = by phone
query-value-chat = by chat
query-value-api = by the API
query-value-agent = by an agent
query-value-new = new
query-value-pending = pending
query-value-on-hold = on hold
query-value-solved = solved
query-value-me = me
query-value-none = nobody
query-value-today = today
query-value-yesterday = yesterday
query-value-this-week = this week
query-value-last-7-days = the last 7 days
query-value-last-30-days = the last 30 days
query-value-this-month = this month
