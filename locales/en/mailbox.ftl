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
channel-trouble-busy = The service asks us to wait { $seconds } seconds. Mail is fetched after that.
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
