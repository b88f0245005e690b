# Ratings: how content requesters are, asked for, given and shown.

stars-1 = Very dissatisfied
stars-2 = Dissatisfied
stars-3 = Neither
stars-4 = Satisfied
stars-5 = Very satisfied
rating-stars = { $x } of 5 stars: { $said }
rating-title = How did we do?
rating-how = How satisfied are you with our help?
rating-choose = Choose one to five stars
rating-comment = What went well, what did not?
rating-send = Send rating
rating-change = Change rating
rating-yours = Your rating
rating-thanks = Thank you
rating-thanks-text = We have your rating. You can still change it here.
rating-panel = Satisfaction
rating-answered-by = answered by { $x }

letter-rating = Your request #{ $x } is closed. How satisfied are you with our help?
letter-rating-next = Choose an answer below. A page opens on which you can add a comment and send it; nothing is sent before. The links are good for 30 days.
admin-kind-rating = Question for a rating
sample-comment = Quick and friendly

field-rating = Satisfaction (stars)
field-rated-at = Rated
field-rating-comment = Comment on the rating
step-ask-rating = Ask for a rating
rule-on-ticket-rated = Rated by the requester
rule-on-rating-asked = Asked for a rating
event-ticket-rated = { $who } gave { $to }{ $from ->
    [none] {""}
   *[other] {" "}instead of { $from }
}{ $comment ->
    [none] {""}
   *[other] : “{ $comment }”
}
event-rating-asked = { $who } asked the requester for a rating

refusal-rating-empty = Choose one to five stars.
refusal-rating-too-soon = This is not closed yet; it can be rated when it is.
refusal-rating-asked = The requester has been asked, or has rated, since it was closed.
refusal-rating-link-old = This link is too old: it was good for 30 days. You can still answer our letter.

recipe-ask-rating = Ask for a rating a day after closing
recipe-ask-rating-why = One day after a ticket was closed, its requester is asked how satisfied they are; once, and not of what was closed more than a week ago.
recipe-rated-low = A low rating is looked at
recipe-rated-low-why = When somebody gives one or two stars, the ticket gets high priority and a note, and the team is told.
recipe-rated-low-note = The requester is dissatisfied. Please look at what they said, and get in touch.
recipe-rated-low-text = The requester of ticket { $number } is dissatisfied: { $subject }
