# Levels of urgency, as a desk calls them.

admin-priorities = Priorities
admin-priorities-lead = Up to eight levels of urgency, the most urgent at the top. Name, colour and use are yours; their order is fixed, so that lists, promises and conditions always agree on what is more urgent.
admin-setting-priorities = Priorities

priorities-name-en = English name
priorities-name-ja = Japanese name
priorities-color = Colour
priorities-color-usual = As usual
priorities-used = In use
priorities-always = Always in use
priorities-public = Requesters see it
priorities-unused-hint = What is not in use can no longer be chosen. Tickets, rules and filters that have it keep it, and programs may still set it. A service level promises a new level what its neighbour towards “Normal” has, until the policy says otherwise.
priorities-show = Show
refusal-priority-normal-needed = “Normal” stays in use: every new ticket begins with it.
refusal-priority-twice = Two levels in use have the same name.
refusal-priority-not-offered = This urgency can no longer be chosen. Choose another one.
portal-priority = How urgent is it?
portal-priority-usual = Not said
priorities-choose-hint = Where two levels or more are shown to requesters, they can also say on the help page how urgent their request is.
