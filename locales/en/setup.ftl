admin-setups = Set-ups
admin-setups-lead = Begin with a whole set-up: teams, topics with their forms, rules, flows, approvals, service levels and views that fit together. What you have already stays as it is.
setup-part-teams = Teams
setup-part-tags = Tags
setup-part-people = People it names
setup-part-calendars = Business calendars
setup-part-statuses = Statuses
setup-part-object-types = Kinds of objects
setup-part-fields = Fields
setup-part-forms = Forms
setup-part-topics = Topics
setup-part-workflows = Workflows
setup-part-approvals = Approvals
setup-part-macros = Macros
setup-part-files = Files of macros
setup-part-rules = Rules
setup-part-flows = Flows
setup-part-policies = Service levels
setup-part-views = Views
setup-fate-made = new
setup-fate-kept = is here already and stays
setup-fate-stands-in = is not here: you stand in
setup-fate-left-out = stays here
setup-fate-stays-away = not brought in: its macro is here already without it
setup-makes = What it makes
setup-sum = { $n ->
    [0] Everything in it is here already.
    [one] 1 thing is made.
   *[other] { $n } things are made.
}
setup-keeps = What has the same name here is kept and never overwritten.
setup-named-in = Names in
setup-look-again = Show
setup-rules = Its rules and flows
setup-rules-act = Act at once
setup-rules-act-hint = New requests are handled as the set-up says from the first one on.
setup-rules-suggest = Suggest
setup-rules-suggest-hint = Rules propose on the ticket, and a person says yes. Flows stay off.
setup-rules-log = Only write down
setup-rules-log-hint = Rules write down what they would have done. Flows stay off.
setup-rules-off = Stay off
setup-rules-off-hint = You look them over and switch them on one by one.
setup-import = Bring it in
setup-nothing = There is nothing left to bring in.
setup-done = { $n ->
    [one] 1 thing was made.
   *[other] { $n } things were made.
}
setup-done-kept = { $n ->
    [one] 1 was here already and stayed as it was.
   *[other] { $n } were here already and stayed as they were.
}
setup-next = Next, say who answers in the new teams, and look over the rest:
setup-file = From a file
setup-file-lead = A set-up that another desk has saved. It is shown before anything is made.
setup-file-choose = File (JSON)
setup-file-paste = Or paste it here
setup-file-look = Show what it makes
setup-export = Save as a file
setup-export-lead = The set-up of this desk for another one, without tickets, customers and secrets. Agents are named by their address where a rule or an approval names them.
setup-export-do = Save the file
setup-purpose-en = What it is for (English)
setup-purpose-ja = What it is for (Japanese)
setup-goes = What goes into it
setup-stays = What stays here
setup-stays-why = It names what no other desk has: a mailbox, a brand, a customer, an object, a webhook. Or it is a file too large for a set-up: 5 MB each, 10 MB together.
refusal-set-up-unreadable = This is no file of a set-up, or something in it is not known. Choose a file that Kippu has saved.
refusal-set-up-newer = This file comes from a newer Kippu. Update this one first.
refusal-set-up-too-large = A set-up has at most 512 KB (without the files of its macros) and 200 things of each kind. Split it into several.
refusal-set-up-names = It names something that does not stand before it in the file.
refusal-set-up-file-broken = A file of a macro in it is missing, damaged, or no picture where the text shows one. Save the set-up once more where it comes from.
refusal-set-up-files-too-large = Files of macros in a set-up have at most 5 MB each and 10 MB together.
refusal-set-up-twice = A number is given twice in the file, or stands beneath one that is not there.
event-set-up-imported = { $who } brought in the set-up “{ $name }”: { $made } made, { $kept ->
    [one] { $kept } kept as it was
   *[other] { $kept } kept as they were
}
event-set-up-exported = { $parts ->
    [one] { $who } saved the set-up “{ $name }” as a file with { $parts } thing
   *[other] { $who } saved the set-up “{ $name }” as a file with { $parts } things
}
