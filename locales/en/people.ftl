people-import = Import
person-blocked = Blocked
person-blocked-text = Mail from this person is kept and lies with the spam.
person-block = Block
person-unblock = Unblock
person-address-shared = shared
person-address-shared-hint = Several people may write from this address: look at the name.
person-alike = Perhaps the same person
person-alike-hint = Before they are merged you see both side by side. It can be taken back.
person-alike-none = Nobody else looks the same.
person-merge = Merge here
person-merge-title = Make two people one
person-merge-lead = Nothing has changed yet. This is what would stand afterwards.
person-merge-goes = goes along
person-merge-stays = stays
person-merge-after = Afterwards
person-merge-moved = Both
person-merge-filled = Filled in
person-merge-left = Stays as it is
person-merge-same = As it is
person-merge-tickets = { $n ->
    [0] No tickets move.
    [one] One ticket moves.
   *[other] { $n } tickets move.
}
person-merge-copies = { $n ->
    [one] Of one more they are in copy.
   *[other] Of { $n } more they are in copy.
}
person-merge-mail = Mail from each of the addresses belongs to this person from now on; letters go to the address they went to here.
person-merge-undo = It can be taken back on the person's page.
person-merge-do = Merge
person-merge-turn = The other way round
person-merge-stale = One of them has changed since. Please look again.
person-merge-other = Somebody else, by address
person-merged = Merged into this person
person-merged-what = { $n ->
    [one] one ticket
   *[other] { $n } tickets
}
person-unmerge = Take back
likeness-same-name = same name
likeness-same-name-there = same name, same organization or domain
likeness-same-mailbox = same name before the @
event-people-merged = { $who } merged { $name } into { $person }
event-people-unmerged = { $who } took back that { $name } is { $person }
event-person-blocked = { $who } blocked { $person }
event-person-unblocked = { $who } unblocked { $person }
refusal-same-person = These two are one person already.
refusal-agents-stay-apart = Agents are managed in the administration, not here.
refusal-too-many-to-merge = More than 1,000 tickets would move. Choose the other person as the one who stays.
refusal-import-empty = There is no line in it beside the head.
refusal-import-too-large = At most 5,000 lines and 900 kB: split the file.
refusal-import-no-workbook = The workbook cannot be read. Save it again as XLSX or CSV.
refusal-import-unreadable = The file is neither UTF-8 nor Shift_JIS. Save it as UTF-8.
refusal-import-without-address = Choose which column holds the e-mail address.
refusal-import-twice = This address stands in an earlier line.
import-title = Import people
import-lead = From an Excel workbook (XLSX) or a CSV file. First you see what would happen; nothing changes until you say so.
import-file = File
import-file-hint = At most 5,000 lines and 900 kB, with a head. Of a workbook the first sheet is read; a CSV file may be UTF-8 or Shift_JIS.
import-paste = Or paste the table
import-read = Read it
import-columns = What the columns mean
import-rows = { $n ->
    [one] one line
   *[other] { $n } lines
}
import-column = Column
import-means = Holds
import-sample = For example
import-nothing = Leave out
import-try = Try again
import-take = Import
import-other = Another file
import-report = What it would do
import-tried = Nothing has changed yet. This is what would happen:
import-taken = Imported.
import-created = { $n ->
    [one] one new person
   *[other] { $n } new people
}
import-changed = { $n ->
    [one] one person changed
   *[other] { $n } people changed
}
import-same = { $n ->
    [one] one as it is already
   *[other] { $n } as they are already
}
import-organizations = { $n ->
    [one] one new organization
   *[other] { $n } new organizations
}
import-wrong = { $n ->
    [one] one line left out
   *[other] { $n } lines left out
}
import-where = Where
import-why = Why it is left out
import-line = Line { $x }

namesakes-title = Perhaps the same
namesakes-lead = People of the same name. Merge those who are one: addresses, tickets and copies go along, empty fields are filled in, and all of it can be parted again. Of the others say that they are not the same: they are proposed no more.
namesakes-none = No two people share a name
namesakes-none-text = When two people have the same name, they appear here.
namesakes-none-here = Not among the names looked at so far. Go on to the next ones.
namesakes-since = known since { $x }
namesakes-apart = Not the same
namesakes-first = First names
event-people-kept-apart = { $who } said that { $person } and { $other } are not the same person
