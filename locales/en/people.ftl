people-import = Import
person-blocked = Blocked
person-blocked-text = Mail from this person is kept and lies with the spam.
person-block = Block
person-unblock = Unblock
person-address-shared = shared
person-address-shared-hint = Several people may write from this address: look at the name.
person-address-share = Shared
person-address-share-hint = Several people write from it; nobody is proposed as the same person because of it.
person-address-own = Not shared
person-address-own-hint = Only this person writes from it, whatever it is called.
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
person-merge-approvals = { $n ->
    [one] One approval they are asked for waits for this person from now on.
   *[other] { $n } approvals they are asked for wait for this person from now on.
}
person-merge-mail = Mail from each of the addresses belongs to this person from now on; letters go to the address they went to here.
person-merge-undo = It can be taken back on the person's page.
person-merge-do = Merge
person-merge-turn = The other way round
person-merge-stale = One of them has changed since. Please look again.
person-merge-other = Somebody else
person-merge-with = Merge with somebody else
person-named-example = Name, address or phone number
person-merged = Merged into this person
person-merged-what = { $n ->
    [one] one ticket
   *[other] { $n } tickets
}
person-unmerge = Take back
likeness-same-name = same name
likeness-same-name-there = same name, same organization or domain
likeness-same-phone = same telephone number
likeness-same-handle = same name in a chat
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
refusal-people-import-too-large = At most 100,000 lines, 60 columns and 20 MB: split the file.
refusal-import-at-work = A table of yours is being imported. Wait until that is done, or stop it.
refusal-import-unreadable = The file is neither UTF-8 nor Shift_JIS. Save it as UTF-8.
refusal-import-without-address = Choose a column that says who it is: an e-mail address, a telephone number, a name in a chat, or an organization.
refusal-import-nobody = Nothing in the line says who it is: give an e-mail address, a telephone number or a name in a chat.
refusal-import-ambiguous = Several people have this number or name: give the e-mail address.
refusal-import-twice = This address or number stands in an earlier line.
refusal-import-note-too-long = A note about a person has at most 5,000 characters, those about an organization 10,000.
refusal-import-of-files = A table holds no files. Leave this column out; what stands in the field stays.
person-new-hint = An e-mail address, a telephone number, a name in a chat, or a name alone: one of them is enough.
person-number = Phone
person-handle = Chat and social
import-title = Import people
import-lead = From an Excel workbook (XLSX) or a CSV file. First you see what would happen; nothing changes until you say so.
import-file = File
import-file-hint = At most 100,000 lines and 20 MB, with a head. Of a workbook the first sheet is read; a CSV file may be UTF-8 or Shift_JIS.
import-paste = Or paste the table
import-read = Read it
import-columns = What the columns mean
import-rows = { $n ->
    [one] one line
   *[other] { $n } lines
}
import-several = Several addresses, organizations, numbers or names stand in one cell with “;” between them; the first address and the first organization are the main ones.
import-column = Column
import-means = Holds
import-sample = For example
import-domains = Organization’s domains
import-organization-notes = Organization’s notes
import-nothing = Leave out
import-try = Try again
import-take = Import
import-other = Another file
import-report = What it would do
import-tried = Nothing has changed yet. This is what would happen:
import-taken = Imported.
import-stopped = Stopped before its end. What was imported until then stays:
import-tries = Looking at the lines…
import-takes = Importing…
import-so-far = { $done } of { $all } lines so far.
import-last = The table you brought last
import-unspoken = { $n ->
    [one] 1 language left out
   *[other] { $n } languages left out
}
import-unspoken-what = Language left out
import-unspoken-word = Kippu does not speak “{ $x }”. The rest of the line is taken.
import-left = Lines that are left out (CSV)
import-left-hint = As they came, with the reasons in a last column. Put them right there and import the file: that column is passed over.
import-left-name = Lines left out
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
import-moved = { $n ->
    [one] one goes to another organization
   *[other] { $n } go to another organization
}
import-organizations-changed = { $n ->
    [one] one organization changed
   *[other] { $n } organizations changed
}
import-wrong = { $n ->
    [one] one line left out
   *[other] { $n } lines left out
}
import-where = Where
import-who = Who
import-from = From organization
import-to = To organization
import-why = Why it is left out
import-line = Line { $x }

