# A ticket shown to somebody who does not see its team.

referrals-title = Referred to
refer-command = Refer the ticket
refer-title = Refer { $x }
refer-to = To
refer-to-choose = Choose…
refer-to-hint = The ticket stays in its team. Whoever it is referred to finds it under “Referred to me”, by its number and in the search. A team means its members, as far as they may go there.
refer-agents = Agents
refer-level = They may
refer-word = A word with it
refer-word-hint = They read it in their notification, and everybody at the ticket in its history.
refer-do = Refer
referral-withdraw = Take it back from { $x }
referred-mine = Referred to me
referred-none = Nothing is referred to you
referred-none-text = When colleagues show you a ticket of a team that you do not see, it stands here until it is solved.

event-ticket-referred = { $who } referred the ticket to { $to }, { $level ->
    [reply] to read and answer
   *[read] to read
} { $word ->
    [none] {""}
   *[other] – “{ $word }”
}
event-referral-withdrawn = { $who } took the ticket back from { $to }
occasion-referred = A ticket is referred to me
occasion-referred-hint = Of a team that I do not see: to me, or to a team of mine.
told-referred = { $who } referred this ticket to you
told-referred-itself = This ticket was referred to you
refusal-referral-needless = They see this ticket already, and may do as much.
refusal-referral-to-nobody = Choose an active agent or a team.
refusal-too-many-referrals = A ticket is referred to at most 20. Take one back first.
