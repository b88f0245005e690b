refusal-most-invalid = Enter how many open tickets one agent may have, from 1 to 1,000, or nothing for any number.
refusal-nothing-to-take = There is nothing to take: every ticket of your teams has somebody, or your hands are full.
refusal-absence-in-the-past = Choose a day that is still to come.
refusal-substitute-unknown = Choose an active colleague who stands in for you.
routing-title = New tickets find somebody
routing-lead = For each team: nobody, each in turn, or whoever has the fewest open tickets. Who is away gets none, and each ticket says why it went to whom.
routing-way = How
routing-off = Nobody: the team takes them
routing-turn = Each in turn
routing-load = Whoever has the fewest
routing-most = at most
routing-keeps = first to whoever answered the requester last
routing-try = Try on the past
routing-tried = Of the team’s newest tickets each would have had:
routing-nobody = Nobody of this team could have had any: it is switched off, or nobody may answer here.
event-routing-changed = { $who } changed how new tickets of { $team } find somebody: { $to }
event-ticket-routed = { $because ->
    [knows] Goes to { $person }, who answered this requester last ({ $among } could have had it)
    [load] Goes to { $person }, who has the fewest open tickets ({ $among } could have had it, { $away } away, { $full } with enough)
    [stands_in] Goes to { $person }, who stands in
   *[turn] Goes to { $person }, whose turn it is ({ $among } could have had it, { $away } away, { $full } with enough)
}
event-absence-set = { $until ->
    [none] { $person } is back
   *[other] { $person } is away until { $until }
}
list-next = Next ticket
said-nothing-to-take = There is nothing to take right now
me-absence = Away
me-absence-hint = New tickets pass you by. When a requester writes on one of yours, whoever stands in gets it.
me-absence-until = Back on
me-absence-substitute = Stands in
me-absence-nobody = nobody
me-absence-back = I am back
