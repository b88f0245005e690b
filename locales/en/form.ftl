# Fields that people define, forms of them, and topics.

field-custom = Own field
field-topic = Topic
field-choose = Choose…
field-empty = empty
field-needed = needed to solve
field-open = Open { $x }
ticket-topic = Topic
ticket-topic-none = None
ticket-details = Details

admin-fields = Fields
admin-fields-lead = What you ask for beside what every ticket has. A field can be used as soon as it is saved: on tickets, in forms, views, lists, searches and files.
admin-fields-none = No fields yet
admin-fields-none-text = An order number, a device, a date of purchase: make the first one, and it stands beside every ticket.
field-new = New field
field-kinds-lead = What shall stand in it? This cannot be changed later.
field-nature = Kind
field-key = Key
field-key-hint = For formulas, searches (key:value) and files. It is made of the English name and never changes.
field-inactive = Inactive
field-label-en = Name in English
field-label-ja = Name in Japanese
field-help-en = Hint in English
field-help-ja = Hint in Japanese
field-list = List
field-properties-of = { $x }: properties
field-list-hint = One item per line. Both languages: English | 日本語. What you delete stays where somebody has chosen it. Behind :: stand properties of an item: Laptop :: cost_centre=4711; supplier=Dell.
field-tree-hint = One item per line; two spaces before it put it beneath the one above, six levels deep. “# ” before a name makes it a heading, which cannot be chosen itself. Both languages: English | 日本語. Behind :: stand properties of an item: Laptop :: cost_centre=4711; supplier=Dell.
field-pattern = Pattern
field-pattern-hint = A regular expression that the whole value must fit: [A-Z]{"{"}2{"}"}-\d{"{"}4{"}"}
field-template = Address
field-template-hint = Where the value leads; {"{"}value{"}"} stands for it: https://shop.example.com/orders/{"{"}value{"}"}. The keys of other fields stand for what is in them, and for a ticket {"{"}ticket{"}"} for its number, {"{"}email{"}"} and {"{"}organization{"}"} for the requester’s. Where one of them is empty, there is no link.
field-expression = Formula
field-expression-hint = Computed from other fields by their keys: price * quantity * 1.1. Without all of them it is empty.
field-currency = Currency
field-currency-hint = Amounts are kept exactly, in the smallest unit.
field-digits = Digits behind the point
field-least = At least
field-most = At most
field-prefix = Before the number
field-width = Digits
field-active = In use
field-active-hint = Switched off, nobody fills it in any more; what was filled in stays.
field-preview = Preview

field-kind-text = Text
field-kind-text-hint = One line
field-kind-long-text = Long text
field-kind-long-text-hint = Several lines
field-kind-rich-text = Rich text
field-kind-rich-text-hint = Lists, links and emphasis
field-kind-file = Files
field-kind-file-hint = Within a number, a size and kinds
field-kind-number = Number
field-kind-number-hint = Exact, with limits
field-kind-money = Money
field-kind-money-hint = In one currency, exact
field-kind-date = Date
field-kind-date-hint = A day
field-kind-time = Date and time
field-kind-time-hint = A moment
field-kind-flag = Box to tick
field-kind-flag-hint = Yes or nothing
field-kind-choice = Choice
field-kind-choice-hint = One of a list
field-kind-choices = Several choices
field-kind-choices-hint = Any number of a list
field-kind-tree = Choice in levels
field-kind-tree-hint = Category, sub-category … six deep
field-kind-person = Person
field-kind-person-hint = Somebody known here
field-kind-organization = Organization
field-kind-organization-hint = A company or department
field-kind-ticket = Ticket
field-kind-ticket-hint = Another ticket by its number
field-kind-link = Link
field-kind-link-hint = A value that opens a page elsewhere
field-kind-pattern = Code
field-kind-pattern-hint = A line that fits a pattern
field-kind-sequence = Running number
field-kind-sequence-hint = Given out by the desk
field-kind-formula = Formula
field-kind-formula-hint = Computed from other fields

event-field-changed = { $to ->
    [none] { $who } emptied { $field }
   *[other] { $who } set { $field } to { $to }
}
event-topic-changed = { $to ->
    [none] { $who } took the topic away
   *[other] { $who } set the topic to { $to }
}
event-field-created = { $who } made the field { $name }
event-field-edited = { $who } changed the field { $name }
event-field-removed = { $who } removed the field { $name }
event-form-created = { $who } made the form { $name }
event-form-edited = { $who } changed the form { $name }
event-form-removed = { $who } removed the form { $name }
event-topic-created = { $who } made the topic { $name }
event-topic-edited = { $who } changed the topic { $name }
event-topic-removed = { $who } removed the topic { $name }

