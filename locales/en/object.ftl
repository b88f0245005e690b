# Objects: things that are kept beside tickets. And fields of people, organizations and teams.

objects-title = Objects
objects-link = Link an object
objects-unlink = Take { $x } off
objects-find = Find an object
objects-find-hint = Name, serial number …
objects-none-linked = None linked yet.
objects-none-found = Nothing is found by this
objects-none-found-text = Try the beginning of a word of its name, or of a number that stands in it.
objects-no-types = No kinds of objects yet
objects-no-types-text = Orders, assets, contracts, rooms: an administrator sets up what is kept here, and who sees it.
objects-add = New
objects-create = Create
objects-export = Export
objects-import = Import
objects-import-title = Import { $x }
objects-import-limits = At most 5,000 lines and 900 kB, with a head. Of a workbook the first sheet is read; a CSV file may be UTF-8 or Shift_JIS.
objects-import-lead = Take objects over from a table. Each is known by its name: what is there already is changed, and what a line leaves empty stays as it is. First you see what would be done.
objects-sort = Sort by
objects-sort-name = By name
objects-sort-changed = Changed last
objects-sort-newest = Newest first
objects-show = Show
objects-empty = Nothing here yet
objects-empty-text = Make the first one, or import a table.
objects-changed = Changed
objects-no-tickets = No tickets you can see are linked to it.
objects-no-fields = Nothing more is kept of it.
objects-pointing = Pointing here
objects-history = History
objects-open = Open the list
object-new = New: { $x }
object-since = since
object-remove = Remove
object-restore = Bring back
object-removed = Removed

admin-objects = Objects
admin-objects-lead = What you keep beside tickets: orders, assets, contracts, rooms. Each kind has fields of its own, a list, and says who may see it. Tickets are linked to them, and rules and views can ask for what stands in them.
admin-objects-none-text = Make the first kind, give it fields, and link objects to tickets from the ticket's panel.
object-type-new = New kind of object
object-type-name-en = Name of one, English
object-type-name-ja = Name of one, Japanese
object-type-plural-en = Name of many, English
object-type-plural-ja = Name of many, Japanese
object-type-icon = Icon
object-type-columns = Columns of the list
object-type-columns-hint = Beside the name, up to eight. The first ones also stand in a ticket's panel.
object-type-no-columns = Make fields first; then choose here which the list shows.
object-type-grants = Who may do what
object-type-grants-hint = The best right of a person's role and teams counts. Administrators may everything. Who has none finds nothing there.
object-type-party = Role or team
object-type-team = Team { $x }
object-type-right = Right
object-type-active-hint = Switched off, no more are made; those that are there stay.
object-right-none = None
object-right-see = See
object-right-edit = See and edit
object-right-manage = Edit, remove, import and export

fields-of = Fields of
fields-of-ticket = Tickets
fields-of-person = People
fields-of-organization = Organizations
fields-of-team = Teams
fields-of-others-lead = They stand on each one's own page as soon as they are saved, and can be asked for in views, rules and promises.
fields-of-others-none = A customer number, a contract, a floor: make the first one, and it stands on every page of this kind.
field-object-type = Kind of object
field-ask-agent = For agents
field-ask-requester = For requesters
field-ask-requester-hint = On the profile page of the help site.
field-kind-object = Object
field-kind-object-hint = An order, an asset … that is kept here
field-objects = Linked objects
profile-fields = Details
people-export = Export
portal-profile = Profile
portal-profile-saved = Your profile is saved.

event-person-field-changed = { $to ->
    [none] { $who } emptied { $field } of { $person }
   *[other] { $who } set { $field } of { $person } to { $to }
}
event-organization-field-changed = { $to ->
    [none] { $who } emptied { $field } of { $organization }
   *[other] { $who } set { $field } of { $organization } to { $to }
}
event-team-field-changed = { $to ->
    [none] { $who } emptied { $field } of the team { $team }
   *[other] { $who } set { $field } of the team { $team } to { $to }
}
event-people-exported = { $who } exported { $people ->
    [one] one person
   *[other] { $people } people
}
event-object-type-created = { $who } made the kind of object { $name }
event-object-type-changed = { $who } changed the kind of object { $name }
event-object-type-removed = { $who } removed the kind of object { $name }
event-object-created = { $who } made the object { $name }
event-object-renamed = { $who } renamed the object { $from } to { $to }
event-object-field-changed = { $to ->
    [none] { $who } emptied { $field } of the object { $object }
   *[other] { $who } set { $field } of the object { $object } to { $to }
}
event-object-removed = { $who } removed the object { $name }
event-object-restored = { $who } brought the object { $name } back
event-object-linked = { $who } linked { $name }
event-object-unlinked = { $who } took { $name } off
event-objects-imported = { $who } imported { $name }: { $created } new, { $changed } changed
event-objects-exported = { $who } exported { $name }: { $objects ->
    [one] one object
   *[other] { $objects } objects
}
history-object-linked = { $who } linked the ticket { $name }
history-object-unlinked = { $who } took the ticket { $name } off

refusal-object-unknown = No object is found by this. Choose one from the list, or enter its whole name.
refusal-object-unclear = Several objects are called so. Enter # and the number of the one that is meant; it stands at the end of its page’s address.
refusal-object-type-too-large = A kind of object has eight columns and a hundred rights at most.
refusal-object-type-in-use = There are objects of this kind, or a field holds them. Switch it off instead.
refusal-object-type-closed = No more objects of this kind are made.
refusal-too-many-object-types = There are as many kinds of objects as possible. Remove one that is no longer used.
refusal-too-many-objects = A ticket has 50 objects at most.
refusal-object-removed = This object was removed. Bring it back first.
refusal-object-already-linked = This object is linked already.
refusal-import-without-name = Say which column holds the name.

field-kind-external = Choice from another system
field-kind-external-hint = Offered while one types
field-external-url = Address
field-external-url-hint = Where it is asked; {"{"}words{"}"} stands for what is typed: https://crm.example.com/customers?q={"{"}words{"}"}
field-external-list = Path of the list
field-external-list-hint = Steps with points between them, such as data.items. Empty: the answer is the list itself.
field-external-value = Path of the value
field-external-label = Path of the name
field-external-header = Header
field-external-header-hint = Its name, for example Authorization.
field-external-secret = Secret value of the header
field-external-try = Try it
field-external-words = What somebody types
field-external-ask = Ask
field-external-nothing = It answers, and offers nothing for these words.
refusal-external-invalid = Begin with https:// and put {"{"}words{"}"} where the typed words belong.
refusal-path-invalid = A path is names with points between them, such as data.items.
refusal-external-silent = The other system does not answer, or refuses. Check the address and the secret.
refusal-external-unreadable = It answers with something else than a list in that place. Check the path.
field-object-none = Nothing of yours is on file here. Sign in if you have not.
