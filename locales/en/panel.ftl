# Panels: what other systems know of a requester

admin-panels = Panels
admin-panels-lead = What other systems know of whoever asks (orders, contract, account) shown beside the ticket. Any service that answers with JSON will do.
admin-panels-none = No panels yet
admin-panels-none-text = Add the address of your shop, customer list or billing, and choose what of its answer is shown.
admin-panel-new = New panel
admin-panel-edit = Change a panel
panel-name-hint = Stands above it, beside the ticket.
panel-active = Show it
panel-active-hint = Beside each ticket of the teams below.
panel-asks = What is asked
panel-url = Address
panel-url-hint = Asked with GET, within five seconds. Variables may stand in its path and query, never in its host; KEY is the key of a field. Where a step of the path would be empty, or all variables of the query, nobody is asked. Addresses inside your own network are reached only where the configuration allows them.
panel-header = Header
panel-header-hint = By which the other system knows us, such as Authorization or X-Api-Key.
panel-secret = Its value
panel-secret-hint = Kept sealed and never shown again; with “Authorization”, including “Bearer ”.
panel-secret-kept = One is kept. Leave it empty to keep it.
panel-secret-forget = Forget it
panel-minutes = Minutes an answer is good for
panel-shows = What is shown
panel-lines = Lines
panel-lines-hint = One per line: Name = where it stands, such as “Plan = customer.plan” or “Last order = orders.0.number”. What is not in an answer is left out. “Plan = customer.plan > plan” offers agents to put it into the requester’s field with the key “plan”, where nothing stands yet; after “>” may also stand requester.name, requester.language, requester.time_zone, requester.phone, or organization. with the key of a field of organizations.
panel-teams = Teams
panel-teams-hint = Without any: beside every ticket.
panel-try = Try it
panel-try-lead = Asks now, with what is typed above, for one ticket or one person. Nothing is saved.
panel-try-ticket = Ticket number
panel-try-do = Ask
panel-try-person = Or a person
panel-try-person-hint = By address, telephone number or #number, instead of a ticket.
panel-lacks = Not asked: what the address asks by is not known here.
panel-try-said = The answer
panel-nothing = Nothing is known there.
panel-denied = The other system did not let us in. Check the header and its value.
panel-failed = The other system could not answer. Ask again later.
panel-slow = No answer within five seconds.
panel-inner = The address lies inside your own network, which the configuration does not allow.
panel-large = The answer is larger than 256 KB.
panel-unreachable = The other system was not reached.
panel-secret-lost = The secret cannot be read any more. Enter it again.
refusal-too-many-panels = There are as many panels as there can be. Remove one first.
refusal-panel-variable = There is no such variable, or no field with this key. Choose one of those below the address.
refusal-panel-empty = Say what is to be shown: one line at least.
refusal-panel-lines = Write each line as “Name = where it stands”, 30 lines at most.
refusal-header-invalid = This cannot be a header. Its name has letters, digits and hyphens; its value is one line.
refusal-answer-no-json = What came back is no JSON.
refusal-secret-again = The address leads to another system now. Enter its secret again.
event-panel-created = { $who } added the panel “{ $name }”
event-panel-changed = { $who } changed the panel “{ $name }”
event-panel-removed = { $who } removed the panel “{ $name }”
panel-fill = { $n ->
    [one] Fill in one empty field
   *[other] Fill in { $n } empty fields
}
refusal-panel-field = After “>” stands the key of a field of people, as under Fields; organization. and the key of a field of organizations; or requester.name, requester.language, requester.time_zone, requester.phone.
refusal-nothing-to-fill = There is nothing to fill in: the fields are filled, or the answer has nothing for them.
refusal-panel-fills-nothing = To fill by itself, it needs a line that fills something, such as “Plan = customer.plan > plan”.
refusal-panel-needs-ticket = By itself, and on the pages of people, it asks about people without a ticket: the address cannot speak of one.
refusal-panel-not-by-itself = This panel does not ask by itself.
panel-with-person = Also on the pages of people
panel-with-person-hint = Whoever reads tickets of its teams sees it there. The address cannot speak of a ticket then.
panel-by-itself = Fill by itself
panel-by-itself-hint = Asks about everybody who becomes known from now on, whatever their team, and fills what is empty. What stands somewhere, or was emptied by somebody, stays. People who are imported are not asked about.
panel-waiting = { $n ->
    [0] Nobody waits to be asked about.
    [one] One person waits to be asked about.
    [1000] A thousand people or more wait to be asked about.
   *[other] { $n } people wait to be asked about.
}
panel-given-up = { $n ->
    [one] one given up
    [1000] 1,000 or more given up
   *[other] { $n } given up
}
panel-ask-again = Ask again about those given up
event-panel-asked-again = { $people ->
    [one] { $who } had the panel “{ $name }” ask again about one person
   *[other] { $who } had the panel “{ $name }” ask again about { $people } people
}
event-person-filled = { $fields ->
    [one] { $who } filled in one empty field of { $person } from the panel “{ $name }”
   *[other] { $who } filled in { $fields } empty fields of { $person } from the panel “{ $name }”
}
