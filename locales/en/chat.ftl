# Notifications as messages in a chat

admin-chats = Chats
admin-chats-lead = Where notifications may go as messages in a chat: Slack, Mattermost, Microsoft Teams, Google Chat, Discord, or any program that reads JSON. Each person chooses for themselves.
admin-chats-none = No chats yet
admin-chats-none-text = Add the incoming webhook of a channel, or allow people to enter one of their own.
admin-chat-new = New chat
admin-chat-edit = Change a chat
chats-used = Chosen by
chats-people = { $x ->
    [0] Nobody
    [one] { $x } person
   *[other] { $x } people
}
chats-trouble = Trouble
chat-name-hint = As people know it, such as “Slack, #support”.
chat-active = Offer it
chat-active-hint = Switched off, nothing goes there, and nobody can choose it.
chat-service = Service
chat-service-hint = For Microsoft Teams make a workflow of the kind “Post to a channel when a webhook request is received”; for the others an incoming webhook.
chat-slack = Slack
chat-mattermost = Mattermost
chat-teams = Microsoft Teams
chat-google = Google Chat
chat-discord = Discord
chat-json = JSON
chat-slack-mention = Your member ID, such as U012ABCDEF (your profile, “Copy member ID”). You are mentioned with it.
chat-mattermost-mention = Your user name. You are mentioned with it.
chat-teams-mention = The address you sign in with there, such as name@example.com. You are mentioned with it.
chat-google-mention = Your user number there, such as 123456789012345678901. You are mentioned with it.
chat-discord-mention = Your user ID (a long number, “Copy user ID”). You are mentioned with it.
chat-json-mention = Any name; it is passed on in “mention”.
chat-whose = Whose address
chat-whose-one = One for all
chat-whose-one-hint = A channel that everybody reads who may choose it. Whoever is to be called enters how the service knows them.
chat-whose-own = Each person's own
chat-whose-own-hint = Everybody enters a webhook of their own, at the hosts below.
chat-address = Address of the webhook
chat-address-when = with one for all
chat-address-hint = Whoever knows it can write there: it is kept sealed and never shown again. Addresses inside your own network are reached only where the configuration allows them.
chat-address-kept = One at { $x } is kept. Leave it empty to keep it.
chat-try = Send a test
chat-tried = The test was taken. Please look whether it has arrived.
chat-hosts = Hosts
chat-hosts-when = with addresses of their own
chat-hosts-hint = Where people's addresses may lie, apart by spaces; machines below them as well. Empty: the service's own.
chat-said = Subjects and what was said may go there
chat-said-hint = Otherwise a message tells what happened, on which ticket and who did it. Everybody in a channel reads it, whatever they may see here.

chat-title = Chat
chat-hint = Notifications come as messages to one of these. Which ones, the column “Chat” above says.
chat-chosen = In use
chat-choose = Use this one
chat-last = Last message
chat-own-address = Address of your webhook
chat-own-hint = Made in the service's own settings; it is kept sealed and never shown again. It lies at { $x }.
chat-own-kept = One is kept. Leave it empty to keep it.
chat-mention = Mention me
chat-own-said = Show subjects and what was said
chat-own-said-hint = Whoever reads along there reads them too.
medium-chat = Chat
wishes-digest-chat = Daily summary in the chat as well
wishes-digest-chat-hint = At the same hour.
chat-open = Open
chat-trial = This is a test
chat-trial-text = Notifications will arrive here.

chat-denied = The service did not let us in. The address may have been withdrawn.
chat-gone = There is no such address any more. Make a new webhook and enter its address.
chat-busy = The service asked for patience.
chat-failed = The service could not take it.
chat-refused = The service did not take it. Check that the service and the address belong together.
chat-slow = No answer within fifteen seconds.
chat-inner = The address lies inside your own network, which the configuration does not allow.
chat-unreachable = The service was not reached.
chat-address-lost = The address cannot be read any more. Enter it again.
refusal-too-many-chats = There are as many chats as there can be. Remove one first.
refusal-chat-hosts = Enter one to ten hosts, such as hooks.slack.com.
refusal-chat-elsewhere = This address does not lie at one of the hosts named here.
refusal-chat-mention = The service knows nobody by this. Please see the hint.
event-chat-created = { $who } added the chat “{ $name }”
event-chat-changed = { $who } changed the chat “{ $name }”
event-chat-removed = { $who } removed the chat “{ $name }”
event-chat-chosen = { $who } has notifications sent to “{ $name }”
event-chat-left = { $who } no longer has notifications sent to a chat
