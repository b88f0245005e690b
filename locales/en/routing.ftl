refusal-most-invalid = Enter how many open tickets one agent may have, from 1 to 1,000, or nothing for any number.
refusal-nothing-to-take = There is nothing to take: every ticket of your teams has somebody, or your hands are full.
refusal-absence-in-the-past = Choose a day that is still to come.
refusal-absence-ends-first = Choose a first day before the day you are back.
refusal-substitute-unknown = Choose an active colleague who stands in for you.
refusal-substitute-may-not-answer = They may not answer in your teams. Choose a colleague who may.
routing-title = New tickets find somebody
routing-lead = For each team: nobody, each in turn, or whoever has the least in hand. Who is away gets none, and each ticket says why it went to whom.
routing-way = How
routing-off = Nobody: the team takes them
routing-turn = Each in turn
routing-load = Whoever has the least
routing-most = at most
routing-keeps = first to whoever answered the requester last
routing-try = Try on the past
routing-tried = Of the team’s newest tickets each would have had, with nothing in hand at first, every ticket kept until it was solved, and the pauses and limits of today:
routing-left = Nobody had a hand free
routing-nobody = Nobody of this team could have had any: it is switched off, or nobody may answer here.
event-routing-changed = { $who } changed how new tickets of { $team } find somebody: { $to }
event-ticket-routed = { $because ->
    [knows] Goes to { $person }, who answered this requester last ({ $among } could have had it)
    [load] Goes to { $person }, who has the fewest open tickets ({ $among } could have had it, { $away } away or paused, { $lacking } without a skill, { $full } with enough)
    [least] Goes to { $person }, who has the least in hand: { $load ->
        [one] one point
       *[other] { $load } points
    }, and { $effort } more with this ({ $among } could have had it, { $away } away or paused, { $lacking } without a skill, { $full } with enough)
    [skill] Goes to { $person }, who is best at what it asks for ({ $among } could have had it, { $away } away or paused, { $lacking } without a skill, { $full } with enough)
    [stands_in] Goes to { $person }, who stands in
   *[turn] Goes to { $person }, whose turn it is ({ $among } could have had it, { $away } away or paused, { $lacking } without a skill, { $full } with enough)
}
event-absence-set = { $until ->
    [none] { $person } is back
   *[other] { $from ->
        [none] { $person } is away until { $until }
       *[other] { $person } is away from { $from } until { $until }
    }
}
list-next = Next ticket
said-nothing-to-take = There is nothing to take right now
me-absence = Away
me-absence-hint = New tickets pass you by, and letters, pushes and chats wait until you are back. When a requester writes on one of yours, whoever stands in gets it, or whoever stands in for them; where none of them can, it is your team’s again.
me-absence-from = First day
me-absence-from-hint = Empty: from now on.
me-absence-until = Back on
me-absence-substitute = Stands in
me-absence-nobody = nobody
me-absence-back = I am back
me-absence-stay = I am not away after all
away-until = away until { $x }
admin-absence-hint = New tickets pass them by, and letters, pushes and chats for them wait until they are back. When a requester writes on one of theirs, whoever stands in gets it.
admin-absence-back = Is back
admin-absence-stay = Is not away after all
refusal-level-invalid = Choose levels from 1 to 5.
refusal-patience-invalid = Enter minutes from 1 to 10,080 (a week), or nothing for no limit.
refusal-too-many-skills = There are a hundred skills already; remove one first.
routing-hours = only within their working hours
claims-title = Who takes a ticket of nobody
claims-desk = as the desk does
claims-never = nobody, by what they do
claims-reply = whoever answers it
claims-opening = whoever opens or answers it
assigns-title = Tickets may be given to
assigns-seeing = every agent who sees them
assigns-answering = everybody who may answer them
assigns-members = members of the team alone
spared-title = Left out when they open it
spared-hint = Whoever only reads along gets no ticket of this team by opening it. By answering they still do.
routing-online = only who was here in the last 15 minutes
routing-patience = on to the next after (minutes)
via-mail = E-mail
via-form = Forms and portal
via-phone = Phone
via-chat = Chat
effort-title = What a ticket counts
effort-lead = “Whoever has the least” and the limits of each agent go by points: those of the ticket’s type and those of its priority together. With one point for each type and none for priorities, tickets are simply counted.
effort-points = { $n ->
    [one] (one point)
   *[other] ({ $n } points)
}
refusal-effort-invalid = Enter points from 1 to 100 for each type, and from 0 to 100 for each priority.
refusal-load-invalid = Enter points from 1 to 10,000, or nothing for any number.
refusal-channel-locked = An administrator has fixed this channel for you.
duty-title = Channels and capacity
duty-lead = New tickets of a paused channel pass the agent by. What is fixed they cannot change themselves. Points are what tickets count; nothing is any number.
duty-channel = Channel
duty-paused = Paused
duty-locked = Fixed
duty-most = At most (points)
duty-all = All together
duty-menu = New tickets I take
duty-is-paused = Paused
duty-fixed = Fixed
event-duty-set = { $who } set { $via } of { $person }: { $paused ->
    [yes] paused
   *[no] takes tickets
}{ $locked ->
    [yes] , fixed
   *[no] {""}
}{ $most ->
    [0] {""}
    [one] , at most one point
   *[other] , at most { $most } points
}
event-load-set = { $most ->
    [0] { $who } let { $person } have any number of points
    [one] { $who } let { $person } have at most one point
   *[other] { $who } let { $person } have at most { $most } points
}
event-effort-changed = { $who } changed what tickets count
admin-skills = Skills and hours
admin-skills-lead = What some tickets ask of whoever gets them by themselves: a language, a product, a licence. Tickets say for themselves, by a condition, what they ask for.
admin-skill-new = New skill
admin-skills-none = No skills yet
admin-skills-none-text = Without any, a team’s tickets go to whoever is there and has a hand free.
skill-name-hint = For example Japanese, Espresso machines, Invoices.
skill-need = Needed
skill-required = Required
skill-required-hint = Who has less than the level gets none of these tickets. If nobody has it, they stay with the team.
skill-preferred = Preferred
skill-preferred-hint = Whoever is best at it goes first, as long as they have a hand free.
skill-least = Level from which one has it
skill-least-hint = 1: a little, 5: an expert.
skill-able = Can do it
skill-condition = Tickets that ask for it
skill-condition-hint = Without a condition every ticket asks for it. For a language choose “Language”.
skill-people = Who has it
skill-people-hint = From 1 (a little) to 5 (an expert).
skill-hours = Working hours
skill-hours-lead = Teams may give new tickets only to those who are at work. Hours are calendars:
skill-hours-none = at any time
event-skill-created = { $who } made the skill { $name }
event-skill-changed = { $who } changed the skill { $name }
event-skill-removed = { $who } removed the skill { $name }
event-hours-set = { $hours ->
    [none] { $who } let { $person } have tickets at any time
   *[some] { $who } set the working hours of { $person }
}
event-nobody-stands-in = { $person } is away, and nobody could stand in
event-assignment-timed-out = { $minutes ->
    [one] { $person } left it untouched for a minute
   *[other] { $person } left it untouched for { $minutes } minutes
}