refusal-field-key-invalid = Use small letters, digits and _, beginning with a letter, and no word of the search such as status.
refusal-field-key-taken = Another field has this key. Please choose another one.
refusal-field-in-use = Something stands in this field, or a form asks for it. Switch it off instead.
refusal-field-unknown = One of the fields is gone. Please load the page again.
refusal-field-twice = A field can stand in a form only once.
refusal-field-missing = Please fill this in.
refusal-field-closed = The form does not allow this field to be filled in here.
refusal-field-computed = This is filled in by itself.
refusal-fields-wrong = Please look at the marked fields.
refusal-fields-to-close = Some details must be filled in before the ticket is solved. They are marked in the panel.
refusal-too-many-fields = There are as many fields as possible. Remove one that is no longer used.
refusal-text-too-long = This is too long. Please shorten it.
refusal-number-invalid = This is no number. Please enter digits.
refusal-number-too-large = This number is too large.
refusal-number-outside = This number is outside the limits of the field.
refusal-too-many-digits = This has more digits behind the point than the field keeps.
refusal-time-invalid = This is no date and time. Please enter it like 2026-03-01 18:30.
refusal-flag-invalid = Please answer yes or no.
refusal-pattern-invalid = This pattern cannot be used. Check the brackets, or make it simpler.
refusal-pattern-unfit = This does not have the form that is asked for. Please check it.
refusal-link-invalid = Begin with https:// and put {"{"}value{"}"} where the value belongs.
refusal-link-name-unknown = One of the names in braces is not known. Use {"{"}value{"}"} and the keys of other fields; for tickets also {"{"}ticket{"}"}, {"{"}email{"}"} and {"{"}organization{"}"}.
refusal-formula-invalid = This formula cannot be computed. Check signs and brackets.
refusal-bounds-invalid = These limits do not fit together. Please check them.
refusal-person-unknown = Nobody is found by this. Please check it; a name or an e-mail address has to be whole.
refusal-person-unclear = It is not clear who is meant. Choose one of those who are proposed, or enter their whole e-mail address.
refusal-person-out-of-reach = The address belongs to somebody whom you do not find: they are on none of the tickets you may see.
refusal-organization-unknown = No organization is called exactly so. Write its whole name.
refusal-ticket-unknown = There is no ticket with this number.
refusal-item-unknown = This cannot be chosen here. Please choose from the list.
refusal-item-twice = Two items have the same name in the same place. Please rename one.
refusal-items-empty = Please write at least one item.
refusal-items-too-deep = A list has six levels at most.
refusal-too-many-items = A list has 500 items at most.
refusal-form-too-large = A form has 100 fields, and a field ten rules at most.
refusal-form-in-use = A topic uses this form. Give the topic another one first.
refusal-rule-looks-ahead = A rule can look only at fields above its own. Move this field down, or the other one up.
refusal-rule-incomplete = Please finish this rule, or remove it.
refusal-topic-unknown = Please choose what it is about.
refusal-topic-in-use = Tickets have this topic. Switch it off instead.
refusal-too-many-topics = There are as many topics as possible. Remove one that is no longer used.

form-draw = Show the fields that belong to this
admin-forms = Forms
admin-forms-lead = Which fields are asked for, in which order and of whom. A form can belong to several topics.
admin-forms-bare = No fields to ask for yet
admin-forms-bare-text = A form is made of fields. Make the first field, then put it into a form.
admin-forms-none = No forms yet
admin-forms-none-text = Put fields into an order, say who sees them and what must be filled in, and give the form to a topic.
form-new = New form
form-parts-lead = Drag them into their order, or use the arrows. A rule lets a field appear where something holds of one above it.
form-empty = Choose the first field below.
form-add = Add field
form-drop = Take { $x } out of the form
form-requester = Requester
form-agent = Agent
form-to-close = Needed to solve
form-rule = Rule
form-if = If
form-then = then
form-effect = What happens
form-add-rule = Add rule
form-unrule = Remove this rule
form-language = In
form-preview-lead = Try it: fields come and go as they will.
form-preview-none = Nothing is asked for here.
ask-hidden = Hidden
ask-shown = Read only
ask-optional = Optional
ask-required = Required
effect-show = show this field
effect-require = require it
effect-limit = offer only
effect-fill = fill in

admin-topics = Topics
admin-topics-lead = What one may ask about. A topic brings its form, its team and its priority; requesters choose it first.
admin-topics-none = No topics yet
admin-topics-none-text = Returns, a broken device, a day off: with topics, each request asks for what you need to answer it.
topic-new = New topic
topic-internal = Agents only
topic-form = Form
topic-form-none = No form
topic-form-hint = The fields that are asked for.
topic-kind-hint = What kind of ticket it makes.
topic-team-usual = As without a topic
topic-team-hint = Who gets these tickets.
topic-priority-usual = Not said
topic-text-en = Text to begin with, English
topic-text-ja = Text to begin with, Japanese
topic-text-hint = It stands in the message when somebody begins, and can be written over.
topic-public = Requesters may choose it
topic-public-hint = Otherwise only agents do.
topic-active = In use
topic-active-hint = Switched off, nobody chooses it any more; tickets keep it.

portal-topic-title = What is it about?
portal-topic-lead = Choose what fits best, and we ask only for what we need.
portal-topic-other = Something else
portal-topic-other-hint = Write to us freely
portal-topic-change = Choose something else

bulk-field = Field
bulk-field-which = Field
bulk-field-value = Value
bulk-field-hint = Choose the field first. What is left empty empties the field.
bulk-field-set = Set
field-files-most = Files at most
field-files-largest = Megabytes of each
field-files-types = Only these kinds
field-files-types-hint = Endings with commas between them: pdf, png, xlsx. Empty: any kind.
field-files-bounds = { $most ->
    [one] At most { $most } file, up to { $largest } MB.
   *[other] At most { $most } files, up to { $largest } MB each.
}
field-files-bounds-types = { $most ->
    [one] At most { $most } file, up to { $largest } MB: { $types }.
   *[other] At most { $most } files, up to { $largest } MB each: { $types }.
}
field-file-keep = stays; untick it to take it out
field-edit = Change { $x }
field-edit-short = Change
refusal-field-files-too-many = These are more files than the field takes.
refusal-field-file-too-large = A file is empty or larger than the field takes.
refusal-field-file-type = A file is not of a kind that the field takes.
refusal-field-file-unknown = Choose the files once more.
refusal-property-invalid = Write properties as :: cost_centre=4711; supplier=Dell: at most 20 of an item, each name once, of small letters, digits and _, each value up to 250 characters.
