# The knowledge base: articles and their categories.

articles-title = Articles
articles-all = All articles
articles-new = New article
articles-find = Search articles
articles-any-state = Any state
articles-back = Back to the articles
articles-none = No articles yet
articles-none-text = Write down once what you answer often: with ?? it goes into a reply, and published it is found on the help page.
articles-none-found = No article fits
articles-none-found-text = All words must occur in the article. Try fewer, or another state or category.
articles-more = More articles fit than are shown. Another word narrows them.
article-name = Title
article-text = Text
article-state = Who reads it
article-category = Category
article-category-none = No category
article-categories = Categories
article-categories-lead = Up to three levels. A category is shown on the help page as soon as a public article stands in it.
article-categories-none = No categories yet.
article-category-new = New category
article-category-edit = Change the category
article-category-in = Stands in
article-category-top = On top
article-category-place = Place among its neighbours
article-draft = Draft
article-draft-hint = Only those who write articles see it.
article-internal = Internal
article-internal-hint = All agents read it, nobody else.
article-public = Public
article-public-hint = Everybody reads it on the help page.
article-archived = Archived
article-archived-hint = Kept, and out of the way.
article-publish = Publish
article-share = Share with agents
article-withdraw = Make internal
article-archive = Archive
article-revive = Make it a draft again
article-edit = Edit
article-history = History
article-history-of = History: { $x }
article-history-lead = Each save is kept, the newest hundred. Choose one to see what changed, and to bring it back.
article-version = Version
article-by = By
article-restore = Bring this text back
article-on-portal = On the help page
article-languages = Languages
article-now = What the article says now
articles-keys = Enter puts in a link, Shift Enter the text
warn-article = Part of this comes from an article that is not public. Read it once more, then send again.
permission-write-articles = Write and publish articles
permission-remove-categories = Remove categories of articles

help-articles = Help articles
help-all = All articles
help-search = Search for an answer
help-search-do = Search
help-latest = Articles
help-found = Found for “{ $x }”
help-none = No articles here yet
help-none-text = Write to us: we are glad to help.
help-none-found = Nothing found for “{ $x }”
help-none-found-text = Try fewer or other words, or write to us.
help-changed = Updated
help-not-enough = Does this not answer your question?
help-articles-count = { $n ->
    [one] { $n } article
   *[other] { $n } articles
}

event-article-created = { $who } wrote the article { $name }
event-article-changed = { $who } changed the article { $name }
event-article-moved = { $who } moved the article { $name } from { $from } to { $to }
event-article-restored = { $who } brought version { $version } of the article { $name } back
event-article-category-created = { $who } made the category { $name } of articles
event-article-category-changed = { $who } changed the category { $name } of articles
event-article-category-removed = { $who } removed the category { $name } of articles

refusal-article-untitled = Give the article a title.
refusal-article-title-too-long = The title is too long: at most 250 characters.
refusal-article-empty = Write something before others read it, or keep it as a draft.
refusal-too-many-articles = There are 20,000 articles already.
refusal-too-many-article-categories = There are 500 categories already.
refusal-category-too-deep = Categories stand at most three deep, and not in themselves. Choose another place.
refusal-category-in-use = Something stands in this category. Move its articles and categories first.
