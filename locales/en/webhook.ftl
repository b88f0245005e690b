# Webhooks: addresses outside that rules tell of what happened.

admin-webhooks = Webhooks
admin-webhooks-lead = Addresses outside that rules tell of what happened on a ticket: a pager, a chat room, your own program. Signed as Standard Webhooks, tried for a day, and kept in a log that can be sent again.
admin-webhooks-none = No webhooks yet
admin-webhooks-none-text = Add the address that is to hear, then choose it as a step of a rule.
admin-webhook-new = New webhook
admin-webhook-url = Address
admin-webhook-url-hint = What rules tell is posted there as JSON. Addresses inside your own network are reached only where the configuration allows them.
admin-webhook-body = Body
admin-webhook-body-own = A body of your own
admin-webhook-body-hint = A template that becomes JSON. Variables are put in with their quotation marks: {"{"}"text": {"{{"} ticket.subject {"}}"}{"}"}. Empty: everything there is to tell.
admin-webhook-on = On
admin-webhook-off = Off
admin-webhook-secret = Secret
admin-webhook-secret-once = Give it to the program that receives: with it, it can tell that a call is from here. It is shown only this once. A secret that it replaces is signed with for another 24 hours.
admin-webhook-renew = New secret
admin-webhook-trial = Trial
admin-webhook-last = Last call
admin-webhook-when = When
admin-webhook-about = About
admin-webhook-deliveries = Calls of the last thirty days
admin-webhook-deliveries-none = Nothing was told yet. Send a trial to see whether it arrives.
admin-webhook-delivery = Call
admin-webhook-waiting = On its way
admin-webhook-delivered = Taken
admin-webhook-failed = Given up
admin-webhook-replay = Send again
admin-webhook-next = next try
admin-webhook-tries = Tries
admin-webhook-tries-none = The first one is about to begin.
admin-webhook-try = Try { $x }
admin-webhook-took = { $n } ms
admin-webhook-silence = no answer
admin-webhook-request = What was told
admin-job-call-webhook = Tell a webhook

step-webhook = Call a webhook
rule-on-webhook-failed = Webhook given up

event-webhook-created = { $who } added the webhook “{ $name }”
event-webhook-changed = { $who } changed the webhook “{ $name }”
event-webhook-removed = { $who } removed the webhook “{ $name }”
event-webhook-switched = { $who } switched the webhook “{ $name }” { $active ->
    [on] on
   *[off] off
}
event-webhook-secret-renewed = { $who } gave the webhook “{ $name }” a new secret
event-webhook-called = { $who } called the webhook { $name }
event-webhook-failed = The webhook { $name } was not reached and has been given up
event-webhook-replayed = { $who } sent a call of the webhook “{ $name }” again

refusal-url-invalid = Please give an address that begins with https:// or http://, without a user name.
refusal-body-invalid = The body does not become JSON. The line in question stands beside it.
refusal-too-many-webhooks = There are as many webhooks as there may be. Remove one that is not needed.
refusal-webhook-in-use = A rule calls this webhook. Take it out of the rule first.
refusal-webhook-off = This webhook is off. Switch it on first.
refusal-delivery-under-way = It is on its way already.
