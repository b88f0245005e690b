# How tickets get their numbers.

admin-numbers = Ticket numbers
admin-numbers-lead = How new tickets are numbered. Tickets that are there keep their numbers, and no number is ever given twice. Numbers are digits only.
admin-setting-numbering = Ticket numbers

numbering-lead = Tickets of this topic may be told apart by their numbers.
numbering-way = Numbers go
numbering-usual = As the desk’s
numbering-usual-hint = Tickets of this topic are numbered like all others.
numbering-sequence = One after the other
numbering-sequence-hint = Each ticket has the next number. Requesters can tell how many tickets there are.
numbering-year = By year
numbering-month = By month
numbering-day = By day
numbering-dated-hint = The date stands in front, and the count begins anew (time zone: { $x }).
numbering-random = Hard to guess
numbering-random-hint = Drawn at random, at least eight digits: nobody learns how many tickets there are.
numbering-prefix = Digits in front
numbering-prefix-hint = Up to six, to tell desks or topics apart: 7 makes 7000123.
numbering-digits = Digits
numbering-digits-hint = Without those in front, the date and the check digit. A count that needs more has more.
numbering-start = Begin with
numbering-start-hint = Numbers that tickets have already are stepped over.
numbering-check = Check digit at the end
numbering-check-hint = A wrong digit, or two that have changed places, makes a number that no ticket has (Damm’s method).
numbering-next = Next numbers
numbering-such-as = Numbers such as
numbering-show = Show examples
numbering-topics = Topics with numbers of their own
numbering-topics-none = None yet: each topic may have its own, on its page.

refusal-numbering-prefix-wrong = In front there can be up to six digits, and the first is not 0.
refusal-numbering-digits-wrong = Please choose more or fewer digits: at least four in all, at least eight if they are drawn at random, and at most nine that are counted.
refusal-numbering-start-wrong = Please begin with a number that has the chosen digits. With digits in front it may be any from 1.
refusal-numbering-too-long = The numbers would be longer than 15 digits when they grow. Please use fewer digits, or none in front.
