//! Why a rule says no. The words are in `locales`, under [`Refusal::key`].

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum Refusal { $($(#[$doc])* #[serde(rename = $key)] $name,)* }

        impl Refusal {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The Fluent key of the sentence that says what to do.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

refusals! {
    /// Visible, but this actor may not do this to it.
    NotAllowed = "refusal-not-allowed",
    SubjectEmpty = "refusal-subject-empty",
    SubjectTooLong = "refusal-subject-too-long",
    MessageEmpty = "refusal-message-empty",
    MessageTooLong = "refusal-message-too-long",
    /// The help page takes no requests from passers-by.
    SignInFirst = "refusal-sign-in-first",
    /// The help page takes no requests at all.
    FormClosed = "refusal-form-closed",
    TicketClosed = "refusal-ticket-closed",
    TicketTrashed = "refusal-ticket-trashed",
    TicketSpam = "refusal-ticket-spam",
    SameTicket = "refusal-same-ticket",
    MergeSome = "refusal-merge-some",
    TooManyTicked = "refusal-too-many-ticked",
    NotTrashed = "refusal-not-trashed",
    NotSpam = "refusal-not-spam",
    AlreadySpam = "refusal-already-spam",
    SnoozeInThePast = "refusal-snooze-in-the-past",
    SnoozeTooFar = "refusal-snooze-too-far",
    DeadlineInThePast = "refusal-deadline-in-the-past",
    NotSnoozed = "refusal-not-snoozed",
    /// What we wrote ourselves stays where it was written.
    OwnMessageStays = "refusal-own-message-stays",
    AlreadyThere = "refusal-already-there",
    OnlyMessage = "refusal-only-message",
    NothingChosen = "refusal-nothing-chosen",
    AlreadyLinked = "refusal-already-linked",
    TaskEmpty = "refusal-task-empty",
    TaskTooLong = "refusal-task-too-long",
    TooManyTasks = "refusal-too-many-tasks",
    /// It would leave without its words.
    LetterOnItsWay = "refusal-letter-on-its-way",
    /// What was to be blackened does not stand in the message.
    PassageMissing = "refusal-passage-missing",
    NotesStayHere = "refusal-notes-stay-here",
    NotANote = "refusal-not-a-note",
    MinutesInvalid = "refusal-minutes-invalid",
    OverseesSelf = "refusal-oversees-self",
    TooManyOverseen = "refusal-too-many-overseen",
    TaskTeamBlind = "refusal-task-team-blind",
    TimeMissing = "refusal-time-missing",
    TimeAhead = "refusal-time-ahead",
    NoteTooLong = "refusal-note-too-long",
    TooManyTimes = "refusal-too-many-times",
    /// A moment in words that are none we know.
    WhenUnclear = "refusal-when-unclear",
    NoSuchTicket = "refusal-no-such-ticket",
    TooManyNumbers = "refusal-too-many-numbers",
    LinkLoop = "refusal-link-loop",
    TooManyLinks = "refusal-too-many-links",
    NoOriginal = "refusal-no-original",
    NothingToUndo = "refusal-nothing-to-undo",
    ChangedSince = "refusal-changed-since",
    CannotFollow = "refusal-cannot-follow",
    AssigneeNotInTeam = "refusal-assignee-not-in-team",
    NoRecipient = "refusal-no-recipient",
    AddressInvalid = "refusal-address-invalid",
    AddressTaken = "refusal-address-taken",
    AddressIsOurs = "refusal-address-is-ours",
    /// Who takes part in the ticket reads nothing that is said beside it.
    SideWithRequester = "refusal-side-with-requester",
    TooManySides = "refusal-too-many-sides",
    /// Somebody has written there since.
    SideGoesOn = "refusal-side-goes-on",
    /// A guard wants its writer to look again.
    GuardWarns = "refusal-guard-warns",
    GuardTooLong = "refusal-guard-too-long",
    GuardRecipientInvalid = "refusal-guard-recipient-invalid",
    GuardLeastInvalid = "refusal-guard-least-invalid",
    FilterTooLong = "refusal-filter-too-long",
    TooManyFilters = "refusal-too-many-filters",
    /// It does nothing.
    FilterIdle = "refusal-filter-idle",
    /// Its template names a group that no expression has.
    FilterGroupUnknown = "refusal-filter-group-unknown",
    FilterRefusesReplies = "refusal-filter-refuses-replies",
    SecretUnfit = "refusal-secret-unfit",
    PeersInvalid = "refusal-peers-invalid",
    NobodyListed = "refusal-nobody-listed",
    HookSecretMissing = "refusal-hook-secret-missing",
    /// How many tickets are to go was typed otherwise than it is.
    NumberTypedOtherwise = "refusal-number-typed-otherwise",
    NothingToApprove = "refusal-nothing-to-approve",
    /// Somebody has said something since it was written, and whoever lets it go has not seen that.
    LetterOvertaken = "refusal-letter-overtaken",
    /// A colleague holds its ticket.
    ReleaseHeld = "refusal-release-held",
    /// It takes two.
    OwnLetter = "refusal-own-letter",
    SamePerson = "refusal-same-person",
    AgentsStayApart = "refusal-agents-stay-apart",
    TooManyToMerge = "refusal-too-many-to-merge",
    ImportEmpty = "refusal-import-empty",
    ImportTooLarge = "refusal-import-too-large",
    PeopleImportTooLarge = "refusal-people-import-too-large",
    /// One's own is being taken.
    ImportAtWork = "refusal-import-at-work",
    ImportUnreadable = "refusal-import-unreadable",
    ImportNoWorkbook = "refusal-import-no-workbook",
    ImportWithoutAddress = "refusal-import-without-address",
    /// Nothing in the line says who it is.
    ImportNobody = "refusal-import-nobody",
    /// Several people have what the line says.
    ImportAmbiguous = "refusal-import-ambiguous",
    ImportTwice = "refusal-import-twice",
    ImportNoteTooLong = "refusal-import-note-too-long",
    /// A column for a field of files.
    ImportOfFiles = "refusal-import-of-files",
    LastAddress = "refusal-last-address",
    TooManyAddresses = "refusal-too-many-addresses",
    TooManyRecipients = "refusal-too-many-recipients",
    TooManyTemplates = "refusal-too-many-templates",
    SeveralRequesters = "refusal-several-requesters",
    /// Somebody named by a name, or by a number that several people have.
    RequesterUnclear = "refusal-requester-unclear",
    /// They have no e-mail address.
    RequesterUnreached = "refusal-requester-unreached",
    MailingWithCopies = "refusal-mailing-with-copies",
    AlreadySent = "refusal-already-sent",
    /// Something was said, or sent from another window, while this answer was being written.
    SpokenMeanwhile = "refusal-spoken-meanwhile",
    /// The page they send from has sent something else before.
    SentFromHere = "refusal-sent-from-here",
    /// The ticket went into another one while this answer was being written.
    MergedMeanwhile = "refusal-merged-meanwhile",
    /// A page that sends to many is too old, or not the one that was shown.
    SlipStale = "refusal-slip-stale",
    /// A text with variables that cannot be filled in.
    TemplateWrong = "refusal-template-wrong",
    MacroEmpty = "refusal-macro-empty",
    ShortcutInvalid = "refusal-shortcut-invalid",
    ShortcutTaken = "refusal-shortcut-taken",
    AlreadyRecipient = "refusal-already-recipient",
    SendInThePast = "refusal-send-in-the-past",
    SendTooFar = "refusal-send-too-far",
    TooManyTags = "refusal-too-many-tags",
    NameEmpty = "refusal-name-empty",
    NameTooLong = "refusal-name-too-long",
    NameTaken = "refusal-name-taken",
    PasswordTooShort = "refusal-password-too-short",
    PasswordTooLong = "refusal-password-too-long",
    PasswordCommon = "refusal-password-common",
    PasswordWrong = "refusal-password-wrong",
    SignInWrong = "refusal-sign-in-wrong",
    TooManyTries = "refusal-too-many-tries",
    TooManyAccessTokens = "refusal-too-many-access-tokens",
    LinkUsedOrOld = "refusal-link-used-or-old",
    AlreadySetUp = "refusal-already-set-up",
    AlreadyAgent = "refusal-already-agent",
    AlreadyJoined = "refusal-already-joined",
    LastAdministrator = "refusal-last-administrator",
    TimeZoneUnknown = "refusal-time-zone-unknown",
    LanguageUnknown = "refusal-language-unknown",
    DomainInvalid = "refusal-domain-invalid",
    DomainTaken = "refusal-domain-taken",
    TooManyDomains = "refusal-too-many-domains",
    SignatureTooLong = "refusal-signature-too-long",
    SignaturePictures = "refusal-signature-pictures",
    KeysInvalid = "refusal-keys-invalid",
    KeysTaken = "refusal-keys-taken",
    LastOfCategory = "refusal-last-of-category",
    LastTeam = "refusal-last-team",
    TeamHasTickets = "refusal-team-has-tickets",
    TeamHasMailboxes = "refusal-team-has-mailboxes",
    StatusInUse = "refusal-status-in-use",
    WorkflowForNothing = "refusal-workflow-for-nothing",
    WorkflowLeadsNowhere = "refusal-workflow-leads-nowhere",
    TooManyWorkflows = "refusal-too-many-workflows",
    /// The workflow does not let this status follow.
    TransitionClosed = "refusal-transition-closed",
    TransitionNotYours = "refusal-transition-not-yours",
    /// Something must stand in the ticket before.
    TransitionFields = "refusal-transition-fields",
    TransitionTasks = "refusal-transition-tasks",
    TagInUse = "refusal-tag-in-use",
    /// New ones are made by those who manage tags.
    TagUnknown = "refusal-tag-unknown",
    ClosingInvalid = "refusal-closing-invalid",
    FieldKeyInvalid = "refusal-field-key-invalid",
    FieldKeyTaken = "refusal-field-key-taken",
    FieldInUse = "refusal-field-in-use",
    FieldUnknown = "refusal-field-unknown",
    ArticleUntitled = "refusal-article-untitled",
    ArticleTitleTooLong = "refusal-article-title-too-long",
    ArticleEmpty = "refusal-article-empty",
    TooManyArticles = "refusal-too-many-articles",
    TooManyArticleCategories = "refusal-too-many-article-categories",
    CategoryTooDeep = "refusal-category-too-deep",
    CategoryInUse = "refusal-category-in-use",
    ArticleUnknown = "refusal-article-unknown",
    ObjectUnknown = "refusal-object-unknown",
    ObjectUnclear = "refusal-object-unclear",
    ExternalInvalid = "refusal-external-invalid",
    PathInvalid = "refusal-path-invalid",
    HeaderInvalid = "refusal-header-invalid",
    /// The other system said nothing, or no.
    ExternalSilent = "refusal-external-silent",
    ExternalUnreadable = "refusal-external-unreadable",
    ObjectTypeTooLarge = "refusal-object-type-too-large",
    ObjectTypeInUse = "refusal-object-type-in-use",
    ObjectTypeClosed = "refusal-object-type-closed",
    TooManyObjectTypes = "refusal-too-many-object-types",
    TooManyObjects = "refusal-too-many-objects",
    ObjectRemoved = "refusal-object-removed",
    ObjectAlreadyLinked = "refusal-object-already-linked",
    ImportWithoutName = "refusal-import-without-name",
    FieldTwice = "refusal-field-twice",
    /// The form demands it.
    FieldMissing = "refusal-field-missing",
    /// The form does not let this person fill it in.
    FieldClosed = "refusal-field-closed",
    /// Nobody types it.
    FieldComputed = "refusal-field-computed",
    /// Some field of a form is wrong; which one stands beside it.
    FieldsWrong = "refusal-fields-wrong",
    FieldsToClose = "refusal-fields-to-close",
    TooManyFields = "refusal-too-many-fields",
    TextTooLong = "refusal-text-too-long",
    NumberInvalid = "refusal-number-invalid",
    NumberTooLarge = "refusal-number-too-large",
    NumberOutside = "refusal-number-outside",
    TooManyDigits = "refusal-too-many-digits",
    TimeInvalid = "refusal-time-invalid",
    FlagInvalid = "refusal-flag-invalid",
    PatternInvalid = "refusal-pattern-invalid",
    PatternUnfit = "refusal-pattern-unfit",
    LinkInvalid = "refusal-link-invalid",
    LinkNameUnknown = "refusal-link-name-unknown",
    FormulaInvalid = "refusal-formula-invalid",
    BoundsInvalid = "refusal-bounds-invalid",
    PersonOutOfReach = "refusal-person-out-of-reach",
    PersonUnknown = "refusal-person-unknown",
    /// Somebody who is there already, named by a name, or by a number that several people have.
    PersonUnclear = "refusal-person-unclear",
    /// Only members are turned to first.
    NotAMember = "refusal-not-a-member",
    TooManyContacts = "refusal-too-many-contacts",
    TooManyOrganizations = "refusal-too-many-organizations",
    PhoneInvalid = "refusal-phone-invalid",
    TooManyPhones = "refusal-too-many-phones",
    HandleInvalid = "refusal-handle-invalid",
    TooManyHandles = "refusal-too-many-handles",
    TooManyPersonNotes = "refusal-too-many-person-notes",
    /// Nothing is chosen that could be highlighted.
    PassageEmpty = "refusal-passage-empty",
    TooManyMarkers = "refusal-too-many-markers",
    TierUnknown = "refusal-tier-unknown",
    AgentUnknown = "refusal-agent-unknown",
    OrganizationUnknown = "refusal-organization-unknown",
    OrganizationExists = "refusal-organization-exists",
    /// Somebody, a ticket or a field belongs to it.
    OrganizationInUse = "refusal-organization-in-use",
    SameOrganization = "refusal-same-organization",
    /// More would move than one merge takes along.
    OrganizationTooLarge = "refusal-organization-too-large",
    TicketUnknown = "refusal-ticket-unknown",
    ItemUnknown = "refusal-item-unknown",
    PropertyInvalid = "refusal-property-invalid",
    ItemTwice = "refusal-item-twice",
    ItemsEmpty = "refusal-items-empty",
    ItemsTooDeep = "refusal-items-too-deep",
    TooManyItems = "refusal-too-many-items",
    FormTooLarge = "refusal-form-too-large",
    FormInUse = "refusal-form-in-use",
    RuleLooksAhead = "refusal-rule-looks-ahead",
    RuleIncomplete = "refusal-rule-incomplete",
    /// What stands in front of a ticket's number is no number of up to six digits.
    NumberingPrefixWrong = "refusal-numbering-prefix-wrong",
    NumberingDigitsWrong = "refusal-numbering-digits-wrong",
    NumberingStartWrong = "refusal-numbering-start-wrong",
    NumberingTooLong = "refusal-numbering-too-long",
    /// Every new ticket has it.
    PriorityNormalNeeded = "refusal-priority-normal-needed",
    PriorityTwice = "refusal-priority-twice",
    /// They see the ticket anyway.
    ReferralNeedless = "refusal-referral-needless",
    ReferralToNobody = "refusal-referral-to-nobody",
    TooManyReferrals = "refusal-too-many-referrals",
    PriorityNotOffered = "refusal-priority-not-offered",
    TopicUnknown = "refusal-topic-unknown",
    TopicInUse = "refusal-topic-in-use",
    TooManyTopics = "refusal-too-many-topics",
    MailboxInUse = "refusal-mailbox-in-use",
    KeyActive = "refusal-key-active",
    KeyNotActive = "refusal-key-not-active",
    KeyTaken = "refusal-key-taken",
    KeyIsOurs = "refusal-key-is-ours",
    /// It does not speak for the address it was given to.
    KeyOfAnother = "refusal-key-of-another",
    /// Nothing is published for these addresses.
    KeyNotPublished = "refusal-key-not-published",
    KeyUnreadable = "refusal-key-unreadable",
    KeyPassphrase = "refusal-key-passphrase",
    /// Certificate and private key are not of one pair.
    KeyMismatch = "refusal-key-mismatch",
    SenderWithoutKey = "refusal-sender-without-key",
    RecipientWithoutKey = "refusal-recipient-without-key",
    /// Keys tell everybody who else receives it.
    EncryptedBcc = "refusal-encrypted-bcc",
    BrandInUse = "refusal-brand-in-use",
    LastBrand = "refusal-last-brand",
    LogoUnknown = "refusal-logo-unknown",
    LogoTooLarge = "refusal-logo-too-large",
    HostTaken = "refusal-host-taken",
    HostInvalid = "refusal-host-invalid",
    PortInvalid = "refusal-port-invalid",
    FingerprintInvalid = "refusal-fingerprint-invalid",
    /// A mailbox of this kind is signed in to in another way.
    ApplicationInvalid = "refusal-application-invalid",
    /// Nobody has registered our application with the provider.
    ApplicationMissing = "refusal-application-missing",
    TenantInvalid = "refusal-tenant-invalid",
    OriginInvalid = "refusal-origin-invalid",
    DateInvalid = "refusal-date-invalid",
    /// No mailbox could carry the letter.
    NoWayOut = "refusal-no-way-out",
    SignInDoesNotFit = "refusal-sign-in-does-not-fit",
    NoFoldersThere = "refusal-no-folders-there",
    AlikeDaysInvalid = "refusal-alike-days-invalid",
    DaysInvalid = "refusal-days-invalid",
    FirstDaysInvalid = "refusal-first-days-invalid",
    /// The saved one is for another server.
    IncomingPassword = "refusal-incoming-password",
    OutgoingPassword = "refusal-outgoing-password",
    AttachmentTooLarge = "refusal-attachment-too-large",
    TooManyAttachments = "refusal-too-many-attachments",
    /// What one agent has attached to what was never sent.
    LooseFilesTooLarge = "refusal-loose-files-too-large",
    /// What agents may attach.
    MostAttachedInvalid = "refusal-most-attached-invalid",
    /// A letter that is closed with keys has no links.
    ClosedTooLarge = "refusal-closed-too-large",
    /// Too many large files are on their way here.
    TooManyUploads = "refusal-too-many-uploads",
    /// A form with files did not end.
    UploadTooSlow = "refusal-upload-too-slow",
    SendersInvalid = "refusal-senders-invalid",
    SealersInvalid = "refusal-sealers-invalid",
    EndingsInvalid = "refusal-endings-invalid",
    LevelInvalid = "refusal-level-invalid",
    PatienceInvalid = "refusal-patience-invalid",
    TooManySkills = "refusal-too-many-skills",
    ReopenDaysInvalid = "refusal-reopen-days-invalid",
    FormIncomplete = "refusal-form-incomplete",
    LetterNotFailed = "refusal-letter-not-failed",
    IntakeNotFailed = "refusal-intake-not-failed",
    JobNotBuried = "refusal-job-not-buried",
    DemoOnly = "refusal-demo-only",
    RunNotAtWork = "refusal-run-not-at-work",
    NothingUnsent = "refusal-nothing-unsent",
    TooManyViews = "refusal-too-many-views",
    TooManyHighlights = "refusal-too-many-highlights",
    TooManyTabs = "refusal-too-many-tabs",
    TooManyPanels = "refusal-too-many-panels",
    /// An address with a variable that there is not.
    PanelVariable = "refusal-panel-variable",
    PanelEmpty = "refusal-panel-empty",
    NothingToFill = "refusal-nothing-to-fill",
    PanelField = "refusal-panel-field",
    PanelFillsNothing = "refusal-panel-fills-nothing",
    PanelNeedsTicket = "refusal-panel-needs-ticket",
    PanelNotByItself = "refusal-panel-not-by-itself",
    PanelLines = "refusal-panel-lines",
    TooManyComments = "refusal-too-many-comments",
    TooManyChats = "refusal-too-many-chats",
    ChatHosts = "refusal-chat-hosts",
    /// An address of one's own that lies elsewhere than administrators wish.
    ChatElsewhere = "refusal-chat-elsewhere",
    /// The service calls nobody so.
    ChatMention = "refusal-chat-mention",
    AnswerNoJson = "refusal-answer-no-json",
    /// The address leads elsewhere now.
    SecretAgain = "refusal-secret-again",
    /// Somebody else answers it right now.
    TicketHeld = "refusal-ticket-held",
    /// The same where that keeps nobody from sending: they are asked once.
    ColleagueAnswers = "refusal-colleague-answers",
    /// There is no answer to go on with (any more).
    NobodyAnswers = "refusal-nobody-answers",
    /// Somebody else asks to go on with the same answer.
    AskedAlready = "refusal-asked-already",
    LockMinutes = "refusal-lock-minutes",
    TooManyFolded = "refusal-too-many-folded",
    /// A macro that the ticket is not offered.
    MacroElsewhere = "refusal-macro-elsewhere",
    MacroInMacro = "refusal-macro-in-macro",
    /// One for everybody is made by those who set up the desk.
    MacroForTeams = "refusal-macro-for-teams",
    /// What nobody does by hand is for those who make rules.
    MacroStepOfRules = "refusal-macro-step-of-rules",
    TooManyMacros = "refusal-too-many-macros",
    /// What they have begun to write would be lost.
    DraftInHand = "refusal-draft-in-hand",
    ViewHasViews = "refusal-view-has-views",
    ViewForNoRole = "refusal-view-for-no-role",
    ViewTooDeep = "refusal-view-too-deep",
    ViewWiderThanParent = "refusal-view-wider-than-parent",
    ConditionUnreadable = "refusal-condition-unreadable",
    ConditionTooLarge = "refusal-condition-too-large",
    ConditionEmptyGroup = "refusal-condition-empty-group",
    ConditionUnfit = "refusal-condition-unfit",
    ConditionValue = "refusal-condition-value",
    /// A regular expression that is none, or too large a one.
    PatternWrong = "refusal-pattern-wrong",
    RuleEmpty = "refusal-rule-empty",
    /// It listens to nothing.
    RuleDeaf = "refusal-rule-deaf",
    /// Nobody looks when a rule does: "me" and stars mean nothing there.
    RuleWithoutViewer = "refusal-rule-without-viewer",
    /// What an event changed can be asked only where one is at hand.
    RuleWithoutEvent = "refusal-rule-without-event",
    /// A schedule asks for no time.
    RuleTimeless = "refusal-rule-timeless",
    /// It listens to the length of queues, and says no length.
    RuleBoundless = "refusal-rule-boundless",
    /// A step's text has no number of a ticket in it.
    StepNoTicket = "refusal-step-no-ticket",
    /// Neither is anybody named, nor did a colleague do it, nor is anybody responsible.
    NobodyWorked = "refusal-nobody-worked",
    /// A flow that others run has no start of its own to log or suggest.
    FlowStageless = "refusal-flow-stageless",
    /// More effort in hand than anybody can have.
    LoadInvalid = "refusal-load-invalid",
    EffortInvalid = "refusal-effort-invalid",
    /// An administrator has fixed whether the agent takes tickets of this channel.
    ChannelLocked = "refusal-channel-locked",
    TooManyRules = "refusal-too-many-rules",
    TooManySteps = "refusal-too-many-steps",
    StepIncomplete = "refusal-step-incomplete",
    RuleNotOffered = "refusal-rule-not-offered",
    /// There is no step in it.
    FlowEmpty = "refusal-flow-empty",
    /// A branch without a question.
    FlowUnasked = "refusal-flow-unasked",
    FlowLanes = "refusal-flow-lanes",
    FlowRounds = "refusal-flow-rounds",
    FlowWait = "refusal-flow-wait",
    FlowTooDeep = "refusal-flow-too-deep",
    /// Behind a stop.
    FlowUnreached = "refusal-flow-unreached",
    /// Some of its steps are not finished.
    FlowUnfinished = "refusal-flow-unfinished",
    FlowPlace = "refusal-flow-place",
    /// It would call itself in the end.
    FlowCircle = "refusal-flow-circle",
    /// Another flow calls it.
    FlowInUse = "refusal-flow-in-use",
    /// What it names is not there any more.
    FlowNameGone = "refusal-flow-name-gone",
    FlowUnpublished = "refusal-flow-unpublished",
    FlowOff = "refusal-flow-off",
    /// It is on its way through this ticket already.
    FlowUnderWay = "refusal-flow-under-way",
    FlowNotOffered = "refusal-flow-not-offered",
    FlowOver = "refusal-flow-over",
    FlowTooLong = "refusal-flow-too-long",
    FlowCallEnded = "refusal-flow-call-ended",
    TooManyFlows = "refusal-too-many-flows",
    TooManyNodes = "refusal-too-many-nodes",
    TooManyFlowRuns = "refusal-too-many-flow-runs",
    /// Nobody is asked, or nobody can be reached.
    NoApprover = "refusal-no-approver",
    LimitMissing = "refusal-limit-missing",
    /// How many must say yes is no number, or nobody.
    QuorumInvalid = "refusal-quorum-invalid",
    /// No amount of time, one of minutes, or more than a year.
    HoursNotWhole = "refusal-hours-not-whole",
    RatingEmpty = "refusal-rating-empty",
    RatingTooSoon = "refusal-rating-too-soon",
    RatingAsked = "refusal-rating-asked",
    RatingLinkOld = "refusal-rating-link-old",
    /// The link to a file in a letter: too old, taken away, or its file is gone.
    FileLinkOld = "refusal-file-link-old",
    ApprovalDecided = "refusal-approval-decided",
    ApprovalAnswered = "refusal-approval-answered",
    ApprovalPending = "refusal-approval-pending",
    TooManyProcedures = "refusal-too-many-procedures",
    ProcedureInUse = "refusal-procedure-in-use",
    /// Nobody leads themselves.
    ManagerSelf = "refusal-manager-self",
    UrlInvalid = "refusal-url-invalid",
    /// A template that does not become JSON.
    BodyInvalid = "refusal-body-invalid",
    TooManyWebhooks = "refusal-too-many-webhooks",
    WebhookInUse = "refusal-webhook-in-use",
    WebhookOff = "refusal-webhook-off",
    DeliveryUnderWay = "refusal-delivery-under-way",
    SuggestionTaken = "refusal-suggestion-taken",
    /// To nobody it may go to by machine.
    LetterWithheld = "refusal-letter-withheld",
    HoursInvalid = "refusal-hours-invalid",
    HoursOverlap = "refusal-hours-overlap",
    HoursNone = "refusal-hours-none",
    AmountInvalid = "refusal-amount-invalid",
    DaysWrong = "refusal-days-wrong",
    DaysOver = "refusal-days-over",
    TooManyDays = "refusal-too-many-days",
    CalendarFileUnreadable = "refusal-calendar-file-unreadable",
    CalendarFileTooLarge = "refusal-calendar-file-too-large",
    CalendarFileEmpty = "refusal-calendar-file-empty",
    CalendarInUse = "refusal-calendar-in-use",
    MostInvalid = "refusal-most-invalid",
    NothingToTake = "refusal-nothing-to-take",
    AbsenceInThePast = "refusal-absence-in-the-past",
    AbsenceEndsFirst = "refusal-absence-ends-first",
    SubstituteUnknown = "refusal-substitute-unknown",
    SubstituteMayNotAnswer = "refusal-substitute-may-not-answer",
    PromisesNone = "refusal-promises-none",
    PolicyTooLong = "refusal-policy-too-long",
    StepWrong = "refusal-step-wrong",
    LettersInvalid = "refusal-letters-invalid",
    QuietInvalid = "refusal-quiet-invalid",
    /// What it says is no subscription of a browser.
    BrowserInvalid = "refusal-browser-invalid",
    TooManyMutes = "refusal-too-many-mutes",
    FieldFilesTooMany = "refusal-field-files-too-many",
    FieldFileTooLarge = "refusal-field-file-too-large",
    FieldFileType = "refusal-field-file-type",
    /// One that the desk was never given.
    FieldFileUnknown = "refusal-field-file-unknown",
    /// No file of a set-up, or one that says what nobody knows.
    SetUpUnreadable = "refusal-set-up-unreadable",
    /// Of a version to come.
    SetUpNewer = "refusal-set-up-newer",
    SetUpTooLarge = "refusal-set-up-too-large",
    /// It names what does not stand before it in the file.
    SetUpNames = "refusal-set-up-names",
    /// One number, or one item, two times.
    SetUpTwice = "refusal-set-up-twice",
    /// A file in it is not there, not what it was, or no picture where it should be one.
    SetUpFileBroken = "refusal-set-up-file-broken",
    SetUpFilesTooLarge = "refusal-set-up-files-too-large",
}

impl Refusal {
    /// What a person built on screen is no condition.
    pub const fn is_of_condition(self) -> bool {
        matches!(
            self,
            Self::ConditionUnreadable
                | Self::ConditionTooLarge
                | Self::ConditionEmptyGroup
                | Self::ConditionUnfit
                | Self::ConditionValue
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{Language, words};

    #[test]
    fn every_no_is_said_in_every_language() {
        for words in Language::ALL.map(words::of) {
            let silent: Vec<_> = Refusal::ALL.iter().filter(|refusal| !words.knows(refusal.key())).collect();
            assert!(silent.is_empty(), "{:?}: {silent:?}", words.language());
        }
    }
}
