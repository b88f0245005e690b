admin-receiving-pop3 = Fetch it by POP3
admin-receiving-pop3-hint = For servers without IMAP. POP3 knows neither folders nor marks: messages can only be left there or deleted.
admin-after-delete-later = Delete it some days later
admin-keep-days = Days it stays on the server
admin-first-last-days = The last days …
admin-first-days = How many days
admin-observes = Only look on
admin-observes-hint = Mail becomes tickets, but nothing is sent by itself: no acknowledgements, no notices. Each ticket says so. Good for trying Kippu beside another system.
admin-source-pop3 = POP3
admin-source-graph = Microsoft 365
admin-source-gmail = Gmail
admin-source-pipe = Pipe
withheld-observing = the mailbox only looks on
refusal-sign-in-does-not-fit = This way of signing in does not fit this kind of mailbox. Choose another one.
refusal-no-folders-there = POP3 knows neither folders nor marks. Choose to leave messages there or to delete them.
refusal-days-invalid = Enter how many days messages stay on the server, from 1 to 3650.
refusal-first-days-invalid = Enter how many days to go back, from 1 to 3650.
channel-trouble-no-uidl = The server cannot say which of its messages are new (it has no UIDL). Use IMAP for this mailbox.
channel-trouble-not-signed-in = Kippu has no access to this mailbox: { $detail } Sign in again on the page of the mailbox.
channel-trouble-busy = { $seconds ->
    [one] The service asks us to wait a second. Mail is fetched after that.
   *[other] The service asks us to wait { $seconds } seconds. Mail is fetched after that.
}
probe-messages = Count the messages
admin-receiving-graph = Microsoft 365 (Graph)
admin-receiving-graph-hint = Microsoft’s own service, also for shared mailboxes. Sign in after saving.
admin-receiving-gmail = Gmail
admin-receiving-gmail-hint = Google’s own service. Sign in after saving.
admin-sending-graph = Microsoft 365 (Graph)
admin-sending-graph-hint = With the same sign-in as for receiving.
admin-sending-gmail = Gmail
admin-sending-gmail-hint = With the same sign-in as for receiving.
admin-sign-in = How to sign in
admin-sign-in-hint = With Google or Microsoft, save first and then sign in on the page “Health and access”.
admin-sign-in-password = With a password
admin-sign-in-google = With Google
admin-sign-in-microsoft = With Microsoft
admin-sign-in-app = As an application of the organization (Microsoft)
admin-mailbox-pages = Pages of this mailbox
admin-mailbox-settings = Settings
admin-health = Health and access
admin-consent = Access
admin-consent-since = { $x } grants access to this mailbox since
admin-consent-days = { $n ->
     [0] The access ends today unless it is used.
     [one] The access ends in one day unless it is used; while mail is fetched it is renewed by itself.
    *[other] The access ends in { $n } days unless it is used; while mail is fetched it is renewed by itself.
    }
admin-consent-none = Nobody has signed in at { $x } for this mailbox yet. Mail is neither fetched nor sent until then.
admin-consent-dead = The access does not work any more: { $x } Sign in again.
admin-consent-go = Sign in at { $x }
admin-consent-app = The organization has granted access to the application itself; nobody needs to sign in.
admin-leave-lead = Sign in there with the account that may read { $x }, and agree to what Kippu asks for. You come back here by yourself.
admin-leave-go = Continue at { $x }
admin-applications = Google and Microsoft
admin-applications-lead = Kippu signs in to mailboxes there as an application that you register once with the provider.
admin-redirect = Redirect address to enter with the provider:
admin-application-google-lead = Google Cloud console › APIs & Services › Credentials: an OAuth client of the type “Web application”, with the Gmail API switched on.
admin-application-microsoft-lead = Microsoft Entra admin center › App registrations. For access without a person, grant the application permissions and admin consent there.
admin-client = Client ID
admin-client-secret = Client secret
admin-secret-saved = A secret is saved. Leave this empty to keep it.
admin-secret-until = The secret is valid until
admin-secret-until-hint = Kippu reminds you before that day.
admin-secret-days = { $n ->
     [one] One day left.
    *[other] { $n } days left.
    }
admin-tenant = Directory (tenant) ID
admin-tenant-hint = Needed for access as an application; left empty, any Microsoft account may sign in.
admin-national = National clouds
admin-authority = Address for signing in
admin-service = Address of the service
admin-national-hint = Only for national clouds, such as https://login.microsoftonline.us.
admin-compare = Nothing missed
admin-compare-hint = Every night the list of the server is compared with what was kept here. What is missing is fetched.
admin-compare-listed = { $n ->
     [one] one message on the server.
    *[other] { $n } messages on the server.
    }
admin-compare-none = Nothing was missing.
admin-compare-gaps = { $n ->
     [one] One was missing.
    *[other] { $n } were missing.
    }
admin-compare-fetched = { $n ->
     [one] One of them was fetched.
    *[other] { $n } of them were fetched.
    }
admin-compare-names = What was missing, as the server names it
admin-compare-never = Not compared yet.
admin-compare-now = Compare at the next look
refusal-application-invalid = Enter the client ID as the provider shows it.
refusal-application-missing = No application is registered with this provider yet. Do that first, under Mailboxes › Google and Microsoft.
refusal-tenant-invalid = Enter the ID or the domain of the directory.
refusal-origin-invalid = Enter an address such as https://login.microsoftonline.us, without a path.
refusal-date-invalid = Enter a date such as 2027-03-31.
worry-unreachable = Mail has not been fetched for a while.
worry-silent = Much less mail arrives than usual at this time.
worry-access-ended = There is no access to the mailbox: somebody must sign in again.
worry-access-ends = The access to the mailbox ends within days. Sign in again.
worry-secret-ends = The client secret of the application ends within days. Make a new one and enter it under Google and Microsoft.
worry-probe-lost = A letter sent round for testing did not arrive.
worry-letters-wait = Letters have waited to be sent for more than 15 minutes. Look at the outbox.
admin-since = Since { $x }.
admin-flow = How mail flows
admin-last-arrival = Last message
admin-expected = { $n ->
     [0] Nothing would usually have come since.
     [one] One message would usually have come since.
    *[other] { $n } messages would usually have come since.
    }
admin-probe = Letter sent round
admin-probe-round = { $n ->
     [one] It was back after one second.
    *[other] It was back after { $n } seconds.
    }
admin-probe-away = It is still under way.
admin-probe-hint = A small signed letter goes out through another mailbox, comes in here, and never becomes a ticket.
admin-probe-now = Send one now
admin-probe-hourly = Send one every hour
admin-probe-stop = Stop sending every hour
admin-kind-alarm = Alarm
frame-alarmed = A mailbox needs you: mail may not arrive or leave. Look at the mailboxes.
letter-alarm-subject = Kippu: the mailbox { $x } needs somebody
letter-alarm = Something is wrong with the mailbox { $x }.
letter-alarm-action = Look at the mailbox
letter-probe = Kippu sends this letter to itself to see whether mail arrives. It needs no answer and becomes no ticket.
channel-evidence-probe = It is a letter that Kippu sent round to see whether mail arrives.
refusal-no-way-out = No mailbox has a server for sending. Set one up first.
admin-find = Find the servers
admin-find-found = Servers were found for this address. Check them, enter the password, and test the connection.
admin-find-nothing = Nothing was found for this address. Enter the servers as the provider names them.
admin-accept-certificate = Accept this certificate
letter-too-big = Your message was too big to be taken in. Its beginning reached us and has the number { $x }.
letter-too-big-next = Please send it again with smaller attachments, or with a link to them.