namesakes-title = Perhaps the same
namesakes-lead = People of the same name, telephone number or name in a chat. Merge those who are one: addresses, tickets and copies go along, empty fields are filled in, and all of it can be parted again. Of the others say that they are not the same: they are proposed no more.
namesakes-by = What they have in common
namesakes-by-name = Name
namesakes-by-phone = Telephone
namesakes-by-handle = Name in a chat
namesakes-none = No two people share this
namesakes-none-text = When two people have it in common, they appear here.
namesakes-none-here = Not among those looked at so far. Go on to the next ones.
namesakes-since = known since { $x }
namesakes-apart = Not the same
namesakes-first = From the beginning
event-people-kept-apart = { $who } said that { $person } and { $other } are not the same person
field-tier = Tier
tier-standard = Standard
tier-important = Important
tier-vip = VIP
person-tier-hint = How much this person matters: marked in lists and on tickets, and a condition of views, rules and service levels.
person-tier-own = This person
person-tier-by-organization = Counts as { $x }, because the organization does.
person-beside = Further organizations
person-beside-hint = Beside the main one, which is set under Edit. Where an organization shares its tickets, its members find them in the portal.
person-beside-none = None.
person-beside-name = Another organization, by name
person-beside-leave = Remove from { $x }
organizations-near = Organizations whose name begins so:
organizations-make = Create “{ $x }” and save
organizations-merge = The same organization
organizations-merge-hint = Another one that is this one in truth is merged here. Before that you see what moves, and it can be taken back.
organizations-merge-other = Another organization that goes along here
organizations-merge-into = Merge this one into it
organizations-alike = called the same
organizations-merged = Merged into this organization
organizations-merge-title = Make two organizations one
organizations-merge-members = { $n ->
    [0] It is nobody’s main organization.
    [one] One person whose main organization it is comes along.
   *[other] { $n } people whose main organization it is come along.
}
organizations-merge-further = { $n ->
    [one] So does one further member.
   *[other] So do { $n } further members.
}
organizations-merge-contacts = { $n ->
    [one] One primary contact stays one.
   *[other] { $n } primary contacts stay such.
}
organizations-merge-sharing = Who sees the tickets of both in the portal: { $x }.
organizations-merge-mail = Mail from the domains of both makes members here. Whoever writes the other name, an import as well, means this organization.
organizations-merge-rules = Rules, flows, views and service levels that ask for the one that goes ask for this one from then on. They are not rewritten: when it is taken back, they ask as before.
organizations-merge-undo = It can be taken back on the organization’s page.
organizations-remove = Remove
organizations-remove-hint = Only an organization to which nobody and no ticket belongs can be removed; others are merged.
organizations-remove-sure = { $x } goes for good, with its domains, notes and fields.
organizations-remove-do = Remove the organization
refusal-organization-exists = There is an organization of this name already.
refusal-organization-in-use = People, tickets (those in the trash as well) or fields still belong to it. Merge it into another organization instead.
refusal-same-organization = These two are one organization already.
refusal-organization-too-large = More than 5,000 tickets or people would move. Choose the other organization as the one that goes.
event-organizations-merged = { $who } merged the organization { $name } into { $organization } (people: { $members }, tickets: { $tickets })
event-organizations-unmerged = { $who } took back that the organization { $name } is { $organization }
event-organization-removed = { $who } removed the organization { $name }
organizations-contact = primary contact
organizations-contacts = Primary contacts
organizations-contacts-hint = Members whom one turns to first; they can be the ones who see the organization’s tickets.
organizations-contacts-none = Nobody in particular.
organizations-contacts-address = Another member
organizations-further = Further members
organizations-further-hint = People whose main organization is another one.
organizations-further-none = Nobody.
organizations-further-address = Somebody else
organizations-about = What we know
organizations-about-hint = For agents. Only who sees the tickets shows outside.
organizations-agent = Account manager
organizations-agent-none = Nobody
organizations-tier = Organization’s tier
organizations-tier-hint = Counts for everybody whose main organization it is, unless they matter more themselves.
organizations-notes = Notes
organizations-notes-hint = Contract, arrangements, whom to be careful with. Up to 10,000 characters.
organizations-sharing = Who sees its tickets in the portal
sharing-nobody = Everybody their own
sharing-nobody-hint = Members see what they have asked and where they are in copy.
sharing-contacts = Primary contacts see all
sharing-contacts-hint = They read and answer what any member asked for the organization, under their own name.
sharing-members = All members see all
sharing-members-hint = Everybody who belongs to it reads and answers, further members as well.
refusal-not-a-member = Only members can be primary contacts. Add this person to the organization first.
refusal-too-many-contacts = At most 20 primary contacts.
refusal-too-many-organizations = At most 20 further organizations.
refusal-tier-unknown = The tier is “standard”, “important” or “vip”.
refusal-agent-unknown = Choose an agent who is active.
event-organization-described = { $what ->
    [sharing] { $who } changed who sees the tickets of { $organization }, from “{ $from }” to “{ $to }”
   *[other] { $who } changed what is said of { $organization }
}
event-organization-joined = { $who } added { $person } to { $organization }
event-organization-left = { $who } removed { $person } from { $organization }
event-contact-named = { $who } made { $person } a primary contact of { $organization }
event-contact-dropped = { $who } no longer has { $person } as a primary contact of { $organization }
event-tier-changed = { $who } changed the tier of { $person } from { $from } to { $to }
phones-title = Phones
phones-hint = Kept as they are dialled from everywhere; found by any way of writing.
phones-none = None yet.
phones-new = Another number
phones-kind = Kind of number
phone-work = Work
phone-mobile = Mobile
phone-home = Home
phone-other = Other
phone-column-work = Phone (work)
phone-column-mobile = Phone (mobile)
phone-column-home = Phone (home)
phone-column-other = Phone (other)
handles-title = Chat and social
handles-hint = What they are called elsewhere.
handles-none = None yet.
handles-new = Another name
handles-service = Service
handle-other = Other
person-pages = About this person
person-files = Files
person-files-none = What this person sends on tickets that you may read will be listed here.
person-notes = Notes
person-notes-none = Nobody has noted anything.
person-note-new = What colleagues should know; this person never sees it
person-note-add = Add a note
refusal-phone-invalid = Write the number with its country, for example +81 3 1234 5678; extensions belong into a note.
refusal-too-many-phones = At most 20 numbers.
refusal-handle-invalid = A name is one line of up to 120 characters.
refusal-too-many-handles = At most 20 names.
refusal-too-many-person-notes = At most 500 notes of one person.
event-phone-added = { $who } added the number { $number } of { $person }
event-phone-removed = { $who } removed the number { $number } of { $person }
event-handle-added = { $who } added { $handle } ({ $service }) of { $person }
event-handle-removed = { $who } removed { $handle } ({ $service }) of { $person }
event-person-note-added = { $who } noted something about { $person }
event-person-note-removed = { $who } removed a note about { $person }
person-oversight = Sees the requests of
person-oversight-hint = In the portal, beside their own: a supervisor those of their staff, an assistant those of their boss. They read them and may write to them; letters still go to whoever asked.
person-oversight-address = Whoever asks
person-oversight-end = { $x } no more
person-overseers = Their own requests are seen by
refusal-oversees-self = One’s own requests are seen anyway.
refusal-too-many-overseen = Somebody sees the requests of at most 50 others, and at most 50 see those of one.
event-oversight-given = { $who } let { $person } see the requests of { $over }
event-oversight-ended = { $who } no longer lets { $person } see the requests of { $over }
person-filled = From other systems
person-filled-fields = { $n ->
    [one] one field filled in
   *[other] { $n } fields filled in
}
